"""Posters in the size they are shown: lists and the planning ask for a small one, players for the whole."""

import io
import os
import re

import pytest
from django.test import Client
from PIL import Image

from spot.common import files
from spot.creatives import renditions
from spot.creatives import services as creatives

pytestmark = pytest.mark.django_db
KB = 1024


@pytest.fixture
def film(cotton_spot, settings, tmp_path):
    """A spot with a poster as large as films have, and as full of detail."""
    settings.MEDIA_ROOT = tmp_path
    version = cotton_spot.approved_version
    version.poster, version.sha256 = f"spots/{version.pk}/poster.jpg", "0" * 64
    version.save()
    files.stored(version.poster.name).parent.mkdir(parents=True)
    Image.effect_noise((640, 360), 60).convert("RGB").save(files.stored(version.poster.name), quality=80)
    return cotton_spot


def seen(user, address: str) -> bytes:
    browser = Client()
    browser.force_login(user)
    answer = browser.get(address)
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)


def test_a_list_shows_a_small_poster_and_a_player_the_whole(film, awa):
    whole, small = (seen(awa, f"/spots/{film.pk}/media/poster/{asked}") for asked in ("", "?small=1"))

    assert Image.open(io.BytesIO(whole)).size == (640, 360)
    assert Image.open(io.BytesIO(small)).size == (256, 144)
    assert len(small) < 20 * KB < len(whole)


def test_the_small_one_is_made_once(film, awa):
    seen(awa, f"/spots/{film.pk}/media/poster/?small=1")
    (made,) = files.stored(renditions.FOLDER).iterdir()
    first = made.stat().st_mtime_ns
    seen(awa, f"/spots/{film.pk}/media/poster/?small=1")

    assert made.stat().st_mtime_ns == first
    assert not list(files.stored(files.INCOMING).glob("*"))


def test_on_a_full_disk_the_poster_itself_is_shown(film, awa, monkeypatch):
    monkeypatch.setattr(Image.Image, "save", lambda *_, **__: _full())

    assert Image.open(io.BytesIO(seen(awa, f"/spots/{film.pk}/media/poster/?small=1"))).size == (640, 360)


def _full() -> None:
    raise OSError(28, "No space left on device")


def test_a_small_poster_goes_with_its_own(film, awa):
    seen(awa, f"/spots/{film.pk}/media/poster/?small=1")
    (made,) = files.stored(renditions.FOLDER).iterdir()
    os.utime(made, (0, 0))
    creatives.sweep()
    assert made.exists()

    film.approved_version.poster = ""
    film.approved_version.save()
    creatives.sweep()

    assert not made.exists()


@pytest.mark.parametrize("path", ["/home/", "/spots/", "/campaigns/{campaign}/"])
def test_no_list_asks_for_a_whole_poster(film, awa, path):
    browser = Client()
    browser.force_login(awa)
    page = browser.get(path.format(campaign=film.campaign_id)).content.decode()

    assert re.findall(r'<img src="[^"]*/media/poster/(?!\?small=1)[^"]*"', page) == []
