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

PIXELS = {
    0: None,
    1: None,
    2: Fraction(12, 11),
    3: Fraction(10, 11),
    4: Fraction(16, 11),
    5: Fraction(40, 33),
    6: None,
}
"""Table 6-12. 1 is a square pixel, which is what a player takes for granted."""
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
        "aspect": st.sampled_from([*PIXELS, (4, 3), (64, 45)]),
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


@pytest.mark.parametrize(
    ("resolution", "bits"),
    [(1, 1), (2, 1), (3, 2), (4, 2), (5, 3), (255, 8), (256, 8), (257, 9), (65535, 16)],
)
def test_a_fixed_time_has_as_many_bits_as_its_resolution_needs(resolution, bits):
    """`fixed_vop_time_increment` is less than the resolution, and has a bit at least (6.3.3)."""
    made = layer((720, 576), resolution=resolution, fixed=True)
    plain = layer((720, 576), resolution=resolution)
    assert (len(made) - len(plain)) * 8 - 8 < bits < (len(made) - len(plain)) * 8 + 8
    assert layer_pictures(made) == [Picture(720, 576)]


@pytest.mark.parametrize(
    ("code", "is_layer"), [(0x1F, False), (0x20, True), (0x2F, True), (0x30, False)]
)
def test_layers_begin_with_their_own_codes(code, is_layer):
    """Table 6-3: 0x20 to 0x2F."""
    made = b"\0\0\1" + bytes([code]) + layer((720, 576))[4:]
    assert layer_pictures(made) == ([Picture(720, 576)] if is_layer else [])


def test_an_aspect_with_a_side_of_0_is_none():
    for aspect in ((0, 3), (4, 0)):
        assert layer_pictures(layer((720, 576), aspect=aspect)) == [Picture(720, 576)]


def test_a_start_code_without_its_last_byte_begins_nothing():
    assert layer_pictures(layer((720, 576)) + b"\0\0\1") == [Picture(720, 576)]
    assert layer_pictures(b"\0\0\1") == []
    assert layer_pictures(b"\0\0\1\x20") == []


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
        ((1920, 1080), 4, Fraction(221, 100) * Fraction(1080, 1920)),
        ((1920, 1080), 5, None),
        ((5000, 4100), 1, None),
    ],
)
def test_mpeg_2_by_clause_6_2_2(size, shape, pixel):
    """The shape is that of the whole picture (table 6-3)."""
    assert sequence_pictures(sequence(*size, shape, extended=True)) == [Picture(*size, pixel)]


def test_another_extension_says_nothing_of_the_size():
    """`extension_start_code_identifier` 2 is the display's (table 6-2)."""
    w = Writer()
    w.u(4, 2)
    w.u(1, *[1] * 40)
    alone = sequence(720, 576, 2, extended=False) + b"\0\0\1\xb5" + w.whole_bytes()
    assert sequence_pictures(alone) == [Picture(720, 576)]


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


def esds(kind: int, config: bytes, *, wide: bool = False, flags: int = 0) -> bytes:
    """ISO/IEC 14496-1 clause 7.2.6; `wide`: sizes of four bytes, as most programs write them."""

    def descriptor(tag: int, body: bytes) -> bytes:
        high, low = divmod(len(body), 128)
        size = bytes([128, 128, 128 | high, low]) if wide or high else bytes([low])
        return bytes([tag]) + size + body

    fields = b"\x12\x34" if flags & 128 else b""
    fields += b"\4film" if flags & 64 else b""
    fields += b"\x56\x78" if flags & 32 else b""
    decoder = bytes([kind, 0x11]) + bytes(11) + descriptor(5, config)
    head = b"\0\1" + bytes([flags]) + fields
    return bytes(4) + descriptor(3, head + descriptor(4, decoder) + descriptor(6, b"\2"))


@given(st.integers(0, 7), st.booleans(), st.integers(0, 300))
def test_the_descriptor_says_which_codec_it_is(flags, wide, size):
    """Clause 7.2.6.5: a dependence, an address and a clock may stand before the decoder."""
    config = bytes(size)
    assert stream_of(esds(0x61, config, wide=wide, flags=flags << 5)) == (0x61, config)


@pytest.mark.parametrize(
    "data", [b"", b"\4\3abc", b"\3\3\0\1\0", b"\3\2\0\1", b"\3\x80\x80\x80\x80"]
)
def test_what_is_no_descriptor_says_nothing(data):
    assert stream_of(bytes(4) + data) is None


def test_a_decoder_need_not_have_a_configuration():
    bare = bytes(4) + b"\3\x12\0\1\0" + b"\4\x0d\x20\x11" + bytes(11)
    assert stream_of(bare) == (0x20, b"")


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
