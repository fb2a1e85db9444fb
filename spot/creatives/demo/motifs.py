"""What a poster shows: a drawing for each kind of product, so that a list of spots can be told apart at a glance.

Door: `motif_of()`. Coordinates are those of the canvas of `films`, 560 × 316.
"""

from collections.abc import Callable
from random import Random

from PIL import ImageDraw

Colour = tuple[int, int, int]
Motif = Callable[[ImageDraw.ImageDraw, Colour, Colour, Random], None]

DARK, PALE = (28, 25, 35), (250, 250, 246)
GROUND = 248


def motif_of(category: str) -> Motif:
    """The drawing of a product category; a plain horizon for those that have none of their own."""
    return MOTIFS.get(category, _sun)


def _sun(draw: ImageDraw.ImageDraw, shape: Colour, light: Colour, chance: Random) -> None:
    x = chance.randint(300, 440)
    draw.ellipse((x - 70, 120, x + 70, 260), fill=light)
    draw.rectangle((0, 200, 560, 316), fill=shape)


def _bottles(draw: ImageDraw.ImageDraw, shape: Colour, light: Colour, chance: Random) -> None:
    draw.rectangle((0, GROUND, 560, 316), fill=shape)
    for x in (330, 392, 454):
        top = chance.randint(112, 148)
        draw.rounded_rectangle((x - 22, top, x + 22, GROUND + 12), 12, fill=DARK)
        draw.rectangle((x - 8, top - 26, x + 8, top + 4), fill=DARK)
        draw.rectangle((x - 22, top + 40, x + 22, top + 76), fill=light)


def _bowl(draw: ImageDraw.ImageDraw, shape: Colour, light: Colour, chance: Random) -> None:
    draw.rectangle((0, GROUND, 560, 316), fill=DARK)
    draw.pieslice((300, 120, 500, 320), 0, 180, fill=shape)
    draw.ellipse((300, 196, 500, 244), fill=PALE)
    for _ in range(7):
        x, y = chance.randint(330, 460), chance.randint(206, 228)
        draw.ellipse((x - 8, y - 6, x + 8, y + 6), fill=light)


def _telephone(draw: ImageDraw.ImageDraw, shape: Colour, light: Colour, chance: Random) -> None:
    for radius in (150, 115, 80):
        draw.arc((400 - radius, 160 - radius, 400 + radius, 160 + radius), 200, 340, fill=light, width=10)
    draw.rounded_rectangle((350, 100, 450, 290), 14, fill=DARK)
    draw.rectangle((358, 118, 442, 270), fill=PALE)
    for row in range(4):
        draw.rectangle((368, 132 + row * 32, chance.randint(390, 432), 148 + row * 32), fill=shape)


def _coins(draw: ImageDraw.ImageDraw, shape: Colour, light: Colour, chance: Random) -> None:
    draw.rectangle((0, 276, 560, 316), fill=DARK)
    for x, height in ((320, chance.randint(2, 4)), (400, chance.randint(4, 6)), (480, chance.randint(6, 9))):
        for level in range(height):
            y = 264 - level * 16
            draw.ellipse((x - 36, y, x + 36, y + 22), fill=light, outline=shape, width=3)


def _cloth(draw: ImageDraw.ImageDraw, shape: Colour, light: Colour, chance: Random) -> None:
    for x in range(250, 560, 14):
        draw.rectangle((x, 0, x + 13, 316), fill=chance.choice((shape, light, PALE, DARK)))
    draw.polygon([(240, 0), (330, 0), (240, 316)], fill=shape)


def _walls(draw: ImageDraw.ImageDraw, shape: Colour, light: Colour, chance: Random) -> None:
    for row in range(6):
        for column in range(row % 2 - 1, 6):
            x, y, gone = 290 + column * 52 + row % 2 * 26, 286 - row * 30, chance.random() < row / 12
            if not gone:
                draw.rectangle((x, y, x + 48, y + 26), fill=shape if (row + column) % 3 else light)


def _wheels(draw: ImageDraw.ImageDraw, shape: Colour, light: Colour, chance: Random) -> None:
    draw.rectangle((0, 262, 560, 316), fill=DARK)
    left = chance.randint(250, 290)
    draw.rounded_rectangle((left, 160, left + 230, 262), 16, fill=shape)
    for window in range(4):
        draw.rectangle((left + 14 + window * 52, 176, left + 54 + window * 52, 208), fill=light)
    for x in (left + 52, left + 178):
        draw.ellipse((x - 28, 236, x + 28, 292), fill=DARK, outline=PALE, width=6)


def _stall(draw: ImageDraw.ImageDraw, shape: Colour, light: Colour, chance: Random) -> None:
    draw.rectangle((290, 160, 510, 290), fill=PALE)
    for stripe in range(8):
        x = 280 + stripe * 30
        draw.pieslice((x, 130, x + 30, 190), 0, 180, fill=light if stripe % 2 else shape)
        draw.rectangle((x, 112, x + 30, 160), fill=light if stripe % 2 else shape)
    for x in range(310, 490, 34):
        draw.ellipse((x, 246, x + 28, 274), fill=chance.choice((shape, light, DARK)))
    draw.rectangle((280, 272, 520, 290), fill=DARK)


def _panels(draw: ImageDraw.ImageDraw, shape: Colour, light: Colour, chance: Random) -> None:
    x = chance.randint(430, 490)
    draw.ellipse((x - 40, 30, x + 40, 110), fill=light)
    draw.polygon([(300, 150), (470, 150), (520, 280), (260, 280)], fill=DARK)
    for share in (0.25, 0.5, 0.75):
        draw.line((300 + 170 * share, 150, 260 + 260 * share, 280), fill=shape, width=4)
    for y in (190, 234):
        draw.line((256, y, 524, y), fill=shape, width=4)


def _umbrella(draw: ImageDraw.ImageDraw, shape: Colour, light: Colour, chance: Random) -> None:
    draw.rectangle((396, 160, 404, 290), fill=DARK)
    draw.pieslice((290, 70, 510, 290), 180, 360, fill=shape)
    draw.pieslice((355, 70, 445, 290), 180, 360, fill=light)
    for _ in range(9):
        left, y = chance.randint(270, 520), chance.randint(10, 60)
        draw.line((left, y, left - 6, y + 20), fill=PALE, width=3)


def _balls(draw: ImageDraw.ImageDraw, shape: Colour, light: Colour, chance: Random) -> None:
    for x, y in ((320, 220), (400, 150), (480, 230), (370, 70), (470, 80)):
        radius = chance.randint(30, 42)
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=chance.choice((shape, light)))
        draw.ellipse((x - 16, y - 16, x + 16, y + 16), fill=PALE)


MOTIFS: dict[str, Motif] = {
    "agroalimentaire": _bowl, "boissons": _bottles, "boissons-alcoolisees": _bottles, "hygiene": _bottles,
    "telecom": _telephone, "banque": _coins, "assurance": _umbrella, "textile": _cloth, "btp": _walls,
    "transport": _wheels, "automobile": _wheels, "commerce": _stall, "energie": _panels, "jeux": _balls,
    "culture": _balls,
}  # fmt: skip
