"""The browser that the journeys drive. `python -m tests.machine` installs it where that is ours to do; else names it."""

import os
import shutil
import subprocess

PACKAGE = "chromium-headless-shell"  # draws for a third less than the whole `chromium`, which serves as well


def chromium() -> str | None:
    """Where it is."""
    return shutil.which(PACKAGE) or shutil.which("chromium")


def main() -> None:
    if not chromium() and os.geteuid() == 0 and shutil.which("apt-get"):
        install(PACKAGE)
    if not chromium():
        print(f"Absent, parcours dans un vrai navigateur sautés : {PACKAGE}")


def install(package: str) -> None:
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    patient = ["apt-get", "-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3"]
    for command in (
        [*patient, "update", "-qq"],
        [*patient, "install", "-y", "-qq", "--no-install-recommends", package],
    ):
        subprocess.run(command, check=False, env=environment, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
