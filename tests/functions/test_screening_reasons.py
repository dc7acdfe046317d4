"""What screeners and the host had to give a reason for is read by the screeners who decide next,
and by nobody else."""

from importlib import import_module

import pytest

from contest.entry.entry import EntryStatus
from contest.people.account import Role
from contest.validate.duplicates import DuplicateMatch, Similarity, Work
from contest_aws.services.pointers import Named
from contest_aws.store import keys
from contest_aws.store.protocol import Change, create, get, update
from tests.builders import any_entry, any_rules, any_time, any_upload
from tests.functions.test_access_table import NoPosters, SignedMedia

C = any_rules().id
PATH, HOST = f"/screener/{C}/entries/e1", f"/host/{C}/entries/e1"
OVERTURNED, REOPENED, DESPITE = "证明已补，可以通过", "参选者补交了授权", "只有片头相同"


@pytest.fixture
def ask(doors, monkeypatch):
    module = import_module("screen.dependencies")
    monkeypatch.setattr(module, "media", SignedMedia())
    monkeypatch.setattr(module, "posters", NoPosters())
    tokens = {
        "s1": doors.token(Role.SCREENER, "s1"),
        "s2": doors.token(Role.SCREENER, "s2"),
        "p1": doors.token(Role.ENTRANT),
        "host": doors.token(Role.HOST, "h"),
    }
    upload = any_upload(object_version="v1")
    entry = any_entry(
        EntryStatus.SCREENING, id="e1", owner="p1", submitted_at=any_time(), upload=upload
    )
    doors.store.commit(create(keys.entry(C, "e1"), entry))
    return lambda who, method, path, body=None: doors.ask(method, path, body, token=tokens[who])


def second_confirms(doors, which):
    key = keys.contest(C)
    stored = get(doors.store, key, type(doors.contest))
    screening = stored.rules.screening.model_copy(update={"confirmed_by_second": which})
    rules = stored.rules.model_copy(update={"screening": screening})
    doors.store.commit(update(key, stored.next_version(rules=rules), before=stored))


def decide(ask, outcome, **more):
    reasons = [] if outcome == "pass" else ["rights"]
    version = ask("s1", "GET", PATH).body["version"]
    body = {"expected_version": version, "outcome": outcome, "reasons": reasons, **more}
    return ask("s1", "POST", f"{PATH}/decision", body).body


def match(doors):
    """Of `e1` with an equal `e2`, not settled."""
    there = any_entry(EntryStatus.SCREENING, id="e2", owner="li", submitted_at=any_time())
    one, other = (Work(contest=C, entry=name, upload=1) for name in ("e1", "e2"))
    alike = Similarity(kind="exact", percent=90, mirrored=False, pairs=())
    found = DuplicateMatch(here=one, there=other, similarity=alike, found_at=any_time(), version=1)
    doors.store.commit(
        create(keys.entry(C, "e2"), there),
        create(keys.duplicate_match(one.name, other.name), found),
        Change(keys.duplicates(C, "e1", other.name), Named(name=other.name), "any"),
        Change(keys.duplicates(C, "e2", one.name), Named(name=one.name), "any"),
    )


def test_whoever_decides_next_reads_why_the_proposal_was_overturned(ask, doors):
    second_confirms(doors, "reject")
    proposed = decide(ask, "reject")
    assert (proposed["overturned"], proposed["proposed"]["mine"]) == (None, True)
    body = {"expected_version": proposed["version"], "verdict": "overturn", "reason": OVERTURNED}
    after = ask("s2", "POST", f"{PATH}/confirmation", body).body
    assert (after["proposed"], after["overturned"]["reason"]) == (None, OVERTURNED)
    assert set(after["overturned"]) == {"reason", "at"}
    assert ask("s1", "GET", PATH).body["overturned"] == after["overturned"]
    assert OVERTURNED not in ask("p1", "GET", f"/entrant/{C}/entries/e1").text


def test_a_proposal_can_be_taken_back_although_it_has_no_end_of_undoing(ask, doors):
    second_confirms(doors, "all")
    proposed = decide(ask, "pass")
    assert (proposed["status"], proposed["decision"]) == ("screening", None)
    assert proposed["proposed"]["undo_until"] is None
    undo = {"expected_version": proposed["version"]}
    assert ask("s1", "POST", f"{PATH}/undo", undo).body["proposed"] is None


def test_whoever_screens_it_again_reads_why_the_host_reopened_it(ask):
    decide(ask, "reject")
    assert ask("host", "POST", f"{HOST}/reopening", {"reason": REOPENED}).status == 200
    again = ask("s2", "GET", PATH).body
    assert (again["status"], again["reopened"]["reason"]) == ("screening", REOPENED)
    assert set(again["reopened"]) == {"reason", "at"}


@pytest.mark.parametrize("which", ["none", "all"])
def test_a_screener_reads_why_it_passed_although_it_may_be_a_duplicate(ask, doors, which):
    second_confirms(doors, which)
    match(doors)
    decide(ask, "pass", despite=DESPITE)
    seen = ask("s2", "GET", PATH).body
    assert seen["decision" if which == "none" else "proposed"]["despite"] == DESPITE
    assert DESPITE not in ask("p1", "GET", f"/entrant/{C}/entries/e1").text
