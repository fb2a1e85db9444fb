"""The library, the page of a spot and its film: who sees what, and by ranges."""

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from spot.creatives import services
from tests import cast
from tests.media import film


@pytest.fixture
def delivered(cotton_campaign, awa):
    return services.upload(cotton_campaign, title="Le fil d’or", media=ContentFile(film(5), name="a.mp4"), by=awa)


def body(answer):
    return b"".join(answer.streaming_content)


def test_the_film_is_for_whoever_sees_the_spot(client, delivered, awa, issa, salif, hamidou, boukary):
    address = reverse("advertiser:media", args=[delivered.pk])

    assert client.get(address).status_code == 302
    for allowed in (awa, salif, hamidou):
        client.force_login(allowed)
        answer = client.get(address)
        assert body(answer) == delivered.latest.file.open().read()
    for stranger in (issa, boukary):
        client.force_login(stranger)
        assert client.get(address).status_code == 404
        assert client.get(f"{address}poster/").status_code == 404


def test_the_answer_says_what_it_is_and_is_kept_by_nobody(client, delivered, awa):
    client.force_login(awa)
    answer = client.get(reverse("advertiser:media", args=[delivered.pk]), headers={"Accept-Encoding": "gzip"})

    assert answer["Content-Type"] == "video/mp4"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"] == "inline; filename*=UTF-8''le-fil-dor-v1.mp4"
    assert "no-store" in answer["Cache-Control"]
    assert answer["Content-Length"] == str(delivered.latest.size_bytes)


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [("bytes=0-9", 0, 9), ("bytes=100-", 100, None), ("bytes=-50", -50, None), ("bytes=0-99999999", 0, None)],
)
def test_a_range_is_answered_with_that_range(client, delivered, awa, asked, first, last):
    client.force_login(awa)
    whole = delivered.latest.file.open().read()
    answer = client.get(reverse("advertiser:media", args=[delivered.pk]), headers={"Range": asked})
    wanted = whole[first : None if last is None else last + 1]

    assert answer.status_code == 206
    assert body(answer) == wanted
    start = first % len(whole)
    assert answer["Content-Range"] == f"bytes {start}-{start + len(wanted) - 1}/{len(whole)}"


@pytest.mark.parametrize(
    ("asked", "status"),
    [("bytes=99999999-", 416), ("bytes=9-2", 416), ("bytes=-0", 416), ("bytes=a-b", 200), ("bytes=0-1,3-4", 200)],
)
def test_a_range_that_cannot_be(client, delivered, awa, asked, status):
    client.force_login(awa)

    assert client.get(reverse("advertiser:media", args=[delivered.pk]), headers={"Range": asked}).status_code == status


def test_the_front_server_sends_the_file_where_it_can(client, delivered, awa, settings):
    settings.SPOT_X_ACCEL = True
    client.force_login(awa)
    answer = client.get(reverse("advertiser:media", args=[delivered.pk]))

    assert answer["X-Accel-Redirect"] == f"/protected-media/{delivered.latest.file.name}"
    assert answer.content == b""


def test_a_version_is_asked_for_by_its_number(client, delivered, awa):
    client.force_login(awa)
    address = reverse("advertiser:media", args=[delivered.pk])

    assert client.get(f"{address}?version=1").status_code == 200
    for wrong in ("2", "x", "-1", "99999", "²"):
        assert client.get(f"{address}?version={wrong}").status_code == 404


def test_the_library_holds_ones_own_spots_alone(client, cotton_spot, soap_spot, awa, mariam):
    client.force_login(awa)
    mine = client.get("/spots/").content.decode()
    client.force_login(mariam)
    all_of_them = client.get("/spots/").content.decode()

    assert cotton_spot.title in mine
    assert soap_spot.title not in mine
    assert soap_spot.title in all_of_them


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("q=fil", True),
        ("q=savon", False),
        ("status=approved", True),
        ("status=rejected", False),
        ("status=zzz", True),
        ("kind=image", False),
        ("q=FACO", True),
    ],
)
def test_the_library_is_searched_and_filtered_by_its_address(client, cotton_spot, awa, query, found):
    client.force_login(awa)

    assert (str(cotton_spot.pk) in client.get(f"/spots/?{query}").content.decode()) == found


def test_pages_of_many_spots_ask_no_more_questions(client, cotton_campaign, awa, django_assert_max_num_queries):
    for number in range(25):
        cast.spot(cotton_campaign, f"Spot {number}", by=awa)
    client.force_login(awa)
    with django_assert_max_num_queries(15):
        client.get("/spots/")
    with django_assert_max_num_queries(15):
        client.get(f"/spots/{cotton_campaign.spots.first().pk}/")


def test_awa_withdraws_a_version_that_waits(client, delivered, awa):
    client.force_login(awa)
    answer = client.post(
        reverse("advertiser:withdrawal", args=[delivered.pk]), {"reason": "Mauvais fichier", "version": "1"}
    )

    assert answer.status_code == 303
    assert delivered.latest.status == "withdrawn"
    assert "Mauvais fichier" in client.get(answer["Location"]).content.decode()


def test_a_spot_with_planned_airings_is_not_withdrawn_by_its_owner(client, planned_airing, awa):
    client.force_login(awa)
    answer = client.post(reverse("advertiser:withdrawal", args=[planned_airing.spot.pk]), {"reason": "Fini"})

    assert answer.status_code == 409
    planned_airing.refresh_from_db()
    assert planned_airing.status == "planned"


def test_a_spot_serves_another_campaign_of_the_same_organisation(client, cotton_spot, awa, soap_campaign):
    other = cast.campaign(awa, "Fêtes de fin d’année", category="textile")
    client.force_login(awa)
    address = reverse("advertiser:reuse", args=[cotton_spot.pk])
    answer = client.post(address, {"campaign": str(other.pk)})
    made = other.spots.get()

    assert answer["Location"] == f"/spots/{made.pk}/"
    assert (made.latest.sha256, made.latest.status) == (cotton_spot.latest.sha256, "pending_review")
    assert made.latest.house_number != cotton_spot.latest.house_number
    assert client.post(address, {"campaign": str(soap_campaign.pk)}).status_code == 422
