"""Real screens: Chromium, signed in as Salif, on the large day, slowed or not."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.live.station import DAY, Station

WATCH = Path(__file__).with_name("watch.js")
DESKTOP, PHONE = {"width": 1440, "height": 900}, {"width": 390, "height": 844}


@contextmanager
def screen(browser: Any, station: Station, *, slowed: int = 1, size: dict[str, int] = DESKTOP) -> Iterator[Any]:
    """A page open on the large day, from an empty cache, once it can be used. `page.cdp` speaks to the browser."""
    context = browser.new_context(locale="fr-FR", timezone_id="Africa/Ouagadougou", viewport=size)
    url = f"http://127.0.0.1:{station.ports[0]}"
    context.add_cookies([{"name": "sessionid", "value": station.seeded["session"], "url": url}])
    context.add_init_script(path=WATCH)
    page = context.new_page()
    page.cdp = context.new_cdp_session(page)
    page.cdp.send("Network.enable")
    page.cdp.send("Emulation.setCPUThrottlingRate", {"rate": slowed})
    page.sizes = _sizes(page.cdp)
    try:
        page.goto(f"{url}/diffusion/planning/?day={DAY}", wait_until="commit")
        page.wait_for_function("() => benchmark.usable !== null", timeout=60_000)
        yield page
    finally:
        context.close()


def weight(browser: Any, station: Station, query: str) -> float:
    """Kilobytes over the wire of a view's page and snapshot, as the browser received them (headers left out)."""
    url = f"http://127.0.0.1:{station.ports[0]}"
    context = browser.new_context()
    context.add_cookies([{"name": "sessionid", "value": station.seeded["session"], "url": url}])
    page = context.new_page()
    sizes: dict[str, int] = _sizes(context.new_cdp_session(page), enable=True)
    page.goto(f"{url}/diffusion/planning/?{query}")
    page.wait_for_timeout(1500)
    context.close()
    return sum(size for path, size in sizes.items() if "/diffusion/planning/?" in path or "/snapshot" in path) / 1000


def _sizes(cdp: Any, *, enable: bool = False) -> dict[str, int]:
    """By address, the bytes received; filled while the page lives."""
    if enable:
        cdp.send("Network.enable")
    paths: dict[str, str] = {}
    sizes: dict[str, int] = {}

    def answered(event: Any) -> None:
        paths[event["requestId"]] = event["response"]["url"]

    def finished(event: Any) -> None:
        if path := paths.get(event["requestId"]):
            sizes[path] = event["encodedDataLength"]

    cdp.on("Network.responseReceived", answered)
    cdp.on("Network.loadingFinished", finished)
    return sizes


def clock_of(page: Any) -> float:
    """Milliseconds to add to the page's clock to read this program's; the quickest of thirty asks is believed."""
    asks = []
    for _ in range(30):
        begun = time.time()
        there = page.evaluate("performance.timeOrigin + performance.now()")
        ended = time.time()
        asks.append((ended - begun, 500 * (begun + ended) - there))
    return min(asks)[1]


def memory(page: Any) -> dict[str, float]:
    """What the page holds once what nobody holds is gone."""
    for _ in range(3):
        page.cdp.send("HeapProfiler.collectGarbage")
    page.cdp.send("Performance.enable")
    told = {each["name"]: each["value"] for each in page.cdp.send("Performance.getMetrics")["metrics"]}
    return {"mb": told["JSHeapUsedSize"] / 1e6, "nodes": told["Nodes"], "listeners": told["JSEventListeners"]}
