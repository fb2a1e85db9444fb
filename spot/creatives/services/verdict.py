"""The technical verdict on a version, given by the product itself once the bytes are in their place."""

from uuid import UUID

from spot.common import files
from spot.creatives.models import SpotVersion
from spot.creatives.workflow import VERBS, Status

NOT_CHECKED = "Ce fichier n’a pas pu être contrôlé, malgré plusieurs essais. Renvoyez-le, ou appelez la régie."
LOST = "Le fichier reçu n’a pas été retrouvé intact sur le serveur. Renvoyez-le."


def give_verdict(version_id: UUID) -> SpotVersion:
    """Read the stored bytes again: `pending_review` when they are those received, `failed` otherwise. Once a version."""
    version = SpotVersion.objects.select_related("spot").get(pk=version_id)
    if version.status != Status.PROCESSING:
        return version
    if _is_intact(version):
        return VERBS.apply("pass", version, by=None)
    return VERBS.apply("fail", version, by=None, failure=LOST)


def give_up_verdict(version_id: UUID) -> SpotVersion:
    """Nothing could read it, however often it was tried: its people are told, and may send it again."""
    version = SpotVersion.objects.select_related("spot").get(pk=version_id)
    if version.status != Status.PROCESSING:
        return version
    return VERBS.apply("fail", version, by=None, failure=NOT_CHECKED)


def _is_intact(version: SpotVersion) -> bool:
    place = files.stored(str(version.file.name))
    return place.is_file() and files.sha256_of(place) == version.sha256
