"""Requests and responses of the judges' API. None holds an entry's id: a judge names a work by its
number in their own list."""

from typing import Annotated, Literal

from pydantic import AwareDatetime, Field

from contest.model import Fact, Id, StrictInt, Text
from contest.review.review import LONGEST_COMMENT, Review, Scores
from contest.review.round import ListState, ReviewList, Round, end_of
from contest.rules.contest import Contest
from contest.rules.form_fields import AiUse
from contest.rules.sections import Criterion
from contest.viewing.viewing_copy import Film


class ReviewSummary(Fact):
    """A judge's own review, as their window shows it."""

    round: Id
    number: int
    """The work's number in the judge's own list: 第 13 件."""
    title: str
    theme: Id
    version: int
    draft: Scores
    scores: Scores
    comment: str
    notes: str
    """For the judge alone: empty for a host who looks through their eyes."""
    given_comment: str
    """The comment as it was submitted."""
    submitted_at: AwareDatetime | None
    changed: bool
    """The draft differs from what was submitted: it counts once it is submitted again."""
    sealed: bool
    """It can no longer be changed."""


class ReviewProgress(Fact):
    """How far the judge is in one round: 12 of 45."""

    round: Id
    name: Text
    closes: AwareDatetime
    state: ListState
    total: int
    submitted: int
    next: int | None
    """The number of the first work that is not submitted, else of one that was changed since; None
    if there is none."""


class OwnReviews(Fact):
    rounds: tuple[ReviewProgress, ...]
    reviews: tuple[ReviewSummary, ...]


class ReviewDetail(ReviewSummary):
    criteria: tuple[Criterion, ...]
    synopsis: str
    seconds: str
    width: int
    height: int
    ai_use: AiUse | None
    """What the entrant declares about AI; None unless the rules show it to judges."""
    comment_to: Literal["host", "entrant"]
    """Who reads the comment: the host alone, or the entrant as well, without the judge's name."""
    films: tuple[Film, ...]
    """What judges watch: the rendition first if there is one, and the copy. Empty while they are
    being prepared."""


class ScoresUpdate(Fact):
    expected_version: StrictInt
    """The version that the window shows, so that two windows cannot overwrite each other."""
    scores: dict[Id, StrictInt]
    comment: Annotated[str, Field(max_length=LONGEST_COMMENT)] = ""
    notes: Annotated[str, Field(max_length=LONGEST_COMMENT)] = ""


class ReviewSubmission(Fact):
    expected_version: StrictInt


class RecusalRequest(Fact):
    reason: Annotated[str, Field(min_length=1, max_length=1000)]
    """For the host: why the judge should not review the work."""


class RecusalReceipt(Fact):
    round: Id
    number: int
    recused_at: AwareDatetime


def summary(review: Review, list_: ReviewList, *, viewer: Id | None = None) -> ReviewSummary:
    """`viewer`: the host who looks through the judge's eyes. They read what was submitted, no draft
    and no notes."""
    known = review.model_dump(include=set(ReviewSummary.model_fields)) | {
        "given_comment": review.said,
        "changed": review.changed,
        "sealed": review.sealed or list_.state is ListState.CLOSED,
    }
    hidden = {"draft": {}, "comment": review.said, "notes": "", "changed": False} if viewer else {}
    return ReviewSummary.model_validate(known | hidden)


def own_reviews(
    contest: Contest, given: list[tuple[Review, ReviewList]], rounds: list[Round], viewer: Id | None
) -> OwnReviews:
    """`rounds`: those that the judge has works in."""
    known = {round_.id: round_ for round_ in rounds}
    lists = {list_.round: list_ for _, list_ in given}
    by_round = {id_: [review for review, _ in given if review.round == id_] for id_ in lists}
    return OwnReviews(
        rounds=tuple(
            _progress(contest, known.get(id_), lists[id_], of_round, viewed=bool(viewer))
            for id_, of_round in by_round.items()
        ),
        reviews=tuple(summary(review, list_, viewer=viewer) for review, list_ in given),
    )


def _progress(
    contest: Contest, round_: Round | None, list_: ReviewList, given: list[Review], *, viewed: bool
) -> ReviewProgress:
    rules = contest.round(list_.round)
    submitted = sum(review.submitted for review in given)
    left = [review.number for review in given if review.is_open]
    again = [] if viewed else [review.number for review in given if review.is_unfinished]
    return ReviewProgress(
        round=list_.round,
        name=rules.name,
        closes=end_of(round_, rules.closes),
        state=list_.state,
        total=submitted + len(left),
        submitted=submitted,
        next=min(left or again, default=None),
    )
