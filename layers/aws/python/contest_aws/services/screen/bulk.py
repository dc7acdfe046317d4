"""Bulk pass: a preview says which entries would pass, and the commit passes those that it named and
that are still the same."""

import hashlib
import json
from collections.abc import Iterable
from typing import NamedTuple

from contest.entry.entry import Entry
from contest.model import Id
from contest.refusals import Refusal, Refused, refused
from contest.screen.decision import ScreeningDecision, ScreeningOutcome
from contest_aws.services.context import Context
from contest_aws.services.screen.access import check_not_own, to_decide_on
from contest_aws.services.screen.screening import check_possible, decide, with_pass
from contest_aws.store.protocol import retry_on_conflict

MOST = 50
"""The most entries of one preview: they are passed while the screener waits for the answer."""


class Previewed(NamedTuple):
    """An entry of the list, at the version that the preview saw."""

    id: Id
    version: int


class LeftOut(NamedTuple):
    """An entry that does not pass, and why."""

    id: Id
    why: Refusal


def preview(ctx: Context, wanted: Iterable[Id]) -> tuple[list[Entry], list[LeftOut]]:
    """Which of the entries would pass now, and which not. Nothing is written."""
    passing: list[Entry] = []
    left_out: list[LeftOut] = []
    for entry_id in dict.fromkeys(wanted):
        try:
            entry = to_decide_on(ctx, entry_id)
            check_not_own(ctx, entry)
            check_possible(ctx, entry, _pass(ctx))
            if entry.proposed is not None:
                raise refused("screening.proposed_already")
            tuple(with_pass(ctx, entry))
        except Refused as problem:
            left_out.append(LeftOut(entry_id, problem.refusals[0]))
        else:
            passing.append(entry)
    return passing, left_out


def hash_of(ctx: Context, named: Iterable[Previewed]) -> str:
    """Of the contest, the screener and the named entries in their order."""
    text = json.dumps([ctx.contest.id, str(ctx.actor), [list(one) for one in named]])
    return hashlib.sha256(text.encode()).hexdigest()


def pass_all(
    ctx: Context, named: list[Previewed], *, sha256: str
) -> list[tuple[Id, Entry | Refusal]]:
    """Pass each named entry in a commit of its own, or say why not. After an interruption the same
    call goes on: what has passed by it already is answered as passed."""
    if hash_of(ctx, named) != sha256:
        raise refused("screening.preview_differs")
    return [(one.id, _passed(ctx, one)) for one in named]


def _passed(ctx: Context, one: Previewed) -> Entry | Refusal:
    def once() -> Entry:
        entry = to_decide_on(ctx, one.id)
        return decide(ctx, entry, _pass(ctx), expected_version=one.version)

    try:
        return retry_on_conflict(once)
    except Refused as problem:
        return problem.refusals[0]


def _pass(ctx: Context) -> ScreeningDecision:
    return ScreeningDecision(outcome=ScreeningOutcome.PASS, actor=ctx.actor, at=ctx.contest_time)
