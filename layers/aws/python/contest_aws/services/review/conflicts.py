"""Conflicts of interest: finds them for judges and entries as things are now, and takes the host's
decisions on suspicions."""

from collections.abc import Iterable
from typing import Literal

from contest.entry.entry import Entry, EntryStatus
from contest.model import Fact, Id
from contest.refusals import refused
from contest.review.conflict_decision import ConflictDecision, ConflictState, decide
from contest.review.conflict_facts import JudgeFacts, WorkFacts
from contest.review.conflict_search import Pairs, conflicts_between
from contest.review.conflicts import Conflict, ConflictCode, conflicts_of
from contest.review.judge import Judge
from contest.rules.contest import Contest
from contest.unit_names.register import UnitRegister
from contest_aws.services import parallel
from contest_aws.services.context import Context
from contest_aws.services.entries import entry_of
from contest_aws.services.review.conflict_facts import (
    Candidate,
    candidate_facts,
    judge_facts,
    work_facts,
)
from contest_aws.services.unit_register import register_of
from contest_aws.store import keys
from contest_aws.store.protocol import Store, create, get, recorded, retry_on_conflict, update

Verdict = Literal[ConflictState.CONFIRMED, ConflictState.DISMISSED]
COMPARED = (
    EntryStatus.VALIDATING,
    EntryStatus.SCREENING,
    EntryStatus.IN_REVIEW,
    EntryStatus.REVIEWED,
)
"""The works that a judge may get, or has got."""


MOST_LISTED = 500
"""A report of all works of a large contest would be too long for an answer. The counts have all."""


class KindCount(Fact):
    """How many works have conflicts of a kind."""

    code: ConflictCode
    certain: int
    suspected: int


class WorkInTheWay(Fact):
    """A work that a candidate could not review, and why."""

    entry: Id
    number: str
    title: str
    conflicts: tuple[Conflict, ...]


class ConflictReport(Fact):
    """What would keep a candidate from reviewing, before they are invited."""

    works: int
    reviewable: int
    """Works without any conflict."""
    kinds: tuple[KindCount, ...]
    listed: tuple[WorkInTheWay, ...]
    """The works with a conflict or a suspicion, certain ones first, `MOST_LISTED` of them."""


def conflicts_among(
    store: Store, contest: Contest, judges: Iterable[Judge], entries: Iterable[Entry]
) -> Pairs:
    """All conflicts between these judges and entries, by what is stored now."""
    panel, works = judge_facts(store, contest, judges), work_facts(store, contest, entries)
    decided = parallel.each(
        store, lambda judge: decisions_of(store, contest.id, judge.judge), panel
    )
    decisions = {
        (judge.judge, entry): decision
        for judge, own in zip(panel, decided, strict=True)
        for entry, decision in own.items()
    }
    return conflicts_between(
        panel,
        works,
        kinds=contest.rules.conflicts,
        register=register_of(store, contest.id),
        decisions=decisions,
    )


class WorkConflicts(Fact):
    """What there is between a judge and one work, for the host to settle."""

    entry: Id
    title: str
    conflicts: tuple[Conflict, ...]
    decision: ConflictDecision | None


def conflicts_with(ctx: Context, judge_id: Id) -> list[WorkConflicts]:
    """The works in the contest that the judge may not review, and those that the host has decided
    about, in the order of their ids."""
    entries = [e for at in COMPARED for e in ctx.store.entries_at(ctx.contest.id, at)]
    found = conflicts_among(ctx.store, ctx.contest, [_judge(ctx, judge_id)], entries)
    decisions = decisions_of(ctx.store, ctx.contest.id, judge_id)
    return [
        WorkConflicts(
            entry=entry.id,
            title=entry.form.title,
            conflicts=found.get((judge_id, entry.id), ()),
            decision=decisions.get(entry.id),
        )
        for entry in sorted(entries, key=lambda entry: entry.id)
        if (judge_id, entry.id) in found or entry.id in decisions
    ]


def decisions_of(store: Store, contest_id: Id, judge: Id) -> dict[Id, ConflictDecision]:
    """What was decided about a judge, by entry, in one query. The judges' function may read it."""
    partition = keys.conflict(contest_id, judge, "").pk
    return {found.entry: found for found in store.query(partition, ConflictDecision)}


def settle_conflict(
    ctx: Context,
    judge_id: Id,
    entry_id: Id,
    verdict: Verdict,
    *,
    reason: str,
    grounds: tuple[str, ...] | None = None,
) -> ConflictDecision:
    """The host confirms or dismisses what is suspected of a judge and an entry, or sets a conflict
    that nothing points to. `grounds`: the suspicions that the host saw, if they saw any.

    Refused with `item.changed_meanwhile` if others are found now, with `conflict.certain` if a
    certain conflict would be dismissed. The same decision again changes nothing."""
    pair = _judge(ctx, judge_id), entry_of(ctx.store, ctx.contest.id, entry_id)
    return retry_on_conflict(lambda: _settle(ctx, *pair, verdict, reason=reason, grounds=grounds))


def _settle(
    ctx: Context,
    judge: Judge,
    entry: Entry,
    verdict: Verdict,
    *,
    reason: str,
    grounds: tuple[str, ...] | None,
) -> ConflictDecision:
    key = keys.conflict(ctx.contest.id, judge.id, entry.id)
    before = ctx.store.find(key, ConflictDecision)
    found = _without_decisions(ctx, judge, entry)
    suspected = tuple(sorted({one.ground for one in found if not one.certain}))
    same = before and (before.state, before.reason) == (verdict, reason)
    if before and same and set(suspected) <= set(before.grounds):
        return before
    if grounds is not None and set(grounds) != set(suspected):
        raise refused("item.changed_meanwhile")
    if verdict is ConflictState.DISMISSED:
        _check_dismissal(found, before)
    start = before or ConflictDecision(contest=ctx.contest.id, judge=judge.id, entry=entry.id)
    after, record = decide(
        start, verdict, grounds=suspected, reason=reason, subject=key, actor=ctx.actor, at=ctx.now
    )
    change = update(key, after, before=before) if before else create(key, after)
    ctx.store.commit(change, recorded(key, record))
    return after


def _judge(ctx: Context, judge_id: Id) -> Judge:
    return get(ctx.store, keys.judge(ctx.contest.id, judge_id), Judge)


def _without_decisions(ctx: Context, judge: Judge, entry: Entry) -> tuple[Conflict, ...]:
    (of_judge,) = judge_facts(ctx.store, ctx.contest, [judge])
    (of_work,) = work_facts(ctx.store, ctx.contest, [entry])
    return _compare(ctx, of_judge, of_work, register_of(ctx.store, ctx.contest.id))


def _compare(
    ctx: Context, judge: JudgeFacts, work: WorkFacts, register: UnitRegister
) -> tuple[Conflict, ...]:
    return conflicts_of(judge, work, kinds=ctx.contest.rules.conflicts, register=register)


def _check_dismissal(found: tuple[Conflict, ...], before: ConflictDecision | None) -> None:
    if any(conflict.certain for conflict in found):
        raise refused("conflict.certain")
    if not found and before is None:
        raise refused("conflict.none")


def report(ctx: Context, candidate: Candidate) -> ConflictReport:
    """Which of the works that are in the contest now the candidate could not review, and why.
    Nothing is stored, and no person is named."""
    entries = [e for at in COMPARED for e in ctx.store.entries_at(ctx.contest.id, at)]
    judge = candidate_facts(ctx.store, ctx.contest, candidate)
    register = register_of(ctx.store, ctx.contest.id)
    works = work_facts(ctx.store, ctx.contest, entries)
    found = [
        WorkInTheWay(entry=e.id, number=e.number, title=e.form.title, conflicts=conflicts)
        for e, work in zip(entries, works, strict=True)
        if (conflicts := _compare(ctx, judge, work, register))
    ]
    found.sort(key=lambda one: (not one.conflicts[0].certain, one.number, one.entry))
    codes = sorted({conflict.code for work in found for conflict in work.conflicts})
    return ConflictReport(
        works=len(works),
        reviewable=len(works) - len(found),
        kinds=tuple(_count(code, [work.conflicts for work in found]) for code in codes),
        listed=tuple(found[:MOST_LISTED]),
    )


def _count(code: ConflictCode, found: list[tuple[Conflict, ...]]) -> KindCount:
    """A work counts as certain if anything of the kind is."""
    of_kind = [[one.certain for one in works if one.code == code] for works in found]
    certain = sum(any(these) for these in of_kind)
    return KindCount(
        code=code, certain=certain, suspected=sum(bool(these) for these in of_kind) - certain
    )
