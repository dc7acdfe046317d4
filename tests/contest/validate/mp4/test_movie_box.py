"""Covers and private data of any size are left out of the movie box, and not even read."""

import pytest

from contest.refusals import Refused
from contest.validate.mp4.boxes import Box
from contest.validate.mp4.movie_box import LARGE, MOST_PARTS, SMALL_MOOV, MovieBox, movie_box
from tests.contest.validate.mp4.tiny_mp4 import FTYP, box, moov, track

COVER = SMALL_MOOV + 1


def read_from(file: bytes, *, size: int | None = None) -> tuple[MovieBox, int]:
    """The movie box behind `ftyp`, and the bytes that were read of it."""
    given = []

    def read(start: int, length: int) -> bytes:
        found = file[start : start + length]
        given.append(len(found))
        return found

    length = int.from_bytes(file[len(FTYP) : len(FTYP) + 4], "big")
    found = movie_box(read, Box("moov", len(FTYP), 8, length), size=size or len(file))
    return found, sum(given)


def kinds(found: MovieBox) -> list[str]:
    return [node.kind for node in found.tree.inner]


@pytest.mark.parametrize("kind", ["udta", "meta", "uuid", "free", "skip"])
def test_a_cover_larger_than_a_movie_box_is_not_read(kind):
    small = moov()
    found, given = read_from(FTYP + moov(box(kind, bytes(COVER)), box("udta", bytes(90))))
    assert kinds(found) == ["mvhd", "trak", "udta"]
    assert found.left_out == (Box(kind, len(FTYP) + len(small), 8, COVER + 8),)
    assert given < 1000


def test_a_cover_may_stand_anywhere_in_the_movie_box():
    cover = box("udta", bytes(COVER))
    found, _ = read_from(FTYP + box("moov", cover, box("mvhd", bytes(100)), cover, track()))
    assert kinds(found) == ["mvhd", "trak"]
    assert [one.start for one in found.left_out] == [
        len(FTYP) + 8,
        len(FTYP) + 8 + len(cover) + 108,
    ]


@pytest.mark.parametrize(("size", "large"), [(LARGE - 8, False), (LARGE - 7, True)])
def test_metadata_of_over_64_kib_is_left_out(size, large):
    found, _ = read_from(FTYP + moov(box("udta", bytes(size))))
    assert bool(found.left_out) == large


def test_private_data_of_a_track_is_left_out_too():
    tracks = track(box("uuid", bytes(LARGE)))
    found, _ = read_from(FTYP + moov(tracks=tracks))
    (left,) = found.left_out
    assert (FTYP + moov(tracks=tracks))[left.start + 4 : left.start + 8] == b"uuid"


def code_of(file: bytes, **more) -> str:
    with pytest.raises(Refused) as problem:
        read_from(file, **more)
    return problem.value.refusals[0].code


def test_what_is_no_metadata_counts():
    assert code_of(FTYP + moov(box("stsz", bytes(COVER)))) == "media.too_complex"
    found, _ = read_from(FTYP + moov(box("stsz", bytes(COVER))), size=5 * COVER)
    assert kinds(found) == ["mvhd", "trak", "stsz"]


def test_parts_are_counted_and_fit():
    cover = box("udta", bytes(COVER))
    many = [box("free")] * (MOST_PARTS - 3)
    assert kinds(read_from(FTYP + moov(cover, *many))[0]) == ["mvhd", "trak", *["free"] * 61]
    assert code_of(FTYP + moov(cover, *many, box("free"))) == "media.too_complex"
    assert code_of(FTYP + moov(cover, box("free", size=99))) == "media.broken"
    assert code_of(FTYP + moov(cover, box("free", size=3))) == "media.broken"
