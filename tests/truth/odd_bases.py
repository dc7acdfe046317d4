"""The films that odd files are made from."""

from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

from tests.truth.kinds import AAC, COPY, tone
from tests.truth.lengths import ENCODERS, picture
from tests.truth.tools import film

Odd = Callable[[], bytes]
SECONDS, RATE = 61, 10


def coded(encoder: str = "x264", *more: str) -> Path:
    inputs = (*picture("96x54", str(RATE), SECONDS), *tone(SECONDS))
    return film(*inputs, *ENCODERS[encoder], "-pix_fmt", "yuv420p", "-threads", "1", *AAC, *more)


def in_fragments(flags: str, encoder: str = "x264") -> Path:
    return film("-i", coded(encoder), *COPY, "-movflags", flags)


BASES: dict[str, Callable[[], Path]] = {
    "plain": coded,
    "faststart": lambda: film("-i", coded(), *COPY, "-movflags", "faststart"),
    "x265": partial(coded, "x265"),
    "x265, faststart": lambda: film("-i", coded("x265"), *COPY, "-movflags", "faststart"),
    "fragments": partial(in_fragments, "frag_keyframe+empty_moov+default_base_moof"),
    "fragments, absolute": partial(in_fragments, "frag_keyframe+empty_moov"),
    "fragments, no index": partial(
        in_fragments, "frag_keyframe+empty_moov+default_base_moof+skip_trailer"
    ),
    "fragments after moov": partial(in_fragments, "frag_keyframe"),
    "fragments, x265": partial(in_fragments, "frag_keyframe+empty_moov", "x265"),
}


@cache
def base(name: str) -> bytes:
    return BASES[name]().read_bytes()
