"""Reads pydantic's errors: which values of a request are invalid, and in what way. `invalid` has
the sentences."""

import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

OF_TYPE: dict[str, str] = {
    "missing": "missing",
    "extra_forbidden": "unknown",
    "string_too_long": "too_long",
    "string_too_short": "too_short",
    "too_long": "too_many",
    "too_short": "too_few",
    "greater_than": "above",
    "greater_than_equal": "at_least",
    "less_than": "below",
    "less_than_equal": "at_most",
    "literal_error": "no_choice",
    "enum": "no_choice",
    "string_pattern_mismatch": "bad_form",
    "string_type": "not_text",
    "string_unicode": "not_text",
    "int_type": "not_whole",
    "int_parsing": "not_whole",
    "int_parsing_size": "not_whole",
    "int_from_float": "not_whole",
    "float_type": "not_number",
    "float_parsing": "not_number",
    "finite_number": "not_number",
    "decimal_type": "not_number",
    "decimal_parsing": "not_number",
    "bool_type": "not_yes_or_no",
    "bool_parsing": "not_yes_or_no",
    "list_type": "not_list",
    "tuple_type": "not_list",
    "dict_type": "not_object",
    "model_type": "not_object",
    "model_attributes_type": "not_object",
}
"""The kind of pydantic's error types. Those of dates and times begin alike."""
TIMES = ("datetime_", "date_", "time_", "timezone_")
LIMITS = ("max_length", "min_length", "gt", "ge", "lt", "le", "expected")
PLACES = ("body", "query", "path", "header", "cookie")

MEMBER = re.compile(r"[A-Z]\w*|constrained-\w+|function-.*|.*\[.*")
"""How pydantic names a member of a union, in the place of an error."""

PydanticError = Mapping[str, Any]
"""An item of `ValidationError.errors()`."""


class InvalidValue(NamedTuple):
    """The values of a `Refusal` with the code `request.invalid`."""

    measured: str
    allowed: str
    field: str


def invalid_values(errors: Iterable[PydanticError]) -> list[InvalidValue]:
    """One mistake for each field, in the errors' order.

    Where a value may have several forms, only the form that it is nearest to is held against it."""
    found: dict[str, InvalidValue] = {}
    for error in _nearest(list(errors)):
        one = _invalid_value(error)
        found.setdefault(one.field, one)
    return list(found.values())


def _invalid_value(error: PydanticError) -> InvalidValue:
    context = error.get("ctx") or {}
    limit = next((str(context[name]) for name in LIMITS if name in context), "")
    kind = OF_TYPE.get(error["type"], "other")
    if error["type"].startswith(TIMES):
        kind = "bad_time"
    if kind == "too_short" and limit == "1":
        kind, limit = "blank", ""
    if kind == "no_choice":
        limit = limit.replace("'", "").replace(" or ", ", ")
    path = ".".join(str(part) for part in _path(error))
    return InvalidValue(measured=kind, allowed=limit, field=path[:200])


def _path(error: PydanticError) -> list[str | int]:
    """Where the mistake is, without the place in the request and the names of union members."""
    parts = list(error["loc"])
    if parts and parts[0] in PLACES:
        parts = parts[1:]
    sent = len(parts) - 1 if error["type"] == "extra_forbidden" else len(parts)
    return [part for at, part in enumerate(parts) if at >= sent or not _is_member(part)]


def _is_member(part: str | int) -> bool:
    return isinstance(part, str) and MEMBER.fullmatch(part) is not None


def _nearest(errors: Sequence[PydanticError]) -> list[PydanticError]:
    """Without the errors of those members of a union that have more than another member."""
    kept: list[PydanticError] = []
    for where, alike in groupby(errors, key=_before_member):
        if where is None:
            kept += alike
            continue
        members: list[list[PydanticError]] = [
            list(group) for _, group in groupby(alike, key=_member)
        ]
        nearest: list[PydanticError] = min(members, key=len)
        kept += nearest
    return kept


def _member_at(error: PydanticError) -> int | None:
    last = len(error["loc"]) - (error["type"] == "extra_forbidden")
    found = (at for at, part in enumerate(error["loc"][:last]) if _is_member(part))
    return next(found, None)


def _before_member(error: PydanticError) -> tuple[str | int, ...] | None:
    at = _member_at(error)
    return None if at is None else tuple(error["loc"][:at])


def _member(error: PydanticError) -> str:
    at = _member_at(error)
    return "" if at is None else str(error["loc"][at])
