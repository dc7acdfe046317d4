"""A round is planned from two files, as an organiser types it."""

import json
from pathlib import Path

import pytest

RULES = Path(__file__).parents[2] / "contests" / "new-industrialization-2024.yaml"
JUDGES = "id,name,unit,themes,max_load,colour\n" + "".join(
    f"J{n},专家{n},单位{n}厂,green,{'' if n else 1},red\n" for n in range(4)
)
ENTRIES = (
    "id,title,entrant,unit_type,status\n"
    "GY-1,炉火,单位1厂,国有企业,\nGY-2,风,另一厂,国有企业,in_review\nGY-3,雨,第三厂,国有企业,withdrawn\n"
)


@pytest.fixture
def simulate(run, tmp_path):
    def call(judges, entries, *more):
        (tmp_path / "judges.csv").write_bytes(judges)
        (tmp_path / "entries.csv").write_bytes(entries)
        files = ["--judges", tmp_path / "judges.csv", "--entries", tmp_path / "entries.csv"]
        return run("review", "simulate", RULES, *files, *more)

    return call


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_the_plan_has_loads_conflicts_and_who_is_left_out(simulate, encoding):
    """J1 belongs to the entrant of GY-1, which leaves the three others; GY-3 is withdrawn."""
    ended = simulate(JUDGES.encode(encoding), ENTRIES.encode(encoding), "--json")

    found = json.loads(ended.out)
    assert (ended.code, ended.err) == (0, "")
    assert found["plan"] == {"GY-1": ["J0", "J2", "J3"], "GY-2": ["J1", "J2", "J3"]}
    assert found["loads"] == {"J0": 1, "J1": 1, "J2": 2, "J3": 2}
    assert [(c["entry"], c["judge"], c["kind"]) for c in found["conflicts"]] == [
        ("GY-1", "J1", "own_unit")
    ]
    assert (found["unplaced"], found["connected"]) == ([], True)


def test_what_cannot_be_placed_is_told_with_how_many_judges_are_lacking(simulate):
    ended = simulate(b"id,name\nJ1,one\nJ2,two\n", ENTRIES.encode())

    assert ended.code == 0
    assert "评审专家共 2 位，每件作品需要 3 位" in ended.out
    assert "1 more judges without conflicts would suffice, 3 in all" in ended.out


def test_mistakes_are_named_by_line_and_column_and_nothing_else_is_printed(simulate):
    ended = simulate(b"id,themes,max_load\nJ1,nothing,abc\nJ1,,3\n", ENTRIES.encode(), "--json")

    assert (ended.code, ended.out) == (1, "")
    for said in ("judges.csv:2: themes:", "judges.csv:2: max_load:", "judges.csv:3: id:"):
        assert said in ended.err


def test_an_unknown_round_is_told_with_those_that_there_are(simulate):
    ended = simulate(JUDGES.encode(), ENTRIES.encode(), "--round", "final")

    assert (ended.code, ended.out) == (1, "")
    assert "没有这个评审轮次：final。现有：expert-review" in ended.err
