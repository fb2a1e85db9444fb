"""How much one person may send at the same time; the others' turn comes."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.conf import settings

from spot.accounts.models import User
from spot.common import seats
from spot.common.refusals import Refused


@contextmanager
def sending(user: User) -> Iterator[None]:
    """Refused: `too_many_at_once` (429), when SPOT_UPLOADS_AT_ONCE of this person are being received."""
    if not settings.SPOT_THROTTLE:
        yield
        return
    try:
        with seats.taken(f"sender-{user.pk}", most=settings.SPOT_UPLOADS_AT_ONCE):
            yield
    except seats.Full as full:
        sentence = "Plusieurs de vos fichiers sont déjà en cours d’envoi. Attendez la fin de l’un d’eux."
        raise Refused("too_many_at_once", sentence, status=429, retry_after=10) from full
