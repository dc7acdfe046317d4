"""Entries are dealt to judges: the commit of a plan, and its carrying out.

One plan at a time is carried out in a round. It is stored in parts before the round names it, so
that anybody can carry it on; loads and numbers of the next plan are those of the reviews that there
are then. Carrying it out writes each entry once, and no item that entries share."""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import partial

from contest.entry.entry import Entry
from contest.model import Id
from contest.refusals import refused
from contest.review.assignment.plan import Plan
from contest.review.blind_copy import shown_title
from contest.review.judge import Judge
from contest.review.review import Review, give_back
from contest.review.round import Dealing, PlanPart, Round, RoundState, parts_of
from contest.rules.contest import Contest
from contest_aws.services import parallel
from contest_aws.services.context import Context
from contest_aws.services.entries import save
from contest_aws.services.review.eligibility import decided_against
from contest_aws.services.review.judges import judges_of
from contest_aws.services.review.panel import begin_lists, open_unfinished
from contest_aws.services.review.planning import lacks_judges, preview, preview_round
from contest_aws.store import keys
from contest_aws.store.keys import Key
from contest_aws.store.protocol import (
    Change,
    Conflict,
    Store,
    create,
    get,
    recorded,
    retry_on_conflict,
    update,
)

PART = 100
"""Entries in a part of a plan."""


def deal(ctx: Context, round_id: Id, entries: Iterable[Entry]) -> Plan:
    """Assign judges to those of the entries that lack some, and carry it out. An assignment that
    exists is never moved."""
    entries = list(entries)

    def once() -> Plan:
        round_ = _ready(ctx, round_id)
        plan, dealing = preview(ctx, round_id, entries)
        _commit(ctx, round_, dealing)
        return plan

    plan = retry_on_conflict(once)
    finish(ctx, round_id)
    return plan


def deal_previewed(ctx: Context, round_id: Id, *, sha256: str) -> Round:
    """Commit the plan that the host saw, for all entries that lack judges. Refused if it would be
    another by now. `finish` carries it out. Committed again, nothing changes."""

    def once() -> Round:
        round_ = _open(ctx.store, ctx.contest.id, round_id)
        if sha256 in (round_.plan, round_.last_plan):
            return round_
        round_ = _ready(ctx, round_id)
        _, dealing = preview_round(ctx, round_id)
        if dealing.sha256 != sha256:
            raise refused("review.plan_changed")
        return _commit(ctx, round_, dealing)

    return retry_on_conflict(once)


def _ready(ctx: Context, round_id: Id) -> Round:
    """The open round, when the plan before is carried out."""
    finish(ctx, round_id)
    round_ = _open(ctx.store, ctx.contest.id, round_id)
    if round_.plan:
        raise Conflict
    return round_


def _open(store: Store, contest_id: Id, round_id: Id) -> Round:
    round_ = get(store, keys.round_(contest_id, round_id), Round)
    if round_.state is not RoundState.OPEN:
        raise refused("review.closed")
    return round_


def _commit(ctx: Context, round_: Round, dealing: Dealing) -> Round:
    """Store the plan in parts, then name it in the round under the version that it was made from:
    of two plans that are made at once, the second is a conflict."""
    if not dealing.entries:
        return round_
    sha256, parts = dealing.sha256, parts_of(dealing, size=PART)
    chosen = {judge for judges in dealing.entries.values() for judge in judges}
    judges = judges_of(ctx.store, ctx.contest.id)
    begin_lists(ctx, round_.id, [judge for judge in judges if judge.id in chosen])

    def keep(number: int) -> None:
        key = keys.plan_part(ctx.contest.id, round_.id, sha256, number)
        ctx.store.commit(Change(key, parts[number], "any"))

    parallel.each(ctx.store, keep, range(len(parts)))
    key = keys.round_(ctx.contest.id, round_.id)
    planned, record = round_.with_record(
        "review.plan",
        subject=key,
        actor=ctx.actor,
        at=ctx.contest_time,
        details={"round": round_.id, "plan": sha256, "entries": len(dealing.entries)},
        plan=sha256,
        total=len(dealing.entries),
        done=0,
    )
    ctx.store.commit(update(key, planned, before=round_), recorded(key, record))
    return planned


def finish(ctx: Context, round_id: Id) -> None:
    """Carry out the plan that the round names, if it does. What is done already stays; whoever else
    carries it out at the same time does no harm."""
    round_ = ctx.store.find(keys.round_(ctx.contest.id, round_id), Round)
    if round_ is None or not round_.plan or round_.state is not RoundState.OPEN:
        return
    partition = keys.plan_part(ctx.contest.id, round_id, round_.plan, 0).pk
    parts = ctx.store.query(partition, PlanPart, begins=f"{round_.plan}#")
    for number, part in enumerate(parts, start=1):
        done = min(number * PART, round_.total)
        if done > round_.done:
            _CarryingOut.begin(ctx, round_id, part).run()
            _note_progress(ctx, round_, done)


def _note_progress(ctx: Context, planned: Round, done: int) -> None:
    key = keys.round_(ctx.contest.id, planned.id)

    def once() -> None:
        round_ = get(ctx.store, key, Round)
        if round_.plan != planned.plan or round_.done >= done:
            return  # somebody else is as far
        over = {"plan": "", "last_plan": planned.plan} if done == planned.total else {}
        ctx.store.commit(update(key, round_.next_version(done=done, **over), before=round_))

    retry_on_conflict(once)


@dataclass(frozen=True)
class _CarryingOut:
    ctx: Context
    round_id: Id
    part: PlanPart
    judges: Mapping[Id, Judge]
    """As they are now."""
    against: AbstractSet[tuple[Id, Id]]
    """Judges and entries of which a conflict has been said since the plan was made."""

    @classmethod
    def begin(cls, ctx: Context, round_id: Id, part: PlanPart) -> "_CarryingOut":
        judges = {judge.id: judge for judge in judges_of(ctx.store, ctx.contest.id)}
        pairs = [(judge, entry) for entry, new in part.entries.items() for judge in new]
        against = decided_against(ctx.store, ctx.contest.id, pairs)
        return cls(ctx, round_id, part, judges, against)

    def run(self) -> None:
        wanted = [keys.entry(self.ctx.contest.id, entry) for entry in self.part.entries]
        entries = self.ctx.store.find_each(wanted, Entry)
        had = self._had(self.part.entries)

        def one(key: Key) -> None:
            try:
                self._deal(entries[key], had)
            except Conflict:
                retry_on_conflict(partial(self._deal_afresh, key))

        parallel.each(self.ctx.store, one, [key for key in wanted if key in entries])
        given = {judge for new in self.part.entries.values() for judge in new}
        open_unfinished(self.ctx, self.round_id, given)

    def _deal_afresh(self, key: Key) -> None:
        entry = get(self.ctx.store, key, Entry)
        self._deal(entry, self._had([entry.id]))

    def _had(self, entries: Iterable[Id]) -> Mapping[Key, Review]:
        """The planned reviews that exist already, also those that were taken away since."""
        wanted = [
            self._key(judge, entry) for entry in entries for judge in self.part.entries[entry]
        ]
        return self.ctx.store.find_each(wanted, Review)

    def _key(self, judge: Id, entry: Id) -> Key:
        return keys.review(self.ctx.contest.id, judge, self.round_id, entry)

    def _deal(self, entry: Entry, had: Mapping[Key, Review]) -> None:
        """Writes the entry and its new reviews in one commit. Judges who have left by now, and
        those of whom a conflict has been said, are left out."""
        ctx, contest = self.ctx, self.ctx.contest
        new = {
            judge: number
            for judge, number in self.part.entries[entry.id].items()
            if self._may_get(had.get(self._key(judge, entry.id)))
            and (judge, entry.id) not in self.against
            and not self.judges[judge].left
        }
        if not new or not lacks_judges(ctx, entry, self.round_id):
            return
        dealt, record = entry.with_record(
            "review.assign",
            subject=keys.entry(entry.contest, entry.id),
            actor=ctx.actor,
            at=ctx.contest_time,
            details={"round": self.round_id, "judges": sorted(new)},
            judges=tuple(sorted({*entry.judges, *new})),
            round=self.round_id,
        )
        also = []
        for judge, number in new.items():
            key = self._key(judge, entry.id)
            if before := had.get(key):
                back, said = give_back(before, subject=key, actor=ctx.actor, at=ctx.contest_time)
                also += [update(key, back, before=before), recorded(key, said)]
            else:
                also.append(create(key, _review(contest, dealt, judge, number)))
        save(ctx.store, dealt, record, before=entry, also=tuple(also))

    @staticmethod
    def _may_get(had: Review | None) -> bool:
        return had is None or had.may_return


def _review(contest: Contest, entry: Entry, judge: Id, number: int) -> Review:
    return Review(
        contest=entry.contest,
        round=entry.round or "",
        judge=judge,
        entry=entry.id,
        number=number,
        title=shown_title(contest.rules, entry.form.title),
        theme=entry.form.theme,
        version=1,
    )
