"""The export of what is held on a person as a judge, in the shape in which judges see it. It has no
entry's id and no reason of others: either could tell whose work it is that they score blind."""

from datetime import datetime

from pydantic import AwareDatetime

from contest.model import Fact, Id
from contest.review.conflict_decision import BY_JUDGE, ConflictDecision
from contest.review.judge import Judge
from contest.review.review import Review, Scores
from contest_aws.services.entries import contest_of
from contest_aws.services.review.conflicts import decisions_of
from contest_aws.services.review.reviews import own_list, own_reviews
from contest_aws.store import keys
from contest_aws.store.protocol import Store


class OwnReview(Fact):
    """A review that they wrote, or have to write."""

    round: Id
    number: int
    """The work's number in their own list."""
    title: str
    """As the list shows it; empty once the work is not in the list any more."""
    theme: str
    draft: Scores
    scores: Scores
    comment: str
    notes: str
    submitted_at: AwareDatetime | None


class OwnConflict(Fact):
    """A conflict of interest that was decided on. It does not say with which work."""

    declared: str | None
    """What they said themselves; None if the host decided."""
    counts: bool
    """Whether there is a conflict; the host may have dismissed the suspicion."""
    at: AwareDatetime | None


class JudgeData(Fact):
    """What is held on them as a judge of one contest."""

    contest: Id
    name: str
    unit: str
    themes: tuple[Id, ...]
    expertise: tuple[str, ...]
    max_load: int | None
    left: bool
    reviews: tuple[OwnReview, ...]
    conflicts: tuple[OwnConflict, ...]
    """What they said themselves. What the host decided is here once the last round has closed:
    earlier it would say something of the works that they score."""


def judge_data(store: Store, contest_id: Id, person: Id, *, now: datetime) -> JudgeData | None:
    """None of somebody who was invited and has never been a judge. `now`: by our clock."""
    judge = store.find(keys.judge(contest_id, person), Judge)
    if judge is None:
        return None
    contest = contest_of(store, contest_id)
    over = contest.time_at(now) >= contest.rounds[-1].closes
    decisions = decisions_of(store, contest_id, person).values()
    said = (one for one in decisions if over or one.state in BY_JUDGE)
    return JudgeData(
        contest=contest_id,
        name=judge.name,
        unit=judge.unit,
        themes=judge.themes,
        expertise=judge.expertise,
        max_load=judge.max_load,
        left=judge.left,
        reviews=tuple(_reviews(store, contest_id, person)),
        conflicts=tuple(sorted(map(_conflict, said), key=lambda one: str(one.at))),
    )


def _reviews(store: Store, contest_id: Id, person: Id) -> list[OwnReview]:
    """Those of their list. Of a work that is not in it, what they wrote: if they wrote nothing, it
    is left out."""
    listed = {(one.round, one.entry) for one, _ in own_list(store, contest_id, judge=person)}
    found = []
    for review in own_reviews(store, contest_id, judge=person):
        shown = (review.round, review.entry) in listed
        if shown or review.draft or review.comment or review.notes:
            found.append(_review(review, shown=shown))
    return sorted(found, key=lambda one: (one.round, one.number))


def _review(review: Review, *, shown: bool) -> OwnReview:
    known = review.model_dump(include=set(OwnReview.model_fields))
    hidden = {} if shown else {"title": "", "theme": ""}
    return OwnReview.model_validate(known | hidden)


def _conflict(decision: ConflictDecision) -> OwnConflict:
    own = decision.state in BY_JUDGE
    return OwnConflict(
        declared=decision.reason if own else None, counts=decision.counts, at=decision.decided_at
    )
