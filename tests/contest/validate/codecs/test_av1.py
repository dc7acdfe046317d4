"""Headers are written bit by bit as the AV1 specification lays down, and read back; and real
encoders say what they were asked for."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.validate.codecs import av1_headers
from contest.validate.codecs.av1 import config_pictures, pictures, sound, units
from contest.validate.codecs.av1_headers import (
    DecoderModel,
    Sequence,
    sequence_header,
)
from contest.validate.codecs.bits import BadHeaderError, Picture
from tests.contest.validate.codecs.writer import Writer
from tests.corpus.muxer import encoded, lifted

SEQUENCE, DELIMITER, METADATA, FRAME, PADDING = 1, 2, 5, 6, 15
BY_FRAME = 2
flag = st.booleans()
sides = st.tuples(st.integers(1, 8192), st.integers(1, 4320))


def obu(kind: int, payload: bytes, *, sized: bool = True, layer: int | None = None) -> bytes:
    """Clauses 5.3.1 to 5.3.3; `layer`: temporal and spatial id of the extension."""
    header = kind << 3 | (layer is not None) << 2 | sized << 1
    extension = b"" if layer is None else bytes([layer << 3])
    return bytes([header]) + extension + (leb128(len(payload)) if sized else b"") + payload


def leb128(value: int) -> bytes:
    found = bytearray()
    while value > 127:
        found.append(value & 127 | 128)
        value >>= 7
    return bytes([*found, value])


options = st.fixed_dictionaries(
    {
        "reduced": flag,
        "timing": flag,
        "even": flag,
        "model": flag,
        "delay": flag,
        "levels": st.lists(st.tuples(st.sampled_from([0, 7, 8, 31]), flag), min_size=1, max_size=4),
        "ids": flag,
        "ordered": flag,
        "screen": st.sampled_from([0, 1, BY_FRAME]),
        "motion": st.sampled_from([0, 1, BY_FRAME]),
    }
)


PLAIN = {
    "reduced": False,
    "timing": False,
    "delay": False,
    "levels": [(8, False)],
    "ids": False,
    "ordered": True,
    "screen": BY_FRAME,
    "motion": BY_FRAME,
}


def sequence(size: tuple[int, int], o: dict) -> bytes:
    """Clause 5.5.1, with 13 bits a side."""
    w = Writer()
    w.u(3, 0)
    w.u(1, o["reduced"], o["reduced"])
    if o["reduced"]:
        w.u(5, 8)
    else:
        _operation(w, o)
    w.u(4, 12, 12)
    w.u(13, size[0] - 1, size[1] - 1)
    if not o["reduced"]:
        w.u(1, o["ids"])
        if o["ids"]:
            w.u(4, 6)
            w.u(3, 2)
    w.u(1, 0, 1, 0)
    if not o["reduced"]:
        w.u(1, 1, 0, 1, 0, o["ordered"])
        if o["ordered"]:
            w.u(1, 1, 0)
        _tool(w, o["screen"])
        if o["screen"]:
            _tool(w, o["motion"])
        if o["ordered"]:
            w.u(3, 6)
    w.u(1, 0, 1, 1)
    w.u(1, 0, 0, 0, 0, 0, 0)
    return w.whole_bytes()


def mask(o: dict, number: int) -> int:
    """The layers of an operating point: those in space stand above those in time."""
    return 0 if len(o["levels"]) == 1 else o.get("space", 1) << 8 | 1 + number


def _operation(w: Writer, o: dict) -> None:
    _timing(w, o)
    w.u(1, o["delay"])
    w.u(5, len(o["levels"]) - 1)
    for number, (level, modelled) in enumerate(o["levels"]):
        w.u(12, mask(o, number))
        w.u(5, level)
        if level > 7:
            w.u(1, 0)
        if o["timing"] and o["model"]:
            w.u(1, modelled)
            if modelled:
                w.u(10, 5, 6)
                w.u(1, 0)
        if o["delay"]:
            w.u(1, 1)
            w.u(4, 3)


def _timing(w: Writer, o: dict) -> None:
    w.u(1, o["timing"])
    if o["timing"]:
        w.u(32, 1, 25)
        w.u(1, o["even"])
        if o["even"]:
            w.ue(2)
        w.u(1, o["model"])
        if o["model"]:
            w.u(5, 9)
            w.u(32, 1)
            w.u(5, 10, 11)


def _tool(w: Writer, value: int) -> None:
    w.u(1, value == BY_FRAME)
    if value != BY_FRAME:
        w.u(1, value)


def key_frame(size: tuple[int, int] | None, o: dict) -> bytes:
    """Clause 5.9.2, as far as the size; `size`: one of its own."""
    w = Writer()
    if not o["reduced"]:
        w.u(1, 0)
        w.u(2, 0)
        w.u(1, 1)
        if o["timing"] and o["model"] and not o["even"]:
            w.u(12, 7)
    w.u(1, 0)
    screen = BY_FRAME if o["reduced"] else o["screen"]
    if screen == BY_FRAME:
        w.u(1, 1)
    if screen and (o["reduced"] or o["motion"] == BY_FRAME):
        w.u(1, 1)
    if not o["reduced"]:
        w.u(11 if o["ids"] else 0, 3)
        w.u(1, size is not None)
        w.u(7 if o["ordered"] else 0, 5)
        if o["timing"] and o["model"]:
            _removal(w, o)
    if size is not None:
        w.u(13, size[0] - 1, size[1] - 1)
    w.u(8, 0, 0)
    return w.whole_bytes()


def _removal(w: Writer, o: dict) -> None:
    """The frame is of the first layers: the first operating point alone has it where each has a
    layer in time of its own."""
    w.u(1, 1)
    for number, (_, modelled) in enumerate(o["levels"]):
        if modelled and (not mask(o, number) or mask(o, number) & 1):
            w.u(11, 9)


@given(sides, options)
def test_a_sequence_header_by_clause_5_5_1(size, o):
    assert sequence_header(sequence(size, o)).picture == Picture(*size)
    config = bytes([0x81, 8, 0, 0]) + obu(SEQUENCE, sequence(size, o))
    assert config_pictures(config) == [Picture(*size)]


@given(sides, sides, options, flag)
def test_a_key_frame_may_be_smaller_than_the_sequence_by_clause_5_9_2(whole, own, o, stated):
    stated = stated and not o["reduced"]
    head = obu(DELIMITER, b"") + obu(SEQUENCE, sequence(whole, o))
    head += obu(FRAME, key_frame(own if stated else None, o), sized=False)
    wanted = [Picture(*whole), Picture(*own) if stated else Picture(*whole)]
    assert pictures(head, size=len(head), config=b"") == wanted


def test_a_frame_is_read_by_the_sequence_header_of_the_configuration_where_its_sample_has_none():
    config = bytes(4) + obu(SEQUENCE, sequence((1920, 1080), PLAIN))
    frame = obu(FRAME, key_frame((640, 360), PLAIN))
    assert pictures(frame, size=len(frame), config=config) == [Picture(640, 360)]
    assert pictures(frame, size=len(frame), config=b"") == []


def test_of_pictures_in_layers_the_sequence_header_knows_the_largest():
    o = {**PLAIN, "levels": [(8, False)] * 2, "space": 3}
    layered = sequence((1920, 1080), o)
    head = obu(SEQUENCE, layered) + obu(FRAME, key_frame((960, 540), o), layer=0)
    assert pictures(head, size=len(head), config=b"") == [Picture(1920, 1080)]


REMOVALS = [
    # operating points (layers, has a model), temporal and spatial id, how many times are stated
    (((0, True),), (0, 0), 1),
    (((0, True),), (3, 2), 1),
    (((0, False),), (0, 0), 0),
    (((0x101, True),), (0, 0), 1),
    (((0x101, True),), (1, 0), 0),
    (((0x101, True),), (0, 1), 0),
    (((0x302, True),), (1, 1), 1),
    (((0x302, True),), (1, 0), 1),
    (((0x302, True),), (0, 1), 0),
    (((0x303, True), (0x101, True)), (0, 0), 2),
    (((0x303, True), (0x101, True)), (1, 1), 1),
    (((0x303, False), (0x101, True)), (0, 0), 1),
]


@pytest.mark.parametrize("even", [False, True])
@pytest.mark.parametrize(("points", "layer", "times"), REMOVALS)
def test_removal_times_are_stated_for_the_points_that_the_frame_is_of(points, layer, times, even):
    """Clause 5.9.2: `buffer_removal_time` of each operating point with a decoder model that has
    all layers, or the frame's both."""
    model = DecoderModel(delay=10, removal=11, shown=12)
    of = Sequence(1920, 1080, 13, 13, *(False, model, even, points), *(0, 0, 0, 0))
    w = Writer()
    w.u(1, 0)
    w.u(2, 0)
    w.u(1, 1)
    w.u(0 if even else 12, 7)
    w.u(1, 0, 1, 1)  # no update of the context, a size of its own, removal times
    for _ in range(times):
        w.u(11, 2047)
    w.u(13, 639, 359)
    assert av1_headers.key_frame(w.whole_bytes(), of, layer=layer) == Picture(640, 360)


@pytest.mark.parametrize("kind", range(16))
def test_the_types_1_to_8_and_15_are_known(kind):
    """Clause 6.2.2: 0 and 9 to 14 are reserved."""
    head = obu(kind, b"a unit")
    assert sound(head, size=len(head)) == (kind in (1, 2, 3, 4, 5, 6, 7, 8, 15))


@pytest.mark.parametrize("kind", [3, 6])
def test_a_frames_header_stands_alone_or_with_the_frame(kind):
    """OBU_FRAME_HEADER and OBU_FRAME (clause 6.2.2)."""
    head = obu(SEQUENCE, sequence((1920, 1080), PLAIN)) + obu(kind, key_frame((640, 360), PLAIN))
    assert pictures(head, size=len(head), config=b"") == [Picture(1920, 1080), Picture(640, 360)]


@pytest.mark.parametrize("layer", [(0, 0), (5, 0), (0, 2), (7, 3)])
def test_an_extension_says_the_layers(layer):
    """Clause 5.3.3: three bits in time, two in space, three reserved."""
    (found,) = units(obu(FRAME, b"data", layer=layer[0] << 2 | layer[1]), size=7)
    assert (found.layer, found.data, found.kind) == (layer, b"data", FRAME)


def test_a_size_has_eight_bytes_at_most():
    """Clause 4.10.5."""
    longest = bytes([FRAME << 3 | 2]) + b"\x81" + b"\x80" * 6 + b"\0" + b"Z"
    assert [(one.data, one.possible) for one in units(longest, size=len(longest))] == [(b"Z", True)]
    endless = bytes([FRAME << 3 | 2]) + b"\x80" * 8 + b"Z"
    assert [one.possible for one in units(endless, size=len(endless))] == [False]
    cut = bytes([FRAME << 3 | 2]) + b"\x80" * 3
    assert list(units(cut, size=100)) == [], "it was not read to its end"


@given(st.binary(max_size=80), st.integers(0, 100))
def test_any_bytes_are_pictures_or_none(data, more):
    for picture in pictures(data, size=len(data) + more, config=data):
        assert 0 < picture.width <= 2**16
        assert 0 < picture.height <= 2**16
    with suppress(BadHeaderError):
        sequence_header(data)


units_of_a_sample = st.lists(
    st.tuples(
        st.sampled_from([DELIMITER, METADATA, FRAME, PADDING, 9, 14]), st.binary(max_size=99)
    ),
    min_size=1,
    max_size=4,
)


@given(units_of_a_sample, st.integers(2, 400))
def test_units_that_fill_their_sample_are_sound_however_little_is_read(some, read):
    """Types 9 to 14 are reserved (clause 6.2.2): decoders ignore them."""
    whole = obu(FRAME, b"picture") + b"".join(obu(kind, data) for kind, data in some)
    assert sound(whole[:read], size=len(whole))


@pytest.mark.parametrize(
    "head", [b"\xff" * 64, b"\x32\xff\xff\xff\x7f" + b"Z" * 64, b"\x80" + b"Z" * 64, b"\x48" * 64]
)
def test_noise_is_no_sample(head):
    """The forbidden bit, a size beyond the sample, and nothing but a reserved unit."""
    assert not sound(head, size=len(head))


@pytest.mark.parametrize("size", [(1920, 1080), (1080, 1920), (642, 362)])
def test_an_encoder_writes_them_so(size):
    stream = lifted(encoded("libsvtav1", *size, preset="12"))
    at = stream.stsd.index(b"av1C")
    config = stream.stsd[at + 4 : at - 4 + int.from_bytes(stream.stsd[at - 4 : at], "big")]
    assert config_pictures(config) == [Picture(*size)]
    first = stream.samples[0]
    assert set(pictures(first[:1024], size=len(first), config=config)) == {Picture(*size)}
    assert all(sound(sample[:1024], size=len(sample)) for sample in stream.samples)
    assert all(unit.possible for unit in units(first, size=len(first)))
