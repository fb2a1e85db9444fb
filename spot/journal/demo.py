"""History written afterwards: many entries at once, numbered like those of running verbs, told to nobody."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import models

from spot.journal.models import Entry
from spot.journal.services import Person, number


def told(  # noqa: PLR0913  an entry has this many facts
    verb: str,
    thing: models.Model,
    *,
    at: datetime,
    by: Person | None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    note: str = "",
    stream: str = "",
) -> Entry:
    """An entry as `record()` would have written it at that instant; not saved yet."""
    return Entry(
        at=at, verb=verb, thing_kind=str(thing._meta.model_name), thing_id=str(thing.pk), actor_id=by.pk if by else None,
        role=by.role if by else "system", before=before or {}, after=after or {}, note=note, stream=stream,
    )  # fmt: skip


def write(entries: Iterable[Entry]) -> None:
    """Save entries in order of time, giving those of a stream its next numbers. Inside a transaction."""
    ordered = sorted(entries, key=lambda entry: entry.at)
    number([entry for entry in ordered if entry.stream])
    Entry.objects.bulk_create(ordered, batch_size=1000)
