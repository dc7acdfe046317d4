"""Lambda: the HTTP API for the host's screeners: the entries that wait, one entry with its video
and duplicate matches, decisions on those matches, and the screening decision."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body

from contest.entry.entry import Entry
from contest.model import Id
from contest.rules.contest import Contest
from contest.screen import ScreeningDecision
from contest.validate.duplicates import Settlement, WorkName
from contest_aws import clock
from contest_aws.http import api
from contest_aws.http.tokens import KmsKey, Tokens
from contest_aws.media.bucket import Media
from contest_aws.media.posters import Posters
from contest_aws.services.context import Context, context_for
from contest_aws.services.entries import contest_of
from contest_aws.services.screen import screening
from contest_aws.services.validate import duplicates
from contest_aws.services.validate.frames import evidence
from contest_aws.settings import SignedInMediaSettings
from contest_aws.store.dynamodb import DynamoStore
from screen.screener_models import DecisionRequest, DuplicateDecision, ScreeningCase, WaitingEntry

settings = SignedInMediaSettings.read()
store = DynamoStore(settings.table_name)
media, posters = Media(settings.media_bucket), Posters(settings.media_bucket)
app = api.create_app(store, Tokens(KmsKey(settings.signing_key)))


@app.get("/screener/<contest_id>/entries")
def waiting(contest_id: Id) -> list[WaitingEntry]:
    """待初筛作品，等候最久者在前。 Entries to be screened, the longest waiting first."""
    return [WaitingEntry(**_row(entry)) for entry in screening.waiting(store, contest_id)]


@app.get("/screener/<contest_id>/entries/<entry_id>")
def case(contest_id: Id, entry_id: Id) -> ScreeningCase:
    """一件作品，附视频与疑似重复。 One entry, with its video and its duplicate matches."""
    return _case(contest_of(store, contest_id), screening.submitted(store, contest_id, entry_id))


@app.post("/screener/<contest_id>/entries/<entry_id>/decision")
def decide(
    contest_id: Id, entry_id: Id, decision: Annotated[DecisionRequest, Body()]
) -> ScreeningCase:
    """初筛决定：通过、退回、不通过。 Decide on an entry: pass, return or reject."""
    ctx = _context(contest_id)
    taken = ScreeningDecision.of(
        ctx.contest.rules,
        outcome=decision.outcome,
        reasons=decision.reasons,
        note=decision.note,
        actor=ctx.actor,
        at=ctx.contest_time,
    )
    known = screening.decided_on(store, contest_id, entry_id)
    after = screening.decide(
        ctx,
        known,
        taken,
        expected_version=decision.expected_version,
        until=decision.until,
    )
    return _case(ctx.contest, after)


@app.post("/screener/<contest_id>/entries/<entry_id>/duplicates/<other>")
def settle(
    contest_id: Id, entry_id: Id, other: WorkName, said: Annotated[DuplicateDecision, Body()]
) -> ScreeningCase:
    """判定疑似重复。 Decide whether two entries are the same work."""
    ctx, entry = _context(contest_id), screening.submitted(store, contest_id, entry_id)
    settlement = Settlement(
        verdict=said.verdict, reason=said.reason, actor=ctx.actor, at=ctx.contest_time
    )
    duplicates.settle(ctx, entry_id, other, settlement, expected_version=said.expected_version)
    return _case(ctx.contest, entry)


def _context(contest_id: Id) -> Context:
    return context_for(store, contest_of(store, contest_id), api.who(app), now=clock.now())


def _row(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "version": entry.version,
        "status": entry.status,
        "status_text": entry.status_names.organiser,
        "title": entry.form.title,
        "theme": entry.form.theme,
        "entrant": entry.form.entrant,
        "since": entry.changed_at,
    }


def _case(contest: Contest, entry: Entry) -> ScreeningCase:
    upload = entry.upload
    video = (
        media.play_address(upload.key, version=upload.object_version)
        if upload and upload.object_version
        else None
    )
    return ScreeningCase.model_validate(
        _row(entry)
        | dict(evidence(store, posters, entry))
        | {
            "form": entry.form,
            "verdict": entry.verdict,
            "video": video,
            "reasons": contest.rules.screening.reasons,
        }
    )


handler = api.handler(app)
