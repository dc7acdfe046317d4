"""Films about as long as the rules allow: each frame rate, at 60 and 480 s and up to two frames
less or more, as x264 and x265 write them, with B-frames, in closed and in open groups of pictures.
"""

from collections.abc import Callable
from fractions import Fraction
from functools import partial
from itertools import cycle
from pathlib import Path

from tests.truth.tools import film

Film = Callable[[], Path]
RATES = ("24", "25", "30000/1001", "30", "50", "60000/1001", "60")
OFF_BY = (-2, -1, 0, 1, 2)
X264 = ("-c:v", "libx264", "-preset", "ultrafast")
X265 = ("-c:v", "libx265", "-preset", "ultrafast", "-tag:v", "hvc1")
QUIET = "log-level=error:pools=none:frame-threads=1"
ENCODERS: dict[str, tuple[str, ...]] = {
    "x264": (*X264, "-bf", "2", "-g", "50"),
    "x265": (*X265, "-x265-params", f"{QUIET}:bframes=3:keyint=50:open-gop=0"),
    "x264, open": (*X264, "-bf", "3", "-x264-params", "open-gop=1:keyint=50:b-pyramid=normal"),
    "x265, open": (*X265, "-x265-params", f"{QUIET}:bframes=4:keyint=50:open-gop=1"),
}
LONG_ENCODERS = ("x264", "x264, open")
"""x265 takes too long for 480 s at 60 frames a second."""


def picture(size: str = "192x108", rate: str = "25", seconds: float = 61) -> tuple[str, ...]:
    """ffmpeg's arguments for a moving picture."""
    return ("-f", "lavfi", "-i", f"testsrc2=s={size}:r={rate}:d={seconds}")


def still(size: str, rate: str, seconds: float) -> tuple[str, ...]:
    """One that costs an encoder little."""
    return ("-f", "lavfi", "-i", f"color=c=teal:s={size}:r={rate}:d={seconds}")


def of_frames(encoder: str, rate: str, frames: int) -> Path:
    seconds = float(frames / Fraction(rate)) + 1
    moving = seconds < 100
    source = picture("96x54", rate, seconds) if moving else still("64x36", rate, seconds)
    options = (*ENCODERS[encoder], "-pix_fmt", "yuv420p", "-threads", "1")
    return film(*source, *options, "-frames:v", str(frames))


def by_length() -> dict[str, Film]:
    found: dict[str, Film] = {}
    for seconds, encoders in ((60, cycle(ENCODERS)), (480, cycle(LONG_ENCODERS))):
        for rate in RATES:
            for off in OFF_BY:
                frames, encoder = round(seconds * Fraction(rate)) + off, next(encoders)
                name = f"{seconds} s {off:+d} at {rate}, {encoder}"
                found[name] = partial(of_frames, encoder, rate, frames)
    return found


LENGTHS = by_length()
