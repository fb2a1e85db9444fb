import asyncio

from django.http import HttpResponse
from django.test import RequestFactory

from spot.common.turns import in_turn


class Busy:
    """A view that counts how many of its requests are worked on together."""

    def __init__(self):
        self.now = self.most = 0

    async def __call__(self, request):
        self.now += 1
        self.most = max(self.most, self.now)
        await asyncio.sleep(0.01)
        self.now -= 1
        return HttpResponse(request.path)


async def crowd(view, path, count=30):
    return await asyncio.gather(*(view(RequestFactory().get(path)) for _ in range(count)))


async def test_a_crowd_takes_turns_and_everybody_is_answered(settings):
    settings.SPOT_REQUESTS_AT_ONCE = 4
    busy = Busy()

    answers = await crowd(in_turn(busy.__call__), "/api/v1/bookings")

    assert (len(answers), busy.most) == (30, 4)


async def test_whether_this_process_lives_is_answered_at_once(settings):
    settings.SPOT_REQUESTS_AT_ONCE = 1
    busy = Busy()

    await crowd(in_turn(busy.__call__), "/healthz")

    assert busy.most == 30


def test_under_wsgi_it_takes_itself_out():
    def view(request):
        return HttpResponse()

    assert in_turn(view) is view
