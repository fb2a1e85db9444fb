"""Who is kept out, with which code, and how fast somebody who may no longer stay is put out."""

import asyncio
import time

import pytest

from tests.live.screens import close_code, frame
from tests.live.station import DAY, Station

STEP = """from allauth.mfa.models import Authenticator; from spot.accounts.models import User
u = User.objects.get(username="salif")
"""
PLANNING = f"diffusion/planning/?day={DAY}"


async def closed_with(opening) -> int:
    async with opening as ws:
        return await close_code(ws)


@pytest.mark.parametrize("path", ["nothing/", "diffusion/planning", "", "admin/", "diffusion/planning/more/"])
async def test_an_unknown_path(station: Station, path: str):
    assert await closed_with(station.screen(path)) == 4404


@pytest.mark.parametrize("day", ["", "x", "2026-13-01", "20261121", "2026-11-21T00:00", "%00"])
async def test_a_bad_day(station: Station, day: str):
    assert await closed_with(station.screen(f"diffusion/planning/?day={day}")) == 4400


@pytest.mark.parametrize("path", [PLANNING, "admin/pending-counts/", "notifications/", "diffusion/planning/?day=x"])
@pytest.mark.parametrize("headers", [{}, {"Authorization": "Bearer nonsense"}, {"Cookie": "sessionid=nonsense"}])
async def test_nobody(station: Station, path: str, headers: dict[str, str]):
    assert await closed_with(station.screen(path, headers=headers)) == 4401


@pytest.mark.parametrize(
    ("path", "who"),
    [(PLANNING, "awa"), (PLANNING, "clarisse"), ("admin/pending-counts/", "awa"), ("admin/pending-counts/", "salif")],
)
async def test_a_wrong_role(station: Station, path: str, who: str):
    assert await closed_with(station.screen(path, who=who)) == 4403


def ours(station: Station, **parts: object) -> str:
    facts = {"scheme": "http", "host": "127.0.0.1", "port": station.ports[0], **parts}
    return "{scheme}://{host}:{port}".format(**facts)


async def test_our_own_page_opens_with_its_session(station: Station):
    async with station.screen(PLANNING, headers=station.cookie("salif"), origin=ours(station)) as ws:
        assert (await frame(ws))["type"] == "snapshot"


@pytest.mark.parametrize(
    "parts",
    [
        {"scheme": "https"},
        {"host": "localhost"},
        {"port": 1},
        {"host": "127.0.0.1.evil.example"},
        {"host": "evil.example"},
    ],
)
async def test_another_page_does_not(station: Station, parts: dict[str, object]):
    opening = station.screen(PLANNING, headers=station.cookie("salif"), origin=ours(station, **parts))

    assert await closed_with(opening) == 4403


@pytest.mark.parametrize("origin", ["null", None])
async def test_a_session_needs_its_origin(station: Station, origin: str | None):
    assert await closed_with(station.screen(PLANNING, headers=station.cookie("salif"), origin=origin)) == 4403


async def test_a_key_needs_none(station: Station):
    async with station.screen(PLANNING, origin="https://evil.example") as ws:
        assert (await frame(ws))["type"] == "snapshot"


async def test_a_frame_too_long(station: Station):
    async with station.screen(PLANNING) as ws:
        await frame(ws)
        await ws.send("x" * 65_537)
        assert await close_code(ws) == 1009


async def test_somebody_who_talks_too_much(station: Station):
    async with station.screen("notifications/") as ws:
        for _ in range(30):
            await ws.send("{}")
        assert await close_code(ws) == 4429


async def put_out(opening, change: str, station: Station) -> tuple[int, float]:
    """Open a socket, change somebody, and see the code and the seconds it took."""
    async with opening as ws:
        await frame(ws)
        running = asyncio.create_task(
            asyncio.to_thread(
                station.run, "-c", f"import django; django.setup()\n{change}\nimport time; print(time.monotonic())"
            )
        )
        code = await close_code(ws, within=20)
        closed_at = time.monotonic()
        return code, closed_at - float(await running)


@pytest.mark.parametrize(
    ("who", "change", "code"),
    [
        ("salif", 'Session.objects.filter(pk="{session}").delete()', 4401),
        ("salif", 'Session.objects.filter(pk="{session}").update(expire_date="2026-11-21T19:40:00Z")', 4401),
        ("hamidou", 'u = User.objects.get(username="hamidou"); u.is_active = False; u.save()', 4401),
        ("aminata", 'u = User.objects.get(username="aminata"); u.role = "accountant"; u.save()', 4403),
        ("clarisse", 'u = User.objects.get(username="clarisse"); u.set_password("other"); u.save()', 4401),
    ],
)
async def test_who_may_no_longer_stay_leaves_within_five_seconds(
    own_station: Station, who: str, change: str, code: int
):
    station = own_station.open()
    path = {"clarisse": "notifications/", "aminata": "admin/pending-counts/"}.get(who, PLANNING)
    imports = "from django.contrib.sessions.models import Session; from spot.accounts.models import User\n"
    opening = station.screen(path, headers=station.cookie(who), origin=ours(station))

    seen, seconds = await put_out(opening, imports + change.format(session=station.seeded["sessions"][who]), station)

    assert seen == code
    assert seconds < 5


KEY = (
    "from spot.accounts import tokens; from spot.accounts.models import ApiToken; from spot.common import clock\n"
    'key = ApiToken.objects.select_related("user").get(user__username="salif")\n'
)


@pytest.mark.parametrize(
    "change",
    ["tokens.revoke(key, by=key.user)", "key.expires_at = clock.now(); key.save()"],
    ids=["revoked", "expired"],
)
async def test_what_came_in_by_a_key_leaves_with_it_within_five_seconds(own_station: Station, change: str):
    station = own_station.open()

    code, seconds = await put_out(station.screen(PLANNING, who="salif"), KEY + change, station)

    assert code == 4401
    assert seconds < 5
    assert await closed_with(station.screen(PLANNING, who="salif")) == 4401


async def test_where_a_second_step_is_required_a_session_without_it_stays_out(own_station: Station):
    own_station.variables["SPOT_MFA_REQUIRED"] = "1"
    station = own_station.open()
    for path, who in ((PLANNING, "salif"), ("admin/pending-counts/", "aminata"), ("notifications/", "hamidou")):
        opening = station.screen(path, headers=station.cookie(who), origin=ours(station))
        assert await closed_with(opening) == 4403
    async with station.screen(PLANNING, who="salif") as by_key:
        assert (await frame(by_key))["type"] == "snapshot"
    async with station.screen("notifications/", headers=station.cookie("awa"), origin=ours(station)) as client:
        await frame(client)


async def test_who_loses_the_second_step_leaves_within_five_seconds(own_station: Station):
    own_station.variables["SPOT_MFA_REQUIRED"] = "1"
    station = own_station.open()
    station.shell(STEP + 'Authenticator.objects.create(user=u, type="totp", data={"secret": "x"})')
    opening = station.screen(PLANNING, headers=station.cookie("salif"), origin=ours(station))

    code, seconds = await put_out(opening, STEP + "Authenticator.objects.filter(user=u).delete()", station)

    assert code == 4403
    assert seconds < 5


WALL = """from spot.accounts import services; from spot.accounts.models import User, WallScreen
u = User.objects.get(username="aminata")
"""


def hung(station: Station) -> str:
    made = WALL + 'print(services.hang_wall("Régie", days=30, by=u)[1])'
    return station.run("-c", f"import django; django.setup()\n{made}").strip()


async def test_a_wall_s_link_opens_the_planning_and_nothing_else(own_station: Station):
    own_station.variables["SPOT_MFA_REQUIRED"] = "1"
    key, station = hung(own_station), own_station.open()
    async with station.screen(f"diffusion/wall/{key}/?day={DAY}", who=None) as ws:
        assert (await frame(ws))["type"] == "snapshot"
        station.miss(0)
        assert (await frame(ws, "update"))["item"]["status"] == "missed"

    for path in (f"diffusion/wall/{key}x/", f"diffusion/wall/{key}", f"diffusion/wall/{key}/notifications/"):
        assert await closed_with(station.screen(path, who=None)) == 4404
    assert await closed_with(station.screen(f"diffusion/wall/{key[::-1]}/", who=None)) == 4401
    by_the_key = {"Authorization": f"Bearer {key}"}
    assert await closed_with(station.screen("notifications/", headers=by_the_key)) == 4401


async def test_a_wall_says_nothing_and_is_nobody_on_the_day(own_station: Station):
    key, station = hung(own_station), own_station.open()
    async with station.screen(f"diffusion/wall/{key}/?day={DAY}", who=None) as ws, station.screen(PLANNING) as salif:
        await frame(ws)
        await ws.send('{"type":"here","break":null,"airing":null}')
        await salif.send('{"type":"here","break":null,"airing":null}')
        told = await frame(salif, "presence")
        assert [one["name"] for one in told["people"]] == ["Salif Kaboré"]


async def test_a_wall_taken_down_goes_dark_within_five_seconds(own_station: Station):
    key, station = hung(own_station), own_station.open()
    opening = station.screen(f"diffusion/wall/{key}/?day={DAY}", who=None)

    code, seconds = await put_out(opening, WALL + "services.take_wall_down(WallScreen.objects.get(), by=u)", station)

    assert code == 4401
    assert seconds < 5
    assert await closed_with(station.screen(f"diffusion/wall/{key}/", who=None)) == 4401


async def test_too_many_sockets_of_one_person(own_station: Station):
    own_station.variables |= {"SPOT_THROTTLE": "1", "SPOT_SOCKETS_PER_USER": "2"}
    station = own_station.open()
    async with station.screen(PLANNING) as one, station.screen("notifications/") as two:
        await frame(one)
        await frame(two)

        assert await closed_with(station.screen(PLANNING)) == 4429
        async with station.screen(PLANNING, who="hamidou") as other:
            assert (await frame(other))["type"] == "snapshot"

    async with station.screen(PLANNING) as again:
        assert (await frame(again))["type"] == "snapshot"


async def test_a_server_that_stops_says_so(own_station: Station):
    station = own_station.open()
    async with station.screen(PLANNING) as ws:
        await frame(ws)
        station.processes[0].terminate()
        assert await close_code(ws) in {1001, 1012}
