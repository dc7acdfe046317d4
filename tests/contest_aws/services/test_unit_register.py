"""The host decides once which names are those of one unit; conflicts and awards follow."""

import pytest

from contest.audit import Actor
from contest.entry.entry import EntryStatus
from contest.refusals import Refused
from contest_aws.services import unit_register
from contest_aws.services.context import Context
from contest_aws.services.review import conflicts, judges
from contest_aws.services.unit_register import UndecidedPair, UnitOfEntries
from contest_aws.store import keys
from contest_aws.store.protocol import create
from tests.builders import any_contest, any_entry, any_form, any_judge, any_time

LONG, SHORT = "湘江重工集团有限公司", "湘江重工集团"


@pytest.fixture
def contest():
    return any_contest()


@pytest.fixture
def host(store, contest):
    return Context(store, contest, Actor.of("host", "h"), any_time(100))


def entered(store, contest, *names, **form):
    for number, name in enumerate(names):
        known = any_form(entrant=name, **form)
        entry = any_entry(EntryStatus.IN_REVIEW, id=f"e{number}", form=known)
        store.commit(create(keys.entry(contest.id, entry.id), entry))


def undecided(store, contest):
    return unit_register.listed(store, contest.id).undecided


def test_units_are_listed_with_what_may_be_one(store, contest):
    entered(store, contest, SHORT, "湘江重工 集團", LONG, "洞庭机械厂、湖南大学", "湖南大学")

    found = unit_register.listed(store, contest.id)

    assert found.units == (
        UnitOfEntries(names=("湖南大学",), works=2),
        UnitOfEntries(names=(SHORT,), works=2),
        UnitOfEntries(names=("洞庭机械厂",), works=1),
        UnitOfEntries(names=(LONG,), works=1),
    )
    assert found.undecided == (UndecidedPair(first=SHORT, second=LONG),)


def test_a_person_is_not_listed_nor_who_has_not_said_what_they_are(store, contest):
    for number, unit_type in enumerate(("个人", "")):
        form = any_form(entrant="陈思远", unit_type=unit_type)
        entry = any_entry(EntryStatus.IN_REVIEW, id=f"e{number}", form=form)
        store.commit(create(keys.entry(contest.id, entry.id), entry))

    assert unit_register.listed(store, contest.id).units == ()


def test_names_that_are_merged_are_one_unit_shown_under_the_first(store, contest, host):
    entered(store, contest, SHORT, LONG)
    unit_register.merge_units(host, (LONG, SHORT))

    found = unit_register.listed(store, contest.id)

    assert found.units == (UnitOfEntries(names=(LONG, SHORT), works=2),)
    assert found.undecided == ()


def test_names_that_are_kept_apart_are_not_proposed_again(store, contest, host):
    entered(store, contest, SHORT, LONG)
    unit_register.keep_units_apart(host, SHORT, LONG)

    found = unit_register.listed(store, contest.id)

    assert (len(found.units), found.undecided) == (2, ())
    assert found.apart == (UndecidedPair(first=SHORT, second=LONG),)


def test_a_decision_said_again_is_not_recorded_again(store, contest, host):
    first = unit_register.merge_units(host, (LONG, SHORT))
    assert (
        unit_register.merge_units(host, (LONG, "湘江重工（集团）".replace("（集团）", "集团")))
        == first
    )
    apart = unit_register.keep_units_apart(host, "甲厂", "甲厂公司")
    assert unit_register.keep_units_apart(host, "甲厂公司", "甲厂") == apart
    assert store.actions(keys.unit_register(contest.id)) == ["units.merge", "units.apart"]


def test_a_merge_can_be_taken_back(store, contest, host):
    entered(store, contest, SHORT, LONG)
    unit_register.merge_units(host, (LONG, SHORT))
    register = unit_register.keep_units_apart(host, LONG, SHORT)
    assert register.units == ()
    assert undecided(store, contest) == ()
    register = unit_register.merge_units(host, (LONG, SHORT))
    assert (register.units, register.apart) == (((LONG, SHORT),), ())


def test_a_unit_with_several_names_takes_in_others_with_theirs(host):
    unit_register.merge_units(host, ("甲厂", "甲公司"))
    unit_register.merge_units(host, ("乙厂", "乙公司"))
    register = unit_register.merge_units(host, ("甲厂", "乙公司"))
    assert register.units == (("甲厂", "甲公司", "乙公司", "乙厂"),)
    assert register.shown("乙厂") == "甲厂"


def test_two_spellings_cannot_be_kept_apart(host):
    with pytest.raises(Refused) as refused:
        unit_register.keep_units_apart(host, "湖南省工信厅", "湖南工信厅")
    assert refused.value.refusals[0].code == "unit.same_name"


def test_a_unit_has_no_more_names_than_it_may(host):
    with pytest.raises(Refused) as refused:
        unit_register.merge_units(host, tuple(f"第{n}厂" for n in range(51)))
    assert refused.value.refusals[0].code == "unit.too_many_names"


def found_for(store, contest):
    (entry,) = store.entries_at(contest.id, EntryStatus.IN_REVIEW)
    found = conflicts.conflicts_among(store, contest, judges.judges_of(store, contest.id), [entry])
    return [(one.code, one.certain) for one in found.get(("judge-1", "e0"), ())]


def test_the_aliases_count_in_conflicts(store, contest, host):
    entered(store, contest, LONG)
    judges.appoint(host, any_judge(unit=SHORT))
    assert found_for(store, contest) == [("own_unit", False)]

    unit_register.merge_units(host, (LONG, SHORT))
    assert found_for(store, contest) == [("own_unit", True)]

    unit_register.keep_units_apart(host, LONG, SHORT)
    assert found_for(store, contest) == []


def test_an_alias_need_not_look_alike(store, contest, host):
    entered(store, contest, "湖南大学")
    judges.appoint(host, any_judge(unit="湖大"))
    assert found_for(store, contest) == []
    unit_register.merge_units(host, ("湖南大学", "湖大"))
    assert found_for(store, contest) == [("own_unit", True)]


def test_thousands_of_names_are_compared_in_seconds(store, contest):
    names = [f"湖南第{n}机械制造股份有限公司" for n in range(3000)]
    entered(store, contest, *names, "湖南第7机械制造股份有限公司长沙分公司")
    # By hand: the branch contains the name of number 7, and no other name.
    assert undecided(store, contest) == (
        UndecidedPair(first=names[7], second="湖南第7机械制造股份有限公司长沙分公司"),
    )
