"""A unit hands in its sheet: nothing is doubled, whatever happens in between."""

from dataclasses import replace

import pytest

from contest.audit import Actor
from contest.entry.entry import EntryStatus
from contest.entry.queue_card import is_as_decided
from contest.erasure import Erasure
from contest.refusals import Refusal, Refused
from contest.screen.decision import ScreeningDecision, ScreeningOutcome
from contest_aws.services.people.addresses import Addresses
from contest_aws.services.units import recommendations, units
from contest_aws.services.units.units import Ledger
from contest_aws.services.upload import submission
from contest_aws.store import keys
from contest_aws.store.protocol import Conflict, create, update
from tests.builders import any_contact, any_form, any_time
from tests.contest.spreadsheets.recommended import UNIT, sheet_of
from tests.contest_aws.services.entrant import enter, fill_in, refusals
from tests.contest_aws.services.fakes import Breaking, Crash, Overtaken, TableStore
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
    office,
    preview,
)

SHEET = sheet_of(A, {**B, **LI}, C)


def snapshot(store):
    return dict(store.items)


def test_a_preview_tells_what_would_become_of_every_row_and_changes_nothing(store, contest):
    commit_sheet(store, contest, sheet_of(A, B))
    enter(store, contest, "mine", form=any_form(title="云上工厂", recommending_unit="hunan"))
    before = snapshot(store)

    file = sheet_of(B, {**A, "synopsis": "新的简介"}, C, {"title": "新的"}, {"theme": "航天"})
    told = preview(store, contest, file)

    assert [(step.kind, step.row.number) for step in told.steps] == [
        ("moved", 2),
        ("changed", 3),
        ("matched", 4),
        ("new", 5),
    ]
    assert [m.cell for m in told.sheet.mistakes] == ["A6", "B6"]
    assert snapshot(store) == before


def test_every_row_becomes_a_draft_of_its_contact_that_names_the_unit(store, contest):
    done = commit_sheet(store, contest, SHEET)

    assert (done.done, done.left) == (3, 0)
    entries = named(store, contest)
    assert {title: (e.owner, e.status, e.recommended_by) for title, e in entries.items()} == {
        "钢铁脊梁": ("zhou", EntryStatus.DRAFT, "hunan"),
        "绿水青山": ("li", EntryStatus.DRAFT, "hunan"),
        "云上工厂": ("zhou", EntryStatus.DRAFT, "hunan"),
    }
    mine = submission.all_own(store, contest.id, entrant="zhou")
    assert {entry.form.title for entry in mine} == {"钢铁脊梁", "云上工厂"}
    assert contact_in(store, contest, entries["绿水青山"]).person == "李四"
    assert store.actions(keys.entry(contest.id, entries["钢铁脊梁"].id)) == ["entry.recommend"]
    [record] = store.chain(keys.unit(contest.id, UNIT.id))
    assert (record.action, str(record.actor), record.details["rows"]) == (
        "unit.recommend",
        "unit:liu",
        [2, 3, 4],
    )


def test_the_same_sheet_again_changes_nothing(store, contest):
    commit_sheet(store, contest, SHEET)
    before = snapshot(store)

    assert commit_sheet(store, contest, SHEET).done == 3
    assert kinds(store, contest, SHEET) == ["same", "same", "same"]
    assert snapshot(store) == before


def test_a_corrected_sheet_mends_drafts_that_nobody_has_touched_and_doubles_none(store, contest):
    commit_sheet(store, contest, SHEET)
    ids = {entry.id for entry in all_entries(store)}

    mended = {**A, "title": "钢铁的脊梁", "synopsis": "新的", "phone": "13811111111"}
    commit_sheet(store, contest, sheet_of(C, mended, {**B, **LI}, {"title": "第四"}), at=1)

    entries = named(store, contest)
    assert sorted(entries) == sorted(["钢铁的脊梁", "绿水青山", "云上工厂", "第四"])
    assert ids < {entry.id for entry in all_entries(store)}
    assert len(all_entries(store)) == 4
    entry = entries["钢铁的脊梁"]
    assert (entry.form.synopsis, contact_in(store, contest, entry).phone) == ("新的", "13811111111")


def test_a_draft_that_its_entrant_has_begun_on_stays_theirs(store, contest):
    commit_sheet(store, contest, SHEET)
    entry = named(store, contest)["钢铁脊梁"]
    edited = entry.form.model_copy(update={"synopsis": "我写的"})
    fill_in(store, contest, entry, form=edited)

    commit_sheet(store, contest, sheet_of({**A, "synopsis": "单位写的"}, {**B, **LI}, C), at=2)

    assert named(store, contest)["钢铁脊梁"].form.synopsis == "我写的"
    found = {
        match.title: match for match in units.reconciled(store, contest, UNIT.id, now=any_time())
    }
    assert len(found) == 3


def test_the_ids_of_drafts_are_drawn_and_tell_nothing_of_the_unit(store, contest):
    commit_sheet(store, contest, SHEET)
    first = {title: entry.id for title, entry in named(store, contest).items()}
    commit_sheet(store, contest, SHEET)
    assert {title: entry.id for title, entry in named(store, contest).items()} == first
    other = TableStore()
    other.commit(create(keys.contest(contest.id), contest))
    commit_sheet(other, contest, SHEET)
    assert {entry.id for entry in all_entries(other)}.isdisjoint(first.values())


def test_an_address_that_is_mended_moves_the_draft_and_invites_again(store, contest):
    commit_sheet(store, contest, sheet_of(A))
    entry = named(store, contest)["钢铁脊梁"]

    commit_sheet(store, contest, sheet_of({**A, **LI}), at=1)

    moved = named(store, contest)["钢铁脊梁"]
    assert (moved.id, moved.owner) == (entry.id, "li")
    assert submission.all_own(store, contest.id, entrant="zhou") == []
    assert submission.all_own(store, contest.id, entrant="li") == [moved]
    assert store.actions(keys.entry(contest.id, entry.id)) == ["entry.recommend", "entry.recommend"]


def test_no_draft_is_moved_to_somebody_who_is_being_erased(store, contest):
    commit_sheet(store, contest, sheet_of(A, {**B, **LI}))
    asked = Erasure(account="li", asked_at=any_time(), actor=Actor.of("account", "li"))
    store.commit(create(keys.erasure("li"), asked))
    before = snapshot(store)

    (refusal,) = refusals(commit_sheet, store, contest, sheet_of({**A, **LI}), at=1)

    assert refusal == Refusal(code="item.changed_meanwhile")
    assert snapshot(store) == before


def test_an_address_in_several_spellings_is_one_account(store, contest):
    written = ["ZHOU@example.com", "Zhou@Example.com", "zhou@example.com"]
    rows = zip((A, B, C), written, strict=True)
    file = sheet_of(*(row | {"email": email} for row, email in rows))
    here = office(store, contest, file=file)
    known = Addresses(store, actor=here.actor, now=here.now)

    done = recommendations.commit(replace(here, people=known), units.read(contest, UNIT, file))

    assert (done.done, done.left) == (3, 0)
    assert len({entry.owner for entry in all_entries(store)}) == 1
    kept = [contact_in(store, contest, entry).email for entry in all_entries(store)]
    assert sorted(kept) == written


def test_a_row_is_matched_with_an_entry_that_names_the_unit_already(store, contest):
    form = any_form(title="钢铁·脊梁", recommending_unit=UNIT.name.zh)
    mine = enter(store, contest, "mine", form=form)

    commit_sheet(store, contest, sheet_of(A))

    assert all_entries(store) == [mine]
    [match] = units.reconciled(store, contest, UNIT.id, now=any_time())
    assert (match.entry, match.outcome.value) == ("mine", "row_without_upload")


def test_a_row_is_matched_with_what_its_contact_entered_without_naming_a_unit(store, contest):
    commit_sheet(store, contest, sheet_of({"title": "第一件"}))
    mine = enter(store, contest, "mine", entrant="zhou", form=any_form())

    commit_sheet(store, contest, sheet_of(A), at=1)

    entry = named(store, contest)["钢铁脊梁"]
    assert (entry.id, entry.recommended_by, entry.form.recommending_unit) == (
        "mine",
        "hunan",
        UNIT.name.zh,
    )
    assert entry.form.synopsis == mine.form.synopsis
    assert store.actions(keys.entry(contest.id, "mine")) == ["entry.enter", "entry.recommend"]
    assert len(all_entries(store)) == 2


def test_a_screening_decision_on_a_work_that_is_matched_can_still_be_undone(store, contest):
    commit_sheet(store, contest, sheet_of({"title": "第一件"}))
    mine = enter(store, contest, "mine", entrant="zhou", form=any_form())
    returned = ScreeningDecision(
        outcome=ScreeningOutcome.RETURN,
        actor=Actor.of("screener", "s"),
        at=any_time(),
        made=mine.version + 1,
    )
    after = mine.next_version(status=EntryStatus.RETURNED, screening=returned)
    store.commit(update(keys.entry(contest.id, "mine"), after, before=mine))

    commit_sheet(store, contest, sheet_of(A), at=1)

    entry = named(store, contest)["钢铁脊梁"]
    assert (entry.version, is_as_decided(entry)) == (after.version + 1, True)


def test_what_names_another_unit_or_belongs_to_others_is_not_touched(store, contest):
    commit_sheet(store, contest, sheet_of({"title": "第一件"}))
    other = enter(store, contest, "other", form=any_form(recommending_unit="湖北省经信厅"))
    strangers = enter(store, contest, "strangers", entrant="stranger", form=any_form())

    commit_sheet(store, contest, sheet_of(A), at=1)

    assert other in all_entries(store)
    assert strangers in all_entries(store)
    assert len(all_entries(store)) == 4
    assert {entry.id for entry in named(store, contest).values()}.isdisjoint({"other", "strangers"})


def test_limits_of_an_entrants_day_are_not_a_units(store, contest):
    rows = [{"title": f"作品 {number}"} for number in range(60)]

    assert commit_sheet(store, contest, sheet_of(*rows)).done == 60


def test_a_sheet_with_mistakes_without_rows_or_out_of_time_is_not_taken_over(store, contest):
    before = snapshot(store)
    closes = UNIT.sheet_closes

    def codes(file, **more):
        return [r.code for r in refusals(commit_sheet, store, contest, file, **more)]

    assert codes(sheet_of(A, {"phone": "x"})) == ["sheet.mistakes"]
    assert codes(sheet_of()) == ["sheet.no_rows"]
    assert codes(SHEET, at=(closes - any_time()).total_seconds() / 86_400) == ["sheet.too_late"]
    assert codes(SHEET, at=-100) == ["upload.not_open_yet"]
    assert snapshot(store) == before


MANY = sheet_of(*({"title": f"作品 {n:02}", "email": f"p{n // 3}@example.com"} for n in range(30)))


def whole(store, contest):
    """Thirty rows, thirty entries, each with its one record."""
    entries = all_entries(store)
    actions = [store.actions(keys.entry(contest.id, entry.id)) for entry in entries]
    assert sorted(e.form.title for e in entries) == [f"作品 {n:02}" for n in range(30)]
    assert actions == [["entry.recommend"]] * 30
    assert len(units.recommendations(store, contest, UNIT.id)) == 30
    return True


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("at", range(4))
def test_broken_off_anywhere_it_goes_on_where_it_was(store, contest, at, after):
    with pytest.raises(Crash):
        commit_sheet(Breaking(store, at=at, after=after), contest, MANY)

    assert commit_sheet(store, contest, MANY, at=1).done == 30
    assert whole(store, contest)


def test_told_to_stop_in_time_it_says_what_is_left_and_goes_on(store, contest):
    turns = iter([True, True])

    done = commit_sheet(store, contest, MANY, in_time=lambda: next(turns, False))

    assert (done.done, done.left) == (14, 16)
    assert commit_sheet(store, contest, MANY).left == 0
    assert whole(store, contest)


@pytest.mark.parametrize("at", range(0, 30, 3))
def test_handed_in_twice_at_the_same_time_it_is_there_once(store, contest, at):
    side_by_side = Overtaken(store, lambda: commit_sheet(store, contest, MANY), at=at)

    assert commit_sheet(side_by_side, contest, MANY).done == 30
    assert whole(store, contest)


@pytest.mark.usefixtures("without_pauses")
def test_a_ledger_that_changes_all_the_time_ends_in_a_conflict(store, contest):
    class Busy:
        def __getattr__(self, name):
            return getattr(store, name)

        def commit(self, *_):
            raise Conflict

    with pytest.raises(Refused) as refused:
        commit_sheet(Busy(), contest, SHEET)

    assert refused.value.refusals[0].code == "item.changed_meanwhile"
    assert store.find(keys.unit(contest.id, UNIT.id), Ledger) is None


def test_a_unit_sees_the_entries_that_name_it_and_no_others(store, contest):
    enter(store, contest, "ours", form=any_form(recommending_unit=UNIT.name.zh))
    changed = enter(store, contest, "changed", form=any_form(recommending_unit="hunan"))
    enter(store, contest, "none")
    fill_in(store, contest, changed, form=any_form(), contact=any_contact())

    assert [entry.id for entry in units.entries(store, contest, UNIT.id)] == ["ours"]
