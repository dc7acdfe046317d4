"""What all HTTP functions share: authorization before everything else, and errors as problem
documents (RFC 9457) in the reader's language. Answers carry headers that forbid caching, content
sniffing and referrers."""

import ipaddress
import json
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.middlewares import NextMiddleware
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from contest.model import Id, Language
from contest.people.access import Access
from contest.people.account import hosts_of
from contest.refusals import Refusal, Refused, Stale
from contest.refusals.pydantic_errors import invalid_values
from contest.rules.contest import Contest
from contest_aws import clock
from contest_aws.http.authorization import AccessRequest, Admitted, Authorization, TokenReader
from contest_aws.http.body import MOST_BYTES, readable
from contest_aws.http.problem import MEDIA_TYPE, problem_of
from contest_aws.http.static_pages import pack
from contest_aws.store import keys
from contest_aws.store.protocol import Store, get

App = APIGatewayHttpResolver | APIGatewayHttpRouter
IPV6 = 6
ONE_PACKET = 1400
"""Bytes."""
MOST_MISTAKES = 50
"""The most mistakes that one answer lists."""
HEADERS: dict[str, str | list[str]] = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
logger = Logger(service="laurel")


def create_app(
    store: Store, tokens: TokenReader | None = None, *, hosts: str = ""
) -> APIGatewayHttpResolver:
    """A resolver whose routes answer only the people that `contest.people.access.ROUTES` admits.

    `hosts`: the e-mail addresses that the deployment names as hosts."""
    app = APIGatewayHttpResolver(
        enable_validation=True,
        serializer=_readable,
        response_validation_error_http_code=HTTPStatus.INTERNAL_SERVER_ERROR,
    )
    authorization = Authorization(store, tokens, hosts=hosts_of(hosts))

    def let_in(app: APIGatewayHttpResolver, next_middleware: NextMiddleware) -> Response[Any]:
        app.context["access"], app.context["contest"] = _admitted(app, authorization)
        if unreadable := app.context["unreadable"]:
            raise Refused(unreadable)
        return next_middleware(app)

    def mistaken(error: RequestValidationError) -> Response[str]:
        # The framework validates before any middleware runs. Authorization comes first here too, so
        # that strangers learn nothing from validation errors.
        try:
            _admitted(app, authorization)
        except Refused as refused_:
            return _problem(app, *refused_.refusals)
        return _problem(app, *_invalid(app, error.errors()))

    def failed(error: Exception) -> Response[str]:
        logger.exception("A request failed", exc_info=error)
        return _problem(app, Refusal(code="internal.fault"))

    app.use([let_in])
    app.exception_handler(Refused)(lambda problem: _problem(app, *problem.refusals, of=problem))
    app.exception_handler(RequestValidationError)(mistaken)
    app.exception_handler(Exception)(failed)
    return app


def router() -> APIGatewayHttpRouter:
    """A group of routes. The Lambda in the same folder includes it."""
    return APIGatewayHttpRouter()  # type: ignore[no-untyped-call]


def _readable(body: Any) -> str:  # noqa: ANN401 - any JSON
    """Writes Chinese unescaped: half as long, and readable in logs."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def handler(
    app: APIGatewayHttpResolver, *, most_bytes: int = MOST_BYTES
) -> Callable[[dict[str, Any], Any], dict[str, Any]]:
    """`most_bytes`: the largest request body that is accepted."""

    def handle(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ANN401 - Lambda's
        plain, unreadable = readable(event, most_bytes)
        app.context["unreadable"] = unreadable
        answer = app.resolve(plain, context)
        answer.setdefault("headers", {}).update(HEADERS)
        if "gzip" in (app.current_event.headers.get("accept-encoding") or ""):
            _compress(answer)
        return answer

    return handle


def _compress(answer: dict[str, Any]) -> None:
    """A text that takes more than one packet: a call for entries has 25 kB, and 8 kB compressed."""
    body = answer.get("body") or ""
    if not answer.get("isBase64Encoded") and len(body) > ONE_PACKET:
        answer["headers"]["Content-Encoding"] = "gzip"
        answer |= {"body": pack(body.encode()), "isBase64Encoded": True}


def who(app: App) -> Access:
    """The signed-in caller. Every route that is not public has one."""
    access: Access = app.context["access"]
    return access


def contest_asked(app: App, store: Store, contest_id: Id) -> Contest:
    """The contest as authorization has just read it for this request, or read now where it had no
    need to: all requests of a contest read one item, and a partition of the table serves so many a
    second."""
    read: Contest | None = app.context["contest"]
    if read is not None and read.id == contest_id:
        return read
    return get(store, keys.contest(contest_id), Contest)


def agent(app: App) -> str:
    """The client's User-Agent, shortened to 120 printable characters."""
    said = app.current_event.request_context.http.user_agent or ""
    return "".join(char for char in said if char.isprintable())[:120]


def source(app: APIGatewayHttpResolver) -> str:
    """The network that a request comes from: one IPv4 address, or the /64 that one household has of
    IPv6."""
    try:
        known = ipaddress.ip_address(app.current_event.request_context.http.source_ip or "")
    except ValueError:
        return "unknown"
    prefix = 64 if known.version == IPV6 else 32
    return str(ipaddress.ip_network((known, prefix), strict=False))


def _admitted(app: APIGatewayHttpResolver, authorization: Authorization) -> Admitted:
    """The caller, if they may use the route. Refused otherwise."""
    event, route = app.current_event, app.context["_route"].path
    arguments = app.context.get("_route_args", {})
    asked = AccessRequest(
        event.http_method, route, arguments, event.headers, event.raw_event.get("cookies") or ()
    )
    admitted = authorization.admit(asked, now=clock.now())
    access = admitted.access
    logger.append_keys(
        route=f"{event.http_method} {route}",
        contest=arguments.get("contest_id", ""),
        account=access.account if access else "",
        viewer=(access.viewer or "") if access else "",
    )
    return admitted


def _invalid(app: APIGatewayHttpResolver, errors: Sequence[dict[str, Any]]) -> list[Refusal]:
    """A malformed address is answered as missing. A body that cannot be read yields that one
    refusal, without validation errors."""
    if any(error["loc"][0] == "path" for error in errors):
        return [Refusal(code="item.missing")]
    unreadable: Refusal | None = app.context["unreadable"]
    if unreadable:
        return [unreadable]
    found = invalid_values(errors[:MOST_MISTAKES])
    return [Refusal(code="request.invalid", **value._asdict()) for value in found]


def _problem(
    app: APIGatewayHttpResolver, *refusals: Refusal, of: Refused | None = None
) -> Response[str]:
    language = language_of(app.current_event.headers.get("accept-language") or "")
    texts = of.texts if isinstance(of, Stale) else None
    problem = problem_of(*refusals, language=language, texts=texts)
    more: dict[str, str | list[str]] = {}
    if problem.status == HTTPStatus.UNAUTHORIZED:
        more["WWW-Authenticate"] = "Bearer"
    if problem.status == HTTPStatus.TOO_MANY_REQUESTS:
        more["Retry-After"] = refusals[0].allowed
    return Response(problem.status, MEDIA_TYPE, problem.model_dump_json(), more)


def language_of(accept: str) -> Language:
    """The first of our languages that Accept-Language names; Chinese by default."""
    for part in accept.split(","):
        match part.split(";")[0].strip().lower().split("-")[0]:
            case "zh":
                return "zh"
            case "en":
                return "en"
    return "zh"
