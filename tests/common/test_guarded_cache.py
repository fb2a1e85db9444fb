"""The cache over a Redis that is stopped, hung, killed and back: each time a real one, of this test's own."""

import logging
import shutil
import time
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.cache.backends.redis import RedisCache
from prometheus_client import REGISTRY
from redis import RedisError

from spot.common.guarded_cache import VERBS, GuardedRedisCache
from tests.reliability.patience import until
from tests.reliability.servers import OwnRedis

IN_ALL_SECONDS = 1.0
BACK_WITHIN_SECONDS = 2.0
pytestmark = pytest.mark.skipif(not shutil.which("redis-server"), reason="without redis-server")


@pytest.fixture
def redis() -> Iterator[OwnRedis]:
    own = OwnRedis().start()
    yield own
    own.stop()


@pytest.fixture
def guarded(redis: OwnRedis) -> GuardedRedisCache:
    return GuardedRedisCache(redis.url, {"KEY_PREFIX": "test"})


def use_everything(cache: Any) -> list[Any]:
    """Every verb of a cache, in an order whose answers are known."""
    cache.clear()
    return [
        cache.add("a", 1), cache.add("a", 2), cache.get("a"), cache.incr("a"), cache.has_key("a"), cache.touch("a", 9),
        cache.set("b", [2]), cache.get_many(["a", "b"]), cache.set_many({"c": 3}), cache.delete_many(["c"]),
        cache.get("c", "nothing"), cache.delete("a"), cache.delete("a"), cache.get_or_set("d", 4), cache.decr("d"),
    ]  # fmt: skip


ANSWERS = [
    True, False, 1, 2, True, True, None, {"a": 2, "b": [2]}, [], None, "nothing", True, False, 4, 3,
]  # fmt: skip


def counted() -> float:
    return REGISTRY.get_sample_value("spot_cache_unanswered_total")


def stopped(redis: OwnRedis) -> None:
    redis.stop()


def killed(redis: OwnRedis) -> None:
    redis.kill()


def hung(redis: OwnRedis) -> None:
    redis.hang()


def put_right(redis: OwnRedis) -> None:
    if redis.process:
        redis.wake()
    else:
        redis.start()


def test_every_verb_answers_as_djangos_own(guarded, redis):
    assert use_everything(guarded) == use_everything(RedisCache(redis.url, {})) == ANSWERS


@pytest.mark.parametrize("trouble", [stopped, killed, hung], ids=lambda it: it.__name__)
async def test_nobody_waits_and_every_verb_goes_on(guarded, redis, trouble):
    use_everything(guarded)
    trouble(redis)
    began, before = time.monotonic(), counted()

    assert use_everything(guarded) == ANSWERS
    assert time.monotonic() - began <= IN_ALL_SECONDS
    assert counted() - before >= len(ANSWERS)

    put_right(redis)
    await until(lambda: guarded.get("x") is None and not guarded.line.is_away, within=BACK_WITHIN_SECONDS)
    assert use_everything(guarded) == ANSWERS
    with redis.client() as client:
        assert client.keys("test:*"), "it does not speak to Redis again"


def test_another_thread_or_cache_of_the_process_does_not_wait_again(guarded, redis):
    redis.hang()
    guarded.get("a")
    began = time.monotonic()

    GuardedRedisCache(redis.url, {}).get("a")
    assert time.monotonic() - began < 0.1


def test_a_redis_restarted_between_two_calls_is_not_noticed(guarded, redis):
    guarded.set("a", 1)
    redis.kill()
    redis.start()

    guarded.set("a", 2)
    assert not guarded.line.is_away
    with redis.client() as client:
        assert client.keys("test:*")


def test_it_says_so_once_and_once_that_it_is_back(guarded, redis, caplog):
    caplog.set_level(logging.WARNING, "spot.common.guarded_cache")
    redis.stop()
    for _ in range(20):
        guarded.get("a")
    redis.start()
    time.sleep(1.1)
    for _ in range(20):
        guarded.get("a")

    assert [record.message[:20] for record in caplog.records] == ["The cache does not a", "The cache answers ag"]


def test_a_mistake_of_ours_is_no_absence(guarded):
    with pytest.raises(Exception, match="pickle"):
        guarded.set("a", lambda: None)
    assert not guarded.line.is_away


def test_no_verb_of_djangos_cache_is_left_unguarded():
    assert set(VERBS) == {name for name in vars(RedisCache) if not name.startswith("_")} - {"get_backend_timeout"}


def test_djangos_own_does_not_pass(redis):
    unguarded = RedisCache(redis.url, {"OPTIONS": {"socket_timeout": 0.2}})
    redis.stop()

    with pytest.raises(RedisError):
        use_everything(unguarded)
