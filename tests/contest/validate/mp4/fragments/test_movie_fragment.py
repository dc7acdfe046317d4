"""What movie fragments say of their tracks, written as ISO/IEC 14496-12 clause 8.8 lays down."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.refusals import Refused
from contest.validate.mp4.boxes import tree
from contest.validate.mp4.composition import Extent
from contest.validate.mp4.fragments.movie_fragment import (
    MOST_RUNS,
    Defaults,
    Part,
    defaults,
    parts,
)
from contest.validate.mp4.placement import Place
from tests.contest.validate.mp4.tiny_mp4 import box
from tests.corpus.muxer import full

START = 5000
"""Where the fragment begins in its file."""
small = st.integers(0, 2**20)
samples = st.lists(st.tuples(small, small), min_size=1, max_size=9)
"""Duration and size of each."""


def read(*trafs: bytes, known=None) -> dict[int, Part]:
    moof = box("moof", full("mfhd", 1), *trafs)
    return parts(tree(moof), start=START, known=known or {})


def traf(*runs: bytes, track=1, flags=0x20000, fields=b"", time=None) -> bytes:
    tfdt = b"" if time is None else box("tfdt", b"\1\0\0\0", struct.pack(">Q", time))
    return box("traf", full("tfhd", track, flags=flags, tail=fields), tfdt, *runs)


def run(each, *, lasting=True, sizes=True, offset=None, first=False, more=False) -> bytes:
    """Clause 8.8.8: a field is there if its flag says so."""
    flags = 0x100 * lasting | 0x200 * sizes | 0x1 * (offset is not None) | 0x4 * first
    flags |= 0xC00 * more
    head = struct.pack(">I", len(each))
    head += b"" if offset is None else struct.pack(">i", offset)
    head += b"\2\0\0\0" if first else b""
    for duration, size in each:
        numbers = [duration] * lasting + [size] * sizes + [7, 9] * more
        head += struct.pack(f">{len(numbers)}I", *numbers)
    return box("trun", struct.pack(">I", flags), head)


@given(
    each=samples,
    lasting=st.booleans(),
    sizes=st.booleans(),
    first=st.booleans(),
    more=st.booleans(),
    offset=st.none() | st.integers(-5000, 9999),
    time=st.none() | small,
)
def test_a_run_is_summed_up_whatever_fields_it_has(each, lasting, sizes, first, more, offset, time):
    """Clause 8.8.8; what a sample does not say is said for all (8.8.3)."""
    known = defaults(tree(box("moov", box("mvex", full("trex", 1, 1, 512, 33, 0)))))
    given_run = run(each, lasting=lasting, sizes=sizes, offset=offset, first=first, more=more)
    part = read(traf(given_run, time=time), known=known)[1]
    first_size = each[0][1] if sizes else 33
    size = sum(one[1] for one in each) if sizes else 33 * len(each)
    durations = [one[0] if lasting else 512 for one in each]
    lag = 9 if more else 0
    assert part._replace(uneven=False, some=()) == Part(
        time,
        sum(durations),
        len(each),
        size,
        Place(START + (offset or 0), first_size),
        extent=Extent(lag, sum(durations) + lag),
        empty=sum(not one[1] for one in each) if sizes else 0,
        data=(Place(START + (offset or 0), size),),
    )


@given(st.lists(samples, min_size=1, max_size=5))
def test_runs_and_tracks_add_up(runs):
    both = [traf(*map(run, runs), track=1), traf(*map(run, reversed(runs)), track=2)]
    found = read(*both)
    together = [one for each in runs for one in each]
    for number in (1, 2):
        assert found[number].ticks == sum(one[0] for one in together)
        assert found[number].size == sum(one[1] for one in together)
        assert found[number].samples == len(together)


def test_a_fragments_own_defaults_go_before_the_movies():
    """Clause 8.8.7: base offset, entry, duration and size, each if its flag says so."""
    fields = struct.pack(">QIII", 77, 1, 10, 20)
    one = traf(run([(0, 0)] * 3, lasting=False, sizes=False), flags=0x1B, fields=fields)
    assert read(one)[1] == Part(
        None,
        30,
        3,
        60,
        Place(77, 20),
        extent=Extent(0, 30),
        data=(Place(77, 60),),
        some=(Place(77, 20), Place(97, 20), Place(117, 20)),
    )


def test_without_a_base_a_track_counts_from_where_the_data_of_the_one_before_ends():
    """Clause 8.8.7; with one, or with `default-base-is-moof`, it does not."""
    first = traf(run([(1, 30), (1, 40)], offset=100), track=1, flags=0)
    second = run([(1, 5)], offset=8)
    base = struct.pack(">Q", 7000)
    assert read(first, traf(second, track=2, flags=0))[2].data == (Place(START + 178, 5),)
    assert read(first, traf(second, track=2))[2].data == (Place(START + 8, 5),)
    found = read(first, traf(second, track=2, flags=1, fields=base), traf(second, track=3, flags=0))
    assert found[2].data == (Place(7008, 5),)
    assert found[3].data == (Place(7008 + 5 + 8, 5),)


def test_a_run_without_an_offset_follows_the_one_before():
    """Clause 8.8.8."""
    each = traf(run([(1, 30)], offset=100), run([(1, 40)]), run([(1, 5)], offset=9))
    assert read(each)[1].data == (
        Place(START + 100, 30),
        Place(START + 130, 40),
        Place(START + 9, 5),
    )


def composed(durations, lags, *, version) -> Extent:
    """Clause 8.8.8: what is signed in version 1 only is read so in version 0 as well."""
    entries = b"".join(struct.pack(">Ii", *one) for one in zip(durations, lags, strict=True))
    head = struct.pack(">II", version << 24 | 0x900, len(durations))
    return read(traf(box("trun", head, entries)))[1].extent


@pytest.mark.parametrize("version", [0, 1])
def test_samples_are_composed_after_their_decoding_or_before(version):
    """I P B B, decoded at 0, 10, 20 and 30."""
    assert composed([10] * 4, [10, 30, 0, 0], version=version) == Extent(10, 50)
    assert composed([10] * 4, [0, 20, -10, -10], version=version) == Extent(0, 40)


def test_a_second_fragment_of_a_track_goes_on_with_the_first():
    """Clause 8.8.6: there may be several of one track."""
    found = read(traf(run([(10, 1)] * 2, offset=0), time=70), traf(run([(10, 1)] * 3)))[1]
    assert (found.time, found.ticks, found.samples, found.extent) == (70, 50, 5, Extent(0, 50))


def test_frames_that_last_differently_long_are_told_but_for_the_last():
    steady, uneven = [(512, 9)] * 4, [(512, 9), (1024, 9)] * 3
    assert read(traf(run([*steady, (9000, 9)])))[1].uneven == 0
    assert read(traf(run(uneven)))[1].uneven == 2
    assert read(traf(run([(810, 9), *steady * 9]), run(uneven)))[1].uneven == 3


@pytest.mark.parametrize(
    "wrong",
    [
        traf(run([(1, 1)]).replace(b"trun", b"free")),
        traf(full("trun", 2**32 - 1, flags=0x300)),
        traf(full("trun", 5, flags=0x300, tail=bytes(39))),
        box("traf", full("tfdt", 0)),
        box("traf", box("tfhd", bytes(4))),
        traf(flags=0x1, fields=bytes(7)),
        traf(box("trun", bytes(4))),
        traf(*[run([(1, 1)])] * (MOST_RUNS + 1)),
    ],
)
def test_what_does_not_fit_is_refused_or_empty(wrong):
    try:
        found = read(wrong)
    except Refused:
        return
    assert found == {1: Part(None)}


def test_so_many_runs_are_read_and_not_one_more():
    assert read(traf(*[run([(1, 1)])] * MOST_RUNS))[1].ticks == MOST_RUNS
    with pytest.raises(Refused, match="trun") as one_more:
        read(traf(*[run([(1, 1)])] * (MOST_RUNS + 1)))
    assert [each.code for each in one_more.value.refusals] == ["media.too_complex"]


@given(place=st.integers(8, 90), value=st.integers(0, 255))
def test_one_wrong_byte_ends_in_parts_or_a_reason(place, value):
    moof = bytearray(box("moof", full("mfhd", 1), traf(run([(512, 9)] * 3, offset=8), time=5)))
    moof[min(place, len(moof) - 1)] = value
    try:
        found = parts(tree(bytes(moof)), start=START, known={})
    except Refused:
        return
    assert all(part.samples >= 0 and part.size >= 0 for part in found.values())


def test_a_few_samples_of_each_run_are_known_evenly_spread():
    sizes = [10] * 71
    (part,) = read(traf(run([(1, size) for size in sizes], offset=100))).values()
    assert part.some == tuple(Place(START + 100 + 100 * n, 10) for n in range(8))
    known = defaults(tree(box("moov", box("mvex", full("trex", 1, 1, 512, 10, 0)))))
    (part,) = read(traf(run([(1, 0)] * 71, sizes=False, offset=100)), known=known).values()
    assert part.some == tuple(Place(START + 100 + 100 * n, 10) for n in range(8))


def test_samples_without_bytes_are_not_among_them():
    (part,) = read(
        traf(run([(1, 0), (1, 7), (1, 0), (1, 5)]), run([(1, 0)]), run([(1, 3)]))
    ).values()
    assert part.some == (Place(START, 7), Place(START + 7, 5), Place(START + 12, 3))


@pytest.mark.parametrize("flags", [0x1, 0x2, 0x3, 0x8, 0x10, 0x18, 0x1B])
def test_a_header_has_the_fields_that_its_flags_name(flags):
    """Clause 8.8.7: base, sample description, duration and size, in this order."""
    fields = struct.pack(">Q", 7000) if flags & 0x1 else b""
    for bit, value in ((0x2, 1), (0x8, 300), (0x10, 20)):
        fields += struct.pack(">I", value) if flags & bit else b""
    known = {1: Defaults(100, 10)}
    one = run([(0, 0)] * 3, lasting=False, sizes=False)
    part = read(traf(one, flags=flags, fields=fields), known=known)[1]
    each, size = (300 if flags & 0x8 else 100), (20 if flags & 0x10 else 10)
    assert (part.ticks, part.size, part.first) == (
        3 * each,
        3 * size,
        Place(7000 if flags & 0x1 else START, size),
    )


def test_what_is_nowhere_stated_is_nothing():
    part = read(traf(run([(0, 0)] * 3, lasting=False, sizes=False)), known={2: Defaults(9, 9)})[1]
    assert (part.ticks, part.samples, part.size, part.empty, part.some) == (0, 3, 0, 3, ())
