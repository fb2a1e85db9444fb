"""Opens one untrusted file, alone. Run by path in its own process (`python -I worker.py`), never imported by the site.

Arguments: `film|picture`, what opens it, three descriptors (the file, the poster, the cleaned picture). Prints one JSON
object: facts, or {"refusal": code}. Before the file is touched the process gives up its network, further memory, time
and file sizes, and lastly every further descriptor: no file, no socket, no program can be opened from there on.
"""

import contextlib
import ctypes
import io
import json
import os
import resource
import sys
import time
from typing import Any

import av
from PIL import Image, ImageOps

MOST_PIXELS = 9_437_184  # 4096 × 2304
MOST_PICTURE_PIXELS = 40_000_000
POSTER = (640, 640)
DECODING_SECONDS = 5.0
MEMORY, CPU_SECONDS, LARGEST_FILE = 1_500_000_000, 25, 96_000_000
NEW_USER_AND_NETWORK = 0x10000000 | 0x40000000
OPTIONS = {"protocol_whitelist": "none", "max_pixels": str(MOST_PIXELS)}


class Refusal(Exception):  # noqa: N818  the answer to print
    """The code that the site turns into a sentence."""


def main(kind: str, opened_by: str, *descriptors: str) -> dict[str, Any]:
    leave_the_network()
    warm_up()
    source, poster, clean = (os.fdopen(int(fd), mode) for fd, mode in zip(descriptors, ("rb", "wb", "wb"), strict=True))
    lock()
    with source, poster, clean:
        if kind == "film":
            return film(source, opened_by, poster)
        return picture(source, opened_by, poster, clean)


def leave_the_network() -> None:
    """A network of its own, with nothing on it; some kernels refuse, and the descriptors' limit holds there alone."""
    ctypes.CDLL(None, use_errno=True).unshare(NEW_USER_AND_NETWORK)


def warm_up() -> None:
    """Write and read a tiny film: both libraries load parts of themselves late, and later is too late."""
    tiny = io.BytesIO()
    with av.open(tiny, "w", format="mov") as container:
        stream = container.add_stream("mjpeg", rate=1)
        stream.width = stream.height = 16
        stream.pix_fmt = "yuvj420p"
        for packet in (*stream.encode(av.VideoFrame(16, 16, "yuvj420p")), *stream.encode(None)):
            container.mux(packet)
    tiny.seek(0)
    with av.open(tiny, "r", format="mov", options=OPTIONS) as container:
        frame = next(container.decode(video=0))
    Image.init()
    for form in ("JPEG", "PNG", "WEBP"):
        shelf = io.BytesIO()
        frame.to_image().save(shelf, form)  # type: ignore[no-untyped-call]  # PyAV gives it no type
        Image.open(shelf, formats=[form]).convert("RGB").load()


def lock() -> None:
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, LARGEST_FILE),
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_NOFILE, 0),
    ):
        resource.setrlimit(limit, (most, most))


def film(source: Any, opened_by: str, poster: Any) -> dict[str, Any]:
    with av.open(source, format=opened_by, metadata_errors="replace", options=OPTIONS) as container:
        video = next((stream for stream in container.streams.video if is_moving(stream)), None)
        if video is None:
            raise Refusal("no_picture")
        watched = Watched(video, next(iter(container.streams.audio), None))
        watched.watch(container)
        if watched.best is None or not watched.packets:
            raise Refusal("no_picture")
        save_poster(watched.best, poster)
        return {**watched.facts(), "header_ms": header_ms(container, video)}


def is_moving(stream: Any) -> bool:
    context = stream.codec_context
    attached = bool(stream.disposition & av.stream.Disposition.attached_pic)
    return context is not None and not attached and 0 < context.width * context.height <= MOST_PIXELS


def header_ms(container: Any, video: Any) -> int | None:
    if video.duration is not None:
        return int(video.duration * video.time_base * 1000)
    return container.duration // 1000 if container.duration else None


class Watched:
    """A film seen from its first packet to its last: decoded as long as time allows, counted to the end."""

    def __init__(self, video: Any, audio: Any) -> None:
        self.video, self.audio = video, audio
        self.packets = self.frames = self.judged = 0
        self.whole = True
        self.spans: dict[int, list[float]] = {}
        self.best: Any = None
        for stream in filter(None, (video, audio)):
            stream.thread_type = "AUTO"
            stream.codec_context.thread_count = 2
        video.codec_context.options = {"max_pixels": str(MOST_PIXELS)}

    def watch(self, container: Any) -> None:
        stop_at = time.monotonic() + DECODING_SECONDS
        for packet in container.demux(*filter(None, (self.video, self.audio))):
            self.whole = self.whole and time.monotonic() < stop_at
            self.count(packet)
            if self.whole:
                for frame in packet.decode():
                    self.see(frame)

    def count(self, packet: Any) -> None:
        if packet.dts is None or packet.is_discard:
            return
        if packet.stream.index == self.video.index:
            self.packets += 1
            if packet.is_corrupt:
                raise Refusal("damaged")
        start = float((packet.pts if packet.pts is not None else packet.dts) * packet.time_base)
        self.stretch(packet.stream.index, start, start + float((packet.duration or 0) * packet.time_base))

    def stretch(self, index: int, start: float, end: float) -> None:
        span = self.spans.setdefault(index, [start, end])
        span[0], span[1] = min(span[0], start), max(span[1], end)

    def see(self, frame: Any) -> None:
        if frame.is_corrupt:
            raise Refusal("damaged")
        if isinstance(frame, av.VideoFrame):
            self.frames += 1
            self.keep_if_better(frame)

    def keep_if_better(self, frame: Any) -> None:
        """The poster is the first picture a second or more into the film; a film that never lasts one gives its last."""
        if self.best is None or (self.judged == 0 and frame.time is not None):
            self.best, self.judged = frame, int((frame.time or 0) - self.spans[self.video.index][0] >= 1.2)

    def seconds(self, stream: Any) -> float:
        start, end = self.spans.get(stream.index, (0.0, 0.0)) if stream else (0.0, 0.0)
        return end - start

    def facts(self) -> dict[str, Any]:
        if self.whole and self.frames < 0.9 * self.packets:
            raise Refusal("damaged")
        context, rate = self.video.codec_context, self.video.average_rate
        return {
            "width": context.width, "height": context.height, "video_codec": context.name,
            "duration_ms": round(self.seconds(self.video) * 1000), "frames": self.frames if self.whole else self.packets,
            "total_ms": round(max(self.seconds(self.video), self.seconds(self.audio)) * 1000),
            "fps": f"{rate.numerator}/{rate.denominator}" if rate else "", "rotation": self.best.rotation,
            "interlaced": bool(self.best.interlaced_frame), "has_audio": self.seconds(self.audio) > 0,
            "audio_codec": self.audio.codec_context.name if self.audio else "", "decoded_whole": self.whole,
        }  # fmt: skip


def save_poster(frame: Any, poster: Any) -> None:
    shown = frame.to_image()
    shown.thumbnail(POSTER)
    shown.rotate(frame.rotation, expand=True).save(poster, "JPEG", quality=80)


def picture(source: Any, opened_by: str, poster: Any, clean: Any) -> dict[str, Any]:
    """Decode a picture whole and write it anew: what is kept holds pixels and nothing else."""
    Image.MAX_IMAGE_PIXELS = None  # ours is checked before anything is decoded
    opened = Image.open(source, formats=[opened_by])
    if opened.width * opened.height > MOST_PICTURE_PIXELS or min(opened.size) < 16:
        raise Refusal("picture_size")
    if getattr(opened, "n_frames", 1) > 1 and opened_by != "JPEG":
        raise Refusal("moving_picture")
    opened.load()
    upright = ImageOps.exif_transpose(opened)
    upright = upright if upright.mode in {"RGB", "L"} or opened_by != "JPEG" else upright.convert("RGB")
    upright = upright.convert("RGBA") if upright.mode in {"P", "LA", "PA"} else upright
    upright.info = {}
    upright.save(clean, opened_by, **({"quality": 95} if opened_by != "PNG" else {"compress_level": 6}))
    shown = upright.convert("RGB")
    shown.thumbnail(POSTER)
    shown.save(poster, "JPEG", quality=80)
    return {"width": upright.width, "height": upright.height, "picture_format": opened_by, "has_audio": False}


def answer() -> dict[str, Any]:
    try:
        return main(*sys.argv[1:])
    except Refusal as refusal:
        return {"refusal": str(refusal)}
    except (av.FFmpegError, SyntaxError, ValueError, EOFError, OSError, MemoryError) as error:
        return {"refusal": "does_not_open", "because": type(error).__name__}


if __name__ == "__main__":
    with contextlib.redirect_stderr(None):
        said = answer()
    sys.stdout.write(json.dumps(said))
