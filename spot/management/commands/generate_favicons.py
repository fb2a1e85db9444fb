"""`generate_favicons`: the mark in the sizes browsers and telephones ask for. Drawn here, from the skyline of the day."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand
from PIL import Image, ImageDraw

GRID = 64
BRAND, WHITE = "#dc2626", "#ffffff"
# left, top, right, bottom on a grid of 64: four columns of the day's skyline, as in static/img/favicon.svg
COLUMNS = ((11, 36, 20, 50), (22, 24, 31, 50), (33, 31, 42, 50), (44, 14, 53, 50))
SHARPER = 8


class Command(BaseCommand):
    help = "Dessine les icônes du site (favicon.ico, apple-touch-icon.png, icon-192.png, icon-512.png)."

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.BASE_DIR) / "static" / "img"
        folder.mkdir(parents=True, exist_ok=True)
        mark(256, corner=56).save(folder / "favicon.ico", sizes=[(16, 16), (32, 32), (48, 48)])
        # Telephones round the corners themselves.
        for name, size in (("apple-touch-icon", 180), ("icon-192", 192), ("icon-512", 512)):
            mark(size, corner=0).save(folder / f"{name}.png", optimize=True)
        if options["verbosity"]:
            self.stdout.write(f"Icônes écrites dans {folder}.")


def mark(size: int, *, corner: int) -> Image.Image:
    """The mark at `size` px, its corners rounded by `corner` px; drawn larger, then reduced, for smooth edges."""
    large = size * SHARPER
    image = Image.new("RGBA", (large, large))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((0, 0, large - 1, large - 1), corner * SHARPER, fill=BRAND)
    scale = large / GRID
    for box in COLUMNS:
        draw.rounded_rectangle([edge * scale for edge in box], 1.5 * scale, fill=WHITE)
    return image.resize((size, size), Image.Resampling.LANCZOS)
