"""A form that a unit or the host changes while its entrant has it open is not written over."""

import pytest

from contest.audit import Actor
from contest.entry.entry import Entry, EntryStatus
from contest_aws.services.context import Context
from contest_aws.services.screen import themes
from contest_aws.store import keys
from contest_aws.store.protocol import update
from tests.builders import any_contact, any_form, any_time
from tests.contest.spreadsheets.recommended import UNIT, sheet_of
from tests.contest_aws.services.entrant import enter, fill_in, refusals
from tests.contest_aws.services.recommending import A, all_entries, commit_sheet, named


def changed_meanwhile(store, contest, opened, **typed):
    """What the entrant types into the page that shows `opened` is not saved."""
    now = store.find(keys.entry(contest.id, opened.id), Entry)
    found = refusals(fill_in, store, contest, now, expected_version=opened.edits, **typed)
    return [refusal.code for refusal in found] == ["item.changed_meanwhile"]


def moved_to(store, entry, status):
    after = entry.next_version(status=status)
    store.commit(update(keys.entry(entry.contest, entry.id), after, before=entry))
    return after


@pytest.mark.parametrize("by", ["host", "entrant"])
def test_a_theme_that_it_was_moved_to_stays(store, contest, by):
    opened = moved_to(store, enter(store, contest), EntryStatus.SCREENING)
    ctx = Context(store, contest, Actor.of(by, opened.owner), any_time(1))
    if by == "host":
        moved = themes.record(ctx, opened, theme="green", reason="参选者来电同意")
    else:
        screener = ctx.acting_as(Actor.of("screener", "s1"))
        asked = themes.propose(
            screener, opened, theme="green", reason="内容更合", expected_version=opened.version
        )
        moved = themes.answer(ctx, asked, theme="green", accepts=True)
    returned = moved_to(store, moved, EntryStatus.RETURNED)

    assert changed_meanwhile(store, contest, opened, form=any_form(title="改一个字"))
    form = returned.form.model_copy(update={"title": "改一个字"})
    assert fill_in(store, contest, returned, form=form).form.theme == "green"


def test_a_theme_that_is_declined_keeps_nobody_from_typing(store, contest):
    opened = moved_to(store, enter(store, contest), EntryStatus.SCREENING)
    ctx = Context(store, contest, Actor.of("entrant", opened.owner), any_time(1))
    screener = ctx.acting_as(Actor.of("screener", "s1"))
    asked = themes.propose(
        screener, opened, theme="green", reason="内容更合", expected_version=opened.version
    )
    assert themes.answer(ctx, asked, theme="green", accepts=False).edits == opened.edits


def test_a_unit_that_a_sheet_has_named_stays(store, contest):
    commit_sheet(store, contest, sheet_of({"title": "第一件"}))
    opened = enter(store, contest, "mine", entrant="zhou", form=any_form())
    commit_sheet(store, contest, sheet_of(A), at=1)

    assert changed_meanwhile(store, contest, opened, form=any_form(synopsis="新的简介"))
    assert named(store, contest)["钢铁脊梁"].form.recommending_unit == UNIT.name.zh


@pytest.mark.parametrize("corrected", [{"synopsis": "新的简介"}, {"phone": "13900000000"}])
def test_a_row_that_a_unit_has_corrected_stays(store, contest, corrected):
    commit_sheet(store, contest, sheet_of(A))
    [opened] = all_entries(store)
    commit_sheet(store, contest, sheet_of({**A, **corrected}), at=1)

    contact = any_contact().model_copy(update={"phone": "13700000000"})
    assert changed_meanwhile(store, contest, opened, form=opened.form, contact=contact)
