"""What a reader fetches, and that it fetches nothing twice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest_aws.media.ranged_reader import AHEAD, HEAD, LARGE_TAIL, TAIL, PlannedReader


class Object:
    """A file of this size, in which no two places are alike for long."""

    def __init__(self, size: int) -> None:
        self.size = size
        self.reads: list[tuple[int, int]] = []

    def content(self, start: int, length: int) -> bytes:
        end = min(start + length, self.size)
        return bytes(at * 31 // 7 % 251 for at in range(start, end))

    def fetch(self, start: int, length: int) -> bytes:
        self.reads.append((start, length))
        return self.content(start, length) if self.size < 10**6 else bytes(length)

    @property
    def reader(self) -> PlannedReader:
        return PlannedReader(self.fetch, size=self.size)


places = st.tuples(st.integers(0, 5000), st.integers(0, 900))


@given(st.lists(st.tuples(st.booleans(), places), max_size=12), st.integers(0, 5000))
def test_reads_give_the_bytes_that_are_there_in_any_order(steps, size):
    file = Object(size)
    reader = file.reader
    for ahead, place in steps:
        if ahead:
            reader.prefetch([place, (place[0] // 2, 50)])
        assert reader.read(*place) == file.content(*place)


def test_what_was_fetched_is_not_fetched_again():
    file = Object(500_000)
    reader = file.reader
    reader.prefetch([(200_000, 8000), (300_000, 8000)])
    reader.prefetch([(201_000, 100), (300_000, 8000)])
    assert reader.read(203_000, 4000) == file.content(203_000, 4000)
    assert reader.read(207_990, 30) == file.content(207_990, 30)
    assert sorted(file.reads) == [(200_000, 8000), (208_000, AHEAD), (300_000, 8000)]
    with reader.asked([(300_100, 50), (499_990, 50), (600_000, 50)]) as found:
        pass
    assert [len(one.result()) for one in found] == [50, 10, 0]
    assert file.reads[-1] == (499_990, 10)


@pytest.mark.parametrize(
    ("size", "left", "fetched"),
    [
        (50_000_000, TAIL, TAIL),
        (4_700_000, TAIL + 1, AHEAD),
        (4 * (TAIL + 1), TAIL + 1, TAIL + 1),
        (50_000_000, LARGE_TAIL, LARGE_TAIL),
        (50_000_000, LARGE_TAIL + 1, AHEAD),
    ],
)
def test_a_short_rest_of_a_file_comes_along_with_the_next_header(size, left, fetched):
    file = Object(size)
    reader = file.reader
    reader.read(0, 16)
    reader.read(size - left, 16)
    assert file.reads == [(0, HEAD), (size - left, fetched)]
