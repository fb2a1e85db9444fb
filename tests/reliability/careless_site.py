"""The site of `careless`: what is patched is looked up at each call, so that faults come and go without a restart."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spot_bf1.settings")

from spot_bf1.asgi import application

__all__ = ["application"]

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.db import InterfaceError, OperationalError, transaction
from django.http import HttpRequest, HttpResponse

from spot.api import errors
from spot.api.v1 import api
from spot.common import files
from spot.common.guarded_cache import Call, Line
from spot.creatives.models import Resumable
from spot.creatives.services import delivering, resuming
from spot.journal import services as journal
from spot.journal.models import Entry
from spot.live import days, frames, hints, socket
from tests.reliability.careless import broken, pause_in_which_a_process_may_die


def number_after_commit(waiting: list[Entry], *, anything: bool) -> None:
    """A push after commit: who dies between the two has saved and told nobody."""
    entries = list(waiting)

    def afterwards() -> None:
        pause_in_which_a_process_may_die()
        with transaction.atomic():
            journal.number(entries)
            Entry.objects.bulk_update(entries, ["seq"])

    transaction.on_commit(afterwards)


def deliver_but_every_tenth(day: days.Day, news: days.News) -> None:
    kept = [(number, event) for number, event in news.events or [] if number % 10]
    deliver(day, days.News(news.seq, kept))


async def resume_at_the_present(day: days.Day, since: int, head: int) -> tuple[int, str]:
    """Whoever comes back is told nothing of what happened meanwhile."""
    return head, frames.resume(day.day.isoformat(), head, [])


def tell_at_once() -> None:
    async_to_sync(get_channel_layer().group_send)(hints.GROUP, hints.HINT)


def never(*_: object) -> bool:
    return False


def call_it_a_fault_of_ours(request: HttpRequest, exc: Exception) -> HttpResponse:
    return errors.error(500)


def ask_unguarded(line: Line, redis: Call, meanwhile: Call) -> object:
    return redis()


def finish_after_the_spot(row: Resumable) -> Resumable:
    """Two commits: who dies between them has made a spot that the sender is not told of, and sends again."""
    path = resuming._path(row)
    waiting = files.Waiting(path, row.original_name, row.size_bytes, files.sha256_of(path))
    spot = delivering.upload(row.campaign, title=row.title, media=files.ReceivedUpload(waiting, ""), by=row.owner)
    pause_in_which_a_process_may_die(2)
    Resumable.objects.filter(pk=row.pk).update(became=spot, received_bytes=row.size_bytes)
    row.became, row.received_bytes = spot, row.size_bytes
    return row


@contextmanager
def put_in_place_afterwards(places: Mapping[str, Path]) -> Iterator[None]:
    yield
    pause_in_which_a_process_may_die(2)
    with kept(places):
        pass


kept = files.kept
resuming._deliver = broken("finishes after the spot", resuming._deliver, finish_after_the_spot)
files.kept = broken("rows before bytes", kept, put_in_place_afterwards)
deliver = days.Day.deliver
Line.ask = broken("asks Redis unguarded", Line.ask, ask_unguarded)
journal._close = broken("numbers after commit", journal._close, number_after_commit)
days.Day.deliver = broken("skips numbers", deliver, deliver_but_every_tenth)
days.Day._resume = broken("forgets what was missed", days.Day._resume, resume_at_the_present)
hints.send = broken("tells others before it answers", hints.send, tell_at_once)
socket.Socket.is_stalled = broken("waits for ever", socket.Socket.is_stalled, never)
for kind in (OperationalError, InterfaceError):
    api.add_exception_handler(kind, broken("calls it its own fault", errors.database_away, call_it_a_fault_of_ours))
