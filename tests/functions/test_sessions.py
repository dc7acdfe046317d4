"""Sessions are listed, end, and can be ended; their cookie goes with them."""

from contest.audit import AuditRecord, first_broken
from contest.people.account import Role
from contest_aws.services.people import accounts
from contest_aws.store import keys
from tests.functions.signing_in import (
    ADDRESS,
    age,
    bearer,
    sign_in,
)
from tests.functions.test_cross_site import SAME
from tests.functions.test_http_problems import is_problem


def test_the_browser_forgets_the_cookie_with_signing_out(doors):
    """RFC 6265, 5.2.2: a Max-Age of zero or less is the earliest time there is."""
    given = sign_in(doors).cookies[0]
    (dropped,) = doors.ask(
        "POST", "/account/sign-out", {}, cookies=[given.split("; ")[0]], headers=SAME
    ).cookies
    (name, *given_for), (gone, *dropped_for) = (one.split("; ") for one in (given, dropped))
    assert (name.split("=")[0], gone) == ("__Host-laurel", "__Host-laurel=")
    assert "Max-Age=0" in dropped_for
    assert {one for one in dropped_for if "Max-Age" not in one} == {
        one for one in given_for if "Max-Age" not in one
    }


def test_sessions_are_listed_and_each_can_be_ended_at_once(doors):
    tokens = [bearer(doors) for _ in range(3)]
    listed = doors.ask("GET", "/account/sessions", token=tokens[0]).body
    assert [session["this"] for session in listed].count(True) == 1
    assert {session["agent"] for session in listed} == {"a browser"}
    other = next(session["id"] for session in listed if not session["this"])
    left = doors.ask("DELETE", f"/account/sessions/{other}", token=tokens[0])
    assert [s["id"] for s in left.body] == [s["id"] for s in listed if s["id"] != other]
    statuses = [doors.ask("GET", "/account", token=token).status for token in tokens]
    assert sorted(statuses) == [200, 200, 401]


def test_anothers_session_is_as_missing_as_none(doors):
    mine, other = bearer(doors), bearer(doors, "other@example.com")
    (session,) = doors.ask("GET", "/account/sessions", token=other).body
    real = doors.ask("DELETE", f"/account/sessions/{session['id']}", token=mine)
    none = doors.ask("DELETE", "/account/sessions/none", token=mine)
    assert (real.status, real.text) == (404, none.text)
    assert doors.ask("GET", "/account", token=other).status == 200


def test_a_session_ends_by_itself(doors, monkeypatch):
    token = bearer(doors)
    age(monkeypatch, days=14)
    is_problem(doors.ask("GET", "/account", token=token), 401, "access.unknown")


def test_a_session_that_the_table_forgot_opens_nothing(doors):
    session = doors.session(Role.ENTRANT)
    token = doors.tokens.issue(session.model_copy(update={"id": "forgotten"}))
    is_problem(doors.ask("GET", "/account", token=token), 401, "access.unknown")


def test_records_say_nothing_of_the_person(doors):
    doors.ask("POST", "/account/sign-out", {}, token=bearer(doors))
    account = accounts.find(doors.store, ADDRESS)
    records = list(doors.store.query(keys.audit(keys.account(account.id), 0).pk, AuditRecord))
    assert [record.action for record in records] == ["account.open", "session.revoke"]
    assert first_broken(records) is None
    assert "zhou" not in str(records)
