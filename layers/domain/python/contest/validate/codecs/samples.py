"""What the first bytes of a sample say, whichever codec coded it."""

from typing import Literal

from contest.validate.codecs import av1, mpeg_visual, nal_units, vpx
from contest.validate.codecs.bits import BadHeaderError, Picture

Coding = Literal["h264", "h265", "av1", "vp8", "vp9", "mpeg2", "mpeg4", "other"]


def sound_head(coding: Coding, head: bytes, *, size: int, length_bytes: int) -> bool:
    """Whether these can be the first bytes of a sample of `size` bytes: not zeros, and no noise.
    `length_bytes`: how many bytes state a NAL unit's length."""
    if not any(head):
        return False
    match coding:
        case "h264":
            return nal_units.h264_sound(head, size=size, length_bytes=length_bytes)
        case "h265":
            return nal_units.h265_sound(head, size=size, length_bytes=length_bytes)
        case "av1":
            return av1.sound(head, size=size)
        case "vp8":
            return vpx.vp8_sound(head, size=size)
        case "vp9":
            return vpx.vp9_sound(head)
        case "mpeg2" | "mpeg4":
            return mpeg_visual.sound(head)
        case _:
            return True


def pictures_in(
    coding: Coding, head: bytes, *, size: int, length_bytes: int, config: bytes
) -> list[Picture]:
    """The pictures that a sample describes itself, which override those of its track."""
    match coding:
        case "h264":
            return nal_units.h264_pictures(head, size=size, length_bytes=length_bytes)
        case "h265":
            return nal_units.h265_pictures(head, size=size, length_bytes=length_bytes)
        case "av1":
            return av1.pictures(head, size=size, config=config)
        case "mpeg2":
            return mpeg_visual.sequence_pictures(head)
        case "mpeg4":
            return mpeg_visual.layer_pictures(head)
        case "vp8" | "vp9":
            return _of_key_frame(coding, head)
        case _:
            return []


def _of_key_frame(coding: Literal["vp8", "vp9"], head: bytes) -> list[Picture]:
    try:
        picture = vpx.vp8_picture(head) if coding == "vp8" else vpx.vp9_picture(head)
    except BadHeaderError:
        return []
    return [picture] if picture else []
