"""The structural gate before any parser: checks that a file is an mp4 whose boxes and counts fit.

A file refused here never reaches MediaInfo. A playlist named .mp4 can make MediaInfo open other
files and addresses, and a false count can keep it busy for minutes. Clauses are those of ISO/IEC
14496-12."""

import struct
from typing import NamedTuple

from contest.refusals import refused
from contest.validate.mp4.boxes import CONTAINERS, LARGE_HEADER, Box, Node, Read, box_at
from contest.validate.mp4.foreign import BEGINNING, begins_as, check_skipped, check_trailing
from contest.validate.mp4.movie_box import MovieBox, left_out, movie_box

MAX_TOP_BOXES = 1024
LARGE, MAX_LARGE_BOXES = 256, 64
STEP = 2 * 1024
"""Bytes read at each fragment on a walk; most movie fragment boxes fit into them."""
MAX_TRACKS = 32
MAX_TEXT = 512 * 1024
"""Bytes of all boxes that are not sample tables and are not left out: private data, mostly."""

TABLES = {
    "stts": (4, 8),
    "ctts": (4, 8),
    "stsc": (4, 12),
    "stco": (4, 4),
    "co64": (4, 8),
    "stss": (4, 4),
    "stsz": (8, 4),
    "elst": (4, 12),
    "sbgp": (8, 8),
    "sgpd": (8, 1),
    "subs": (4, 6),
}
"""Bytes before a table's entry count, including version and flags, and the fewest bytes of an entry
(clauses 8.6.1.2, 8.6.1.3, 8.7.4, 8.7.5, 8.6.2, 8.7.3.2, 8.6.6, 8.9.2, 8.9.3, 8.7.7)."""
COUNT = 4
NO_TEXT = frozenset({*TABLES, *CONTAINERS, "stz2", "sdtp", "cslg"})
OTHER_BRANDS = {"qt  ": "QuickTime", "mif1": "HEIF", "heic": "HEIF", "heix": "HEIF", "avif": "AVIF"}
"""A file that names only these brands does not belong to the mp4 family (clause 4.3)."""
KNOWN = frozenset(
    {"moov", "mdat", "moof", "free", "skip", "wide", "uuid", "meta", "mfra", "sidx", "styp"}
)
BESIDE = frozenset({"uuid", "meta", "udta"})
LOOKED_AT = 4096


class Gate(NamedTuple):
    """A file that has passed: its movie box, its media data boxes, and what follows the boxes."""

    moov: Box
    tree: Node
    media: tuple[Box, ...]
    trailing: int = 0
    """Bytes after the last box that are not a box."""
    first_fragment: int | None = None
    """Where movie fragments begin, at which the walk stopped; None: the file has none."""
    overrun: int = 0
    """Bytes that the last box of media data claims beyond the end of the file."""
    left_out: tuple[Box, ...] = ()
    """Large metadata of the movie box, which `tree` may lack."""
    beside: tuple[Box, ...] = ()
    """Metadata of the first level."""

    @property
    def fragmented(self) -> bool:
        return self.first_fragment is not None

    @property
    def fragments_start(self) -> int:
        """Where to look for fragments."""
        return self.moov.end if self.first_fragment is None else self.first_fragment


def gated_movie(read: Read, *, size: int) -> Gate:
    """The file's structure after all checks; refused if one of them fails."""
    check_type(read, size=size)
    at, boxes, movie = 0, list[Box](), None
    while at < size:
        box = box_at(read(at, LARGE_HEADER), start=at, end=size)
        if box is None or not box.named or _cut(box, movie, size=size):
            check_tail(read, at=at, size=size, box=box, complete=movie is not None)
            break
        boxes.append(box)
        check_skipped(read, box)
        if box.kind == "moov":
            movie = movie or _movie(read, box, size=size)
        elif box.kind == "moof" and movie is not None and movie.tree.find("mvex"):
            return _gate(boxes, movie, size=size)._replace(first_fragment=at)
        at = box.end
        _check_steps(boxes)
    moovs = sum(box.kind == "moov" for box in boxes)
    if movie is None or moovs != 1:
        raise refused("media.broken", measured=f"moov × {moovs}", allowed="moov × 1")
    found = _gate(boxes, movie, size=size)
    if not found.media:
        raise refused("media.data_missing", measured="mdat × 0", allowed="mdat")
    return found._replace(trailing=max(0, size - at), overrun=max(0, at - size))


def _check_steps(boxes: list[Box]) -> None:
    """Refused if the walk takes too many steps. Large boxes cost a request each, so that only few
    of them may be there."""
    if len(boxes) > MAX_TOP_BOXES:
        raise refused("media.too_complex", measured=f"> {MAX_TOP_BOXES}", allowed=MAX_TOP_BOXES)
    if boxes[-1].size >= LARGE and sum(box.size >= LARGE for box in boxes) > MAX_LARGE_BOXES:
        raise refused("media.too_complex", measured=f"> {MAX_LARGE_BOXES}", allowed=MAX_LARGE_BOXES)


def _cut(box: Box, movie: MovieBox | None, *, size: int) -> bool:
    """Whether a box misses its end. Media data behind the movie box may claim more bytes than there
    are: whether a sample is missing is found by their places."""
    return box.end > size and (box.kind != "mdat" or movie is None)


def _gate(boxes: list[Box], movie: MovieBox, *, size: int) -> Gate:
    moov = next(box for box in boxes if box.kind == "moov")
    media = tuple(box.within(size) for box in boxes if box.kind == "mdat")
    beside = tuple(box.within(size) for box in boxes if box.kind in BESIDE)
    return Gate(moov, movie.tree, media, left_out=movie.left_out, beside=beside)


def check_type(read: Read, *, size: int) -> None:
    """Refused unless the first box is a complete `ftyp` with an mp4 brand (clause 4.3)."""
    box = box_at(read(0, LARGE_HEADER), start=0, end=size)
    if box is None or box.kind != "ftyp" or box.end > min(size, LOOKED_AT):
        found = begins_as(read(0, BEGINNING)) if size else "0 B"
        raise refused("media.not_mp4", measured=found, allowed="ftyp")
    body = read(box.body, box.end - box.body)
    marks = [body[:4], *(body[at : at + 4] for at in range(8, len(body) - 3, 4))]
    brands = {mark.decode("latin-1") for mark in marks if mark.strip(b"\0")}
    if brands <= OTHER_BRANDS.keys():
        name = next((OTHER_BRANDS[brand] for brand in brands), "ftyp")
        raise refused("media.not_mp4", measured=name, allowed="mp4")


def check_tail(read: Read, *, at: int, size: int, box: Box | None, complete: bool) -> None:
    """Checks bytes that are not a complete box: `box`, if there is one, has no name or misses its
    end. Refused if the file was cut, is damaged, or is another kind of file as well. A tail that
    players skip passes, with a warning later."""
    if box is not None and box.kind in KNOWN:
        raise refused("media.cut_short", measured=f"{size} B", allowed=f"{box.end} B")
    if not read(at, 1):
        raise refused("media.cut_short", measured=f"{at} B", allowed=f"{size} B")
    if not complete or (box is None and read(at + 4, 4).decode("latin-1") in KNOWN):
        raise refused("media.broken", measured=f"@{at}", allowed=f"{size} B")
    check_trailing(read, at=at, size=size)


def _movie(read: Read, moov: Box, *, size: int) -> MovieBox:
    movie = movie_box(read, moov, size=size)
    root = movie.tree
    tracks = len(root.all("trak"))
    if not 1 <= tracks <= MAX_TRACKS:
        code = "media.too_complex" if tracks else "media.broken"
        raise refused(code, measured=f"trak × {tracks}", allowed=f"1–{MAX_TRACKS}")
    text = sum(n.box.size for n in root.every() if n.kind not in NO_TEXT and not left_out(n.box))
    if text > MAX_TEXT:
        raise refused("media.metadata_too_big", measured=text, allowed=MAX_TEXT)
    check_counts(root)
    return movie


def check_counts(root: Node) -> None:
    """Refused unless every table has room for as many entries as it claims."""
    for node in root.every():
        if not _counts_fit(node):
            raise refused("media.broken", measured=f"{node.kind} @{node.box.start}")


def _counts_fit(node: Node) -> bool:
    body = node.body
    if node.kind not in TABLES:
        return True
    fixed, entry = TABLES[node.kind]
    if len(body) < fixed + COUNT:
        return False
    version = body[0]
    if node.kind == "stsz" and body[4:8] != bytes(4):
        return True  # all samples have one size, which is stated once
    if node.kind == "sbgp" and version == 1:
        fixed += 4
    if node.kind == "sgpd" and version >= 1:
        fixed, entry = fixed + 4, max(entry, struct.unpack_from(">I", body, 8)[0])
    if node.kind == "elst" and version == 1:
        entry = 20
    if len(body) < fixed + COUNT:
        return False
    (count,) = struct.unpack_from(">I", body, fixed)
    return bool(count * entry <= len(body) - fixed - COUNT)
