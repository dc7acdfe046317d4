"""The JSON Schema of the rules file. Editors use it for completion, and error messages quote it."""

import ast
import json
from collections.abc import Iterator, Mapping
from functools import cache
from importlib import resources
from typing import Any

from contest.rules.faults import Place
from contest.rules.rules import Rules

MODULES = (
    "model",
    *("rules/rules", "rules/sections", "rules/form_fields", "rules/notice", "rules/templates"),
    "rules/award_plan",
)

Node = Mapping[str, Any]


@cache
def schema() -> dict[str, Any]:
    built = Rules.model_json_schema()
    for name, fields in _docstrings():
        model = built["$defs"].get(name, built if name == "Rules" else {})
        for field, text in fields.items():
            if field in model.get("properties", {}):
                model["properties"][field].setdefault("description", text)
    for name in ("Text", "CertificateRules"):
        texts = built["$defs"][name]
        del texts["required"]  # `languages` says which: a check of its own sees to it
        texts["minProperties"] = 1
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **built}


def text() -> str:
    return json.dumps(schema(), ensure_ascii=False, indent=2) + "\n"


def at(place: Place) -> Node | None:
    """The schema at a pydantic error location. Members of a union are chosen by their `kind`."""
    node: Node = _plain(schema())
    for part in place:
        if isinstance(part, int):
            found = node.get("items")
        elif "discriminator" in node:
            found = {"$ref": node["discriminator"]["mapping"].get(part)}
        else:
            found = node.get("properties", {}).get(part)
        if not found or found.get("$ref", "") is None:
            return None
        node = _plain(found)
    return node


def _plain(node: Node) -> Node:
    """Resolves references. Of `this or null` it returns `this`."""
    choices = [choice for choice in node.get("anyOf", ()) if choice != {"type": "null"}]
    if choices:
        node = choices[0]
    if name := node.get("$ref"):
        found: Node = schema()["$defs"][name.removeprefix("#/$defs/")]
        return found
    return node


def _docstrings() -> Iterator[tuple[str, dict[str, str]]]:
    """The docstrings of fields in the models' source, which pydantic's schema leaves out."""
    for module in MODULES:
        source = (resources.files("contest") / f"{module}.py").read_text(encoding="utf-8")
        for model in ast.parse(source).body:
            if isinstance(model, ast.ClassDef):
                yield model.name, dict(_described(model))


def _described(model: ast.ClassDef) -> Iterator[tuple[str, str]]:
    for field, after in zip(model.body, model.body[1:], strict=False):
        match field, after:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(said))),
            ):
                yield name, " ".join(said.split())
