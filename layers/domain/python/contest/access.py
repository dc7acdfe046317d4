"""Who may do what over HTTP: one table of routes and roles, denied by default.

The relation (an entrant's own entry, a judge's own review) is in the keys: whoever asks for what is
not theirs asks for what is not there."""

from collections.abc import Mapping
from enum import StrEnum

from pydantic import AwareDatetime

from contest.model import Fact, Id


class Role(StrEnum):
    ENTRANT = "entrant"
    SCREENER = "screener"
    JUDGE = "judge"


class Access(Fact):
    """What a bearer token gives: one role of one person in one contest, until it ends."""

    contest: Id
    role: Role
    person: Id
    ends_at: AwareDatetime


ROUTES: Mapping[tuple[str, str], Role | None] = {
    ("POST", "/entrant/<contest>/entries"): Role.ENTRANT,
    ("GET", "/entrant/<contest>/entries"): Role.ENTRANT,
    ("GET", "/entrant/<contest>/entries/<entry>"): Role.ENTRANT,
    ("GET", "/entrant/<contest>/entries/<entry>/history"): Role.ENTRANT,
    ("PUT", "/entrant/<contest>/entries/<entry>/form"): Role.ENTRANT,
    ("PUT", "/entrant/<contest>/entries/<entry>/declaration"): Role.ENTRANT,
    ("POST", "/entrant/<contest>/entries/<entry>/submit"): Role.ENTRANT,
    ("POST", "/entrant/<contest>/entries/<entry>/uploads"): Role.ENTRANT,
    ("GET", "/entrant/<contest>/entries/<entry>/uploads/<version>"): Role.ENTRANT,
    ("POST", "/entrant/<contest>/entries/<entry>/uploads/<version>/parts/<number>"): Role.ENTRANT,
    ("POST", "/entrant/<contest>/entries/<entry>/uploads/<version>/complete"): Role.ENTRANT,
    ("DELETE", "/entrant/<contest>/entries/<entry>/uploads/<version>"): Role.ENTRANT,
    ("POST", "/entrant/<contest>/entries/<entry>/withdraw"): Role.ENTRANT,
    ("GET", "/screener/<contest>/entries"): Role.SCREENER,
    ("GET", "/screener/<contest>/entries/<entry>"): Role.SCREENER,
    ("POST", "/screener/<contest>/entries/<entry>/decision"): Role.SCREENER,
    ("POST", "/screener/<contest>/entries/<entry>/suspicions/<other>"): Role.SCREENER,
    ("GET", "/judge/<contest>/reviews"): Role.JUDGE,
    ("GET", "/judge/<contest>/reviews/<round_id>/<entry>"): Role.JUDGE,
    ("PUT", "/judge/<contest>/reviews/<round_id>/<entry>"): Role.JUDGE,
    ("POST", "/judge/<contest>/reviews/<round_id>/<entry>/submit"): Role.JUDGE,
    ("GET", "/public/openapi.json"): None,
    ("GET", "/public/<contest>"): None,
    ("GET", "/public/<contest>/awards"): None,
}
"""None: for everybody. A route that is not here answers nobody."""


def permits(access: Access | None, route: tuple[str, str], *, contest: str) -> bool:
    """Whether the holder may use the route in that contest. Expiry is checked with the token."""
    if route not in ROUTES:
        return False
    role = ROUTES[route]
    return role is None or (
        access is not None and access.role is role and access.contest == contest
    )
