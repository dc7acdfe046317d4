"""A corrected sheet updates the rows that were handed in before, and doubles none."""

import time

import pytest

from contest.entry.entry import EntryStatus
from contest.entry.form import Contact
from contest.spreadsheets.row_matching import KnownRow, Recommendation, entry_of, link, plan
from tests.builders import any_entry, any_form, any_time, shipped_rules
from tests.contest.spreadsheets.recommended import rows_of


def known(*rows):
    """As if these rows had been handed in, each as the recommendation `r<row number>`."""
    return [
        KnownRow(
            recommendation=Recommendation(
                contest=shipped_rules().id,
                unit="hunan",
                id=f"r{row.number}",
                sheet="0" * 64,
                number=row.number,
                form=row.form,
                entry=f"e{row.number}",
                begun=1,
                recommended_at=any_time(),
            ),
            contact=row.contact,
        )
        for row in rows
    ]


def linked(before, after):
    """Which row of the second sheet is which of the first, by row numbers."""
    found = link(rows_of(*after), known(*rows_of(*before)))
    return {number: int(same.recommendation.id[1:]) for number, same in found.items()}


A, B, C = {"title": "钢铁脊梁"}, {"title": "绿水青山"}, {"title": "云上工厂"}
OTHER = {"email": "li@example.com", "phone": "13900000000"}


def test_the_same_rows_in_another_order_are_the_same():
    assert linked([A, B, C], [C, A, B]) == {2: 4, 3: 2, 4: 3}


def test_spaces_marks_and_spellings_make_no_other_work():
    mended = [{"title": "《钢铁 脊梁》", "entrant": "湘江重工集团 ", "email": "new@example.com"}]

    assert linked([A], mended) == {2: 2}


def test_a_title_that_was_mended_is_known_by_its_contact():
    assert linked([A, B], [{"title": "钢铁的脊梁"}, B]) == {2: 2, 3: 3}


def test_an_entrant_that_was_mended_is_known_by_its_title_and_contact():
    assert linked([A, B], [B, {**A, "entrant": "湘江重工有限公司"}]) == {2: 3, 3: 2}


def test_an_address_that_was_mended_with_the_title_is_known_by_the_phone():
    mended = {"title": "钢铁之脊梁", "email": "new@example.com"}

    assert linked([A, B], [mended, B]) == {2: 2, 3: 3}


def test_titles_of_one_contact_go_to_those_most_like_them():
    before = [{"title": "钢铁脊梁第一集"}, {"title": "钢铁脊梁第二集"}, B, C]
    after = [C, B, {"title": "钢铁脊梁 第二集上"}, {"title": "钢铁脊梁 第一集上"}]

    assert linked(before, after) == {2: 5, 3: 4, 4: 3, 5: 2}


def test_the_one_row_that_is_left_of_a_contact_and_an_entrant_is_that_row():
    assert linked([{"title": "待定"}, B], [B, A]) == {2: 3, 3: 2}


def test_a_sheet_of_further_works_corrects_nothing():
    series = [{"title": f"钢铁脊梁第{number}集"} for number in "一二三四五"]

    assert linked(series[:2], series[2:]) == {}
    assert linked([A], [{"title": "钢铁的脊梁"}]) == {}
    assert linked(series[:2], series[1:]) == {2: 3}


def test_new_rows_are_new():
    assert linked([A], [A, B]) == {2: 2}
    assert linked([A], [{**B, **OTHER}]) == {}
    assert linked([], [A]) == {}


@pytest.mark.slow
def test_thousands_of_new_titles_of_one_contact_take_little_time():
    kept = [{"title": f"照旧 {n:04}"} for n in range(500)]
    before = rows_of(*kept, *({"title": f"旧作 {n:04}"} for n in range(500)))
    after = rows_of(*kept, *({"title": f"{n:04} 全新"} for n in range(500)))
    started = time.process_time()

    link(after, known(*before))

    assert time.process_time() - started < 5


def test_the_entry_that_is_there_already_is_this_rows_work():
    [row] = rows_of(A)
    form = any_form(title="钢铁 脊梁", entrant="湘江重工集团")
    mine = any_entry(id="mine", form=form, created_at=any_time(1))

    assert entry_of(row, [any_entry(form=any_form(title="别的")), mine]) == mine
    assert entry_of(row, [mine, any_entry(id="older", form=form)]).id == "older"
    assert entry_of(row, [any_entry(EntryStatus.WITHDRAWN, form=form)]) is None
    assert entry_of(row, []) is None


def test_a_row_in_another_line_has_moved_and_one_with_another_content_has_changed():
    before = known(*rows_of(A, B, C))
    rows = rows_of(B, {**A, "synopsis": "新的简介"}, C)

    steps = plan(rows, before, [any_entry(id=f"e{number}") for number in (2, 3, 4)])

    assert [(step.kind, step.unmatched) for step in steps] == [
        ("moved", False),
        ("changed", False),
        ("same", False),
    ]


@pytest.mark.parametrize("status", [EntryStatus.WITHDRAWN, EntryStatus.DISQUALIFIED, None])
def test_an_earlier_row_whose_entry_no_longer_counts_is_matched_anew(status):
    [row] = rows_of(A)
    anew = any_entry(id="anew", form=row.form)
    ended = [any_entry(status, id="e2", form=row.form)] if status else []

    [alone], [matched] = (plan([row], known(row), [*ended, *more]) for more in ([], [anew]))

    assert (alone.kind, alone.entry, alone.unmatched) == ("same", None, True)
    assert (matched.kind, matched.entry, matched.unmatched) == ("matched", anew, False)
    assert matched.known == alone.known == known(row)[0]


def test_a_contact_stays_out_of_the_recommendation():
    assert "contact" not in Recommendation.model_fields
    assert known(*rows_of(A))[0].contact == Contact(
        person="周立群", phone="13800000000", email="zhou@example.com"
    )
