"""Assembles the document from what the framework knows about each route, and adds the rest."""

import inspect
from importlib.metadata import version
from typing import Any

from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.event_handler.api_gateway import Route
from pydantic.json_schema import models_json_schema

from contest.people.access import ALWAYS, ROUTES, RoutePolicy
from contest_aws.http.api import HEADERS
from contest_aws.http.problem import Problem
from contest_aws.http.session_cookie import COOKIE
from infra.openapi import answers, lambdas
from infra.openapi.answers import problems, rule_of
from infra.openapi.examples import Examples, Json
from infra.openapi.tidy import described, renamed, tidied
from infra.openapi.words import AUDIENCES, PARAMETERS

INFO = {
    "title": "Laurel",
    "summary": "视频征选活动：投稿、初筛、评审、颁奖。 Video contests, from upload to award.",
    "description": "任何答复都不得缓存。出错时答复为 RFC 9457 问题文档，按 Accept-Language 用中文"
    "（默认）或英文说明，且未作任何更改。\n\nNo answer may be cached. An error is answered with a "
    "problem document (RFC 9457), in Chinese by default or in English, as Accept-Language asks. "
    "Nothing has been changed then.",
    "version": version("laurel"),
}
SECURITY_SCHEMES = {
    "bearer": {
        "type": "http",
        "scheme": "bearer",
        "description": "脚本登录后所得令牌。 The token that a script receives when it signs in.",
    },
    "cookie": {
        "type": "apiKey",
        "in": "cookie",
        "name": COOKIE,
        "description": "浏览器登录后的 Cookie。 The cookie that a browser receives at sign-in.",
    },
}
LANGUAGE = {
    "name": "Accept-Language",
    "in": "header",
    "description": "问题文档的语言。 The language of problem documents.",
    "schema": {"type": "string", "default": "zh"},
    "example": "zh-CN,zh;q=0.9,en;q=0.8",
}


class WordsMissingError(Exception):
    """Names for which `words.py` has no example, one a line."""


def document() -> Json:
    whole = lambdas.resolver()
    made = _plain(whole)
    components: Json = {
        "schemas": _schemas(made),
        "responses": {},
        "examples": {},
        "parameters": {"Accept-Language": LANGUAGE},
        "headers": {
            name: {"required": True, "schema": {"const": value}} for name, value in HEADERS.items()
        },
        "securitySchemes": SECURITY_SCHEMES,
    }
    examples = Examples(components)
    paths: Json = {}
    routes = {(route.method, route.path): route for route in lambdas.routes(whole)}
    for method, path in ROUTES:
        route = routes[method, path]
        found = made["paths"][route.openapi_path][method.lower()]
        operation = _operation(route, found, components, examples)
        paths.setdefault(route.openapi_path, {})[method.lower()] = operation
    if examples.missing:
        raise WordsMissingError("\n".join(sorted(examples.missing)))
    shared = {part: dict(sorted(components[part].items())) for part in components}
    tags = [{"name": name, "description": " ".join(said)} for name, said in AUDIENCES.items()]
    return renamed(
        {
            "openapi": "3.1.0",
            "info": INFO,
            "servers": [{"url": "/"}],
            "tags": tags,
            "paths": paths,
            "components": shared,
        }
    )


def _plain(whole: APIGatewayHttpResolver) -> Json:
    made: Json = whole.get_openapi_schema().model_dump(
        mode="json", by_alias=True, exclude_none=True
    )
    return made


def _schemas(made: Json) -> Json:
    """All schemas except those of the framework's own error answers, which we do not use."""
    _, problem = models_json_schema(
        [(Problem, "serialization")], ref_template="#/components/schemas/{model}"
    )
    own = made["components"]["schemas"]
    if both := own.keys() & problem["$defs"].keys():
        raise ValueError(f"Both an answer and a problem have {both}")
    found = own | problem["$defs"]
    found = {name: tidied(schema) for name, schema in found.items() if "ValidationErr" not in name}
    described(found)
    return found


ELSEWHERE = "在 Location 所示地址，一分钟内有效。 At the address in Location, valid for a minute."


def _operation(route: Route, made: Json, components: Json, examples: Examples) -> Json:
    """The operation of a route. Adds to the components what it shares with other operations."""
    audience = route.path.split("/")[1]
    first, _, rest = inspect.cleandoc(route.func.__doc__ or "").partition("\n")
    operation: Json = {
        "operationId": f"{audience}_{route.func.__name__.rstrip('_')}".replace("-", "_"),
        "tags": [audience],
        "summary": first,
    }
    if rest.strip():
        operation["description"] = rest.strip()
    found = [_parameter(one, examples) for one in made.get("parameters", ())]
    operation["parameters"] = [*found, {"$ref": "#/components/parameters/Accept-Language"}]
    if body := made.get("requestBody"):
        operation["requestBody"] = {"required": True, "content": _content(body, examples)}
    good = {status: answer for status, answer in made["responses"].items() if status < "4"}
    operation["responses"] = {
        status: {
            "description": "成功。 Done." if status < "3" else ELSEWHERE,
            "headers": answers.HEADERS,
            "content": _content(answer, examples),
        }
        for status, answer in good.items()
    } | problems(route, made, components, examples)
    return operation | _whom(rule_of(route))


def _whom(rule: RoutePolicy) -> Json:
    """Who may call the route, and when."""
    who = {"security": [{name: []} for name in SECURITY_SCHEMES], "x-roles": [*rule.roles]}
    when = {"x-phases": sorted(rule.phases)} if rule.phases != ALWAYS else {}
    return ({"security": []} if rule.public else who) | when


def _parameter(made: Json, examples: Examples) -> Json:
    name, schema = made["name"], tidied(made["schema"])
    said = {"description": " ".join(PARAMETERS[name])} if name in PARAMETERS else {}
    return {
        "name": name,
        "in": made["in"],
        "required": made["required"],
        **said,
        "schema": schema,
        "example": examples.of(schema, name),
    }


def _content(described: Json, examples: Examples) -> dict[str, Any]:
    """The content of an answer or a body. A route that returns its own document also gives its own
    example."""
    content: Json = {}
    for media_type, found in described.get("content", {}).items():
        schema = tidied(found.get("schema", {}))
        content[media_type] = found | {"schema": schema}
        if schema.get("format") != "binary":
            content[media_type]["example"] = examples.of(schema)
    return content
