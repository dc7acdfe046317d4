"""The audit log of one contest: by kind, by work, by pages, and whether its chains are intact."""

import pytest

from contest.audit import Actor
from contest.chains import Damage, Head
from contest.people.account import Role
from contest_aws.services.upkeep import audit_log
from contest_aws.services.upkeep.audit_log import AuditSubject, LogFilter, SubjectKind, subject_of
from contest_aws.store import keys
from contest_aws.store.memory import MemoryStore
from contest_aws.store.protocol import create, recorded
from tests.builders import any_entry, any_time

SPRING = "spring"


def put(store, number, *, contest=SPRING, records=1):
    """An entry with so many records."""
    key = keys.entry(contest, f"e{number}")
    entry = any_entry(id=f"e{number}", contest=contest)
    changes = []
    for _ in range(records):
        entry, record = entry.with_record(
            "entry.submit", subject=key, actor=Actor.of("entrant", "p1"), at=any_time(), details={}
        )
        changes.append(recorded(key, record))
    store.commit(create(key, entry), *changes)


def names(found):
    return [subject.name for subject, _ in found.chains]


@pytest.mark.parametrize(
    ("key", "kind", "entries"),
    [
        (keys.entry(SPRING, "e1"), SubjectKind.ENTRY, ("e1",)),
        (keys.review(SPRING, "j1", "first", "e1"), SubjectKind.REVIEW, ("e1",)),
        (keys.conflict(SPRING, "j1", "e1"), SubjectKind.CONFLICT, ("e1",)),
        (keys.round_(SPRING, "first"), SubjectKind.ROUND, ()),
        (keys.contest(SPRING), SubjectKind.CONTEST, ()),
        (keys.judge(SPRING, "j1"), SubjectKind.CONTEST, ()),
        (keys.award_round(SPRING, "final"), SubjectKind.AWARD, ()),
        (keys.grant("a1", SPRING, Role.JUDGE), SubjectKind.PERSON, ()),
        (keys.unit(SPRING, "hunan"), SubjectKind.UNIT, ()),
        (keys.duplicate_match("spring.e2", "spring.e1"), SubjectKind.DUPLICATE, ("e1", "e2")),
        (keys.duplicate_match("spring.e2", "autumn.e1"), SubjectKind.DUPLICATE, ("e2",)),
    ],
)
def test_a_subject_says_what_it_is_about(key, kind, entries):
    assert subject_of(str(key), SPRING) == AuditSubject(name=str(key), kind=kind, entries=entries)


@pytest.mark.parametrize(
    "key",
    [
        keys.entry("autumn", "spring"),
        keys.grant(SPRING, "autumn", Role.JUDGE),
        keys.account(SPRING),
        keys.session(SPRING, "s1"),
        keys.duplicate_match("autumn.e1", "winter.e1"),
        keys.contest("spring-2"),
    ],
)
def test_what_is_another_contests_is_not_found(key):
    assert subject_of(str(key), SPRING) is None


def test_a_log_has_the_chains_of_its_contest_alone(store):
    put(store, 1)
    put(store, 2)
    put(store, 3, contest="autumn")
    found = audit_log.page(store, SPRING, LogFilter())
    assert names(found) == ["ENTRY#spring#e1#ENTRY", "ENTRY#spring#e2#ENTRY"]
    assert (found.total, found.last, found.broken) == (2, "", [])


def test_a_log_is_searched_by_kind_and_by_work(store):
    put(store, 1)
    put(store, 2)
    of_work = audit_log.page(store, SPRING, LogFilter(entry="e2"))
    assert names(of_work) == ["ENTRY#spring#e2#ENTRY"]
    nothing = audit_log.page(store, SPRING, LogFilter(kind=SubjectKind.AWARD))
    assert (nothing.chains, nothing.total, nothing.last) == ([], 0, "")


def test_pages_have_every_chain_once(store, monkeypatch):
    monkeypatch.setattr(audit_log, "CHAINS", 2)
    for number in range(1, 6):
        put(store, number)
    seen, last = [], ""
    for _ in range(3):
        found = audit_log.page(store, SPRING, LogFilter(), after=last)
        seen += names(found)
        last = found.last
    assert seen == [f"ENTRY#spring#e{number}#ENTRY" for number in range(1, 6)]
    assert last == ""


def test_a_page_ends_with_the_chain_that_fills_it(store):
    for number in (1, 2, 3):
        put(store, number, records=3)
    found = audit_log.page(store, SPRING, LogFilter(), most_records=4)
    assert (len(found.chains), found.last) == (2, "ENTRY#spring#e2#ENTRY")
    assert audit_log.page(store, SPRING, LogFilter(), most_records=9).last == ""


@pytest.mark.usefixtures("without_pauses")
def test_a_chain_that_was_changed_is_named():
    store = MemoryStore()
    put(store, 1, records=2)
    put(store, 2)
    key = keys.audit(keys.entry(SPRING, "e1"), 2)
    store.items[key] = store.items[key].replace("entry.submit", "entry.accept")
    [(subject, found)] = audit_log.page(store, SPRING, LogFilter()).broken
    assert (subject.entries, found.record, found.damage) == (("e1",), 2, Damage.CHANGED)


@pytest.mark.usefixtures("without_pauses")
def test_a_chain_that_only_the_digest_knows_is_missed(store):
    put(store, 1)
    gone = "ENTRY#spring#e9#ENTRY"
    head = Head(records=1, hash="0" * 64)
    sealed = {gone: head, "ENTRY#autumn#e1#ENTRY": head}
    found = audit_log.page(store, SPRING, LogFilter(), sealed=sealed)
    [(subject, broken)] = found.broken
    assert (subject.name, broken.damage, found.total) == (gone, Damage.UNLIKE_DIGEST, 2)
