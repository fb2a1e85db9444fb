"""The films of the demonstration pass the station's own check."""

from django.core.files.base import ContentFile

from spot.creatives import demo, services

COLOURS = ("#064e3b", "#059669", "#fde68a")


def test_a_generated_film_lasts_what_it_says(cotton_campaign, awa):
    film = demo.generated_film("Le fil d’or du Faso", COLOURS, 30, seed=7)
    spot = services.upload(cotton_campaign, title="Le fil d’or", media=ContentFile(film, name="film.mp4"), by=awa)

    assert (spot.latest.seconds, spot.latest.facts["has_audio"], spot.latest.status) == (30, True, "pending_review")
    assert len(film) < 400_000


def test_the_same_seed_draws_the_same_poster(db):
    one, two = (demo.generated_picture("Savon", COLOURS, seed=3) for _ in range(2))

    assert one == two
