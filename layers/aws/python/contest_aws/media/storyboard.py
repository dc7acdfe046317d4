"""The poster of a work, also as a thumbnail, and its storyboard: key frames in rows of four, each
with its time."""

from collections.abc import Sequence
from typing import Any

from av.video.frame import VideoFrame

from contest.validate.frames import PICTURES, picture_key
from contest_aws.media.pictures import SHOWN, Shot, jpeg
from contest_aws.media.posters import Posters

COLUMNS, CELL, GAP, THUMBNAIL = 4, 320, 8, 240
PAPER, INK, SHADE = 235, 255, 0
DOT = 3
"""Pixels in each dot of the digits."""
DIGITS = {
    "0": "75557",
    "1": "26227",
    "2": "71747",
    "3": "71717",
    "4": "55711",
    "5": "74717",
    "6": "74757",
    "7": "71222",
    "8": "75757",
    "9": "75717",
    ":": "02020",
}
"""Five rows of three dots. Each row is an octal digit: 5 is dot, blank, dot."""


def draw(posters: Posters, upload_key: str, shots: Sequence[Shot], *, best: int) -> dict[str, Any]:
    """Stores poster, thumbnail and storyboard. Returns their fields of
    `contest.validate.frames.Frames`."""
    poster = shots[best].picture
    small = poster.reformat(*_fitted(poster, THUMBNAIL), SHOWN, interpolation="AREA")
    drawn = {"poster": poster, "thumbnail": small, "storyboard": storyboard(shots)}
    kept: dict[str, Any] = {}
    for kind in PICTURES:
        kept[kind] = picture_key(upload_key, kind)
        posters.keep(kept[kind], jpeg(drawn[kind]))
    return kept | {"times": tuple(shot.at for shot in shots)}


def _fitted(picture: VideoFrame, longest: int) -> tuple[int, int]:
    """Width and height, both even, with this longest side."""
    scale = longest / max(picture.width, picture.height)
    return round(picture.width * scale / 2) * 2, round(picture.height * scale / 2) * 2


class Plane:
    """One plane of a picture that is being painted."""

    def __init__(self, width: int, height: int, value: int) -> None:
        self.width, self.height = width, height
        self.points = bytearray([value]) * (width * height)

    def paste(self, left: int, top: int, width: int, rows: Sequence[bytes]) -> None:
        for number, row in enumerate(rows):
            at = (top + number) * self.width + left
            self.points[at : at + width] = row[:width]

    def fill(self, left: int, top: int, width: int, height: int, value: int) -> None:
        self.paste(left, top, width, [bytes([value]) * width] * height)


def storyboard(shots: Sequence[Shot]) -> VideoFrame:
    """`shots`: at least one. All have the same size, because they come from one track."""
    first = shots[0].picture
    width, height = _fitted(first, CELL)
    down, across = -(-len(shots) // COLUMNS), min(COLUMNS, len(shots))
    size = GAP + across * (width + GAP), GAP + down * (height + GAP)
    light, *colours = Plane(*size, PAPER), *(Plane(size[0] // 2, size[1] // 2, 128) for _ in "uv")
    for number, shot in enumerate(shots):
        row, column = divmod(number, COLUMNS)
        left, top = GAP + column * (width + GAP), GAP + row * (height + GAP)
        cell = shot.picture.reformat(width, height, SHOWN, interpolation="AREA")
        light.paste(left, top, width, _rows(cell, 0))
        for which, plane in enumerate(colours, start=1):
            plane.paste(left // 2, top // 2, width // 2, _rows(cell, which))
        _write(light, colours, left, top, _time(shot.at))
    return _painted(light, *colours)


def _rows(cell: VideoFrame, which: int) -> list[bytes]:
    plane = cell.planes[which]
    points, line = bytes(plane), plane.line_size
    return [points[row * line : (row + 1) * line] for row in range(plane.height)]


def _time(milliseconds: int) -> str:
    minutes, seconds = divmod(milliseconds // 1000, 60)
    return f"{minutes}:{seconds:02d}"


def _write(light: Plane, colours: Sequence[Plane], left: int, top: int, text: str) -> None:
    """White on black, in the upper left corner."""
    width, height = (4 * len(text) + 1) * DOT + 1, 7 * DOT + 1
    light.fill(left, top, width, height, SHADE)
    for plane in colours:
        plane.fill(left // 2, top // 2, width // 2, height // 2, 128)
    for place, char in enumerate(text):
        for row, dots in enumerate(DIGITS[char]):
            for column in range(3):
                if int(dots) & 4 >> column:
                    at = left + (4 * place + column + 1) * DOT, top + (row + 1) * DOT
                    light.fill(*at, DOT, DOT, INK)


def _painted(*planes: Plane) -> VideoFrame:
    frame = VideoFrame(planes[0].width, planes[0].height, SHOWN)
    for plane, target in zip(planes, frame.planes, strict=True):
        rows = (
            bytes(plane.points[row * plane.width : (row + 1) * plane.width]).ljust(target.line_size)
            for row in range(plane.height)
        )
        target.update(b"".join(rows).ljust(target.buffer_size))
    return frame
