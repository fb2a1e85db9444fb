"""Sessions that end: when nobody has used them for a while, and in any case some days after sign-in.

The row's own end says both, so whoever reads rows (pages, open sockets, the nightly sweeping) sees
one truth. Being used moves it, at most once in ten minutes. The browser keeps the cookie until the
last of the days where somebody asked to be remembered, else until it is closed.
"""

from collections.abc import MutableMapping
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from django.conf import settings
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore

from spot.common import clock

SEEN_EVERY = timedelta(minutes=10)
BEGAN, IS_STATION = "began_at", "is_station"


class Limits(NamedTuple):
    """How long a session may rest, and how long it may last."""

    idle: timedelta
    whole: timedelta


def limits(*, is_station: bool) -> Limits:
    if is_station:
        idle = timedelta(hours=settings.SPOT_STAFF_IDLE_HOURS)
        return Limits(idle, timedelta(days=settings.SPOT_STAFF_SESSION_DAYS))
    idle = timedelta(days=settings.SPOT_CLIENT_IDLE_DAYS)
    return Limits(idle, timedelta(days=settings.SPOT_CLIENT_SESSION_DAYS))


def begin(session: MutableMapping[str, Any], *, is_station: bool) -> None:
    """Somebody has just signed in: the days are counted from here."""
    session[BEGAN], session[IS_STATION] = clock.now().timestamp(), is_station


class SessionStore(DatabaseStore):
    """Django's own rows, with our ends, on the product's clock."""

    row_ends_at: datetime | None = None

    def _get_session_from_db(self) -> Any:
        row = self.model.objects.filter(session_key=self.session_key, expire_date__gt=clock.now()).first()
        if row is None:
            self._session_key = None
        else:
            self.row_ends_at = row.expire_date
        return row

    @property
    def limits(self) -> Limits:
        return limits(is_station=self.get(IS_STATION, False))

    @property
    def last_moment(self) -> datetime:
        """When it ends however much it is used."""
        began = self.get(BEGAN)
        start = datetime.fromtimestamp(began, UTC) if began else clock.now()
        return start + self.limits.whole

    def get_expiry_date(self, **kwargs: Any) -> datetime:
        return min(clock.now() + self.limits.idle, self.last_moment)

    def get_expiry_age(self, **kwargs: Any) -> int:
        """For the cookie, which a session that goes on must not outlive."""
        return max(0, int((self.last_moment - clock.now()).total_seconds()))

    def stay_awake(self) -> None:
        """It has just been used: one row written, at most once in ten minutes."""
        ends_at = self.get_expiry_date()
        if self.row_ends_at and ends_at - self.row_ends_at >= SEEN_EVERY:
            stay_awake([self.session_key], ends_at)

    @classmethod
    def clear_expired(cls) -> None:
        cls.get_model_class().objects.filter(expire_date__lt=clock.now()).delete()


def stay_awake(keys: list[Any], ends_at: datetime) -> None:
    """Move the end of sessions that have not ended."""
    rows = SessionStore.get_model_class().objects.filter(session_key__in=keys)
    rows.filter(expire_date__gt=clock.now()).update(expire_date=ends_at)
