"""Odd but valid: other tracks beside picture and sound, covers, and what follows the film."""

from functools import partial
from pathlib import Path

from tests.corpus.damage import NOISE
from tests.corpus.muxer import patch, u32
from tests.truth.kinds import AAC, COPY, tone
from tests.truth.lengths import picture
from tests.truth.odd_bases import Odd, base, coded
from tests.truth.odd_boxes import changed_boxes
from tests.truth.odd_edits import PICTURE, SOUND
from tests.truth.surgery import Change, rearranged
from tests.truth.tools import FOLDER, film, run

SUBTITLES = "1\n00:00:01,000 --> 00:00:04,000\n工业强国\n\n2\n00:00:50,000 --> 00:00:59,000\n完\n"
CHAPTERS = ";FFMETADATA1\n[CHAPTER]\nTIMEBASE=1/1\nSTART=0\nEND=30\ntitle=上\n[CHAPTER]\n" + (
    "TIMEBASE=1/1\nSTART=30\nEND=61\ntitle=下\n"
)


def text(name: str, content: str) -> Path:
    FOLDER.mkdir(parents=True, exist_ok=True)
    path = FOLDER / name
    path.write_text(content, encoding="utf-8")
    return path


def picture_file(kind: str, size: str) -> Path:
    path = FOLDER / f"cover-{size}.{kind}"
    if not path.exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        noisy = f"testsrc2=s={size},noise=alls=20"
        run("ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i", noisy, "-frames:v", "1", path)
    return path


def beside(*inputs: str | Path, options: tuple[str, ...]) -> bytes:
    return film("-i", coded(), *inputs, *COPY, *options).read_bytes()


def covered(kind: str, size: str, *, first: bool = False) -> bytes:
    """A cover as its tags hold it. ffmpeg writes it from an attached picture."""
    maps = ("-map", "1", "-map", "0") if first else ("-map", "0", "-map", "1")
    place = 0 if first else 1
    cover = ("-i", picture_file(kind, size))
    return beside(*cover, options=(*maps, f"-disposition:v:{place}", "attached_pic"))


def chaptered() -> bytes:
    chapters = text("chapters.txt", CHAPTERS)
    return beside("-i", chapters, options=("-map", "0", "-map_metadata", "1"))


def subtitled() -> bytes:
    lines = text("subtitles.srt", SUBTITLES)
    return beside("-i", lines, options=("-map", "0", "-map", "1", "-c:s", "mov_text"))


def changed_header(place: int, value: int, track: int) -> Change:
    return changed_boxes("tkhd", patch(place, u32(value)), track)


def of_header(*changes: Change) -> Odd:
    def make() -> bytes:
        file = base("plain")
        for change in changes:
            file = rearranged(file, change)
        return file

    return make


def tracks() -> dict[str, Odd]:
    found: dict[str, Odd] = {
        f"a cover of {size}, {kind}{', first' if first else ''}": partial(
            covered, kind, size, first=first
        )
        for kind, size in (("jpg", "320x180"), ("jpg", "1280x720"), ("png", "320x180"))
        for first in (False, True)
    }
    return {
        **found,
        "subtitles": subtitled,
        "chapters": chaptered,
        "a timecode": lambda: beside(options=("-timecode", "00:00:10:00")),
        "hints": lambda: beside(options=("-movflags", "rtphint")),
        "two sounds": lambda: beside(options=("-map", "0", "-map", "0:a")),
        "a small picture beside": lambda: film(
            *(*picture(rate="10"), *picture("64x36", "5"), *tone()),
            *("-map", "0", "-map", "1", "-map", "2", *AAC, "-pix_fmt", "yuv420p", "-threads", "1"),
        ).read_bytes(),
        "the sound switched off": of_header(changed_header(0, 0, SOUND)),
        "picture and sound switched off": of_header(
            changed_header(0, 0, PICTURE), changed_header(0, 0, SOUND)
        ),
        "all flags of its tracks": of_header(
            changed_header(0, 15, PICTURE), changed_header(0, 15, SOUND)
        ),
        "an alternate group": of_header(
            changed_boxes("tkhd", patch(34, b"\0\1"), SOUND),
        ),
        "a layer": of_header(changed_boxes("tkhd", patch(32, b"\xff\xff"), PICTURE)),
        "a volume for the picture": of_header(changed_boxes("tkhd", patch(36, b"\1\0"), PICTURE)),
        "a language of nobody's": of_header(changed_boxes("mdhd", patch(20, b"\x7f\xff"))),
        "noise at the end": lambda: base("plain") + b"\xff\xfe" * 99,
        "noise after moov at the head": lambda: base("faststart") + NOISE[:999],
    }


TRACKS = tracks()
