"""`python -m tests.audit [LOCK…]`: known holes in what we pin, transitive packages too.

A service that knows nothing answers as a service that found nothing. So each is first asked about a version whose holes
everybody knows: one that does not name them has audited nothing, and the last line says so.
`AUDIT_OSV_URL` names another OSV service than the public one.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

LOCKS = ["requirements.txt", "requirements-dev.txt", "frontend/requirements.txt"]
CONTROL = "django==3.2.0"  # CVE-2021-35042 and some forty others
SECONDS = 300
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==([^\s;]+)", re.MULTILINE)

Dependency = dict[str, Any]


def main(locks: list[str]) -> int:
    pins = sorted({f"{name}=={number}" for lock in locks for name, number in PIN.findall(Path(lock).read_text())})
    service = next((each for each in services() if any(hole(row) for row in asked(each, [CONTROL]))), None)
    if service is None:
        print(f"NOT AUDITED: no advisory service could tell that {CONTROL} has holes; {len(pins)} pins unchecked.")
        return 0
    return judge(asked(service, pins), len(pins))


def services() -> list[list[str]]:
    """The arguments that name each service; the one the environment names is asked alone."""
    if url := os.environ.get("AUDIT_OSV_URL"):
        return [["-s", "osv", "--osv-url", url]]
    return [["-s", "pypi"], ["-s", "osv"]]


def asked(service: list[str], pins: list[str]) -> list[Dependency]:
    """What the service says of each pin; nothing when it did not answer."""
    with tempfile.TemporaryDirectory() as folder:
        listed = Path(folder, "pins.txt")
        listed.write_text("\n".join(pins))
        command = [sys.executable, "-m", "pip_audit", "-f", "json", "--progress-spinner", "off", "--timeout", "20"]
        command += ["--cache-dir", folder, "--no-deps", "--disable-pip", "-r", str(listed), *service]
        try:
            answer = subprocess.run(command, check=False, capture_output=True, text=True, timeout=SECONDS)
        except subprocess.TimeoutExpired:
            return []
    return list(json.loads(answer.stdout)["dependencies"]) if answer.stdout.strip() else []


def judge(found: list[Dependency], pinned: int) -> int:
    """1 when a pin has a known hole, or when some were not looked at by a service that answers."""
    for row in filter(hole, found):
        print(f"{row['name']} {row['version']}: {', '.join(each['id'] for each in row['vulns'])}")
    unseen = [row["name"] for row in found if "skip_reason" in row]
    if unseen or len(found) < pinned:
        print(f"NOT AUDITED: {pinned - len(found) + len(unseen)} of {pinned} pins {unseen}")
        return 1
    print(f"{pinned} pins audited, {sum(map(hole, found))} with known holes.")
    return int(any(map(hole, found)))


def hole(row: Dependency) -> bool:
    return bool(row.get("vulns"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:] or LOCKS))
