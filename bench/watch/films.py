"""Valid films of all kinds, by Debian's ffmpeg: a picture with a number in it, so that each frame
can be told from the next, and a tone that begins every second."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import NamedTuple

from tests.contest.viewing.marks import FULL, body_of, changed
from tests.contest_aws.encoding.compared import REFERENCES, hdr
from tests.truth.lengths import ENCODERS, X264
from tests.truth.tools import film, kept

SECONDS, RATE = 8, "25"
WIDTH, HEIGHT = 320, 180
BAR = 40


def picture(rate: str = RATE) -> tuple[str, ...]:
    return ("-f", "lavfi", "-i", f"mandelbrot=s={WIDTH}x{HEIGHT}:r={rate}")


def numbered() -> str:
    """Filters that draw eight bars: the frame's number in binary, white for one."""
    black = f"drawbox=w={WIDTH}:h=20:color=black:t=fill"
    bars = (
        f"drawbox=x={BAR * bit}:w={BAR}:h=20:color=white:t=fill:enable='mod(floor(n/{2**bit}),2)'"
        for bit in range(8)
    )
    return ",".join([black, *bars])


def tone(channels: str = "stereo", rate: int = 48_000) -> tuple[str, ...]:
    """Of a tenth of a second, at each full second but the first."""
    wave = "0.5*sin(2*PI*880*t)*lt(mod(t,1),0.1)*gte(t,0.5)"
    sides = "|".join([wave] * {"mono": 1, "stereo": 2, "5.1": 6}[channels])
    return ("-f", "lavfi", "-i", f"aevalsrc='{sides}':s={rate}:c={channels}")


AAC = ("-c:a", "aac")
PLAIN = ("-pix_fmt", "yuv420p", "-threads", "1")
GOP = ("-g", "25", "-bf", "2")
B_FRAMES = (*X264, *GOP, *PLAIN)
X265 = ENCODERS["x265"]
COPY = ("-c", "copy")


def coded(
    *video: str,
    sound: tuple[str, ...] = AAC,
    channels: str = "stereo",
    rate: str = RATE,
    hertz: int = 48_000,
    first: str = "",
    then: str = "",
) -> Path:
    """`first`, `then`: filters before and after the numbers are drawn. `sound`: none if empty."""
    heard = tone(channels, hertz) if sound else ()
    filters = ",".join(filter(None, [first, numbered(), then]))
    length = ("-t", str(SECONDS))
    return film(*picture(rate), *heard, *length, "-vf", filters, *video, *sound, "-strict", "-2")


def h264(*options: str, pixels: str = "yuv420p") -> Path:
    return coded(*X264, *GOP, *options, "-pix_fmt", pixels, "-threads", "1")


def hevc(*options: str, pixels: str = "yuv420p", tag: str = "hvc1") -> Path:
    return coded(*X265, *options, "-pix_fmt", pixels, "-tag:v", tag, "-threads", "1")


def heard(*sound: str, channels: str = "stereo", hertz: int = 48_000) -> Path:
    return coded(*B_FRAMES, sound=sound, channels=channels, hertz=hertz)


def again(*options: str) -> Path:
    """Only muxed anew."""
    return film("-i", coded(*B_FRAMES), *COPY, *options)


def late(seconds: float) -> Path:
    of = ("-map", "0:v", "-map", "1:a")
    delayed = ("-itsoffset", str(seconds), "-i", coded(*B_FRAMES))
    return film("-i", coded(*B_FRAMES), *delayed, *of, *COPY)


def interlaced(field: str, pixels: str = "yuv420p") -> Path:
    """25 frames of two fields each, of 50 moments a second."""
    flags = ("-flags", "+ilme+ildct", "-x264-params", f"{field}=1", "-pix_fmt", pixels)
    order = {"tff": "interleave_top", "bff": "interleave_bottom"}[field]
    return coded(*B_FRAMES, *flags, rate="50", first=f"tinterlace={order}")


def of_quicktime(*sound: str) -> Path:
    """Sound that this ffmpeg writes into QuickTime's files alone, under an mp4's brand."""
    mov = film("-i", coded(*B_FRAMES), "-c:v", "copy", *sound, "-f", "mov")
    named = changed(body_of("ftyp", lambda _: b"isom" + FULL + b"isommp42"), mov.read_bytes)
    return kept(f"{mov} as mp4", lambda path: path.write_bytes(named()))


def of_hdr(transfer: str) -> Path:
    sound = (*tone()[:4], "-t", str(SECONDS), *AAC)
    return hdr(transfer, picture(), drawn=f"{numbered()},", sound=sound)


class Kind(NamedTuple):
    make: Callable[[], Path]
    reference: str = ""
    """What ffmpeg does to the original's frames to show them as a rendition does."""


def of(make: Callable[..., Path], *given: str | float, **named: object) -> Kind:
    return Kind(partial(make, *given, **named))


AV1 = ("-c:v", "libsvtav1", "-preset", "12", "-g", "25")
VP9 = ("-c:v", "libvpx-vp9", "-cpu-used", "8", "-deadline", "realtime", "-g", "25")
FRAGMENTS = "frag_keyframe+empty_moov+default_base_moof"
KINDS: dict[str, Kind] = {
    "H.264 Baseline": of(h264, "-profile:v", "baseline", "-bf", "0"),
    "H.264 Main": of(h264, "-profile:v", "main", "-coder", "1"),
    "H.264 High, B-frames": of(h264, "-x264-params", "8x8dct=1"),
    "H.264, open groups": of(h264, "-x264-params", "open-gop=1:b-pyramid=normal"),
    "H.264, eight B-frames": of(h264, "-bf", "8", "-x264-params", "b-pyramid=strict:b-adapt=0"),
    "H.264, periodic refresh": of(h264, "-bf", "0", "-x264-params", "intra-refresh=1"),
    "H.264 High 10": of(h264, pixels="yuv420p10le"),
    "H.264 High 4:2:2": of(h264, pixels="yuv422p"),
    "H.264 High 4:2:2, 10 bits": of(h264, pixels="yuv422p10le"),
    "H.264 High 4:4:4": of(h264, pixels="yuv444p"),
    "HEVC, 8 bits": of(hevc),
    "HEVC, 8 bits, hev1": of(hevc, tag="hev1"),
    "HEVC, 10 bits": of(hevc, pixels="yuv420p10le"),
    "HEVC, 10 bits, 4:2:2": of(hevc, pixels="yuv422p10le"),
    "HEVC, open groups": of(hevc, *ENCODERS["x265, open"][-2:]),
    "AV1": of(coded, *AV1, *PLAIN),
    "AV1, 10 bits": of(coded, *AV1, "-pix_fmt", "yuv420p10le"),
    "VP9": of(coded, *VP9, *PLAIN),
    "VP9, 10 bits": of(coded, *VP9, "-pix_fmt", "yuv420p10le"),
    "MPEG-4": of(coded, "-c:v", "mpeg4", "-q:v", "2", "-bf", "2", "-g", "25"),
    "HDR10": Kind(partial(of_hdr, "smpte2084"), REFERENCES["HDR10"]),
    "HLG": Kind(partial(of_hdr, "arib-std-b67"), REFERENCES["HLG"]),
    "turned by 90": of(again, "-metadata:s:v:0", "rotate=90"),
    "turned by 180": of(again, "-metadata:s:v:0", "rotate=180"),
    "HEVC, turned by 270": Kind(
        lambda: film("-i", hevc(), *COPY, "-tag:v", "hvc1", "-metadata:s:v:0", "rotate=270")
    ),
    "pixels of 4:3": of(coded, *B_FRAMES, then="setsar=4/3"),
    "HEVC, pixels of 4:3": of(coded, *X265, *PLAIN, then="setsar=4/3"),
    "interlaced, top first": Kind(partial(interlaced, "tff"), REFERENCES["interlaced"]),
    "interlaced, bottom first": Kind(partial(interlaced, "bff"), REFERENCES["interlaced"]),
    "interlaced, 4:2:2, 10 bits": Kind(
        partial(interlaced, "tff", "yuv422p10le"), REFERENCES["interlaced"]
    ),
    "uneven frames": of(coded, *B_FRAMES, "-vsync", "vfr", first="select='lt(mod(n,20),13)'"),
    "HEVC, uneven frames": of(coded, *X265, *PLAIN, "-vsync", "vfr", first="select='mod(n,7)'"),
    "24000/1001 frames": of(coded, *B_FRAMES, rate="24000/1001"),
    "60000/1001 frames": of(coded, *B_FRAMES, rate="60000/1001"),
    "fragments": of(again, "-movflags", FRAGMENTS),
    "fragments, HEVC": Kind(
        lambda: film("-i", hevc(), *COPY, "-tag:v", "hvc1", "-movflags", FRAGMENTS)
    ),
    "fragments for DASH": of(again, "-movflags", "dash+frag_keyframe+delay_moov"),
    "moov first": of(again, "-movflags", "faststart"),
    "cut between key frames": of(again, "-ss", "0.7"),
    "no edit list": of(again, "-use_editlist", "0"),
    "negative distances": of(again, "-movflags", "negative_cts_offsets"),
    "no sound": of(coded, *B_FRAMES, sound=()),
    "mono of 22,050 Hz": of(heard, *AAC, channels="mono", hertz=22_050),
    "AAC of 5.1": of(heard, *AAC, channels="5.1"),
    "MP3": of(heard, "-c:a", "libmp3lame"),
    "AC-3": of(heard, "-c:a", "ac3"),
    "AC-3 of 5.1": of(heard, "-c:a", "ac3", channels="5.1"),
    "E-AC-3": of(heard, "-c:a", "eac3"),
    "Opus": of(heard, "-c:a", "libopus"),
    "FLAC": of(heard, "-c:a", "flac"),
    "ALAC": of(heard, "-c:a", "alac"),
    "PCM": of(of_quicktime, "-c:a", "pcm_s16le"),
    "late sound": of(late, 1.5),
}
