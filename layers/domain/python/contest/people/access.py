"""Who may do what over HTTP: one table of routes with roles, relations and phases. All else is
denied.

Keys contain the relation: a request for another person's item finds nothing and answers 404."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from contest.model import Fact, Id
from contest.people.account import Grant, Role
from contest.people.host_routes import HOST_ROUTES
from contest.people.phases import Phase


class Relation(StrEnum):
    """The caller's relation to the requested item. Another person's item answers 404, so that its
    existence is not revealed."""

    ANY = "any"
    OWN_ENTRY = "own entry"
    OWN_REVIEW = "own review"
    OWN_UNIT = "own unit"
    OWN_ACCOUNT = "own account"


ALWAYS, OPEN, REVIEW = frozenset(Phase), frozenset({Phase.OPEN}), frozenset({Phase.REVIEW})
BEGUN = ALWAYS - {Phase.BEFORE}
CORRECTING = frozenset({Phase.OPEN, Phase.CLOSED, Phase.REVIEW})
"""A returned entry has its own deadline. The action itself checks it."""


class RoutePolicy(Fact):
    """Who may call a route, and when. Without roles, everybody may, signed in or not."""

    roles: tuple[Role, ...] = ()
    relation: Relation = Relation.ANY
    phases: frozenset[Phase] = ALWAYS
    ends_with_contest: bool = False
    """Open after the contest, but not once it is called off."""

    @property
    def public(self) -> bool:
        return not self.roles

    @property
    def closed_by_end(self) -> bool:
        """Whether it answers nobody once the contest is called off."""
        return self.ends_with_contest or Phase.AFTER not in self.phases


class Access(Fact):
    """The caller: an account, its session, and the role that the route accepted."""

    account: Id
    session: Id
    role: Role
    person: Id
    """The account's id within the contest, used in keys and audit records."""
    unit: str = ""
    """A recommending unit's id in the rules; empty for other roles."""
    viewer: Id | None = None
    """The account of the host who looks through this person's eyes."""


_EVERYBODY = RoutePolicy()
_SCREENER, _HOST = RoutePolicy(roles=(Role.SCREENER,)), RoutePolicy(roles=(Role.HOST,))
_SCREENS = RoutePolicy(roles=(Role.SCREENER,), ends_with_contest=True)
_OWN = RoutePolicy(roles=(Role.ENTRANT,), relation=Relation.OWN_ACCOUNT)
"""Anybody who is signed in counts as an entrant."""


def _entrant(phases: frozenset[Phase] = ALWAYS, *, ends: bool = False) -> RoutePolicy:
    own = Relation.OWN_ENTRY
    return RoutePolicy(roles=(Role.ENTRANT,), relation=own, phases=phases, ends_with_contest=ends)


def _judge(phases: frozenset[Phase] = ALWAYS) -> RoutePolicy:
    return RoutePolicy(roles=(Role.JUDGE,), relation=Relation.OWN_REVIEW, phases=phases)


def _unit(phases: frozenset[Phase] = ALWAYS, *, ends: bool = False) -> RoutePolicy:
    own = Relation.OWN_UNIT
    return RoutePolicy(roles=(Role.UNIT,), relation=own, phases=phases, ends_with_contest=ends)


_ENTRY = "/entrant/<contest_id>/entries/<entry_id>"
_UPLOAD = f"{_ENTRY}/uploads/<version>"
_CASE = "/screener/<contest_id>/entries/<entry_id>"
_REVIEW = "/judge/<contest_id>/reviews/<round_id>/<number>"
_ROUND = "/judge/<contest_id>/rounds/<round_id>"
_UNIT = "/unit/<contest_id>"

ROUTES: Mapping[tuple[str, str], RoutePolicy] = {
    ("POST", "/sign-in/codes"): _EVERYBODY,
    ("POST", "/sign-in/links"): _EVERYBODY,
    ("POST", "/sign-in/sessions"): _EVERYBODY,
    ("POST", "/sign-in/contacts/link"): _EVERYBODY,
    ("POST", "/sign-in/contacts/answer"): _EVERYBODY,
    ("GET", "/account"): _OWN,
    ("GET", "/account/sessions"): _OWN,
    ("DELETE", "/account/sessions/<session>"): _OWN,
    ("POST", "/account/sign-out"): _OWN,
    ("GET", "/account/export"): _OWN,
    ("POST", "/account/erasure"): _OWN,
    ("GET", "/account/invitations"): _OWN,
    ("POST", "/account/invitations/<contest_id>/<role>"): _OWN,
    ("POST", "/account/contacts"): _OWN,
    ("POST", "/entrant/<contest_id>/entries"): _entrant(OPEN),
    ("GET", "/entrant/<contest_id>/entries"): _entrant(),
    ("GET", _ENTRY): _entrant(),
    ("GET", f"{_ENTRY}/history"): _entrant(),
    ("GET", f"{_ENTRY}/films"): _entrant(),
    ("POST", f"{_ENTRY}/unplayable"): _entrant(),
    ("GET", f"{_ENTRY}/certificates"): _entrant(),
    ("GET", f"{_ENTRY}/comments"): _entrant(),
    ("GET", f"{_ENTRY}/ceremony"): _entrant(),
    ("PUT", f"{_ENTRY}/ceremony"): _entrant(),
    ("PUT", f"{_ENTRY}/form"): _entrant(CORRECTING),
    ("PUT", f"{_ENTRY}/contact"): _entrant(BEGUN),
    ("PUT", f"{_ENTRY}/declaration"): _entrant(CORRECTING),
    ("POST", f"{_ENTRY}/submit"): _entrant(CORRECTING),
    ("POST", f"{_ENTRY}/uploads"): _entrant(CORRECTING),
    ("GET", _UPLOAD): _entrant(),
    ("POST", f"{_UPLOAD}/parts/<number>"): _entrant(CORRECTING),
    ("POST", f"{_UPLOAD}/complete"): _entrant(BEGUN, ends=True),
    ("DELETE", _UPLOAD): _entrant(BEGUN),
    ("POST", f"{_ENTRY}/theme"): _entrant(BEGUN, ends=True),
    ("POST", f"{_ENTRY}/withdraw"): _entrant(BEGUN),
    ("GET", _UNIT): _unit(),
    ("GET", f"{_UNIT}/ceremony"): _unit(),
    ("PUT", f"{_UNIT}/ceremony"): _unit(),
    ("GET", f"{_UNIT}/certificates"): _unit(),
    ("GET", f"{_UNIT}/entries"): _unit(),
    ("GET", f"{_UNIT}/sheet"): _unit(),
    ("POST", f"{_UNIT}/sheets"): _unit(),
    ("POST", f"{_UNIT}/sheets/<sha256>/commit"): _unit(OPEN),
    ("GET", f"{_UNIT}/reconciliation"): _unit(),
    ("GET", f"{_UNIT}/reconciliation.xlsx"): _unit(),
    ("POST", f"{_UNIT}/reconciliation/mail"): _unit(),
    ("GET", f"{_UNIT}/publicity"): _unit(),
    ("POST", f"{_UNIT}/publicity"): _unit(BEGUN, ends=True),
    ("GET", f"{_UNIT}/publicity/sheet"): _unit(),
    ("POST", f"{_UNIT}/publicity/sheets"): _unit(),
    ("POST", f"{_UNIT}/publicity/sheets/<sha256>/commit"): _unit(BEGUN, ends=True),
    ("GET", "/screener/<contest_id>/entries"): _SCREENER,
    ("GET", "/screener/<contest_id>/numbers/<entry_number>"): _SCREENER,
    ("GET", _CASE): _SCREENER,
    ("POST", f"{_CASE}/unplayable"): _SCREENER,
    ("POST", f"{_CASE}/claim"): _SCREENER,
    ("DELETE", f"{_CASE}/claim"): _SCREENER,
    ("POST", f"{_CASE}/decision"): _SCREENS,
    ("POST", f"{_CASE}/undo"): _SCREENS,
    ("POST", f"{_CASE}/confirmation"): _SCREENS,
    ("POST", f"{_CASE}/theme"): _SCREENS,
    ("POST", f"{_CASE}/duplicates/<other>"): _SCREENS,
    ("POST", "/screener/<contest_id>/passes/preview"): _SCREENER,
    ("POST", "/screener/<contest_id>/passes"): _SCREENS,
    ("GET", "/judge/<contest_id>/reviews"): _judge(),
    ("GET", _REVIEW): _judge(),
    ("POST", f"{_REVIEW}/unplayable"): _judge(),
    ("PUT", _REVIEW): _judge(REVIEW),
    ("POST", f"{_REVIEW}/submit"): _judge(REVIEW),
    ("POST", f"{_REVIEW}/recusal"): _judge(BEGUN),
    ("POST", f"{_ROUND}/finish"): _judge(REVIEW),
    ("POST", f"{_ROUND}/resume"): _judge(REVIEW),
    **dict.fromkeys(HOST_ROUTES, _HOST),
    ("GET", "/public"): _EVERYBODY,
    ("GET", "/public/openapi.json"): _EVERYBODY,
    ("GET", "/public/<contest_id>"): _EVERYBODY,
    ("GET", "/public/<contest_id>/awards"): _EVERYBODY,
    ("GET", "/public/<contest_id>/certificates/<code>"): _EVERYBODY,
    ("GET", "/public/<contest_id>/gallery"): _EVERYBODY,
    ("GET", "/public/<contest_id>/gallery/<winner>"): _EVERYBODY,
    ("POST", "/public/<contest_id>/media-package"): _EVERYBODY,
    ("POST", "/public/<contest_id>/media-package/list.xlsx"): _EVERYBODY,
    ("POST", "/public/<contest_id>/objections"): _EVERYBODY,
    ("POST", "/public/<contest_id>/objections/answer"): _EVERYBODY,
}
"""A route that is not listed here answers nobody. `complete` is open in every phase after the
contest has begun, because an upload that is completed too late is kept as late. What the host may
no longer do in a contest that was called off, the services refuse, to the command line, too."""


def grant_of(rule: RoutePolicy, held: Mapping[Role, Grant], *, now: datetime) -> Grant | None:
    """The first of the account's grants that the policy accepts; None if there is none."""
    counting = [held[role] for role in rule.roles if role in held and held[role].counts(now)]
    return counting[0] if counting else None
