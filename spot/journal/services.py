"""Writing the journal. A verb runs inside `act()`; `record()` writes its entry there."""

import threading
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any, Protocol

from django.db import models, transaction
from django.db.models import F

from spot.journal.models import Entry, Stream
from spot.journal.renewal import RESTORED
from spot.journal.signals import hinted, recorded


class Person(Protocol):
    """Whoever acts: a user, or nobody (None) for what the product does by itself."""

    pk: Any
    role: str


class _Acts(threading.local):
    """The entries of this thread's running act that still wait for their number."""

    depth = 0
    recorded = False

    def __init__(self) -> None:
        self.waiting: list[Entry] = []


_acts = _Acts()


@contextmanager
def act() -> Iterator[None]:
    """A transaction that may record. Streams are numbered at the end of the outermost one.

    The counter rows are locked last and in name order, so that a number is held for as short a time as possible, two
    acts never wait for each other in a circle, and numbers become visible in order, without a gap.
    """
    outermost, waiting_before = _acts.depth == 0, len(_acts.waiting)
    _acts.depth += 1
    try:
        with transaction.atomic():
            yield
            if outermost:
                _close(_acts.waiting, anything=_acts.recorded)
    except BaseException:
        del _acts.waiting[waiting_before:]
        raise
    finally:
        _acts.depth -= 1
        if outermost:
            _acts.waiting, _acts.recorded = [], False


def record(  # noqa: PLR0913  an entry has this many facts
    verb: str,
    thing: models.Model,
    *,
    by: Person | None,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
    note: str = "",
    stream: str = "",
) -> Entry:
    """Write an entry about `thing` and tell the rooms above at once, inside the transaction.

    `stream` names the numbered stream the entry belongs to, if any. RuntimeError outside `act()`.
    """
    if _acts.depth == 0:
        raise RuntimeError("record() belongs inside act()")
    entry = Entry.objects.create(
        verb=verb,
        thing_kind=thing._meta.label_lower.split(".")[1],
        thing_id=str(thing.pk),
        actor_id=by.pk if by else None,
        role=by.role if by else "system",
        before=before or {},
        after=after or {},
        note=note,
        stream=stream,
    )
    _acts.recorded = True
    if stream:
        _acts.waiting.append(entry)
    recorded.send(sender=verb, entry=entry, thing=thing)
    return entry


def last_seq(stream: str) -> int:
    """The newest number of a stream; where nothing happened in it yet, that from which it will count."""
    return last_seqs([stream])[stream]


def last_seqs(streams: Collection[str]) -> dict[str, int]:
    """The newest number of each, in one query."""
    rows = Stream.objects.filter(name__in=[*streams, RESTORED])
    known = dict(rows.values_list("name", "last_seq"))
    return {name: known.get(name, known.get(RESTORED, 0)) for name in streams}


def _close(waiting: list[Entry], *, anything: bool) -> None:
    """Number the streams, and promise the hint that follows the commit."""
    streams = {entry.stream for entry in waiting}
    number(waiting)
    Entry.objects.bulk_update(waiting, ["seq"], batch_size=500)
    if anything:
        transaction.on_commit(lambda: hinted.send(sender=None, streams=streams))


def number(entries: list[Entry]) -> None:
    """Give entries the next numbers of their streams, in the order given; whoever calls saves them."""
    of_stream: dict[str, list[Entry]] = {}
    for entry in entries:
        of_stream.setdefault(entry.stream, []).append(entry)
    for name, mine in sorted(of_stream.items()):
        last = _advance(name, by=len(mine))
        for seq, entry in enumerate(mine, start=last - len(mine) + 1):
            entry.seq = seq


def _advance(name: str, *, by: int) -> int:
    """Lock a stream's counter and move it; its new last number."""
    if not Stream.objects.filter(name=name).update(last_seq=F("last_seq") + by):
        Stream.objects.get_or_create(name=name, defaults={"last_seq": last_seq(RESTORED)})
        Stream.objects.filter(name=name).update(last_seq=F("last_seq") + by)
    return Stream.objects.get(name=name).last_seq
