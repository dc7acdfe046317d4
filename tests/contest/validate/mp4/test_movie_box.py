"""Covers and private data of any size are left out of the movie box, and not even read."""

import pytest

from contest.refusals import Refused
from contest.validate.mp4.boxes import Box
from contest.validate.mp4.movie_box import MovieBox, movie_box
from tests.contest.validate.mp4.tiny_mp4 import FTYP, box, moov, track

MIB = 2**20
SMALL, LARGE, PARTS = 1_179_648, 64 * 1024, 64
"""As docs/stages/2-validate.md lays down: what is read of a small file's movie box, what metadata
is left out, and how many parts are looked at then."""
COVER = SMALL + 1


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


@pytest.mark.parametrize("kind", ["udta", "meta", "uuid", "free", "skip", "wide"])
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


def of_size(size: int) -> bytes:
    """A movie box of so many bytes that nobody may leave out."""
    return FTYP + moov(box("stsz", bytes(size - len(moov()) - 8)))


@pytest.mark.parametrize(
    ("movie", "file", "read"),
    [
        (SMALL, SMALL + 24, True),
        (SMALL + 1, SMALL + 25, False),
        (SMALL + 1, 4 * SMALL + 3, False),
        (SMALL + 1, 4 * SMALL + 4, True),
        (16 * MIB, 64 * MIB, True),
        (16 * MIB + 1, 999 * MIB, False),
    ],
)
def test_what_is_no_metadata_counts(movie, file, read):
    """Over 1.1 MiB only in a file that is four times as large, and never over 16 MiB."""
    if read:
        assert kinds(read_from(of_size(movie), size=file)[0]) == ["mvhd", "trak", "stsz"]
    else:
        assert code_of(of_size(movie), size=file) == "media.too_complex"


def test_what_follows_comes_along_and_small_parts_come_in_few_reads():
    asked = []

    def read(start: int, length: int) -> bytes:
        asked.append((start, length))
        return file[start : start + length]

    file = FTYP + moov()
    movie_box(read, Box("moov", len(FTYP), 8, len(file) - len(FTYP)), size=len(file))
    assert asked == [(len(FTYP), len(file) - len(FTYP) + 2048)]
    asked.clear()
    file = FTYP + moov(box("udta", bytes(COVER)))
    movie_box(read, Box("moov", len(FTYP), 8, len(file) - len(FTYP)), size=len(file))
    assert {length for _, length in asked[:3]} == {32}


def test_parts_are_counted_and_fit():
    cover = box("udta", bytes(COVER))
    many = [box("free")] * (PARTS - 3)
    assert kinds(read_from(FTYP + moov(cover, *many))[0]) == ["mvhd", "trak", *["free"] * 61]
    assert code_of(FTYP + moov(cover, *many, box("free"))) == "media.too_complex"
    assert code_of(FTYP + moov(cover, box("free", size=99))) == "media.broken"
    assert code_of(FTYP + moov(cover, box("free", size=3))) == "media.broken"


def test_the_largest_movie_box_is_read_at_once_with_what_follows():
    asked = []

    def read(start: int, length: int) -> bytes:
        asked.append(length)
        return file[start : start + length]

    file = of_size(SMALL)
    movie_box(read, Box("moov", len(FTYP), 8, SMALL), size=len(file))
    assert asked == [SMALL + 2048]


@pytest.mark.parametrize(("more", "read"), [(0, True), (1, False)])
def test_beside_its_metadata_a_movie_box_may_be_as_large(more, read):
    """The parts and a header of 8 bytes."""
    parts = moov()[8:] + box("stsz", bytes(SMALL - len(moov()) - 8 + more))
    file = FTYP + box("moov", parts, box("udta", bytes(COVER)))
    if read:
        assert kinds(read_from(file)[0]) == ["mvhd", "trak", "stsz"]
    else:
        assert code_of(file) == "media.too_complex"


@pytest.mark.parametrize("many", [1, 4, 5, 7])
def test_fewer_bytes_than_a_header_has_end_a_movie_box_of_any_size(many):
    file = FTYP + moov(box("udta", bytes(COVER)), b"\xff" * many) + box("mdat", bytes(40))
    assert kinds(read_from(file)[0]) == ["mvhd", "trak"]
