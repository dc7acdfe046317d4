"""What may be uploaded, until when, and in which parts."""

from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contest.refusals import Refusal, Refused
from contest.refusals.formatting import stored
from contest.rules.sections import MediaRules
from contest.upload import (
    MAX_PART,
    MIB,
    MIN_PART,
    Upload,
    may_upload,
    object_key,
    parse_object_key,
    part_size_of,
)
from tests.builders import any_rules, any_time, any_upload, shipped_rules

GB, GIB = 1000**3, 1024**3
LARGEST = 5 * 1024**4
"""What a rules file may allow at the most, and S3 take."""
PARTS_OF_S3 = 10_000
DATES, ZONE = shipped_rules().dates, shipped_rules().zone
INSTANT = timedelta(microseconds=1)
few = settings(deadline=None, max_examples=100)


def upload_of(size) -> Upload:
    return any_upload(size=size, part_size=part_size_of(size))


def reasons(*, now, rules=None, resubmit_by=None, size=None):
    try:
        may_upload(rules or any_rules(), now=now, resubmit_by=resubmit_by, size=size)
    except Refused as refused:
        return refused.refusals
    return ()


def too_late(now, ends):
    return Refusal(code="upload.too_late", measured=stored(now, ZONE), allowed=stored(ends, ZONE))


@pytest.mark.parametrize(
    ("size", "parts"),
    [(1, 1), (MIN_PART, 1), (MIN_PART + 1, 2), (64 * MIB, 13), (GB, 191), (2 * GIB, 256)],
)
def test_a_file_is_sent_in_small_parts(size, parts):
    assert upload_of(size).parts == parts


@few
@given(st.integers(1, 2 * GIB))
def test_of_a_usual_work_three_parts_under_way_are_at_most_24_mebibytes(size):
    assert 3 * part_size_of(size) <= 24 * MIB
    assert upload_of(size).parts <= 256


@few
@given(st.integers(1, LARGEST))
def test_the_parts_make_the_file_and_s3_takes_them(size):
    upload = upload_of(size)
    lengths = [upload.length(part) for part in range(1, upload.parts + 1)]
    assert sum(lengths) == size
    assert set(lengths[:-1]) <= {upload.part_size}
    assert 0 < lengths[-1] <= upload.part_size
    assert upload.part_size >= MIN_PART
    assert upload.part_size % MIB == 0


@few
@given(st.integers(1, 2 * GB))
def test_a_part_of_a_usual_work_is_small_enough_to_be_sent_again(size):
    assert part_size_of(size) <= MAX_PART


def test_the_largest_file_that_rules_can_allow_has_no_more_parts_than_s3_takes():
    (most,) = [m.le for m in MediaRules.model_fields["max_bytes"].metadata if hasattr(m, "le")]
    assert most == LARGEST
    assert upload_of(most).parts <= PARTS_OF_S3


IDS = st.from_regex(r"\A[a-z0-9][a-z0-9-]{0,63}\Z")


@few
@given(IDS, IDS, st.integers(1, 10_000), st.from_regex(r"\A[0-9a-f]{32}\Z"))
def test_a_key_names_contest_entry_and_attempt(contest, entry, version, nonce):
    assert parse_object_key(object_key(contest, entry, version, nonce=nonce)) == (
        contest,
        entry,
        version,
    )


@pytest.mark.parametrize(
    "other",
    [
        "",
        "media",
        "media/c/e",
        "media/c/e/x-1",
        "media/c/e/-1",
        "media/c/e/1",
        "media/c/e/²-a",
        "media/c/e/1-a/b",
        "results/c/e/1-a",
        "/media/c/e/1-a",
    ],
)
def test_a_key_that_is_not_ours_names_nobody(other):
    assert parse_object_key(other) is None


def test_uploads_begin_when_the_call_opens():
    opens = DATES.submission_opens
    assert reasons(now=opens) == ()
    assert reasons(now=opens - INSTANT) == (
        Refusal(code="upload.not_open_yet", allowed=stored(opens, ZONE)),
    )


def test_uploads_end_with_the_deadline():
    ends = DATES.submission_closes
    assert reasons(now=ends - INSTANT) == ()
    assert reasons(now=ends) == (too_late(ends, ends),)
    assert reasons(now=ends + INSTANT) == (too_late(ends + INSTANT, ends),)


def test_grace_moves_the_end():
    grace = timedelta(minutes=30)
    rules = any_rules(dates=DATES.model_copy(update={"grace": grace}))
    ends = DATES.submission_closes + grace
    assert reasons(rules=rules, now=ends - INSTANT) == ()
    assert reasons(rules=rules, now=ends) == (too_late(ends, DATES.submission_closes),)


@pytest.mark.parametrize("days", [-60, 30])
def test_a_later_date_for_mending_stands_in_the_deadlines_place(days):
    resubmit_by = DATES.submission_closes + timedelta(days=days)
    ends = max(resubmit_by, DATES.submission_closes)
    assert reasons(now=ends - INSTANT, resubmit_by=resubmit_by) == ()
    assert reasons(now=ends, resubmit_by=resubmit_by) == (too_late(ends, ends),)


def test_a_file_may_be_as_big_as_the_rules_say_and_no_byte_bigger():
    most = any_rules().media.max_bytes
    assert reasons(now=any_time(), size=most) == ()
    assert reasons(now=any_time(), size=most + 1) == (
        Refusal(code="upload.too_big", measured=str(most + 1), allowed=str(most)),
    )


def test_tells_every_reason_at_once():
    late = DATES.submission_closes
    most = any_rules().media.max_bytes
    found = reasons(now=late, size=most + 1)
    assert [refusal.code for refusal in found] == ["upload.too_late", "upload.too_big"]
