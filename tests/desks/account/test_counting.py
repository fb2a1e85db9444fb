"""Counting tries over a Redis that hangs: it wakes with a lock that nobody holds, and nobody is told to wait for it."""

import shutil
import time

import pytest
from allauth.core import ratelimit
from allauth.core.internal import ratelimit as internals

from spot.common.guarded_cache import REST_SECONDS, GuardedRedisCache
from spot.desks.account.throttle import refuse_if_too_many
from tests.reliability.servers import OwnRedis

pytestmark = pytest.mark.skipif(not shutil.which("redis-server"), reason="without redis-server")


@pytest.fixture
def redis(monkeypatch):
    own = OwnRedis().start()
    monkeypatch.setattr(internals, "cache", GuardedRedisCache(own.url, {}))
    yield own
    own.stop()


def around_a_sleep(redis: OwnRedis, request) -> bool:
    """Whether a try is let in as soon as Redis is asked again, after one while it slept."""
    assert ratelimit.consume(request, action="signup")
    redis.hang()
    assert ratelimit.consume(request, action="signup")
    redis.wake()
    time.sleep(REST_SECONDS)
    return ratelimit.consume(request, action="signup")


def test_who_comes_right_after_is_counted_and_let_in(redis, rf):
    assert around_a_sleep(redis, rf.post("/register/"))
    assert refuse_if_too_many(rf.post("/register/"), "signup") is None


def test_with_the_librarys_own_lock_they_would_be_told_to_wait(redis, rf, monkeypatch):
    monkeypatch.setattr(internals, "CACHE_LOCK_TIMEOUT", 10)
    monkeypatch.setattr(internals, "CACHE_LOCK_WAIT_TIMEOUT", 1)

    assert not around_a_sleep(redis, rf.post("/register/"))
