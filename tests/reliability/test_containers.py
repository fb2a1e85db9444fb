"""docker-compose.yml as it is written, every service a real process: an evening walked through it, over TLS and without."""

import io
import json
import os
import re
import secrets
import shutil
import subprocess
import time
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from openpyxl import load_workbook
from websockets.sync.client import connect

from spot.common import clock
from spot.operations import services
from tests.live.station import until
from tests.media import film
from tests.reliability.engine import compose
from tests.reliability.engine.engine import Engine
from tests.reliability.engine.visitor import NAME, Answer, Visitor
from tests.reliability.servers import missing

pytestmark = [pytest.mark.reliability, pytest.mark.xdist_group("containers")]
ROOT = Path(__file__).resolve().parents[2]
DOCUMENT = (ROOT / "docs/operations.md").read_text()
WORD = "beurre-de-karite-9"
FILLED = {
    "SECRET_KEY": secrets.token_urlsafe(50), "ALLOWED_HOSTS": NAME, "SITE_URL": f"https://{NAME}", "POSTGRES_PASSWORD": "p@ss/w:rd#1",
    "EMAIL_HOST": "127.0.0.1", "SPOT_CONFIRM_EARLY_SECONDS": "172800",
}  # fmt: skip
CHIEF = [  # what the program asks, what is typed
    ("tilisateur", "awa"), ("ourriel", "awa@bf1.example"), ("omplet", "Awa Ouédraogo"), ("assword", WORD), ("again", WORD),
]  # fmt: skip


@pytest.fixture(scope="module")
def station(tmp_path_factory):
    """As the documents say: .env filled in, a certificate in ./tls, `docker compose up`."""
    absent = [*missing(), *([] if services.nginx() else ["nginx"]), *([] if shutil.which("openssl") else ["openssl"])]
    if os.geteuid() or absent:
        reason = f"without {' and '.join(absent) or 'the rights to make containers'}"
        (pytest.fail if os.environ.get("CI") and absent else pytest.skip)(reason)
    folder = tmp_path_factory.mktemp("engine")
    for place in (folder, *folder.parents[:2]):
        place.chmod(0o755)
    (folder / "project").mkdir()
    _certificate(folder / "project/tls")
    engine = Engine(folder, compose.project(folder / "project", FILLED))
    try:
        yield engine.up()
    finally:
        engine.down()


def _certificate(place: Path) -> None:
    """The commands and the tls.conf of docs/operations.md."""
    place.mkdir()
    written = re.search(r"( {7}listen 8443 ssl;\n(?: {7}\S.*\n)+)", DOCUMENT)[1]
    (place / "tls.conf").write_text(re.sub(r"^ {7}", "", written, flags=re.MULTILINE))
    made = re.search(r"`(openssl req .*?)`", DOCUMENT, re.DOTALL)[1].replace("\n", " ")
    subprocess.run(f"{made} && chown 10001 tls/*.pem", shell=True, cwd=place.parent, check=True, capture_output=True)


@pytest.fixture(scope="module")
def chief(station) -> Visitor:
    """`createsuperuser` in a terminal, then the first sign-in: the second factor is enrolled, and opens the console."""
    station.converse("pages", ["python", "manage.py", "createsuperuser"], CHIEF)
    with station.inside():
        visitor = Visitor(station.address("nginx"), 8443)
        page = visitor.send(visitor.open("/console/login/"), "password", username="awa", password=WORD)
        assert page.path.startswith("/profile/"), page.path
        page = visitor.open("/profile/second-factor/activation/")
        if "password" in page.form("csrfmiddlewaretoken")[1] or page.path.startswith("/profile/identity/"):
            page = visitor.send(page, "password", password=WORD)
        key = re.search(r"<code>([A-Z2-7]+)</code>", page.text)[1]
        assert visitor.send(page, "code", code=_code(key)).status == 200
        assert visitor.open("/console/").status == 200
    return visitor


def _code(key: str) -> str:
    from allauth.mfa.totp.internal import auth as totp

    return totp.format_hotp_value(totp.hotp_value(key, int(time.time()) // 30))


@pytest.fixture(scope="module")
def client(station) -> Visitor:
    """Rokia registers."""
    with station.inside():
        visitor = Visitor(station.address("nginx"), 8443)
        answers = {
            "username": "rokia", "full_name": "Rokia Sanogo", "email": "rokia@karite.example", "phone": "70 12 34 56",
            "organisation": "Karité de Bobo", "password1": WORD, "password2": WORD,
        }  # fmt: skip
        page = visitor.send(visitor.open("/register/"), "password1", **answers)
        assert (page.status, page.path) != (200, "/register/"), page.text
    return visitor


def test_each_service_is_who_and_where_the_file_says(station):
    told = station.exec("pages", ["sh", "-c", "id -u; touch /app/here; touch /srv/backups/here && echo kept"])

    assert told.stdout.split() == ["10001", "kept"]
    assert "Read-only file system" in told.stderr
    until(lambda: all(station.healthy(name) for name in ("db", "redis", "pages", "sockets")), 60)
    assert [name for name, process in station.running.items() if process.poll() is not None] == ["prepare"]


@pytest.fixture(scope="module")
def evening(station, chief, client) -> SimpleNamespace:
    """Ordered, delivered, looked at by the worker, approved, placed, confirmed under the eyes of a second screen, reported."""
    key = station.exec("pages", ["python", "manage.py", "api_token", "awa"]).stdout.strip()
    with station.inside():
        campaign, spot, place = _ordered(chief, client, key)
        _approved(chief, campaign, spot)
        with _screen(chief, station, place["day"]) as screen:
            airing = chief.call("bookings", key, spot=spot, **{"break": place["id"]})
            done = chief.call(f"airings/{airing['id']}/confirm", key, version=airing["version"])
            _hears(screen, airing["id"], "aired")
        report = chief.get(f"/reports/export/?starts_on={place['day']}&ends_on={place['day']}")
    return SimpleNamespace(spot=spot, airing=done, report=report)


def test_an_evening_at_the_station_over_tls(evening):
    assert evening.airing["status"] == "aired"
    rows = list(load_workbook(io.BytesIO(evening.report.body))["Par annonceur"].iter_rows(values_only=True))
    assert any("Karité de Bobo" in str(row) for row in rows)


def _ordered(chief: Visitor, client: Visitor, key: str) -> tuple[str, str, dict]:
    """Rokia orders three airings of the first break of tomorrow and delivers her film; both wait for an answer."""
    day = clock.broadcast_today() + timedelta(days=1)
    place = chief.call(f"planning/snapshot?day={day}", key)["breaks"][0]
    page = client.send(
        client.open("/campaigns/create/"), "product_category", title="Karité doux", product_category="divers",
        objective="promotion", starts_on=str(day), ends_on=str(day + timedelta(days=14)), daypart=place["daypart"],
        seconds="30", airings="3",
    )  # fmt: skip
    campaign = _id(page)
    client.send(page, "Soumettre")
    form = client.open(f"/campaigns/{campaign}/upload/")
    spot = _id(client.send(form, "media", {"media": ("karite.mp4", film(30))}, title="Karité doux"))
    until(lambda: "en contrôle" not in client.get(f"/spots/{spot}/").text.lower(), 60)
    return campaign, spot, {**place, "day": str(day)}


def _approved(chief: Visitor, campaign: str, spot: str) -> None:
    found = re.search(r"/console/organisations/([0-9a-f-]{36})/", chief.open("/console/organisations/").text)[0]
    chief.send(chief.open(found), "ifu", ifu="00012345A")
    chief.send(chief.open(found), "Marquer comme vérifiée")
    chief.send(chief.open(f"/console/campaigns/{campaign}/"), "Approuver la campagne")
    chief.send(chief.open(f"/console/spots/{spot}/"), "Approuver la version")


def _id(page: Answer) -> str:
    found = re.search(r"[0-9a-f-]{36}", page.path)
    assert found, f"{page.path} {page.status}: {page.text[:3000]}"
    return found.group()


def _screen(visitor: Visitor, station: Engine, day: str):
    """A second screen of the planning: its socket, by its session, from the site's own pages."""
    return connect(
        f"ws://{NAME}/ws/diffusion/planning/?day={day}", sock=visitor.connection(), origin=visitor.origin,
        additional_headers={"Cookie": visitor.cookie_header()}, compression=None, max_size=None,
    )  # fmt: skip


def _hears(screen, airing: str, status: str) -> None:
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        frame = screen.recv(timeout=30)
        if airing in frame and f'"{status}"' in frame:
            return
    raise AssertionError(f"the screen was never told that {airing} is {status}")


def test_a_film_goes_through_nginx_by_ranges_and_only_to_who_may_see_it(station, chief, evening):
    with station.inside():
        piece = chief.get(f"/spots/{evening.spot}/media/", Range="bytes=4-7")
        stranger = Visitor(chief.address, chief.port).get(f"/spots/{evening.spot}/media/")

    assert (piece.status, piece.body) == (206, b"ftyp")
    assert "x-accel-redirect" not in piece.headers
    assert stranger.status == 302


def test_assets_are_hashed_compressed_and_kept_for_ever(station, chief):
    with station.inside():
        page = Visitor(chief.address, chief.port).open("/login/").text
        sheet = re.search(r"/static/dist/app\.[0-9a-f]{12}\.css", page).group()
        answer = chief.get(sheet, **{"Accept-Encoding": "gzip, br"})

    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(answer.body) < 40_000
    assert "immutable" in answer.headers["Cache-Control"]


def test_port_80_sends_to_https(station):
    with station.inside():
        answer = Visitor(station.address("nginx"), 8080, https=False).get("/login/")

    assert (answer.status, answer.headers["Location"]) == (301, f"https://{NAME}/login/")


def test_pages_that_are_restarted_keep_people_signed_in(station, chief):
    station.restart("pages")
    until(lambda: station.healthy("pages"), 60)

    with station.inside():
        assert chief.open("/console/").path == "/console/dashboard/"


def test_a_request_is_one_line_of_json(station, chief):
    with station.inside():
        chief.get("/pricing/?said=once")
    lines = [json.loads(line) for line in station.log("pages").read_text().splitlines() if "said=once" in line]

    assert [(line["event"], line["code"]) for line in lines] == [("request_finished", 200)]


def test_a_backup_has_a_place_to_lie(station):
    done = station.exec("pages", ["python", "manage.py", "backup", "/srv/backups/first"])

    assert done.returncode == 0, done.stderr
    assert (station.folder / "volumes/backups/first/manifest.json").exists()


def test_a_server_in_https_without_a_certificate_does_not_start_and_says_why(station):
    empty = station.folder / "project/nothing"
    empty.mkdir()
    without = [each for each in station.services["prepare"]["volumes"] if each["type"] == "volume"]
    volumes = [*without, {"type": "bind", "source": str(empty), "target": "/tls"}]
    told = {**station.services["prepare"], "volumes": volumes}
    try:
        former, station.services["prepare"] = station.services["prepare"], told
        refused = station.exec("prepare", ["python", "manage.py", "prepare", "--tls", "/tls"])
    finally:
        station.services["prepare"] = former

    assert refused.returncode == 1
    assert "il manque tls.conf, fullchain.pem, privkey.pem dans le dossier que nomme TLS_DIR" in refused.stderr


def test_in_plain_http_people_sign_in_for_a_first_look(station, client):
    """SITE_URL in http and no certificate, `docker compose up` again: everything on port 80."""
    shutil.rmtree(station.folder / "project/tls")
    (station.folder / "project/tls").mkdir()
    station.compose = compose.project(station.folder / "project", {**FILLED, "SITE_URL": f"http://{NAME}"})
    for name in ("nginx", "pages", "sockets", "prepare"):
        station.stop(name)
    for name in ("prepare", "pages", "sockets", "nginx"):
        station.start(name)
    until(lambda: station.healthy("pages"), 60)

    with station.inside():
        visitor = Visitor(station.address("nginx"), 8080, https=False)
        page = visitor.send(visitor.open("/login/"), "password", username="rokia", password=WORD)

    assert (page.status, page.path) == (200, "/home/")
    assert "spot.W001" in station.log("prepare").read_text()


def test_compose_refuses_an_env_file_without_the_database_password(tmp_path):
    for name in ("docker-compose.yml", ".env.example"):
        shutil.copy(ROOT / name, tmp_path / name.replace(".example", ""))

    refused = compose.resolve(tmp_path)

    assert refused.returncode != 0
    assert "POSTGRES_PASSWORD" in refused.stderr
