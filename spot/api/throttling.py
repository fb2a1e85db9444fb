"""How often one caller may call: a fixed window per person (or address), kept in the cache.

A Redis that is away lets people work: see common/guarded_cache.py.
"""

import re
from math import ceil

from django.conf import settings
from django.core.cache import cache

from spot.common import clock
from spot.common.refusals import Refused

UNITS = {"s": 1, "m": 60, "h": 3600, "d": 86_400}


def count(who: str, *, scope: str = "calls", share: int = 1) -> None:
    """Count one call of `who`. `share` multiplies the allowance of a scope (screens that poll each second).

    Refused: `throttled` (429), with `retry_after` in seconds.
    """
    if not settings.SPOT_THROTTLE:
        return
    allowed, window = parse(settings.SPOT_THROTTLE_API)
    slot, elapsed = divmod(clock.now().timestamp(), window)
    if _calls(f"api:{scope}:{who}:{int(slot)}", window) > allowed * share:
        wait = ceil(window - elapsed)
        raise Refused("throttled", f"Trop de demandes : réessayez dans {wait} s.", status=429, retry_after=wait)


def parse(rate: str) -> tuple[int, int]:
    """`100/m` → (100, 60); `5/5m` → (5, 300)."""
    found = re.fullmatch(r"(\d+)/(\d*)([smhd])", rate)
    if found is None:
        raise ValueError(f"a rate reads 100/m or 5/5m, not {rate!r}")
    return int(found[1]), int(found[2] or 1) * UNITS[found[3]]


def _calls(key: str, window: int) -> int:
    """How many calls this window has seen with this one."""
    cache.add(key, 0, timeout=window + 1)
    try:
        return int(cache.incr(key))
    except ValueError:  # the window ended between the two
        return 1
