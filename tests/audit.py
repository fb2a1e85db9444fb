"""`python -m tests.audit`: known holes in what we pin. The advisory service may be out of reach, and then we say so."""

import subprocess
import sys

OUT_OF_REACH = ("ConnectionError", "ConnectTimeout", "ReadTimeout", "HTTPError", "ServiceError", "Failed to establish")
SECONDS = 300


def main() -> int:
    try:
        audit = run()
    except subprocess.TimeoutExpired:
        return say_unreached("no answer in time")
    print(audit.stdout, end="")
    if audit.returncode and not audit.stdout.strip() and any(sign in audit.stderr for sign in OUT_OF_REACH):
        return say_unreached(audit.stderr.strip().splitlines()[-1])
    print(audit.stderr, end="", file=sys.stderr)
    return audit.returncode


def run() -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-m",
        "pip_audit",
        "--progress-spinner",
        "off",
        "--timeout",
        "20",
        "-r",
        "requirements.txt",
        "--no-deps",
        "--disable-pip",
    ]
    return subprocess.run(command, check=False, capture_output=True, text=True, timeout=SECONDS)


def say_unreached(why: str) -> int:
    print(f"pip-audit: the advisory service could not be reached ({why}); dependencies were NOT audited in this run.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
