"""The table of routes: whom each answers, to what, and when; what is not on it answers nobody."""

import pytest

from contest.people.access import ROUTES, Relation, RoutePolicy, grant_of
from contest.people.account import GRANTED, GrantStatus, Role
from contest.people.phases import Phase, phase_of, spans
from contest.rules.rules import Rules
from tests.builders import any_grant, any_rules, any_time, time_in

AUDIENCES = {
    "sign-in": ((), {Relation.ANY}),
    "account": ((Role.ENTRANT,), {Relation.OWN_ACCOUNT}),
    "unit": ((Role.UNIT,), {Relation.OWN_UNIT}),
    "entrant": ((Role.ENTRANT,), {Relation.OWN_ENTRY}),
    "screener": ((Role.SCREENER,), {Relation.ANY}),
    "judge": ((Role.JUDGE,), {Relation.OWN_REVIEW}),
    "host": ((Role.HOST,), {Relation.ANY}),
    "public": ((), {Relation.ANY}),
}


@pytest.mark.parametrize("route", ROUTES, ids=" ".join)
def test_a_route_is_its_audiences(route):
    roles, relations = AUDIENCES[route[1].split("/")[1]]
    assert ROUTES[route].roles == roles
    assert ROUTES[route].relation in relations
    assert ROUTES[route].phases


def test_every_route_names_its_contest_but_those_of_an_account():
    without = {path for _, path in ROUTES if "/<contest_id>" not in path}
    assert {path.split("/")[1] for path in without} == {"sign-in", "account", "public"}
    of_the_public = {path for path in without if path.startswith("/public")}
    assert of_the_public == {"/public", "/public/openapi.json"}


def test_what_changes_scores_or_enters_works_has_its_time():
    timed = {route: rule.phases for route, rule in ROUTES.items() if rule.phases != set(Phase)}
    assert {r: p for r, p in timed.items() if r[1].startswith("/judge")} == {
        ("PUT", "/judge/<contest_id>/reviews/<round_id>/<number>"): {Phase.REVIEW},
        ("POST", "/judge/<contest_id>/reviews/<round_id>/<number>/submit"): {Phase.REVIEW},
        ("POST", "/judge/<contest_id>/reviews/<round_id>/<number>/recusal"): set(Phase)
        - {Phase.BEFORE},
        ("POST", "/judge/<contest_id>/rounds/<round_id>/finish"): {Phase.REVIEW},
        ("POST", "/judge/<contest_id>/rounds/<round_id>/resume"): {Phase.REVIEW},
    }
    assert timed["POST", "/entrant/<contest_id>/entries"] == {Phase.OPEN}
    assert all(Phase.BEFORE not in phases for phases in timed.values())


@pytest.mark.parametrize("phase", Phase)
def test_a_phase_is_known_by_its_dates(phase):
    assert phase_of(any_rules(), time_in(phase)) is phase


def test_a_phase_begins_at_its_first_moment():
    rules: Rules = any_rules()
    moments = (
        rules.dates.submission_opens,
        rules.dates.upload_ends,
        rules.rounds[0].opens,
        rules.rounds[-1].closes,
    )
    assert [phase_of(rules, moment) for moment in moments] == [
        Phase.OPEN,
        Phase.CLOSED,
        Phase.REVIEW,
        Phase.AFTER,
    ]


def test_the_time_of_a_route_is_told_by_its_ends():
    rules = any_rules()
    opens = "2024-04-15T00:00:00+08:00[Asia/Shanghai]"
    closes = "2024-08-01T00:00:00+08:00[Asia/Shanghai]"
    assert spans(rules, {Phase.OPEN}) == f"{opens}/{closes}"
    assert spans(rules, set(Phase) - {Phase.BEFORE}) == f"{opens}/.."


RULE = RoutePolicy(roles=(Role.SCREENER, Role.JUDGE))


@pytest.mark.parametrize("status", GrantStatus)
def test_a_grant_counts_once_it_is_accepted(status):
    grant = any_grant(status=status)
    found = grant_of(RULE, {Role.SCREENER: grant}, now=any_time())
    assert found == (grant if status is GrantStatus.ACCEPTED else None)


def test_a_grant_counts_until_it_ends():
    grant = any_grant(status=GrantStatus.ACCEPTED, ends_at=any_time(3))
    held = {Role.SCREENER: grant}
    assert grant_of(RULE, held, now=any_time(2)) == grant
    assert grant_of(RULE, held, now=any_time(3)) is None


def test_another_role_counts_for_nothing():
    for role in {*GRANTED, Role.HOST} - {*RULE.roles}:
        grant = any_grant(role=role, status=GrantStatus.ACCEPTED)
        assert grant_of(RULE, {role: grant}, now=any_time()) is None
