"""A sheet whose contacts would have too many works is refused with its rows, before and at its
commit."""

import pytest

from contest.refusals import Refusal
from contest.spreadsheets.recommendation_sheet import row_numbers
from contest_aws.services.pointers import OwnEntry
from contest_aws.store import keys
from contest_aws.store.keys import Key
from contest_aws.store.protocol import create
from tests.builders import any_contest, any_form, any_rules
from tests.contest.spreadsheets.recommended import sheet_of
from tests.contest_aws.services.entrant import enter, refusals
from tests.contest_aws.services.fakes import TableStore
from tests.contest_aws.services.recommending import (
    LI,
    A,
    B,
    C,
    all_entries,
    commit_sheet,
    kinds,
    preview,
)


@pytest.fixture
def contest():
    limits = any_rules().limits.model_copy(update={"entries_per_entrant": 2})
    return any_contest(rules=any_rules(limits=limits))


def too_many(rows):
    return Refusal(code="sheet.too_many", field="email", measured=rows, allowed="2")


def at_cells(store, contest, file):
    found = preview(store, contest, file).sheet
    assert {row.number for row in found.rows}.isdisjoint(m.row for m in found.mistakes)
    return [(mistake.cell, mistake.refusal) for mistake in found.mistakes]


def test_all_rows_of_a_contact_with_too_many_works_are_named_at_once(store, contest):
    before = dict(store.items)
    file = sheet_of(
        A, {**B, **LI}, C, {"title": "第四"}, {"title": "第五", **LI}, {"title": "第六"}
    )

    refused = too_many("2, 4–5, 7")
    assert at_cells(store, contest, file) == [(f"J{row}", refused) for row in (2, 4, 5, 7)]
    assert refusals(commit_sheet, store, contest, file) == (refused,)
    assert store.items == before


def test_each_contact_with_too_many_works_is_named(store, contest):
    works = [{"title": f"作品 {n}"} for n in range(6)]
    file = sheet_of(*works[:3], *({**work, **LI} for work in works[3:]))

    assert refusals(commit_sheet, store, contest, file) == (too_many("2–4"), too_many("5–7"))


def test_works_that_the_contact_has_already_count(store, contest):
    commit_sheet(store, contest, sheet_of(A))
    enter(store, contest, "mine", form=any_form(title="第二件"))
    file = sheet_of(A, B)

    assert at_cells(store, contest, file) == [("J3", too_many("3"))]
    assert kinds(store, contest, file) == ["same", "new"]
    assert refusals(commit_sheet, store, contest, file) == (too_many("3"),)


def test_a_draft_that_would_move_to_a_contact_with_too_many_works_is_named(store, contest):
    commit_sheet(store, contest, sheet_of({**A, **LI}, {**B, **LI}, C))
    file = sheet_of({**A, **LI}, {**B, **LI}, {**C, **LI})

    assert at_cells(store, contest, file) == [("J4", too_many("4"))]
    assert refusals(commit_sheet, store, contest, file) == (too_many("4"),)


def test_contacts_change_places_within_the_limit(store, contest):
    first = sheet_of({**A, **LI}, {**B, **LI}, C, {"title": "第四"})
    commit_sheet(store, contest, first)
    file = sheet_of(A, {**B, **LI}, {**C, **LI}, {"title": "第四"})

    assert at_cells(store, contest, file) == []
    assert commit_sheet(store, contest, file, at=1).left == 0


def test_works_that_are_there_already_and_rows_that_are_not_new_do_not_count(store, contest):
    enter(store, contest, "e1", form=any_form(recommending_unit="hunan"))
    enter(store, contest, "e2", form=any_form(title="绿水青山"))
    commit_sheet(store, contest, sheet_of({"title": "别人的", **LI}))
    store.commit(create(Key("ADDRESS#zhou@example.com", "ADDRESS"), OwnEntry(entry="zhou")))
    file = sheet_of({"title": "别人的", **LI}, A, B)

    assert at_cells(store, contest, file) == []
    assert commit_sheet(store, contest, file).left == 0
    assert len(all_entries(store)) == 3


def test_without_a_limit_any_number_is_taken_over():
    store, contest = TableStore(), any_contest()
    store.commit(create(keys.contest(contest.id), contest))
    rows = [{"title": f"作品 {number}"} for number in range(20)]

    assert at_cells(store, contest, sheet_of(*rows)) == []


def test_neighbouring_rows_are_written_together():
    assert [row_numbers(rows) for rows in ((7,), (2, 3), (2, 3, 4, 7, 9, 10))] == [
        "7",
        "2–3",
        "2–4, 7, 9–10",
    ]


def test_the_refusal_names_the_rows_in_both_languages():
    assert (too_many("2–4, 7").sentence("zh"), too_many("2–4, 7").sentence("en")) == (
        "同一邮箱的作品过多：第 2–4、7 行连同已有的作品，超过每个参选主体 2 件的上限。"
        "请核对邮箱，或减少作品。",
        "One address has too many works: rows 2–4, 7, with those that it has already, are more "
        "than the 2 that an entrant may submit. Check the address, or leave out works.",
    )
