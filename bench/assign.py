"""How good the plan of a round is, and how long it takes: 10,000 entries, 200 judges, 5 reviews
each, 2 % conflicts, 12 themes of which some are crowded. Beside it stand a naive greedy and a
solver. What the optimum is at the most, HiGHS says.

`python -m bench.assign` prints it and writes `bench/results/assign.json`.
"""

import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

from contest.review.assignment.plan import plan
from contest.review.assignment.problem import PlannedEntry, PlannedJudge

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / "bench" / "results" / "assign.json"
ENTRIES, JUDGES, EACH, CONFLICTS = 10_000, 200, 5, 4
PLACES = ENTRIES * EACH // JUDGES
THEMES = [f"theme-{number}" for number in range(12)]
FIELDS = ("industry", "media", "art", "film")
SECONDS, SHARE, SPREAD = 6.0, 0.999, 1


class Row(NamedTuple):
    name: str
    value: float
    unit: str
    budget: float | None
    holds: bool | None
    peers: dict[str, float]


class Case(NamedTuple):
    entries: list[PlannedEntry]
    judges: list[PlannedJudge]

    def suits(self, entry: PlannedEntry, judge: PlannedJudge) -> int:
        theme = not set(entry.themes).isdisjoint(judge.themes)
        return 2 * theme + (not set(entry.expertise).isdisjoint(judge.expertise))


class Done(NamedTuple):
    seconds: float
    memory: float
    """MB beyond what the process had before."""
    value: float
    least: int
    most: int
    unplaced: int
    components: int


def made_up() -> Case:
    """The first themes have the most entries; judges know one to three themes and two fields."""
    chance = random.Random(12)  # noqa: S311 - nothing secret
    judges = [
        PlannedJudge(
            id=f"j{number}",
            themes=tuple(chance.sample(THEMES, chance.randint(1, 3))),
            expertise=tuple(chance.sample(FIELDS, 2)),
        )
        for number in range(JUDGES)
    ]
    ids = [judge.id for judge in judges]
    crowded = [1 / (1 + number) for number in range(len(THEMES))]
    entries = [
        PlannedEntry(
            id=f"e{number}",
            themes=tuple(chance.choices(THEMES, crowded)),
            expertise=(chance.choice(FIELDS),),
            barred=frozenset(chance.sample(ids, CONFLICTS)),
        )
        for number in range(ENTRIES)
    ]
    return Case(entries, judges)


def laurel(case: Case) -> dict[str, tuple[str, ...]]:
    return plan(case.entries, case.judges, per_entry=EACH, max_load=2 * PLACES, seed="s").judges


def equal(case: Case) -> dict[str, tuple[str, ...]]:
    """Without preferences."""
    entries = [PlannedEntry(id=entry.id, barred=entry.barred) for entry in case.entries]
    return laurel(Case(entries, case.judges))


def greedy(case: Case) -> dict[str, tuple[str, ...]]:
    """Each entry in turn takes the best judges who have room."""
    load = dict.fromkeys((judge.id for judge in case.judges), 0)
    found = {}
    for entry in case.entries:
        free = [j for j in case.judges if load[j.id] < PLACES and j.id not in entry.barred]
        free.sort(key=lambda judge: (-case.suits(entry, judge), load[judge.id]))
        found[entry.id] = tuple(judge.id for judge in free[:EACH])
        for judge in found[entry.id]:
            load[judge] += 1
    return found


def optimum(case: Case) -> float:
    """At the most."""
    from bench.assign_solver import bound

    return bound(*_grids(case), EACH, PLACES)


def _grids(case: Case) -> tuple[Any, Any]:
    """How well each judge suits each entry, and who may review it."""
    import numpy as np

    allowed = [[judge.id not in entry.barred for judge in case.judges] for entry in case.entries]
    return np.array(_rows(case)), np.array(allowed)


def _rows(case: Case) -> list[list[int]]:
    known: dict[tuple[Any, ...], list[int]] = {}
    for entry in case.entries:
        asked = entry.themes, entry.expertise
        if asked not in known:
            known[asked] = [case.suits(entry, judge) for judge in case.judges]
    return [known[entry.themes, entry.expertise] for entry in case.entries]


WAYS: dict[str, Callable[[Case], dict[str, tuple[str, ...]]]] = {
    "laurel": laurel,
    "laurel, no preferences": equal,
    "greedy": greedy,
}


def one(way: str) -> None:
    """In the process of its own."""
    case = made_up()
    before, started = _memory(), time.process_time()
    found = WAYS[way](case)
    seconds, memory = time.process_time() - started, _memory() - before
    number = {judge.id: index for index, judge in enumerate(case.judges)}
    rows = _rows(case)
    value = sum(
        row[number[judge]]
        for entry, row in zip(case.entries, rows, strict=True)
        for judge in found.get(entry.id, ())
    )
    loads = dict.fromkeys(number, 0)
    for panel in found.values():
        for judge in panel:
            loads[judge] += 1
    for entry in case.entries:
        assert entry.barred.isdisjoint(found.get(entry.id, ()))  # noqa: S101
    short = sum(len(found.get(entry.id, ())) < EACH for entry in case.entries)
    done = Done(
        seconds, memory, value, min(loads.values()), max(loads.values()), short, _parts(found)
    )
    sys.stdout.write(json.dumps(done))


def _parts(found: dict[str, tuple[str, ...]]) -> int:
    import networkx as nx

    graph = nx.Graph()
    for entry, panel in found.items():
        graph.add_edges_from((entry, judge) for judge in panel)
    return int(nx.number_connected_components(graph))


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def measured(way: str) -> Done:
    command = [sys.executable, "-m", "bench.assign", way]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=True, text=True)  # noqa: S603 - our own
    return Done(*json.loads(done.stdout.splitlines()[-1]))


def run() -> list[Row]:
    done = {way: measured(way) for way in WAYS}
    ours, random_ = done["laurel"], done["laurel, no preferences"]
    peers = {way: done[way] for way in ("greedy",)}
    best = optimum(made_up())

    def of(field: Callable[[Done], float]) -> dict[str, float]:
        return {way: field(one) for way, one in peers.items()}

    share, spread = ours.value / best, ours.most - ours.least
    return [
        Row("plan", ours.seconds, "s of CPU", SECONDS, ours.seconds <= SECONDS, of(_seconds)),
        Row("plan without preferences", random_.seconds, "s of CPU", None, None, {}),
        Row("memory", ours.memory, "MB", None, None, of(lambda one: one.memory)),
        Row(
            "share of the optimum",
            share,
            "of 1",
            SHARE,
            share >= SHARE,
            of(lambda one: one.value / best),
        ),
        Row(
            "load spread",
            spread,
            "entries",
            SPREAD,
            spread <= SPREAD,
            of(lambda one: one.most - one.least),
        ),
        Row(
            "short of judges",
            ours.unplaced,
            "entries",
            0,
            not ours.unplaced,
            of(lambda one: one.unplaced),
        ),
        Row(
            "parts of the graph",
            ours.components,
            "parts",
            1,
            ours.components == 1,
            of(lambda one: one.components),
        ),
    ]


def _seconds(done: Done) -> float:
    return done.seconds


def main() -> int:
    if len(sys.argv) > 1:
        one(sys.argv[1])
        return 0
    rows = run()
    RESULTS.parent.mkdir(exist_ok=True)
    told = [row._asdict() for row in rows]
    RESULTS.write_text(json.dumps(told, ensure_ascii=False, indent=1), encoding="utf-8")
    for row in rows:
        word = {None: "", True: "holds", False: "DOES NOT HOLD"}[row.holds]
        peers = "".join(f"  ({name}: {value:.4g})" for name, value in row.peers.items())
        sys.stdout.write(f"{row.name:26} {row.value:9.4f} {row.unit:9} {word}{peers}\n")
    return int(any(row.holds is False for row in rows))


if __name__ == "__main__":
    sys.exit(main())
