"""The console's queue of spots, the page where one is looked at, and the first page."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from spot.creatives import services
from tests import cast
from tests.media import film


@pytest.fixture
def waiting(cotton_campaign, awa):
    return services.upload(cotton_campaign, title="Le fil d’or", media=ContentFile(film(30), name="a.mp4"), by=awa)


def act(client, spot, verb, **fields):
    return client.post(reverse(f"administration:spot_{verb}", args=[spot.pk]), fields)


def test_aminata_approves_from_the_queue_and_goes_on_to_the_next(client, waiting, cotton_campaign, awa, aminata):
    other = cast.spot(cotton_campaign, "Le suivant", by=awa, status="pending_review")
    client.force_login(aminata)
    answer = act(client, waiting, "approval")

    assert (answer.status_code, answer["Location"]) == (303, f"/console/spots/{other.pk}/")
    assert waiting.latest.status == "approved"


def test_a_decision_taken_on_the_dashboard_returns_there(client, waiting, aminata):
    client.force_login(aminata)
    answer = act(client, waiting, "rejection", reason="Mention illisible", **{"from": "dashboard"})

    assert answer["Location"] == "/console/dashboard/"
    assert (waiting.latest.status, waiting.latest.reason) == ("rejected", "Mention illisible")


def test_a_motive_of_the_list_and_words_make_one_reason(client, waiting, aminata):
    client.force_login(aminata)
    act(client, waiting, "rejection", motive="Visa absent ou périmé", reason="Envoyez le visa 2026")

    assert waiting.latest.reason == "Visa absent ou périmé. Envoyez le visa 2026"


def test_a_rejection_without_reason_brings_the_page_back(client, waiting, aminata):
    client.force_login(aminata)
    answer = act(client, waiting, "rejection")

    assert answer.status_code == 422
    assert "Choisissez un motif" in answer.content.decode()
    assert waiting.latest.status == "pending_review"


def test_a_spot_already_decided_is_a_conflict(client, waiting, aminata, paul):
    services.approve(waiting.latest, by=paul)
    client.force_login(aminata)

    assert act(client, waiting, "approval").status_code == 409
    assert act(client, waiting, "rejection").status_code == 409


def test_ones_own_upload_is_a_conflict(client, cotton_campaign, aminata):
    mine = services.upload(cotton_campaign, title="De la régie", media=ContentFile(film(5), name="a.mp4"), by=aminata)
    client.force_login(aminata)

    assert act(client, mine, "approval").status_code == 409
    assert "un autre administrateur" in client.get(f"/console/spots/{mine.pk}/").content.decode()


def test_the_latest_version_is_the_one_decided(client, waiting, awa, aminata):
    services.reject(waiting.latest, by=aminata, reason="x")
    services.replace(waiting, media=ContentFile(film(30), name="b.mp4"), by=awa)
    client.force_login(aminata)
    act(client, waiting, "approval")

    assert [version.status for version in waiting.versions.all()] == ["approved", "rejected"]


def test_the_review_says_what_is_known_of_the_file_and_of_the_law(client, waiting, aminata):
    client.force_login(aminata)
    page = client.get(f"/console/spots/{waiting.pk}/").content.decode()

    for known in (
        "conforme à la commande de 30 s",
        "son présent",
        "BF1/FACO001/030",
        "pas de visa requis",
        "1 sur 1 à examiner",
    ):
        assert known in page


@pytest.mark.parametrize("path", ["", "dashboard/", "spots/"])
def test_the_console_opens_to_administrators_alone(client, waiting, awa, salif, hamidou, path):
    assert client.get(f"/console/{path}").status_code == 302
    for stranger in (awa, salif, hamidou):
        client.force_login(stranger)
        assert client.get(f"/console/{path}").status_code == 404
        assert act(client, waiting, "approval").status_code == 404


def test_the_first_page_says_how_many_wait_and_decides_in_place(client, waiting, aminata, planned_airing):
    cast.campaign(waiting.created_by, "À valider", category="textile", status="pending")
    client.force_login(aminata)
    page = client.get("/console/dashboard/").content.decode()

    assert "1 spot attend votre avis" in page
    assert "1 campagne à valider" in page
    assert 'data-pending="spots"' in page
    assert "Approuver" in page
    assert client.get("/console/")["Location"] == "/console/dashboard/"
    assert "À valider" in client.get("/console/dashboard/?queue=campaigns").content.decode()


def test_an_idle_console_says_so(client, aminata, rate_card):
    client.force_login(aminata)

    assert "Rien n’attend votre avis" in client.get("/console/dashboard/").content.decode()


def test_many_that_wait_ask_no_more_questions(client, cotton_campaign, awa, aminata, django_assert_max_num_queries):
    for number in range(30):
        cast.spot(cotton_campaign, f"Spot {number}", by=awa, status="pending_review")
        cast.campaign(awa, f"Campagne {number}", category="textile", status="pending")
    client.force_login(aminata)
    first = cotton_campaign.spots.first()
    for path in ("dashboard/", "spots/", f"spots/{first.pk}/"):
        with django_assert_max_num_queries(15):
            assert client.get(f"/console/{path}").status_code == 200
