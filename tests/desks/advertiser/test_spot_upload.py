"""Delivering a spot on its page: the form, its refusals, and the same file in pieces."""

import base64
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from spot.common import files, seats
from spot.creatives.models import Resumable, Spot
from tests import cast
from tests.media import film

TUS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture
def address(cotton_campaign):
    return reverse("advertiser:upload", args=[cotton_campaign.pk])


def media(content=None, name="VID.mp4"):
    return SimpleUploadedFile(name, film(30) if content is None else content, "video/mp4")


def leftovers():
    return [path for path in files.stored("").rglob("*") if path.is_file()] if files.stored("").exists() else []


def test_awa_delivers_a_spot_and_lands_on_its_page(client, awa, address):
    client.force_login(awa)
    answer = client.post(address, {"title": "Le fil d’or", "media": media()})
    spot = Spot.objects.get()

    assert (answer.status_code, answer["Location"]) == (303, f"/spots/{spot.pk}/")
    assert spot.latest.status == "pending_review"
    page = client.get(answer["Location"])
    assert page.status_code == 200
    assert "BF1/FACO001/030" in page.content.decode()


def test_the_limits_are_said_before_choosing(client, awa, address):
    client.force_login(awa)
    page = client.get(address).content.decode()

    assert "300 Mo au plus" in page
    assert "MP4, MOV ou MXF" in page


@pytest.mark.parametrize(
    ("content", "name"), [(b"", "vide.mp4"), (b"<html>", "page.mp4"), (film(8)[:4000], "coupe.mp4")]
)
def test_a_bad_file_brings_the_form_back_with_a_sentence(client, awa, address, content, name):
    client.force_login(awa)
    answer = client.post(address, {"title": "Piège", "media": media(content, name)})

    assert answer.status_code == 422
    assert "Piège" in answer.content.decode()
    assert 'class="field-error"' in answer.content.decode()
    assert not Spot.objects.exists()
    assert leftovers() == []


def test_a_body_above_the_limit_is_refused_before_it_is_read(client, awa, address, settings):
    settings.SPOT_UPLOAD_MAX_MB = 0
    client.force_login(awa)
    answer = client.post(address, {"title": "Trop lourd", "media": media(bytes(200_000))})

    assert answer.status_code == 413
    assert leftovers() == []


@pytest.mark.parametrize("length", ["-1", "", "10"])
def test_a_wrong_length_stores_nothing(client, awa, address, length):
    client.force_login(awa)
    body = b'--x\r\nContent-Disposition: form-data; name="media"; filename="a.mp4"\r\n\r\n' + film(5)[:3000]
    answer = client.generic(
        "POST", address, body, content_type="multipart/form-data; boundary=x", CONTENT_LENGTH=length
    )

    assert answer.status_code in {400, 403, 422}
    assert not Spot.objects.exists()
    assert leftovers() == []


def test_files_that_nobody_asked_for_go(client, awa, address):
    client.force_login(awa)
    answer = client.post(address, {"title": "Le fil d’or", "media": media(), "autre": media()})

    assert answer.status_code == 303
    assert len(leftovers()) == 2


def test_without_its_token_nothing_is_taken(awa, address):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.force_login(awa)
    answer = strict.post(address, {"title": "Volé", "media": media()})

    assert answer.status_code == 403
    assert not Spot.objects.exists()
    assert leftovers() == []


def test_a_rejected_spot_gets_a_new_version(client, awa, address, cotton_campaign):
    spot = cast.spot(cotton_campaign, "Le fil d’or", by=awa, status="rejected")
    client.force_login(awa)
    answer = client.post(address, {"title": "", "media": media(), "spot": str(spot.pk)})

    assert answer["Location"] == f"/spots/{spot.pk}/"
    assert [version.number for version in spot.versions.all()] == [2, 1]


def test_a_spot_of_another_campaign_is_not_replaced_here(client, awa, address, soap_spot):
    client.force_login(awa)
    answer = client.post(address, {"title": "x", "media": media(), "spot": str(soap_spot.pk)})

    assert answer.status_code == 422
    assert soap_spot.versions.count() == 1


def test_others_find_no_such_page(client, issa, salif, address):
    assert client.get(address).status_code == 302
    for stranger in (issa, salif):
        client.force_login(stranger)
        assert client.get(address).status_code == 404
        assert client.post(address, {"title": "x", "media": media()}).status_code == 404


# Sent twice ---------------------------------------------------------------------------------------------------------


def shown_key(client, address):
    return re.search(r'name="form_key" value="([^"]+)"', client.get(address).content.decode())[1]


def test_the_same_form_again_is_the_same_spot(client, awa, address):
    client.force_login(awa)
    typed = {"title": "Le fil d’or", "form_key": shown_key(client, address)}
    first = client.post(address, {**typed, "media": media()})
    again = client.post(address, {**typed, "media": media()})

    assert (again.status_code, again["Location"]) == (303, first["Location"])
    assert Spot.objects.count() == 1
    assert len(leftovers()) == 2


def test_another_file_in_a_form_that_has_served_is_a_question(client, awa, address):
    client.force_login(awa)
    typed = {"title": "Le fil d’or", "form_key": shown_key(client, address)}
    first = client.post(address, {**typed, "media": media()})
    other = client.post(address, {**typed, "media": media(film(20))})

    assert other.status_code == 409
    assert first["Location"] in other.content.decode()
    assert Spot.objects.count() == 1
    assert len(leftovers()) == 2


def test_a_refused_form_serves_again_when_it_is_put_right(client, awa, address):
    client.force_login(awa)
    typed = {"title": "Le fil d’or", "form_key": shown_key(client, address)}
    assert client.post(address, {**typed, "media": media(b"<html>")}).status_code == 422

    assert client.post(address, {**typed, "media": media()}).status_code == 303


def test_a_new_version_sent_twice_is_one_version(client, awa, address, cotton_campaign):
    spot = cast.spot(cotton_campaign, "Le fil d’or", by=awa, status="rejected")
    client.force_login(awa)
    typed = {"title": "", "spot": str(spot.pk), "form_key": shown_key(client, address)}
    answers = [client.post(address, {**typed, "media": media()}) for _ in range(2)]

    assert {answer["Location"] for answer in answers} == {f"/spots/{spot.pk}/"}
    assert spot.versions.count() == 2


def test_a_program_without_a_key_that_posts_twice_at_once_makes_one(client, awa, address):
    client.force_login(awa)
    for _ in range(2):
        assert client.post(address, {"title": "Le fil d’or", "media": media()}).status_code == 303

    assert Spot.objects.count() == 1


def test_awa_sends_four_files_at_once_and_no_more(client, awa, address, settings):
    settings.SPOT_UPLOADS_AT_ONCE = 1
    client.force_login(awa)
    place = started(client, address, film(5))["Location"]
    with seats.taken(f"sender-{awa.pk}", most=1):
        form = client.post(address, {"title": "Le fil d’or", "media": media()})
        in_pieces = piece(client, place, film(5), 0)

        assert (form.status_code, form["Retry-After"]) == (429, "10")
        assert "Attendez la fin" in form.content.decode()
        assert (in_pieces.status_code, in_pieces["Retry-After"]) == (429, "10")
        assert client.get(address).status_code == 200
    assert piece(client, place, film(5), 0).status_code == 204


# In pieces -----------------------------------------------------------------------------------------------------------


def encoded(**said):
    return ",".join(f"{key} {base64.b64encode(value.encode()).decode()}" for key, value in said.items())


def started(client, address, content, **said):
    headers = TUS | {
        "Upload-Length": str(len(content)),
        "Upload-Metadata": encoded(filename="VID.mp4", title="En morceaux", **said),
    }
    return client.post(f"{address}resumable/", headers=headers, content_type="application/offset+octet-stream")


def piece(client, place, content, offset):
    headers = TUS | {"Upload-Offset": str(offset)}
    return client.patch(place, content, content_type="application/offset+octet-stream", headers=headers)


def test_a_file_in_pieces_becomes_the_same_spot(client, awa, address):
    client.force_login(awa)
    content = film(30)
    place = started(client, address, content)["Location"]
    half = len(content) // 2
    first = piece(client, place, content[:half], 0)
    assert (first.status_code, first["Upload-Offset"]) == (204, str(half))
    assert client.head(place, headers=TUS)["Upload-Offset"] == str(half)
    last = piece(client, place, content[half:], half)

    spot = Spot.objects.get()
    assert last["Spot-Location"] == f"/spots/{spot.pk}/" == client.head(place, headers=TUS)["Spot-Location"]
    assert files.stored(spot.latest.file.name).read_bytes() == content
    assert len(leftovers()) == 2
    again = piece(client, place, content[half:], half)
    assert (again.status_code, again["Upload-Offset"], again["Spot-Location"]) == (
        204,
        str(len(content)),
        f"/spots/{spot.pk}/",
    )
    assert Spot.objects.count() == 1


def test_a_piece_sent_twice_is_told_where_the_file_stands(client, awa, address):
    client.force_login(awa)
    content = film(30)
    place = started(client, address, content)["Location"]
    piece(client, place, content[:5000], 0)

    assert piece(client, place, content[:5000], 0).status_code == 409
    assert Resumable.objects.get().received_bytes == 5000


def test_a_page_in_pieces_is_refused_at_its_first_piece(client, awa, address):
    client.force_login(awa)
    content = b"<html>" + bytes(100_000)
    place = started(client, address, content)["Location"]
    answer = piece(client, place, content[:70_000], 0)

    assert answer.status_code == 422
    assert "MP4" in answer.json()["detail"]
    assert not Resumable.objects.exists()
    assert leftovers() == []


def test_a_sender_who_gives_up_leaves_nothing(client, awa, address):
    client.force_login(awa)
    content = film(10)
    place = started(client, address, content)["Location"]
    piece(client, place, content[:5000], 0)

    assert client.delete(place, headers=TUS).status_code == 204
    assert client.head(place, headers=TUS).status_code == 404
    assert leftovers() == []


def test_somebody_elses_file_cannot_be_touched(client, awa, issa, mariam, address):
    client.force_login(awa)
    place = started(client, address, film(5))["Location"]
    for stranger in (issa, mariam):
        client.force_login(stranger)
        assert client.head(place, headers=TUS).status_code == 404


@pytest.mark.parametrize(
    ("headers", "status"),
    [({"Upload-Length": "10"}, 412), (TUS, 400), (TUS | {"Upload-Length": "-4"}, 400), (TUS | {"Upload-Length": "0", "Upload-Metadata": "title VGl0cmU="}, 422),
     (TUS | {"Upload-Length": str(400 * 1024 * 1024), "Upload-Metadata": "title VGl0cmU="}, 413), (TUS | {"Upload-Length": "10", "Upload-Metadata": "title é"}, 400),
     (TUS | {"Upload-Length": "10"}, 422)],
)  # fmt: skip
def test_what_is_announced_badly_is_refused(client, awa, address, headers, status):
    client.force_login(awa)

    assert client.post(f"{address}resumable/", headers=headers, content_type="x").status_code == status
    assert not Resumable.objects.exists()


def test_more_than_announced_is_refused(client, awa, address):
    client.force_login(awa)
    place = started(client, address, film(5))["Location"]

    assert piece(client, place, bytes(600_000), 0).status_code == 413
    assert leftovers() == []
