"""How long fragments last, and how fast they are, by hand after ISO/IEC 14496-12 clause 8.8."""

from fractions import Fraction

import pytest

from contest.refusals import Refused
from contest.validate.mp4.crosscheck import movie_of
from contest.validate.mp4.fragments.index import Index
from contest.validate.mp4.fragments.spans import Fragmented, fragmented, probed
from contest.validate.mp4.spans import Span
from tests.contest.validate.mp4.fragments.films import (
    EACH,
    SECOND,
    SIZE,
    begun,
    fragment,
    indexed,
    movie,
)
from tests.contest.validate.mp4.tiny_mp4 import box
from tests.corpus.muxer import FTYP, full


def measured(*fragments: bytes, index: bytes = b"", head: bytes | None = None) -> Fragmented:
    file = FTYP + (movie() if head is None else head) + b"".join(fragments) + index

    def read(start: int, length: int) -> bytes:
        return file[start : start + length]

    return fragmented(read, movie_of(read, size=len(file)), prefetch=list)


def span(*fragments: bytes, index: bytes = b"") -> Span:
    return measured(*fragments, index=index).spans[1]


def test_without_times_fragments_follow_each_other():
    found = span(*[fragment(SECOND)] * 7)
    assert found == Span(Fraction(7), 70, 700, Fraction(10), end=Fraction(7))


def test_times_need_not_begin_at_0():
    found = span(*(fragment(SECOND, time=5000 + 1000 * n) for n in range(7)))
    assert (found.seconds, found.start, found.end) == (7, 5, 12)


def test_samples_in_the_movie_box_come_first():
    """Clause 8.8.1: they and those of the fragments make one track, which begins at 0."""
    for time in (None, 1000):
        found = measured(fragment(SECOND, time=time), head=begun())
        assert found.spans[1] == Span(Fraction(2), 20, 200, Fraction(10), end=Fraction(2))
        assert len(found.places) == 8
    late = measured(fragment(SECOND, time=1400), head=begun()).spans[1]
    assert (late.seconds, late.start, late.end) == (Fraction("2.4"), 0, Fraction("2.4"))


def test_what_was_read_of_the_movie_box_counts_for_the_walk():
    """1.4 MB in all, of which each fragment of 3 kB takes 2 KiB: 200 of them take 0.4 MB."""
    fragments = [fragment([EACH] * 300)] * 200
    assert measured(*fragments).spans[1].samples == 60_000

    def padded(size: int) -> bytes:
        inner = movie()[8:] + box("free", bytes(size))
        return box("moov", inner)

    assert measured(*fragments, head=padded(900_000)).spans[1].samples == 60_000
    with pytest.raises(Refused) as problem:
        measured(*fragments, head=padded(1_100_000))
    assert [one.code for one in problem.value.refusals] == ["media.fragmented"]


def test_a_gap_makes_the_sample_before_it_last_longer():
    """Clause 8.8.12."""
    found = span(fragment(SECOND, time=0), fragment(SECOND, time=3000))
    assert (found.seconds, found.samples) == (4, 20)


def test_the_bytes_of_a_film_with_a_gap_are_those_of_as_long_a_one():
    """20 samples of 10 bytes in 2 s, shown for 4.007: 400.7 bytes."""
    assert span(fragment(SECOND, time=0), fragment(SECOND, time=3007)).bytes == 401


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


def asked(*fragments: bytes, index: bytes) -> list[tuple[int, int]]:
    """What is fetched together."""
    file, found = FTYP + movie() + b"".join(fragments) + index, []

    def read(start: int, length: int) -> bytes:
        return file[start : start + length]

    fragmented(read, movie_of(read, size=len(file)), prefetch=found.extend)
    return found


def test_the_first_8_kib_of_the_fragments_that_an_index_names_come_together():
    fragments = [fragment(SECOND, time=1000 * n) for n in range(3)]
    start, step = len(FTYP) + len(movie()), len(fragments[0])
    index = indexed(fragments, [0, 1000, 2000])
    assert asked(*fragments, index=index) == [(start + n * step, 8192) for n in range(3)]
    assert asked(*fragments, index=b"") == []


def test_the_longest_and_the_largest_fragments_are_read_too():
    """Of twenty, 0, 3, 7, 11, 15 and 19 are spread evenly."""
    times = [*range(0, 10_000, 1000), *range(12_000, 22_000, 1000)]
    offsets = [*range(0, 1300, 100), *range(1500, 2200, 100)]
    assert probed(Index(tuple(offsets), tuple(times))) == [0, 3, 7, 9, 11, 12, 15, 19]
    assert probed(Index(tuple(range(8)), tuple(range(8)))) == [*range(8)]
    assert probed(Index(tuple(range(9)), tuple(range(9)))) == [0, 1, 3, 4, 6, 8]


def believed(fragments: list[bytes], index: bytes) -> bool:
    """Whether some fragments were passed over, because the index tells enough."""
    file, given = FTYP + movie() + b"".join(fragments) + index, set()

    def read(start: int, length: int) -> bytes:
        given.add(start)
        return file[start : start + length]

    fragmented(read, movie_of(read, size=len(file)), prefetch=list)
    start, step = len(FTYP) + len(movie()), len(fragments[0])
    return not {start + n * step for n in range(len(fragments))} <= given


@pytest.mark.parametrize(
    ("stated", "near"),
    [
        ([1000 * n for n in range(12)], True),
        ([500 + 1000 * n for n in range(12)], True),
        ([0, *(1000 * n + 1000 for n in range(1, 12))], True),
        ([0, *(1000 * n + 1001 for n in range(1, 12))], False),
        ([*(1000 * n for n in range(11)), 12_000], True),
        ([*(1000 * n for n in range(11)), 12_001], False),
        ([7000 + 1000 * n for n in range(12)], True),
        ([7000 + 1500 * n for n in range(12)], False),
        ([7000 + 500 * n for n in range(12)], False),
    ],
)
@pytest.mark.parametrize("first", [0, 3000])
def test_an_index_may_be_wrong_by_a_second(stated, near, first):
    """It counts from its first entry. Of 12 fragments of a second, six or more are read."""
    fragments = [fragment(SECOND, time=first + 1000 * n) for n in range(12)]
    assert believed(fragments, indexed(fragments, stated)) == near


def test_an_index_whose_fragments_lie_elsewhere_is_not_believed():
    times = [1000 * n for n in range(12)]
    fragments = [fragment(SECOND, time=time) for time in times]
    assert believed(fragments, indexed(fragments, times))
    shifted = indexed([fragments[0] + b"?", *fragments[1:]], times)
    assert not believed(fragments, shifted)
    ninth = len(FTYP) + len(movie()) + 9 * len(fragments[0])
    late = indexed(fragments, times).replace(
        ninth.to_bytes(4, "big"), (ninth + 1).to_bytes(4, "big")
    )
    assert not believed(fragments, late)
    untimed = [fragment(SECOND) for _ in times]
    assert not believed(untimed, indexed(untimed, times))


def test_one_sample_in_ten_of_a_fragment_may_have_no_bytes():
    """Clause 8.8.8: a run states each sample's size."""

    def sized(empty: int) -> bytes:
        sizes = [0] * empty + [SIZE] * (10 - empty)

        def moof(offset: int) -> bytes:
            trun = full("trun", 10, offset, *sizes, flags=0x201)
            traf = box("traf", full("tfhd", 1, flags=0x20000), trun)
            return box("moof", full("mfhd", 1), traf)

        return moof(len(moof(0)) + 8) + box("mdat", b"\1" * sum(sizes))

    assert span(sized(1)).bytes == 90
    with pytest.raises(Refused) as problem:
        span(sized(1), sized(2))
    (reason,) = problem.value.refusals
    assert (reason.code, reason.measured) == ("media.data_missing", "3 × 0 B")


def test_a_film_without_samples_lasts_0_seconds():
    assert span(fragment([])) == Span(Fraction(0), 0, 0, Fraction(0))


def test_where_the_last_box_ends_is_told():
    one, head = fragment(SECOND, time=0), len(FTYP) + len(movie())
    assert measured(one).end == head + len(one)
    assert measured(one, index=b"\xff" * 9).end == head + len(one)
    index = indexed([one], [0])
    assert measured(one, index=index).end == head + len(one + index)


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


def test_of_fragments_of_two_samples_both_may_be_looked_at():
    times = [200 * n for n in range(4)]
    fragments = [fragment([EACH] * 2, time=time) for time in times]
    assert len(measured(*fragments, index=indexed(fragments, times)).places) == 8


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
