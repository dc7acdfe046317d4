"""Award rounds at each step, over four works with scores and one without."""

import pytest

from tests.contest_aws.services.award.steps import POINTS, WEEK, Round
from tests.contest_aws.services.panel import (
    appoint,
    closed,
    decided,
    entry_now,
    in_review,
    opened,
    score,
)


@pytest.fixture
def judged(store, contest):
    """Four entries with all their scores, in a closed round. The host left a fifth out, which has
    none."""
    appoint(store, contest, 3)
    in_review(store, contest, 5)
    opened(store, contest)
    for entry, points in POINTS.items():
        for judge in entry_now(store, contest, entry).judges:
            score(store, contest, judge, entry, points)
    closed(store, contest)
    decided(store, contest)
    return store


@pytest.fixture
def round_(judged, snapshots, contest):
    return Round(judged, snapshots, contest)


@pytest.fixture
def proposed(round_):
    round_.begin()
    round_.tally()
    round_.propose()
    return round_


@pytest.fixture
def final(proposed):
    proposed.confirm()
    proposed.end_objections(WEEK)
    return proposed
