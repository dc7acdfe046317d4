"""Parameter sets are written bit by bit as ITU-T H.264 and H.265 lay down, and read back."""

from contextlib import suppress
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.validate.codecs.bits import BadHeaderError, Picture
from contest.validate.codecs.sps import MOST_BYTES, h264_picture, h265_picture
from tests.contest.validate.codecs.writer import Writer
from tests.corpus.muxer import encoded, lifted

WIDE, TALL = {0: 1, 1: 2, 2: 2, 3: 1}, {0: 1, 1: 2, 2: 1, 3: 1}
"""Luma samples a chroma sample, by chroma format (table 6-1)."""
HIGH_PROFILES = (100, 110, 122, 244, 44, 83, 86, 118, 128, 138, 139, 134, 135)
"""As clause 7.3.2.1.1 lists them, in its order."""
OTHER_PROFILES = (66, 77, 88, 99, 101, 109, 111, 121, 123, 127, 129, 133, 136, 137, 140, 243, 245)
ASPECTS = "1:1 12:11 10:11 16:11 40:33 24:11 20:11 32:11 80:33 18:11 15:11 64:33 160:99 4:3 3:2 2:1"
"""Table E-1, from 1 to 16."""
BY_CODE = {
    code: Fraction(*map(int, ratio.split(":"))) for code, ratio in enumerate(ASPECTS.split(), 1)
}


chroma_formats = st.integers(0, 3)
crops = st.none() | st.tuples(*[st.integers(0, 3)] * 4)
aspects = st.none() | st.integers(0, 20) | st.tuples(*[st.integers(1, 65535)] * 2)


def sps_of(aspect) -> Fraction | None:
    """Clause E.2.1, table E-1."""
    if isinstance(aspect, tuple):
        return Fraction(*aspect)
    return BY_CODE.get(aspect)


@given(
    profile=st.sampled_from([66, 77, 88, *HIGH_PROFILES]),
    chroma=chroma_formats,
    lists=st.lists(st.none() | st.lists(st.integers(-128, 127), max_size=16), max_size=12),
    order=st.integers(0, 2),
    offsets=st.lists(st.integers(-99, 99), max_size=5),
    size=st.tuples(st.integers(1, 512), st.integers(1, 256)),
    interlaced=st.booleans(),
    crop=crops,
    aspect=aspects,
)
def test_h264_by_clause_7_3_2_1_1(
    profile, chroma, lists, order, offsets, size, interlaced, crop, aspect
):
    w = Writer()
    w.u(8, profile, 0, 40)
    w.ue(0)
    if profile in HIGH_PROFILES:
        _high(w, chroma, lists)
    else:
        chroma = 1
    w.ue(4, order)
    if order == 0:
        w.ue(2)
    elif order == 1:
        w.u(1, 0)
        w.se(-3)
        w.se(5)
        w.ue(len(offsets))
        for offset in offsets:
            w.se(offset)
    w.ue(4)
    w.u(1, 0)
    w.ue(size[0] - 1, size[1] - 1)
    w.u(1, *((0, 1) if interlaced else (1,)), 1)
    w.u(1, crop is not None)
    w.ue(*(crop or ()))
    _aspect(w, aspect)
    fields = 2 if interlaced else 1
    left, right, top, bottom = crop or (0, 0, 0, 0)
    width = 16 * size[0] - WIDE[chroma] * (left + right)
    height = 16 * size[1] * fields - TALL[chroma] * fields * (top + bottom)
    _read(h264_picture, w.nal(b"\x67"), Picture(width, height, sps_of(aspect)))


def plain(*, profile=66, chroma=None, order=(2,), crop=None, aspect=None, size=(120, 68)) -> bytes:
    """Clause 7.3.2.1.1. `chroma`: of profiles that state it. `order`: kind and what follows."""
    w = Writer()
    w.u(8, profile, 0, 40)
    w.ue(0)
    if chroma is not None:
        _high(w, chroma, [])
    w.ue(4, order[0])
    for field in order[1:]:
        w.bits += field
    w.ue(4)
    w.u(1, 0)
    w.ue(size[0] - 1, size[1] - 1)
    w.u(1, 1, 1, crop is not None)
    w.ue(*(crop or ()))
    _aspect(w, aspect)
    return w.nal(b"\x67")


@pytest.mark.parametrize("profile", HIGH_PROFILES)
def test_each_high_profile_states_its_chroma_format(profile):
    """4:4:4 is cropped by single samples (clause 7.4.2.1.1, CropUnitX)."""
    found = h264_picture(plain(profile=profile, chroma=3, crop=(0, 1, 0, 8)))
    assert found == Picture(1919, 1080)


@pytest.mark.parametrize("profile", OTHER_PROFILES)
def test_the_others_have_4_2_0(profile):
    assert h264_picture(plain(profile=profile, crop=(0, 1, 0, 4))) == Picture(1918, 1080)


@pytest.mark.parametrize("code", [*range(21), 254])
def test_each_aspect_has_the_ratio_of_table_e_1(code):
    assert h264_picture(plain(aspect=code)).pixel_aspect == BY_CODE.get(code)


@pytest.mark.parametrize(("wide", "tall"), [(0, 1), (1, 0), (0, 0)])
def test_an_aspect_with_a_side_of_0_is_unspecified(wide, tall):
    """Clause E.2.1."""
    assert h264_picture(plain(aspect=(wide, tall))).pixel_aspect is None


def cycle(many: int) -> tuple:
    """`pic_order_cnt_type` 1 with so many frames in a cycle (clause 7.4.2.1.1: at most 255)."""
    w = Writer()
    w.u(1, 0)
    w.se(0)
    w.se(0)
    w.ue(many)
    w.bits += "1" * many
    return 1, w.bits


def test_a_cycle_has_at_most_255_frames():
    assert h264_picture(plain(order=cycle(255))) == Picture(1920, 1088)
    with pytest.raises(BadHeaderError):
        h264_picture(plain(order=cycle(256)))


def test_a_set_is_read_as_far_as_real_ones_reach():
    """Scaling lists that never end, to the last byte that is read and beyond it."""
    whole = plain()
    assert h264_picture(whole + bytes(MOST_BYTES)) == Picture(1920, 1088)
    longest = 200
    assert longest < MOST_BYTES <= 1024, "a hostile set is not read for long"


def _read(read, nal: bytes, picture: Picture) -> None:
    if picture.width > 0 and picture.height > 0:
        assert read(nal) == picture
    else:
        with pytest.raises(BadHeaderError):
            read(nal)


def _high(w: Writer, chroma: int, lists) -> None:
    w.ue(chroma)
    if chroma == 3:
        w.u(1, 0)
    w.ue(2, 2)
    w.u(1, 0, bool(lists))
    for number in range((12 if chroma == 3 else 8) if lists else 0):
        present = lists[number] if number < len(lists) else None
        w.u(1, present is not None)
        if present is not None:
            _scaling_list(w, present, 16 if number < 6 else 64)


def _scaling_list(w: Writer, deltas, size: int) -> None:
    """Clause 7.3.2.1.1.1: it may end early, by a next scale of 0."""
    last = following = 8
    for place in range(size):
        if following:
            delta = deltas[place] if place < len(deltas) else -last
            delta = (delta + 128) % 256 - 128
            w.se(delta)
            following = (last + delta) % 256
        last = following or last


def _aspect(w: Writer, aspect) -> None:
    """Clause E.1.1, as far as the aspect."""
    w.u(1, aspect is not None)
    if aspect is None:
        return
    w.u(1, 1)
    if isinstance(aspect, tuple):
        w.u(8, 255)
        w.u(16, *aspect)
    else:
        w.u(8, aspect)


@given(
    layers=st.lists(st.tuples(st.booleans(), st.booleans()), max_size=6),
    chroma=chroma_formats,
    size=st.tuples(st.integers(8, 8192), st.integers(8, 4320)),
    crop=crops,
    fill=st.integers(0, 1),
)
def test_h265_by_clause_7_3_2_2(layers, chroma, size, crop, fill):
    w = Writer()
    w.u(4, 0)
    w.u(3, len(layers))
    w.u(1, 1)
    w.bits += str(fill) * 96  # clause 7.3.3: the general profile, tier and level
    for profile, level in layers:
        w.u(1, profile, level)
    if layers:
        w.bits += "00" * (8 - len(layers))
    for profile, level in layers:
        w.bits += str(fill) * (88 * profile + 8 * level)
    w.ue(0, chroma)
    if chroma == 3:
        w.u(1, 0)
    w.ue(*size)
    w.u(1, crop is not None)
    w.ue(*(crop or ()))
    left, right, top, bottom = crop or (0, 0, 0, 0)
    width = size[0] - WIDE[chroma] * (left + right)
    height = size[1] - TALL[chroma] * (top + bottom)
    _read(h265_picture, w.nal(b"\x42\x01"), Picture(width, height))


@given(st.binary(max_size=80))
def test_any_bytes_are_a_picture_or_no_parameter_set(data):
    for read in (h264_picture, h265_picture):
        with suppress(BadHeaderError):
            found = read(data)
            assert 0 < found.width <= 2**16
            assert 0 < found.height <= 2**16


@pytest.mark.slow
@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (1918, 1078), (642, 362)])
@pytest.mark.parametrize("codec", ["libx264", "libx265"])
def test_encoders_write_them_so(codec, size):
    options = {"x265-params": "log-level=none"} if codec == "libx265" else {}
    stsd = lifted(encoded(codec, *size, **options)).stsd
    if codec == "libx264":
        record = stsd[stsd.index(b"avcC") + 4 :]
        nal = record[8 : 8 + int.from_bytes(record[6:8], "big")]
        assert h264_picture(nal)[:2] == size
    else:
        start = stsd.index(b"\x42\x01", stsd.index(b"hvcC"))
        nal = stsd[start : start + int.from_bytes(stsd[start - 2 : start], "big")]
        assert h265_picture(nal)[:2] == size
