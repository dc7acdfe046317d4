"""Sample descriptions, byte by byte as ISO/IEC 14496-12 (clauses 8.5.2 and 12.1.3), 14496-14 and
14496-15 lay them out."""

import struct
from fractions import Fraction

import pytest

from contest.refusals import Refused
from contest.validate.codecs.bits import Picture
from contest.validate.mp4.boxes import tree
from contest.validate.mp4.sample_entry import ENCRYPTED, STILLS, SampleEntry, sample_entries
from tests.contest.validate.codecs.writer import Writer
from tests.contest.validate.mp4.tiny_mp4 import box

WIDTH, HEIGHT = 1920, 1080


def visual(kind: str, *inner: bytes, width: int = WIDTH, height: int = HEIGHT) -> bytes:
    """78 bytes: 24 that say nothing here, width, height, and the rest of the fixed fields."""
    fixed = b"\7" * 24 + struct.pack(">HH", width, height) + b"\7" * 50
    return box(kind, fixed, *inner)


def stsd(*entries: bytes, claimed: int | None = None) -> bytes:
    many = len(entries) if claimed is None else claimed
    return box("stsd", struct.pack(">II", 0, many), *entries)


def read(*entries: bytes, sees: bool = True, claimed: int | None = None) -> tuple[SampleEntry, ...]:
    return sample_entries(tree(stsd(*entries, claimed=claimed)), visual=sees)


def one(*inner: bytes, kind: str = "avc1") -> SampleEntry:
    (found,) = read(visual(kind, *inner))
    return found


def code(*entries: bytes, **more) -> str:
    with pytest.raises(Refused) as problem:
        read(*entries, **more)
    (reason,) = problem.value.refusals
    return reason.code


def h264(across: int, down: int) -> bytes:
    """A parameter set of so many macroblocks (ITU-T H.264 clause 7.3.2.1.1)."""
    w = Writer()
    w.u(8, 66, 0, 40)
    w.ue(0, 4, 2, 4)
    w.u(1, 0)
    w.ue(across - 1, down - 1)
    w.u(1, 1, 1, 0, 0)
    return w.nal(b"\x67")


def h265(width: int, height: int, *, layer: int = 0, kind: int = 33) -> bytes:
    """A parameter set (ITU-T H.265 clause 7.3.2.2.1)."""
    w = Writer()
    w.u(4, 0)
    w.u(3, 0)
    w.u(1, 1)
    w.u(96, 1)
    w.ue(0, 1, width, height)
    w.u(1, 0)
    return w.nal(struct.pack(">H", kind << 9 | layer << 3 | 1))


def avcc(*sets: bytes, length: int = 4) -> bytes:
    """AVCDecoderConfigurationRecord: reserved bits are ones (14496-15 clause 5.3.3.1.2)."""
    held = b"".join(struct.pack(">H", len(unit)) + unit for unit in sets)
    fixed = bytes([1, 66, 0, 40, 0xFC | length - 1, 0xE0 | len(sets)])
    return box("avcC", fixed, held, b"\1\0\4\x68\1\2\3")


def hvcc(*arrays: tuple[int, list[bytes]], length: int = 4) -> bytes:
    """HEVCDecoderConfigurationRecord: 22 bytes, the number of arrays, and the arrays (clause
    8.3.3.1.2)."""
    held = b""
    for kind, units in arrays:
        held += struct.pack(">BH", 0x80 | kind, len(units))
        held += b"".join(struct.pack(">H", len(unit)) + unit for unit in units)
    return box("hvcC", b"\1" + bytes(20), bytes([0xFC | length - 1, len(arrays)]), held)


@pytest.mark.parametrize("kind", ["avc1", "avc2", "avc3", "avc4"])
@pytest.mark.parametrize("length", [1, 2, 3, 4])
def test_h264_states_its_pictures_and_how_long_lengths_are(kind, length):
    found = one(avcc(h264(40, 22), h264(20, 11), length=length), kind=kind)
    assert found == SampleEntry(
        kind,
        WIDTH,
        HEIGHT,
        coding="h264",
        length_bytes=length,
        pictures=(Picture(640, 352), Picture(320, 176)),
        config=avcc(h264(40, 22), h264(20, 11), length=length)[8:],
    )


@pytest.mark.parametrize("kind", ["hvc1", "hev1", "dvh1", "dvhe"])
@pytest.mark.parametrize("length", [1, 2, 3, 4])
def test_h265_states_its_pictures_in_any_array(kind, length):
    """Sets of further layers, and units of other kinds, are no pictures."""
    sets = [h265(640, 360), h265(999, 999, layer=1), h265(320, 180)]
    found = one(hvcc((32, [b"\x40\1\2"]), (33, sets), (34, [h265(7, 7)]), length=length), kind=kind)
    assert (found.coding, found.length_bytes) == ("h265", length)
    assert found.pictures == (Picture(640, 360), Picture(320, 180))
    assert (
        found.config == hvcc((32, [b"\x40\1\2"]), (33, sets), (34, [h265(7, 7)]), length=length)[8:]
    )


def test_parameter_sets_may_be_in_the_samples():
    assert one(avcc()).pictures == ()
    assert one(hvcc(), kind="hev1").pictures == ()
    assert one(hvcc((33, [])), kind="hev1").pictures == ()


BROKEN = {
    "no configuration": visual("avc1"),
    "another codec's configuration": visual("avc1", hvcc((33, [h265(640, 360)]))),
    "one codec's in the other": visual("hvc1", avcc(h264(40, 22))),
    "a set that is none": visual("avc1", avcc(b"\x67\1\2")),
    "a set of h265 that is none": visual("hvc1", hvcc((33, [b"\x42\1\2"]))),
    "a set cut short": visual("avc1", box("avcC", b"\1\2\3\4\xff\xe1\0")),
    "a record cut short": visual("avc1", box("avcC", b"\1\2\3\4")),
    "a record of h265 cut short": visual("hvc1", box("hvcC", bytes(22))),
    "an array cut short": visual("hvc1", box("hvcC", bytes(22), b"\1\x21\0")),
    "no sizes": box("avc1", bytes(24), b"\1\2\3"),
}


@pytest.mark.parametrize("entry", BROKEN.values(), ids=BROKEN)
def test_what_cannot_be_decoded_is_damaged(entry):
    assert code(entry) == "media.broken"


@pytest.mark.parametrize("kind", sorted(ENCRYPTED))
def test_what_is_encrypted_cannot_be_judged(kind):
    for sees in (True, False):
        assert code(visual(kind), sees=sees) == "media.encrypted"


def test_a_scheme_of_protection_is_encryption_whatever_the_entry_is_called():
    assert code(visual("avc1", avcc(h264(40, 22)), box("sinf", bytes(8)))) == "media.encrypted"


@pytest.mark.parametrize(
    ("wide", "tall", "aspect"),
    [(4, 3, Fraction(4, 3)), (1, 1, Fraction(1)), (0, 3, None), (4, 0, None), (0, 0, None)],
)
def test_pixels_have_an_aspect_if_both_sides_are_stated(wide, tall, aspect):
    found = one(avcc(h264(40, 22)), box("pasp", struct.pack(">II", wide, tall)))
    assert found.pixel_aspect == aspect
    assert one(avcc(h264(40, 22))).pixel_aspect is None


def test_the_first_box_of_a_kind_counts_and_a_terminator_does_not():
    first, second = (box("pasp", struct.pack(">II", n, 1)) for n in (2, 3))
    assert one(avcc(h264(40, 22)), first, second, bytes(4)).pixel_aspect == 2
    assert one(avcc(h264(40, 22)), first, b"\0\0\0\1\0\0\0\0").pixel_aspect == 2
    over = struct.pack(">I4s", 100, b"pasp") + struct.pack(">II", 3, 1)
    assert one(avcc(h264(40, 22)), over).pixel_aspect is None, "a box over the end"
    assert one(avcc(h264(40, 22)), box("free")).pictures == (Picture(640, 352),)


def test_boxes_of_many_kinds_are_looked_at_but_not_of_any_number():
    kinds = [box(f"b{number:03}") for number in range(20)]
    aspect = box("pasp", struct.pack(">II", 2, 1))
    assert one(avcc(h264(40, 22)), *kinds[:14], aspect).pixel_aspect == 2
    assert one(avcc(h264(40, 22)), *kinds[:15], aspect).pixel_aspect is None


def test_each_entry_of_a_track_counts_up_to_16():
    entries = [visual("avc1", avcc(h264(n + 1, 5)), width=n, height=9) for n in range(16)]
    found = read(*entries)
    assert [entry.width for entry in found] == list(range(16))
    assert [entry.pictures[0].width for entry in found] == [16 * (n + 1) for n in range(16)]
    assert code(*entries, visual("avc1")) == "media.too_complex"
    assert read(*entries, claimed=3) == found[:3]
    assert read() == ()


@pytest.mark.parametrize("entry", [b"", b"\0\0\0\x08avc", box("avc1", size=7), box("avc1", size=9)])
def test_an_entry_that_is_not_there_is_damage(entry):
    assert code(entry, claimed=1) == "media.broken"


def test_of_sound_only_the_codec_is_read():
    heard = SampleEntry("mp4a", 0, 0, None, "other", 4, (), b"")
    assert read(box("mp4a", bytes(3)), sees=False) == (heard,)


def test_covers_are_no_pictures():
    assert {kind for kind in (*STILLS, "avc1", "ap4h") if SampleEntry(kind).still} == set(STILLS)
    assert {"jpeg", "mjpg", "mjpa", "mjpb", "png ", "tiff"} == STILLS


@pytest.mark.parametrize(
    ("kind", "coding"), [("vp08", "vp8"), ("vp09", "vp9"), ("av01", "av1"), ("apch", "other")]
)
def test_other_codecs_are_told_by_their_four_characters(kind, coding):
    config = {"vp08": "vpcC", "vp09": "vpcC", "av01": "av1C"}.get(kind, "abcd")
    found = one(box(config, b"\1\2\3\4"), kind=kind)
    assert (found.coding, found.pictures, found.length_bytes) == (coding, (), 4)
    assert found.config == (b"" if kind == "apch" else b"\1\2\3\4")


def esds(kind: int, config: bytes) -> bytes:
    """An elementary stream's descriptor (ISO/IEC 14496-1 clause 7.2.6.5): its number, flags, and in
    it the decoder's, with 12 bytes beside the object type."""
    specific = bytes([5, len(config)]) + config
    decoder = bytes([4, 13 + len(specific), kind]) + bytes(12) + specific
    return box("esds", bytes(4), bytes([3, 3 + len(decoder), 0, 7, 0]), decoder)


@pytest.mark.parametrize("kind", range(256))
def test_what_mp4v_is_its_descriptor_says(kind):
    """ISO/IEC 14496-1 table 5: 0x20 is MPEG-4 Visual, 0x60 to 0x65 are MPEG-2, 0x6A is MPEG-1."""
    found = one(esds(kind, b"\0\0\1\xb3\x28\x01\x68\x13"), kind="mp4v")
    if kind in (*range(0x60, 0x66), 0x6A):
        assert (found.coding, found.pictures) == ("mpeg2", (Picture(640, 360),))
    elif kind == 0x20:
        assert (found.coding, found.pictures) == ("mpeg4", ())
    else:
        assert (found.coding, found.config) == ("other", b"")


def test_mp4v_without_a_descriptor_is_of_any_codec():
    assert one(kind="mp4v").coding == "other"
    assert one(box("esds", bytes(5)), kind="mp4v").coding == "other"
    assert one(esds(0x60, b""), kind="abcd").coding == "other"
