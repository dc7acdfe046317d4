"""A round as numbers: entries and judges are indexes in a random order, which the seed decides."""

import random
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from contest.model import Fact

Item = TypeVar("Item")


class PlannedEntry(Fact):
    """What a plan has to know of an entry."""

    id: str
    themes: tuple[str, ...] = ()
    expertise: tuple[str, ...] = ()
    """Fields of expertise that suit it. Themes and expertise are preferences, not limits."""
    judges: tuple[str, ...] = ()
    """Who reviews it already. They stay, unless they are barred by now; whoever has left, and
    whose review does not count, must not be among them."""
    barred: frozenset[str] = frozenset()
    """Judges with a conflict."""


class PlannedJudge(Fact):
    """What a plan has to know of a judge. Judges who have left are not given."""

    id: str
    themes: tuple[str, ...] = ()
    expertise: tuple[str, ...] = ()
    max_load: int | None = None
    """The judge's own limit. None: that of the rules, which is never exceeded."""
    load: int = 0
    """Reviews in this round besides those of the entries that are given."""


@dataclass
class Problem:
    """Who may be dealt what. What exists already is no part of it any more: it is in `closed`,
    `need`, `room` and `load`."""

    closed: list[set[int]]
    """By entry: the judges whom it cannot be dealt to, because of a conflict or since they have
    it."""
    need: list[int]
    """By entry: how many judges it lacks."""
    room: list[int]
    """By judge: how many entries they may still get."""
    load: list[int]
    """By judge: how many entries they have."""


@dataclass
class PlannedRound:
    entries: list[PlannedEntry]
    judges: list[PlannedJudge]
    """Behind the judges of the panel stand those who have left and whose reviews count."""
    existing: list[list[int]]
    """By entry: the judges it has already."""
    panel: int
    """How many judges there are, those who have left aside."""
    problem: Problem

    @classmethod
    def of(
        cls,
        entries: Iterable[PlannedEntry],
        judges: Iterable[PlannedJudge],
        *,
        per_entry: int,
        max_load: int,
        seed: str,
    ) -> "PlannedRound":
        ordered = shuffled(sorted(entries, key=lambda one: one.id), seed)
        panel = shuffled(sorted(judges, key=lambda one: one.id), seed)
        standing = [sorted({*entry.judges} - entry.barred) for entry in ordered]
        gone = {id_ for ids in standing for id_ in ids} - {judge.id for judge in panel}
        everybody = panel + [PlannedJudge(id=id_, max_load=0) for id_ in sorted(gone)]
        number = {judge.id: index for index, judge in enumerate(everybody)}
        existing = [[number[id_] for id_ in ids] for ids in standing]
        closed = [
            {number[id_] for id_ in entry.barred if id_ in number} | {*mine}
            for entry, mine in zip(ordered, existing, strict=True)
        ]
        load = [judge.load for judge in everybody]
        for index in (index for mine in existing for index in mine):
            load[index] += 1
        room = [
            max(0, min(max_load, max_load if judge.max_load is None else judge.max_load) - has)
            for judge, has in zip(everybody, load, strict=True)
        ]
        need = [max(0, per_entry - len(mine)) for mine in existing]
        return cls(ordered, everybody, existing, len(panel), Problem(closed, need, room, load))


def shuffled(things: Sequence[Item], seed: str) -> list[Item]:
    """The same order for the same seed on every machine; no secret depends on it."""
    return random.Random(seed).sample(things, len(things))  # noqa: S311
