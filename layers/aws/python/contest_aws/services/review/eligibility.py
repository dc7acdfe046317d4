"""Whether a judge may review an entry, by what is known now. Asked before every assignment, again
when it is carried out, when a conflict comes to light, and when scores are tallied."""

from collections.abc import Iterable

from contest.entry.entry import Entry
from contest.model import Id
from contest.review.judge import Conflict, Judge, conflict
from contest.rules.contest import Contest


def conflict_of(contest: Contest, judge: Judge, entry: Entry) -> Conflict | None:
    """Why the judge may not be given the entry; None: they may."""
    return conflict(judge, entry=entry.id, form=entry.form, kinds=contest.rules.conflicts)


def interest_of(contest: Contest, judge: Judge, entry: Entry) -> Conflict | None:
    """Why what the judge gave the entry does not count. A judge who has left is no such reason."""
    return conflict_of(contest, judge.model_copy(update={"left": False}), entry)


def eligible(contest: Contest, judges: Iterable[Judge], entry: Entry) -> list[Id]:
    return [judge.id for judge in judges if not conflict_of(contest, judge, entry)]
