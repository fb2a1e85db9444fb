"""F3, for people: whoever signs in, registers, forgot a password or calls the API while Redis is away does not hear of it,
and a wrong password still opens nothing.
"""

import asyncio
import time
from collections.abc import Callable
from itertools import count

import pytest

from spot.common.guarded_cache import REST_SECONDS
from tests.live.station import free_port
from tests.reliability.house import GUNICORN, House
from tests.reliability.visitor import Visitor

pytestmark = [pytest.mark.reliability, pytest.mark.xdist_group("reliability")]
WAITS_SECONDS = 1.0  # beside what the same takes when all is well
newcomers = count(1)
Trouble = Callable[[House], None]


def stopped(house: House) -> None:
    house.redis.stop()


def hung(house: House) -> None:
    house.redis.hang()


def killed(house: House) -> None:
    house.redis.kill()


def emptied(house: House) -> None:
    with house.redis.client() as client:
        client.flushall()


def put_right(house: House) -> None:
    if house.redis.process:
        house.redis.wake()
    else:
        house.redis.start()


RIGHT = {"username": "awa", "password": "demo1234"}
WRONG = {"username": "awa", "password": "not hers"}


def everything_people_do(house: House) -> tuple[dict[str, int], float]:
    """The status of each thing people do, and the longest that one answer took."""
    number = next(newcomers)
    newcomer = {
        "username": f"nouveau{number}", "email": f"nouveau{number}@bf1.example", "full_name": "Nouveau Venu",
        "organisation": f"Maison {number}", "password1": "une phrase bien longue", "password2": "une phrase bien longue",
        "phone": "+22670000000", "kind": "advertiser", "terms": "on",
    }  # fmt: skip
    visitors = [Visitor(house.pages) for _ in range(5)]
    signs_in, is_wrong, registers, forgot, calls = visitors
    done = {
        "a wrong password": is_wrong.sends("/login/", **WRONG),
        "the right password": signs_in.sends("/login/", **RIGHT),
        "a registration": registers.sends("/register/", **newcomer),
        "a forgotten password": forgot.sends("/password/reset/", email=f"personne{number}@bf1.example"),
        "a call": calls.asks("/api/v1/airings", **house.key("salif")),
    }
    return done, max(each.slowest for each in visitors)


WELL = {
    "a wrong password": 422, "the right password": 303, "a registration": 303, "a forgotten password": 303, "a call": 200,
}  # fmt: skip


async def troubled(house: House, trouble: Trouble) -> tuple[list[dict[str, int]], float, float]:
    """What people were answered meanwhile and right after; the slowest when all is well, and the slowest of the others."""
    before, usual = await asyncio.to_thread(everything_people_do, house)
    await asyncio.to_thread(trouble, house)
    meanwhile = [await asyncio.to_thread(everything_people_do, house) for _ in range(2)]
    await asyncio.to_thread(put_right, house)
    after = await asyncio.to_thread(everything_people_do, house)
    answers = [before, *(done for done, _ in [*meanwhile, after])]
    return answers, usual, max(slowest for _, slowest in [*meanwhile, after])


@pytest.mark.parametrize("trouble", [stopped, hung, killed, emptied], ids=lambda it: it.__name__)
async def test_people_come_in_while_redis_is(trouble: Trouble, house: House, record_property):
    answers, usual, slowest = await troubled(house, trouble)

    assert answers == [WELL] * 4
    record_property("slowest_answer_seconds", round(slowest, 2))
    print(f"slowest answer: {slowest:.2f} s, {usual:.2f} s when all is well")
    assert slowest <= 2 * usual + WAITS_SECONDS  # the machine may be busier than it was


async def test_right_after_a_redis_that_hung_nobody_is_told_to_wait(house: House):
    """It wakes with the locks of those who asked while it slept: gunicorn's threads keep their lines to it."""
    port = free_port()
    house.start(port, GUNICORN, BIND=f"127.0.0.1:{port}", WEB_CONCURRENCY="1", WEB_THREADS="1")
    try:
        await asyncio.to_thread(house.ready, port)
        statuses = await asyncio.to_thread(signed_in_around_a_sleep, house, port)
    finally:
        house.running.pop(port).terminate()

    assert statuses == [422, 422, 303, 303]


def signed_in_around_a_sleep(house: House, port: int) -> list[int]:
    """Wrong before and during, right as soon as the process asks Redis again, and once more."""
    before = Visitor(port).sends("/login/", **WRONG)
    house.redis.hang()
    during = Visitor(port).sends("/login/", **WRONG)
    house.redis.wake()
    time.sleep(REST_SECONDS)
    return [before, during, *(Visitor(port).sends("/login/", **RIGHT) for _ in range(2))]


async def test_the_checker_catches_a_page_that_asks_redis_unguarded(careless):
    answers, _, _ = await troubled(careless.at("asks Redis unguarded"), stopped)

    assert 500 in answers[1].values()
