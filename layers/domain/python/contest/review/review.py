"""Expert review 专家评审: one judge's scores on one entry.

Only the judge sees their draft and their notes. What counts is the last review that was submitted
before the judge's list closed, unless it was taken away."""

from datetime import datetime
from enum import StrEnum

from pydantic import AwareDatetime, Field

from contest.audit import Actor, Audited, AuditRecord
from contest.model import Fact, Id
from contest.refusals import Refusal, Refused, refused
from contest.rules.sections import Criterion

Scores = dict[Id, int]
"""Whole points by criterion."""
LONGEST_COMMENT = 2000


class RemovalCause(StrEnum):
    """Why a review was taken away from its judge."""

    RECUSED = "recused"
    """The judge declared a conflict of interest."""
    CONFLICT = "conflict"
    """A conflict of interest came to light, or the host set it."""
    LEFT = "left"
    """The judge is no longer on the panel and had not submitted it."""
    REPLACED = "replaced"
    """The host gave the open reviews of the judge to others."""


class ReviewRemoval(Fact):
    cause: RemovalCause
    reason: str = Field(default="", max_length=1000)
    """What was typed, or the code of the conflict."""
    actor: Actor
    at: AwareDatetime


class ReviewText(Fact):
    """What a judge types: scores, complete or not, a comment, and notes."""

    scores: Scores = {}
    comment: str = Field(default="", max_length=LONGEST_COMMENT)
    notes: str = Field(default="", max_length=LONGEST_COMMENT)
    """For the judge alone."""


class Review(Audited):
    contest: Id
    round: Id
    judge: Id
    entry: Id
    number: int = 0
    """The work's number in the judge's own list. It is how the judge names the work."""
    title: str
    theme: Id
    draft: Scores = {}
    scores: Scores = {}
    comment: str = Field(default="", max_length=LONGEST_COMMENT)
    notes: str = Field(default="", max_length=LONGEST_COMMENT)
    submitted_at: AwareDatetime | None = None
    sealed: bool = False
    """The entry was withdrawn or disqualified: the review stays as it was given."""
    removed: ReviewRemoval | None = None
    """Taken away from the judge: kept on record, and counted nowhere."""
    given_comment: str | None = Field(default=None, max_length=LONGEST_COMMENT)
    """The comment as it was submitted. Older items do not have it; theirs is `comment`."""

    @property
    def submitted(self) -> bool:
        return self.submitted_at is not None

    @property
    def is_open(self) -> bool:
        """Whether the judge still has to submit it."""
        return not (self.submitted or self.sealed or self.removed)

    @property
    def changed(self) -> bool:
        """Whether the draft, notes aside, is another than what the judge submitted."""
        return self.submitted and (self.draft, self.comment) != (self.scores, self.said)

    @property
    def is_unfinished(self) -> bool:
        """Whether the judge still has to submit it, or to submit it again."""
        return self.is_open or (self.changed and not (self.sealed or self.removed))

    @property
    def may_return(self) -> bool:
        """Taken away only because the judge had left. Back on the panel, they may get it again."""
        return self.removed is not None and self.removed.cause is RemovalCause.LEFT

    @property
    def counts(self) -> bool:
        return self.submitted and self.removed is None

    @property
    def said(self) -> str:
        """The comment of the review that was submitted, for others to read; never a draft."""
        given = self.comment if self.given_comment is None else self.given_comment
        return given if self.submitted else ""

    @property
    def text(self) -> ReviewText:
        return ReviewText(scores=self.draft, comment=self.comment, notes=self.notes)


def keep_draft(review: Review, text: ReviewText, *, criteria: tuple[Criterion, ...]) -> Review:
    """Keeps what the judge has typed so far. Submitted scores do not change. Refused if the review
    is sealed, or with all wrong criteria and scores at once."""
    _refuse_if_sealed(review)
    _check(text.scores, criteria)
    return review.next_version(draft=dict(text.scores), comment=text.comment, notes=text.notes)


def _check(scores: Scores, criteria: tuple[Criterion, ...]) -> None:
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


def submit_review(
    review: Review, *, criteria: tuple[Criterion, ...], subject: object, at: datetime
) -> tuple[Review, AuditRecord]:
    """The draft becomes the judge's scores; every version stays in the audit chain. Refused if the
    review is sealed, or if the draft lacks a criterion."""
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
        given_comment=review.comment,
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


def remove_review(
    review: Review, removal: ReviewRemoval, *, subject: object
) -> tuple[Review, AuditRecord]:
    """Takes the review away from its judge. The record holds the scores that no longer count, and
    no word that was typed."""
    return review.with_record(
        "review.remove",
        subject=subject,
        actor=removal.actor,
        at=removal.at,
        details={"cause": removal.cause, "scores": review.scores},
        removed=removal,
    )


def give_back(
    review: Review, *, subject: object, actor: Actor, at: datetime
) -> tuple[Review, AuditRecord]:
    """Gives a judge who is back on the panel the review that they had, with what they typed."""
    return review.with_record(
        "review.give_back",
        subject=subject,
        actor=actor,
        at=at,
        details={"scores": review.scores},
        removed=None,
    )


def _refuse_if_sealed(review: Review) -> None:
    if review.sealed:
        raise refused("review.closed")
