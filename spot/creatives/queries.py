"""Reads of spots that join or add up."""

from uuid import UUID

from django.db.models import Sum

from spot.creatives.models import Resumable, SpotVersion


def stored_bytes(organisation_id: UUID) -> int:
    """What an organisation has on our disk, files on their way in included. A reused file counts once a spot."""
    kept = SpotVersion.objects.filter(spot__organisation=organisation_id).aggregate(all=Sum("size_bytes"))["all"]
    coming = Resumable.objects.filter(campaign__organisation=organisation_id, became=None)
    return (kept or 0) + (coming.aggregate(all=Sum("size_bytes"))["all"] or 0)
