"""`python -m tests.screenshots [part of a path]`: every page at three widths in both themes, under screenshots/.

A demonstration of its own runs at the evening of 21 November 2026; pages that answer an error are named at the end.
"""

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from tests.machine import chromium

ROOT = Path(__file__).parent.parent
TARGET = ROOT / "screenshots"
WIDTHS = {390: 844, 768: 1024, 1440: 900}
THEMES = ("light", "dark")
WHO = {
    "anonymous": "", "advertiser": "annonceur", "admin": "admin", "broadcaster": "diffuseur", "sales": "commercial", "manager": "responsable",
    "accountant": "comptable", "editorial_manager": "redaction",
}  # fmt: skip
LIST = "import django; django.setup(); import json; from tests.page_list import pages; print(json.dumps(list(pages())))"


def main() -> int:
    wanted = sys.argv[1] if len(sys.argv) > 1 else ""
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        environment = {
            **os.environ, "DATA_DIR": folder, "PORT": str(free_port()), "SPOT_NOW": "2026-11-21T19:40:00Z", "DJANGO_USE_SQLITE": "1",
            "REDIS_URL": "", "SPOT_THROTTLE": "0", "DJANGO_SETTINGS_MODULE": "spot_bf1.settings",
        }  # fmt: skip
        launcher = subprocess.Popen(
            [sys.executable, "manage.py", "demonstrate"], cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
        )
        try:
            url = next(line.split()[1] for line in launcher.stdout or [] if line.startswith("READY"))
            pages = [(path, role) for path, role in listed(environment) if wanted in path]
            arguments = ["--no-sandbox", "--disable-dev-shm-usage"]
            browser = playwright.chromium.launch(executable_path=chromium(), args=arguments)
            wrong = [
                fault for theme in THEMES for width in WIDTHS for fault in shoot(browser, url, pages, theme, width)
            ]
        finally:
            launcher.send_signal(signal.SIGTERM)
            launcher.wait(20)
    print(f"{len(pages) * len(THEMES) * len(WIDTHS)} images dans {TARGET}", *wrong, sep="\n")
    return int(bool(wrong))


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def listed(environment: dict[str, str]) -> list[tuple[str, str]]:
    made = subprocess.run(
        [sys.executable, "-c", LIST], cwd=ROOT, env=environment, check=True, capture_output=True, text=True
    )
    return [(path, role) for path, role in json.loads(made.stdout)]


def shoot(browser: Browser, url: str, pages: list[tuple[str, str]], theme: str, width: int) -> Iterator[str]:
    """One context a role; what answers an error is told."""
    for role in sorted({role for _, role in pages}):
        context = browser.new_context(
            viewport={"width": width, "height": WIDTHS[width]}, color_scheme=theme, locale="fr-FR"
        )
        page = context.new_page()
        sign_in(page, url, WHO[role])
        for path in [path for path, reader in pages if reader == role]:
            answer: Any = page.goto(url + path)
            page.wait_for_load_state("networkidle")
            page.screenshot(path=TARGET / theme / str(width) / f"{named(path)}.png", full_page=True)
            if answer.status >= 400:
                yield f"{answer.status} {path}"
        context.close()


def sign_in(page: Page, url: str, username: str) -> None:
    if not username:
        return
    page.goto(f"{url}/login/")
    page.fill("input[name=username]", username)
    page.fill("input[name=password]", "admin123" if username == "admin" else "demo1234")
    page.press("input[name=password]", "Enter")
    page.wait_for_url(lambda address: "/login" not in address)


def named(path: str) -> str:
    """The name of a picture: the path without its ids, so that two runs can be compared."""
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}", "id", path).strip("/").replace("/", "-").replace("?", "-") or "accueil"


if __name__ == "__main__":
    sys.exit(main())
