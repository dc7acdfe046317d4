"""Odd but valid: edit lists (ISO/IEC 14496-12, clause 8.6.6)."""

import struct
from functools import partial

from tests.contest.validate.mp4.tiny_mp4 import box
from tests.corpus.muxer import u32
from tests.truth.odd_bases import RATE, SECONDS, Odd
from tests.truth.odd_boxes import patched_base
from tests.truth.surgery import Change, Top, walked

PICTURE, SOUND = 0, 1
MOVIE_SCALE, SCALE = 1000, 10_240
"""Ticks a second: of the movie, and of the picture as ffmpeg chooses it at 10 frames a second."""
FRAME = SCALE // RATE
FIRST = 2 * FRAME
"""The composition time of the first picture shown: x264's two B-frames put it off."""
SOUND_SCALE, PRIMING = 44_100, 1024
ONE, EMPTY = 1 << 16, -1
WHOLE = SECONDS * MOVIE_SCALE
Edit = tuple[int, int, int]
"""Duration in the movie's ticks, media time, rate."""


def listed(*edits: Edit, wide: bool = False) -> bytes:
    form = ">QqI" if wide else ">IiI"
    rows = b"".join(struct.pack(form, *edit) for edit in edits)
    return box("edts", box("elst", u32(wide << 24, len(edits)), rows))


def edited(track: int, *edits: Edit, wide: bool = False, told: int | None = None) -> Change:
    """With another edit list. `told`: the track's length in its header, if not that of all edits
    (8.3.2)."""
    lasts = sum(edit[0] for edit in edits) if told is None else told

    def apply(boxes: list[Top]) -> list[Top]:
        for top in boxes:
            traks = list(walked(top.body, "trak"))
            if not traks:
                continue
            tree = [node for node in traks[track][1] if node[0] != "edts"]
            traks[track][1] = [tree[0], ["", listed(*edits, wide=wide)], *tree[1:]]
            _tell(tree[0], 20, lasts)
            _tell(next(walked(top.body, "mvhd")), 16, max(lasts, WHOLE))
        return boxes

    return apply


def _tell(header: list, place: int, ticks: int) -> None:
    header[1] = header[1][:place] + u32(ticks) + header[1][place + 4 :]


def shown(milliseconds: int, since: int = 0) -> Edit:
    """So much of the film, from so many milliseconds on."""
    return (milliseconds, FIRST + since * SCALE // 1000, ONE)


def heard(milliseconds: int) -> Edit:
    return (milliseconds, PRIMING, ONE)


def edit_lists() -> dict[str, Odd]:
    pause, half = (2000, EMPTY, ONE), 30_000
    still = (3000, FIRST, 0)
    rest = WHOLE - half
    of_picture: dict[str, tuple[Edit, ...]] = {
        "an empty edit of 0.5 s": ((500, EMPTY, ONE), shown(WHOLE)),
        "an empty edit of 3 s": ((3000, EMPTY, ONE), shown(WHOLE)),
        "an empty edit of 10 s": ((10_000, EMPTY, ONE), shown(WHOLE)),
        "two empty edits": (pause, pause, shown(WHOLE)),
        "an empty edit at the end": (shown(WHOLE), pause),
        "an empty edit between": (shown(half), pause, shown(rest, half)),
        "two edits that follow": (shown(half), shown(rest, half)),
        "three edits that follow": (
            shown(half),
            shown(10_000, half),
            shown(rest - 10_000, half + 10_000),
        ),
        "six edits of 10 s": tuple(shown(10_000, at * 10_000) for at in range(6)),
        "two edits the other way round": (shown(rest, half), shown(half)),
        "all of it twice": (shown(WHOLE), shown(WHOLE)),
        "a gap left out": (shown(half), shown(rest - 500, half + 500)),
        "a dwell first": (still, shown(WHOLE)),
        "a dwell at the end": (shown(WHOLE), (3000, FIRST + 600 * FRAME, 0)),
        "a dwell between": (shown(half), (3000, FIRST + 300 * FRAME, 0), shown(rest, half)),
        "an edit to the end": ((0, FIRST, ONE),),
        "no edits": (),
        "a frame more than there is": (shown(WHOLE + 100),),
        "0.5 s more than there is": (shown(WHOLE + 500),),
        "from media time 0": ((WHOLE, 0, ONE),),
        "0.5 s hidden": (shown(WHOLE - 500, 500),),
        "0.9 s hidden, between frames": (shown(WHOLE - 930, 930),),
        "half a frame hidden": (shown(WHOLE - 50, 50),),
    }
    found: dict[str, Odd] = {
        f"picture: {name}": partial(patched_base, "plain", edited(PICTURE, *edits, told=told))
        for name, edits in of_picture.items()
        for told in [None if sum(edit[0] for edit in edits) else WHOLE]
    }
    found["picture: edits of 64 bits"] = partial(
        patched_base, "plain", edited(PICTURE, pause, shown(WHOLE), wide=True)
    )
    of_sound = {
        **{
            f"an empty edit of {ms / 1000:g} s": ((ms, EMPTY, ONE), heard(WHOLE))
            for ms in (500, 1500, 3000, 10_000, 30_000)
        },
        "its priming is heard": ((WHOLE, 0, ONE),),
        "no edits": (),
        "30 s of it": (heard(30_000),),
        "in two edits": (heard(30_000), (31_000, PRIMING + 30 * SOUND_SCALE, ONE)),
        "an empty edit between": (heard(30_000), pause, (20_000, PRIMING, ONE)),
    }
    for name, edits in of_sound.items():
        told = None if edits else WHOLE
        change = edited(SOUND, *edits, told=told)
        found[f"sound: {name}"] = partial(patched_base, "plain", change)
    return found


EDIT_LISTS = edit_lists()
