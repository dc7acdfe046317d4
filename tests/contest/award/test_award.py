"""The host's word on a proposal: every change has a reason, and no award more winners than places;
and an award round goes its way like an entry."""

from itertools import product

import pytest

from contest.audit import Actor
from contest.award.award import (
    AWARD_STAGES,
    AWARD_STATUS_NAMES,
    AWARD_TRANSITIONS,
    AwardChange,
    AwardRound,
    AwardStatus,
    move_round,
)
from contest.award.changes import confirmed
from contest.award.names import unit_id
from contest.award.places import places
from contest.award.plan_checks import Confirmable
from contest.award.proposal import proposal_from
from contest.award.results import Results
from contest.model import Text
from contest.refusals import Refusal, Refused
from contest.refusals.formatting import stored_text
from tests.builders import any_line, any_names, any_rules, any_time

RULES = any_rules()
PLAN = RULES.awards
LINES = [any_line(entry, 1 + n, 90 - n) for n, entry in enumerate("abcdefgh")]
RESULTS = Results(
    contest=RULES.id,
    edition=1,
    round="expert-review",
    rounds=(),
    scoring=RULES.scoring,
    criteria=RULES.criteria,
    scores={},
    lines=tuple(LINES),
    unranked=(),
)
NAMES = any_names(*"abcdefgh")
PROPOSAL = proposal_from(PLAN, RESULTS, NAMES)


def add(place, entry=None, *, unit=None, reason="现场表现", override=False):
    return AwardChange(
        action="add", place=place, entry=entry, unit=unit, reason=reason, override=override
    )


def drop(place, entry=None, *, unit=None, reason="版权争议", override=False):
    return AwardChange(
        action="drop", place=place, entry=entry, unit=unit, reason=reason, override=override
    )


def held(*changes, of=RESULTS):
    return confirmed(Confirmable(PLAN, of, NAMES), changes)


def refusals(*changes, of=RESULTS):
    with pytest.raises(Refused) as problem:
        held(*changes, of=of)
    return problem.value.refusals


def winners_of(place, winners):
    return [winner.entry or winner.recipient for winner in winners if winner.place == place]


def test_a_proposal_without_a_tie_can_be_taken_as_it_is():
    assert held() == PROPOSAL


def test_what_is_dropped_is_gone_and_what_is_added_is_there_with_the_hosts_reason():
    winners = held(drop("gold", "a"), add("gold", "h", override=True))
    assert winners_of("gold", winners) == ["h"]
    added = winners[0]
    assert (added.award, added.level, added.name) == ("overall", "gold", Text(zh="金奖", en="Gold"))
    assert (added.title, added.recipient, added.score, added.theme) == (
        "作品 h",
        "单位 h",
        "83.00",
        None,
    )
    assert added.why == Text(zh="主办单位决定：现场表现", en="the host's decision: 现场表现")
    assert len(winners) == len(PROPOSAL)


def test_only_the_place_that_is_named_is_dropped():
    winners = held(drop("gold", "a"))
    levels = [winners_of(level, winners) for level in ("gold", "silver", "bronze")]
    assert levels == [[], ["a", "b"], ["c", "d", "e"]]
    assert winners_of("best-story", winners) == ["a"]


def test_special_awards_are_the_hosts_to_give():
    assert winners_of("special", held(add("special", "g"), add("special", "h"))) == ["g", "h"]
    assert refusals(*(add("special", entry) for entry in "fgh")) == (
        Refusal(code="award.too_many", measured="special", allowed="2"),
    )


def test_what_was_added_can_be_dropped_again():
    """The last word on a place and its recipient holds; an award stands for all of its levels."""
    assert held(add("special", "f"), drop("special", "f")) == PROPOSAL
    exchanged = (drop("gold", "a"), add("gold", "h", override=True))
    others = [winner for winner in held(drop("gold", "a")) if winner.place == "gold"]
    assert others == []
    for name in ("gold", "overall"):
        assert winners_of("gold", held(*exchanged, drop(name, "h"))) == []
    last = held(*exchanged, drop("gold", "h"), add("gold", "a"))
    assert winners_of("gold", last) == ["a"]
    again = (add("special", "f"), drop("special", "f"), add("special", "f"))
    assert winners_of("special", held(*again)) == ["f"]
    given_twice = Refusal(code="award.not_given", measured="f", allowed="special")
    assert refusals(*again, drop("special", "f"), drop("special", "f")) == (given_twice,)


UNITS_OF = {entry: (unit_id(f"单位 {entry}"),) for entry in "abcdefgh"}
WITH_UNITS = RESULTS.model_copy(
    update={
        "lines": tuple(line.model_copy(update={"units": UNITS_OF[line.entry]}) for line in LINES)
    }
)


def test_units_are_dropped_and_added_by_name_however_it_is_spelt():
    place = "best-organisation"
    assert winners_of(place, held(of=WITH_UNITS)) == ["单位 a", "单位 b", "单位 c"]
    winners = held(
        drop(place, unit="单位（a）", override=True),
        add(place, unit="单位d"),
        of=WITH_UNITS,
    )
    assert winners_of(place, winners) == ["单位 d", "单位 b", "单位 c"]


def test_a_unit_with_more_points_is_left_out_only_if_the_host_means_it():
    place = "best-organisation"
    changes = drop(place, unit="单位 c"), add(place, unit="单位 d")
    better = Refusal(code="award.better_left_out", measured="单位 c", allowed="单位 d")
    assert better in refusals(*changes, of=WITH_UNITS)


def test_a_unit_has_one_place_of_an_award_however_its_name_is_typed():
    place = "best-organisation"
    assert refusals(add(place, unit="单位（A）"), of=WITH_UNITS) == (
        Refusal(code="award.given_already", measured="单位（A）", allowed=place),
    )


def test_an_award_goes_to_no_unit_that_nobody_knows():
    assert refusals(add("best-organisation", unit="省工业厅")) == (
        Refusal(code="award.unknown_unit", measured="省工业厅"),
    )


def test_a_theme_award_counts_its_places_theme_by_theme():
    green = [line.model_copy(update={"theme": "green"}) for line in LINES[6:]]
    of = RESULTS.model_copy(update={"lines": (*LINES[:6], *green)})
    changes = drop("theme-award", "g", override=True), add("theme-award", "h")
    assert [(w.entry, w.theme) for w in held(*changes, of=of) if w.award == "theme-award"] == [
        ("h", "green"),
        ("b", "high-end"),
    ]
    assert refusals(add("theme-award", "c", override=True)) == (
        Refusal(code="award.too_many", measured="theme-award", allowed="1"),
    )


def test_a_tie_is_the_hosts_to_decide_before_anything_is_published():
    tied = RESULTS.model_copy(
        update={"lines": (any_line("a", 1, 90), any_line("b", 1, 90), *LINES[2:])}
    )
    assert Refusal(code="award.too_many", measured="gold", allowed="1") in refusals(of=tied)
    proposal = proposal_from(PLAN, tied, NAMES)
    undecided = [w.place for w in proposal if w.entry == "b" and w.tied]
    winners = held(*(drop(place, "b") for place in undecided), of=tied)
    assert winners_of("gold", winners) == ["a"]
    assert not any(winner.tied for winner in winners)


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        (
            add("platinum", "a"),
            Refusal(code="award.unknown", measured="platinum", allowed=", ".join(places(PLAN))),
        ),
        (
            add("overall", "a"),
            Refusal(code="award.unknown", measured="overall", allowed=", ".join(places(PLAN))),
        ),
        (add("special", "a", reason=" "), Refusal(code="award.reason_missing")),
        (drop("gold", "a", reason=""), Refusal(code="award.reason_missing")),
        (add("special", "zzz"), Refusal(code="award.not_ranked", measured="zzz")),
    ],
)
def test_refuses_what_cannot_be_done(change, refusal):
    assert refusals(change) == (refusal,)


@pytest.mark.parametrize(
    ("change", "who"),
    [
        (drop("gold", "b"), "b"),
        (drop("special", "a"), "a"),
        (drop("best-organisation", unit="无此单位"), "无此单位"),
    ],
    ids=["not its gold", "never given", "no such unit"],
)
def test_refuses_to_drop_what_was_not_given(change, who):
    """Else a slip of the pen leaves the award standing, and nobody is told."""
    assert refusals(change) == (
        Refusal(code="award.not_given", measured=who, allowed=change.place),
    )


@pytest.mark.parametrize(
    "change",
    [
        add("special"),
        drop("gold"),
        add("gold", unit="省工业厅"),
        add("best-organisation", "a"),
        add("special", "h", unit="省工业厅"),
        add("best-organisation", unit=""),
    ],
    ids=["nobody", "drop nobody", "a unit for a work", "a work for a unit", "both", "empty"],
)
def test_refuses_to_give_an_award_to_whom_it_cannot_go(change):
    assert refusals(change) == (Refusal(code="award.wrong_recipient", measured=change.place),)


def test_nobody_is_given_an_award_twice():
    twice = Refusal(code="award.given_already", measured="h", allowed="special")
    assert refusals(add("special", "h"), add("special", "h")) == (twice,)


def test_what_was_dropped_can_be_given_back():
    assert winners_of("gold", held(drop("gold", "a"), add("gold", "a"))) == ["a"]


def test_names_every_award_that_is_overfull():
    found = refusals(add("gold", "g", override=True), add("best-story", "h", override=True))
    assert set(found) == {
        Refusal(code="award.too_many", measured="gold", allowed="1"),
        Refusal(code="award.too_many", measured="best-story", allowed="1"),
    }


def any_round(status) -> AwardRound:
    return AwardRound(contest=RULES.id, id="first", round="expert-review", status=status)


PAIRS = list(product(AwardStatus, AwardStatus))


@pytest.mark.parametrize(("here", "there"), [p for p in PAIRS if p[1] in AWARD_TRANSITIONS[p[0]]])
def test_an_award_round_moves_along_its_table(here, there):
    after, record = move_round(
        any_round(here), there, subject="o", actor=Actor.of("host"), at=any_time(), results_key="k"
    )
    assert after == any_round(there).model_copy(
        update={"version": 1, "records": 1, "head": record.hash, "results_key": "k"}
    )
    assert (record.action, record.details) == (f"award.{there}", {"from": here, "to": there})


@pytest.mark.parametrize(
    ("here", "there"), [p for p in PAIRS if p[1] not in AWARD_TRANSITIONS[p[0]]]
)
def test_an_award_round_moves_no_other_way(here, there):
    with pytest.raises(Refused) as problem:
        move_round(any_round(here), there, subject="o", actor=Actor.of("host"), at=any_time())
    assert problem.value.refusals == (
        Refusal(code="award.not_possible_now", measured=stored_text(AWARD_STATUS_NAMES[here])),
    )


def test_every_status_that_is_no_end_has_its_stage():
    assert {status for status in AwardStatus if AWARD_TRANSITIONS[status]} == set(AWARD_STAGES)


def test_a_work_that_no_longer_stands_earns_nothing_for_its_unit():
    """Without `a` (90 points) its unit has nothing, and the next three units win."""
    of = Confirmable(PLAN, WITH_UNITS, NAMES, frozenset({"a"}))
    places_of_a = {winner.place for winner in PROPOSAL if winner.entry == "a"}
    winners = confirmed(of, [drop(place, "a") for place in sorted(places_of_a)])
    assert winners_of("best-organisation", winners) == ["单位 b", "单位 c", "单位 d"]
