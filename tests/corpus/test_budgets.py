"""What an upload may cost, as docs/stages/2-validate.md says: requests, bytes, processor time."""

import pytest

from bench.encoded import four_sounds, without_index
from contest.validate.mp4.fragments.walk import MOST_WALKED, WALKED_BYTES
from contest_aws.media.ranged_reader import HEAD
from tests.corpus.hostile import HOSTILE, every_frame, first_fragment, spread_free
from tests.corpus.inspected import inspected

MOST_BYTES = 1_500_000
SECONDS = 1
"""Ten times the budget, which `make bench-validate` holds: other work runs beside tests."""


@pytest.mark.parametrize("name", HOSTILE)
def test_a_small_hostile_file_costs_little(name):
    found = inspected(HOSTILE[name]())
    assert sum(found.reads) <= MOST_BYTES
    assert len(found.reads) <= MOST_WALKED
    assert found.parent < SECONDS


def test_a_walk_that_is_too_long_says_how_long_it_may_be():
    (many,) = inspected(every_frame()).verdict.refusals
    assert (many.code, many.measured, many.allowed) == ("media.fragmented", "> 512", "512")
    (free,) = inspected(spread_free(8, 200_000, first_fragment)()).verdict.refusals
    assert (free.code, free.measured, free.allowed) == ("media.too_complex", "> 1024", "1024")


def test_480_fragments_without_an_index_take_a_request_each():
    found = inspected(without_index())
    assert found.verdict.refusals == ()
    assert found.verdict.facts.seconds == 480
    assert len(found.reads) <= MOST_WALKED
    assert sum(found.reads) <= WALKED_BYTES


def test_a_large_movie_box_at_the_end_takes_one_request():
    file = four_sounds()
    moov = file.index(b"moov", len(file) - 2_000_000) - 4
    assert len(file) - moov > 1_200_000
    found = inspected(file)
    assert found.verdict.refusals == ()
    assert sorted(found.reads)[-2:] == [HEAD, len(file) - moov]
    assert sum(found.reads) <= len(file) - moov + HEAD + 8 * 1024
