"""Entrants learn their own result with everybody, or so long before the public as the rules say."""

from datetime import timedelta

import pytest

from contest.audit import Actor
from contest.refusals import Refused
from contest_aws.services.award import award_rounds, objections
from contest_aws.services.award.objections import ObjectionRequest
from contest_aws.services.award.own_results import provisional_places
from contest_aws.services.context import Context
from contest_aws.services.entries import disqualify
from tests.builders import any_contest, any_rules, any_time
from tests.contest_aws.services.award.steps import Round
from tests.contest_aws.services.award.test_objections import ref
from tests.contest_aws.services.panel import entry_now

CONFIRMED = 163
"""The day on which `Round.confirm` confirms."""


def proposed_with(proposed, days):
    rules = any_rules()
    section = rules.objections.model_copy(update={"entrants_first": timedelta(days=days)})
    contest = any_contest(rules=rules.model_copy(update={"objections": section}))
    return Round(proposed.store, proposed.snapshots, contest)


def context(round_, days, actor=None):
    return Context(round_.store, round_.contest, actor or Actor.of("rules"), any_time(days))


def public(round_, days):
    shown = award_rounds.announced(round_.store, round_.contest.id, now=any_time(days))
    return {w.entry for one in shown for w in one.winners if w.place == "gold"}


def own(round_, days, entry="e0"):
    ctx = context(round_, days)
    return "gold" in provisional_places(ctx, [entry_now(ctx.store, ctx.contest, entry)]).get(
        entry, ()
    )


def objected(round_, days):
    said = ObjectionRequest(winner=ref(round_), name="李雷", email="li@example.org", text="相同")
    try:
        objections.make(context(round_, days), said, source="192.0.2.7")
    except Refused as problem:
        return problem.refusals[0].code
    return "made"


@pytest.mark.parametrize(("first", "public_at"), [(0, CONFIRMED), (2, CONFIRMED + 2)])
def test_the_public_sees_the_list_so_long_after_its_entrants(proposed, first, public_at):
    round_ = proposed_with(proposed, first)
    assert not own(round_, CONFIRMED)
    after = round_.confirm()
    assert (after.public_from, after.objections_end) == (
        any_time(public_at),
        any_time(public_at) + round_.contest.rules.objections.period,
    )
    assert own(round_, CONFIRMED)
    assert not own(round_, CONFIRMED, "e3"), "it has no gold"
    assert public(round_, public_at - 0.01) == set()
    assert public(round_, public_at) == {"e0"}


def test_nobody_objects_to_what_is_not_public_yet(proposed):
    round_ = proposed_with(proposed, 2)
    round_.confirm()
    assert objected(round_, CONFIRMED + 1) == "item.missing"
    assert objected(round_, CONFIRMED + 2) == "made"


def test_a_work_that_does_not_stand_has_no_award_of_its_own(proposed):
    round_ = proposed_with(proposed, 0)
    round_.confirm()
    ctx = context(round_, CONFIRMED, Actor.of("host", "h"))
    disqualify(ctx, entry_now(ctx.store, ctx.contest, "e0"), reason="版权争议")
    assert not own(round_, CONFIRMED)
