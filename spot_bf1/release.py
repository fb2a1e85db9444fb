"""Which code this is: said by `/readyz`, at the foot of pages and to Sentry, so that nobody has to guess."""

import subprocess
from pathlib import Path

from spot_bf1.environment import config

__all__ = ["COMMIT", "VERSION"]

VERSION = "0.3.0"  # that of pyproject.toml, which an image does not hold; a test compares them
SECONDS = 2


def _commit() -> str:
    """Said by who installed the site, else by git where the code is a clone; empty when neither knows."""
    if said := config("SPOT_COMMIT", default=""):
        return str(said)[:12]
    ask = ["git", "-C", str(Path(__file__).parent), "rev-parse", "--short=12", "HEAD"]
    try:
        answer = subprocess.run(ask, check=False, capture_output=True, text=True, timeout=SECONDS)  # noqa: S603  our own words
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return answer.stdout.strip()


COMMIT = _commit()
