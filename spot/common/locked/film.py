"""A film: its boxes walked, its packets counted to the last, decoded as long as time allows; a poster of it."""

import io
import time
from typing import Any, BinaryIO

import av

from spot.common.locked import boxes, picture
from spot.common.locked.limits import DECODING_SECONDS, Refusal

MOST_PIXELS = 9_437_184  # 4096 × 2304
OPTIONS = {"protocol_whitelist": "none", "max_pixels": str(MOST_PIXELS)}
UNREADABLE = (av.FFmpegError, *picture.UNREADABLE)


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
        first: Any = next(container.decode(video=0))
        first.to_image()
    picture.warm_up()


def film(source: BinaryIO, opened_by: str, poster: BinaryIO) -> dict[str, Any]:
    declared = declared_by(source) if opened_by == "mov" else None
    with av.open(source, format=opened_by, metadata_errors="replace", options=OPTIONS) as container:
        video = next((stream for stream in container.streams.video if is_moving(stream)), None)
        if video is None:
            raise Refusal("no_picture")
        watched = Watched(video, next(iter(container.streams.audio), None))
        watched.watch(container)
        if watched.best is None or not watched.packets:
            raise Refusal("no_picture")
        save_poster(watched.best, poster)
        return {**watched.facts(), "header_ms": header_ms(container, video), "declared": declared}


def declared_by(source: BinaryIO) -> dict[str, float | None]:
    """The lengths its boxes declare; a file whose boxes are not whole, or too many, goes no further."""
    try:
        declared = boxes.read(source)
    except boxes.Broken as broken:
        raise Refusal("cut_short") from broken
    except boxes.Overbuilt as overbuilt:
        raise Refusal("overbuilt") from overbuilt
    source.seek(0)
    return declared.facts()


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
        for packet in container.demux(*filter(None, (self.video, self.audio))):
            self.whole = self.whole and time.process_time() < DECODING_SECONDS
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
    shown.thumbnail(picture.POSTER)
    shown.rotate(frame.rotation, expand=True).save(poster, "JPEG", quality=80)
