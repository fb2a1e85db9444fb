"""The positive control: our sockets without the hub's reading, each asking the database for itself. It must be caught."""

from spot_bf1.asgi import application  # loads the app, which the rest then imports

# isort: split
from spot.live import days, frames
from spot.live.days import Day, News
from spot.live.socket import Socket
from spot.live.threads import in_database

__all__ = ["application"]


def deliver(day: Day, news: News) -> None:
    before, day.seq = day.seq, news.seq
    for socket in list(day.sockets):
        day._soon(_tell(day, socket, before))


async def _tell(day: Day, socket: Socket, before: int) -> None:
    found = await in_database(days.read, day.day, before, day.seq)
    socket.write(frames.update([event for _, event in found.events or []]))


Day.deliver = deliver  # type: ignore[method-assign]  # the fault this control is made of
