"""What holds before, at and after a deadline, with and without grace and a date of one's own."""

from datetime import timedelta

import pytest

from contest.model import Text
from contest.refusals import Refusal
from contest.rules.deadline import Deadline, DeadlineState, deadline_of, too_late
from tests.builders import any_rules

DATES = any_rules().dates
CLOSES, GRACE = DATES.submission_closes, timedelta(minutes=30)
WITH_GRACE = any_rules(dates=DATES.model_copy(update={"grace": GRACE}))
INSTANT = timedelta(microseconds=1)
S = DeadlineState


def state(rules, now, resubmit_by=None):
    found = deadline_of(rules, resubmit_by=resubmit_by, now=now)
    return found.state, found.accepts


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (DATES.submission_opens - INSTANT, (S.NOT_OPEN, False)),
        (DATES.submission_opens, (S.OPEN, True)),
        (CLOSES - INSTANT, (S.OPEN, True)),
        (CLOSES, (S.GRACE, True)),
        (CLOSES + GRACE - INSTANT, (S.GRACE, True)),
        (CLOSES + GRACE, (S.OVER, False)),
    ],
)
def test_grace_begins_at_the_deadline_and_ends_by_itself(now, expected):
    assert state(WITH_GRACE, now) == expected


def test_without_grace_the_deadline_is_the_end():
    assert state(any_rules(), CLOSES - INSTANT) == (S.OPEN, True)
    assert state(any_rules(), CLOSES) == (S.OVER, False)


def test_grace_is_told_beside_the_deadline_and_does_not_replace_it():
    assert deadline_of(WITH_GRACE, resubmit_by=None, now=CLOSES) == Deadline(
        at=CLOSES,
        grace_until=CLOSES + GRACE,
        state=S.GRACE,
        text=Text(
            zh="投稿已于 2024年7月31日 24:00 截止。"
            "在 2024年8月1日 00:30 之前上传并提交的作品仍予受理。",
            en="Submissions closed on 31 July 2024, 24:00 (China Standard Time). Works that are "
            "uploaded and submitted before 1 August 2024, 00:30 (China Standard Time) are still "
            "accepted.",
        ),
    )


def test_a_later_date_of_its_own_takes_the_deadlines_place_without_grace():
    own = CLOSES + timedelta(days=7)
    found = deadline_of(WITH_GRACE, resubmit_by=own, now=CLOSES)
    assert (found.at, found.grace_until, found.state) == (own, None, S.OPEN)
    assert state(WITH_GRACE, own, own) == (S.OVER, False)


def test_an_earlier_date_of_its_own_takes_nothing_away():
    earlier = CLOSES - timedelta(days=7)
    found = deadline_of(WITH_GRACE, resubmit_by=earlier, now=CLOSES)
    assert (found.at, found.grace_until, found.state) == (CLOSES, CLOSES + GRACE, S.GRACE)


def test_who_is_too_late_is_told_the_deadline_that_was_announced():
    now = CLOSES + GRACE
    assert too_late("upload.too_late", WITH_GRACE, resubmit_by=None, now=now) == Refusal(
        code="upload.too_late",
        measured="2024-08-01T00:30:00+08:00[Asia/Shanghai]",
        allowed="2024-08-01T00:00:00+08:00[Asia/Shanghai]",
    )
