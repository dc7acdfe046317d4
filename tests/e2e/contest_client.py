"""The people of one contest on the local cloud, each journey test with a contest of its own."""

import secrets
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from contest.audit import Actor, AuditRecord
from contest.entry.entry import Entry
from contest.people.account import Role
from contest.review.review import Review
from contest.rules.contest import Contest
from contest.rules.rules import Rules
from contest.viewing.viewing_copy import CopyKind, CopyState, ViewingCopy
from contest_aws import clock
from contest_aws.services import contests
from contest_aws.services.context import Context
from contest_aws.store import keys
from contest_aws.store.keys import Key
from contest_aws.workflow.executions import Waiting
from laurel.organiser import Organiser
from local.decided_at_once import decided_at_once
from local.sample_videos import SAMPLES, make_video
from local.visitors import Entrant, JudgeVisitor, Screener, UnitVisitor, Visitor, until
from tests.builders import any_rules

FORM = {
    "title": "钢铁脊梁",
    "theme": "high-end",
    "entrant": "湘江重工集团",
    "unit_type": "企业",
    "region": "湖南",
    "credits": ["周立群"],
    "synopsis": "一座钢厂的三代人。",
    "recommending_unit": "湖南省工业和信息化厅",
}
CONTACT = {"person": "何联系", "phone": "13812345678", "email": "he@example.com"}


def good_video() -> Path:
    return make_video(SAMPLES / "journey-good.mp4", width=1920, height=1080, seconds=60, hue=0.3)


def short_video() -> Path:
    """45 s in 1280x720: too short and too small."""
    return make_video(SAMPLES / "journey-short.mp4", width=1280, height=720, seconds=45, hue=0.7)


class ContestClient:
    """A rehearsal, three days before submission closes, and tokens for whoever is asked for."""

    def __init__(self, organiser: Organiser, **rules: Any) -> None:
        self.organiser = organiser
        rules.setdefault("screening", decided_at_once(any_rules()).screening)
        self.rules: Rules = any_rules(id=f"c-{secrets.token_hex(4)}", **rules)
        now = clock.now()
        contest_time = self.rules.dates.submission_closes - timedelta(days=3)
        self.contest: Contest = contests.load(
            organiser.store,
            self.rules,
            actor=Actor.of("host"),
            now=now,
            rehearsal=True,
            clock_offset=contest_time - now,
        )

    @property
    def id(self) -> str:
        return self.rules.id

    @property
    def api_url(self) -> str:
        return self.organiser.deployment.api_url

    def token(self, role: Role, person: str, **more: str) -> str:
        return self.organiser.token(self.id, role=role, person=person, **more)

    def entrant(self, person: str = "entrant") -> Entrant:
        return Entrant(self.api_url, self.id, self.token(Role.ENTRANT, person))

    def screener(self, person: str = "screener") -> Screener:
        return Screener(self.api_url, self.id, self.token(Role.SCREENER, person))

    def unit(self, unit: str) -> UnitVisitor:
        token = self.token(Role.UNIT, f"unit-{unit}", unit=unit)
        return UnitVisitor(self.api_url, self.id, token)

    def judge(self, person: str, *, unit: str = "") -> JudgeVisitor:
        token = self.token(Role.JUDGE, person, name=f"专家{person}", unit=unit)
        return JudgeVisitor(self.api_url, self.id, token)

    def public(self) -> Visitor:
        return Visitor(self.api_url, "public", self.id)

    def submitted(self, video: Path | None = None, *, person: str = "entrant", **form: Any) -> str:
        """An entry whose video has been validated and passed."""
        entrant = self.entrant(person)
        entry = entrant.enter(FORM | form, CONTACT)
        entrant.bring(entry, video or good_video())
        entrant.wait_for(entry, "screening")
        return entry

    def viewing_copy(
        self, entry: str, kind: CopyKind = CopyKind.COPY, *, state: CopyState = CopyState.READY
    ) -> ViewingCopy:
        """The copy that judges watch, once it is ready or in another state."""
        key, store = keys.viewing(self.id, entry, 1, kind), self.organiser.store
        copy: ViewingCopy = until(
            lambda: store.find(key, ViewingCopy),
            lambda seen: seen is not None and seen.state is state,
            seconds=120,
        )
        return copy

    def turn_clock(self, contest_time: datetime) -> None:
        contest = self.organiser.contest(self.id)
        contests.turn_clock(
            Context(self.organiser.store, contest, Actor.of("host"), clock.now()), contest_time
        )
        self.organiser.keep_calendar(self.id)

    def entry(self, entry_id: str) -> Entry:
        found = self.organiser.store.find(keys.entry(self.id, entry_id), Entry)
        assert found is not None
        return found

    def waits_in(self, entry_id: str) -> set[str]:
        """The steps in which executions of an entry wait."""
        waits = keys.waits(keys.entry(self.id, entry_id))
        return {one.waits_in for one in self.organiser.store.query(waits, Waiting)}

    def reviews(self, judge: str) -> list[Review]:
        return list(
            self.organiser.store.query(
                keys.review(self.id, judge, "", "").pk, Review, begins=keys.SK_REVIEW
            )
        )

    def records(self, subject: Key) -> list[AuditRecord]:
        return list(self.organiser.store.query(keys.audit(subject, 0).pk, AuditRecord))

    def actions(self, entry_id: str) -> list[str]:
        return [record.action for record in self.records(keys.entry(self.id, entry_id))]

    def execution(self, entry_id: str, upload: int = 1, *, run: int = 0) -> Any:
        """The entry's execution when it has ended."""
        machine = self.organiser.deployment.entry_journey
        name = f"{entry_id}-{upload}-{run}" if run else f"{entry_id}-{upload}"
        arn = f"{machine.replace(':stateMachine:', ':execution:')}:{name}"
        client = self.organiser.session.client("stepfunctions")
        return until(
            lambda: client.describe_execution(executionArn=arn),
            lambda found: found["status"] != "RUNNING",
            seconds=30,
        )

    def history(self, entry_id: str, upload: int = 1) -> list[str]:
        """The types of all events of the entry's execution."""
        arn = self.execution(entry_id, upload)["executionArn"]
        pages = (
            self.organiser.session.client("stepfunctions")
            .get_paginator("get_execution_history")
            .paginate(executionArn=arn)
        )
        return [event["type"] for page in pages for event in page["events"]]
