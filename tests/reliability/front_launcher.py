"""`python -m tests.reliability.front_launcher PORT`: `make stack` without the demonstration's station, which takes a minute.

CARELESS names a promise of the door that is broken: the positive controls.
"""

import os
import re
import sys
from collections.abc import Callable
from typing import Any

import django

django.setup()

from spot.operations import assets, demonstration, stack  # noqa: E402  the app is loaded before

written = stack.nginx_file


def broken(fault: str, right: Callable[..., Any], wrong: Callable[..., Any]) -> Callable[..., Any]:
    return wrong if os.environ.get("CARELESS") == fault else right


def unbuffered(*ports: int) -> str:
    """As it was: a body is handed on as it comes."""
    return re.sub(r"(proxy_pass http://pages;)", r"proxy_request_buffering off; \1", written(*ports))


demonstration.prepare = assets.collect
stack.nginx_file = broken("hands bodies on as they come", written, unbuffered)

if __name__ == "__main__":
    stack.run(port=int(sys.argv[1]), say=lambda sentence: print(sentence, flush=True))
