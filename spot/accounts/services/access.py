"""The ways into an account, as they change: address, second step, its codes, sessions."""

from typing import Any

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.usersessions.models import UserSession
from django.db import transaction

from spot.accounts import seals
from spot.accounts.models import User
from spot.accounts.services.people import end_sessions
from spot.common.refusals import Refused
from spot.journal import services as journal

SEEDS = ("secret", "seed")


def ask_email(user: User) -> None:
    """Keep in the history that a link went to a new address. The journal keeps no address."""
    with journal.act():
        journal.record("people.ask_email", user, by=user)


def note_email(user: User) -> None:
    """Keep in the history that the new address took the place of the old one."""
    with journal.act():
        journal.record("people.change_email", user, by=user)


def end_other_sessions(user: User, *, but: str | None) -> int:
    """End one's sessions everywhere but here; how many ended."""
    with journal.act():
        ended = end_sessions(user, but=but)
        if ended:
            journal.record("people.end_sessions", user, by=user, after={"ended": ended})
    return ended


def end_session(session: UserSession) -> None:
    """End one of one's own sessions."""
    with journal.act():
        session.end()
        journal.record("people.end_sessions", session.user, by=session.user, after={"ended": 1})


def note_second_step(user: User, *, on: bool, but: str | None) -> None:
    """Keep in the history that a second step came or went, and end the sessions opened before, but one.

    A session opened without the second step is worth a stolen password.
    """
    with journal.act():
        journal.record("people.second_factor", user, by=user, after={"on": on})
        end_sessions(user, but=but)


def note_codes(user: User, what: str) -> None:
    """Keep in the history that codes for a lost telephone were renewed, read again, or that one served.

    `what`: "renew_codes", "read_codes", "use_code".
    """
    with journal.act():
        journal.record(f"people.{what}", user, by=user)


@transaction.atomic
def spend_code(step: Authenticator, code: str) -> None:
    """A code of the telephone serves once, whatever the cache remembers. Refused: `code_spent`."""
    held = Authenticator.objects.select_for_update().get(pk=step.pk)
    secret = seals.unseal(held.data["secret"])
    moments = [at for at in totp.yield_hotp_counters_from_time() if _is_code_of(secret, at, code)]
    if not moments or moments[-1] <= held.data.get("last_moment", 0):
        raise Refused("code_spent", "Ce code a déjà servi : attendez le suivant.", status=422)
    held.data = {**held.data, "last_moment": moments[-1], "secret": seals.seal_anew(held.data["secret"])}
    held.save(update_fields=["data"])
    step.data = held.data


def seal_all_seeds() -> int:
    """Seal every seed by today's key; how many there are."""
    done = 0
    for pk in Authenticator.objects.values_list("pk", flat=True):
        with transaction.atomic():
            held = Authenticator.objects.select_for_update().get(pk=pk)
            held.data = {**held.data, **_sealed_anew(held.data)}
            held.save(update_fields=["data"])
        done += 1
    return done


def _sealed_anew(data: dict[str, Any]) -> dict[str, str]:
    return {name: seals.seal_anew(data[name]) for name in SEEDS if name in data}


def _is_code_of(secret: str, moment: int, code: str) -> bool:
    expected = totp.format_hotp_value(totp.hotp_value(secret, moment))
    return bool(compare_user_code(actual=code, expected=expected))
