"""How well a judge suits an entry: their field is its theme, or they know the fields that it asks
for. Whole numbers: only what people would call a better match counts."""

from collections.abc import Iterable

from contest.model import Id
from contest.review.assignment.problem import PlannedRound
from contest.rules.rules import Rules
from contest.unit_names import folded

THEME, EXPERTISE = 2, 1
Row = list[int]
"""For an entry: how well each judge suits it."""


def expertise_for(rules: Rules, themes: Iterable[Id]) -> tuple[str, ...]:
    """The fields of expertise that suit a work of these themes: their names, and what the rules
    name."""
    fields = {t.id: (t.id, t.name.zh, t.name.en, *t.expertise) for t in rules.themes}
    return known_fields(field for theme in themes for field in fields.get(theme, ()))


def known_fields(written: Iterable[str]) -> tuple[str, ...]:
    """Fields of expertise in the form in which they are compared."""
    return tuple(dict.fromkeys(map(folded, written)))


def preferences(round_: PlannedRound) -> list[Row]:
    """By entry. Entries that ask for the same share a row. Empty if it is all the same to each
    entry who reviews it."""
    rows: dict[tuple[frozenset[str], frozenset[str]], Row] = {}
    for entry in round_.entries:
        asked = frozenset(entry.themes), frozenset(entry.expertise)
        if asked not in rows:
            rows[asked] = [
                THEME * (not asked[0].isdisjoint(judge.themes))
                + EXPERTISE * (not asked[1].isdisjoint(judge.expertise))
                for judge in round_.judges
            ]
    if all(len({*row[: round_.panel]}) <= 1 for row in rows.values()):
        return []
    return [rows[frozenset(one.themes), frozenset(one.expertise)] for one in round_.entries]
