"""The bytes kept are the bytes received, and what airs was approved."""

import hashlib
from collections.abc import Iterator

from django.core.files.storage import default_storage
from django.db.models import F

from spot.common.invariants import Check, Found, found
from spot.creatives import queries
from spot.creatives.models import Spot, SpotVersion
from spot.creatives.workflow import Status


def media() -> Found:
    """Every version's file is there, whole, under its hash; a file shared by several is read once."""
    return found(SpotVersion.objects.count(), _wrong_files())


def states() -> Found:
    unknown = SpotVersion.objects.exclude(status__in=Status.values)
    foreign = Spot.objects.approved().exclude(approved_version__spot=F("pk"))
    return found(
        SpotVersion.objects.count(),
        [
            *(f"spot version {row.pk}: state {row.status}" for row in unknown),
            *(f"spot {row.pk}: its approved version belongs to another" for row in foreign),
        ],
    )


def approved() -> Found:
    """The version that airs is an approved one."""
    wrong = Spot.objects.approved().exclude(approved_version__status=Status.APPROVED)
    return found(
        Spot.objects.approved().count(), (f"spot {row.pk}: airs a version that is not approved" for row in wrong)
    )


def checks() -> Found:
    """A version in check has a task that will give its verdict."""
    lost = [f"spot version {row.pk}: in check, and nothing checks it" for row in queries.unasked()]
    return found(SpotVersion.objects.filter(status=Status.PROCESSING).count(), lost)


def _wrong_files() -> Iterator[str]:
    known: dict[str, str] = {}
    for pk, name, sha256 in SpotVersion.objects.values_list("pk", "file", "sha256").iterator():
        if name not in known:
            known[name] = digest(name)
        if known[name] != sha256:
            yield f"spot version {pk}: {name} {'is not there' if not known[name] else 'has other bytes'}"


def digest(name: str) -> str:
    """The sha256 of a stored file, empty when it is not there."""
    if not default_storage.exists(name):
        return ""
    with default_storage.open(name) as stored:
        return hashlib.file_digest(stored, "sha256").hexdigest()


CHECKS: dict[str, Check] = {
    "media": media, "spot_states": states, "spot_approved": approved, "spot_checks": checks,
}  # fmt: skip
