"""Lambda: the HTTP API for judges: their list, one work with its viewing copy, drafts, reviews, and
recusals. They see an entry's `BlindCopy` and their own reviews: its role permits no more."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body

from contest.audit import Actor
from contest.model import Id
from contest.refusals import refused
from contest.review.review import ReviewText
from contest.review.round import Round
from contest_aws import clock
from contest_aws.http import api
from contest_aws.http.tokens import KmsKey, Tokens
from contest_aws.media.bucket import Media
from contest_aws.services.context import Context
from contest_aws.services.review import removal, reviews
from contest_aws.services.review.reviews import OwnWork
from contest_aws.services.viewing import copies
from contest_aws.store import keys
from review import playing_routes
from review.dependencies import settings, store
from review.judge_models import (
    OwnReviews,
    RecusalReceipt,
    RecusalRequest,
    ReviewDetail,
    ReviewSubmission,
    ReviewSummary,
    ScoresUpdate,
    own_reviews,
    summary,
)

media = Media(settings.media_bucket)
app = api.create_app(store, Tokens(KmsKey(settings.signing_key)))
app.include_router(playing_routes.router)
REVIEW = "/judge/<contest_id>/reviews/<round_id>/<number>"


@app.get("/judge/<contest_id>/reviews")
def own(contest_id: Id) -> OwnReviews:
    """分给我的全部评审与进度。 All reviews assigned to me, and my progress."""
    access = api.who(app)
    given = reviews.own_list(store, contest_id, judge=access.person)
    rounds = store.find_all({keys.round_(contest_id, one.round) for one, _ in given}, Round)
    return own_reviews(api.contest_asked(app, store, contest_id), given, rounds, access.viewer)


@app.get(REVIEW)
def one(contest_id: Id, round_id: Id, number: int) -> ReviewDetail:
    """一件待评作品，附视频。 One work to review, with its video."""
    work = _work(contest_id, round_id, number)
    if work.copy.withdrawn:
        raise refused("review.withdrawn")
    contest, copy = api.contest_asked(app, store, contest_id), work.copy
    return ReviewDetail(
        **dict(summary(work.review, work.list_, viewer=api.who(app).viewer)),
        criteria=contest.rules.criteria,
        synopsis=copy.synopsis,
        seconds=copy.seconds,
        width=copy.width,
        height=copy.height,
        ai_use=copy.shown_ai_use(contest.rules),
        comment_to=contest.rules.comments.to,
        films=copies.films_in_round(store, media, copy, contest, round_id),
    )


@app.put(REVIEW)
def keep(
    contest_id: Id, round_id: Id, number: int, draft: Annotated[ScoresUpdate, Body()]
) -> ReviewSummary:
    """保存评分草稿。 Save a draft of the scores."""
    work = _work(contest_id, round_id, number)
    text = ReviewText(scores=draft.scores, comment=draft.comment, notes=draft.notes)
    kept = reviews.keep_scores(
        _context(contest_id), work.review, text, expected_version=draft.expected_version
    )
    return summary(kept, work.list_)


@app.post(f"{REVIEW}/submit")
def submit(
    contest_id: Id, round_id: Id, number: int, submission: Annotated[ReviewSubmission, Body()]
) -> ReviewSummary:
    """提交评审。 Submit the review."""
    work = _work(contest_id, round_id, number)
    given = reviews.submit_scores(
        _context(contest_id), work.review, expected_version=submission.expected_version
    )
    return summary(given, work.list_)


@app.post(f"{REVIEW}/recusal")
def recuse(
    contest_id: Id, round_id: Id, number: int, request: Annotated[RecusalRequest, Body()]
) -> RecusalReceipt:
    """申请回避，不再评审这件作品。 Declare a conflict of interest: the work leaves my list."""
    mine = reviews.recused_work(
        store, contest_id, judge=api.who(app).person, round_id=round_id, number=str(number)
    )
    gone = removal.recuse(_context(contest_id), mine, reason=request.reason)
    if gone.removed is None:
        raise refused("item.missing")
    return RecusalReceipt(round=gone.round, number=gone.number, recused_at=gone.removed.at)


@app.post("/judge/<contest_id>/rounds/<round_id>/finish")
def finish(contest_id: Id, round_id: Id) -> OwnReviews:
    """确认评审完成。 Say that I have finished. Refused while a review waits to be submitted."""
    reviews.set_finished(_context(contest_id), round_id, finished=True)
    return own(contest_id)


@app.post("/judge/<contest_id>/rounds/<round_id>/resume")
def resume(contest_id: Id, round_id: Id) -> OwnReviews:
    """恢复评审，以便修改。 Go on after all, until the round closes."""
    reviews.set_finished(_context(contest_id), round_id, finished=False)
    return own(contest_id)


def _context(contest_id: Id) -> Context:
    actor = Actor.of("judge", api.who(app).person)
    return Context(store, api.contest_asked(app, store, contest_id), actor, clock.now())


def _work(contest_id: Id, round_id: Id, number: int) -> OwnWork:
    person = api.who(app).person
    return reviews.own_work(store, contest_id, judge=person, round_id=round_id, number=str(number))


handler = api.handler(app)
