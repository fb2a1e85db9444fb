"""`manage.py test` runs the same suite as pytest."""

import subprocess
import sys
from argparse import ArgumentParser
from typing import Any


class PytestRunner:
    """Hands the labels over to pytest, in a process of its own: this one has already set Django up."""

    def __init__(self, *, verbosity: int = 1, failfast: bool = False, **options: Any) -> None:
        self.options = ["-q"] * (verbosity == 0) + ["-v"] * (verbosity > 1) + ["-x"] * failfast

    @classmethod
    def add_arguments(cls, parser: ArgumentParser) -> None:
        """Django's own options are enough."""

    def run_tests(self, labels: list[str], **kwargs: Any) -> int:
        return subprocess.run([sys.executable, "-m", "pytest", *self.options, *labels], check=False).returncode
