"""A plan beside all plans that there are, in rounds small enough to list them."""

from itertools import combinations, product

import networkx as nx
import pytest
from hypothesis import assume, given

from contest.review.assignment.plan import plan
from tests.contest.review.any_round import (
    few,
    limit,
    rounds,
)

pytestmark = pytest.mark.slow


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
