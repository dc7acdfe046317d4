"""Where fragments begin, by the index at the end and at the head, byte by byte as ISO/IEC 14496-12
lays them out (clauses 8.8.9 to 8.8.11 and 8.16.3)."""

import struct

import pytest

from contest.refusals import Refused
from contest.validate.mp4.boxes import Box, tree
from contest.validate.mp4.fragments.index import Index, fragment_index, index_bytes, stated_index
from contest.validate.mp4.gate import Gate
from tests.contest.validate.mp4.tiny_mp4 import box
from tests.corpus.muxer import full

MOOV = box("moov")
SMALL, TAIL = 1_179_648, 32 * 1024
"""The longest index that is read, and what is read at the end to find it."""
Entries = list[tuple[int, int]]
"""Times and offsets."""


def tfra(entries: Entries, *, track=1, version=0, lengths=0, claimed=None, cut=0) -> bytes:
    """`lengths`: of the numbers of `traf`, `trun` and sample, two bits each, less one."""
    numbers = b"\1" * sum((lengths >> shift & 3) + 1 for shift in (4, 2, 0))
    each = ">QQ" if version else ">II"
    body = b"".join(struct.pack(each, *entry) + numbers for entry in entries)
    many = len(entries) if claimed is None else claimed
    return full("tfra", track, lengths, many, version=version, tail=body[: len(body) - cut])


def mfra(*tables: bytes, wrong: int = 0) -> bytes:
    inner = b"".join(tables)
    return box("mfra", inner, full("mfro", len(inner) + 24 + wrong))


def sidx(*references: tuple[int, int], time=0, first=0, scale=600, version=0) -> bytes:
    """`references`: sizes and durations; 0 bytes of the word are about access points."""
    head = struct.pack(">IIQQ" if version else ">IIII", 1, scale, time, first)
    body = b"".join(struct.pack(">III", *one, 0x90000000) for one in references)
    return box(
        "sidx", bytes([version, 0, 0, 0]), head, struct.pack(">HH", 0, len(references)), body
    )


def found(file: bytes, *, track: int = 1) -> Index | None:
    def read(start: int, length: int) -> bytes:
        return file[start : start + length]

    gate = Gate(Box("moov", 0, 8, len(MOOV)), tree(MOOV), (), first_fragment=len(MOOV))
    return stated_index(read, gate, size=len(file), track=track)


def code(file: bytes) -> str:
    with pytest.raises(Refused) as problem:
        found(file)
    (reason,) = problem.value.refusals
    return reason.code


BODY = bytes(300)


@pytest.mark.parametrize("version", [0, 1])
@pytest.mark.parametrize("lengths", range(64))
def test_the_index_at_the_end_names_times_and_offsets(version, lengths):
    table = tfra([(0, 100), (50, 200), (90, 280)], version=version, lengths=lengths)
    assert found(MOOV + BODY + mfra(table)) == Index((100, 200, 280), (0, 50, 90), 1)


def test_an_offset_may_lie_beyond_4_gib():
    far = mfra(tfra([(2**33, 2**34)], version=1))
    size = 2**34 + 8 + len(far)

    def read(start: int, length: int) -> bytes:
        at = start - (size - len(far))
        return far[at : at + length] if at >= 0 else bytes(min(length, size - start))

    def tail(start: int, length: int) -> bytes:
        """Only the last bytes are asked for."""
        assert start >= size - TAIL
        return (bytes(TAIL) + far)[-(size - start) :][:length]

    del read
    gate = Gate(Box("moov", 0, 8, 8), tree(MOOV), (), first_fragment=8)
    assert stated_index(tail, gate, size=size, track=1) == Index((2**34,), (2**33,), 1)


def test_what_follows_the_entries_is_none():
    table = tfra([(0, 100), (50, 200), (90, 280)], claimed=2)
    assert found(MOOV + BODY + mfra(table)) == Index((100, 200), (0, 50), 1)


def test_flags_are_no_part_of_the_length():
    table = tfra([(0, 100)])
    end = full("mfro", len(table) + 24, flags=0xFFFFFF)
    assert found(MOOV + BODY + box("mfra", table, end)) == Index((100,), (0,), 1)


def test_of_several_key_frames_in_a_fragment_the_first_counts():
    table = tfra([(0, 100), (10, 100), (20, 200), (30, 200)])
    assert found(MOOV + BODY + mfra(table)) == Index((100, 200), (0, 20), 1)


def test_each_track_has_an_index_of_its_own():
    both = mfra(tfra([(0, 100)], track=2), tfra([(7, 150)], track=3))
    assert found(MOOV + BODY + both, track=3) == Index((150,), (7,), 3)
    assert found(MOOV + BODY + both, track=1) is None
    assert found(MOOV + BODY + mfra(tfra([]))) is None
    assert found(MOOV + BODY + mfra()) is None


def test_without_an_index_there_is_none():
    assert found(MOOV + BODY) is None
    assert found(MOOV) is None


@pytest.mark.parametrize("entries", [[(0, 200), (1, 100)], [(0, 100), (1, 200), (2, 150)]])
def test_fragments_follow_each_other_in_the_file(entries):
    assert code(MOOV + BODY + mfra(tfra(entries))) == "media.tables_disagree"


def test_the_last_fragment_has_room_for_a_header():
    size = len(MOOV + BODY + mfra(tfra([(0, 0)])))
    assert found(MOOV + BODY + mfra(tfra([(0, size - 8)]))) == Index((size - 8,), (0,), 1)
    assert code(MOOV + BODY + mfra(tfra([(0, size - 7)]))) == "media.cut_short"


BROKEN = {
    "shorter than it can be": BODY + full("mfro", 23),
    "longer than the file": BODY + full("mfro", 333),
    "longer than what is read": bytes(SMALL) + full("mfro", SMALL + 1),
    "beginning elsewhere": BODY + mfra(tfra([(0, 100)]), wrong=1),
    "one entry too many": BODY + mfra(tfra([(0, 100)], claimed=2)),
    "an entry cut short": BODY + mfra(tfra([(0, 100), (1, 200)], cut=1)),
}


@pytest.mark.parametrize("rest", BROKEN.values(), ids=BROKEN)
def test_an_index_that_cannot_be_so_is_damage(rest):
    assert code(MOOV + rest) == "media.broken"


@pytest.mark.parametrize(("length", "stated"), [(24, 24), (324, 324)])
def test_an_index_may_be_as_long_as_the_file(length, stated):
    file = MOOV + BODY + full("mfro", length)
    assert len(file) == 324
    assert index_bytes(lambda start, many: file[start : start + many], size=324) == stated


def test_the_longest_index_is_that_of_a_large_movie_box():
    file = bytes(SMALL) + full("mfro", SMALL)
    assert index_bytes(lambda at, many: file[at : at + many], size=len(file)) == SMALL


@pytest.mark.parametrize("version", [0, 1])
@pytest.mark.parametrize("before", range(9))
def test_the_index_at_the_head_counts_from_its_end(version, before):
    """Sizes 100, 60 and 40; it may stand behind up to eight other boxes."""
    head = MOOV + box("free") * before
    index = sidx((100, 30), (60, 20), (40, 10), time=7, first=5, version=version)
    at = len(head) + len(index) + 5
    assert found(head + index + bytes(5 + 200)) == Index(
        (at, at + 100, at + 160), (7, 37, 57), None, 600
    )
    assert found(MOOV + box("free") * 9 + index + bytes(5 + 200)) is None


def test_an_index_at_the_head_is_of_the_whole_file():
    index = sidx((100, 30), (60, 20))
    assert found(MOOV + index + bytes(160)) is not None
    assert found(MOOV + index + bytes(159)) is None
    assert found(MOOV + index + bytes(160 + TAIL)) is not None
    assert found(MOOV + index + bytes(160 + TAIL + 1)) is None


def test_an_index_of_indexes_and_one_of_a_single_part_say_nothing():
    assert found(MOOV + sidx((1 << 31 | 100, 30), (60, 20)) + bytes(160)) is None
    assert found(MOOV + sidx((100, 30), (1 << 31 | 60, 20)) + bytes(160)) is None
    assert found(MOOV + sidx((160, 30)) + bytes(160)) is None
    assert found(MOOV + sidx() + bytes(160)) is None


def test_an_index_of_indexes_says_nothing_of_a_large_file_either():
    """The word's upper bit is no part of the size, which has 31 bits."""
    index = sidx((1 << 31 | 100, 30), (60, 20))
    head = MOOV + index

    def read(start: int, length: int) -> bytes:
        return head[start : start + length].ljust(length, b"\0")

    gate = Gate(Box("moov", 0, 8, len(MOOV)), tree(MOOV), (), first_fragment=len(MOOV))
    assert stated_index(read, gate, size=len(head) + 2**31 + 160, track=1) is None


def test_an_index_at_the_head_is_there_whole():
    index = sidx((100, 30), (60, 20))
    assert found(MOOV + index[:-1]) is None
    assert found(MOOV + b"\0\0\0\7sidx" + bytes(90)) is None
    assert code(MOOV + sidx((0, 30), (0, 20))) == "media.tables_disagree", "nothing follows it"
    large = box("sidx", bytes(SMALL - 8)) + bytes(99)
    assert found(MOOV + large) is None
    with pytest.raises(Refused):
        found(MOOV + box("sidx", bytes(10)) + bytes(99))


def test_the_index_at_the_end_comes_first():
    index = sidx((100, 30), (60, 20))
    file = MOOV + index + bytes(160) + mfra(tfra([(9, 110)]))
    assert found(file) == Index((110,), (9,), 1)


def test_without_an_index_the_fragments_are_walked():
    moof, mdat = box("moof", full("mfhd", 1)), box("mdat", bytes(20))
    file = MOOV + (moof + mdat) * 3

    def read(start: int, length: int) -> bytes:
        return file[start : start + length]

    gate = Gate(Box("moov", 0, 8, 8), tree(MOOV), (), first_fragment=8)
    assert fragment_index(read, gate, size=len(file), track=1) == Index((8, 60, 112))
    whole = file + mfra(tfra([(0, 8), (5, 60)]))

    def read_whole(start: int, length: int) -> bytes:
        return whole[start : start + length]

    assert fragment_index(read_whole, gate, size=len(whole), track=1).offsets == (8, 60)
