"""Lambda: the HTTP API for judges: their entries, one entry with its video, drafts of scores, and
reviews.

Judges see an entry's `BlindCopy` and their own reviews. The function's role permits no more."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body
from pydantic import AwareDatetime, Field

from contest.audit import Actor
from contest.model import Fact, Id, StrictInt
from contest.refusals import refused
from contest.review.review import BlindCopy, Review, Scores
from contest_aws import clock
from contest_aws.http import api
from contest_aws.http.tokens import KmsKey, Tokens
from contest_aws.media.bucket import Media
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of
from contest_aws.services.review.reviews import keep_scores, own_reviews, submit_scores
from contest_aws.settings import SignedInMediaSettings
from contest_aws.store import keys
from contest_aws.store.dynamodb import DynamoStore
from contest_aws.store.protocol import get

settings = SignedInMediaSettings.read()
store = DynamoStore(settings.table_name)
media = Media(settings.media_bucket)
app = api.create_app(store, Tokens(KmsKey(settings.signing_key)))


class ReviewSummary(Fact):
    """A judge's own review, as their window shows it."""

    round: Id
    entry: Id
    title: str
    theme: Id
    version: int
    draft: Scores
    scores: Scores
    comment: str
    submitted_at: AwareDatetime | None
    sealed: bool


class ReviewDetail(ReviewSummary):
    synopsis: str
    seconds: str
    width: int
    height: int
    video: str
    """A short-lived address of exactly the file that was validated."""


class ScoresUpdate(Fact):
    expected_version: StrictInt
    """The version that the window shows, so that two windows cannot overwrite each other."""
    scores: dict[Id, StrictInt]
    comment: Annotated[str, Field(max_length=2000)] = ""


class ReviewSubmission(Fact):
    expected_version: StrictInt


@app.get("/judge/<contest_id>/reviews")
def reviews(contest_id: Id) -> list[ReviewSummary]:
    """分给我的全部评审。 All reviews assigned to me."""
    return [_given(review) for review in own_reviews(store, contest_id, judge=api.who(app).person)]


@app.get("/judge/<contest_id>/reviews/<round_id>/<entry_id>")
def review(contest_id: Id, round_id: Id, entry_id: Id) -> ReviewDetail:
    """一件待评作品，附视频。 One work to review, with its video."""
    own = _own(contest_id, round_id, entry_id)
    showing = get(store, keys.blind_copy(contest_id, entry_id), BlindCopy)
    if showing.withdrawn:
        raise refused("review.withdrawn")
    return ReviewDetail(
        **dict(_given(own)),
        synopsis=showing.synopsis,
        seconds=showing.seconds,
        width=showing.width,
        height=showing.height,
        video=media.play_address(showing.media_key, version=showing.media_version),
    )


@app.put("/judge/<contest_id>/reviews/<round_id>/<entry_id>")
def keep(
    contest_id: Id, round_id: Id, entry_id: Id, draft: Annotated[ScoresUpdate, Body()]
) -> ReviewSummary:
    """保存评分草稿。 Save a draft of the scores."""
    contest, own = contest_of(store, contest_id), _own(contest_id, round_id, entry_id)
    kept = keep_scores(
        Context(store, contest, Actor.of("judge", own.judge), clock.now()),
        own,
        draft.scores,
        comment=draft.comment,
        expected_version=draft.expected_version,
    )
    return _given(kept)


@app.post("/judge/<contest_id>/reviews/<round_id>/<entry_id>/submit")
def submit(
    contest_id: Id, round_id: Id, entry_id: Id, submission: Annotated[ReviewSubmission, Body()]
) -> ReviewSummary:
    """提交评审。 Submit the review."""
    contest, own = contest_of(store, contest_id), _own(contest_id, round_id, entry_id)
    return _given(
        submit_scores(
            Context(store, contest, Actor.of("judge", own.judge), clock.now()),
            own,
            expected_version=submission.expected_version,
        )
    )


def _own(contest_id: str, round_id: str, entry_id: str) -> Review:
    return get(store, keys.review(contest_id, api.who(app).person, round_id, entry_id), Review)


def _given(own: Review) -> ReviewSummary:
    return ReviewSummary.model_validate(own.model_dump(include=set(ReviewSummary.model_fields)))


handler = api.handler(app)
