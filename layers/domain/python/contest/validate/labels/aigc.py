"""Reads one value of the key `AIGC` (GB 45438-2025, appendix E): a JSON object with the field
`Label` and six more."""

import json
import re
from collections.abc import Mapping

from contest.validate.labels.file_labels import (
    LONGEST_FIELD,
    AigcLabel,
    AiStatement,
    LabelProblem,
)

KEY = "AIGC"
LONGEST_VALUE = 16 * 1024
"""Bytes; with two signatures in its reserved codes, a value has 2 KiB."""
STATEMENTS = {"1": AiStatement.MADE, "2": AiStatement.MAYBE, "3": AiStatement.SUSPECTED}
LABEL = "label"
FIELDS = {
    "contentproducer": "content_producer",
    "produceid": "produce_id",
    "reservedcode1": "reserved_code1",
    "contentpropagator": "content_propagator",
    "propagateid": "propagate_id",
    "reservedcode2": "reserved_code2",
}
"""By the name in the standard, in lower case: tools differ in that."""
BLANK = "\0 \t\r\n"
BLANK_BYTES = BLANK.encode()
BEGINNINGS = (b"{", KEY.encode())
NAMED = re.compile(rf"{KEY}\s*[:=]\s*(?=[{{\"])")
"""In a comment, a value may follow its name."""
HELD = re.compile(
    rf'"({KEY}|ContentProducer|ProduceID|ContentPropagator|PropagateID)"\s*:', re.IGNORECASE
)
"""By these fields an object in a comment is known to be a label."""
WRAPPINGS = 3
"""A value may be an object with the key `AIGC`, or a text with such an object, or both."""


class UnreadableError(ValueError):
    def __init__(self, problem: LabelProblem) -> None:
        super().__init__(problem)
        self.problem = problem


def label_of(value: bytes | str | Mapping[str, object], *, place: str) -> AigcLabel:
    """The label that a value of the key `AIGC` holds, or why it cannot be read."""
    try:
        return _label(_unwrapped(value), place)
    except UnreadableError as error:
        return AigcLabel(place=place, problem=error.problem)


def label_in(comment: bytes, *, place: str) -> AigcLabel | None:
    """The label in a text that may hold anything, such as a comment. None: it holds none."""
    if not comment.lstrip(BLANK_BYTES).startswith(BEGINNINGS):
        return None
    text = comment.decode("utf-8", "replace").strip(BLANK)
    named = NAMED.match(text)
    if named:
        return label_of(text[named.end() :], place=place)
    if text.startswith("{") and HELD.search(text):
        return label_of(text, place=place)
    return None


def _unwrapped(value: bytes | str | object) -> Mapping[str, object]:
    for _ in range(WRAPPINGS):
        if isinstance(value, bytes | str):
            value = _json(value)
        if not isinstance(value, Mapping):
            raise UnreadableError(LabelProblem.NOT_OBJECT)
        if KEY not in value:
            return value
        value = value[KEY]
    raise UnreadableError(LabelProblem.NOT_OBJECT)


def _json(value: bytes | str) -> object:
    if len(value) > LONGEST_VALUE:
        raise UnreadableError(LabelProblem.TOO_LONG)
    try:
        text = value.decode("utf-8-sig") if isinstance(value, bytes) else value
    except UnicodeDecodeError:
        raise UnreadableError(LabelProblem.NOT_TEXT) from None
    try:
        return json.loads(text.strip(BLANK), object_pairs_hook=_once_each)
    except UnreadableError:
        raise
    except (ValueError, RecursionError):
        raise UnreadableError(LabelProblem.NOT_JSON) from None


def _once_each(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """Readers disagree about which of two fields with one name counts."""
    found = dict(pairs)
    if len({name.lower() for name in found}) != len(pairs):
        raise UnreadableError(LabelProblem.REPEATED)
    return found


def _label(value: Mapping[str, object], place: str) -> AigcLabel:
    fields = {name.lower(): one for name, one in value.items()}
    if LABEL not in fields:
        raise UnreadableError(LabelProblem.NO_LABEL)
    says = STATEMENTS.get(_text(fields[LABEL]))
    if says is None:
        raise UnreadableError(LabelProblem.UNKNOWN_LABEL)
    others = {field: _text(fields.get(name, "")) for name, field in FIELDS.items()}
    return AigcLabel(place=place, says=says, **others)


def _text(value: object) -> str:
    """Printable characters only, and not too many of them."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int):
        raise UnreadableError(LabelProblem.BAD_FIELD)
    try:
        text = str(value)
    except ValueError:  # a number of thousands of digits
        raise UnreadableError(LabelProblem.BAD_FIELD) from None
    return "".join(char for char in text if char.isprintable()).strip()[:LONGEST_FIELD]
