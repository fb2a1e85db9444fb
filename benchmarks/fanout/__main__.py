"""Fan-out: one change to a thousand open planning screens, beside the `websockets` library broadcasting in the same run.

    .venv/bin/python -m benchmarks.fanout [--sockets 1000] [--seconds 6] [--rounds 3] [--loop asyncio] [--control]

Ours is what `make stack` runs: people post to gunicorn, screens listen to uvicorn, PostgreSQL and Redis between them.
Rounds alternate the two sides. Targets (docs/performance.md): processor per delivery ≤ 1.3 ×, p99 commit → receipt ≤ 2 ×,
a burst of 100 changes ≤ 0.5 ×, memory per socket ≤ 3 ×; beside a socket that never reads, everything reaches the others,
p99 ≤ 2 ×; the same for two socket processes with half the screens each. The last line is all figures as JSON.

`--control` puts one query per socket in the hub's place, which must miss the targets: it ends with 0 when it does.
"""

import argparse
import json
import os
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from typing import Any

import django

OURS, CONTROL = "spot_bf1.asgi:application", "benchmarks.fanout.control:application"


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="benchmarks.fanout", description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--sockets", type=int, default=1000, help="open screens")
    parser.add_argument("--seconds", type=float, default=6.0, help="of changes in each round, five a second")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--loop", choices=("asyncio", "uvloop"), default="asyncio", help="the reference's event loop")
    parser.add_argument("--control", action="store_true", help="one short round of a hub that must fail")
    chosen = parser.parse_args()
    if chosen.control:
        chosen.rounds, chosen.seconds = 1, 2.0
    return chosen


def seen(chosen: argparse.Namespace) -> Any:
    from benchmarks.fanout.rounds import Rounds
    from benchmarks.fanout.sides import Ours, Reference, evening

    with tempfile.TemporaryDirectory() as name, evening(Path(name), full_breaks=2 * chosen.rounds) as station:
        ours = Ours(station, CONTROL if chosen.control else OURS)
        reference = Reference(ours.frame_size(), chosen.loop)
        with closing(reference):
            rounds = Rounds(ours, reference, Path(name), sockets=chosen.sockets, seconds=chosen.seconds)
            return rounds.run(chosen.rounds)


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "spot_bf1.settings")
    django.setup()
    from benchmarks.fanout.report import besides, figures

    chosen = options()
    found = seen(chosen)
    told = figures(found)
    for figure in told:
        print(figure.line())
    passed = all(figure.passes for figure in told)
    print(json.dumps({
        "sockets": chosen.sockets, "rounds": chosen.rounds, "reference_loop": chosen.loop, "passed": passed,
        "figures": {figure.name: figure.as_json() for figure in told}, **besides(found),
    }))  # fmt: skip
    # A hub that is known to be slow must be seen to be.
    return int(passed) if chosen.control else int(not passed)


if __name__ == "__main__":
    sys.exit(main())
