"""Files nobody should ever accept, by what is wrong with them."""

import io
import struct
import zipfile
import zlib

import av
from PIL import Image

from tests.media import film, picture, sound_only

HTML = b"<!doctype html><html><script>alert(1)</script></html>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HLS = b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/passwd\n"
CONCAT = b"ffconcat version 1.0\nfile /etc/passwd\n"
SDP = b"v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n"
XXE = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'


def files() -> dict[str, tuple[str, bytes]]:
    """Name of the case → (file name, bytes)."""
    good, long = film(4), film(12, sound=False)
    return _texts() | _films(good, long) | _pictures() | _several_things(good) | _names(good)


def _texts() -> dict[str, tuple[str, bytes]]:
    return {
        "empty": ("vide.mp4", b""),
        "one byte": ("a.mp4", b"\0"),
        "zeros": ("zeros.mp4", bytes(10_000)),
        "html as mp4": ("page.mp4", HTML),
        "html as jpeg": ("page.jpg", HTML),
        "svg": ("logo.svg", SVG),
        "svg as png": ("logo.png", SVG),
        "xxe as mp4": ("x.mp4", XXE),
        "hls as mp4": ("live.mp4", HLS),
        "hls as mov": ("live.mov", HLS),
        "concat as mp4": ("all.mp4", CONCAT),
        "concat as mxf": ("all.mxf", CONCAT),
        "sdp as mp4": ("net.mp4", SDP),
        "php as jpeg": ("shell.jpg", b"<?php system($_GET['c']); ?>"),
        "elf as mp4": ("run.mp4", b"\x7fELF" + bytes(2_000)),
        "pdf as mp4": ("devis.mp4", b"%PDF-1.7\n" + bytes(2_000)),
        "zip as mp4": ("archive.mp4", zipped()),
        "gif": ("anim.gif", still("GIF")),
        "bmp as png": ("image.png", still("BMP")),
        "tiff as jpeg": ("image.jpg", still("TIFF")),
        "mp3 as mp4": ("son.mp4", b"ID3\x03" + bytes(4_000)),
        "wav as mov": ("son.mov", b"RIFF\x24\0\0\0WAVEfmt " + bytes(4_000)),
        "avi as mp4": ("film.mp4", b"RIFF\x24\0\0\0AVI LIST" + bytes(4_000)),
        "webm as mp4": ("film.mp4", b"\x1aE\xdf\xa3" + bytes(4_000)),
        "heic as mp4": ("photo.mp4", b"\0\0\0\x18ftypheic" + bytes(2_000)),
        "m4a as mp4": ("son.mp4", b"\0\0\0\x18ftypM4A " + bytes(2_000)),
    }


def _films(good: bytes, long: bytes) -> dict[str, tuple[str, bytes]]:
    moov_first, mxf = fast_start(), film(4, fps=25, container="mxf", size=(192, 160))
    return {
        "sound only": ("son.mp4", sound_only()),
        "cut in half": ("coupe.mp4", good[: len(good) // 2]),
        "cut of its last byte": ("coupe.mp4", good[:-1]),
        "cut after its header": ("coupe.mp4", moov_first[: len(moov_first) * 6 // 10]),
        "mxf cut": ("coupe.mxf", mxf[: len(mxf) // 2]),
        "only a first box": ("debut.mp4", good[:32]),
        "no data": ("rien.mp4", without_data(moov_first)),
        "longer by mvhd": ("long.mp4", patched(long, b"mvhd", 16, 60_000)),
        "shorter by mvhd": ("court.mp4", patched(long, b"mvhd", 16, 2_000)),
        "longer by tkhd": ("long.mp4", patched(long, b"tkhd", 20, 60_000)),
        "longer by mdhd": ("long.mp4", patched(long, b"mdhd", 16, 9_000_000)),
        "longer by samples": ("long.mp4", patched(long, b"stts", 12, 900_000)),
        "boxes without end": ("boxes.mp4", good[:32] + struct.pack(">I4s", 8, b"free") * 30_000),
        "a box of one terabyte": ("gros.mp4", good[:32] + struct.pack(">I4sQ", 1, b"mdat", 1 << 40)),
        "noise as data": ("bruit.mp4", noisy(good)),
        "noise as header": ("bruit.mp4", noisy_header(good)),
        "less than half a second": ("bref.mp4", film(0.2, sound=False)),
        "pixel flood": ("geant.mov", flooded()),
        "mxf key alone": ("cle.mxf", bytes.fromhex("060e2b34020501010d0102") + bytes(5_000)),
        "mxf named mp4": ("film.mp4", mxf),
    }


def _pictures() -> dict[str, tuple[str, bytes]]:
    whole = picture((800, 450))
    return {
        "jpeg cut": ("photo.jpg", whole[: len(whole) // 2]),
        "png cut": ("photo.png", picture(form="PNG")[:400]),
        "png flood": ("bombe.png", png_of(60_000, 60_000)),
        "png with a wrong sum": ("photo.png", picture(form="PNG").replace(b"IDAT", b"IDAT\1", 1)),
        "tiny": ("point.png", picture((1, 1), "PNG")),
        "animated": ("anim.webp", moving_webp()),
        "picture named film": ("photo.mp4", whole),
        "film named picture": ("film.jpg", film(2)),
    }


def _several_things(good: bytes) -> dict[str, tuple[str, bytes]]:
    return {
        "mp4 then zip": ("deux.mp4", good + zipped()),
        "mp4 then html": ("deux.mp4", good + HTML),
        "jpeg then zip": ("deux.jpg", picture() + zipped()),
        "jpeg then html": ("deux.jpg", picture() + HTML),
        "png then php": ("deux.png", picture(form="PNG") + b"<?php phpinfo();"),
        "pdf before mp4": ("deux.mp4", b"%PDF-1.4\n" + good),
        "html before mp4": ("deux.mp4", HTML + good),
    }


def _names(good: bytes) -> dict[str, tuple[str, bytes]]:
    """What opens, under a name that claims something else."""
    return {
        "film named page": ("spot.html", good),
        "film named script": ("spot.mp4.php", good),
        "film named program": ("spot.exe", good),
        "film named drawing": ("spot.svg", good),
        "reversed name": ("spot\u202e4pm.exe", good),
    }


def zipped() -> bytes:
    shelf = io.BytesIO()
    with zipfile.ZipFile(shelf, "w") as archive:
        archive.writestr("a.txt", "a" * 2_000)
    return shelf.getvalue()


def still(form: str) -> bytes:
    shelf = io.BytesIO()
    Image.new("RGB", (64, 64), (200, 30, 30)).save(shelf, form)
    return shelf.getvalue()


def moving_webp() -> bytes:
    shelf = io.BytesIO()
    frames = [Image.new("RGB", (64, 64), (shade, 0, 0)) for shade in (0, 90, 180)]
    frames[0].save(shelf, "WEBP", save_all=True, append_images=frames[1:], duration=100)
    return shelf.getvalue()


def png_of(width: int, height: int) -> bytes:
    """A small PNG that announces a huge picture."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = b"IDAT" + zlib.compress(bytes(100_000))
    chunks = [struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body)) for body in (header, data)]
    return b"\x89PNG\r\n\x1a\n" + b"".join(chunks) + b"\0\0\0\0IEND\xaeB`\x82"


def patched(content: bytes, box: bytes, offset: int, value: int) -> bytes:
    """The first `box` with another 32-bit number at `offset` after its name."""
    at = content.index(box) + 4 + offset
    return content[:at] + struct.pack(">I", value) + content[at + 4 :]


def fast_start() -> bytes:
    shelf = io.BytesIO()
    source = av.open(io.BytesIO(film(12, sound=False)))
    with source, av.open(shelf, "w", format="mp4", options={"movflags": "frag_keyframe+empty_moov"}) as made:
        track = made.add_stream_from_template(source.streams.video[0])
        for packet in source.demux(video=0):
            if packet.dts is not None:
                packet.stream = track
                made.mux(packet)
    return shelf.getvalue()


def without_data(content: bytes) -> bytes:
    return content[: content.index(b"moof") - 4]


def noisy(content: bytes) -> bytes:
    start = content.index(b"mdat") + 4
    end = content.index(b"moov") - 4
    noise = bytes((n * 151 + 7) % 256 for n in range(end - start))
    return content[:start] + noise + content[end:]


def noisy_header(content: bytes) -> bytes:
    start = content.index(b"stsd") + 12
    return content[:start] + bytes((n * 89 + 3) % 256 for n in range(120)) + content[start + 120 :]


def flooded() -> bytes:
    """A MOV whose one picture is 12 000 × 12 000."""
    shelf = io.BytesIO()
    with av.open(shelf, "w", format="mov") as made:
        track = made.add_stream("mjpeg", rate=1)
        track.width = track.height = 64
        track.pix_fmt = "yuvj420p"
        for number in range(3):
            frame = av.VideoFrame(64, 64, "yuvj420p")
            frame.pts = number
            made.mux(track.encode(frame))
        made.mux(track.encode(None))
    return (
        shelf.getvalue()
        .replace(b"\xff\xc0\x00\x11\x08\x00\x40\x00\x40", b"\xff\xc0\x00\x11\x08\x2e\xe0\x2e\xe0")
        .replace(b"\x00\x40\x00\x40\x00\x48\x00\x00", b"\x2e\xe0\x2e\xe0\x00\x48\x00\x00")
    )
