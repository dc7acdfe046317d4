"""An entrant enters works, changes their forms, and withdraws them."""

import pytest

from contest.entry import NAMES, Contact, Entry, Status
from contest.refusals import Refusal
from contest_aws import keys
from contest_aws.desk import enter as desk
from contest_aws.desk.enter import OwnEntry
from contest_aws.store import Conflict
from tests.builders import any_contact, any_contest, any_entry, any_form, any_rules, any_time
from tests.desk.entrant import ENDS, enter, refusals


def test_a_new_entry_is_a_draft_with_its_owner_and_its_contact_apart(store, contest, entry):
    assert entry == Entry(
        contest=contest.id, id="e1", owner="zhou", form=any_form(), created_at=any_time(),
        changed_at=any_time(), version=1, records=1, head=entry.head,
        declaration=entry.declaration,
    )  # fmt: skip
    key = keys.entry(contest.id, "e1")
    assert store.find(key, Entry) == entry
    assert store.find(keys.own_entry(contest.id, "zhou", "e1"), OwnEntry) == OwnEntry(entry="e1")
    assert store.find(keys.contact(contest.id, "e1"), Contact) == any_contact()
    assert store.deeds(key) == ["entry.enter"]


def test_nothing_of_the_contact_stands_in_the_entry_or_its_records(store, contest):
    enter(store, contest)
    contact = any_contact()
    apart = keys.contact(contest.id, "e1")
    everything_else = "".join(text for key, text in store.items.items() if key != apart)
    for secret in (contact.phone, contact.email, contact.person):
        assert secret not in everything_else
        assert secret in store.items[apart]


def test_an_entry_is_entered_once(store, contest):
    enter(store, contest)
    with pytest.raises(Conflict):
        enter(store, contest, entrant="li")
    assert desk.all_own(store, contest.id, entrant="li") == []


def test_enters_only_while_the_call_is_open(store, contest):
    for days in (-60, 200):
        assert refusals(enter, store, contest, at=days)
    assert list(store.items) == [keys.contest(contest.id)]


@pytest.mark.parametrize("themes", [{"theme": "sports"}, {"further_themes": ("green", "sports")}])
def test_enters_under_themes_of_the_contest_only(store, contest, themes):
    assert refusals(enter, store, contest, **themes) == (
        Refusal(code="form.unknown_theme", measured="sports", allowed="high-end, digital, green"),
    )


def test_an_entrant_enters_as_many_works_as_the_rules_allow(store):
    limits = any_rules().limits.model_copy(update={"entries_per_entrant": 2})
    contest = any_contest(rules=any_rules(limits=limits))
    enter(store, contest, "e1")
    enter(store, contest, "e2", at=1)
    assert refusals(enter, store, contest, "e3") == (Refusal(code="entry.too_many", allowed="2"),)
    enter(store, contest, "e3", entrant="li")
    assert [e.id for e in desk.all_own(store, contest.id, entrant="zhou")] == ["e2", "e1"]


def test_an_entrant_sees_their_own_entries_the_newest_first(store, contest):
    for day, entry_id in enumerate(("e2", "e3", "e1")):
        enter(store, contest, entry_id, at=day)
    enter(store, contest, "other", entrant="li")
    assert [e.id for e in desk.all_own(store, contest.id, entrant="zhou")] == ["e1", "e3", "e2"]


def test_somebody_elses_entry_is_as_missing_as_one_that_never_was(store, contest, entry):
    def own(entry_id, entrant):
        return desk.own(store, contest.id, entrant=entrant, entry_id=entry_id)

    assert own("e1", "zhou") == entry
    missing = (Refusal(code="item.missing"),)
    assert refusals(own, "e1", "li") == refusals(own, "nothing", "li") == missing


def test_a_form_can_be_changed_until_the_entry_is_on_its_way(store, contest, entry):
    filled = desk.fill_in(store, contest, entry, form=any_form(title="新题"), ours=any_time(1))
    assert (filled.form.title, filled.status, filled.version) == ("新题", Status.DRAFT, 2)
    for status in set(Status) - {Status.DRAFT, Status.UPLOADING, Status.RETURNED}:
        assert refusals(
            desk.fill_in, store, contest, any_entry(status), form=any_form(), ours=any_time(1)
        ) == (Refusal(code="entry.not_possible_now", measured=NAMES[status].organiser.zh),)
    assert refusals(desk.fill_in, store, contest, filled, form=any_form(), ours=ENDS)


def test_a_withdrawn_entry_stays_on_record_and_moves_no_more(store, contest, offered):
    gone = desk.withdraw(store, contest, offered, ours=any_time(2))
    assert gone.status is Status.WITHDRAWN
    assert store.deeds(keys.entry(contest.id, "e1"))[-1] == "entry.withdraw"
    assert refusals(desk.withdraw, store, contest, gone, ours=any_time(3))
