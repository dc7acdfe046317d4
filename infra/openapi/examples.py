"""Examples for the OpenAPI document, made from a schema and from `WORDS`."""

from base64 import b64encode
from collections.abc import Mapping
from typing import Any

from jsonschema_rs import Draft202012Validator

from contest.refusals import CATALOGUE, Refusal
from contest_aws.http.problem import problem_of
from infra.openapi.measured import MEASURED
from infra.openapi.words import FIELDS, TIME, WORDS

Json = dict[str, Any]
FORMATS = {
    "base64": b64encode("主题,作品名称\n高端制造,钢铁脊梁\n".encode()).decode(),
    "date": "2024-05-20",
    "date-time": TIME,
    "duration": "PT15M",
}


class Examples:
    """`missing` collects the names for which `words.py` has no example."""

    def __init__(self, components: Mapping[str, Any]) -> None:
        self._components = components
        self.missing: set[str] = set()

    def of(self, schema: Json, name: str = "") -> Any:  # noqa: ANN401 - any JSON
        """`name`: of the field or parameter that has this schema."""
        if schema.get("format") in FORMATS:
            return FORMATS[schema["format"]]
        for word in WORDS.get(name, ()):
            if self.fits(word, schema):
                return word
        match schema:
            case {"$ref": str(reference)}:
                return self.of(self._components["schemas"][reference.rsplit("/", 1)[1]], name)
            case {"anyOf": [first, *_]}:
                return self.of(first, name)
            case {"type": "object"}:
                fields = schema.get("properties", {})
                return {field: self.of(below, field) for field, below in fields.items()}
            case {"type": "array", "items": items}:
                return [self.of(items, name.removesuffix("s"))]
        return self._single(schema, name)

    def fits(self, value: object, schema: Json) -> bool:
        whole = {**schema, "components": self._components}
        return bool(Draft202012Validator(whole, validate_formats=True).is_valid(value))

    def _single(self, schema: Json, name: str) -> Any:  # noqa: ANN401 - any JSON
        match schema:
            case {"const": value} | {"enum": [value, *_]}:
                return value
            case {"type": "boolean" | "integer", "default": value}:
                return value
            case {"type": "boolean"}:
                return True
            case {"type": "null"}:
                return None
        self.missing.add(f"WORDS[{name!r}] for {schema}")
        return None

    def refusal(self, code: str) -> Json:
        """The problem document of one refusal, in Chinese, which is the default language."""
        said = "".join(CATALOGUE[code][1].model_dump().values())
        if code not in MEASURED and ("{measured" in said or "{allowed" in said):
            self.missing.add(f"MEASURED[{code!r}] for {said}")
        measured, allowed = MEASURED.get(code, ("", ""))
        field = FIELDS.get(code, "")
        found = Refusal(code=code, measured=measured, allowed=allowed, field=field)
        value = problem_of(found, language="zh").model_dump(mode="json")
        return {"summary": found.sentence("en"), "value": value}
