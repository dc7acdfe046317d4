"""A work whose entrant is erased wins nothing on a list that fills free places."""

from contest.audit import CALENDAR, RULES, Actor
from contest.entry.entry import EntryStatus
from contest.entry.form import Form
from contest.erasure import Erasure
from contest_aws.services.award import (
    award_rounds,
    award_snapshots,
)
from contest_aws.services.context import Context
from contest_aws.services.upkeep.deletion import Deletion
from contest_aws.services.upkeep.erasure import erase_entry
from contest_aws.store import keys
from contest_aws.store.protocol import create, update
from tests.builders import any_time
from tests.contest_aws.services.award.steps import WEEK
from tests.contest_aws.services.award.test_filling import GOLD, SECOND, filling, lines
from tests.contest_aws.services.fakes import FakeMedia, FakeObjects

__all__ = ["filling"]


def test_one_that_was_erased_after_it_had_lost_takes_no_part(filling):
    filling.revoke("best-story", "e0")
    filling.revoke("silver", "e1")
    filling.revoke("theme-award", "e1")
    erase(filling, "e1")
    filling.propose()
    results = award_rounds.results_of(filling.first.snapshots, filling.now)
    assert "e1" not in {line.entry for line in results.lines}
    assert "e1" not in {w.entry for w in filling.now.proposal}


def erase(filling, name):
    before = filling.entry(name)
    assert before.status is EntryStatus.NOT_AWARDED
    after = before.next_version(erased=("person",), form=Form(theme=before.form.theme))
    filling.store.commit(update(keys.entry(filling.contest.id, name), after, before=before))


def test_one_that_was_erased_and_has_an_award_is_proposed_for_no_other(filling):
    filling.revoke("best-story", "e0")
    really_erase(filling, "e1")
    assert filling.entry("e1").status is EntryStatus.AWARDED
    filling.propose()
    assert ("best-story", "e2") in lines(filling.now)
    assert "e1" not in {w.entry for w in filling.now.proposal}
    filling.grant()
    assert filling.entry("e1").awards == ("silver", "theme-award")
    filling.check()


def bronze_for_who_had_lost(filling):
    """`e3`, which has no award any more, is to get back its bronze: the list is public."""
    filling.revoke("bronze", "e3")
    filling.propose()
    filling.confirm(GOLD.model_copy(update={"place": "bronze", "entry": "e3"}))
    assert ("bronze", "e3") in filling.announced()[SECOND]
    filling.check()
    snapshots = filling.first.snapshots
    award_snapshots.keep(filling.ctx(RULES), snapshots, SECOND)


def test_one_that_is_erased_while_its_list_is_public_is_off_it_and_gets_nothing(filling):
    bronze_for_who_had_lost(filling)
    really_erase(filling, "e3")
    assert ("bronze", "e3") not in filling.announced()[SECOND]
    filling.check()
    kept = award_snapshots.keep(filling.ctx(RULES), filling.first.snapshots, SECOND)
    assert [(one.cause, one.award.place, one.award.entry) for one in kept.reasons] == [
        ("withdrawn", "bronze", "e3")
    ]
    after_the_notice = Context(filling.store, filling.contest, CALENDAR, any_time(300) + WEEK)
    award_rounds.end_objections(after_the_notice)
    award_rounds.grant(filling.ctx(RULES, 320), filling.now)
    lost = filling.entry("e3")
    assert (lost.status, lost.awards) == (EntryStatus.NOT_AWARDED, ())
    assert ("bronze", "e3") not in filling.announced()[SECOND]
    filling.check()


def test_one_that_was_erased_without_a_mark_gets_nothing_either(filling):
    """The list was confirmed at the very moment of the erasure."""
    bronze_for_who_had_lost(filling)
    erase(filling, "e3")
    award_rounds.end_objections(
        Context(filling.store, filling.contest, CALENDAR, any_time(300) + WEEK)
    )
    award_rounds.grant(filling.ctx(RULES, 320), filling.now)
    assert filling.entry("e3").status is EntryStatus.NOT_AWARDED


def test_one_that_is_on_no_list_under_way_leaves_no_mark(filling):
    filling.revoke("bronze", "e3")
    award_snapshots.keep(filling.ctx(RULES), filling.first.snapshots, "first")
    really_erase(filling, "e3")
    assert award_rounds.taken_off(filling.store, filling.contest.id) == frozenset()
    assert award_snapshots.keep(filling.ctx(RULES), filling.first.snapshots, "first") is None


def really_erase(filling, name):
    """As the step does it: the entry alone, not the account."""
    entry, now = filling.entry(name), any_time(301)
    key = keys.erasure(entry.owner)
    asked = Erasure(
        account=entry.owner, asked_at=now, actor=Actor.of("account", entry.owner), version=1
    )
    filling.store.commit(create(key, asked))
    deletion = Deletion(filling.store, key, asked, now=now, progressed_at=now)
    erase_entry(deletion, FakeObjects(FakeMedia()), filling.contest, name, now=now)
    assert filling.entry(name).erased == ("person",)
