"""Decides whom a route answers. This is the only place that checks a request's token, its session,
the grants of the route's roles and the contest's phase against `contest.people.access`."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any, NamedTuple, Protocol, TypeVar
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError

from contest.audit import Actor
from contest.model import Fact, Id
from contest.people.access import ALWAYS, ROUTES, Access, RoutePolicy, grant_of
from contest.people.account import Account, Grant, GrantStatus, Role, Session
from contest.people.phases import phase_of, spans
from contest.people.view import View
from contest.refusals import refused
from contest.refusals.formatting import stored
from contest.rules.contest import Contest, refuse_if_ended
from contest_aws.http.session_cookie import COOKIE
from contest_aws.store import keys
from contest_aws.store.protocol import Store

VIEW = "x-laurel-view"
"""The header by which a host looks through another person's eyes."""
ACCOUNT = "x-laurel-account"
"""The header by which a page says whom it was opened for; empty for nobody. All tabs of a browser
have one cookie, and in another tab somebody else may have signed in."""
SAFE = ("GET", "HEAD")
ID: TypeAdapter[Id] = TypeAdapter(Id)
Kind = TypeVar("Kind", bound=Fact)


class Claims(Fact):
    """A token's content: one session of one account. Everything else is looked up on each
    request."""

    sub: Id
    sid: Id
    iat: int
    exp: int


class TokenReader(Protocol):
    def read(self, token: str) -> Claims | None:
        """None if the token is not ours."""


class AccessRequest(NamedTuple):
    """The parts of a request that authorization needs."""

    method: str
    route: str
    """As the function registered it, with its `<names>`."""
    arguments: Mapping[str, Any]
    headers: Mapping[str, str]
    """By name in lower case."""
    cookies: Iterable[str] = ()


class Admitted(NamedTuple):
    access: Access | None
    """The caller; None on a public route."""
    contest: Contest | None = None
    """As it was read to decide; None on a route that is open in every phase."""


class Authorization:
    """`hosts`: the addresses that the deployment names as hosts. Without `tokens` nobody is signed
    in."""

    def __init__(
        self, store: Store, tokens: TokenReader | None, *, hosts: frozenset[str] = frozenset()
    ) -> None:
        self._store, self._tokens, self._hosts = store, tokens, hosts

    def admit(self, asked: AccessRequest, *, now: datetime) -> Admitted:
        """Refused if the caller may not use the route."""
        rule = ROUTES.get((asked.method, asked.route))
        if rule is None:
            raise refused("request.not_found")
        if asked.method not in SAFE and comes_from_elsewhere(asked.headers):
            raise refused("access.cross_site")
        if rule.public:
            return Admitted(None)
        claims = self._claims(asked, now)
        if claims is None:
            raise refused("access.unknown")
        access, contest = self._access(claims, rule, asked, now)
        if access is None:
            raise refused("access.forbidden")
        if contest is not None:
            _check_phase(rule, contest, now)
        return Admitted(access, contest)

    def _claims(self, asked: AccessRequest, now: datetime) -> Claims | None:
        token, by_cookie = _token(asked)
        if not token or not token.isascii() or self._tokens is None:
            return None
        claims = self._tokens.read(token)
        if claims is None or claims.exp <= now.timestamp():
            return None
        if asked.headers.get(ACCOUNT, claims.sub) != claims.sub:
            return None
        if by_cookie and asked.method not in SAFE and not same_origin(asked.headers):
            raise refused("access.cross_site")
        return claims

    def _access(
        self, claims: Claims, rule: RoutePolicy, asked: AccessRequest, now: datetime
    ) -> tuple[Access | None, Contest | None]:
        """Reads everything that decides in one go, so that a session revoked a moment ago opens
        nothing. A view counts beside the session of the host who began it, and instead of the
        host's own roles."""
        contest_id, view = _contest(asked), self._view(claims, asked, now)
        person, roles = (view.account, (view.role,)) if view else (claims.sub, rule.roles)
        of_session = keys.session(claims.sub, claims.sid)
        wanted: dict[keys.Key, type[Fact]] = {of_session: Session}
        if Role.HOST in roles:
            wanted[keys.account(person)] = Account
        if contest_id:
            granted = [keys.grant(person, contest_id, role) for role in roles]
            wanted |= dict.fromkeys(granted, Grant)
            if _asks_contest(rule):
                wanted[keys.contest(contest_id)] = Contest
        found = self._store.find_kinds(wanted)
        session = _one(found, Session)
        if session is None or not session.holds(now):
            raise refused("access.unknown")
        held = self._held(found, person, now)
        if view:
            held = {role: grant for role, grant in held.items() if role is view.role}
        grant = grant_of(rule, held, now=now)
        if grant is None:
            return None, None
        access = Access(
            account=person,
            session=claims.sid,
            role=grant.role,
            person=grant.person,
            unit=grant.unit,
            viewer=view.host if view else None,
        )
        if _asks_contest(rule) and _one(found, Contest) is None:
            raise refused("item.missing")
        return access, _one(found, Contest)

    def _view(self, claims: Claims, asked: AccessRequest, now: datetime) -> View | None:
        """The view that the request names, if it names one. It is of the caller's own, of the
        contest that is asked for, and for requests that change nothing."""
        named = asked.headers.get(VIEW)
        if named is None:
            return None
        if asked.method not in SAFE:
            raise refused("access.read_only")
        known = _id(named)
        view = self._store.find(keys.view(claims.sub, known), View) if known else None
        if view is None or not view.holds(now) or view.contest != _contest(asked):
            raise refused("access.view_over")
        return view

    def _held(self, found: Mapping[keys.Key, Fact], person: Id, now: datetime) -> dict[Role, Grant]:
        """The roles that were granted, and those that need no grant."""
        held = {item.role: item for item in found.values() if isinstance(item, Grant)}
        account = _one(found, Account)
        free = [Role.ENTRANT]
        if account is not None and account.address in self._hosts:
            free.append(Role.HOST)
        return held | {
            role: Grant(
                account=person,
                person=person,
                contest="any",
                role=role,
                changed_at=now,
                status=GrantStatus.ACCEPTED,
                invited_by=Actor.of("deployment"),
            )
            for role in free
        }


def same_origin(headers: Mapping[str, str]) -> bool:
    """Whether a page of this site sent the request, by what the browser says. Other clients send
    neither header and must not use a cookie."""
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site == "same-origin"
    origin = urlsplit(headers.get("origin") or "")
    return bool(origin.netloc) and origin.netloc == headers.get("host")


def comes_from_elsewhere(headers: Mapping[str, str]) -> bool:
    """Whether a browser says that another site sent the request. Signed in or not, nobody's page
    but ours may change anything: another could sign a visitor in, or have mails sent."""
    said = "origin" in headers or "sec-fetch-site" in headers
    return said and not same_origin(headers)


def _token(asked: AccessRequest) -> tuple[str, bool]:
    """The bearer token, or else the cookie's, and whether it came from the cookie."""
    if authorization := asked.headers.get("authorization"):
        scheme, _, token = authorization.partition(" ")
        return (token.strip() if scheme.lower() == "bearer" else ""), False
    sent = [*asked.cookies, *(asked.headers.get("cookie") or "").split(";")]
    pairs = (cookie.strip().partition("=") for cookie in sent)
    return next((value for name, _, value in pairs if name == COOKIE), ""), True


def _contest(asked: AccessRequest) -> Id | None:
    """None if the address names no contest, or one that cannot exist."""
    return _id(asked.arguments.get("contest_id"))


def _id(named: object) -> Id | None:
    try:
        return ID.validate_python(named)
    except ValidationError:
        return None


def _asks_contest(rule: RoutePolicy) -> bool:
    return rule.phases != ALWAYS or rule.closed_by_end


def _check_phase(rule: RoutePolicy, contest: Contest, now: datetime) -> None:
    contest_time = contest.time_at(now)
    if rule.closed_by_end:
        refuse_if_ended(contest)
    if phase_of(contest.rules_now, contest_time) not in rule.phases:
        raise refused(
            "access.not_now",
            measured=stored(contest_time, contest.rules.zone),
            allowed=spans(contest.rules_now, rule.phases),
        )


def _one(found: Mapping[keys.Key, Fact], kind: type[Kind]) -> Kind | None:
    return next((item for item in found.values() if isinstance(item, kind)), None)
