"""The smallest pages there are, for tests of what stands before them."""

import time
from collections.abc import Callable, Iterable
from typing import Any


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    environ["wsgi.input"].read()
    if environ["PATH_INFO"] == "/slow/":
        time.sleep(0.3)
    start_response("200 OK", [("Content-Length", "3")])
    return [b"yes"]
