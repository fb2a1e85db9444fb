"""Nothing of one organisation in any answer to another: every reading, with a mark in everything Awa owns."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from django.test import Client

from spot.accounts import services
from spot.accounts.models import User
from spot.accounts.workflow import Kind, Role
from spot.campaigns.models import Campaign
from spot.creatives.models import Spot
from tests.cast import TODAY, organisation, person
from tests.every_route import filled
from tests.permission_table import TABLE
from tests.test_permissions import attempt

MARK = "Zyxwvut"
READINGS = [path for path, (methods, _who) in TABLE.items() if "GET" in methods]


@pytest.fixture
def marked(parts, awa, cotton_campaign, cotton_spot, planned_airing) -> dict[str, Any]:
    """A word nobody else has, in every text of Awa's organisation."""
    faso_coton = awa.organisation
    for field in ("name", "address", "ifu", "rccm"):
        setattr(faso_coton, field, f"{MARK} {field}")
    faso_coton.email, faso_coton.code = f"{MARK.lower()}@coton.example", "ZYXW"
    faso_coton.save()
    User.objects.filter(pk=awa.pk).update(full_name=f"Awa {MARK}", email=f"awa.{MARK.lower()}@coton.example")
    Campaign.objects.update(
        title=f"Campagne {MARK}", key_message=f"Message {MARK}", audience=MARK, reference=f"C-{MARK}"
    )
    Spot.objects.update(title=f"Spot {MARK}")
    cotton_spot.versions.update(original_name=f"{MARK}.mp4", house_number=f"BF1/{MARK}/030")
    services.suspend(faso_coton, by=person("adama", "Adama Kéré", Role.ADMIN), reason=f"Motif {MARK}")
    return parts


def everything_read_by(user: User | None, marked: dict[str, Any]) -> dict[str, bytes]:
    """Each path with the bytes it answered, forms, lists and files alike."""
    browser = Client()
    if user is not None:
        browser.force_login(user)
    marked = {**marked, "session_id": 0}
    return {path: _bytes(browser, filled(path, marked)) for path in READINGS}


def _bytes(browser: Client, url: str) -> bytes:
    kept: list[bytes] = []
    original = browser.generic

    def keeping(*args: Any, **kwargs: Any) -> Any:
        answer = original(*args, **kwargs)
        kept.append(answer.getvalue())
        return answer

    browser.generic = keeping  # type: ignore[method-assign]  the answer's bytes are gone once `attempt` closes it
    attempt(browser, "GET", url)
    browser.generic = original  # type: ignore[method-assign]
    return kept[0]


def tells(answer: bytes) -> bool:
    """A workbook is opened first: its text is compressed."""
    if answer.startswith(b"PK"):
        with ZipFile(BytesIO(answer)) as sheets:
            answer = b"".join(sheets.read(name) for name in sheets.namelist())
    return MARK.lower().encode() in answer.lower()


def leaks(answers: dict[str, bytes], *, but: set[str] = frozenset()) -> list[str]:
    return [path for path, answer in answers.items() if path not in but and tells(answer)]


# Their address is a secret: an invitation that was mailed tells who invites, a wall shows the planning.
BY_ITS_LINK = {
    "/invitations/<str:secret>/",
    "/diffusion/wall/<str:wall_key>/",
    "/diffusion/wall/<str:wall_key>/snapshot",
    "/diffusion/wall/<str:wall_key>/events",
}


def test_issa_reads_nothing_of_awa_s(issa, marked):
    assert leaks(everything_read_by(issa, marked), but=BY_ITS_LINK) == []


def test_an_agency_without_a_mandate_reads_nothing_of_awa_s(marked):
    agency = organisation("Agence Balafon", "BALA", kind=Kind.AGENCY)
    yacouba = person("yacouba", "Yacouba Barry", Role.ADVERTISER, agency)
    assert leaks(everything_read_by(yacouba, marked), but=BY_ITS_LINK) == []


def test_whoever_is_not_signed_in_reads_nothing_of_awa_s(marked):
    assert leaks(everything_read_by(None, marked), but=BY_ITS_LINK) == []


def test_the_newsroom_reads_nothing_of_awa_s(boukary, marked):
    assert leaks(everything_read_by(boukary, marked), but=BY_ITS_LINK) == []


def test_the_mark_is_caught_where_it_belongs(awa, marked):
    """The control: Awa herself meets it on her own pages, in the API and in the files."""
    told = set(leaks(everything_read_by(awa, marked)))
    assert {
        "/campaigns/",
        "/campaigns/<uuid:campaign_id>/",
        "/spots/",
        "/broadcasts/",
        "/organisation/",
        "/home/",
    } <= told
    assert {"/api/v1/campaigns", "/api/v1/spots", "/api/v1/airings", "/reports/overview/", "/reports/export/"} <= told


def test_an_agency_reads_what_its_mandate_opens_and_no_longer(aminata, marked, awa):
    agency = organisation("Agence Balafon", "BALA", kind=Kind.AGENCY)
    yacouba = person("yacouba", "Yacouba Barry", Role.ADVERTISER, agency)
    held = services.mandate(awa.organisation, agency=agency, starts_on=TODAY, by=aminata)
    assert "/campaigns/" in leaks(everything_read_by(yacouba, marked))

    services.end_mandate(held, by=aminata)
    left = leaks(everything_read_by(yacouba, marked), but=BY_ITS_LINK)
    assert left == ["/organisation/"]  # the ended mandate itself stays in the agency's own history
