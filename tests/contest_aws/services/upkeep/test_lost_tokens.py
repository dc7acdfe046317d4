"""Task tokens that were lost: an execution that waits where its entry no longer stands is stopped,
and the entry goes on in another."""

from dataclasses import dataclass, field

import pytest

from contest.audit import RULES
from contest.award.award import AwardRound, AwardStatus
from contest.entry.entry import STAGES, Entry, EntryStatus
from contest_aws.services.context import Context
from contest_aws.services.upkeep.recovery import recover
from contest_aws.store import keys
from contest_aws.store.protocol import Change, create
from contest_aws.workflow.executions import (
    ExecutionSubject,
    Machines,
    Running,
    Waiting,
    name_of,
    position,
)
from tests.builders import any_contest, any_entry, any_time, any_upload
from tests.contest_aws.services.fakes import TableStore

MACHINES = Machines("entry-journey", "award-round")


@dataclass
class FakeJourneys:
    """Executions by name: whom each is for, its state, and whether it runs."""

    running: dict[str, Running] = field(default_factory=dict)
    ended: set[str] = field(default_factory=set)
    tokens: dict[str, str] = field(default_factory=dict)
    """The executions that wait with these tokens."""
    looked: list[str] = field(default_factory=list)

    def all(self, machine):
        rounds = {n for n, one in self.running.items() if one.subject.award_round}
        of_machine = rounds if machine == MACHINES.award_round else self.running.keys() - rounds
        yield from ((name, "RUNNING") for name in sorted(of_machine))
        if machine == MACHINES.entry_journey:
            yield from ((name, "ABORTED") for name in sorted(self.ended))

    def start(self, _machine, where, *, name):
        if name in self.running or name in self.ended:
            return False
        self.running[name] = Running(where, where.stage)
        return True

    def look(self, _machine, name):
        self.looked.append(name)
        return self.running[name]

    def stop(self, _machine, name):
        del self.running[name]
        self.ended.add(name)

    def resume(self, token, where):
        name = self.tokens.pop(token, None)
        if name is None:
            return False
        subject = self.running.pop(name).subject
        if where.stage:
            self.running[name] = Running(subject, where.stage)
        else:
            self.ended.add(name)
        return True


class NoObjects:
    def version_of(self, _):
        return None


@pytest.fixture
def store():
    return TableStore()


@pytest.fixture
def journeys():
    return FakeJourneys()


@pytest.fixture
def look(store, journeys):
    def look():
        ctx = Context(store, any_contest(), RULES, any_time())
        return recover(ctx, journeys, NoObjects(), MACHINES, tries=5)

    return look


def put(store, one):
    store.commit(create(position(one).key, one))
    return one


def waits(store, journeys, one, state, *, waits_in, token=None, **changes):
    """An execution of the entry, or award round, that waits in this state."""
    where = position(one).model_copy(update=changes)
    subject = ExecutionSubject.model_validate(where.model_dump(exclude={"status", "final_at"}))
    name = name_of(where)
    journeys.running[name] = Running(subject, state)
    if token:
        journeys.tokens[token] = name
        waiting = Waiting(**subject.model_dump(), waits_in=waits_in, token=token)
        key = keys.wait(where.key, where.upload, where.run)
        store.commit(Change(key, waiting, "any"))
    return name


GONE_ON = [EntryStatus.IN_REVIEW, EntryStatus.REVIEWED]


def test_six_of_six_that_stayed_in_screen_are_taken_up(store, journeys, look):
    for number in range(6):
        entry = put(store, any_entry(GONE_ON[number % 2], id=f"e{number}"))
        waits(store, journeys, entry, "Screen", waits_in="screening")
    assert look().started == tuple(f"e{number}-1-again-1" for number in (0, 2, 4, 1, 3, 5))
    assert {one.state for one in journeys.running.values()} == {"Review", "Award"}
    assert journeys.ended == {f"e{number}-1" for number in range(6)}
    assert look().started == ()


def test_a_stored_token_that_is_no_longer_good_counts_as_lost(store, journeys, look):
    entry = put(store, any_entry(EntryStatus.IN_REVIEW, id="e"))
    name = waits(store, journeys, entry, "Screen", waits_in="screening", token="t1")
    journeys.tokens.clear()
    assert look().started == ("e-1-again-1",)
    assert name in journeys.ended


def test_a_good_token_is_sent_and_nothing_is_stopped(store, journeys, look):
    entry = put(store, any_entry(EntryStatus.IN_REVIEW, id="e"))
    name = waits(store, journeys, entry, "Screen", waits_in="screening", token="t1")
    assert look().started == ()
    assert (journeys.running[name].state, journeys.ended) == ("Review", set())


@pytest.mark.parametrize("status", STAGES)
def test_what_waits_or_works_where_its_entry_stands_is_left_alone(store, journeys, look, status):
    entry = put(store, any_entry(status, id="e"))
    waits(store, journeys, entry, STAGES[status], waits_in=status)
    assert look().started == ()
    assert journeys.ended == set()


def test_who_waits_with_a_token_is_not_even_looked_at(store, journeys, look):
    entry = put(store, any_entry(EntryStatus.SCREENING, id="e"))
    waits(store, journeys, entry, "Screen", waits_in="screening", token="t1")
    look()
    assert journeys.looked == []


RESTING = [
    EntryStatus.RETURNED,
    EntryStatus.UPLOADING,
    EntryStatus.WITHDRAWN,
    EntryStatus.DISQUALIFIED,
    EntryStatus.AWARDED,
]


@pytest.mark.parametrize("status", RESTING)
def test_what_waits_for_an_entry_that_needs_none_is_stopped(store, journeys, look, status):
    entry = put(store, any_entry(status, id="e"))
    name = waits(store, journeys, entry, "Screen", waits_in="screening")
    assert look().started == ()
    assert (journeys.running, journeys.ended) == ({}, {name})


def test_an_execution_of_an_earlier_upload_is_stopped_too(store, journeys, look):
    entry = put(store, any_entry(EntryStatus.SCREENING, id="e", upload=any_upload(version=2)))
    mine = waits(store, journeys, entry, "Screen", waits_in="screening", token="t2")
    old = waits(store, journeys, entry, "Screen", waits_in="screening", upload=1)
    assert look().started == ()
    assert (list(journeys.running), journeys.ended) == ([mine], {old})


def test_an_entry_whose_id_begins_alike_is_not_mistaken_for_it(store, journeys, look):
    """`e-1-2` is upload 2 of the entry e-1, or run 2 of upload 1 of the entry e."""
    put(store, any_entry(EntryStatus.WITHDRAWN, id="e"))
    other = put(store, any_entry(EntryStatus.SCREENING, id="e-1", upload=any_upload(version=2)))
    name = waits(store, journeys, other, "Screen", waits_in="screening")
    assert look().started == ()
    assert list(journeys.running) == [name]


def test_an_award_round_that_waits_where_it_no_longer_stands_is_taken_up(store, journeys, look):
    round_ = AwardRound(
        contest=any_contest().id, id="first", round="r", status=AwardStatus.PROVISIONAL
    )
    put(store, round_)
    waits(store, journeys, round_, "Confirm", waits_in="proposed")
    (name,) = look().started
    assert (name.endswith("-again-1"), journeys.running[name].state) == (True, "Object")


def test_the_entry_itself_is_not_touched(store, journeys, look):
    entry = put(store, any_entry(EntryStatus.IN_REVIEW, id="e"))
    waits(store, journeys, entry, "Screen", waits_in="screening")
    look()
    assert store.find(keys.entry(entry.contest, "e"), Entry) == entry
