"""The lists as they are read back: in words of both languages, and with numbers as numbers."""

import io
import re
from decimal import Decimal

import openpyxl

from contest.award.results import Candidate, tally
from contest.entry.entry import EntryStatus
from contest.entry.form import Contact
from contest.exports.lists import entries_page, people_page
from contest.exports.score_lists import Tallied, result_pages
from contest.people.account import GRANTED, Account, GrantStatus
from contest.review.judge import Judge
from contest.spreadsheets.reconciliation import Match, MatchOutcome, page
from contest_aws.workbook.score_matrix import to_workbook
from contest_aws.workbook.write import workbook
from laurel.rules_file import load_rules
from tests.builders import (
    SHIPPED,
    any_contest,
    any_entry,
    any_form,
    any_grant,
    any_review,
    any_time,
)

ENGLISH = load_rules(SHIPPED.parent / "short-film-prize-2027.yaml")
CONTEST = any_contest(rules=ENGLISH)
ROUND = ENGLISH.rounds[0].id
CHINESE, LATIN = re.compile("[\u4e00-\u9fff]"), re.compile("[A-Za-z]")


def results():
    """Three works with 88.50, 100 and 0 percent, and one that nobody has seen."""
    points = {"e1": (10, 9, 5), "e2": (10, 10, 10), "e3": (0, 0, 0)}
    names = [one.id for one in ENGLISH.criteria]
    reviews = [
        any_review(entry, f"j{n}", round=ROUND, scores=dict(zip(names, given, strict=True)))
        for entry, given in points.items()
        for n in range(4)
    ]
    return tally(
        ENGLISH,
        round_id=ROUND,
        candidates=[Candidate(entry=f"e{n}", theme="fiction") for n in range(1, 5)],
        reviews=[one.model_copy(update={"submitted_at": any_time()}) for one in reviews],
    )


def result_book():
    form = any_form(title="Tide", entrant="Ana", theme="fiction")
    works = {f"e{n}": any_entry(id=f"e{n}", number=f"H00{n}", form=form) for n in range(1, 5)}
    judges = {f"j{n}": Judge(id=f"j{n}", name="Rui", version=1) for n in range(4)}
    return result_pages(CONTEST, Tallied(results(), works, judges), full=True)


def only_chinese(*pages):
    """Words in Chinese alone, which the reader of an English contest may not understand."""
    sheets = openpyxl.load_workbook(io.BytesIO(workbook(*pages)))
    texts = {str(cell.value) for sheet in sheets for row in sheet.rows for cell in row}
    texts |= {*sheets.sheetnames}
    return {text for text in texts if CHINESE.search(text) and not LATIN.search(text)}


def test_a_contest_in_english_gets_no_word_in_chinese_alone():
    answers = any_form(title="Tide", entrant="Ana", unit_type="", theme="fiction", ai_use="partly")
    works = [(any_entry(status, form=answers), Contact()) for status in EntryStatus]
    account = Account(id="a1", address="a@example.org", created_at=any_time(), version=1)
    people = [
        (any_grant(role=role, status=status, unit="Harbour"), account)
        for role in GRANTED
        for status in GrantStatus
    ]
    matches = [
        Match(
            outcome=outcome,
            recommendation="r",
            number=2,
            entry="e",
            status=EntryStatus.SCREENING,
            status_name=any_entry(EntryStatus.SCREENING).status_names.organiser,
            title="Tide",
            entrant="Ana",
        )
        for outcome in MatchOutcome
    ]

    assert only_chinese(entries_page(CONTEST, works, full=False)) == set()
    assert only_chinese(people_page(CONTEST, people, full=True)) == set()
    assert only_chinese(*result_book()) == set()
    assert only_chinese(page(matches, title="Harbour")) == set()
    book = openpyxl.load_workbook(io.BytesIO(to_workbook(results())))
    whys = [row[-1].value for row in book.worksheets[1].rows]
    assert [text for text in whys if text and not LATIN.search(text)] == []


def test_a_criterion_of_a_contest_in_one_language_is_named_once():
    head = result_book()[0].lines[2].values
    assert list(head[7:-1]) == [criterion.name.en for criterion in ENGLISH.criteria]


def test_scores_are_numbers_with_two_decimals():
    sheet = openpyxl.load_workbook(io.BytesIO(workbook(*result_book()))).worksheets[0]
    scores = [row[5] for row in sheet.iter_rows(min_row=4, max_row=6)]
    others = [cell for row in sheet.iter_rows(min_row=4, max_row=6) for cell in row[7:10]]

    assert {(cell.data_type, cell.number_format) for cell in (*scores, *others)} == {("n", "0.00")}
    assert [Decimal(str(cell.value)) for cell in scores] == [100, Decimal("88.33"), 0]
