"""Real small films and pictures, made on the spot."""

import io

import av
from PIL import Image

SIZE = (160, 90)
SILENCE = bytes(4096)


def film(
    seconds: float = 30, *, fps: int = 5, sound: bool = True, container: str = "mp4", size: tuple[int, int] = SIZE
) -> bytes:
    """A film that really lasts so long: one colour a second, and a silent track."""
    shelf = io.BytesIO()
    with av.open(shelf, "w", format=container) as made:
        video = _picture_track(made, fps, size, container)
        audio = (
            made.add_stream("pcm_s16le" if container == "mxf" else "aac", rate=48_000, layout="stereo")
            if sound
            else None
        )
        for number in range(round(seconds * fps)):
            frame = av.VideoFrame.from_image(Image.new("RGB", size, (number * 7 % 255, 90, 40)))
            frame.pts = number
            made.mux(video.encode(frame))
        made.mux(video.encode(None))
        if audio:
            _silence(made, audio, seconds)
    return shelf.getvalue()


def sound_only(seconds: int = 5) -> bytes:
    shelf = io.BytesIO()
    with av.open(shelf, "w", format="mp4") as made:
        _silence(made, made.add_stream("aac", rate=48_000, layout="stereo"), seconds)
    return shelf.getvalue()


def picture(size: tuple[int, int] = (640, 360), form: str = "JPEG") -> bytes:
    shelf = io.BytesIO()
    Image.linear_gradient("L").resize(size).convert("RGB").save(shelf, form)
    return shelf.getvalue()


def _picture_track(made, fps, size, container):
    video = made.add_stream("mpeg2video" if container == "mxf" else "libx264", rate=25 if container == "mxf" else fps)
    video.width, video.height = size
    video.pix_fmt = "yuv420p"
    if container != "mxf":
        video.options = {"preset": "ultrafast", "g": str(fps)}
    return video


def _silence(made, audio, seconds):
    for number in range(round(seconds * 48_000 / 1024)):
        frame = av.AudioFrame("s16", "stereo", 1024)
        for plane in frame.planes:
            plane.update(SILENCE)
        frame.sample_rate, frame.pts = 48_000, number * 1024
        made.mux(audio.encode(frame))
    made.mux(audio.encode(None))
