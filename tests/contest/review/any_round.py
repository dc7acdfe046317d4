"""Any round of review with its judges, entries and conflicts, and a maximum flow through it."""

import networkx as nx
from hypothesis import settings
from hypothesis import strategies as st

from contest.review.assignment.problem import PlannedEntry, PlannedJudge

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
