"""The exported score matrix carries the rules: from it alone the results come out the same, digit
for digit. What the file shows is also read by openpyxl, independently."""

import io
import random

import openpyxl
import pytest
from typer.testing import CliRunner

from contest.award.results import tally
from contest.model import digest
from contest_aws.workbook.score_matrix import to_workbook
from laurel import score_matrix
from laurel.__main__ import app
from tests.builders import any_candidate, any_review, any_rules, any_submitted, any_time

RULES = any_rules()


def generated(seed):
    """The results of a contest made up: rounds, method, works, judges and scores at random."""
    chance = random.Random(seed)  # noqa: S311 - a simulation
    rounds = tuple(
        RULES.rounds[0].model_copy(update={"id": f"round-{n}", "weight": chance.randint(1, 3)})
        for n in range(chance.randint(1, 2))
    )
    scoring = RULES.scoring.model_copy(
        update={
            "method": chance.choice(["mean", "trimmed_mean"]),
            "rounds": chance.choice(["last", "all", "weighted"]),
            "min_reviews": chance.randint(1, 3),
        }
    )
    rules = RULES.model_copy(update={"rounds": rounds, "scoring": scoring})
    candidates, reviews = [], []
    for number in range(chance.randint(1, 6)):
        reached = chance.randrange(len(rounds))
        out = chance.random() < 0.2
        candidates.append(any_candidate(f"e{number}", round=rounds[reached].id, left_out=out))
        reviews += [
            any_review(
                f"e{number}",
                f"j{judge}",
                round=round_.id,
                scores={c.id: chance.randint(0, c.points) for c in RULES.criteria},
                submitted_at=any_time(),
            )
            for round_ in rounds[: reached + 1]
            for judge in range(chance.randint(0, 5))
        ]
    return tally(rules, round_id=rounds[-1].id, candidates=candidates, reviews=reviews)


CONTESTS = 200


def test_generated_contests_come_out_the_same_digit_for_digit():
    for seed in range(CONTESTS):
        results = generated(seed)
        found = score_matrix.recomputed(to_workbook(results))
        assert found.results == results
        assert (found.sha256, found.same_snapshot) == (digest(results), True)
        assert found.differences == []


POINTS = {"e0": (70, 85, 90), "e1": (60, 61, 77), "e2": (50,)}


def three_works():
    reviews = [
        any_submitted(entry, f"j{n}", points)
        for entry, given in POINTS.items()
        for n, points in enumerate(given)
    ]
    candidates = [any_candidate(entry) for entry in POINTS]
    return tally(RULES, round_id="expert-review", candidates=candidates, reviews=reviews)


@pytest.fixture
def file(tmp_path):
    results = three_works()
    path = tmp_path / "scores.xlsx"
    path.write_bytes(to_workbook(results))
    return path


def run(file):
    return CliRunner().invoke(app, ["results", "recompute", str(file)])


def changed(file, sheet, address, value):
    book = openpyxl.load_workbook(file)
    book[sheet][address].value = value
    book.save(file)


def test_what_nobody_changed_is_the_same(file):
    result = run(file)
    assert (result.exit_code, "结果完全一致" in result.stdout) == (0, True)


def test_a_file_that_another_program_saved_again_is_the_same(file):
    openpyxl.load_workbook(file).save(file)
    assert run(file).exit_code == 0


def test_a_changed_score_is_noticed_and_the_work_is_named(file):
    book = openpyxl.load_workbook(file)
    entry, before = book[score_matrix.SCORES]["B2"].value, book[score_matrix.SCORES]["D2"].value
    changed(file, score_matrix.SCORES, "D2", 100 - before if before != 50 else 51)
    result = run(file)
    assert result.exit_code == 1
    assert f"结果不同：{entry}" in result.stdout
    assert "评分或规则与存档不同" in result.stdout


def test_a_changed_result_is_noticed(file):
    changed(file, score_matrix.RESULTS, "D2", "100")
    result = run(file)
    assert (result.exit_code, "结果不同" in result.stdout) == (1, True)


def test_the_sheet_shows_each_review_with_its_scores(file):
    results = three_works()
    rows = list(openpyxl.load_workbook(io.BytesIO(file.read_bytes()))[score_matrix.SCORES].values)
    shown = {(row[0], row[1], row[2]): row[3:9] for row in rows[1:]}
    assert shown == {
        (round_, entry, judge): tuple(scores[c.id] for c in RULES.criteria)
        for round_, by_entry in results.scores.items()
        for entry, by_judge in by_entry.items()
        for judge, scores in by_judge.items()
    }


@pytest.mark.parametrize("content", [b"", b"entry,judge\n", b"PK\x03\x04"])
def test_another_file_is_refused_in_words(tmp_path, content):
    file = tmp_path / "other.xlsx"
    file.write_bytes(content)
    result = run(file)
    assert result.exit_code == 1
    assert str(result.exception)
