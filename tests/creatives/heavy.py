"""Small or plausible files that cost much to read: built of very many, very deep, or lying parts."""

import io
import struct
import zlib
from collections.abc import Callable, Iterator
from typing import Any

from PIL import Image

from tests.creatives.hostile import patched
from tests.media import film, picture

FTYP = b"\0\0\0\x18ftypisom\0\0\0\0isommp42"
PNG_START, PNG_END = b"\x89PNG\r\n\x1a\n", b"\0\0\0\0IEND\xaeB`\x82"
MXF_PARTITION = bytes.fromhex("060e2b34020501010d01020101020400")
MXF_FILL = bytes.fromhex("060e2b34010101020301021001000000")


def files() -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    """(what is wrong, the name it is sent under, how to make it)."""
    yield "moov nested 8 000 deep", "a.mp4", lambda: FTYP + nested(b"moov", 8_000)
    yield "moov of 15 000 trak, 48 MB", "a.mp4", crowded
    yield "two million free", "a.mp4", lambda: FTYP + box(b"free") * 2_000_000
    yield "two million free in moov", "a.mp4", lambda: FTYP + box(b"moov", box(b"free") * 2_000_000)
    yield "a hundred thousand empty tracks", "a.mp4", lambda: with_in_moov(box(b"trak") * 100_000)
    yield "four hundred moov", "a.mp4", lambda: FTYP + box(b"moov", box(b"trak") * 40) * 400
    for table in (b"stts", b"stsz", b"stsc"):
        yield f"{table.decode()} of two thousand million", "a.mp4", lying(table)
    yield "stts of a million and one", "a.mp4", long_table
    yield "a box of size 0 in the middle", "a.mp4", lambda: FTYP + b"\0\0\0\0free" + film(4)
    yield "a wide box smaller than its head", "a.mp4", lambda: FTYP + wide(9) + film(4)
    yield "a wide box past the end of numbers", "a.mp4", lambda: FTYP + wide((1 << 64) - 1) + film(4)
    yield (
        "a box that ends inside another",
        "a.mp4",
        lambda: FTYP + struct.pack(">I4s", 12, b"moov") + box(b"trak", bytes(40)),
    )
    yield "forty million zeros after moov", "a.mp4", lambda: FTYP + box(b"moov") + bytes(40_000_000)
    yield "eighty million zeros", "a.mp4", lambda: FTYP + bytes(80_000_000)
    yield "a million KLV", "a.mxf", lambda: mxf(1_000_000)
    yield "a KLV within itself", "a.mxf", lambda: MXF_PARTITION + b"\x83\0\0\x20" + MXF_PARTITION * 50_000
    yield "png with a text bomb", "a.png", lambda: png(bomb(b"zTXt", b"k\0\0") * 40)
    yield "png with an international bomb", "a.png", lambda: png(bomb(b"iTXt", b"k\0\1\0\0\0") * 40)
    yield "png with a profile bomb", "a.png", lambda: png(bomb(b"iCCP", b"k\0\0"))
    yield "png whose data never end", "a.png", lambda: png(chunk(b"IDAT", b"\0") * 100_000)
    yield "apng of 3 000 frames", "a.png", lambda: moving("PNG", 3_000)
    yield "webp of 1 000 frames", "a.webp", lambda: moving("WEBP", 1_000)
    yield "webp flood", "a.webp", webp_flood
    yield "jpeg flood", "a.jpg", jpeg_flood


def heavy_but_right() -> Iterator[tuple[str, str, Callable[[], bytes]]]:
    """What is odd and whole is taken; it costs no more for that."""
    yield "udta and meta in each other", "a.mp4", lambda: with_in_moov(udta(4_000))
    yield "fragments without end", "a.mp4", lambda: film(4) + box(b"moof", box(b"traf")) * 19_000
    yield "png of 100 000 texts", "a.png", lambda: png(chunk(b"tEXt", b"k\0v") * 100_000)
    yield "stco of two thousand million", "a.mp4", lying(b"stco")
    yield "jpeg of 20 000 segments", "a.jpg", lambda: jpeg(b"\xff\xfe\0\4ab" * 20_000)
    yield "jpeg whose EXIF points at itself", "a.jpg", lambda: jpeg(exif_loop())
    yield "zeros after the last box", "a.mp4", lambda: film(4) + bytes(1_000_000)


def box(kind: bytes, content: bytes = b"") -> bytes:
    return struct.pack(">I4s", len(content) + 8, kind) + content


def wide(size: int) -> bytes:
    return struct.pack(">I4sQ", 1, b"free", size)


def nested(kind: bytes, deep: int) -> bytes:
    return b"".join(struct.pack(">I4s", 8 * left, kind) for left in range(deep, 0, -1))


def udta(deep: int) -> bytes:
    """`meta` is a full box: four bytes more."""
    inside = b""
    for _ in range(deep):
        inside = box(b"udta", box(b"meta", bytes(4) + inside))
    return inside


def crowded() -> bytes:
    return FTYP + box(b"moov", box(b"trak", box(b"free") * 400) * 15_000)


def with_in_moov(more: bytes) -> bytes:
    """A whole film whose header holds `more` besides."""
    content = film(4)
    at = content.index(b"moov") - 4
    (size,) = struct.unpack(">I", content[at : at + 4])
    header = content[at + 8 : at + size] + more
    return content[:at] + box(b"moov", header) + content[at + size :]


def lying(table: bytes) -> Callable[[], bytes]:
    """A film whose table says that it has two thousand million entries."""
    return lambda: patched(film(4), table, 8 if table == b"stsz" else 4, (1 << 31) - 1)


def long_table() -> bytes:
    table = box(b"stts", struct.pack(">II", 0, 1_000_001) + struct.pack(">II", 1, 1) * 1_000_001)
    return with_in_moov(box(b"trak", box(b"mdia", box(b"minf", box(b"stbl", table)))))


def mxf(items: int) -> bytes:
    return MXF_PARTITION + b"\x58" + bytes(88) + (MXF_FILL + b"\0") * items


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def bomb(kind: bytes, head: bytes) -> bytes:
    return chunk(kind, head + zlib.compress(bytes(64_000_000), 9))


def png(more: bytes) -> bytes:
    whole = picture((64, 64), "PNG")
    after_header = 8 + 25
    return whole[:after_header] + more + whole[after_header:]


def jpeg(more: bytes) -> bytes:
    whole = picture((64, 64))
    return whole[:2] + more + whole[2:]


def exif_loop() -> bytes:
    """One directory whose next directory, and whose EXIF and GPS directories, are itself."""
    entries = b"".join(struct.pack("<HHII", tag, 4, 1, 8) for tag in (0x8769, 0x8825, 0xA005))
    tiff = b"II*\0" + struct.pack("<IH", 8, 3) + entries + struct.pack("<I", 8)
    return b"\xff\xe1" + struct.pack(">H", len(tiff) + 8) + b"Exif\0\0" + tiff


def moving(form: str, frames: int) -> bytes:
    shelf = io.BytesIO()
    shades = [Image.new("RGB", (16, 16), (n % 251, n % 83, n % 7)) for n in range(frames)]
    more: dict[str, Any] = {} if form == "PNG" else {"minimize_size": False, "method": 0}
    shades[0].save(shelf, form, save_all=True, append_images=shades[1:], duration=40, **more)
    return shelf.getvalue()


def webp_flood() -> bytes:
    """A frame of 16 383 × 16 383, the most its header can say."""
    shelf = io.BytesIO()
    Image.new("RGB", (64, 64)).save(shelf, "WEBP")
    content = bytearray(shelf.getvalue())
    at = content.index(b"\x9d\x01\x2a") + 3
    content[at : at + 4] = struct.pack("<HH", 16_383, 16_383)
    return bytes(content)


def jpeg_flood() -> bytes:
    content = bytearray(picture((64, 64)))
    at = content.index(b"\xff\xc0") + 5
    content[at : at + 4] = struct.pack(">HH", 65_000, 65_000)
    return bytes(content)
