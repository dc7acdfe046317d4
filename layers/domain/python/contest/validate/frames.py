"""What a work's key frames give a screener to look at: poster, storyboard, or a flag instead."""

from collections.abc import Mapping
from typing import Literal, get_args

from contest.model import Fact, Id, Text
from contest.refusals import Refusal

Picture = Literal["poster", "thumbnail", "storyboard"]
PICTURES: tuple[Picture, ...] = get_args(Picture)
Flag = Literal["unfinished", "unreadable", "too_few"]

FLAGS: Mapping[Flag, Text] = {
    "unfinished": Text(
        zh="截图与查重尚未完成或中途失败，请人工比对。",
        en="Frames and the search for duplicates are not finished, or broke off: compare by eye.",
    ),
    "unreadable": Text(
        zh="无法从视频中截取画面，只查了完全相同的文件，请人工比对。",
        en="No frames could be taken, only identical files looked for: compare by eye.",
    ),
    "too_few": Text(
        zh="可用于查重的画面太少，只查了完全相同的文件。",
        en="Too few frames tell the work apart: only identical files were looked for.",
    ),
}


class Frames(Fact):
    """The frames of one upload of an entry."""

    contest: Id
    entry: Id
    upload: int
    flag: Flag | None = "unfinished"
    """Set from the beginning, so that it is also set if the work on the frames breaks off."""
    poster: str | None = None
    thumbnail: str | None = None
    """The poster, small, for lists."""
    storyboard: str | None = None
    """Like `poster`, a key in the media bucket."""
    times: tuple[int, ...] = ()
    """Times of the storyboard's frames, row by row, in milliseconds."""
    warnings: tuple[Refusal, ...] = ()
    """Warnings about the pictures themselves."""


def picture_key(upload_key: str, kind: Picture) -> str:
    """As hard to guess as the original's: `media/c/e/1-n` has `posters/c/e/1-n.poster.jpg`."""
    return f"posters/{upload_key.removeprefix('media/')}.{kind}.jpg"
