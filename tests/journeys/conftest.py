"""Journeys: people at work in a real browser, before a real server with its own database and its own evening.

`station` is a server (uvicorn, SQLite) whose clock stands at `station_now` when the journey starts; `browser` is one
Chromium for a module; `screen(username)` opens a page of somebody already signed in, `sign_in(page, username)` comes in by
the form.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.machine import PACKAGE, chromium

HERE = Path(__file__).resolve().parents[2]
READY_WITHIN_SECONDS = 60
PATIENCE_MS = 30_000  # of a page, or of what it should show: a loaded machine is no fault


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """A module's journeys stay together, with their one browser; modules share the workers out among themselves."""
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.browser)
            item.add_marker(pytest.mark.xdist_group(f"journeys-{item.path.stem}"))


@dataclass
class Station:
    """A running server. `url` has no slash at its end."""

    url: str
    data_dir: Path
    environment: dict[str, str]
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        port = self.url.rsplit(":", 1)[1]
        command = [
            "-m",
            "uvicorn",
            "spot_bf1.asgi:application",
            "--port",
            port,
            "--lifespan",
            "off",
            "--ws",
            "spot.live.guard:Guarded",
            "--log-level",
            "warning",
        ]
        log = (self.data_dir / "server.log").open("ab")
        self.process = subprocess.Popen(
            [sys.executable, *command], cwd=HERE, env=self.environment, stdout=log, stderr=log
        )
        log.close()
        self._wait()

    def stop(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()

    def _wait(self) -> None:
        until = time.monotonic() + READY_WITHIN_SECONDS
        while time.monotonic() < until and self.process.poll() is None:
            try:
                with urllib.request.urlopen(f"{self.url}/login/", timeout=5):
                    return
            except urllib.error.HTTPError as error:
                raise AssertionError(f"the server answers {error.code}\n{self.log()}") from error
            except OSError:
                time.sleep(0.1)
        raise AssertionError(f"the server did not start\n{self.log()}")

    def session(self, username: str) -> dict[str, str]:
        """The cookie of somebody signed in."""
        sessions = json.loads((self.data_dir / "sessions.json").read_text())
        return {"name": "sessionid", "value": sessions[username], "url": self.url}

    def log(self) -> str:
        return (self.data_dir / "server.log").read_text()[-4000:]


def _environment(data_dir: Path, **more: str) -> dict[str, str]:
    quiet = {name: value for name, value in os.environ.items() if not name.startswith(("DATABASE", "REDIS", "SPOT_"))}
    return quiet | {"DATA_DIR": str(data_dir), "DJANGO_USE_SQLITE": "1", "SPOT_THROTTLE": "0", **more}


@pytest.fixture(scope="session")
def stage(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeded database, made once."""
    if not (HERE / "static/dist/app.css").exists():
        pytest.skip("the assets are not built: `make assets`")
    data_dir = tmp_path_factory.mktemp("stage")
    environment = _environment(data_dir, SPOT_NOW="2026-11-21T19:00:00Z")
    subprocess.run([sys.executable, "-m", "tests.journeys.stage"], cwd=HERE, env=environment, check=True)
    return data_dir


@pytest.fixture
def station_now() -> str:
    """What the server's clock says when the journey starts; a module may say otherwise."""
    return "2026-11-21T19:45:02Z"


@pytest.fixture
def station(stage: Path, tmp_path: Path, station_now: str) -> Iterator[Station]:
    data_dir = tmp_path / "data"
    shutil.copytree(stage, data_dir, ignore=shutil.ignore_patterns("clock.json"))
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    place = Station(f"http://127.0.0.1:{port}", data_dir, _environment(data_dir, SPOT_NOW=station_now, PORT=str(port)))
    try:
        place.start()
        yield place
    finally:
        place.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One Chromium for a module; skipped where there is none.

    Playwright keeps an event loop running as long as it lives: closed with its module, it leaves the next one's
    asynchronous tests a thread of their own.
    """
    sync_api = pytest.importorskip("playwright.sync_api")
    if not chromium():
        pytest.skip(f"no browser: install the Debian package {PACKAGE}")
    sync_api.expect.set_options(timeout=PATIENCE_MS)
    with sync_api.sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]
        )
        yield launched
        launched.close()


@pytest.fixture
def sign_in(station: Station) -> Callable[[Any, str], None]:
    """Come in by the form: `sign_in(page, "salif")`."""

    def come_in(page: Any, username: str, password: str = "demo1234") -> None:
        page.goto(f"{station.url}/login/")
        page.fill("[name=username]", username)
        page.fill("[name=password]", password)
        page.click("main button[type=submit], main form button.btn-primary")
        page.wait_for_url(lambda url: "/login/" not in url)

    return come_in


@pytest.fixture
def screen(station: Station, browser: Any) -> Iterator[Callable[..., Any]]:
    """A signed-in page of somebody, opened where one says: `screen("salif", "/diffusion/planning/")`.

    A page on which a script fails makes the journey fail. The worker that keeps a day for a reload has journeys of its own
    (`service_workers="allow"`): it asks for each file of the page again.
    """
    contexts, errors = [], []

    def opened(username: str, path: str = "/", **options: Any) -> Any:
        here = {"locale": "fr-FR", "timezone_id": "Africa/Ouagadougou", "service_workers": "block"}
        context = browser.new_context(**here | options)
        contexts.append(context)
        context.on("weberror", lambda failed: errors.append(str(failed.error)))
        context.add_cookies([station.session(username)])
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.goto(station.url + path)
        return page

    yield opened
    for context in contexts:
        context.close()
    assert errors == []
