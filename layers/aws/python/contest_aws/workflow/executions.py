"""Executions: started once for an entry, its upload version and turn, waiting with a token for what
people decide, and resumed by the table's stream.

Decision and token meet in either order. The step writes its token, then looks whether the decision
is there; the decision is written, then the stream looks whether a token is there: at least one of
the two sees the other, and if both do, the second finds the token used.
"""

import hashlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import boto3

from contest.award.award import AwardRound
from contest.entry.entry import Entry
from contest.model import Fact
from contest_aws.store import keys
from contest_aws.store.keys import Key
from contest_aws.store.protocol import Change, Store, get

if TYPE_CHECKING:
    from mypy_boto3_stepfunctions import SFNClient

SUPERSEDED = "superseded"
"""No status of an entry: what an execution is told when another one carries the entry by now."""


class ExecutionSubject(Fact):
    """Whose execution it is: an entry's, for one of its uploads, or an award round's."""

    contest: str
    entry: str | None = None
    upload: int | None = None
    run: int = 0
    """How often the entry was handed in anew with the same upload: each time another execution."""
    award_round: str | None = None

    @property
    def key(self) -> Key:
        if self.entry is not None:
            return keys.entry(self.contest, self.entry)
        return keys.award_round(self.contest, self.award_round or "")


class Position(ExecutionSubject):
    """What an execution carries: where its owner stood when it was last looked at."""

    status: str


class Machines(NamedTuple):
    """ARNs of the two state machines."""

    entry_journey: str
    award_round: str

    def of(self, subject: ExecutionSubject) -> str:
        return self.entry_journey if subject.entry is not None else self.award_round


class Waiting(ExecutionSubject):
    """The event of a step that waits while its owner stands at `waits_in`."""

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
        )
    return Position(contest=subject.contest, award_round=subject.id, status=subject.status)


def name_of(subject: ExecutionSubject, *, again: str = "") -> str:
    """An execution's name, at most 80 characters; `again` tells one that takes up a lost one."""
    if subject.entry is not None:
        return f"{subject.entry}-{subject.upload}{f'-{subject.run}' if subject.run else ''}{again}"
    whole = f"{subject.contest}/{subject.award_round}"
    digest = hashlib.sha256(whole.encode()).hexdigest()[:12]
    return f"{subject.contest[:30]}-{(subject.award_round or '')[:20]}-{digest}{again}"


class Journeys:
    def __init__(self, client: "SFNClient | None" = None) -> None:
        self._client: SFNClient = client or boto3.client("stepfunctions")

    def start(self, machine: str, where: Position, *, name: str) -> bool:
        """Started twice under one name, it runs once; whether it did not run yet."""
        try:
            self._client.start_execution(
                stateMachineArn=machine, name=name, input=where.model_dump_json()
            )
        except self._client.exceptions.ExecutionAlreadyExists:
            return False
        return True

    def all(self, machine: str) -> Iterator[tuple[str, str]]:
        """Name and state of every execution of the last 90 days. What began or ended a moment ago
        may be told wrongly, or not yet."""
        pages = self._client.get_paginator("list_executions").paginate(stateMachineArn=machine)
        for page in pages:
            yield from ((run["name"], run["status"]) for run in page["executions"])

    def resume(self, token: str, where: Position) -> None:
        """A token that was used, or whose step has timed out, is none of our business any more."""
        gone = self._client.exceptions
        try:
            self._client.send_task_success(taskToken=token, output=where.model_dump_json())
        except (gone.TaskDoesNotExist, gone.TaskTimedOut, gone.InvalidToken):
            return


def wait(store: Store, journeys: Journeys, waiting: Waiting) -> None:
    """Keep the token; resume at once if the decision came first.

    It is never deleted, for a later one might be there by then: the next wait takes its place."""
    store.commit(Change(keys.wait(waiting.key, waiting.upload, waiting.run), waiting, "any"))
    resume(store, journeys, waiting.key)


def resume(store: Store, journeys: Journeys, subject: Key) -> None:
    """Resume what waits for `owner` and has not seen where it stands by now. Idempotent."""
    here: Position | None = None
    for waiting in store.query(keys.waits(subject), Waiting):
        here = here or position(get(store, subject, _kind(subject)))
        seen = here.model_copy(update={"upload": waiting.upload, "run": waiting.run})
        if (here.upload, here.run) != (waiting.upload, waiting.run):
            journeys.resume(waiting.token, seen.model_copy(update={"status": SUPERSEDED}))
        elif here.status != waiting.waits_in:
            journeys.resume(waiting.token, seen)


def _kind(subject: Key) -> type[Any]:
    return Entry if subject.pk.startswith(keys.ENTRY) else AwardRound
