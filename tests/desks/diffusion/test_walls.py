"""A screen on the wall: a link that shows the planning without a session, and opens nothing else."""

from datetime import timedelta

import pytest
from django.test import Client

from spot.accounts import services
from spot.accounts.models import WallScreen
from spot.common import clock
from spot.common.refusals import Refused
from spot.journal.models import Entry
from tests.cast import EVENING, gives_password_again


@pytest.fixture
def his_browser(salif) -> Client:
    browser = Client()
    browser.force_login(salif)
    return gives_password_again(browser)


@pytest.fixture
def key(evening, aminata) -> str:
    return services.hang_wall("Régie finale", days=30, by=aminata)[1]


def test_salif_hangs_a_wall_and_its_link_opens_without_anybody(evening, his_browser, planned_airing, mailoutbox):
    page = his_browser.post("/diffusion/walls/", {"name": "Régie finale", "days": "90"})
    link = page.context["link"]
    assert page.headers["Cache-Control"] == "private, no-store"

    wall = Client().get(link.removeprefix("http://127.0.0.1:8000"))
    assert wall.status_code == 200
    assert "Régie finale" in wall.content.decode()
    assert link not in his_browser.get("/diffusion/walls/").content.decode()
    assert mailoutbox[-1].subject == "[Spot BF1] Un lien d’écran mural a été créé"
    assert Entry.objects.get(verb="walls.hang").thing_id == str(WallScreen.objects.get().pk)


def test_making_one_asks_for_the_password(salif):
    browser = Client()
    browser.force_login(salif)
    answer = browser.post("/diffusion/walls/", {"name": "Régie", "days": "90"})
    assert answer.status_code == 422
    assert not WallScreen.objects.exists()


def test_the_key_is_not_kept(key):
    row = WallScreen.objects.values().get()
    assert key not in str(row)


def test_it_shows_the_day_and_what_changed_of_it(key, planned_airing):
    snapshot = Client().get(f"/diffusion/wall/{key}/snapshot?day=2026-11-21").json()
    assert [item["id"] for item in snapshot["items"]] == [str(planned_airing.pk)]
    events = Client().get(f"/diffusion/wall/{key}/events?day=2026-11-21&after={snapshot['seq']}").json()
    assert events["events"] == []


def test_there_is_nothing_to_press_on_it_and_nothing_of_anybody(key, planned_airing):
    page = Client().get(f"/diffusion/wall/{key}/")
    text = page.content.decode()

    assert "data-may-act" not in text
    assert 'method="post"' not in text
    assert "Notifications" not in text
    assert page.headers["Referrer-Policy"] == "no-referrer"
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "sessionid" not in page.cookies


@pytest.mark.parametrize(
    "path",
    [
        "/diffusion/planning/",
        "/api/v1/planning/snapshot",
        "/api/v1/planning/waits",
        "/diffusion/walls/",
        "/notifications/",
    ],
)
def test_its_key_opens_nothing_else(key, path):
    answer = Client().get(f"{path}?wall_key={key}", headers={"Authorization": f"Bearer {key}"})
    assert answer.status_code in {302, 401, 404}


def test_no_act_is_done_by_it(key, planned_airing):
    browser = Client()
    browser.get(f"/diffusion/wall/{key}/")
    confirm = f"/api/v1/airings/{planned_airing.pk}/confirm"
    answer = browser.post(confirm, {"version": 1}, "application/json", headers={"Authorization": f"Bearer {key}"})
    assert answer.status_code == 401
    for path in ("", "snapshot", "events"):
        assert browser.post(f"/diffusion/wall/{key}/{path}").status_code == 405


def test_one_taken_down_or_past_its_end_opens_nothing(key, aminata):
    with clock.frozen(EVENING + timedelta(days=31)):
        assert Client().get(f"/diffusion/wall/{key}/").status_code == 404
    services.take_wall_down(WallScreen.objects.get(), by=aminata)
    for path in ("", "snapshot", "events?after=0"):
        assert Client().get(f"/diffusion/wall/{key}/{path}").status_code == 404


def test_it_is_taken_down_from_the_page_once(his_browser, key):
    wall = WallScreen.objects.get()
    path = f"/diffusion/walls/{wall.pk}/removal/"
    assert his_browser.post(path).status_code == 303
    assert his_browser.post(path).status_code == 409
    assert Entry.objects.filter(verb="walls.take_down").count() == 1
    assert "Aucun lien" in his_browser.get("/diffusion/walls/").content.decode()


@pytest.mark.parametrize("who", ["awa", "mariam", "hamidou", "clarisse", "boukary"])
def test_others_hang_none(everybody, who):
    with pytest.raises(Refused, match="introuvable"):
        services.hang_wall("Chez moi", days=30, by=everybody[who])
    assert not WallScreen.objects.exists()


def test_whoever_guesses_without_end_waits(evening, db, settings):
    settings.ACCOUNT_RATE_LIMITS = {"wall": "3/m/ip"}
    answers = [Client().get(f"/diffusion/wall/guess-{n}/") for n in range(4)]
    assert [answer.status_code for answer in answers] == [404, 404, 404, 429]
    assert answers[3].headers["Retry-After"] == "60"


@pytest.mark.parametrize("after", ["", "x", "²", "9" * 5000, "-1"])
def test_a_number_that_is_none(key, after):
    assert Client().get(f"/diffusion/wall/{key}/events", {"after": after}).status_code == 404


def test_the_page_goes_to_the_next_day_by_itself(key):
    with clock.frozen(EVENING.replace(hour=5, minute=59)):
        text = Client().get(f"/diffusion/wall/{key}/").content.decode()
    assert '<meta http-equiv="refresh" content="65">' in text
    assert 'data-day="2026-11-20"' in text
