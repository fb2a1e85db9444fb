"""The planning screen with 1,440 airings on a day: questions, bytes, first use, changes, scrolling, memory.

    .venv/bin/python -m benchmarks.planning

Needs PostgreSQL, Redis, Chromium and the built assets; makes a database of its own. Ends with one line of JSON: each
figure with its target, the controls that had to be caught, and whether all is well. How each is measured: beside it below,
and in docs/performance.md.
"""

import json
import shutil
import statistics
import sys
from collections.abc import Callable
from typing import Any

from benchmarks.planning import changes, screens
from benchmarks.planning.station import large_day
from tests.live.station import DAY, Station
from tests.machine import chromium

SLOWED = 4
OPEN_SCREENS = 100
CHANGES = 200
CONTROLS = screens.WATCH.with_name("controls.js").read_text()
figures: dict[str, dict[str, Any]] = {}


def main() -> None:
    from playwright.sync_api import sync_playwright

    with large_day() as station, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium") or chromium(),
            args=["--no-sandbox", "--disable-dev-shm-usage", "--enable-precise-memory-info"],
        )
        measures: list[Callable[[Any, Station], None]] = [questions, weights, first_use, scrolling, seen_by_all, kept]
        chosen = sys.argv[1:]
        for measure in measures:
            if not chosen or measure.__name__ in chosen:
                measure(browser, station)
        browser.close()
    ok = all(figure["ok"] for figure in figures.values())
    print(json.dumps({"benchmark": "planning", "ok": ok, "figures": figures}, ensure_ascii=False))


def figure(name: str, value: float, target: float, unit: str, **more: Any) -> None:
    """At most `target`; a control must be above it."""
    is_control = name.startswith("control_")
    ok = value > target if is_control else value <= target
    figures[name] = {"value": round(value, 3), "target": target, "unit": unit, "ok": ok, **more}
    words = f"caught above {target:g}" if is_control else f"target {target:g}"
    print(f"{'  ' if ok else '! '}{name:36} {value:10.2f} {unit:9} {words:22} {more or ''}", flush=True)


def p99(values: list[float]) -> float:
    return sorted(values)[min(len(values) - 1, int(0.99 * len(values)))]


def questions(browser: Any, station: Station) -> None:
    """Counted by Django in a process of its own; the page and its snapshot are two answers."""
    seen = json.loads(station.run("-m", "benchmarks.planning.questions"))
    for view, facts in seen.items():
        figure(f"questions_{view}", facts["questions"], 15 if view == "month" else 12, "questions", ms=facts["ms"])
    worse = json.loads(station.run("-m", "benchmarks.planning.questions", "--ask-more"))
    figure("control_questions_for_each_airing", worse["snapshot_1440"]["questions"], 12, "questions")


def weights(browser: Any, station: Station) -> None:
    """Bytes received by Chromium (CDP encodedDataLength): the page, and the snapshot of a day."""
    for view, query, target in [
        ("day_300", "day=2026-11-22", 120), ("day_1440", f"day={DAY}", 120),
        ("week", f"day={DAY}&view=week", 150), ("month", f"day={DAY}&view=month", 150),
    ]:  # fmt: skip
        figure(f"wire_{view}", screens.weight(browser, station, query), target, "kB")
    plain = len(json.dumps(station.get(f"planning/snapshot?day={DAY}"), separators=(",", ":"), ensure_ascii=False))
    figure("control_wire_uncompressed", plain / 1000, 120, "kB")


def first_use(browser: Any, station: Station) -> None:
    """From navigation to the frame in which the row on air is in sight and the confirm button is live; empty cache."""
    for name, size in [("desktop", screens.DESKTOP), ("phone", screens.PHONE)]:
        taken = []
        for _ in range(3):
            with screens.screen(browser, station, slowed=SLOWED, size=size) as page:
                taken.append(page.evaluate("benchmark.usable"))
        figure(f"usable_{name}", statistics.median(taken) / 1000, 2.5, "s", worst=round(max(taken) / 1000, 2))


def scrolling(browser: Any, station: Station) -> None:
    """The list moved from top to bottom, 80 px a frame; frames over 50 ms are those the browser itself calls long."""
    for name, size in [("desktop", screens.DESKTOP), ("phone", screens.PHONE)]:
        with screens.screen(browser, station, slowed=SLOWED, size=size) as page:
            seen = page.evaluate("benchmark.scroll(80)")
            figure(f"scroll_long_frames_{name}", len(seen["long"]), 0, "frames", **_frames(seen))
            reacting(page, name)
    with screens.screen(browser, station, slowed=SLOWED) as page:
        page.evaluate(CONTROLS)
        page.evaluate("control.layOutAgain()")
        seen = page.evaluate("benchmark.scroll(1600)")
        figure("control_scroll_lays_out_again", len(seen["long"]), 0, "frames", **_frames(seen))


def _frames(seen: dict[str, list[float]]) -> dict[str, Any]:
    lengths = seen["lengths"]
    return {"of": len(lengths), "p99_ms": round(p99(lengths), 1), "worst_ms": round(max(lengths + seen["long"]), 1)}


def reacting(page: Any, name: str) -> None:
    """From a press or a letter to the end of the frame that shows it; the worst of four."""
    figure(f"filter_{name}", max(page.evaluate("benchmark.filters()")), 100, "ms")
    figure(f"search_{name}", max(page.evaluate("benchmark.searches()")), 100, "ms")


def seen_by_all(browser: Any, station: Station) -> None:
    """Five changes a second by the API, 100 screens open: one slowed Chromium, one not, the others plain sockets.

    Painted: from the frame's event in the slowed page to the end of the frame of the browser that shows it. Seen: from the
    request's departure (before the commit: an upper bound) to that same end in the page that is not slowed.
    """
    colleague = changes.Colleague(station)
    with (
        screens.screen(browser, station, slowed=SLOWED) as slow,
        screens.screen(browser, station) as quick,
        changes.others(station, OPEN_SCREENS - 2) as heard,
    ):
        for page in (slow, quick):
            page.wait_for_timeout(500)
            page.evaluate("benchmark.shift = 0")
        _in_thread(quick, lambda: colleague.work(CHANGES))
        quick.wait_for_timeout(1500)
        painted, shift = slow.evaluate("[benchmark.painted, benchmark.shift]")
        late = clock_of_all(quick, colleague)
        _painted(slow, colleague, painted, shift)
        figure("commit_to_painted_p99", p99(late), 300, "ms", changes=len(late), median=round(statistics.median(late)),
               worst=round(max(late)), lost=CHANGES - len(late), heard=min(heard))  # fmt: skip
        _worse(slow, colleague)


def _painted(slow: Any, colleague: changes.Colleague, painted: dict[str, Any], shift: float) -> None:
    taken = [each["ms"] for each in painted.values()]
    figure("change_painted_p99", p99(taken), 100, "ms", changes=len(taken), median=round(statistics.median(taken)),
           worst=round(max(taken)))  # fmt: skip
    figure("layout_shift", shift, 0.01, "CLS")


def clock_of_all(page: Any, colleague: changes.Colleague) -> list[float]:
    ahead = screens.clock_of(page)
    painted = page.evaluate("benchmark.painted")
    return [painted[key]["at"] + ahead - sent for key, sent in colleague.sent.items() if key in painted]


def _worse(slow: Any, colleague: changes.Colleague) -> None:
    slow.evaluate(CONTROLS)
    slow.evaluate("control.drawAgain(); benchmark.painted = {}")
    _in_thread(slow, lambda: colleague.work(5))
    slow.wait_for_function("() => Object.keys(benchmark.painted).length > 0", timeout=120_000)
    taken = [each["ms"] for each in slow.evaluate("benchmark.painted").values()]
    figure("control_painted_when_all_drawn_again", p99(taken), 100, "ms")


def _in_thread(page: Any, work: Callable[[], None]) -> None:
    """Work beside a page that goes on being listened to."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as hand:
        done = hand.submit(work)
        while not done.done():
            page.wait_for_timeout(100)
        done.result()


def kept(browser: Any, station: Station) -> None:
    """The whole day scrolled, 2,000 changes to warm up, then 10,000 over all rows: heap, nodes and listeners after GC."""
    with screens.screen(browser, station) as page:
        page.evaluate("benchmark.scroll(400)")
        page.evaluate(f"benchmark.learn('{DAY}')")
        page.evaluate("benchmark.change(2000)")
        grown = _grown(page, 10_000)
        figure("memory_grown_10000_changes", grown["mb"], 1.0, "MB", heap=round(grown["heap"], 1))
        figure("nodes_grown_10000_changes", grown["nodes"], 50, "nodes")
        figure("listeners_grown_10000_changes", grown["listeners"], 5, "listeners")
        page.evaluate(CONTROLS)
        page.evaluate("control.keep()")
        figure("control_memory_when_frames_are_kept", _grown(page, 3_000)["mb"], 1.0, "MB")


def _grown(page: Any, count: int) -> dict[str, float]:
    before = screens.memory(page)
    page.evaluate(f"benchmark.change({count})")
    page.wait_for_timeout(1200)
    after = screens.memory(page)
    return {name: after[name] - before[name] for name in after} | {"heap": after["mb"]}


if __name__ == "__main__":
    main()
