"""Short films of the kinds that cameras, phones, encoders and editors write."""

from functools import partial
from pathlib import Path

from tests.truth.lengths import ENCODERS, X264, Film, picture
from tests.truth.tools import film

SECONDS = 3
PLAIN = ("-pix_fmt", "yuv420p", "-threads", "1")
B_FRAMES = (*ENCODERS["x264"], *PLAIN)
X265 = (*ENCODERS["x265"], "-pix_fmt", "yuv420p10le", "-threads", "1")
HDR10 = "colorprim=bt2020:transfer=smpte2084:colormatrix=bt2020nc:max-cll=1000,400"
MASTERING = "G(13250,34500)B(7500,3000)R(34000,16000)WP(15635,16450)L(10000000,1)"
COPY = ("-c", "copy")


def sine(seconds: float = SECONDS) -> tuple[str, ...]:
    return ("-f", "lavfi", "-i", f"sine=d={seconds}")


def coded(*video: str, sound: tuple[str, ...] = ("-c:a", "aac"), rate: str = "25") -> Path:
    """`sound`: how it is coded; nothing if there is none."""
    inputs = (*picture(rate=rate, seconds=SECONDS), *(sine() if sound else ()))
    return film(*inputs, *video, *sound, "-strict", "-2")


def plain(*options: str) -> Path:
    return coded(*B_FRAMES, *options)


def again(*options: str) -> Path:
    """A film that is only muxed anew."""
    return film("-i", plain(), *COPY, *options)


def turned(degrees: int) -> Path:
    return film("-i", plain(), *COPY, "-metadata:s:v:0", f"rotate={degrees}")


def late(seconds: float) -> Path:
    silent = film("-i", plain(), "-an", "-c:v", "copy")
    return film(
        "-i", silent, "-itsoffset", str(seconds), "-i", plain(), "-map", "0", "-map", "1:a", *COPY
    )


def hdr10() -> Path:
    parameters = f"{ENCODERS['x265'][-1]}:{HDR10}:master-display={MASTERING}:hdr10=1"
    return coded(*ENCODERS["x265"][:-1], parameters, "-pix_fmt", "yuv420p10le", "-threads", "1")


def hlg() -> Path:
    marks = ("-color_primaries", "bt2020", "-color_trc", "arib-std-b67", "-colorspace", "bt2020nc")
    return coded(*X265, *marks)


WHOLE: dict[str, Film] = {
    "B-frames": plain,
    "no B-frames": partial(coded, *X264, "-g", "25", *PLAIN),
    "open groups": partial(coded, *ENCODERS["x264, open"], *PLAIN),
    "H.264 of 10 bits and 4:2:2": partial(coded, *ENCODERS["x264"], "-pix_fmt", "yuv422p10le"),
    "interlaced": partial(coded, *B_FRAMES, "-flags", "+ilme+ildct", "-x264-params", "tff=1:bff=0"),
    "H.265 of 10 bits": partial(coded, *X265),
    "H.265, hev1": partial(coded, *X265, "-tag:v", "hev1"),
    "HDR10": hdr10,
    "HLG": hlg,
    "AV1": partial(coded, "-c:v", "libsvtav1", "-preset", "12", "-pix_fmt", "yuv420p"),
    "VP9": partial(coded, "-c:v", "libvpx-vp9", "-cpu-used", "8", "-deadline", "realtime"),
    "MPEG-4": partial(coded, "-c:v", "mpeg4", "-bf", "2"),
    "turned by 90": partial(turned, 90),
    "pixels of 4:3": partial(plain, "-vf", "setsar=4/3"),
    "uneven": partial(plain, "-vf", "select='lt(mod(n,20),7)'", "-vsync", "vfr"),
    "no sound": partial(coded, *B_FRAMES, sound=()),
    "sound of 5.1": partial(coded, *B_FRAMES, sound=("-c:a", "aac", "-ac", "6")),
    "AC-3": partial(coded, *B_FRAMES, sound=("-c:a", "ac3")),
    "MP3": partial(coded, *B_FRAMES, sound=("-c:a", "libmp3lame")),
    "Opus": partial(coded, *B_FRAMES, sound=("-c:a", "libopus")),
    "FLAC": partial(coded, *B_FRAMES, sound=("-c:a", "flac")),
    "ALAC": partial(coded, *B_FRAMES, sound=("-c:a", "alac")),
    "late sound": partial(late, 1.5),
    "cut between key frames": partial(again, "-ss", "0.7"),
    "moov first": partial(again, "-movflags", "faststart"),
    "negative distances": partial(again, "-movflags", "negative_cts_offsets"),
    "no edit list": partial(again, "-use_editlist", "0"),
}
FRAGMENTED: dict[str, Film] = {
    flags: partial(again, "-movflags", flags)
    for flags in (
        "frag_keyframe",
        "frag_keyframe+empty_moov",
        "frag_keyframe+empty_moov+default_base_moof",
        "frag_keyframe+empty_moov+omit_tfhd_offset",
        "frag_keyframe+delay_moov",
        "dash+frag_keyframe+delay_moov",
    )
}
