"""Judges are dealt without a conflict, alike in load, and always the same way. What is expected
comes from a maximum flow (networkx), from trying every plan, or from arithmetic."""

from itertools import combinations, product

import networkx as nx
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from contest.refusals import Refusal
from contest.review.assignment.panel_size import judges_lacking
from contest.review.assignment.plan import Plan, plan
from contest.review.assignment.preferences import expertise_for, known_fields
from contest.review.assignment.problem import PlannedEntry, PlannedJudge
from tests.builders import any_rules

pytestmark = pytest.mark.slow

some = settings(deadline=None, max_examples=100)
few = settings(deadline=None, max_examples=40)
JUDGES = [f"j{number}" for number in range(6)]
FIELDS = ("steel", "film", "art")


@st.composite
def rounds(draw, *, judges=6, entries=12, most_load=8):
    """Arguments of `plan`."""
    names = JUDGES[: draw(st.integers(1, judges))]
    some_of = st.lists(st.sampled_from(FIELDS), unique=True, max_size=2).map(tuple)
    barred = st.frozensets(st.sampled_from(names), max_size=3)
    own = st.none() | st.integers(0, most_load)
    number = draw(st.integers(0, entries))
    return {
        "entries": [
            PlannedEntry(id=f"e{n}", themes=draw(some_of), barred=draw(barred))
            for n in range(number)
        ],
        "judges": [
            PlannedJudge(
                id=name,
                themes=draw(some_of),
                expertise=draw(some_of),
                max_load=draw(own),
                load=draw(st.integers(0, 2)),
            )
            for name in names
        ],
        "per_entry": draw(st.integers(1, 3)),
        "max_load": draw(st.integers(1, most_load)),
        "seed": draw(st.text(max_size=5)),
    }


def anybody(number, names=JUDGES, **changes):
    """A round without conflicts or preferences."""
    return {
        "entries": [PlannedEntry(id=f"e{n}") for n in range(number)],
        "judges": [PlannedJudge(id=name) for name in names],
        "per_entry": 2,
        "max_load": 99,
        "seed": "s",
        **changes,
    }


def limit(case, judge):
    own = case["max_load"] if judge.max_load is None else judge.max_load
    return max(0, min(own, case["max_load"]) - judge.load)


def flow(case, entries, *, room=limit):
    """How many reviews could be placed at the most, by nx."""
    graph = nx.DiGraph()
    graph.add_nodes_from(("from", "to"))
    for judge in case["judges"]:
        graph.add_edge(("judge", judge.id), "to", capacity=room(case, judge))
    for entry in entries:
        graph.add_edge("from", ("entry", entry.id), capacity=case["per_entry"])
        for judge in case["judges"]:
            if judge.id not in entry.barred:
                graph.add_edge(("entry", entry.id), ("judge", judge.id), capacity=1)
    return nx.maximum_flow_value(graph, "from", "to")


def fits(case, entries, **changes):
    return flow(case, entries, **changes) == case["per_entry"] * len(entries)


def by_id(case):
    return {entry.id: entry for entry in case["entries"]}


def without(entry):
    return entry.model_copy(update={"barred": frozenset()})


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


def choices(case):
    """Every way to place all entries."""
    names = [judge.id for judge in case["judges"]]
    each = [
        list(combinations([name for name in names if name not in entry.barred], case["per_entry"]))
        for entry in case["entries"]
    ]
    for way in product(*each):
        loads = {judge.id: judge.load for judge in case["judges"]}
        for panel in way:
            for judge in panel:
                loads[judge] += 1
        room = {judge.id: limit(case, judge) + judge.load for judge in case["judges"]}
        if all(
            loads[name] <= max(room[name], judge.load)
            for name, judge in zip(names, case["judges"], strict=True)
        ):
            yield way, loads


def squares(loads):
    return sum(load**2 for load in loads.values())


def parts(way):
    graph = nx.Graph()
    for number, panel in enumerate(way):
        graph.add_edges_from((number, judge) for judge in panel)
    return nx.number_connected_components(graph)


def suits(case, way):
    """Two for the theme; one for the fields it asks for, of which these entries ask for none."""
    themes = {judge.id: {*judge.themes} for judge in case["judges"]}
    return sum(
        2 * bool({*entry.themes} & themes[judge])
        for entry, panel in zip(case["entries"], way, strict=True)
        for judge in panel
    )


@few
@given(rounds(judges=4, entries=5, most_load=20))
def test_among_all_plans_it_is_one_of_the_most_equal_and_connected_if_one_of_them_is(case):
    case["max_load"] = 20
    found = list(choices(case))
    assume(found)
    made = plan(**case)
    fairest = min(squares(loads) for _, loads in found)
    best = [way for way, loads in found if squares(loads) == fairest]
    assert squares(made.loads) == fairest
    assert made.components == parts(made.judges.values())
    assert made.connected == any(parts(way) <= 1 for way in best)


@few
@given(rounds(judges=5, entries=5, most_load=20))
def test_no_plan_as_equal_suits_better_unless_it_falls_apart(case):
    case["max_load"] = 20
    found = list(choices(case))
    assume(found)
    made = plan(**case)
    fairest = min(squares(loads) for _, loads in found)
    best = max(suits(case, way) for way, loads in found if squares(loads) == fairest)
    mine = suits(case, [made.judges[entry.id] for entry in case["entries"]])
    whole = [
        suits(case, way) for way, loads in found if squares(loads) == fairest and parts(way) <= 1
    ]
    assert mine <= best
    assert mine >= (min(max(whole), best) if whole and made.connected else best) - 2
    if made.quality is not None and best:
        assert made.quality <= round(mine / best, 6)


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
