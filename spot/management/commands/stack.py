"""`stack`: what `make stack` starts. It restarts itself once, with the addresses of what it found."""

import os
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from spot.operations import demonstration, ports, stack

PREPARED = "SPOT_STACK_PREPARED"


def _number(written: str) -> int:
    if written == "0":
        return 0
    if complaint := ports.unusable(written):
        raise CommandError(complaint)
    return int(written)


class Command(BaseCommand):
    help = "Démarre la forme de production sans conteneurs, et reste jusqu’à Ctrl-C."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=_number, default=0, help="un port libre est choisi si rien n’est dit")

    def handle(self, *args: Any, **options: Any) -> None:
        port = options["port"] or stack.free_port()
        demonstration.look_at_port(port)
        if PREPARED not in os.environ:
            # Settings are read once: the addresses found must be there before they are.
            os.environ.update(stack.environment(port), **{PREPARED: "1"})
            os.execv(sys.executable, [sys.executable, "manage.py", "stack", "--port", str(port)])  # noqa: S606
        stack.run(port=port, say=self._say)

    def _say(self, sentence: str) -> None:
        self.stdout.write(sentence)
        self.stdout.flush()
