"""Judges are dealt without a conflict, alike in load, and always the same way. What is expected
comes from a maximum flow (networkx), from trying every plan, or from arithmetic."""

import networkx as nx
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from contest.refusals import Refusal
from contest.review.assignment.panel_size import judges_lacking
from contest.review.assignment.plan import Plan, plan
from contest.review.assignment.preferences import expertise_for, known_fields
from contest.review.assignment.problem import PlannedEntry, PlannedJudge
from tests.builders import any_rules
from tests.contest.review.any_round import (
    JUDGES,
    anybody,
    by_id,
    few,
    fits,
    limit,
    rounds,
    some,
    without,
)

pytestmark = pytest.mark.slow


@some
@given(rounds())
def test_nobody_is_dealt_an_entry_with_which_they_have_a_conflict(case):
    for entry, judges in plan(**case).judges.items():
        assert not {*judges} & by_id(case)[entry].barred


@some
@given(rounds())
def test_each_entry_has_its_number_of_judges_or_is_named_as_unplaced(case):
    made = plan(**case)
    assert made.judges.keys() | made.unplaced.keys() == by_id(case).keys()
    assert not made.judges.keys() & made.unplaced.keys()
    for judges in made.judges.values():
        assert len(judges) == len({*judges}) == case["per_entry"]


@some
@given(rounds())
def test_loads_are_what_was_dealt_and_within_each_limit(case):
    made = plan(**case)
    for judge in case["judges"]:
        dealt = sum(judge.id in judges for judges in made.judges.values())
        assert made.loads[judge.id] == judge.load + dealt
        assert dealt <= limit(case, judge)


@some
@given(rounds())
def test_all_entries_are_placed_whenever_a_maximum_flow_can(case):
    assert (not plan(**case).unplaced) == fits(case, case["entries"])


@some
@given(rounds())
def test_loads_differ_by_one_at_the_most_whenever_a_maximum_flow_allows_it(case):
    made = plan(**case)
    placed = [by_id(case)[entry] for entry in made.judges]
    total = sum(judge.load for judge in case["judges"]) + case["per_entry"] * len(placed)
    low, more = divmod(total, len(case["judges"]))
    highest = low + (more > 0)
    assume(all(judge.load <= low for judge in case["judges"]))

    def level(case, judge):
        return min(limit(case, judge), highest - judge.load)

    # Everybody reaches `low`, nobody passes `highest`: lower bounds as a second flow.
    possible = fits(case, placed, room=level) and _everybody_reaches(case, placed, low, highest)
    assert (max(made.loads.values()) - min(made.loads.values()) <= 1) == possible


def _everybody_reaches(case, placed, low, highest):
    """A feasible circulation with lower bounds, as a maximum flow."""
    graph, owed = nx.DiGraph(), 0
    graph.add_nodes_from(("more", "less"))
    for judge in case["judges"]:
        least, most = low - judge.load, min(limit(case, judge), highest - judge.load)
        if most < least:
            return False
        graph.add_edge(("judge", judge.id), "less", capacity=least)
        graph.add_edge(("judge", judge.id), "rest", capacity=most - least)
        owed += least
    spare = case["per_entry"] * len(placed) - owed
    graph.add_edge("rest", "less", capacity=spare)
    for entry in placed:
        graph.add_edge("more", ("entry", entry.id), capacity=case["per_entry"])
        for judge in case["judges"]:
            if judge.id not in entry.barred:
                graph.add_edge(("entry", entry.id), ("judge", judge.id), capacity=1)
    found = nx.maximum_flow_value(graph, "more", "less")
    return found == case["per_entry"] * len(placed)


@some
@given(rounds())
def test_the_reason_is_true_once_lifted_the_entry_is_placed_beside_the_others(case):
    made = plan(**case)
    placed = [by_id(case)[entry] for entry in made.judges]
    for id_, refusal in made.unplaced.items():
        entry, each = by_id(case)[id_], case["per_entry"]
        assert refusal.allowed == str(each)
        assert not fits(case, [*placed, entry])
        eligible = sum(judge.id not in entry.barred for judge in case["judges"])
        match refusal.code:
            case "review.panel_too_small":
                assert int(refusal.measured) == len(case["judges"]) < each
            case "review.judges_full":
                assert int(refusal.measured) < each <= eligible
                assert fits(case, [*placed, entry], room=lambda *_: 1000)
            case "review.too_few_judges":
                assert int(refusal.measured) == eligible < each
                assert fits(case, [*placed, without(entry)])
            case "review.conflicts_and_full":
                assert int(refusal.measured) == eligible < each
                assert not fits(case, [*placed, without(entry)])
                assert fits(case, [*placed, without(entry)], room=lambda *_: 1000)


@few
@given(rounds(), st.randoms(use_true_random=False))
def test_the_same_seed_gives_the_same_plan_whatever_the_order(case, chance):
    shuffled = {
        **case,
        "entries": chance.sample(case["entries"], len(case["entries"])),
        "judges": chance.sample(case["judges"], len(case["judges"])),
    }
    one, other = plan(**case), plan(**shuffled)
    assert (one, one.hash) == (other, other.hash)


def test_another_seed_gives_another_plan():
    assert len({plan(**anybody(20, seed=seed)).hash for seed in "abc"}) == 3


@some
@given(rounds(), st.integers(0, 5), st.data())
def test_extending_moves_nothing_and_replaces_who_has_left(case, late, data):
    first = plan(**case)
    gone = data.draw(st.sampled_from(case["judges"])).id
    standing = [
        entry.model_copy(
            update={"judges": tuple(j for j in first.judges.get(entry.id, ()) if j != gone)}
        )
        for entry in case["entries"]
    ]
    further = [PlannedEntry(id=f"late{n}") for n in range(late)]
    stay = [judge for judge in case["judges"] if judge.id != gone]
    then = plan(**{**case, "entries": [*standing, *further], "judges": stay})
    for entry in standing:
        now = then.judges.get(entry.id, ())
        assert {*entry.judges} <= {*now}
        assert gone not in now
        assert len(now) == case["per_entry"] or entry.id in then.unplaced
        assert not {*now} & entry.barred


def test_whoever_has_left_and_whose_review_counts_is_not_replaced():
    entry = PlannedEntry(id="e1", judges=("left", "j1"))
    made = plan(**anybody(0, ["j1", "j2"]) | {"entries": [entry]})
    assert (made.judges, made.unplaced) == ({"e1": ("j1", "left")}, {})


def test_an_assignment_that_a_conflict_bars_by_now_is_replaced():
    entry = PlannedEntry(id="e1", judges=("j1", "j2"), barred=frozenset({"j1"}))
    assert plan(**anybody(0, JUDGES[:4]) | {"entries": [entry]}).judges == {"e1": ("j2", "j3")}


def test_an_entry_that_has_begun_gets_as_many_more_as_there_are():
    entry = PlannedEntry(id="e1", judges=("j1",))
    made = plan(**anybody(0, ["j1", "j2"], per_entry=3) | {"entries": [entry]})
    assert made.judges == {"e1": ("j1", "j2")}
    assert made.unplaced == {
        "e1": Refusal(code="review.panel_too_small", measured="2", allowed="3")
    }


def test_says_what_is_in_the_way_with_its_numbers():
    barred = PlannedEntry(id="barred", barred=frozenset({"j0", "j1"}))
    made = plan(**anybody(1, JUDGES[:3]) | {"entries": [barred]})
    assert made.unplaced == {
        "barred": Refusal(code="review.too_few_judges", measured="1", allowed="2")
    }
    full = plan(**anybody(4, JUDGES[:3], max_load=2))
    assert list(full.unplaced.values()) == [
        Refusal(code="review.judges_full", measured="0", allowed="2")
    ]
    small = plan(**anybody(1, JUDGES[:1]))
    assert small.unplaced == {
        "e0": Refusal(code="review.panel_too_small", measured="1", allowed="2")
    }


def test_leaves_no_entry_out_that_another_order_would_have_placed():
    """j1 alone may have e2; whichever entry comes first, e1 has to leave j1 to it."""
    entries = [PlannedEntry(id="e1"), PlannedEntry(id="e2", barred=frozenset({"j2"}))]
    for seed in "abcdefgh":
        case = anybody(0, ["j1", "j2"], per_entry=1, max_load=1, seed=seed)
        assert plan(**case | {"entries": entries}).judges == {"e1": ("j2",), "e2": ("j1",)}


def test_two_themes_with_judges_of_their_own_are_joined_by_a_swap():
    """By preference alone, no entry would be shared by judges of both."""
    themes = ["steel", "film"]
    entries = [PlannedEntry(id=f"e{n}", themes=(themes[n % 2],)) for n in range(20)]
    judges = [PlannedJudge(id=f"j{n}", themes=(themes[n % 2],)) for n in range(6)]
    made = plan(entries, judges, per_entry=3, max_load=99, seed="s")
    assert made.connected
    assert {*made.loads.values()} == {10}
    assert made.quality == round(116 / 120, 6)
    """Two of 60 reviews are swapped; each would have counted two."""


def test_where_each_entry_has_one_judge_nothing_is_shared():
    assert plan(**anybody(12, per_entry=1)).components == 6


def test_judges_who_suit_are_preferred_and_loads_stay_equal():
    """Half of the entries are about steel, and a third of the judges know it."""
    entries = [PlannedEntry(id=f"e{n}", themes=("steel",) if n % 2 else ()) for n in range(24)]
    judges = [PlannedJudge(id=f"j{n}", themes=() if n % 3 else ("steel",)) for n in range(9)]
    made = plan(entries, judges, per_entry=3, max_load=99, seed="s")
    knowing = {judge.id for judge in judges if judge.themes}
    matches = sum(len(knowing & {*made.judges[e.id]}) for e in entries if e.themes)
    assert ({*made.loads.values()}, matches, made.quality) == ({8}, 24, 1.0)


def test_how_many_judges_are_lacking_is_arithmetic():
    """30 entries x 2 reviews are 60; 4 judges who take 10 each leave 20, which 2 more take."""
    case = anybody(30, JUDGES[:4], max_load=10)
    del case["seed"]
    assert judges_lacking(**case) == 2
    assert judges_lacking(**case | {"max_load": 15}) == 0
    barred = [PlannedEntry(id="e", barred=frozenset(JUDGES[:4]))]
    assert judges_lacking(**case | {"entries": barred}) == 2


@few
@given(rounds())
def test_so_many_more_judges_are_enough_and_fewer_are_not(case):
    seed = case.pop("seed")
    lacking = judges_lacking(**case)

    def unplaced(more):
        judges = [*case["judges"], *(PlannedJudge(id=f"more{n}") for n in range(more))]
        return plan(**case | {"judges": judges}, seed=seed).unplaced

    assert not unplaced(lacking)
    assert lacking == 0 or unplaced(lacking - 1)


def test_no_entries_and_no_judges_are_no_mishap():
    assert plan([], [], per_entry=3, max_load=9, seed="") == Plan(judges={}, loads={})
    nobody = plan(**anybody(1, []))
    assert nobody.unplaced["e0"].code == "review.panel_too_small"


def test_the_fields_that_suit_a_theme_are_its_names_and_those_that_the_rules_name():
    rules = any_rules()
    green = next(theme for theme in rules.themes if theme.id == "green")
    themes = tuple(
        theme.model_copy(update={"expertise": ("环保", "Film")}) if theme == green else theme
        for theme in rules.themes
    )
    asked = expertise_for(rules.model_copy(update={"themes": themes}), ["green"])
    assert set(known_fields(["环保", "film", "绿色低碳", "green"])) <= set(asked)
    assert not set(known_fields(["数智赋能", "工业"])) & set(asked)
