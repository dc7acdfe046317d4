"""Key frames are written as RFC 6386 and the VP9 specification lay down, and read back; and a real
encoder says what it was asked for."""

import struct
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.validate.codecs.bits import BadHeaderError, Picture
from contest.validate.codecs.vpx import vp8_picture, vp8_sound, vp9_picture, vp9_sound
from tests.contest.validate.codecs.writer import Writer
from tests.corpus.muxer import encoded, lifted

sides = st.tuples(st.integers(1, 2**16), st.integers(1, 2**16))
RGB = 7


def vp9_key_frame(size, *, profile: int = 0, colours: int = 2) -> bytes:
    """Clause 6.2, as far as the size."""
    w = Writer()
    w.u(2, 2)
    w.u(1, profile & 1, profile >> 1)
    w.u(1 if profile == 3 else 0, 0)
    w.u(1, 0, 0, 1, 0)
    w.u(24, 0x498342)
    w.u(1 if profile >= 2 else 0, 0)
    w.u(3, colours)
    if colours != RGB:
        w.u(1, 0)
        w.u(3 if profile in (1, 3) else 0, 0b110)
    elif profile in (1, 3):
        w.u(1, 0)
    w.u(16, size[0] - 1, size[1] - 1)
    w.u(1, 0)
    return w.whole_bytes() + bytes(20)


@given(sides, st.integers(0, 3), st.sampled_from([0, 1, 2, 5, RGB]))
def test_vp9_by_clause_6_2(size, profile, colours):
    assert vp9_picture(vp9_key_frame(size, profile=profile, colours=colours)) == Picture(*size)


@pytest.mark.parametrize("first", [0b10000100, 0b10001000])
def test_a_vp9_frame_that_is_no_key_frame_states_no_size(first):
    """Another kind of frame, and one that shows an earlier one."""
    frame = bytes([first]) + b"Z" * 30
    assert vp9_picture(frame) is None
    assert vp9_sound(frame)


def vp8_key_frame(width: int, height: int, *, first_part: int = 100, scale: int = 0) -> bytes:
    """RFC 6386 clause 9.1."""
    tag = (first_part << 5 | 1 << 4).to_bytes(3, "little")
    sides = struct.pack("<HH", scale << 14 | width, scale << 14 | height)
    return tag + b"\x9d\x01\x2a" + sides + bytes(20)


@given(st.integers(1, 2**14 - 1), st.integers(1, 2**14 - 1), st.integers(0, 3))
def test_vp8_by_clause_9_1(width, height, scale):
    assert vp8_picture(vp8_key_frame(width, height, scale=scale)) == Picture(width, height)


def test_a_vp8_frame_fits_its_sample():
    frame = vp8_key_frame(1920, 1080)
    assert vp8_sound(frame, size=100)
    assert not vp8_sound(frame, size=99)
    assert vp8_picture(b"\x11\x02\x00") is None


def test_a_vp8_header_has_ten_bytes():
    frame = vp8_key_frame(1920, 1080)
    assert vp8_picture(frame[:10]) == Picture(1920, 1080)
    with pytest.raises(BadHeaderError):
        vp8_picture(frame[:9])
    assert vp8_picture(b"") is None


@pytest.mark.parametrize("head", [b"\xff" * 64, b"\x40" * 64, b"\x80" * 64])
def test_noise_is_no_vp9_frame(head):
    """Another marker, and a key frame without its sync code."""
    assert not vp9_sound(head)


def test_noise_is_no_vp8_key_frame():
    assert not vp8_sound(b"\x10" * 64, size=10**6)


@given(st.binary(max_size=40))
def test_any_bytes_are_a_picture_or_none(data):
    for read in (vp8_picture, vp9_picture):
        with suppress(BadHeaderError):
            found = read(data)
            assert found is None or 0 < found.width <= 2**16


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (642, 362), (641, 361)])
def test_an_encoder_writes_vp9_so(size):
    stream = lifted(encoded("libvpx-vp9", *size, **{"cpu-used": "8", "deadline": "realtime"}))
    assert vp9_picture(stream.samples[0]) == Picture(*size)
    assert all(vp9_sound(sample[:1024]) for sample in stream.samples)
