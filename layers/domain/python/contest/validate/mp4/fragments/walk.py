"""Walks over the boxes of a fragmented file, from header to header, and reads its movie fragments
(ISO/IEC 14496-12 clause 8.8). What stands between them is passed over, wherever it stands."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

from contest.refusals import Refusal, refused
from contest.validate.mp4.boxes import LARGE_HEADER, Box, Read, box_at, tree
from contest.validate.mp4.foreign import FILM, LOOKED_AT, check_skipped
from contest.validate.mp4.fragments.movie_fragment import Defaults, Part, parts
from contest.validate.mp4.gate import STEP, check_counts, check_tail
from contest.validate.mp4.movie_box import SMALL_MOOV
from contest.validate.mp4.placement import Place

MOST_WALKED = 512
"""The most fragments that are read: 17 minutes in fragments of two seconds. At `STEP` bytes each,
that is 1 MiB and as many requests as fragments."""
WALKED_BYTES = 1_400_000
MOST_BOXES, MOST_SKIPPED = 4096, 1024
"""The most boxes of all, and of those that players skip."""
LARGEST_STEP = 16 * 1024


class Fragment(NamedTuple):
    start: int
    parts: dict[int, Part]
    """By track."""


class Stretch(NamedTuple):
    """What lies between two places of a file."""

    fragments: tuple[Fragment, ...]
    media: tuple[Box, ...]
    end: int
    """Where its last box ends, which may lie beyond the end of the file."""

    def data(self, tracks: Iterable[int]) -> list[Place]:
        """Where its fragments say that the samples of these tracks lie."""
        wanted = set(tracks)
        held = (part for one in self.fragments for n, part in one.parts.items() if n in wanted)
        return [place for part in held for place in part.data if place.size]


@dataclass
class Walker:
    """Walks over parts of one file. All its walks together keep within the limits."""

    read: Read
    size: int
    known: dict[int, Defaults]
    """What samples have that state nothing, by track."""
    bytes: int = WALKED_BYTES
    fragments: int = MOST_WALKED
    boxes: int = MOST_BOXES
    skipped: int = MOST_SKIPPED

    def walk(self, start: int, stop: int) -> Stretch:
        """Over the boxes from `start` until one ends at `stop` or later. Refused if they are
        damaged or cut short, or if it would take too many steps."""
        found, media = list[Fragment](), list[Box]()
        at, seen, step = start, start, STEP
        while at < stop:
            if at + LARGE_HEADER > seen:
                seen = self._step(at, step)
            box = box_at(self.read(at, seen - at)[:LARGE_HEADER], start=at, end=self.size)
            if box is None or not box.named or (box.end > self.size and box.kind != "mdat"):
                check_tail(self.read, at=at, size=self.size, box=box, complete=True)
                break
            self._count(box)
            if box.kind == "moof":
                seen = max(seen, self._step(seen, box.end + LARGE_HEADER - seen))
                step = min(LARGEST_STEP, max(step, box.size + STEP // 8))
                found.append(Fragment(at, self._parts(box)))
            elif box.kind == "mdat":
                media.append(box.within(self.size))
            elif box.kind not in FILM:
                check_skipped(self.read, box)
                self.bytes -= min(box.size, 2 * LOOKED_AT)
                self.skipped -= 1
            at = box.end
        return Stretch(tuple(found), tuple(media), at)

    def first(self, start: int) -> Fragment:
        """The first fragment from `start` on. Refused if there is none."""
        at = start
        while at < self.size:
            box = box_at(self.read(at, STEP)[:LARGE_HEADER], start=at, end=self.size)
            if box is None or not box.named or box.end > self.size:
                break
            self._count(box)
            if box.kind == "moof":
                return Fragment(at, self._parts(box))
            at = box.end
        raise refused("media.data_missing", measured=f"moof @{start}")

    def _step(self, at: int, many: int) -> int:
        """Where the bytes end that are read next, at most at the end of the file."""
        end = min(at + max(0, many), self.size)
        self.bytes -= max(0, end - at)
        return end

    def _count(self, box: Box) -> None:
        self.boxes -= 1
        self.fragments -= box.kind == "moof"
        if self.fragments < 0 or self.bytes < 0:
            raise refused("media.fragmented", measured=f"> {MOST_WALKED}", allowed=MOST_WALKED)
        if self.boxes < 0 or self.skipped < 0:
            most = MOST_BOXES if self.boxes < 0 else MOST_SKIPPED
            raise refused("media.too_complex", measured=f"> {most}", allowed=most)

    def _parts(self, moof: Box) -> dict[int, Part]:
        if moof.size > SMALL_MOOV:
            most = f"{SMALL_MOOV} B"
            raise refused("media.too_complex", measured=f"moof {moof.size} B", allowed=most)
        root = tree(self.read(moof.start, moof.size + LARGE_HEADER)[: moof.size])
        check_counts(root)
        return parts(root, start=moof.start, known=self.known)


def misplaced(
    data: list[Place], media: Iterable[Box], *, size: int, listed: int = 0
) -> Refusal | None:
    """The refusal if some of the data lies outside the media data, or outside the file, or if there
    is no room for all of it. Media data may stand before the fragment that describes it. `listed`:
    bytes of other samples in the media data."""
    boxes = sorted({box.start: box for box in media}.values(), key=lambda box: box.start)
    starts = [box.body for box in boxes]
    reach = max((place.offset + place.size for place in data), default=0)
    if reach > size:
        return Refusal(code="media.cut_short", measured=f"{size} B", allowed=f"{reach} B")
    outside = 0
    for offset, length in data:
        which = bisect_right(starts, offset) - 1
        outside += which < 0 or offset + length > boxes[which].end
    if outside:
        return Refusal(code="media.data_missing", measured=f"{outside} / {len(data)}", allowed="0")
    listed += sum(place.size for place in data)
    room = sum(box.end - box.body for box in boxes)
    if listed > room:
        return Refusal(code="media.data_missing", measured=f"{room} / {listed} B")
    return None


def together(stretches: Iterable[Stretch]) -> list[dict[int, Part]]:
    """The parts of all fragments, in the file's order."""
    return [one.parts for one in chain.from_iterable(each.fragments for each in stretches)]
