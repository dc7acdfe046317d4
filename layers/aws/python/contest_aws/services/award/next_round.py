"""Which entries enter the next review round, by the results of the round before. The host sees the
list and confirms it."""

from contest.award import results
from contest.award.results import Results
from contest.award.scoring import rounds_until
from contest.award.selection import best_for
from contest.model import Id
from contest.refusals import refused
from contest.review.round import Entered, Round, RoundState
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
from contest_aws.services.review import entering
from contest_aws.services.review.eligibility import without_conflicts
from contest_aws.services.review.panel import panel_of
from contest_aws.services.review.rounds import undecided
from contest_aws.services.unit_register import register_of
from contest_aws.store import keys


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


def preview(ctx: Context, round_id: Id) -> Entered:
    """The list for a later round. Nothing is written."""
    rounds = ctx.contest.rounds
    position = [round_.id for round_ in rounds].index(ctx.contest.round(round_id).id)
    if not position:
        raise refused("review.first_has_all", measured=round_id)
    before = rounds[position - 1].id
    refuse_unless_decided(ctx, before)
    went_on = [line for line in results_now(ctx, before).lines if line.round == before]
    entries, lowest = best_for(rounds[position], went_on)
    return Entered(
        contest=ctx.contest.id,
        round=round_id,
        previous_round=before,
        entries=entries,
        cutoff=lowest,
    )


def confirm(ctx: Context, round_id: Id, *, sha256: str) -> Round:
    """The host confirms the list that they saw, and its entries enter the round. Confirmed again
    after an interruption, the rest enters. Refused if the list would be another by now."""
    there = ctx.store.find(keys.round_(ctx.contest.id, round_id), Round)
    if there is None:
        entered = preview(ctx, round_id)
        if entered.sha256 != sha256:
            raise refused("review.plan_changed")
        entering.commit(ctx, entered)
    elif there.entered != sha256:
        raise refused("review.list_confirmed", measured=round_id)
    return entering.enter(ctx, round_id)
