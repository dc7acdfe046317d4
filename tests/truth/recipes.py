"""Films that were once judged wrongly, each with the verdict that it deserves and why.

`size` is that of the picture: the verdicts do not depend on it, so a test can make them small."""

import struct
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from tests.contest.validate.mp4.tiny_mp4 import box
from tests.corpus.muxer import patch, u32
from tests.truth.kinds import AAC, COPY, tone
from tests.truth.lengths import X264, picture, still
from tests.truth.odd_boxes import changed_boxes
from tests.truth.odd_coding import VENDOR, h264, sei, without_aspect
from tests.truth.surgery import at_end, before, rearranged
from tests.truth.tools import FOLDER, film, run, whole

GOP = (*X264, "-bf", "2", "-g", "50", "-pix_fmt", "yuv420p", "-threads", "1")
PASSES: frozenset[str] = frozenset()
HALF_A_FRAME = Fraction(1, 50)
"""Seconds, at 25 frames a second."""


@dataclass(frozen=True)
class Recipe:
    make: Callable[[str], Path | bytes]
    codes: frozenset[str] = PASSES
    """Any of these refusals is right; none: the film passes."""
    may_pass: bool = False
    """Passing is right too."""
    seconds: float | None = None
    """As ffprobe and Chromium measure it."""
    requests: int | None = None
    bytes_read: int | None = None
    """What its verdict may cost at most."""
    long: bool = False
    """Takes many seconds to make."""


def of(seconds: int, *, size: str, rate: str = "25", late: float = 0) -> tuple[str, ...]:
    """Inputs: a plain picture of so many seconds, and a tone of 61 s."""
    return (*still(size, rate, seconds), "-itsoffset", str(late), *tone(61))


def base(size: str) -> bytes:
    return film(*of(61, size=size), *GOP, *AAC, "-shortest").read_bytes()


def fragmented(size: str, flags: str, *more: str) -> Path:
    return film(*of(61, size=size), *GOP, *AAC, "-movflags", flags, *more)


def exactly_60_s(rate: str, *encoder: str) -> Callable[[str], Path]:
    """With as many B-frames as x264 uses if it is not told."""
    options = encoder or (*X264, "-bf", "3", "-x264-params", "b-pyramid=normal")
    return lambda size: film(
        *still(size, rate, 60), *options, "-pix_fmt", "yuv420p", "-threads", "1"
    )


def late_sound(late: float) -> Callable[[str], Path]:
    return lambda size: film(*of(62, size=size, late=late), *GOP, *AAC)


def smooth(size: str) -> Path:
    return film(*of(61, size=size), *GOP, *AAC, "-f", "ismv")


def free_between(size: str) -> bytes:
    file = fragmented(size, "frag_keyframe+empty_moov+skip_trailer").read_bytes()
    return rearranged(file, before("mdat", box("free", bytes(92))))


def with_units(size: str, unit: bytes, fill: Callable[[bytes], bytes] = lambda one: one) -> bytes:
    """A raw stream with a NAL unit before each IDR slice, muxed by ffmpeg."""
    raw = raw_stream(size)
    marks = [at + 3 for at in range(len(raw) - 3) if raw[at : at + 3] == b"\0\0\1"]
    out = b""
    for start, end in zip(marks, [*(at - 3 for at in marks[1:]), len(raw)], strict=True):
        one = raw[start:end].rstrip(b"\0")
        out += (b"\0\0\0\1" + unit if one[0] & 31 == 5 else b"") + b"\0\0\0\1" + one
    name = f"changed-{size}-{unit[0]}.h264"
    changed = whole(FOLDER / name, lambda path: path.write_bytes(out))
    return fill(film("-r", "10", "-f", "h264", "-i", changed, *COPY).read_bytes())


def raw_stream(size: str) -> bytes:
    options = ("-g", "20", "-pix_fmt", "yuv420p", "-x264-params", "repeat-headers=1")
    arguments = ("-v", "error", "-y", *still(size, "10", 61), *X264, *options, "-f", "h264")
    made = whole(FOLDER / f"raw-{size}.h264", lambda path: run("ffmpeg", *arguments, path))
    return made.read_bytes()


def zeros_in_sei(size: str) -> bytes:
    """Put in after muxing, because ffmpeg would read the zeros as a start code."""
    return with_units(
        size, h264(6, sei(b"Z" * 60)), lambda film_: film_.replace(b"Z" * 60, bytes(60))
    )


def in_tkhd_only(size: str) -> bytes:
    width, height = map(int, size.split("x"))
    coded = f"{width * 3 // 4}x{height}"
    file = film(*still(coded, "10", 61), *X264, "-pix_fmt", "yuv420p", "-threads", "1")
    shown = u32(width << 16, height << 16)
    wider = rearranged(file.read_bytes(), changed_boxes("tkhd", patch(76, shown)))
    return rearranged(wider, changed_boxes("stsd", without_aspect))


def sound_off_by(one: int) -> Callable[[str], bytes]:
    def change(body: bytes) -> bytes:
        (many,) = struct.unpack_from(">I", body, 8)
        return patch(8, u32(many + one))(body)

    return lambda size: rearranged(base(size), changed_boxes("stts", change, 1))


def media_over(size: str) -> bytes:
    plain = film(*of(61, size=size), *GOP, *AAC, "-shortest")
    file = film("-i", plain, *COPY, "-movflags", "faststart").read_bytes()
    start = file.index(b"mdat") - 4
    return file[:start] + u32(len(file) - start + 8) + file[start + 4 :]


def terminated(size: str) -> bytes:
    return rearranged(base(size), at_end("moov", bytes(4)))


def covered(size: str) -> Path:
    plain = film(*still(size, "25", 61), *GOP)
    noisy = ("-f", "lavfi", "-i", "mandelbrot=s=1920x1080", "-vf", "noise=alls=25")
    arguments = ("-v", "error", "-y", *noisy, "-frames:v", "1", "-q:v", "3")
    cover = whole(FOLDER / "cover.jpg", lambda path: run("ffmpeg", *arguments, path))
    maps = ("-map", "0", "-map", "1", *COPY, "-disposition:v:1", "attached_pic")
    return film("-i", plain, "-i", cover, *maps)


def pruned_index(size: str) -> bytes:
    """10:10 of fragments, of which the index names the first 60 %."""
    flags = "frag_keyframe+empty_moov+default_base_moof"
    options = (*X264, "-g", "50", "-pix_fmt", "yuv420p", "-threads", "1", "-movflags", flags)
    file = film(*still(size, "25", 610), *options).read_bytes()
    at = file.rindex(b"mfra") - 4
    index = file[at + 8 :]
    (many,) = struct.unpack_from(">I", index, 20)
    kept, row = many * 6 // 10, 19
    tfra = box("tfra", index[8:20], u32(kept), index[24 : 24 + kept * row])
    return file[:at] + box("mfra", tfra, box("mfro", u32(0, 8 + len(tfra) + 16)))


def zeros_without_key_frames(size: str) -> bytes:
    options = (*X264, "-g", "50", "-pix_fmt", "yuv420p", "-threads", "1")
    file = bytearray(film(*picture(size), *options).read_bytes())
    struct.pack_into(">I", file, file.rindex(b"stss") + 8, 0)
    media = file.index(b"mdat")
    (length,) = struct.unpack_from(">I", file, media - 4)
    file[media + 4 : media - 4 + length] = bytes(length - 8)
    return bytes(file)


def declared_larger(*encoder: str) -> Callable[[str], bytes]:
    """A third as wide and as high as it declares to be. AV1's encoder takes 64 lines or more."""

    def make(size: str) -> bytes:
        width, height = max((384, 216), tuple(map(int, size.split("x"))))
        small = f"{width // 3}x{height // 3}"
        options = ("-pix_fmt", "yuv420p", *encoder)
        file = film(*picture(small, "5", 61), *options).read_bytes()
        shown = changed_boxes("tkhd", patch(76, u32(width << 16, height << 16)))
        entry = changed_boxes("stsd", patch(40, struct.pack(">HH", width, height)))
        return rearranged(rearranged(file, shown), entry)

    return make


def free_boxes_instead(size: str) -> bytes:
    del size
    flags = "empty_moov+frag_keyframe+skip_trailer"
    options = ("-c:v", "libx264", "-pix_fmt", "yuv420p", "-threads", "1", "-movflags", flags)
    file = film(*still("320x180", "25", 4), *options).read_bytes()
    at = file.index(b"moof") - 4
    return file[:at] + box("free") * 200_000 + file[at:]


def fragments_without_index(size: str) -> Path:
    flags = "frag_keyframe+empty_moov+default_base_moof+skip_trailer"
    options = (*X264, "-g", "60", "-pix_fmt", "yuv420p", "-threads", "1", "-movflags", flags)
    return film(*still(size, "60", 479), *options)


def large_moov_at_end(size: str) -> Path:
    """Four sound tracks: a movie box of 1.5 MB, in a film large enough to have one."""
    rate = ("-b:v", "200k", "-minrate", "200k", "-maxrate", "200k", "-bufsize", "400k")
    shown = film(*still(size, "60", 480), *GOP, *rate, "-nal-hrd", "cbr")
    maps = ("-map", "0", *("-map", "1") * 4)
    return film("-i", shown, *tone(480), *maps, *COPY)


def followed_by(more: bytes) -> Callable[[str], bytes]:
    return lambda size: base(size) + more


def seventy_boxes(size: str) -> bytes:
    return rearranged(base(size), before("mdat", box("free") * 70))


X265 = ("-c:v", "libx265", "-preset", "ultrafast", "-tag:v", "hvc1")
X265 = (*X265, "-x265-params", "bframes=4:log-level=error:pools=none")
AV1 = ("-c:v", "libsvtav1", "-preset", "12")
VP9 = ("-c:v", "libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8")
SVG = b'<svg xmlns="http://www.w3.org/2000/svg">'
LISTED = frozenset({"media.too_long", "media.tables_disagree"})
POLYGLOT = frozenset({"media.polyglot"})
SIZE = frozenset({"media.size_differs"})
MISSING = frozenset({"media.data_missing"})
COMPLEX = frozenset({"media.too_complex", "media.fragmented", "media.data_missing"})
MOOV = 1_700_000
"""Bytes that a movie box of 480 s with four sounds has at most, and a head of 64 KiB."""

RECIPES: dict[str, Recipe] = {
    # The composed media ends at the greatest composition time (14496-12 8.6.6 with 8.6.1.3).
    **{
        f"exactly 60 s at {rate}": Recipe(exactly_60_s(rate), seconds=seconds)
        for rate, seconds in (
            ("24", 60),
            ("25", 60),
            ("30000/1001", 1799 * 1001 / 30000),
            ("30", 60),
            ("60", 60),
        )
    },
    "exactly 60 s at 10, x265": Recipe(exactly_60_s("10", *X265), seconds=60),
    # A track's duration is the sum of all its edits, empty ones too (8.3.2, 8.6.6).
    **{f"sound {late:g} s late": Recipe(late_sound(late), seconds=62) for late in (1.5, 3, 10)},
    # Samples of the moov and of its fragments make one track (8.8.1, 8.8.3).
    "first fragment in moov": Recipe(lambda size: fragmented(size, "frag_keyframe"), seconds=61),
    # `tfdt` is optional (8.8.12).
    "Smooth Streaming": Recipe(smooth, seconds=61),
    # The second traf counts from the end of the data of the first (8.8.7).
    "second traf without base": Recipe(
        lambda size: fragmented(size, "frag_keyframe+empty_moov+omit_tfhd_offset"), seconds=61
    ),
    # Free boxes may stand anywhere (8.1.2).
    "free between moof and mdat": Recipe(free_between, seconds=61),
    "seventy small boxes": Recipe(seventy_boxes, seconds=61),
    # NAL types 0 and 24 to 31 are unspecified, and ignored by decoders (H.264 table 7-1).
    **{
        f"vendor NAL type {kind}": Recipe(
            lambda size, kind=kind: with_units(size, h264(kind, VENDOR)), seconds=61
        )
        for kind in (24, 28, 30, 31)
    },
    # The slices are whole.
    "plain zeros in an SEI": Recipe(zeros_in_sei, seconds=61),
    # The track is scaled to the width and height of its header (8.3.2).
    "display size in tkhd only": Recipe(in_tkhd_only, seconds=61),
    # Every player plays it.
    "sound tables one too many": Recipe(sound_off_by(1), seconds=61),
    "sound tables one too few": Recipe(sound_off_by(-1), seconds=61),
    # Every sample is there.
    "mdat 8 bytes over": Recipe(media_over, seconds=61),
    # QuickTime's writers end a list by four zero bytes.
    "terminator in moov": Recipe(terminated, seconds=61),
    # If it is refused, the words tell what to remove.
    "cover of 2 MB": Recipe(covered, frozenset({"media.metadata_too_big"}), may_pass=True),
    # All 610 s are played.
    "index lists part of the film": Recipe(pruned_index, LISTED, long=True),
    # Nothing can be seen.
    "zeros and no key frames": Recipe(zeros_without_key_frames, MISSING),
    # `av1C` has the sequence header (AV1-ISOBMFF 2.3.3), each key frame of VP9 its size.
    "AV1 declared larger": Recipe(declared_larger(*AV1), SIZE),
    "VP9 declared larger": Recipe(declared_larger(*VP9), SIZE),
    # Refused soon.
    "free boxes instead of fragments": Recipe(free_boxes_instead, COMPLEX, bytes_read=1_500_000),
    # What the documentation promises.
    "480 fragments without index": Recipe(
        fragments_without_index, seconds=479, requests=512 + 8, bytes_read=1_400_000, long=True
    ),
    "moov of 1.5 MB at the end": Recipe(
        large_moov_at_end, seconds=480, requests=2, bytes_read=MOOV, long=True
    ),
    # A page behind the film is a page to a browser.
    "SVG behind the film": Recipe(followed_by(SVG), POLYGLOT),
    "ffconcat behind the film": Recipe(followed_by(b"ffconcat version 1.0\nfile x\n"), POLYGLOT),
}
