"""Who may not come further without a second step: one answer for pages, calls and sockets."""

from collections.abc import Iterable
from uuid import UUID

from allauth.mfa.models import Authenticator
from django.conf import settings

from spot.accounts.models import User
from spot.accounts.workflow import STAFF


def lacks_second_step(user: User) -> bool:
    """Whether the station asks this person for a second step and they have none."""
    return bool(lacking_second_step([(user.pk, user.role)]))


def lacking_second_step(people: Iterable[tuple[UUID, str]]) -> set[UUID]:
    """Those of a crowd (id, role), in one query at most. Codes for a lost telephone are no step."""
    if not settings.SPOT_MFA_REQUIRED:
        return set()
    asked = {pk for pk, role in people if role in STAFF}
    enrolled = Authenticator.objects.filter(user_id__in=asked, type=Authenticator.Type.TOTP)
    return asked - set(enrolled.values_list("user_id", flat=True)) if asked else set()
