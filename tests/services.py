"""`python -m tests.services`: once more, against PostgreSQL and Redis, what behaves differently there.

Where neither is found the run says what it skipped; in CI that is a failure.
"""

import os
import subprocess
import sys

from spot.operations import services

ROOMS = [
    "tests/journal",
    "tests/breaks",
    "tests/airings",
    "tests/campaigns",
    "tests/api",
    "tests/live",
    "tests/messaging",
    "tests/operations",
]


def main() -> int:
    found = {"DATABASE_URL": services.postgresql(), "REDIS_URL": services.redis()}
    absent = [name for name, url in found.items() if not url]
    if absent:
        print(f"Without {' and '.join(absent)}: what needs PostgreSQL or Redis was skipped.")
    if not found["DATABASE_URL"]:
        return int(bool(os.environ.get("CI")))
    environment = {**os.environ, **{name: url for name, url in found.items() if url}}
    suite = [sys.executable, "-m", "pytest", "-n", "2", "--dist", "loadgroup"]
    rooms = [room for room in ROOMS if os.path.isdir(room)]  # noqa: PTH112
    runs = [
        [*suite, "-m", "not browser and not reliability", *rooms],
        [*suite, "--dist", "loadfile", "-m", "reliability"],
    ]
    results = [subprocess.run(run, check=False, env=environment).returncode for run in runs]
    return max(*(code for code in results if code != 5), int(bool(absent and os.environ.get("CI"))), 0)


if __name__ == "__main__":
    sys.exit(main())
