"""How long fragments last, and how fast they are, by hand after ISO/IEC 14496-12 clause 8.8."""

from fractions import Fraction

import pytest

from contest.refusals import Refused
from contest.validate.mp4.crosscheck import movie_of
from contest.validate.mp4.fragments.spans import Fragmented, fragmented
from contest.validate.mp4.spans import Span
from tests.contest.validate.mp4.tiny_mp4 import box
from tests.corpus.muxer import FTYP, full, picture, trak

SCALE, EACH, SIZE = 1000, 100, 10
"""Ten samples a second, of ten bytes each."""


def movie() -> bytes:
    stream = picture().at_rate(SCALE, EACH)
    empty = type(stream)("vide", stream.stsd, (), (), SCALE, EACH)
    mvhd = full("mvhd", 0, 0, SCALE, 0, *[0] * 20)
    return box("moov", mvhd, trak(empty, 1, []), box("mvex", full("trex", 1, 1, EACH, SIZE, 0)))


def fragment(durations: list[int], *, time: int | None = None, far: int = 0) -> bytes:
    """With its data behind it, or `far` bytes from there."""
    many = len(durations)

    def moof(offset: int) -> bytes:
        tfdt = b"" if time is None else full("tfdt", time)
        trun = full("trun", many, offset, *durations, flags=0x101)
        traf = box("traf", full("tfhd", 1, flags=0x20000), tfdt, trun)
        return box("moof", full("mfhd", 1), traf)

    return moof(len(moof(0)) + 8 + far) + box("mdat", b"\1" * (many * SIZE))


def measured(*fragments: bytes, index: bytes = b"") -> Fragmented:
    file = FTYP + movie() + b"".join(fragments) + index

    def read(start: int, length: int) -> bytes:
        return file[start : start + length]

    return fragmented(read, movie_of(read, size=len(file)), prefetch=list)


def span(*fragments: bytes, index: bytes = b"") -> Span:
    return measured(*fragments, index=index).spans[1]


SECOND = [EACH] * 10


def test_without_times_fragments_follow_each_other():
    found = span(*[fragment(SECOND)] * 7)
    assert found == Span(Fraction(7), 70, 700, Fraction(10), end=Fraction(7))


def test_times_need_not_begin_at_0():
    found = span(*(fragment(SECOND, time=5000 + 1000 * n) for n in range(7)))
    assert (found.seconds, found.start, found.end) == (7, 5, 12)


def test_a_gap_makes_the_sample_before_it_last_longer():
    """Clause 8.8.12."""
    found = span(fragment(SECOND, time=0), fragment(SECOND, time=3000))
    assert (found.seconds, found.samples) == (4, 20)


def test_a_fragment_out_of_order_makes_no_length_negative():
    assert span(fragment(SECOND, time=9000), fragment(SECOND, time=0)).seconds == 1


def test_samples_that_lie_nowhere_are_missing():
    with pytest.raises(Refused) as problem:
        span(fragment(SECOND, far=-9), fragment(SECOND))
    assert [one.code for one in problem.value.refusals] == ["media.data_missing"]
    with pytest.raises(Refused) as problem:
        span(fragment(SECOND), fragment(SECOND, far=1))
    assert [one.code for one in problem.value.refusals] == ["media.cut_short"]


def test_fragments_may_not_share_their_data():
    """Ten fragments over the data of the first: a second that would be shown ten times."""
    one = fragment(SECOND)
    moof = one[: one.index(b"mdat") - 4]
    step = len(moof)
    shared = b"".join(
        moof.replace((step + 8).to_bytes(4, "big"), (step * (10 - n) + 8).to_bytes(4, "big"))
        for n in range(10)
    )
    with pytest.raises(Refused) as problem:
        span(shared + one[step:])
    assert [one.code for one in problem.value.refusals] == ["media.data_missing"]


def indexed(fragments: list[bytes], times: list[int]) -> bytes:
    at, entries = len(FTYP) + len(movie()), []
    for one, time in zip(fragments, times, strict=True):
        entries.append(time.to_bytes(4, "big") + at.to_bytes(4, "big") + b"\1\1\1")
        at += len(one)
    tfra = full("tfra", 1, 0, len(entries), tail=b"".join(entries))
    return box("mfra", tfra, full("mfro", len(tfra) + 24))


def test_an_uneven_beginning_does_not_stand_for_the_rest():
    """Of 100 fragments with an index, 8 are read. The first sample lasts three times as long."""
    durations = [[300, *SECOND[1:]], *[SECOND] * 99]
    times = [0, *(1200 + 1000 * n for n in range(99))]
    fragments = [fragment(d, time=t) for d, t in zip(durations, times, strict=True)]
    found = span(*fragments, index=indexed(fragments, times))
    assert (found.seconds, found.samples) == (Fraction("100.2"), 1000)
    assert found.rate == Fraction(1000) / Fraction("100.2")
    assert not found.variable


@pytest.mark.parametrize(
    ("many", "read"),
    [
        (1, [0]),
        (2, [0, 1]),
        (5, [0, 1, 2, 3, 4]),
        (8, [0, 1, 2, 3, 4, 5, 6, 7]),
        (30, [0, 5, 11, 17, 23, 29]),
    ],
)
def test_of_fragments_with_an_index_first_samples_and_others_are_looked_at(many, read):
    """At most 8 requests: for the headers of fragments, but for the first, and for samples behind
    them."""
    times = [1000 * n for n in range(many)]
    fragments = [fragment(SECOND, time=time) for time in times]
    step = len(fragments[0])
    start = len(FTYP) + len(movie()) + step - SIZE * len(SECOND)
    found = measured(*fragments, index=indexed(fragments, times)).places
    looked_at = [divmod(place.offset - start, step) for place in found]
    assert looked_at[: len(read)] == [(n, 0) for n in read]
    assert all(offset for _, offset in looked_at[len(read) :])
    inner = len(set(found)) - len(read)
    assert len(read) - 1 + inner in ((8,) if many > 2 else (6, 7, 8))


def test_without_an_index_samples_are_spread_over_all_fragments():
    fragments = [fragment(SECOND, time=1000 * n) for n in range(16)]
    step = len(fragments[0])
    start = len(FTYP) + len(movie()) + step - SIZE * len(SECOND)
    found = [divmod(place.offset - start, step) for place in measured(*fragments).places]
    assert found == [(n, 0) for n in (0, 2, 4, 6, 9, 11, 13, 15)]


def test_an_index_that_is_wrong_about_times_is_not_believed():
    fragments = [fragment(SECOND, time=1000 * n) for n in range(30)]
    for times in ([500 * n for n in range(30)], [2000 * n for n in range(30)]):
        assert span(*fragments, index=indexed(fragments, times)).seconds == 30


def test_frames_that_come_unevenly_in_every_fragment_vary():
    assert span(*[fragment([50, 150] * 5, time=1000 * n) for n in range(9)]).variable
    assert not span(*[fragment(SECOND, time=1000 * n) for n in range(9)]).variable
