"""The films and pictures of the demonstration, and the spots that use them."""

from spot.creatives.demo.films import generated_film, generated_picture
from spot.creatives.demo.library import ensure_promos, ensure_review_queue, ensure_spots

__all__ = ["ensure_promos", "ensure_review_queue", "ensure_spots", "generated_film", "generated_picture"]
