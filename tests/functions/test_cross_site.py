"""No page of another site, and none that was opened for another account, changes anything."""

import re

import pytest

from contest.people.access import ROUTES
from contest_aws.services.people import accounts
from tests.functions.signing_in import (
    ADDRESS,
    CODES,
    SESSIONS,
    ask,
    link_in,
    sign_in,
)
from tests.functions.test_http_problems import is_problem

SAME = {"sec-fetch-site": "same-origin", "origin": "https://contest.example.org"}

OTHERS = [
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site"},
    {"sec-fetch-site": "none"},
    {"origin": "https://evil.example", "host": "contest.example.org"},
    {"origin": "null"},
]


@pytest.mark.parametrize("headers", OTHERS)
def test_no_other_site_signs_a_visitor_in(doors, headers):
    _, mail = ask(doors)
    body = {"link": link_in(mail)}
    refused = doors.ask("POST", SESSIONS, body, headers=headers)
    is_problem(refused, 403, "access.cross_site")
    assert doors.ask("POST", SESSIONS, body, headers=SAME).status == 200


CHANGES = [route for route in ROUTES if route[0] not in ("GET", "HEAD")]


@pytest.mark.parametrize("headers", OTHERS)
@pytest.mark.parametrize("route", CHANGES, ids=" ".join)
def test_no_page_of_another_site_changes_anything_by_any_route(doors, route, headers):
    method, path = route[0], re.sub("<[a-z_0-9]+>", "1", route[1])
    for kind in ("application/json", "text/plain", None):
        sent = {**headers, "content-type": kind}
        is_problem(
            doors.ask(method, path, {"email": ADDRESS}, headers=sent), 403, "access.cross_site"
        )
    assert doors.mailbox.mails == []


@pytest.mark.parametrize(
    "route", [route for route in CHANGES if not ROUTES[route].public], ids=" ".join
)
def test_no_page_that_was_opened_for_another_changes_anything_by_any_route(doors, route):
    """Two tabs have one cookie: whoever signs in in the second is not to act by the first."""
    method, path = route[0], re.sub("<[a-z_0-9]+>", "1", route[1])
    cookie = sign_in(doors).cookies[0].split("; ")[0]
    for opened_for in ("another", ""):
        headers = SAME | {"x-laurel-account": opened_for}
        asked = doors.ask(method, path, {}, cookies=[cookie], headers=headers)
        is_problem(asked, 401, "access.unknown")
    own = {"x-laurel-account": accounts.find(doors.store, ADDRESS).id}
    left = doors.ask("POST", "/account/sign-out", {}, cookies=[cookie], headers=SAME | own)
    assert left.status == 200


@pytest.mark.parametrize("kind", [None, "", "text/plain", "application/x-www-form-urlencoded"])
def test_a_body_that_says_no_json_asks_for_no_code(doors, kind):
    refused = doors.ask("POST", CODES, {"email": ADDRESS}, headers={"content-type": kind})
    is_problem(refused, 422, "request.unreadable")
    assert doors.mailbox.mails == []


@pytest.mark.parametrize("headers", [*OTHERS, {}])
def test_with_the_cookie_only_this_sites_pages_change_anything(doors, headers):
    cookie = sign_in(doors).cookies[0].split("; ")[0]
    refused = doors.ask("POST", "/account/sign-out", {}, cookies=[cookie], headers=headers)
    is_problem(refused, 403, "access.cross_site")
    assert doors.ask("GET", "/account", cookies=[cookie], headers=headers).status == 200
    left = doors.ask("POST", "/account/sign-out", {}, cookies=[cookie], headers=SAME)
    assert left.status == 200
    is_problem(doors.ask("GET", "/account", cookies=[cookie]), 401, "access.unknown")


def test_where_the_browser_does_not_say_the_origin_is_asked(doors):
    cookie = sign_in(doors).cookies[0].split("; ")[0]
    own = {"origin": "https://contest.example.org", "host": "contest.example.org"}
    left = doors.ask("POST", "/account/sign-out", {}, cookies=[cookie], headers=own)
    assert left.status == 200
