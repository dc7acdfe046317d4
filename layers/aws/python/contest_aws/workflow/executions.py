"""Executions: one is started for each entry, upload version and run. It waits with a task token for
people's decisions, and the table's stream resumes it.

Decision and token may arrive in either order. The step writes its token, then looks for the
decision. The decision is written, then the stream looks for a token. At least one of the two sees
the other; if both do, the second finds the token used.
"""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

import boto3
from pydantic import AwareDatetime

from contest.award.award import AWARD_STAGES, AwardRound, AwardStatus
from contest.entry.entry import STAGES, Entry, EntryStatus
from contest.model import Fact, Id
from contest_aws.clients import QUICK
from contest_aws.store import keys
from contest_aws.store.keys import Key
from contest_aws.store.protocol import Change, Store, get

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient

PAGE = 1000
"""The most executions that ListExecutions tells at once. It may be called twice a second
(https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html)."""
SUPERSEDED = "superseded"
"""Not a status of an entry: sent to an execution when another execution carries the entry by
now."""

WAITING = frozenset(
    {
        *(STAGES[s] for s in (EntryStatus.SCREENING, EntryStatus.IN_REVIEW, EntryStatus.REVIEWED)),
        *(AWARD_STAGES[s] for s in (AwardStatus.PROPOSED, AwardStatus.PROVISIONAL)),
    }
)
"""The states in which an execution waits for its task token to come back."""


class ExecutionSubject(Fact):
    """The subject of an execution: an entry with one of its uploads, or an award round."""

    contest: str
    entry: str | None = None
    upload: int | None = None
    run: int = 0
    """How often the entry was submitted again with the same upload. Each time is another
    execution."""
    award_round: str | None = None

    @property
    def key(self) -> Key:
        if self.entry is not None:
            return keys.entry(self.contest, self.entry)
        return keys.award_round(self.contest, self.award_round or "")


LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)


class Position(ExecutionSubject):
    """The state that an execution carries: its subject's status when it was last read."""

    status: str
    final_at: AwareDatetime = LONG_AGO
    """Until then the decision that led to the status can be undone, by our clock."""

    @property
    def stage(self) -> str | None:
        """The state of the state machine that belongs to the status; None if none works on it."""
        stages: Mapping[Any, str] = STAGES if self.entry is not None else AWARD_STAGES
        return stages.get(self.status)


class Running(NamedTuple):
    """A running execution: whom it is for, and the state that it entered last."""

    subject: ExecutionSubject
    state: str | None


class Machines(NamedTuple):
    """ARNs of the two state machines."""

    entry_journey: str
    award_round: str

    def of(self, subject: ExecutionSubject) -> str:
        return self.entry_journey if subject.entry is not None else self.award_round


class Waiting(ExecutionSubject):
    """The event of a step that waits while its subject has the status `waits_in`."""

    waits_in: str
    token: str


def position(subject: Entry | AwardRound) -> Position:
    if isinstance(subject, Entry):
        return Position(
            contest=subject.contest,
            entry=subject.id,
            upload=subject.upload.version if subject.upload else None,
            run=subject.run,
            status=subject.status,
            final_at=(subject.screening and subject.screening.final_at) or LONG_AGO,
        )
    return Position(contest=subject.contest, award_round=subject.id, status=subject.status)


def name_of(subject: ExecutionSubject, *, again: str = "") -> str:
    """An execution's name, at most 80 characters. `again`: a suffix for an execution that recovers
    a lost one."""
    if subject.entry is not None:
        return f"{subject.entry}-{subject.upload}{f'-{subject.run}' if subject.run else ''}{again}"
    whole = f"{subject.contest}/{subject.award_round}"
    digest = hashlib.sha256(whole.encode()).hexdigest()[:12]
    return f"{subject.contest[:30]}-{(subject.award_round or '')[:20]}-{digest}{again}"


class CopyRequest(Fact):
    """The input of an execution that makes a viewing copy."""

    contest: Id
    entry: Id
    upload: int


class Journeys:
    def __init__(self, client: "SFNClient | None" = None) -> None:
        self._client: SFNClient = client or boto3.client("stepfunctions", config=QUICK)

    def start(self, machine: str, where: Position, *, name: str) -> bool:
        """Start an execution. It runs once even if started twice under one name. Returns whether it
        is new."""
        return self._start(machine, where.model_dump_json(), name=name)

    def _start(self, machine: str, text: str, *, name: str) -> bool:
        try:
            self._client.start_execution(stateMachineArn=machine, name=name, input=text)
        except self._client.exceptions.ExecutionAlreadyExists:
            return False
        return True

    def start_copy(self, machine: str, request: CopyRequest, *, name: str) -> bool:
        """Likewise, for a viewing copy."""
        return self._start(machine, request.model_dump_json(), name=name)

    def all(self, machine: str) -> Iterator[tuple[str, str]]:
        """Name and state of every execution of the last 90 days. One that began or ended a moment
        ago may be missing or shown in its former state."""
        pages = self._client.get_paginator("list_executions").paginate(
            stateMachineArn=machine, PaginationConfig={"PageSize": PAGE}
        )
        for page in pages:
            yield from ((run["name"], run["status"]) for run in page["executions"])

    def look(self, machine: str, name: str) -> Running:
        """Where an execution is. It takes two calls; ask only about those in doubt."""
        arn = _arn(machine, name)
        described = self._client.describe_execution(executionArn=arn)
        history = self._client.get_execution_history(
            executionArn=arn, reverseOrder=True, includeExecutionData=False, maxResults=100
        )
        entered = (event.get("stateEnteredEventDetails") for event in history["events"])
        state = next((details["name"] for details in entered if details), None)
        subject = ExecutionSubject.model_validate_json(described["input"], extra="ignore")
        return Running(subject, state)

    def stop(self, machine: str, name: str) -> None:
        """End an execution whose task token is lost. One that has ended meanwhile stays as it
        is."""
        try:
            self._client.stop_execution(
                executionArn=_arn(machine, name), error="Laurel.TokenLost", cause="Taken up again"
            )
        except self._client.exceptions.ValidationException:
            return  # it is not running any more

    def resume(self, token: str, where: Position) -> bool:
        """Return a task token to its execution, and whether it was taken. A token that was used, or
        whose step has timed out, is ignored."""
        gone = self._client.exceptions
        try:
            self._client.send_task_success(taskToken=token, output=where.model_dump_json())
        except (gone.TaskDoesNotExist, gone.TaskTimedOut, gone.InvalidToken):
            return False
        return True


class ListedOnce(Journeys):
    """Lists the executions of each machine once, for a run over all contests. What has happened
    since is not in it, as it may not be in a new list."""

    def __init__(self, client: "SFNClient | None" = None) -> None:
        super().__init__(client)
        self._listed: dict[str, list[tuple[str, str]]] = {}

    def all(self, machine: str) -> Iterator[tuple[str, str]]:
        if machine not in self._listed:
            self._listed[machine] = list(super().all(machine))
        yield from self._listed[machine]


def start_copy(journeys: Journeys, machine: str, of: ExecutionSubject, *, again: str = "") -> bool:
    """Start making the viewing copy of the subject's upload; once for each run of the entry, and
    `again`."""
    if of.entry is None or of.upload is None:
        return False
    request = CopyRequest(contest=of.contest, entry=of.entry, upload=of.upload)
    return journeys.start_copy(machine, request, name=name_of(of, again=again))


def _arn(machine: str, name: str) -> str:
    """The ARN of an execution of the machine."""
    return f"{machine.replace(':stateMachine:', ':execution:')}:{name}"


def wait(store: Store, journeys: Journeys, waiting: Waiting) -> None:
    """Store the task token. Resume at once if the decision came first.

    The token is never deleted, because a later one might be stored by then: the next wait replaces
    it."""
    store.commit(Change(keys.wait(waiting.key, waiting.upload, waiting.run), waiting, "any"))
    resume(store, journeys, waiting.key)


def resume(store: Store, journeys: Journeys, subject: Key) -> bool:
    """Resume executions that wait for `subject` and have not seen its present status. Returns
    whether one of them went on. Idempotent."""
    here: Position | None = None
    went_on = False
    for waiting in store.query(keys.waits(subject), Waiting):
        here = here or position(get(store, subject, _kind(subject)))
        seen = here.model_copy(update={"upload": waiting.upload, "run": waiting.run})
        if (here.upload, here.run) != (waiting.upload, waiting.run):
            superseded = seen.model_copy(update={"status": SUPERSEDED})
            went_on |= journeys.resume(waiting.token, superseded)
        elif here.status != waiting.waits_in:
            went_on |= journeys.resume(waiting.token, seen)
    return went_on


def _kind(subject: Key) -> type[Any]:
    return Entry if subject.pk.startswith(keys.ENTRY) else AwardRound
