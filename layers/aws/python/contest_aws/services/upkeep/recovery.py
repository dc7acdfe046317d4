"""Recovery: continues what no event announced and no execution is working on. Running it twice
starts nothing twice."""

import re
from collections.abc import Iterable

from contest.audit import BUCKET
from contest.award.award import AWARD_STAGES
from contest.entry.entry import STAGES, Entry, EntryStatus
from contest.model import Fact
from contest.rules.contest import Contest
from contest_aws.media.bucket import Media
from contest_aws.services.award.award_rounds import rounds_of
from contest_aws.services.context import Context
from contest_aws.services.upload import video
from contest_aws.store import keys
from contest_aws.store.protocol import Store
from contest_aws.workflow.executions import (
    WAITING,
    Journeys,
    Machines,
    Position,
    Waiting,
    name_of,
    position,
    resume,
)

AGAIN = re.compile(r"-again-[0-9]+$")


class Recovered(Fact):
    started: tuple[str, ...]
    """Names of the executions that were started."""
    hopeless: tuple[str, ...]
    """Names of executions that failed as often as we retry: somebody has to look at them."""


def recover(
    ctx: Context,
    journeys: Journeys,
    media: Media,
    machines: Machines,
    *,
    tries: int,
) -> Recovered:
    """Find objects whose event never came, decisions that no execution has seen, and executions
    that failed, were lost, or wait where their subject no longer stands because their task token
    was lost. Each continues from the status of its entry or award round.

    `tries`: how many executions may end for one upload before no other is started."""
    for entry in list(ctx.store.entries_at(ctx.contest.id, EntryStatus.UPLOADING)):
        _find_object(ctx.acting_as(BUCKET), media, entry)
    lost = _Recovery(ctx.store, journeys, machines, tries)
    for entry in _entries(ctx.store, ctx.contest, STAGES):
        lost.recover(position(entry))
    for round_ in list(rounds_of(ctx.store, ctx.contest.id)):
        if round_.status in AWARD_STAGES:
            lost.recover(position(round_))
    for entry in _entries(ctx.store, ctx.contest, EntryStatus):
        lost.leave_behind(position(entry))
    return Recovered(started=tuple(lost.started), hopeless=tuple(lost.hopeless))


class _Recovery:
    def __init__(self, store: Store, journeys: Journeys, machines: Machines, tries: int) -> None:
        self._store, self._journeys, self._machines, self._tries = store, journeys, machines, tries
        self._known = {name: run for machine in machines for name, run in journeys.all(machine)}
        self._running: dict[str, set[str]] = {}
        """Names of running executions, by the ids of the entries that they may be of."""
        for name, run in self._known.items():
            for most in (1, 2) if run == "RUNNING" else ():
                self._running.setdefault(AGAIN.sub("", name).rsplit("-", most)[0], set()).add(name)
        self.started: list[str] = []
        self.hopeless: list[str] = []

    def recover(self, where: Position) -> None:
        """Start the first execution in the series that does not exist yet, unless one is at work
        or waits where its subject stands."""
        for again in range(self._tries):
            name = name_of(where, again=f"-again-{again}" if again else "")
            if self._known.get(name) == "RUNNING" and self._goes_on(where, name):
                return
            if name not in self._known:
                if self._journeys.start(self._machines.of(where), where, name=name):
                    self.started.append(name)
                return
        self.hopeless.append(name_of(where))

    def _goes_on(self, where: Position, name: str) -> bool:
        """Whether the execution does what its subject needs, perhaps now that it has its token
        back. One that waits in another state has lost its token: it is stopped."""
        went_on = resume(self._store, self._journeys, where.key)
        there = self._store.find(keys.wait(where.key, where.upload, where.run), Waiting)
        waits_here = there is not None and there.waits_in == where.status
        if not (went_on or waits_here) and self._stopped(where, name):
            return False
        self._settled(name)
        return True

    def leave_behind(self, where: Position) -> None:
        """Tell executions that still wait for an entry where it stands now, and stop those that
        have lost their token."""
        names = self._running.get(where.entry or "")
        if names and not resume(self._store, self._journeys, where.key):
            for name in sorted(names):
                self._stopped(where, name)

    def _stopped(self, where: Position, name: str) -> bool:
        """Stops the execution if it waits for the subject, but not where it stands."""
        machine = self._machines.of(where)
        subject, state = self._journeys.look(machine, name)
        stands = (where.upload, where.run, where.stage)
        lost = state in WAITING and (subject.upload, subject.run, state) != stands
        if lost and subject.key == where.key:
            self._journeys.stop(machine, name)
            self._settled(name)
            return True
        return False

    def _settled(self, name: str) -> None:
        """Nobody need look at this execution again."""
        for names in self._running.values():
            names.discard(name)


def _find_object(ctx: Context, media: Media, entry: Entry) -> None:
    """Looks for the object of an upload that we asked the bucket to complete."""
    upload = entry.upload
    if upload is None or upload.completed_at is None:
        return
    if version := media.version_of(upload.key):
        video.arrived(
            ctx, entry, version=upload.version, object_version=version, event_at=upload.completed_at
        )


def _entries(store: Store, contest: Contest, statuses: Iterable[EntryStatus]) -> list[Entry]:
    """Read completely before any entry moves on and would be listed twice."""
    return [entry for status in statuses for entry in store.entries_at(contest.id, status)]
