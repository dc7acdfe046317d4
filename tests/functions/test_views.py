"""A host looks through another person's eyes: what that person sees, nothing else, and nothing is
changed. It is on record with whoever is looked at."""

from datetime import timedelta

import pytest

from contest.audit import AuditRecord, first_broken
from contest.entry.entry import Entry, EntryStatus
from contest.people.access import ROUTES
from contest.people.account import Account, Grant, GrantStatus, Role
from contest.people.phases import Phase
from contest.people.view import View
from contest.screen.claim import claim_of
from contest_aws import clock
from contest_aws.services.pointers import Named
from contest_aws.store import keys
from contest_aws.store.protocol import Change, create, update
from tests.builders import any_contest, any_rules, any_scores, time_in
from tests.functions.conftest import Doors
from tests.functions.test_access_table import BODIES, path_of, stocked
from tests.functions.test_http_problems import is_problem

__all__ = ["stocked"]
RULES = any_rules()
VIEWS = f"/host/{RULES.id}/views"
PEOPLE = {
    Role.ENTRANT: ("p1", {"role": "entrant", "entry": "e1"}),
    Role.SCREENER: ("screener-1", {"role": "screener", "account": "screener-1"}),
    Role.JUDGE: ("judge-1", {"role": "judge", "account": "judge-1"}),
    Role.UNIT: ("unit-1", {"role": "unit", "account": "unit-1"}),
}
READABLE = [
    (role, route)
    for role in PEOPLE
    for (method, route), policy in ROUTES.items()
    if method == "GET" and role in policy.roles and "<contest_id>" in route and "sheet" not in route
]


@pytest.fixture
def there(stocked):
    """Everybody has signed in, and it is the time of review."""
    stocked.turn(time_in(Phase.REVIEW))
    stocked.people = {role: stocked.token(role, person) for role, (person, _) in PEOPLE.items()}
    stocked.host = stocked.token(Role.HOST)
    return stocked


def begun(doors, role, *, token=None):
    return doors.ask("POST", VIEWS, PEOPLE[role][1], token=token or doors.host)


def look(doors, role, method, path, body=None, *, view=None, token=None):
    view = view or begun(doors, role).body["id"]
    headers = {"x-laurel-view": view}
    return doors.ask(method, path, body, token=token or doors.host, headers=headers)


def items(doors):
    return dict(doors.store.items)


@pytest.mark.parametrize(("role", "route"), READABLE, ids=str)
def test_the_host_reads_what_the_person_reads_and_nothing_is_written(
    there, monkeypatch, role, route
):
    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now)  # some answers say what time it is
    path = path_of(route, own=True, session="none")
    view = begun(there, role).body["id"]
    before = items(there)

    seen = look(there, role, "GET", path, view=view)

    assert items(there) == before
    own = there.ask("GET", path, token=there.people[role])
    assert (seen.status, seen.body) == (own.status, own.body)
    assert seen.status in (200, 404, 409)


@pytest.mark.parametrize("submitted", [False, True])
def test_of_a_review_the_host_reads_what_was_submitted_no_draft_and_no_notes(there, submitted):
    path = f"/judge/{RULES.id}/reviews/expert-review/1"
    judge = there.people[Role.JUDGE]
    scores = any_scores()
    said = {"scores": scores, "comment": "节奏紧凑", "notes": "开头可再看"}
    version = there.ask("GET", path, token=judge).body["version"]
    if submitted:
        version = _save(there, path, version, said)
        given = {"expected_version": version}
        version = there.ask("POST", f"{path}/submit", given, token=judge).body["version"]
    _save(there, path, version, said | {"scores": scores | {"story": 1}, "comment": "再想想"})

    own = there.ask("GET", path, token=judge).body
    assert (own["draft"]["story"], own["comment"], own["notes"]) == (1, "再想想", "开头可再看")
    assert own["changed"] is submitted
    shown = {
        "draft": {},
        "scores": scores if submitted else {},
        "comment": "节奏紧凑" if submitted else "",
        "notes": "",
        "changed": False,
    }
    assert look(there, Role.JUDGE, "GET", path).body == own | shown
    seen = look(there, Role.JUDGE, "GET", f"/judge/{RULES.id}/reviews").body
    (listed,), (progress,) = seen["reviews"], seen["rounds"]
    assert {name: listed[name] for name in shown} == shown
    assert progress["next"] == (None if submitted else 1), "which tells of no draft"


def _save(doors, path, version, said):
    body = said | {"expected_version": version}
    answer = doors.ask("PUT", path, body, token=doors.people[Role.JUDGE])
    assert answer.status == 200, answer.text
    return answer.body["version"]


def test_a_look_renews_no_claim(there):
    """Otherwise it would keep others from an entry that the screener has left."""
    number, later = f"/screener/{RULES.id}/numbers/GY-0412", timedelta(minutes=6)
    case, key = f"/screener/{RULES.id}/entries/e1", keys.entry(RULES.id, "e1")
    entry = there.store.find(key, Entry)
    claim = claim_of("screener-1", now=clock.now() - later)
    waits = {"status": EntryStatus.SCREENING, "claim": claim, "number": "GY-0412"}
    there.store.commit(
        update(key, entry.next_version(**waits), before=entry),
        Change(keys.number(RULES.id, "GY-0412"), Named(name="e1"), "any"),
    )
    for path in (case, number):
        assert look(there, Role.SCREENER, "GET", path).body["claim"]["mine"]
        assert there.store.find(key, Entry).claim == claim
    there.ask("GET", case, token=there.people[Role.SCREENER])
    assert there.store.find(key, Entry).claim.until > claim.until, "they themselves renew it"


def test_the_host_ends_a_view_before_its_time_and_nobody_elses(there):
    view = begun(there, Role.JUDGE).body["id"]
    path = path_of("/judge/<contest_id>/reviews", own=True, session="none")
    assert look(there, Role.JUDGE, "GET", path, view=view).status == 200
    for _ in range(2):
        assert there.ask("DELETE", f"{VIEWS}/{view}", token=there.host).status == 200
    ended = look(there, Role.JUDGE, "GET", path, view=view)
    assert ended.status in (401, 403)
    is_problem(there.ask("DELETE", f"{VIEWS}/another", token=there.host), 404, "item.missing")


@pytest.mark.parametrize("role", PEOPLE)
def test_nothing_can_be_changed(there, role):
    view = begun(there, role).body["id"]
    before = items(there)
    for (method, route), policy in ROUTES.items():
        if method == "GET" or policy.public:
            continue
        path = path_of(route, own=True, session="none")
        answer = look(there, role, method, path, BODIES.get(route, {}), view=view)
        is_problem(answer, 403, "access.read_only")
    assert items(there) == before


@pytest.mark.parametrize("role", PEOPLE)
def test_only_the_persons_own_role_in_this_contest_is_looked_through(there, role):
    view = begun(there, role).body["id"]
    other = any_contest(rules=any_rules(id="another"), rehearsal=True)
    there.store.commit(create(keys.contest("another"), other))
    Doors(there.store, other).token(role, PEOPLE[role][0])
    for (method, route), policy in ROUTES.items():
        if method != "GET" or policy.public:
            continue
        path = path_of(route, own=True, session="none")
        if role not in policy.roles or "<contest_id>" not in route:
            code = "access.forbidden" if "<contest_id>" in route else "access.view_over"
            is_problem(look(there, role, "GET", path, view=view), 403, code)
        elsewhere = path.replace(RULES.id, "another")
        is_problem(look(there, role, "GET", elsewhere, view=view), 403, "access.view_over")


def test_a_view_is_its_hosts_alone_and_ends(there, monkeypatch):
    path = f"/judge/{RULES.id}/reviews"
    view = begun(there, Role.JUDGE).body
    for stranger in (there.people[Role.SCREENER], there.people[Role.ENTRANT]):
        answer = look(there, Role.JUDGE, "GET", path, view=view["id"], token=stranger)
        is_problem(answer, 403, "access.view_over")
        is_problem(begun(there, Role.JUDGE, token=stranger), 403, "access.forbidden")
    for wrong in ("none", "Not An Id", ""):
        headers = {"x-laurel-view": wrong}
        answer = there.ask("GET", path, token=there.host, headers=headers)
        is_problem(answer, 403, "access.view_over")

    now = clock.now()
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=14, seconds=50))
    assert look(there, Role.JUDGE, "GET", path, view=view["id"]).status == 200
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(minutes=15, seconds=1))
    is_problem(look(there, Role.JUDGE, "GET", path, view=view["id"]), 403, "access.view_over")


def test_it_ends_with_the_hosts_session_and_with_the_persons_role(there):
    path = f"/judge/{RULES.id}/reviews"
    view = begun(there, Role.JUDGE).body["id"]
    key = keys.grant("judge-1", RULES.id, Role.JUDGE)
    grant = there.store.find(key, Grant)
    revoked = grant.model_copy(update={"status": GrantStatus.REVOKED})
    there.store.commit(Change(key, revoked, "any"))
    is_problem(look(there, Role.JUDGE, "GET", path, view=view), 403, "access.forbidden")
    is_problem(begun(there, Role.JUDGE), 404, "item.missing")
    there.store.commit(Change(key, grant, "any"))
    assert look(there, Role.JUDGE, "GET", path, view=view).status == 200

    there.ask("POST", "/account/sign-out", token=there.host)

    is_problem(look(there, Role.JUDGE, "GET", path, view=view), 401, "access.unknown")


def test_each_look_is_on_record_with_whoever_is_looked_at(there):
    key = keys.account("judge-1")
    sessions = there.ask("GET", "/account/sessions", token=there.host).body
    known = len(list(there.store.query(keys.audit(key, 0).pk, AuditRecord)))

    views = [begun(there, Role.JUDGE).body for _ in range(2)]

    chain = list(there.store.query(keys.audit(key, 0).pk, AuditRecord))
    assert first_broken(chain) is None
    assert there.store.find(key, Account).head == chain[-1].hash
    assert [(r.action, r.details["role"], r.details["contest"]) for r in chain[known:]] == [
        ("account.view", "judge", RULES.id)
    ] * 2
    assert {str(r.actor) for r in chain[known:]} == {"host:host-1"}
    assert there.ask("GET", "/account/sessions", token=there.host).body == sessions
    assert views[0]["id"] != views[1]["id"]
    stored = there.store.find(keys.view("host-1", views[0]["id"]), View)
    assert (stored.role, stored.account, stored.contest) == ("judge", "judge-1", RULES.id)
    mine = there.ask("GET", "/account/export", token=there.people[Role.JUDGE]).body["history"]
    assert [one["action"] for one in mine].count("account.view") == 2


@pytest.mark.parametrize(
    "asked",
    [
        {"role": "judge", "account": "screener-1"},
        {"role": "judge", "account": "nobody"},
        {"role": "judge"},
        {"role": "judge", "entry": "e1"},
        {"role": "entrant", "account": "p1"},
        {"role": "entrant", "entry": "e9"},
    ],
    ids=str,
)
def test_who_is_not_there_is_not_looked_through(there, asked):
    before = items(there)
    is_problem(there.ask("POST", VIEWS, asked, token=there.host), 404, "item.missing")
    assert items(there) == before


def test_nobody_looks_through_a_host(there):
    asked = {"role": "host", "account": "host-1"}
    is_problem(there.ask("POST", VIEWS, asked, token=there.host), 422, "request.invalid")


def test_a_judge_sees_no_trace_of_it(there):
    path = f"/judge/{RULES.id}/reviews/expert-review/1"
    before = there.ask("GET", path, token=there.people[Role.JUDGE]).body
    look(there, Role.JUDGE, "GET", path)
    assert there.ask("GET", path, token=there.people[Role.JUDGE]).body == before
