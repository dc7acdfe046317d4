"""Which entries enter the next review round, by the results of the round before. The host sees the
list and confirms it."""

from collections.abc import Iterable
from itertools import chain

from contest.award import results
from contest.award.results import Results
from contest.award.scoring import rounds_until
from contest.award.selection import best_for
from contest.entry.entry import Entry
from contest.model import Fact, Id
from contest.refusals import refused
from contest.review.conflict_decision import ConflictDecision
from contest.review.review import Review
from contest.review.round import Entered, Round, RoundState
from contest.rules.contest import refuse_if_ended
from contest_aws.services import parallel
from contest_aws.services.award.candidates import (
    RANKED_OR_LEFT_OUT,
    Statuses,
    candidate,
    confirmed_publicity,
    is_ranked,
    judged,
    submitted_works,
)
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of
from contest_aws.services.review import entering
from contest_aws.services.review.eligibility import without_conflicts
from contest_aws.services.review.panel import panel_of
from contest_aws.services.review.planning import round_in
from contest_aws.services.review.round_state import awarded_by, round_of
from contest_aws.services.review.rounds import undecided
from contest_aws.services.unit_register import register_of
from contest_aws.store import keys
from contest_aws.store.protocol import retry_on_conflict


def refuse_unless_decided(ctx: Context, review_round: Id) -> Round:
    """The closed round. Refused while it is open, or a work in it has too few reviews and the host
    has not decided on it."""
    round_ = ctx.store.find(keys.round_(ctx.contest.id, review_round), Round)
    if round_ is None or round_.state is not RoundState.CLOSED:
        raise refused("award.round_not_closed", measured=review_round)
    if left := undecided(ctx, review_round):
        raise refused("award.undecided", measured=len(left))
    return round_


def results_now(
    ctx: Context, review_round: Id, *, counted: Statuses = RANKED_OR_LEFT_OUT
) -> Results:
    """The results of a round and those before it, by the scores that count now. `counted`: the
    statuses of the works that take part."""
    rounds = [round_.id for round_ in rounds_until(ctx.contest.rules, review_round)]
    panels = [panel_of(ctx.store, ctx.contest.id, round_) for round_ in rounds]
    judges = panels[-1].judges
    given = {
        judge.id: [r for panel in panels for r in panel.given.get(judge.id, ()) if r.counts]
        for judge in judges
    }
    entries = judged(ctx, rounds, (r for own in given.values() for r in own), counted)
    ranked = {id_: entry for id_, entry in entries.items() if is_ranked(entry)}
    register = register_of(ctx.store, ctx.contest.id)
    return results.tally(
        ctx.contest.rules,
        round_id=review_round,
        candidates=[candidate(ctx.contest, entry, register) for entry in entries.values()],
        reviews=without_conflicts(ctx.store, ctx.contest, judges, given, ranked),
        publicity=confirmed_publicity(ctx.store, ctx.contest),
        submitted=submitted_works(ctx, register),
    )


def scored_anew(ctx: Context, results: Results, entries: Iterable[Entry]) -> frozenset[Id]:
    """The works that would have other scores by now: a review of theirs that was tallied was taken
    away since, or there is a conflict now between its judge and the work.

    `entries`: of the results, as they are now. Who gave a review that counts is a judge of the work
    in its last round: only other reviews are read."""
    works = {entry.id: entry for entry in entries}
    given = {(round_in(ctx.contest, one), one.id, j) for one in works.values() for j in one.judges}
    tallied = {
        (round_id, entry, judge)
        for round_id, scored in results.scores.items()
        for entry in works.keys() & scored.keys()
        for judge in scored[entry]
    }
    wanted = [keys.review(ctx.contest.id, j, round_, entry) for round_, entry, j in tallied - given]
    removed = {one.entry for one in parallel.find_all(ctx.store, wanted, Review) if not one.counts}

    def against(judge: Id) -> list[tuple[Id, Id]]:
        decided = ctx.store.query(keys.conflict(ctx.contest.id, judge, "").pk, ConflictDecision)
        return [(one.entry, judge) for one in decided if one.counts]

    pairs = {(entry, judge) for _, entry, judge in tallied}
    judges = sorted({judge for _, judge in pairs})
    decided = chain.from_iterable(parallel.each(ctx.store, against, judges))
    return frozenset(removed | {entry for entry, _ in pairs.intersection(decided)})


class EnteringPreview(Fact):
    """Which works enter a later round, best first. The hash confirms the list."""

    contest: Id
    round: Id
    previous_round: Id
    """The round whose results they are chosen by."""
    entries: tuple[Id, ...]
    cutoff: str
    """The lowest score that gets in, exact; empty if all do."""
    sha256: str
    confirmed: bool
    """The host has confirmed the list: it stays."""


def preview(ctx: Context, round_id: Id) -> EnteringPreview:
    """The list of a later round as it was confirmed; before that, as it would be by the scores now.
    Nothing is written. Refused while awards are given by the scores of the round before, or were,
    and no list was confirmed."""
    there = round_of(ctx.store, ctx.contest.id, round_id)
    if there is None or not there.entered:
        _, entered = _chosen(ctx, round_id)
        return EnteringPreview(**dict(entered), sha256=entered.sha256, confirmed=False)
    ids = [round_.id for round_ in ctx.contest.rounds]
    return EnteringPreview(
        contest=ctx.contest.id,
        round=round_id,
        previous_round=ids[ids.index(round_id) - 1],
        entries=tuple(entering.entries_of(ctx.store, there)),
        cutoff=there.cutoff,
        sha256=there.entered,
        confirmed=True,
    )


def _chosen(ctx: Context, round_id: Id) -> tuple[Round, Entered]:
    """The round before, as it was read, and the list by its scores."""
    rounds = ctx.contest.rounds
    position = [round_.id for round_ in rounds].index(ctx.contest.round(round_id).id)
    if not position:
        raise refused("review.first_has_all", measured=round_id)
    before = refuse_unless_decided(ctx, rounds[position - 1].id)
    if begun := awarded_by(ctx.store, before):
        raise refused("award.begun_already", measured=begun.id)
    went_on = [line for line in results_now(ctx, before.id).lines if line.round == before.id]
    entries, lowest = best_for(rounds[position], went_on)
    return before, Entered(
        contest=ctx.contest.id,
        round=round_id,
        previous_round=before.id,
        entries=entries,
        cutoff=lowest,
    )


def confirm(ctx: Context, round_id: Id, *, sha256: str) -> Round:
    """The host confirms the list that they saw, and its entries enter the round. Confirmed again
    after an interruption, the rest enters. Refused if the list would be another by now."""

    def once() -> None:
        there = ctx.store.find(keys.round_(ctx.contest.id, round_id), Round)
        refuse_if_ended(contest_of(ctx.store, ctx.contest.id))  # which writes the round before
        if there is None:
            before, entered = _chosen(ctx, round_id)
            if entered.sha256 != sha256:
                raise refused("review.plan_changed")
            entering.commit(ctx, entered, before=before)
        elif there.entered != sha256:
            raise refused("review.list_confirmed", measured=round_id)

    retry_on_conflict(once)  # the round before may be extended, or awards begun over it
    return entering.enter(ctx, round_id)
