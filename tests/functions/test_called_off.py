"""Over HTTP: of a contest that was called off nothing is entered any more, and works can still be
looked at and withdrawn."""

import pytest

from contest.audit import Actor
from contest.people.access import ROUTES
from contest_aws import clock
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of
from contest_aws.services.upkeep import ending
from tests.builders import any_rules
from tests.functions.test_access_table import BODIES, path_of

RULES = any_rules()
ENTRIES = f"/entrant/{RULES.id}/entries"


@pytest.fixture
def entry(doors, entrant):
    """A draft, whose contest is called off while submissions are open."""
    entry_id = doors.ask("POST", ENTRIES, {}, token=entrant).body["id"]
    contest = contest_of(doors.store, RULES.id)
    ctx = Context(doors.store, contest, Actor.of("host"), clock.now())
    ending.end(ctx, reason="主办单位撤销")
    return f"{ENTRIES}/{entry_id}"


def test_nothing_is_entered_any_more(doors, entrant, entry):
    for method, path, body in (
        ("POST", ENTRIES, {}),
        ("POST", f"{entry}/uploads", {"size": 1000}),
        ("POST", f"{entry}/submit", {"expected_version": 1}),
    ):
        answer = doors.ask(method, path, body, token=entrant)
        assert (answer.status, answer.code) == (409, "contest.ended")


CLOSED = [route for route, rule in ROUTES.items() if rule.closed_by_end]
OF_THE_HOST = [
    ("POST", f"/host/<contest_id>/entries/<entry_id>/{name}")
    for name in ("let-in", "reopening", "theme")
]


def test_what_ends_is_what_enters_uploads_recommends_screens_and_reviews():
    assert {
        ("POST", "/entrant/<contest_id>/entries/<entry_id>/uploads/<version>/complete"),
        ("POST", "/entrant/<contest_id>/entries/<entry_id>/theme"),
        ("POST", "/unit/<contest_id>/publicity"),
        ("POST", "/unit/<contest_id>/publicity/sheets/<sha256>/commit"),
        ("POST", "/screener/<contest_id>/entries/<entry_id>/decision"),
        ("POST", "/screener/<contest_id>/passes"),
    } < {*CLOSED}
    assert not {method for method, _ in CLOSED} & {"GET", "DELETE"}


@pytest.mark.parametrize("route", CLOSED + OF_THE_HOST, ids=" ".join)
def test_who_tries_reads_since_when(doors, entry, route):
    method, path = route
    token = doors.token(ROUTES[route].roles[0])
    path = path_of(path.replace("<entry_id>", entry.rpartition("/")[2]), own=True, session="")
    answer = doors.ask(method, path, BODIES.get(route[1], {}), token=token)
    assert (answer.status, answer.code) == (409, "contest.ended"), answer.text


def test_what_is_there_is_seen_and_may_be_withdrawn(doors, entrant, entry):
    assert doors.ask("GET", entry, token=entrant).status == 200
    withdrawn = doors.ask("POST", f"{entry}/withdraw", token=entrant)
    assert (withdrawn.status, withdrawn.body["status"]) == (200, "withdrawn")
