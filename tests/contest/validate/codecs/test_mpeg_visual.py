"""Headers are written as ISO/IEC 14496-2 and 13818-2 lay down, and read back; and real encoders say
what they were asked for."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.validate.codecs.bits import Picture
from contest.validate.codecs.esds import stream_of
from contest.validate.codecs.mpeg_visual import layer_pictures, sequence_pictures, sound
from tests.contest.validate.codecs.writer import Writer
from tests.corpus.muxer import encoded, lifted

PIXELS = {1: None, 2: Fraction(12, 11), 3: Fraction(10, 11), 4: Fraction(16, 11)}
flag = st.booleans()


def layer(size, *, version=0, aspect=1, control=False, vbv=False, resolution=25, fixed=False):
    """Clause 6.2.3; `aspect`: a code of table 6-12, or a pair."""
    w = Writer()
    w.u(1, 0)
    w.u(8, 1)
    w.u(1, bool(version))
    if version:
        w.u(4, version)
        w.u(3, 1)
    if isinstance(aspect, tuple):
        w.u(4, 15)
        w.u(8, *aspect)
    else:
        w.u(4, aspect)
    w.u(1, control)
    if control:
        w.u(2, 1)
        w.u(1, 0, vbv)
        if vbv:
            for many in (15, 15, 15, 3, 11, 15):
                w.u(many, 1)
                w.u(1 if many != 3 else 0, 1)
    w.u(2, 0)
    w.u(1, 1)
    w.u(16, resolution)
    w.u(1, 1, fixed)
    if fixed:
        bits = 1
        while 2**bits < resolution:
            bits += 1
        w.u(bits, 1)
    w.u(1, 1)
    w.u(13, size[0])
    w.u(1, 1)
    w.u(13, size[1])
    w.u(1, 1)
    return b"\0\0\1\x20" + w.whole_bytes()


layers = st.fixed_dictionaries(
    {
        "version": st.sampled_from([0, 1, 2, 5]),
        "aspect": st.sampled_from([1, 2, 3, 4, (4, 3), (64, 45)]),
        "control": flag,
        "vbv": flag,
        "resolution": st.integers(1, 65535),
        "fixed": flag,
    }
)


@given(st.tuples(st.integers(1, 8191), st.integers(1, 8191)), layers)
def test_a_layer_by_clause_6_2_3(size, made):
    data = b"\0\0\1\xb0\x01\0\0\1\xb5\x89\x13\0\0\1\0" + layer(size, **made)
    aspect = made["aspect"]
    pixel = Fraction(*aspect) if isinstance(aspect, tuple) else PIXELS[aspect]
    assert layer_pictures(data + b"\0\0\1\xb2user") == [Picture(*size, pixel)]


def sequence(width: int, height: int, shape: int, *, extended: bool) -> bytes:
    """ISO/IEC 13818-2 clauses 6.2.2.1 and 6.2.2.3."""
    w = Writer()
    w.u(12, width & 4095, height & 4095)
    w.u(4, shape, 5)
    w.u(18, 1)
    w.u(1, 1)
    w.u(10, 1)
    w.u(3, 0)
    more = Writer()
    more.u(4, 1)
    more.u(8, 0x48)
    more.u(1, 1)
    more.u(2, 1, width >> 12, height >> 12)
    more.u(12, 0)
    tail = b"\0\0\1\xb5" + more.whole_bytes()
    return b"\0\0\1\xb3" + w.whole_bytes() + (tail if extended else b"")


@pytest.mark.parametrize(
    ("size", "shape", "pixel"),
    [
        ((1920, 1080), 1, None),
        ((1440, 1080), 3, Fraction(4, 3)),
        ((720, 576), 2, Fraction(16, 15)),
        ((5000, 4100), 1, None),
    ],
)
def test_mpeg_2_by_clause_6_2_2(size, shape, pixel):
    """The shape is that of the whole picture (table 6-3)."""
    assert sequence_pictures(sequence(*size, shape, extended=True)) == [Picture(*size, pixel)]


def test_mpeg_1_has_no_extension():
    assert sequence_pictures(sequence(352, 288, 8, extended=False)) == [Picture(352, 288)]


@given(st.binary(max_size=80))
def test_any_bytes_are_pictures_or_none(data):
    whole = b"\0\0\1\x20" + data + b"\0\0\1\xb3" + data
    for picture in (*layer_pictures(whole), *sequence_pictures(whole)):
        assert 0 < picture.width <= 2**16
        assert 0 < picture.height <= 2**16


def test_a_sample_begins_behind_a_start_code():
    assert sound(b"\0\0\1\xb6" + b"Z" * 60)
    assert sound(b"\0\0\0\0\0\1\xb3" + b"Z" * 60)
    assert sound(b"\0\0\x80\x02" + b"Z" * 60)  # a short header
    assert sound(b"\x7f")
    assert not sound(b"\xff" * 64)
    assert not sound(b"Z" * 64)


def esds(kind: int, config: bytes, *, wide: bool) -> bytes:
    """ISO/IEC 14496-1 clause 7.2.6; `wide`: sizes of four bytes, as most programs write them."""

    def descriptor(tag: int, body: bytes) -> bytes:
        size = bytes([128, 128, 128, len(body)]) if wide else bytes([len(body)])
        return bytes([tag]) + size + body

    decoder = bytes([kind, 0x11]) + bytes(11) + descriptor(5, config)
    return bytes(4) + descriptor(3, b"\0\1\0" + descriptor(4, decoder) + descriptor(6, b"\2"))


@pytest.mark.parametrize("wide", [True, False])
def test_the_descriptor_says_which_codec_it_is(wide):
    assert stream_of(esds(0x20, b"config", wide=wide)) == (0x20, b"config")
    assert stream_of(b"\0\0\0\0\4") is None
    assert stream_of(b"") is None


@given(st.binary(max_size=60))
def test_any_descriptor_is_read_or_not(data):
    stream_of(bytes(4) + b"\3" + data)


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (642, 362)])
@pytest.mark.parametrize(
    ("codec", "kind", "read"),
    [("mpeg4", 0x20, layer_pictures), ("mpeg2video", 0x61, sequence_pictures)],
)
def test_encoders_write_them_so(codec, kind, read, size):
    stream = lifted(encoded(codec, *size))
    at = stream.stsd.index(b"esds")
    box = stream.stsd[at + 4 : at - 4 + int.from_bytes(stream.stsd[at - 4 : at], "big")]
    found = stream_of(box)
    assert found is not None
    assert found.kind == kind
    assert {picture[:2] for picture in read(found.config + stream.samples[0])} == {size}
    assert all(sound(sample[:1024]) for sample in stream.samples)
