"""NAL units of samples: ITU-T H.264 table 7-1 and H.265 table 7-1 say which types decoders look at;
ISO/IEC 14496-15 clause 5.3.3 how units stand in a sample."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.validate.codecs.nal_units import (
    h264_pictures,
    h264_recovers,
    h264_sound,
    h265_pictures,
    h265_sound,
    of_base_layer,
)
from tests.corpus.muxer import encoded, lifted

SLICE, SEI = b"\x65", b"\x06"
H265_SLICE, H265_SEI = b"\x26\x01", b"\x4e\x01"
HOLE = bytes(32)
"""So many zeros that no coded picture has them."""
H265_TYPES_OF_NO_DECODER = range(41, 64)


def sample(*units: bytes, length_bytes: int = 4) -> bytes:
    return b"".join(len(unit).to_bytes(length_bytes, "big") + unit for unit in units)


def sound(data: bytes, *, h265: bool = False, size: int | None = None, length_bytes: int = 4):
    check = h265_sound if h265 else h264_sound
    return check(data[:1024], size=len(data) if size is None else size, length_bytes=length_bytes)


@given(st.integers(0, 31), st.integers(0, 3), st.sampled_from([1, 2, 4]))
def test_any_type_may_stand_before_a_slice(kind, reference, length_bytes):
    """Types 0 and 24 to 31 are unspecified, others reserved: a decoder ignores them (7.4.1)."""
    vendor = bytes([reference << 5 | kind]) + b"data of its own"
    data = sample(vendor, SLICE + b"Z" * 60, length_bytes=length_bytes)
    assert sound(data, length_bytes=length_bytes)


@given(st.sampled_from(H265_TYPES_OF_NO_DECODER), st.integers(0, 255))
def test_a_unit_that_h265_decoders_ignore_may_say_anything(kind, second):
    vendor = bytes([kind << 1, second]) + HOLE
    assert sound(sample(vendor, H265_SLICE + b"Z" * 60), h265=True)


@pytest.mark.parametrize("second", [0x00, 0x08, 0xF8])
def test_a_unit_without_a_time_is_no_h265_slice(second):
    """`nuh_temporal_id_plus1` is not 0 (7.4.2.2)."""
    assert not sound(sample(bytes([0x26, second]) + b"Z" * 60), h265=True)


@pytest.mark.parametrize("h265", [False, True])
def test_zeros_are_found_in_slices_alone(h265):
    """Within a unit three zeros in a row are escaped; user data often is not."""
    piece, message = (H265_SLICE, H265_SEI) if h265 else (SLICE, SEI)
    whole = piece + b"Z" * 99
    assert sound(sample(message + HOLE + b"Z", whole), h265=h265)
    assert not sound(sample(piece + b"Z" + HOLE + b"Z"), h265=h265)
    assert sound(sample(piece + b"Z" + HOLE[:-1] + b"Z"), h265=h265)


@pytest.mark.parametrize("kind", range(32))
def test_h264_slices_have_the_types_1_to_5(kind):
    """Table 7-1. Others may hold zeros."""
    unit = bytes([kind]) + b"Z" + HOLE + b"Z"
    assert sound(sample(unit)) == (kind not in (1, 2, 3, 4, 5))


@pytest.mark.parametrize("kind", range(64))
def test_h265_slices_have_the_types_0_to_31(kind):
    """Table 7-1: from 32 on there are parameter sets, from 41 on nothing that is decoded."""
    assert sound(sample(bytes([kind << 1, 1]) + b"Z" + HOLE + b"Z"), h265=True) == (kind >= 32)
    assert sound(sample(bytes([kind << 1, 0]) + b"Z"), h265=True) == (kind >= 41)


def test_a_length_of_which_nothing_follows_says_nothing():
    data = sample(SLICE + b"Z" * 60)
    assert sound(data[:4], size=len(data))
    assert not sound(sample(SLICE + b"Z" * 60)[:5], size=5)


@pytest.mark.parametrize("h265", [False, True])
def test_zeros_behind_a_slice_are_padding_if_its_end_was_read(h265):
    """`trailing_zero_8bits` (clause B.1.2)."""
    piece = (H265_SLICE if h265 else SLICE) + b"Z" * 99
    assert sound(sample(piece + bytes(500)), h265=h265)
    assert not sound(sample(piece + bytes(5000)), h265=h265)


@pytest.mark.parametrize("h265", [False, True])
def test_the_forbidden_bit_is_noise(h265):
    piece = H265_SLICE if h265 else SLICE
    for kind in (piece, b"\x01\x01", b"\x0b\x01"):
        assert sound(sample(kind + b"Z" * 20), h265=h265)
        assert not sound(sample(bytes([kind[0] | 128]) + b"\x01" + b"Z" * 20), h265=h265)


def test_units_fit_their_sample_and_have_a_byte():
    data = sample(SLICE + b"Z" * 60)
    assert sound(data)
    assert not sound(data, size=len(data) - 1)
    assert not sound(sample(b"", SLICE + b"Z" * 60))
    assert sound(data[:3], size=len(data))  # nothing of it was read but a length


SPS_1080P = bytes.fromhex("6764001facd940780227e5c044000003000400000300c83c60c658")
"""Written by x264 for 1920x1080."""


def test_parameter_sets_among_the_units_are_read_and_unusable_ones_skipped():
    data = sample(SEI + b"hello", b"\x67", SPS_1080P, SLICE + b"Z" * 9)
    (picture,) = h264_pictures(data, size=len(data), length_bytes=4)
    assert picture[:2] == (1920, 1080)


def test_sets_of_further_layers_are_skipped():
    """A stereo film's second layer has sets of another form (H.265 clause F.7.3.2.2)."""
    for header in (b"\x43\x01", b"\x42\x09"):
        data = sample(header + b"\xff" * 30)
        assert h265_pictures(data, size=len(data), length_bytes=4) == []


@pytest.mark.parametrize(
    ("unit", "base"),
    [(b"\x42\x01", True), (b"\x42\x07", True), (b"\x43\x01", False), (b"\x42\x09", False)],
)
def test_the_base_layer_has_the_number_0(unit, base):
    """`nuh_layer_id`, six bits over both bytes (H.265 clause 7.3.1.2)."""
    assert of_base_layer(unit) == base
    assert not of_base_layer(unit[:1])


def test_h265_sets_among_the_units_are_read():
    stream = lifted(encoded("libx265", 642, 362, **{"x265-params": "log-level=none"}))
    start = stream.stsd.index(b"\x42\x01", stream.stsd.index(b"hvcC"))
    sps = stream.stsd[start : start + int.from_bytes(stream.stsd[start - 2 : start], "big")]
    data = sample(H265_SEI + b"hello", sps, H265_SLICE + b"Z" * 9)
    (picture,) = h265_pictures(data, size=len(data), length_bytes=4)
    assert picture[:2] == (642, 362)
    assert h265_pictures(sample(sps), size=len(sps), length_bytes=4) == []  # beyond its sample


RECOVERY, USER = b"\x06\x01\xc4", b"\x05\xff\x05" + bytes(range(1, 255)) + b"abcdef"
"""Messages (H.264 clause 7.3.2.3.1): a recovery point (6) of one byte, user data (5) of 260."""
NOT_KEY, KEY = b"\x61\x9a\x24", b"\x65\x88\x84"


@pytest.mark.parametrize(
    ("units", "found"),
    [
        ((b"\x06" + RECOVERY + b"\x80", NOT_KEY), True),
        ((b"\x09\xf0", b"\x06" + USER + RECOVERY + b"\x80", NOT_KEY), True),
        ((b"\x06" + USER + b"\x80", b"\x06" + RECOVERY + b"\x80", NOT_KEY), True),
        ((b"\x06" + RECOVERY + b"\x80", KEY), False),
        ((b"\x06" + RECOVERY + b"\x80", KEY, NOT_KEY), False),
        ((b"\x06" + USER + b"\x80", NOT_KEY), False),
        ((b"\x06" + RECOVERY + b"\x80",), False),
        ((NOT_KEY,), False),
    ],
)
def test_decoding_may_begin_at_a_recovery_point_that_is_no_key_frame(units, found):
    """Of two fields, the first alone may be a key picture: nothing before it is needed."""
    data = sample(*units)
    assert h264_recovers(data, size=len(data), length_bytes=4) is found
