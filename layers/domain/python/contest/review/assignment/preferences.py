"""How well a judge suits an entry: their field is its theme, or they know the fields that it asks
for. Whole numbers: only what people would call a better match counts."""

from contest.review.assignment.problem import PlannedRound

THEME, EXPERTISE = 2, 1
Row = list[int]
"""For an entry: how well each judge suits it."""


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
