"""HTTP for screeners of the host: what waits for them, one entry with its video and the works
that it may repeat, what they say of those, the decision."""

from typing import Annotated, Literal

from aws_lambda_powertools.event_handler.openapi.params import Body
from pydantic import AwareDatetime, Field

from contest.calendar import Contest
from contest.duplicates import Settlement, WorkName
from contest.entry import NAMES, Entry, Status
from contest.form import Form
from contest.model import Fact, Id, Text, Whole
from contest.rules import Reason
from contest.screen import Outcome, ScreeningDecision
from contest.validate import Verdict
from contest_aws import clock, http
from contest_aws.desk import duplicates
from contest_aws.desk import screen as desk
from contest_aws.desk.entry import contest_of, entry_of
from contest_aws.desk.frames import Evidence, evidence
from contest_aws.media import Media
from contest_aws.posters import Posters
from contest_aws.settings import SignedInMediaSettings
from contest_aws.table import DynamoStore
from contest_aws.tokens import KmsKey, Tokens

settings = SignedInMediaSettings.read()
store = DynamoStore(settings.table_name)
media, posters = Media(settings.media_bucket), Posters(settings.media_bucket)
app = http.api(store, Tokens(KmsKey(settings.signing_key)))


class Waiting(Fact):
    id: Id
    version: int
    status: Status
    reads: Text
    title: str
    theme: Id
    entrant: str
    since: AwareDatetime


class Case(Waiting, Evidence):
    form: Form
    verdict: Verdict | None
    video: str | None
    """A short-lived address of exactly the file that was validated."""
    reasons: tuple[Reason, ...]
    """Which the rules have, to return or reject it."""


class Decision(Fact):
    seen: Whole
    """The version of the entry that the screener decides upon."""
    outcome: Outcome
    reasons: tuple[Id, ...] = ()
    note: Annotated[str, Field(max_length=2000)] = ""
    until: AwareDatetime | None = None


class Said(Fact):
    seen: Whole
    """The version of the suspicion that the screener looked at."""
    verdict: Literal["same", "not_same"]
    reason: Annotated[str, Field(min_length=1, max_length=2000)]


@app.get("/screener/<contest>/entries")
def waiting(contest: Id) -> list[Waiting]:
    """待初审作品,等候最久者在前。 What waits to be screened, the longest first."""
    return [Waiting(**_row(entry)) for entry in desk.waiting(store, contest)]


@app.get("/screener/<contest>/entries/<entry>")
def case(contest: Id, entry: Id) -> Case:
    """一件作品,附视频与疑似重复。 One entry, with its video and what it may repeat."""
    return _case(contest_of(store, contest), entry_of(store, contest, entry))


@app.post("/screener/<contest>/entries/<entry>/decision")
def decide(contest: Id, entry: Id, decision: Annotated[Decision, Body()]) -> Case:
    """初审决定:通过、退回、不通过。 Decide: pass, return or reject."""
    held = contest_of(store, contest)
    taken = ScreeningDecision.of(
        held.rules, outcome=decision.outcome, reasons=decision.reasons, note=decision.note,
        by=f"screener:{http.who(app).person}", at=held.now(clock.now()),
    )  # fmt: skip
    known = entry_of(store, contest, entry)
    after = desk.decide(store, held, known, taken, seen=decision.seen, until=decision.until)
    return _case(held, after)


@app.post("/screener/<contest>/entries/<entry>/suspicions/<other>")
def settle(contest: Id, entry: Id, other: WorkName, said: Annotated[Said, Body()]) -> Case:
    """判定疑似重复。 Say whether two works are the same."""
    held = contest_of(store, contest)
    settlement = Settlement(
        verdict=said.verdict, reason=said.reason, by=f"screener:{http.who(app).person}",
        at=held.now(clock.now()),
    )  # fmt: skip
    duplicates.settle(store, contest, entry, other, settlement, seen=said.seen)
    return _case(held, entry_of(store, contest, entry))


def _row(entry: Entry) -> dict[str, object]:
    return {
        "id": entry.id, "version": entry.version, "status": entry.status,
        "reads": NAMES[entry.status].organiser, "title": entry.form.title,
        "theme": entry.form.theme, "entrant": entry.form.entrant, "since": entry.changed_at,
    }  # fmt: skip


def _case(contest: Contest, entry: Entry) -> Case:
    upload = entry.upload
    video = (
        media.play_address(upload.key, version=upload.object_version)
        if upload and upload.object_version
        else None
    )
    return Case.model_validate(
        _row(entry)
        | dict(evidence(store, posters, entry))
        | {
            "form": entry.form,
            "verdict": entry.verdict,
            "video": video,
            "reasons": contest.rules.screening.reasons,
        }
    )


handler = http.handler(app)
