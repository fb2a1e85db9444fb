"""`python -m spot.operations.probe 8001`: does the process at this port answer? What an engine asks every ten seconds.

It asks by a name the site answers to: 127.0.0.1 is none of ALLOWED_HOSTS. Django is not loaded: this takes 50 ms.
"""

import http.client
import os
import sys

SECONDS = 5


def host(allowed: str) -> str:
    """A name that ALLOWED_HOSTS lets in."""
    first = allowed.split(",", maxsplit=1)[0].strip()
    return "localhost" if first in {"", "*"} else first.removeprefix(".")


def main(port: str, path: str = "/healthz") -> int:
    asking = http.client.HTTPConnection("127.0.0.1", int(port), timeout=SECONDS)
    try:
        asking.request("GET", path, headers={"Host": host(os.environ.get("ALLOWED_HOSTS", ""))})
        status = asking.getresponse().status
    except OSError as away:
        sys.stderr.write(f"127.0.0.1:{port} : {away}\n")
        return 1
    sys.stderr.write(f"127.0.0.1:{port}{path} : {status}\n")
    return int(status != http.client.OK)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
