"""Headers, numbers and the tree of boxes, byte by byte (ISO/IEC 14496-12 clause 4.2)."""

import struct

import pytest

from contest.refusals import Refused
from contest.validate.mp4.boxes import (
    Box,
    box_at,
    numbers,
    signed,
    tree,
    u16,
    u32,
    u64,
    version,
)
from tests.contest.validate.mp4.tiny_mp4 import box, large


def code(data: bytes) -> str:
    with pytest.raises(Refused) as problem:
        tree(data)
    (reason,) = problem.value.refusals
    return reason.code


@pytest.mark.parametrize(
    ("head", "found"),
    [
        (struct.pack(">I4s", 8, b"free"), Box("free", 100, 8, 8)),
        (struct.pack(">I4s", 99, b"mdat"), Box("mdat", 100, 8, 99)),
        (struct.pack(">I4s", 0, b"mdat"), Box("mdat", 100, 8, 400)),
        (struct.pack(">I4sQ", 1, b"mdat", 16), Box("mdat", 100, 16, 16)),
        (struct.pack(">I4sQ", 1, b"mdat", 2**40), Box("mdat", 100, 16, 2**40)),
        (struct.pack(">I4s", 8, b"\xa9nam"), Box("©nam", 100, 8, 8)),
        (struct.pack(">I4s", 7, b"free"), None),
        (struct.pack(">I4s", 2, b"free"), None),
        (struct.pack(">I4sQ", 1, b"mdat", 15), None),
        (struct.pack(">I4sQ", 1, b"mdat", 16)[:15], None),
        (struct.pack(">I4s", 8, b"free")[:7], None),
        (b"", None),
    ],
)
def test_a_header_states_size_and_kind(head, found):
    assert box_at(head, start=100, end=500) == found
    if found:
        assert (found.body, found.end) == (100 + found.header, 100 + found.size)
    if found and found.header == 8:
        assert box_at(head + b"\7" * 9, start=100, end=500) == found


def test_a_kind_is_four_printable_characters():
    names = {b"free": True, b"\xa9nam": False, b"ab\0d": False, b"a b ": True, b"\x7fabc": False}
    for kind, named in names.items():
        found = box_at(struct.pack(">I4s", 8, kind), start=0, end=8)
        assert found.named == named


def test_a_box_is_cut_where_the_file_ends():
    one = Box("mdat", 100, 8, 50)
    assert one.within(150) == one.within(151) == one
    assert one.within(149) == Box("mdat", 100, 8, 49)


def nested(levels: int) -> bytes:
    made = box("free")
    for _ in range(levels - 1):
        made = box("moov", made)
    return made


def test_boxes_stand_in_each_other_up_to_eight_levels_below_the_first():
    found = tree(nested(9))
    assert [node.kind for node in found.every()] == ["moov"] * 8 + ["free"]
    assert code(nested(10)) == "media.too_complex"


def test_there_are_at_most_4096_boxes():
    """The container is one of them."""
    assert len(tree(box("moov", box("free") * 4095)).inner) == 4095
    assert code(box("moov", box("free") * 4096)) == "media.too_complex"
    assert code(box("moov", box("trak", box("free") * 4000) + box("free") * 96)) == (
        "media.too_complex"
    )


def test_one_box_fills_the_data():
    assert tree(box("free", b"abc")).box == Box("free", 0, 8, 11)
    assert bytes(tree(large("free", b"abc")).body) == b"abc"
    for wrong in (b"", bytes(7), box("free") * 2, box("free")[:-1], box("free", size=9)):
        assert code(wrong) == "media.broken"
    assert tree(box("free") + bytes(7)).kind == "free", "fewer bytes than a header has"


def test_boxes_are_found_by_kind_and_path():
    made = tree(box("moov", box("trak", b""), box("free"), box("trak", box("tkhd", b"1"))))
    first, second = made.all("trak")
    assert (first.inner, second.inner[0].body) == ((), b"1")
    assert made.find("trak") == first, "the first one"
    assert made.find("trak", "tkhd") is None
    assert second.find("tkhd").box == Box("tkhd", 32, 8, 9)
    assert made.find("abcd", "tkhd") is None
    assert made.find() is made


@pytest.mark.parametrize(
    ("read", "width", "value"),
    [(u16, 2, 0x0102), (u32, 4, 0x01020304), (u64, 8, 0x0102030405060708)],
)
def test_a_number_is_big_endian_and_there(read, width, value):
    body = memoryview(b"\7\1\2\3\4\5\6\7\x08"[: width + 1])
    assert read(body, 1) == value
    with pytest.raises(Refused) as problem:
        read(body, 2)
    assert [one.code for one in problem.value.refusals] == ["media.broken"]


def test_numbers_may_be_signed():
    assert [signed(n) for n in (0, 2**31 - 1, 2**31, 2**32 - 1)] == [0, 2**31 - 1, -(2**31), -1]
    assert [signed(n, width=8) for n in (2**32 - 1, 2**63, 2**64 - 1)] == [2**32 - 1, -(2**63), -1]


def test_tables_are_read_at_once():
    body = memoryview(b"\7" + struct.pack(">IIII", 1, 2, 2**32 - 1, 4))
    assert list(numbers(body, 1, 3)) == [1, 2, 2**32 - 1]
    assert list(numbers(body, 1, 4)) == [1, 2, 2**32 - 1, 4]
    assert list(numbers(body, 1, 2, width=8)) == [2**32 + 2, (2**32 - 1) * 2**32 + 4]
    assert list(numbers(body, 17, 0)) == []
    for at, many, width in ((1, 5, 4), (2, 4, 4), (1, 3, 8), (2, 2, 8), (18, 0, 4)):
        with pytest.raises(Refused) as problem:
            numbers(body, at, many, width=width)
        assert [one.code for one in problem.value.refusals] == ["media.broken"]


def test_a_version_is_0_or_1():
    bodies = (b"", b"\0\1", b"\1\0", b"\2\0")
    assert [version(memoryview(body)) for body in bodies] == [0, 0, 1, 0]
