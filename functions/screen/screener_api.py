"""HTTP for screeners of the host: what waits for them, one entry with its video and the works
that it may repeat, what they say of those, the decision."""

from typing import Annotated

from aws_lambda_powertools.event_handler.openapi.params import Body

from contest.audit import Actor
from contest.entry.entry import STATUS_NAMES, Entry
from contest.model import Id
from contest.rules.contest import Contest
from contest.screen import ScreeningDecision
from contest.validate.duplicates import Settlement, WorkName
from contest_aws import clock
from contest_aws.http import api
from contest_aws.http.tokens import KmsKey, Tokens
from contest_aws.media.bucket import Media
from contest_aws.media.posters import Posters
from contest_aws.services.entries import contest_of, entry_of
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


@app.get("/screener/<contest>/entries")
def waiting(contest: Id) -> list[WaitingEntry]:
    """待初审作品，等候最久者在前。 What waits to be screened, the longest first."""
    return [WaitingEntry(**_row(entry)) for entry in screening.waiting(store, contest)]


@app.get("/screener/<contest>/entries/<entry>")
def case(contest: Id, entry: Id) -> ScreeningCase:
    """一件作品，附视频与疑似重复。 One entry, with its video and what it may repeat."""
    return _case(contest_of(store, contest), entry_of(store, contest, entry))


@app.post("/screener/<contest>/entries/<entry>/decision")
def decide(contest: Id, entry: Id, decision: Annotated[DecisionRequest, Body()]) -> ScreeningCase:
    """初审决定：通过、退回、不通过。 Decide: pass, return or reject."""
    held = contest_of(store, contest)
    taken = ScreeningDecision.of(
        held.rules,
        outcome=decision.outcome,
        reasons=decision.reasons,
        note=decision.note,
        actor=Actor.of("screener", api.who(app).person),
        at=held.now(clock.now()),
    )
    known = entry_of(store, contest, entry)
    after = screening.decide(store, held, known, taken, seen=decision.seen, until=decision.until)
    return _case(held, after)


@app.post("/screener/<contest>/entries/<entry>/suspicions/<other>")
def settle(
    contest: Id, entry: Id, other: WorkName, said: Annotated[DuplicateDecision, Body()]
) -> ScreeningCase:
    """判定疑似重复。 Say whether two works are the same."""
    held = contest_of(store, contest)
    settlement = Settlement(
        verdict=said.verdict,
        reason=said.reason,
        actor=Actor.of("screener", api.who(app).person),
        at=held.now(clock.now()),
    )
    duplicates.settle(store, contest, entry, other, settlement, seen=said.seen)
    return _case(held, entry_of(store, contest, entry))


def _row(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id,
        "version": entry.version,
        "status": entry.status,
        "reads": STATUS_NAMES[entry.status].organiser,
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
