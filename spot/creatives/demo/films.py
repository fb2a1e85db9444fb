"""Believable films and posters for the demonstration: drawn here, so that no picture of anybody is borrowed.

A film is three painted scenes with the brand's name, slowly panned; it really lasts its seconds, at few pictures a
second, with a quiet tone.
"""

import io
import math
import random
from collections.abc import Iterator, Sequence
from functools import cache

import av
from PIL import Image, ImageDraw, ImageFont

from spot.creatives.demo.motifs import motif_of

FILM, SIZE, CANVAS = (640, 360), (480, 270), (560, 316)  # drawn on a canvas, seen through a smaller frame, enlarged
FPS, RATE = 3, 16_000
TONE_HZ, LOUDNESS = 220, 900
FONT = "DejaVuSans-Bold.ttf"

Colour = tuple[int, int, int]
Colours = Sequence[str]


def generated_film(title: str, colours: Colours, seconds: int, seed: int) -> bytes:
    """An MP4 of exactly `seconds`, H.264 and AAC. `colours` are three hexadecimal ones: ground, shape, light."""
    shelf = io.BytesIO()
    with av.open(shelf, "w", format="mp4") as made:
        video = made.add_stream("libx264", rate=FPS)
        video.width, video.height, video.pix_fmt = *FILM, "yuv420p"
        video.options = {"preset": "superfast", "crf": "34", "g": str(FPS * 5)}
        audio = made.add_stream("aac", rate=RATE, layout="mono", bit_rate=16_000)
        for number, shown in enumerate(_pictures(title, colours, seconds, seed)):
            frame = av.VideoFrame.from_image(shown)  # type: ignore[no-untyped-call]  # PyAV gives it no type
            frame.pts = number
            made.mux(video.encode(frame))
        made.mux(video.encode(None))
        for sound in _tone(seconds):
            made.mux(audio.encode(sound))
        made.mux(audio.encode(None))
    return shelf.getvalue()


def generated_picture(title: str, colours: Colours, seed: int, *, category: str = "", form: str = "JPEG") -> bytes:
    """A poster, 1280 × 720, with what its product category sells; without one, the name alone."""
    shelf = io.BytesIO()
    dice = random.Random(seed)
    scene = _advert(title, colours, dice, category) if category else _scene(title, colours, dice, 2)
    scene.resize((1280, 720), Image.Resampling.LANCZOS).save(shelf, form, quality=85)
    return shelf.getvalue()


def _pictures(title: str, colours: Colours, seconds: int, seed: int) -> Iterator[Image.Image]:
    chance = random.Random(seed)
    scenes = [_scene(title, colours, chance, number) for number in range(3)]
    total = seconds * FPS
    for number in range(total):
        scene, rest = divmod(number * len(scenes), total)
        yield _panned(scenes[scene], rest / total)


def _panned(scene: Image.Image, share: float) -> Image.Image:
    left = round((CANVAS[0] - SIZE[0]) * share)
    top = round((CANVAS[1] - SIZE[1]) * (1 - share) / 2)
    return scene.resize(FILM, box=(left, top, left + SIZE[0], top + SIZE[1]))


def _scene(title: str, colours: Colours, chance: random.Random, number: int) -> Image.Image:
    """One of three: the land at dusk, the product on its table, the name."""
    ground, shape, light = (_rgb(colour) for colour in colours)
    image = _sky(ground, light)
    draw = ImageDraw.Draw(image, "RGBA")
    (_land, _product, _name)[number](draw, shape, light, chance)
    _write(draw, title, light, big=number == 2)
    return image


def _advert(title: str, colours: Colours, chance: random.Random, category: str) -> Image.Image:
    """The product on the right; the name over it at the top left."""
    ground, shape, light = (_rgb(colour) for colour in colours)
    image = _sky(ground, light)
    draw = ImageDraw.Draw(image, "RGBA")
    motif_of(category)(draw, shape, light, chance)
    draw.rectangle((0, 36, 24 + 340, 112), fill=(0, 0, 0, 130))
    _write(draw, title, light, big=False)
    return image


def _sky(low: Colour, high: Colour) -> Image.Image:
    ramp = Image.linear_gradient("L").resize(CANVAS)
    return Image.composite(Image.new("RGB", CANVAS, low), Image.new("RGB", CANVAS, _mixed(low, high, 0.6)), ramp)


def _land(draw: ImageDraw.ImageDraw, shape: Colour, light: Colour, chance: random.Random) -> None:
    x, y, radius = chance.randint(120, 420), chance.randint(60, 130), chance.randint(34, 52)
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=(*light, 235))
    for depth in range(3):
        level, width = 204 + depth * 32, chance.randint(60, 110)
        hills = [(px, level + 14 * math.sin(px / width + depth * 2)) for px in range(-20, CANVAS[0] + 40, 10)]
        draw.polygon([(-20, 400), *hills, (CANVAS[0] + 20, 400)], fill=(*_mixed(shape, (0, 0, 0), depth * 0.25), 255))
    for _ in range(3):
        _house(draw, chance.randint(30, 480), chance.randint(196, 214), light, shape)


def _house(draw: ImageDraw.ImageDraw, x: int, y: int, wall: Colour, roof: Colour) -> None:
    draw.rectangle((x, y, x + 44, y + 34), fill=_mixed(wall, (255, 255, 255), 0.3))
    draw.polygon([(x - 6, y), (x + 22, y - 20), (x + 50, y)], fill=_mixed(roof, (0, 0, 0), 0.35))
    draw.rectangle((x + 17, y + 12, x + 27, y + 34), fill=_mixed(roof, (0, 0, 0), 0.5))


def _product(draw: ImageDraw.ImageDraw, shape: Colour, light: Colour, chance: random.Random) -> None:
    draw.rectangle((0, 236, CANVAS[0], CANVAS[1]), fill=(*_mixed(shape, (0, 0, 0), 0.45), 255))
    one = chance.choice((_bottle, _carton, _card))
    for place in range(3):
        x, height, width = 330 + place * 62, chance.randint(80, 130), chance.randint(22, 27)
        draw.ellipse((x - width - 8, 246, x + width + 8, 262), fill=(0, 0, 0, 70))
        one(draw, (x - width, 254 - height, x + width, 256), shape, light)


Box = tuple[int, int, int, int]


def _bottle(draw: ImageDraw.ImageDraw, box: Box, shape: Colour, light: Colour) -> None:
    left, top, right, bottom = box
    middle = (left + right) // 2
    draw.rounded_rectangle(box, 12, fill=(*shape, 255))
    draw.rectangle((middle - 9, top - 14, middle + 9, top + 2), fill=(*_mixed(shape, (0, 0, 0), 0.3), 255))
    draw.rectangle((left, bottom - 56, right, bottom - 28), fill=(*light, 255))
    draw.rectangle((left + 6, top + 8, left + 9, bottom - 64), fill=(255, 255, 255, 120))


def _carton(draw: ImageDraw.ImageDraw, box: Box, shape: Colour, light: Colour) -> None:
    left, top, right, bottom = box
    draw.rectangle(box, fill=(*_mixed(shape, (255, 255, 255), 0.12), 255))
    draw.polygon(
        [(right, top), (right + 12, top - 8), (right + 12, bottom - 8), (right, bottom)],
        fill=_mixed(shape, (0, 0, 0), 0.3),
    )
    draw.polygon(
        [(left, top), (left + 12, top - 8), (right + 12, top - 8), (right, top)],
        fill=_mixed(light, (255, 255, 255), 0.3),
    )
    draw.ellipse((left + 8, top + 20, right - 8, top + right - left + 4), fill=(*light, 255))


def _card(draw: ImageDraw.ImageDraw, box: Box, shape: Colour, light: Colour) -> None:
    left, top, right, bottom = box
    draw.rounded_rectangle(box, 8, fill=(*_mixed(shape, (0, 0, 0), 0.55), 255))
    draw.rounded_rectangle((left + 3, top + 8, right - 3, bottom - 12), 3, fill=(*light, 255))
    draw.rectangle((left + 8, top + 18, right - 8, top + 26), fill=(*shape, 255))
    draw.rectangle((left + 8, top + 32, right - 16, top + 36), fill=(*_mixed(shape, light, 0.5), 255))


def _name(draw: ImageDraw.ImageDraw, shape: Colour, light: Colour, chance: random.Random) -> None:
    for ray in range(16):
        angle, wide = ray * math.pi / 8 + chance.random() / 8, 0.09
        ends = [(280 + 500 * math.cos(angle + turn), 158 + 500 * math.sin(angle + turn)) for turn in (-wide, wide)]
        draw.polygon([(280, 158), *ends], fill=(*light, 46))
    draw.rectangle((0, 100, CANVAS[0], 212), fill=(*_mixed(shape, (0, 0, 0), 0.25), 240))
    draw.rectangle((0, 206, CANVAS[0], 212), fill=(*light, 255))


def _write(draw: ImageDraw.ImageDraw, words: str, colour: Colour, *, big: bool) -> None:
    wanted, most = (42, 380) if big else (28, 300)
    font = next(font for size in range(wanted, 7, -2) if (font := _font(size)).getlength(words) <= most or size <= 9)
    if big:
        draw.text((280, 154), words, fill=(255, 255, 255), font=font, anchor="mm")
        return
    draw.text((57, 57), words, fill=(0, 0, 0, 110), font=font)
    draw.text((56, 56), words, fill=(255, 255, 255), font=font)
    draw.rectangle((56, 94, 112, 98), fill=(*colour, 255))


@cache
def _font(size: int) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """DejaVu where the machine has it; Pillow's own otherwise."""
    try:
        return ImageFont.truetype(FONT, size)
    except OSError:
        return ImageFont.load_default(size)


def _tone(seconds: int) -> Iterator[av.AudioFrame]:
    """A quiet steady note, made of one period repeated."""
    wave = [round(LOUDNESS * math.sin(2 * math.pi * TONE_HZ * n / RATE)) for n in range(RATE // 20)]
    once = b"".join(sample.to_bytes(2, "little", signed=True) for sample in wave)
    for number in range(seconds * 20):
        frame = av.AudioFrame("s16", "mono", len(wave))
        frame.planes[0].update(once.ljust(frame.planes[0].buffer_size, b"\0"))
        frame.sample_rate, frame.pts = RATE, number * len(wave)
        yield frame


def _rgb(colour: str) -> Colour:
    digits = colour.lstrip("#")
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:6], 16)


def _mixed(one: Colour, other: Colour, share: float) -> Colour:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue
