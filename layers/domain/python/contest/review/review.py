"""Expert review 专家评审: one judge's scores on one entry, and the round in which they are given.

Only the judge sees their draft. What counts is the last review submitted before it is sealed.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from pydantic import AwareDatetime, Field

from contest.audit import Actor, Audited, AuditRecord
from contest.model import Fact, Id
from contest.refusals import Refusal, Refused, refused
from contest.rules.rules import Rules
from contest.rules.sections import Criterion

Scores = dict[Id, int]
"""Whole points by criterion."""


class RoundState(StrEnum):
    OPEN = "open"
    CLOSED = "closed"


class Round(Audited):
    """A review round that has been opened. `loads`: how many entries each judge has in it."""

    contest: Id
    id: Id
    state: RoundState = RoundState.OPEN
    loads: dict[Id, int] = {}
    award_round: Id | None = None
    """The award round over its scores that was begun last."""


def shown_title(rules: Rules, title: str) -> str:
    """A work's title if judges see titles; otherwise a dash."""
    seen = any(field.id == "title" and field.judges_see for field in rules.form)
    return title if seen else "—"


class BlindCopy(Fact):
    """What judges may see of an entry: nothing about entrant, unit, region, credits or contact."""

    contest: Id
    entry: Id
    title: str
    theme: Id
    synopsis: str
    media_key: str
    media_version: str
    seconds: str
    width: int
    height: int
    withdrawn: bool = False
    """Withdrawn or disqualified: the entry is no longer shown."""


class Review(Audited):
    contest: Id
    round: Id
    judge: Id
    entry: Id
    title: str
    theme: Id
    draft: Scores = {}
    scores: Scores = {}
    comment: str = Field(default="", max_length=2000)
    submitted_at: AwareDatetime | None = None
    sealed: bool = False

    @property
    def submitted(self) -> bool:
        return self.submitted_at is not None


def keep_draft(
    review: Review, scores: Mapping[Id, int], *, comment: str, criteria: tuple[Criterion, ...]
) -> Review:
    """Keeps what the judge has typed so far, complete or not. Submitted scores do not change.

    Refused if the review is sealed, or with all wrong criteria and scores at once."""
    _refuse_if_sealed(review)
    points = {criterion.id: criterion.points for criterion in criteria}
    refusals = [
        Refusal(code="review.unknown_criterion", measured=name, allowed=", ".join(points))
        for name in scores
        if name not in points
    ] + [
        Refusal(code="review.score_out_of_range", measured=str(score), allowed=f"0–{points[name]}")
        for name, score in scores.items()
        if name in points and not 0 <= score <= points[name]
    ]
    if refusals:
        raise Refused(*refusals)
    return review.next_version(draft=dict(scores), comment=comment)


def submit_review(
    review: Review, *, criteria: tuple[Criterion, ...], subject: object, at: datetime
) -> tuple[Review, AuditRecord]:
    """The draft becomes the judge's scores; every version stays in the audit chain.

    Refused if the review is sealed, or if the draft lacks a criterion."""
    _refuse_if_sealed(review)
    missing = [criterion.name.zh for criterion in criteria if criterion.id not in review.draft]
    if missing:
        raise refused("review.incomplete", measured="、".join(missing))
    return review.with_record(
        "review.submit",
        subject=subject,
        actor=Actor.of("judge", review.judge),
        at=at,
        details={"scores": review.draft},
        scores=review.draft,
        submitted_at=at,
    )


def seal_review(
    review: Review, *, subject: object, actor: Actor, at: datetime
) -> tuple[Review, AuditRecord]:
    """After this the review's scores cannot change; the audit record shows what was sealed."""
    return review.with_record(
        "review.seal",
        subject=subject,
        actor=actor,
        at=at,
        details={"scores": review.scores},
        sealed=True,
    )


def _refuse_if_sealed(review: Review) -> None:
    if review.sealed:
        raise refused("review.closed")
