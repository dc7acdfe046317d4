"""The error answers of each route. The access table, the address and the body give those that
routes share; the code that a route runs gives the rest."""

from collections import defaultdict
from collections.abc import Mapping
from http import HTTPStatus

from aws_lambda_powertools.event_handler.api_gateway import Route

from contest.people.access import ALWAYS, ROUTES, RoutePolicy
from contest_aws.http import api
from contest_aws.http.authorization import SAFE, Authorization
from contest_aws.http.problem import MEDIA_TYPE, status_of
from infra.openapi.examples import Examples, Json
from infra.openapi.reachable import codes

SAID: Mapping[int, str] = {
    401: "未登录或登录已失效。 Not signed in, or the session has ended.",
    403: "无权进行此操作。 Not allowed for this role, or not in this contest.",
    404: "没有，或无权查看。 Does not exist, or is not visible to you.",
    409: "当前状态或时间不允许。 Not possible in this state or at this time.",
    412: "内容已被他人修改。 Somebody else has changed it in the meantime.",
    422: "内容有误，逐条说明。 Not valid; all reasons are listed.",
    429: "请求过多，请稍后再试。 Too many requests. Try again later.",
    500: "系统出错。 Something went wrong on our side.",
    503: "所需服务暂时无法连接。 A service that we need cannot be reached at the moment.",
}
GATEWAY = {
    "type": "object",
    "properties": {"message": {"type": "string"}},
    "required": ["message"],
}
GATEWAYS = (429, 500, 503)
"""Statuses that Amazon API Gateway itself may answer, before or after our functions."""


HEADERS = {name: {"$ref": f"#/components/headers/{name}"} for name in api.HEADERS}
"""The headers of all our answers."""


def refusals(route: Route, made: Json) -> frozenset[str]:
    """The codes that a route may be refused with. A body may be unreadable even where none is
    expected."""
    found = codes(route.func) | {"internal.fault", "request.unreadable"}
    if not rule_of(route).public:
        found |= codes(Authorization.admit) - _of_no_concern(route)
    elif route.method not in SAFE:
        found |= {"access.cross_site"}
    parameters = made.get("parameters", ())
    if any(parameter["in"] == "path" for parameter in parameters):
        found |= {"item.missing", "request.not_found"}
    if "requestBody" in made or any(p["in"] == "query" for p in parameters):
        found |= {"request.invalid"}
    return found


def rule_of(route: Route) -> RoutePolicy:
    return ROUTES[route.method, route.path]


def _of_no_concern(route: Route) -> set[str]:
    """Codes that authorization raises for other routes only: those with an address that may be
    missing, with phases or an end, or with a change."""
    found = {"item.missing", "request.not_found"}
    if rule_of(route).phases == ALWAYS:
        found |= {"access.not_now"}
    if not rule_of(route).closed_by_end:
        found |= {"contest.ended"}
    if route.method in SAFE:
        found |= {"access.cross_site"}
    return found


def problems(route: Route, made: Json, components: Json, examples: Examples) -> Json:
    """Error answers by status, in order. Each names the codes that may come with it. `made`: the
    operation as the framework describes it."""
    by_status: dict[int, list[str]] = defaultdict(list)
    for code in sorted(refusals(route, made)):
        by_status[int(status_of(code))].append(code)
        components["examples"].setdefault(code, examples.refusal(code))
    by_status.setdefault(429, [])
    return {
        str(status): _shared(components, status, by_status[status]) for status in sorted(by_status)
    }


def _shared(components: Json, status: int, found: list[str]) -> Json:
    """Defines an answer once if many routes have it."""
    answer = _answer(status, found)
    if len(found) > 1:
        return answer
    name = found[0] if found else HTTPStatus(status).phrase.lower().replace(" ", "_")
    components["responses"][name] = answer
    return {"$ref": f"#/components/responses/{name}"}


def _answer(status: int, found: list[str]) -> Json:
    content = {MEDIA_TYPE: _problem(status, found)} if found else {}
    if status in GATEWAYS:
        example = {"message": HTTPStatus(status).phrase}
        content["application/json"] = {"schema": GATEWAY, "example": example}
    headers: Json = {} if status in GATEWAYS else dict(HEADERS)
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = {"schema": {"const": "Bearer"}, "required": True}
    if status == HTTPStatus.TOO_MANY_REQUESTS and found:
        headers["Retry-After"] = {"schema": {"type": "integer"}, "description": "s"}
    return {"description": SAID[status], "headers": headers, "content": content}


def _problem(status: int, found: list[str]) -> Json:
    narrowed = {"properties": {"code": {"enum": found}, "status": {"const": status}}}
    return {
        "schema": {"allOf": [{"$ref": "#/components/schemas/Problem"}, narrowed]},
        "examples": {code: {"$ref": f"#/components/examples/{code}"} for code in found},
    }
