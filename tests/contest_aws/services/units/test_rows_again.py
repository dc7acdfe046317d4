"""A sheet is handed in again after its rows have moved, or after works of it were withdrawn."""

import pytest

from contest.audit import Actor
from contest.entry.entry import Entry
from contest_aws.services.context import Context
from contest_aws.services.units import units
from contest_aws.services.upload import submission
from contest_aws.store import keys
from contest_aws.store.protocol import update
from tests.builders import any_form, any_time, any_upload
from tests.contest.spreadsheets.recommended import UNIT, sheet_of
from tests.contest_aws.services.entrant import enter, fill_in
from tests.contest_aws.services.recommending import (
    LI,
    A,
    B,
    C,
    all_entries,
    commit_sheet,
    contact_in,
    kinds,
    named,
)

NAMING = any_form(recommending_unit=UNIT.name.zh)


def withdraw(store, contest, entry):
    ctx = Context(store, contest, Actor.of("entrant", entry.owner), any_time(1))
    return submission.withdraw(ctx, entry)


def uploaded(store, contest, entry):
    after = entry.next_version(upload=any_upload(), uploads=1)
    store.commit(update(keys.entry(contest.id, entry.id), after, before=entry))


def reconciled(store, contest):
    found = units.reconciled(store, contest, UNIT.id, now=any_time(3))
    return [(match.outcome.value, match.number, match.entry) for match in found]


def stored(store, contest, entry_id):
    return store.find(keys.entry(contest.id, entry_id), Entry)


def test_rows_that_only_moved_are_not_called_changed(store, contest):
    rows = [{"title": f"作品 {n:02}"} for n in range(40)]
    commit_sheet(store, contest, sheet_of(*rows))

    mended = [*rows[:20], {**rows[20], "synopsis": "新的简介"}, *rows[21:]]

    assert kinds(store, contest, sheet_of({"title": "第一行"}, *mended)) == [
        "new",
        *["moved"] * 20,
        "changed",
        *["moved"] * 19,
    ]


def test_a_row_that_only_moved_keeps_its_entry_as_it_is_and_is_found_in_its_new_line(
    store, contest
):
    commit_sheet(store, contest, sheet_of(A, {**B, **LI}))
    before = {entry.id: entry for entry in all_entries(store)}

    again = sheet_of(C, A, {**B, **LI})
    assert commit_sheet(store, contest, again, at=1).left == 0

    added = named(store, contest)["云上工厂"]
    assert {entry.id: entry for entry in all_entries(store)} == {**before, added.id: added}
    assert [number for _, number, _ in reconciled(store, contest)] == [2, 3, 4]
    assert kinds(store, contest, again) == ["same", "same", "same"]


def test_a_draft_follows_its_row_also_after_the_row_has_moved(store, contest):
    commit_sheet(store, contest, sheet_of(A))
    commit_sheet(store, contest, sheet_of(B, A), at=1)

    commit_sheet(store, contest, sheet_of(B, {**A, "synopsis": "新的简介"}), at=2)

    assert named(store, contest)["钢铁脊梁"].form.synopsis == "新的简介"


@pytest.mark.parametrize("form", [NAMING, any_form()], ids=["names the unit", "names no unit"])
def test_a_work_that_was_withdrawn_and_entered_anew_is_the_rows_work(store, contest, form):
    file = sheet_of(A, {**B, **LI})
    commit_sheet(store, contest, file)
    withdraw(store, contest, named(store, contest)["钢铁脊梁"])
    uploaded(store, contest, enter(store, contest, "anew", form=form))

    assert kinds(store, contest, file) == ["matched", "same"]
    commit_sheet(store, contest, file, at=2)

    anew = stored(store, contest, "anew")
    assert (anew.recommended_by, anew.form) == ("hunan", NAMING)
    assert len(all_entries(store)) == 3
    assert ("matched", 2, "anew") in reconciled(store, contest)
    assert [outcome for outcome, *_ in reconciled(store, contest)].count("upload_without_row") == 0
    assert kinds(store, contest, file) == ["same", "same"]


def test_a_withdrawn_work_that_nobody_entered_anew_is_not_brought_back(store, contest):
    file = sheet_of(A, {**B, **LI})
    commit_sheet(store, contest, file)
    withdrawn = withdraw(store, contest, named(store, contest)["钢铁脊梁"])

    assert kinds(store, contest, file) == ["same", "same"]
    corrected = sheet_of({**A, "synopsis": "新的简介"}, {**B, **LI})
    assert kinds(store, contest, corrected) == ["changed", "same"]
    commit_sheet(store, contest, corrected, at=2)

    assert stored(store, contest, withdrawn.id) == withdrawn
    assert len(all_entries(store)) == 2


def test_a_work_that_no_longer_names_the_unit_is_recommended_again(store, contest):
    file = sheet_of(A, {**B, **LI})
    commit_sheet(store, contest, file)
    entry = named(store, contest)["钢铁脊梁"]
    lost = fill_in(store, contest, entry, form=any_form(synopsis="我写的"))
    assert "钢铁脊梁" not in named(store, contest)

    assert kinds(store, contest, file) == ["matched", "same"]
    commit_sheet(store, contest, file, at=2)

    again = named(store, contest)["钢铁脊梁"]
    assert (again.id, again.form.synopsis, again.edits) == (entry.id, "我写的", lost.edits + 1)
    assert contact_in(store, contest, again).person == "周立群"
    assert len(all_entries(store)) == 2
    assert kinds(store, contest, file) == ["same", "same"]


def test_a_work_that_names_another_unit_meanwhile_is_left_to_it(store, contest):
    file = sheet_of(A)
    commit_sheet(store, contest, file)
    entry = named(store, contest)["钢铁脊梁"]
    other = fill_in(store, contest, entry, form=any_form(recommending_unit="湖北省经信厅"))

    assert kinds(store, contest, file) == ["same"]
    commit_sheet(store, contest, file, at=2)
    assert all_entries(store) == [other]


def test_one_new_work_is_given_to_one_row_alone(store, contest):
    """Two rows were one contact's: the second is of another entrant, and stays without a work."""
    file = sheet_of(A, {**A, "entrant": "别的集团"})
    commit_sheet(store, contest, file)
    for entry in all_entries(store):
        withdraw(store, contest, entry)
    enter(store, contest, "anew", form=NAMING)

    assert kinds(store, contest, file) == ["matched", "same"]
