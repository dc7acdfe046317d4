"""Occasions for a mail: which changes of an entry its entrant is told of."""

from collections.abc import Mapping
from enum import StrEnum

from contest.entry.entry import TRANSITIONS, Entry, EntryStatus
from contest.mail import untold

S = EntryStatus


class Occasion(StrEnum):
    """Occasions for a mail. The values are the names of the rules' mail texts."""

    RECOMMENDED = "recommended"
    SUBMITTED = "submitted"
    ENTERED = "entered"
    INVALID = "invalid"
    LET_IN = "let_in"
    RETURNED = "returned"
    PASSED = "passed"
    REJECTED = "rejected"
    REOPENED = "reopened"
    THEME_PROPOSED = "theme_proposed"
    PROVISIONAL = "provisional"
    AWARDED = "awarded"
    NOT_AWARDED = "not_awarded"
    REVOKED = "revoked"
    NOT_JUDGED = "not_judged"
    DISQUALIFIED = "disqualified"


O = Occasion  # noqa: E741 - one letter, as for statuses
SUBMITTED_FROM = (S.UPLOADING, S.VALIDATING, S.READY, S.RETURNED)
DISQUALIFIED_FROM = tuple(before for before, to in TRANSITIONS.items() if S.DISQUALIFIED in to)
OCCASIONS: Mapping[tuple[EntryStatus, EntryStatus], Occasion] = {
    (S.UPLOADING, S.VALIDATING): O.SUBMITTED,
    (S.LATE, S.VALIDATING): O.SUBMITTED,
    **dict.fromkeys([(before, S.SCREENING) for before in SUBMITTED_FROM], O.ENTERED),
    (S.VALIDATING, S.RETURNED): O.INVALID,
    (S.SCREENING, S.RETURNED): O.RETURNED,
    (S.SCREENING, S.IN_REVIEW): O.PASSED,
    (S.SCREENING, S.REJECTED): O.REJECTED,
    (S.REVIEWED, S.AWARDED): O.AWARDED,
    (S.REVIEWED, S.NOT_AWARDED): O.NOT_AWARDED,
    (S.IN_REVIEW, S.NOT_JUDGED): O.NOT_JUDGED,
    (S.NOT_JUDGED, S.AWARDED): O.AWARDED,
    (S.NOT_AWARDED, S.AWARDED): O.AWARDED,
    **dict.fromkeys([(before, S.DISQUALIFIED) for before in DISQUALIFIED_FROM], O.DISQUALIFIED),
}
"""The changes of status (from, to) that the entrant is notified of."""


def occasion_of(before: Entry | None, after: Entry) -> Occasion | None:
    """The occasion of a change; None if the entrant is not notified.

    A unit's recommendation creates a draft or matches one, without a change of status."""
    if after.recommended_at not in (None, before and before.recommended_at):
        return O.RECOMMENDED
    if before is None:
        return None
    if after.revoked != before.revoked:
        return O.REVOKED
    same = after.status is before.status  # a proposal that an undo brings back was told
    if after.theme_change not in (None, before.theme_change) and same:
        return O.THEME_PROPOSED
    if after.reopened not in (None, before.reopened):
        return O.REOPENED if untold.is_told_again(before, after) else None
    if after.let_in not in (None, before.let_in) and (same or after.submitted_at is None):
        return O.LET_IN
    return _of_move(before, after)


def _of_move(before: Entry, after: Entry) -> Occasion | None:
    """What is back with the screeners, because their decision was undone, was not submitted."""
    if after.status is S.AWARDED and {*before.awards} < {*after.awards}:
        return O.AWARDED
    if after.status is S.DISQUALIFIED and before.submitted_at is None:
        return None
    undone = after.undone != before.undone
    return None if undone else OCCASIONS.get((before.status, after.status))
