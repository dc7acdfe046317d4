"""What every HTTP function shares: access before all else, problems as RFC 9457 documents in the
reader's language, and nothing that a cache or a frame may keep."""

import json
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import Any

from aws_lambda_powertools import Logger
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver, Response
from aws_lambda_powertools.event_handler.middlewares import NextMiddleware
from aws_lambda_powertools.event_handler.openapi.exceptions import RequestValidationError
from aws_lambda_powertools.event_handler.router import APIGatewayHttpRouter

from contest.access import ROUTES, Access, permits
from contest.model import Language
from contest.refusals import Refusal, Refused, refused
from contest_aws import clock, keys
from contest_aws.http_body import readable
from contest_aws.problem import MEDIA_TYPE, problem_of
from contest_aws.store import Store
from contest_aws.tokens import token_hash

MOST_MISTAKES = 50
"""Told of in one answer."""
HEADERS: dict[str, str | list[str]] = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
logger = Logger(service="laurel")


def api(store: Store) -> APIGatewayHttpResolver:
    """A resolver whose routes answer only whom `contest.access.ROUTES` lets in."""
    app = APIGatewayHttpResolver(
        enable_validation=True,
        serializer=_readable,
        response_validation_error_http_code=HTTPStatus.INTERNAL_SERVER_ERROR,
    )

    def let_in(app: APIGatewayHttpResolver, next_middleware: NextMiddleware) -> Response[Any]:
        app.context["access"] = _permitted(app, store)
        if unreadable := app.context["unreadable"]:
            raise Refused(unreadable)
        return next_middleware(app)

    def mistaken(error: RequestValidationError) -> Response[str]:
        # The framework validates before any middleware: a stranger learns of no mistake.
        try:
            _permitted(app, store)
        except Refused as refused_:
            return _problem(app, *refused_.refusals)
        return _problem(app, *_mistakes(app, error.errors()))

    def failed(error: Exception) -> Response[str]:
        logger.exception("An answer failed", exc_info=error)
        return _problem(app, Refusal(code="internal.fault"))

    app.use([let_in])
    app.exception_handler(Refused)(lambda problem: _problem(app, *problem.refusals))
    app.exception_handler(RequestValidationError)(mistaken)
    app.exception_handler(Exception)(failed)
    return app


def _readable(body: Any) -> str:  # noqa: ANN401 - any JSON
    """Chinese as it is, not escaped: half as long, and to be read in any log."""
    return json.dumps(body, ensure_ascii=False, separators=(",", ":"))


def handler(app: APIGatewayHttpResolver) -> Callable[[dict[str, Any], Any], dict[str, Any]]:
    def handle(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ANN401 - Lambda's
        plain, unreadable = readable(event)
        app.context["unreadable"] = unreadable
        answer = app.resolve(plain, context)
        answer.setdefault("headers", {}).update(HEADERS)
        return answer

    return handle


def who(app: APIGatewayHttpResolver | APIGatewayHttpRouter) -> Access:
    """Who asks; there is one on every route that is not for everybody."""
    access: Access = app.context["access"]
    return access


def _permitted(app: APIGatewayHttpResolver, store: Store) -> Access | None:
    """Who asks, if they may. Refused otherwise."""
    event = app.current_event
    route = (event.http_method, app.context["_route"].path)
    contest = app.context.get("_route_args", {}).get("contest", "")
    if route not in ROUTES:
        raise refused("request.not_found")
    access = (
        None if ROUTES[route] is None else _access(store, event.headers.get("authorization") or "")
    )
    if not permits(access, route, contest=contest):
        raise refused("access.unknown" if access is None else "access.forbidden")
    logger.append_keys(route=" ".join(route), contest=contest)
    return access


def _access(store: Store, authorization: str) -> Access | None:
    scheme, _, token = authorization.partition(" ")
    if scheme.lower() != "bearer" or not token or not token.isascii():
        return None
    access = store.find(keys.access(token_hash(token.strip())), Access)
    return access if access and access.ends_at > clock.now() else None


def _mistakes(app: APIGatewayHttpResolver, errors: Sequence[dict[str, Any]]) -> list[Refusal]:
    """Nothing can be at an address that is not well formed; a body that cannot be read has no
    other mistake."""
    if any(error["loc"][0] == "path" for error in errors):
        return [Refusal(code="item.missing")]
    unreadable: Refusal | None = app.context["unreadable"]
    return [unreadable] if unreadable else [_mistake(error) for error in errors[:MOST_MISTAKES]]


def _mistake(error: dict[str, Any]) -> Refusal:
    where = ".".join(str(part) for part in error["loc"] if part != "body")
    return Refusal(code="request.invalid", measured=f"{where[:200]}: {error['msg'][:200]}")


def _problem(app: APIGatewayHttpResolver, *refusals: Refusal) -> Response[str]:
    language = language_of(app.current_event.headers.get("accept-language") or "")
    problem = problem_of(*refusals, language=language)
    challenge = {"WWW-Authenticate": "Bearer"} if problem.status == HTTPStatus.UNAUTHORIZED else {}
    return Response(problem.status, MEDIA_TYPE, problem.model_dump_json(), challenge)


def language_of(accept: str) -> Language:
    """The first of our languages that a browser's Accept-Language names; Chinese by default."""
    for part in accept.split(","):
        match part.split(";")[0].strip().lower().split("-")[0]:
            case "zh":
                return "zh"
            case "en":
                return "en"
    return "zh"
