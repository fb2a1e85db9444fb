"""Delivering a spot: what is stored, under which number, and what a refusal leaves behind."""

import hashlib

import pytest
from django.core.files.base import ContentFile

from spot.common import files
from spot.creatives import services
from spot.creatives.models import Spot, SpotVersion
from spot.journal.models import Entry
from tests.media import film, picture, sound_only
from tests.refusing import refused


def media(content: bytes, name: str = "VID-20261121.mp4") -> ContentFile:
    return ContentFile(content, name=name)


@pytest.fixture
def delivered(cotton_campaign, awa) -> Spot:
    return services.upload(cotton_campaign, title="Le fil d’or", media=media(film(30)), by=awa)


def leftovers() -> list:
    return [path for path in files.stored("").rglob("*") if path.is_file()] if files.stored("").exists() else []


def test_awa_delivers_a_film_and_its_bytes_wait_for_an_opinion(cotton_campaign, awa):
    content = film(30)
    spot = services.upload(cotton_campaign, title="Le fil d’or", media=media(content), by=awa)
    version = spot.latest

    assert (version.status, version.number, version.seconds, version.media_type) == ("pending_review", 1, 30, "video")
    assert version.house_number == "BF1/FACO001/030"
    assert version.sha256 == hashlib.sha256(content).hexdigest() == files.sha256_of(files.stored(version.file.name))
    assert version.facts["has_audio"]
    assert (version.facts["width"], version.facts["frames"]) == (160, 150)
    assert files.stored(version.poster.name).read_bytes().startswith(b"\xff\xd8")
    assert len(leftovers()) == 2


def test_the_journal_tells_who_delivered_and_what_the_check_said(delivered, awa):
    entries = Entry.objects.about(delivered.latest).order_by("id")

    assert [(entry.verb, entry.actor_id) for entry in entries] == [("spots.upload", awa.pk), ("spots.pass", None)]
    assert entries[0].after["house_number"] == "BF1/FACO001/030"


def test_a_picture_airs_as_long_as_its_order_line(cotton_campaign, awa):
    spot = services.upload(cotton_campaign, title="Affiche", media=media(picture(), "affiche.jpg"), by=awa)

    assert (spot.latest.media_type, spot.latest.seconds, spot.latest.content_type) == ("image", 30, "image/jpeg")


@pytest.mark.parametrize("form", ["PNG", "WEBP", "JPEG"])
def test_pictures_of_each_kind_are_written_anew(cotton_campaign, awa, form):
    spot = services.upload(cotton_campaign, title="Affiche", media=media(picture(form=form), "affiche"), by=awa)

    assert spot.latest.sha256 == files.sha256_of(files.stored(spot.latest.file.name))


@pytest.mark.parametrize(("container", "suffix"), [("mov", ".mov"), ("mxf", ".mxf")])
def test_films_of_cameras_are_taken(cotton_campaign, awa, container, suffix):
    made = film(2, fps=25, container=container, size=(192, 160))
    spot = services.upload(cotton_campaign, title="Caméra", media=media(made, f"A001{suffix}"), by=awa)

    assert spot.latest.seconds == 2


def test_house_numbers_follow_each_other_and_are_an_organisations_own(
    delivered, cotton_campaign, soap_campaign, awa, issa
):
    second = services.upload(cotton_campaign, title="Deux", media=media(film(15)), by=awa)
    others = services.upload(soap_campaign, title="Savon", media=media(film(5)), by=issa)

    assert second.latest.house_number == "BF1/FACO002/015"
    assert others.latest.house_number == "BF1/SAVW001/005"


def test_a_refused_file_leaves_neither_row_nor_bytes(cotton_campaign, awa):
    with refused("no_picture"):
        services.upload(cotton_campaign, title="Son", media=media(sound_only()), by=awa)

    assert not SpotVersion.objects.exists()
    assert leftovers() == []


def test_a_file_above_the_limit_is_stopped_on_the_way(cotton_campaign, awa, settings):
    settings.SPOT_UPLOAD_MAX_MB = 0
    with refused("too_large"):
        services.upload(cotton_campaign, title="Long", media=media(film(5)), by=awa)

    assert leftovers() == []


def test_the_place_of_an_organisation_is_counted(delivered, cotton_campaign, awa, settings):
    settings.SPOT_UPLOAD_QUOTA_MB = 0
    with refused("quota_reached"):
        services.upload(cotton_campaign, title="Encore", media=media(film(5)), by=awa)
    settings.SPOT_THROTTLE = False

    assert services.upload(cotton_campaign, title="Encore", media=media(film(5)), by=awa)


def test_a_cancelled_campaign_takes_no_spot(cotton_campaign, awa):
    cotton_campaign.status = "cancelled"
    cotton_campaign.save()
    with refused("campaign_closed"):
        services.upload(cotton_campaign, title="Trop tard", media=media(film(5)), by=awa)


def test_a_broadcaster_delivers_nothing(cotton_campaign, salif):
    with refused("not_found"):
        services.upload(cotton_campaign, title="Non", media=media(film(5)), by=salif)


def test_a_row_that_is_not_written_takes_its_bytes_with_it(cotton_campaign, awa, monkeypatch):
    def breaks(*_, **__):
        raise ZeroDivisionError

    monkeypatch.setattr("spot.creatives.services.delivering._write", breaks)
    with pytest.raises(ZeroDivisionError):
        services.upload(cotton_campaign, title="Perdu", media=media(film(5)), by=awa)

    assert leftovers() == []
    assert not Spot.objects.exists()
