"""What the OpenAPI document says: its operations, and whether an answer is as it says."""

import json
import re
from functools import cache
from pathlib import Path

from jsonschema_rs import Draft202012Validator

FILE = Path(__file__).parent.parent / "functions" / "openapi.json"
DOCUMENT = json.loads(FILE.read_text(encoding="utf-8"))
OPERATIONS = {
    (method.upper(), path): operation
    for path, item in DOCUMENT["paths"].items()
    for method, operation in item.items()
}


def resolved(node):
    if "$ref" not in node:
        return node
    found = DOCUMENT
    for part in node["$ref"].removeprefix("#/").split("/"):
        found = found[part]
    return found


def faults(value, schema):
    """Where a value is not as the schema says."""
    errors = _validator(json.dumps(schema)).iter_errors(value)
    return [f"{error.instance_path}: {error.message[:200]}" for error in errors]


def answer_faults(method, path, status, headers, text):
    """Where an answer is not as the document says; none for what is no address of ours."""
    operation = _operation(method, path)
    if operation is None:
        return []
    if str(status) not in operation["responses"]:
        return [f"{operation['operationId']} answers {status}"]
    told = resolved(operation["responses"][str(status)])
    kind = {name.lower(): value for name, value in headers.items()}["content-type"]
    if kind not in told["content"]:
        return [f"{operation['operationId']} answers {status} with {kind}"]
    schema = told["content"][kind]["schema"]
    return [] if schema.get("format") == "binary" else faults(json.loads(text), schema)


def _operation(method, path):
    found = [o for (m, p), o in OPERATIONS.items() if m == method and _pattern(p).fullmatch(path)]
    return found[0] if found else None


@cache
def _validator(schema):
    whole = {**json.loads(schema), "components": DOCUMENT["components"]}
    return Draft202012Validator(whole, validate_formats=True)


@cache
def _pattern(path):
    return re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path)))
