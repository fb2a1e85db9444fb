"""`python -m tests.services`: the whole suite once more on PostgreSQL and Redis, then the faults with real processes.

What needs a browser stays with the other pass: its pages ask the same server code. Where neither service is found the
run says what it skipped; in CI that is a failure.
"""

import os
import subprocess
import sys

from spot.operations import services

SUITE = [sys.executable, "-m", "pytest", "-n", "2"]
RUNS = [
    [*SUITE, "--dist", "loadgroup", "-m", "not browser and not reliability"],
    [*SUITE, "--dist", "loadfile", "-m", "reliability"],
]


def main() -> int:
    found = {"DATABASE_URL": services.postgresql(), "REDIS_URL": services.redis()}
    absent = [name for name, url in found.items() if not url]
    if absent:
        print(f"Without {' and '.join(absent)}: what needs PostgreSQL or Redis was skipped.")
    if not found["DATABASE_URL"]:
        return int(bool(os.environ.get("CI")))
    environment = {**os.environ, **{name: url for name, url in found.items() if url}}
    results = [subprocess.run(run, check=False, env=environment).returncode for run in RUNS]
    return int(any(results) or bool(absent and os.environ.get("CI")))


if __name__ == "__main__":
    sys.exit(main())
