"""Numbers of entries: drawn once, kept, found again, and never given twice."""

import pytest

from contest.audit import Actor
from contest.entry.entry import Entry, EntryStatus
from contest.entry.form import Acceptance
from contest.model import digest
from contest.refusals import Refused
from contest.validate.verdict import Verdict
from contest_aws.services.context import Context
from contest_aws.services.pointers import Named
from contest_aws.services.upload import submission
from contest_aws.services.upload.numbers import LastNumber, entry_named
from contest_aws.store import keys
from contest_aws.store.protocol import create
from tests.builders import (
    any_contact,
    any_contest,
    any_entry,
    any_facts,
    any_rules,
    any_time,
)
from tests.contest_aws.services.at_once import AtOnce, at_once
from tests.contest_aws.services.entrant import FORM

C = any_rules().id


def ready(store, name, *, owner="zhou", **changes):
    """An entry with everything that a submission needs."""
    present = any_rules().declaration
    given = Acceptance(
        version=present.version,
        sha256=digest(present),
        actor=Actor.of("entrant", owner),
        at=any_time(),
    )
    entry = any_entry(
        EntryStatus.READY,
        id=name,
        owner=owner,
        form=FORM,
        declaration=given,
        verdict=Verdict(facts=any_facts()),
        **changes,
    )
    store.commit(create(keys.entry(C, name), entry), create(keys.contact(C, name), any_contact()))
    return entry


def submit(store, name, *, owner="zhou", contest=None, edits=0):
    ctx = Context(store, contest or any_contest(), Actor.of("entrant", owner), any_time())
    return submission.submit_own(ctx, name, expected_version=edits)


def test_entries_are_numbered_in_the_order_of_their_submission(store):
    for name in ("a", "b", "c"):
        ready(store, name)
    assert [submit(store, name).number for name in ("b", "a", "c")] == [
        "GY-0001",
        "GY-0002",
        "GY-0003",
    ]
    (record,) = store.chain(keys.entry(C, "b"))
    assert record.details["number"] == "GY-0001"


def test_a_number_is_kept_when_the_entry_is_submitted_again(store):
    ready(store, "a", number="GY-0412")
    assert submit(store, "a").number == "GY-0412"
    assert store.find(keys.last_number(C), LastNumber) is None


def test_a_repeated_submission_draws_no_second_number(store):
    ready(store, "a")
    assert submit(store, "a").number == submit(store, "a").number == "GY-0001"
    assert store.find(keys.last_number(C), LastNumber).number == 1


def test_a_number_is_found_however_it_is_typed(store):
    ready(store, "a")
    submit(store, "a")
    for typed in ("GY-0001", "gy-0001", " gy-00 01", "ＧＹ-０００１", "a"):
        assert entry_named(store, C, typed).id == "a"
    with pytest.raises(Refused) as problem:
        entry_named(store, C, "GY-0002")
    assert problem.value.refusals[0].code == "item.missing"


def test_under_another_pattern_no_number_is_given_twice(store):
    """The second of `A{number}` would be one that another pattern has given."""
    ready(store, "a")
    ready(store, "b")
    plain = any_contest(rules=any_rules(entry_number="A1{number}"))
    assert submit(store, "a", contest=plain).number == "A11"
    other = any_contest(rules=any_rules(entry_number="A{number:01}"))
    store.commit(create(keys.number(C, "A2"), Named(name="a")))
    assert submit(store, "b", contest=other).number == "A3"


def test_of_64_submissions_at_once_each_gets_a_number_of_its_own():
    store, contest = AtOnce(), any_contest()
    names = [f"e{n}" for n in range(64)]
    for name in names:
        ready(store, name, owner=name)
    assert at_once(store, [lambda n=n: submit(store, n, owner=n) for n in names]) == []
    numbers = {store.find(keys.entry(C, name), Entry).number for name in names}
    assert numbers == {f"GY-{n:04}" for n in range(1, 65)}
    for name in names:
        number = store.find(keys.entry(C, name), Entry).number
        assert entry_named(store, contest.id, number).id == name
