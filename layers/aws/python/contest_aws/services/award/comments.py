"""Judges' comments for a work's entrant, if and when the rules show them: without a name, a score
or a note."""

from contest.award.award import PUBLIC
from contest.entry.entry import Entry, EntryStatus
from contest.model import Fact, Id
from contest.rules.contest import Contest
from contest_aws.services.award import award_rounds
from contest_aws.services.review.reviews import ever_of
from contest_aws.store.protocol import Store

FINAL = frozenset({EntryStatus.AWARDED, EntryStatus.NOT_AWARDED})
ANNOUNCED = FINAL | {EntryStatus.REVIEWED}


class JudgeComment(Fact):
    round: Id
    text: str


def shown_to_entrant(store: Store, contest: Contest, entry: Entry) -> list[JudgeComment]:
    """The comments on the work in the order of the rounds, then of the texts, so that their order
    tells nothing of the judges. Empty while the rules do not show them."""
    if not _are_shown(store, contest, entry):
        return []
    comments = [
        JudgeComment(round=review.round, text=review.said)
        for review in ever_of(store, contest, entry.id)
        if review.counts and review.said.strip()
    ]
    order = {round_.id: place for place, round_ in enumerate(contest.rules.rounds)}
    return sorted(comments, key=lambda one: (order[one.round], one.text))


def _are_shown(store: Store, contest: Contest, entry: Entry) -> bool:
    rules = contest.rules.comments
    if rules.to != "entrant":
        return False
    if rules.shown == "final":
        return entry.status in FINAL
    rounds = award_rounds.rounds_of(store, contest.id)
    return entry.status in ANNOUNCED and any(one.status in PUBLIC for one in rounds)
