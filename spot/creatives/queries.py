"""Reads of spots that join or add up."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import OuterRef, Subquery, Sum

from spot.common.jobs.queries import unfinished
from spot.creatives.models import Resumable, SpotQuerySet, SpotVersion
from spot.creatives.workflow import Status
from spot.journal.models import Entry


def stored_bytes(organisation_id: UUID) -> int:
    """What an organisation has on our disk. A reused file counts once a spot."""
    return SpotVersion.objects.filter(spot__organisation=organisation_id).aggregate(all=Sum("size_bytes"))["all"] or 0


def coming_bytes(organisation_id: UUID) -> int:
    """What an organisation's files on their way in will take when they have come."""
    coming = Resumable.objects.filter(campaign__organisation=organisation_id, became=None)
    return coming.aggregate(all=Sum("size_bytes"))["all"] or 0


def history_of(versions: Iterable[SpotVersion]) -> list[Entry]:
    """The journal of a spot, newest first; each entry's note says which version, and why when there is a reason."""
    numbers = {str(version.pk): version.number for version in versions}
    rows = Entry.objects.filter(thing_kind=SpotVersion._meta.model_name, thing_id__in=numbers).select_related("actor")
    entries = list(rows.order_by("-at", "-pk"))
    for entry in entries:
        reason = entry.after.get("reason", "")
        entry.note = f"version {numbers[entry.thing_id]}" + (f", « {reason} »" if reason else "")
    return entries


def in_queue(rows: SpotQuerySet) -> SpotQuerySet:
    """The spots whose latest version waits for an opinion, the oldest delivery first."""
    newest = SpotVersion.objects.filter(spot=OuterRef("pk")).order_by("-number").values("uploaded_at")[:1]
    return rows.to_review().annotate(delivered_at=Subquery(newest)).order_by("delivered_at", "pk")


def unasked() -> list[SpotVersion]:
    """Versions in check of which no task will give the verdict: somebody removed it, or it ended unsaid.

    They are read first: a version that comes meanwhile brings its task in the same transaction.
    """
    checked = list(SpotVersion.objects.filter(status=Status.PROCESSING).select_related("spot"))
    tasks = unfinished().filter(task_path__startswith="spot.creatives.")
    asked = {str(each["args"][0]) for each in tasks.values_list("args_kwargs", flat=True)}
    return [version for version in checked if str(version.pk) not in asked]
