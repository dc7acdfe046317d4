"""The host loads a contest, turns a rehearsal's clock, invites people, and finds what is under
way."""

from datetime import timedelta

import pytest

from contest.access import Access, Role
from contest.award import AwardRound
from contest.award import Status as AwardStatus
from contest.calendar import Contest
from contest.entry import STAGES, Status
from contest.people import Judge
from contest.refusals import Refusal, Refused
from contest_aws import keys
from contest_aws.desk import host as desk
from contest_aws.desk.entry import contest_of, entry_of
from contest_aws.store import create
from contest_aws.tokens import token_hash
from tests.builders import any_entry, any_judge, any_rules, any_time
from tests.desk.stand_ins import TableStore

RULES = any_rules()
KEY = keys.contest(RULES.id)


@pytest.fixture
def empty():
    store = TableStore()
    yield store
    store.verify()


def load(store, rules=RULES, **more):
    return desk.load(store, rules, by="host", ours=any_time(), **more)


def test_a_contest_is_loaded_with_its_rules_and_on_record(empty):
    contest = load(empty)
    assert contest == Contest(rules=RULES, version=1, records=1, head=contest.head)
    assert contest_of(empty, RULES.id) == contest
    (record,) = empty.chain(KEY)
    assert (record.deed, record.details) == ("contest.load", {"edition": 1})


def test_another_edition_takes_the_first_ones_place_and_nothing_else_changes(empty):
    first = load(empty, rehearsal=True, ahead=timedelta(days=3))
    second = load(empty, any_rules(edition=2), rehearsal=False, ahead=timedelta(0))
    assert second == first.model_copy(
        update={
            "rules": any_rules(edition=2), "version": 2, "records": 2, "head": second.head,
        }
    )  # fmt: skip
    assert [record.details["edition"] for record in empty.chain(KEY)] == [1, 2]


def test_a_rehearsals_clock_is_turned_and_a_true_contests_is_not(empty):
    rehearsal = load(empty, rehearsal=True)
    turned = desk.turn_clock(empty, rehearsal, any_time(99), by="host", ours=any_time())
    assert contest_of(empty, RULES.id) == turned
    assert turned.now(any_time(1)) == any_time(100)
    assert empty.deeds(KEY) == ["contest.load", "contest.turn_clock"]


def test_a_true_contests_clock_is_left_alone(empty):
    contest = load(empty)
    with pytest.raises(Refused) as problem:
        desk.turn_clock(empty, contest, any_time(99), by="host", ours=any_time())
    assert problem.value.refusals == (Refusal(code="clock.not_a_rehearsal"),)
    assert contest_of(empty, RULES.id) == contest


def test_what_is_not_there_is_missing(empty):
    for deed in (lambda: contest_of(empty, "c"), lambda: entry_of(empty, "c", "e")):
        with pytest.raises(Refused) as problem:
            deed()
        assert problem.value.refusals == (Refusal(code="item.missing"),)


def test_an_invitation_is_a_token_that_the_table_does_not_know(store, contest):
    def invite():
        return desk.invite(store, contest, role=Role.JUDGE, person="j1", ends_at=any_time(9))

    token, other = invite(), invite()
    assert token != other
    assert len(token) > 30
    assert store.find(keys.access(token_hash(token)), Access) == Access(
        contest=contest.id, role=Role.JUDGE, person="j1", ends_at=any_time(9)
    )
    assert not any(token in f"{key}{text}" for key, text in store.items.items())


def test_a_judge_named_again_is_known_by_the_later_word(store, contest):
    desk.appoint(store, contest, any_judge("j1", unit="甲厂"))
    desk.appoint(store, contest, any_judge("j1", unit="乙厂"))
    assert store.find(keys.judge(contest.id, "j1"), Judge) == any_judge("j1", unit="乙厂")


def test_finds_every_entry_that_an_execution_should_be_at_work_on(store, contest):
    for status in Status:
        entry = any_entry(status, id=status.replace("_", "-"))
        store.commit(create(keys.entry(contest.id, entry.id), entry))
    assert {entry.status for entry in desk.under_way(store, contest)} == set(STAGES)
    assert [entry.id for entry in desk.uploading(store, contest)] == ["uploading"]


def test_finds_every_award_round_that_is_not_at_its_end(store, contest):
    for status in AwardStatus:
        round_ = AwardRound(contest=contest.id, id=status, round="r", status=status)
        store.commit(create(keys.award_round(contest.id, round_.id), round_))
    under_way = {round_.status for round_ in desk.award_rounds_under_way(store, contest)}
    assert under_way == set(AwardStatus) - {AwardStatus.GRANTED, AwardStatus.DISCARDED}
