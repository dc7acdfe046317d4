"""Makes pydantic's schemas readable: removes titles that repeat a field's name, adds the docstrings
of the models' fields, and uses only patterns that every reader understands."""

import ast
import inspect
import json
import textwrap
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from contest.model import Fact

Json = dict[str, Any]
BEYOND = r"[^\s\p{C}]"
"""Only some regular expression engines know `\\p`. `\\S` matches everything that this pattern
does."""


def tidied(schema: Json) -> Json:
    """The schema and everything below it."""
    kept = {name: value for name, value in schema.items() if name != "title"}
    if kept.get("pattern") == BEYOND:
        kept["pattern"] = r"\S"
    match kept.pop("patternProperties", None):
        case dict(patterns):
            ((pattern, below),) = patterns.items()
            kept |= {"propertyNames": {"pattern": pattern}, "additionalProperties": below}
    for name, value in kept.items():
        if name == "properties":
            kept[name] = {field: tidied(below) for field, below in value.items()}
        elif name in ("items", "additionalProperties", "propertyNames") and isinstance(value, dict):
            kept[name] = tidied(value)
        elif name in ("anyOf", "oneOf", "allOf", "prefixItems"):
            kept[name] = [tidied(below) for below in value]
    return kept


def described(schemas: Json) -> None:
    """Adds to each field the docstring from its model's source."""
    models = {(model.__name__, *sorted(model.model_fields)): model for model in _models(Fact)}
    for name, schema in schemas.items():
        fields = schema.get("properties", {})
        plain = name.split("__")[-1].split("-")[0]
        if model := models.get((plain, *sorted(fields))):
            for field, text in _said(model).items():
                fields[field].setdefault("description", text)


def renamed(document: Json) -> Json:
    """Distinguishes models of the same name by their stage: `UnitFile` for `unit__files__File`, and
    `ScreenOutcome` for `contest__screen__Outcome`."""
    text = json.dumps(document, ensure_ascii=False)
    names = list(document["components"]["schemas"])
    for name in (name for name in names if "__" in name):
        folder, *modules, model = name.split("__")
        stage = modules[-1] if folder.startswith("contest") else folder
        if (short := f"{stage.capitalize()}{model}") in names:
            raise ValueError(f"Two models would be {short}")
        names.append(short)
        text = text.replace(f'{name}"', f'{short}"')
    changed: Json = json.loads(text)
    return changed


def _models(model: type[Fact]) -> Iterator[type[Fact]]:
    for heir in model.__subclasses__():
        yield heir
        yield from _models(heir)


def _said(model: type) -> dict[str, str]:
    """The field docstrings of the model and of its base classes."""
    said: dict[str, str] = {}
    for above in reversed(model.__mro__):
        if issubclass(above, Fact):
            said |= dict(_under_fields(textwrap.dedent(inspect.getsource(above))))
    return said


def _under_fields(source: str) -> Iterator[tuple[str, str]]:
    (model,) = ast.parse(source).body
    body: list[ast.stmt] = getattr(model, "body", [])
    for field, after in pairwise(body):
        match field, after:
            case (
                ast.AnnAssign(target=ast.Name(id=name)),
                ast.Expr(value=ast.Constant(value=str(text))),
            ):
                yield name, " ".join(text.split())
