"""The cache, over a Redis that may be away: nobody who signs in, counts or looks up waits for it, or hears of it.

Every library goes through Django's cache; so the guard stands there, and not beside each call. While Redis does not
answer, each process remembers for itself: limits are still counted, only by process. What must hold whatever happens
(a code of the second factor used twice) belongs in the database. See docs/decisions/cache.md.
"""

import logging
import threading
from collections.abc import Callable
from functools import cache, wraps
from time import monotonic
from typing import Any

from django.core.cache.backends.locmem import LocMemCache
from django.core.cache.backends.redis import RedisCache
from prometheus_client import Counter
from redis import ConnectionError as Cut
from redis import RedisError
from redis.backoff import NoBackoff
from redis.retry import Retry

log = logging.getLogger(__name__)
REST_SECONDS = 1.0
ANSWERS_WITHIN_SECONDS = 0.5
MOST_KEPT = 10_000
VERBS = (
    "add", "get", "set", "touch", "delete", "get_many", "has_key", "incr", "set_many", "delete_many", "clear",
)  # fmt: skip
unanswered = Counter("spot_cache_unanswered", "Calls of the cache that Redis did not answer.")

Call = Callable[[], Any]


class Line:
    """Whether Redis answers, as this process knows it. After a failure it rests; then one call tries, the others do not."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.is_away = False
        self._again_at = 0.0

    def ask(self, redis: Call, meanwhile: Call) -> Any:
        """What `redis` answers, or `meanwhile` when it does not."""
        if not self._may_try():
            unanswered.inc()
            return meanwhile()
        try:
            answer = redis()
        except (RedisError, OSError) as failure:
            unanswered.inc()
            self._failed(failure)
            return meanwhile()
        if self.is_away:
            self._is_back()
        return answer

    def _may_try(self) -> bool:
        if not self.is_away:
            return True
        with self._lock:
            if monotonic() < self._again_at:
                return False
            self._again_at = monotonic() + REST_SECONDS
            return True

    def _failed(self, failure: Exception) -> None:
        with self._lock:
            is_news, self.is_away = not self.is_away, True
            self._again_at = monotonic() + REST_SECONDS
        if is_news:
            log.warning("The cache does not answer, this process remembers for itself: %r", failure)

    def _is_back(self) -> None:
        with self._lock:
            is_news, self.is_away = self.is_away, False
        if is_news:
            log.warning("The cache answers again")


@cache
def line_to(server: str) -> Line:
    """One for all threads of the process: Django makes a cache for each of them."""
    return Line()


class GuardedRedisCache(RedisCache):
    """Django's cache over Redis, and this process's own memory while Redis is away.

    A cut line is tried again at once (a Redis that was restarted), a silent one is not (a Redis that hangs).
    """

    def __init__(self, server: str, params: dict[str, Any]) -> None:
        patience = {"socket_timeout": ANSWERS_WITHIN_SECONDS, "socket_connect_timeout": ANSWERS_WITHIN_SECONDS}
        options = {**patience, "retry": Retry(NoBackoff(), 1, (Cut,)), **params.get("OPTIONS", {})}
        super().__init__(server, {**params, "OPTIONS": options})
        self.line = line_to(server)
        self.meanwhile = LocMemCache(f"while {server} is away", {**params, "OPTIONS": {"MAX_ENTRIES": MOST_KEPT}})


def _guarded(verb: str) -> Callable[..., Any]:
    redis, meanwhile = getattr(RedisCache, verb), getattr(LocMemCache, verb)

    @wraps(redis)
    def guarded(self: GuardedRedisCache, *args: Any, **named: Any) -> Any:
        return self.line.ask(lambda: redis(self, *args, **named), lambda: meanwhile(self.meanwhile, *args, **named))

    return guarded


for _verb in VERBS:
    setattr(GuardedRedisCache, _verb, _guarded(_verb))
