"""`python -m tests.machine`: install the Debian packages that the suite wants, where that is ours to do; else name them."""

import os
import shutil
import subprocess
from pathlib import Path

PACKAGES = {"chromium": "chromium (parcours dans un vrai navigateur)"}
CHROMIUM = "/usr/bin/chromium"


def main() -> None:
    missing = [name for name in PACKAGES if not shutil.which(name) and not Path(f"/usr/bin/{name}").exists()]
    if missing and os.geteuid() == 0 and shutil.which("apt-get"):
        install(missing)
    for name in missing:
        if not shutil.which(name):
            print(f"Absent, tests sautés : {PACKAGES[name]}")


def install(names: list[str]) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *names],
    ):
        subprocess.run(command, check=False, env=environment, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
