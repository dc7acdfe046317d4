"""Every route answers its one role in its one contest, and what is not on the list nobody."""

from itertools import product

import pytest

from contest.access import ROUTES, Access, Role, permits
from tests.builders import any_time

CONTEST = "spring"
HOLDERS = [
    None,
    *(
        Access(contest=contest, role=role, person="p", ends_at=any_time())
        for contest in (CONTEST, "autumn")
        for role in Role
    ),
]
EXPECTED = {
    "entrant": {Role.ENTRANT}, "screener": {Role.SCREENER}, "judge": {Role.JUDGE},
    "public": {None, *Role},
}  # fmt: skip


@pytest.mark.parametrize("route", ROUTES, ids=" ".join)
def test_a_route_answers_its_role_and_no_other(route):
    audience = route[1].split("/")[1]
    let_in = {
        holder.role if holder else None
        for holder in HOLDERS
        if permits(holder, route, contest=CONTEST) and (not holder or holder.contest == CONTEST)
    }
    assert let_in == EXPECTED[audience]


@pytest.mark.parametrize("route", [r for r in ROUTES if ROUTES[r]], ids=" ".join)
def test_a_role_in_another_contest_opens_nothing(route):
    others = [holder for holder in HOLDERS if holder and holder.contest != CONTEST]
    assert not any(permits(holder, route, contest=CONTEST) for holder in others)


UNKNOWN = [
    ("DELETE", "/entrant/<contest>/entries/<entry>"),
    ("GET", "/judge/<contest>/scores"),
    ("get", "/public/<contest>"),
    ("GET", "/public/<contest>/"),
    ("GET", "/public/spring"),
    ("GET", ""),
    ("", ""),
]


@pytest.mark.parametrize(("route", "holder"), list(product(UNKNOWN, HOLDERS)))
def test_a_route_that_is_not_on_the_list_answers_nobody(route, holder):
    assert not permits(holder, route, contest=CONTEST)


def test_every_route_of_a_contest_names_it():
    elsewhere = {path for _, path in ROUTES if "/<contest>" not in path}
    assert elsewhere == {"/public/openapi.json"}
