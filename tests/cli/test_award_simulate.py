"""`laurel award simulate`: a plan tried on a matrix of scores. The expected lists are worked out by
hand."""

import json

import pytest
import yaml
from typer.testing import CliRunner

from laurel.__main__ import app
from tests.builders import SHIPPED

CRITERIA = ("science", "story", "innovation", "artistry", "reach", "appeal")
POINTS = {"A": 90, "B": 90, "C": 80, "D": 70, "E": 65, "F": 62}
LEVELS = {"gold": ["A", "B"], "silver": ["C"], "bronze": ["D", "E", "F"]}


@pytest.fixture
def rules(tmp_path):
    """The shipped contest, with the overall award and one for units alone."""
    document = yaml.safe_load(SHIPPED.read_text(encoding="utf-8"))
    document["awards"] = [
        award for award in document["awards"] if award["id"] in ("overall", "best-organisation")
    ]
    file = tmp_path / "rules.yaml"
    file.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    return file


@pytest.fixture
def scores(tmp_path):
    return written(tmp_path, POINTS)


def written(folder, points, *, judges=("J1", "J2"), encoding="utf-8"):
    lines = ["entry,judge," + ",".join(CRITERIA)]
    lines += [
        f"{entry},{judge}," + ",".join([str(given)] * len(CRITERIA))
        for entry, given in points.items()
        for judge in judges
    ]
    file = folder / "scores.csv"
    file.write_bytes("\r\n".join(lines).encode(encoding))
    return file


def simulate(rules, scores, *more, code=0):
    arguments = ["award", "simulate", str(rules), "--scores", str(scores), "--json", *more]
    result = CliRunner().invoke(app, arguments)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == code
    return json.loads(result.stdout)


def by_level(found):
    return {
        level: [w["entry"] for w in found["winners"] if w["level"] == level]
        for level in ("gold", "silver", "bronze")
    }


def test_the_proposal_marks_the_tie_and_keeps_a_place_for_who_loses_it(rules, scores):
    found = simulate(rules, scores)
    assert by_level(found) == LEVELS
    assert [w["entry"] for w in found["winners"] if w["tied"]] == ["A", "B"]
    assert (found["unranked"], found["refusals"]) == ([], [])


@pytest.mark.parametrize(
    ("ties", "expected"),
    [
        ("all", {"gold": ["A", "B"], "silver": ["C", "D"], "bronze": ["E", "F"]}),
        ("none", {"gold": [], "silver": ["A", "B"], "bronze": ["C", "D", "E"]}),
    ],
)
def test_the_rules_say_what_a_tie_at_the_edge_does(rules, scores, ties, expected):
    document = yaml.safe_load(rules.read_text(encoding="utf-8"))
    document["awards"][0]["ties"] = ties
    rules.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    assert by_level(simulate(rules, scores)) == expected


def test_the_hosts_changes_give_the_confirmed_list(rules, scores, tmp_path):
    changes = tmp_path / "changes.json"
    change = {"action": "drop", "place": "gold", "entry": "B", "reason": "评议"}
    changes.write_text(json.dumps([change]), encoding="utf-8")
    found = simulate(rules, scores, "--changes", str(changes))
    assert by_level(found) == {"gold": ["A"], "silver": ["B", "C"], "bronze": ["D", "E", "F"]}
    assert not any(winner["tied"] for winner in found["winners"])


def test_changes_that_break_the_plan_are_refused(rules, scores, tmp_path):
    changes = tmp_path / "changes.json"
    change = {"action": "add", "place": "silver", "entry": "Z", "reason": "评议"}
    changes.write_text(json.dumps([change]), encoding="utf-8")
    found = simulate(rules, scores, "--changes", str(changes), code=1)
    refused = [(refusal["code"], refusal["measured"]) for refusal in found["refusals"]]
    assert (refused, found["winners"]) == ([("award.not_ranked", "Z")], [])


def test_units_win_by_the_entries_file_and_who_does_not_stand_wins_nothing(rules, tmp_path):
    scores = written(tmp_path, POINTS)
    entries = tmp_path / "entries.csv"
    entries.write_text(
        "id,title,theme,entrant,unit_type,recommending_unit,status\n"
        "A,钢,green,湘江重工集团,企业,,disqualified\n"
        "B,铁,green,湘江重工集团,企业,,\n"
        "C,铜,green,洞庭机械厂,企业,,in_review\n",
        encoding="gb18030",
    )
    found = simulate(rules, scores, "--entries", str(entries))
    assert by_level(found) == {"gold": ["B"], "silver": ["C", "D"], "bronze": ["E", "F"]}
    units = [(w["unit"], w["score"]) for w in found["winners"] if w["award"] != "overall"]
    assert units == [("湘江重工集团", "90.00"), ("洞庭机械厂", "80.00")]
    assert [one["entry"] for one in found["unranked"]] == ["A"]


def test_who_has_too_few_reviews_is_listed_with_the_reason(rules, tmp_path):
    found = simulate(rules, written(tmp_path, {"A": 90}, judges=("J1",)))
    (one,) = found["unranked"]
    assert (one["entry"], one["why"]["zh"]) == ("A", "评审 1 份，至少需要 2 份")
    assert found["winners"] == []


@pytest.mark.parametrize(
    ("line", "where", "said"),
    [
        ("A,J1,101,1,1,1,1,1", ":2: science", "应为 0 至 100 的整数"),
        ("A,J1,1.5,1,1,1,1,1", ":2: science", "应为 0 至 100 的整数"),
        ("A,J1,1,1,1,1,1,", ":2: appeal", "应为 0 至 100 的整数"),
        (",J1,1,1,1,1,1,1", ":2: entry", "不能为空"),
        ("A,J1,1,1,1,1,1,1\nA,J1,2,2,2,2,2,2", ":3: judge", "重复评审作品 A"),
    ],
    ids=["too high", "no whole number", "missing", "no entry", "twice"],
)
def test_a_mistake_is_told_with_its_line_and_column(rules, tmp_path, line, where, said):
    scores = tmp_path / "scores.csv"
    scores.write_text(f"entry,judge,{','.join(CRITERIA)}\n{line}\n", encoding="utf-8")
    arguments = ["award", "simulate", str(rules), "--scores", str(scores)]
    error = CliRunner().invoke(app, arguments).exception
    assert where in str(error)
    assert said in str(error)


def test_missing_columns_are_named(rules, tmp_path):
    scores = tmp_path / "scores.csv"
    scores.write_text("entry,judge,science\n", encoding="utf-8")
    arguments = ["award", "simulate", str(rules), "--scores", str(scores)]
    error = CliRunner().invoke(app, arguments).exception
    assert "缺少列：story, innovation, artistry, reach, appeal" in str(error)


def test_what_a_unit_submitted_counts_where_the_rules_say_so(rules, tmp_path):
    """甲 submitted three works, one of which was rejected, 乙 one with more points. At 200 a work
    that is 600 + 90 against 200 + 95."""
    document = yaml.safe_load(rules.read_text(encoding="utf-8"))
    document["awards"][1]["works"] = {"submitted": 200}
    rules.write_text(yaml.safe_dump(document, allow_unicode=True), encoding="utf-8")
    entries = tmp_path / "entries.csv"
    entries.write_text(
        "id,entrant,unit_type,status\nA,乙厂,企业,\nB,甲厂,企业,\nX,甲厂,企业,rejected\n"
        "Y,甲厂,企业,screening\nZ,甲厂,企业,draft\n",
        encoding="utf-8",
    )
    found = simulate(rules, written(tmp_path, {"A": 95, "B": 90}), "--entries", str(entries))
    units = [(w["unit"], w["score"]) for w in found["winners"] if w["award"] != "overall"]
    assert units == [("甲厂", "690.00"), ("乙厂", "295.00")]


def test_a_work_of_no_known_theme_wins_no_theme_award(tmp_path):
    entries = tmp_path / "entries.csv"
    entries.write_text("id,theme\nA,green\n", encoding="utf-8")
    scores = written(tmp_path, {"A": 70, "B" * 120: 95})
    found = simulate(SHIPPED, scores, "--entries", str(entries))
    assert [w["entry"] for w in found["winners"] if w["award"] == "theme-award"] == ["A"]
