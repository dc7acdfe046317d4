"""Recovery: continues what no event announced and no execution is working on. Running it twice
starts nothing twice."""

import re
from collections.abc import Callable, Iterable
from functools import partial

from aws_lambda_powertools import Logger

from contest.audit import BUCKET
from contest.award.award import AWARD_STAGES
from contest.entry.entry import STAGES, EntryStatus
from contest.model import Fact
from contest.rules.contest import Contest
from contest_aws.media.bucket import Media
from contest_aws.services.award.award_rounds import rounds_of
from contest_aws.services.context import Context
from contest_aws.services.entries import entry_of
from contest_aws.services.upload import video
from contest_aws.store import keys
from contest_aws.store.protocol import Store, retry_on_conflict
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

logger = Logger(service="laurel")
AGAIN = re.compile(r"-again-[0-9]+$")


class Recovered(Fact):
    started: tuple[str, ...]
    """Names of the executions that were started."""
    hopeless: tuple[str, ...]
    """Names of executions that failed as often as we retry: somebody has to look at them."""
    failed: tuple[str, ...] = ()
    """Names of executions whose recovery failed, with no harm to that of the others. The log says
    why."""


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
    failed = _each(_uploading(ctx), partial(_find_object, ctx.acting_as(BUCKET), media))
    lost = _Recovery(ctx.store, journeys, machines, tries)
    failed += _each(_positions(ctx.store, ctx.contest, STAGES), lost.recover)
    rounds = [one for one in rounds_of(ctx.store, ctx.contest.id) if one.status in AWARD_STAGES]
    failed += _each(map(position, rounds), lost.recover)
    failed += _each(_positions(ctx.store, ctx.contest, EntryStatus), lost.leave_behind)
    return Recovered(
        started=tuple(lost.started),
        hopeless=tuple(lost.hopeless),
        failed=tuple(dict.fromkeys(failed)),
    )


def _each(subjects: Iterable[Position], action: Callable[[Position], None]) -> list[str]:
    """Runs the action for each, and returns the names of those for which it failed."""
    failed = []
    for where in subjects:
        try:
            action(where)
        except Exception:
            logger.exception("One was not recovered", execution=name_of(where))
            failed.append(name_of(where))
    return failed


class _Recovery:
    def __init__(self, store: Store, journeys: Journeys, machines: Machines, tries: int) -> None:
        self._store, self._journeys, self._machines, self._tries = store, journeys, machines, tries
        self._known = {name: run for machine in machines for name, run in journeys.all(machine)}
        self._running: dict[str, set[str]] = {}
        """Names of running executions, by the ids of the entries that they may be of."""
        for name, run in self._known.items():
            for entry in _may_be_of(name) if run == "RUNNING" else ():
                self._running.setdefault(entry, set()).add(name)
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
        for entry in _may_be_of(name):
            self._running.get(entry, set()).discard(name)


def _may_be_of(name: str) -> tuple[str, str]:
    """The ids of the entries that an execution may be of: its name ends in an upload, or in an
    upload and a run."""
    series = AGAIN.sub("", name)
    return series.rsplit("-", 1)[0], series.rsplit("-", 2)[0]


def _uploading(ctx: Context) -> list[Position]:
    """Entries whose upload we asked the bucket to complete."""
    return [
        position(entry)
        for entry in ctx.store.entries_at(ctx.contest.id, EntryStatus.UPLOADING)
        if entry.upload and entry.upload.completed_at
    ]


def _find_object(ctx: Context, media: Media, where: Position) -> None:
    """Looks for the object of an upload that we asked the bucket to complete. If there is none, the
    bucket is asked again, and its event follows."""

    def once() -> None:
        entry = entry_of(ctx.store, where.contest, where.entry or "")
        upload = entry.upload
        if upload is None or upload.completed_at is None:
            return
        if version := media.version_of(upload.key):
            video.arrived(
                ctx,
                entry,
                version=upload.version,
                object_version=version,
                event_at=upload.completed_at,
            )
        else:
            video.join(media, upload)

    retry_on_conflict(once)


def _positions(store: Store, contest: Contest, statuses: Iterable[EntryStatus]) -> list[Position]:
    """Read completely before any entry moves on and would be listed twice. Of an entry nothing else
    is kept: there may be 20,000."""
    return [
        position(entry) for status in statuses for entry in store.entries_at(contest.id, status)
    ]
