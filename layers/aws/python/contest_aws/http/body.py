"""Reads request bodies safely: JSON in UTF-8 of limited size, or a refusal."""

import base64
import binascii
import json
from typing import Any

from contest.refusals import Refusal

MOST_BYTES = 256 * 1024
"""The longest form needs a twentieth of this."""
JSON = "application/json"


def readable(
    event: dict[str, Any], most_bytes: int = MOST_BYTES
) -> tuple[dict[str, Any], Refusal | None]:
    """The event with its body as plain JSON text; or without a body, and with the reason for
    refusal."""
    headers = {name.lower(): value for name, value in (event.get("headers") or {}).items()}
    body = event.get("body") or None
    refusal = None
    if body is not None:
        try:
            body = _text(body, headers, most_bytes, encoded=bool(event.get("isBase64Encoded")))
        except (ValueError, RecursionError) as error:  # what base64, UTF-8 and JSON may raise
            refusal, body = _refusal(error, most_bytes), None
    plain = {"headers": headers | {"content-type": JSON}, "body": body, "isBase64Encoded": False}
    return event | plain, refusal


def _text(body: str, headers: dict[str, str], most_bytes: int, *, encoded: bool) -> str:
    # A browser asks before it sends JSON to another site, and sends a body of no type unasked.
    kind = headers.get("content-type", "none").split(";")[0].strip().lower()
    if kind != JSON:
        raise _BodyError(f"Content-Type: {kind[:100]}")
    # Both ways are strict: text that is not UTF-8 is refused here, and so is invalid base64.
    sent = base64.b64decode(body, validate=True) if encoded else body.encode()
    if len(sent) > most_bytes:
        raise _BodyError(f"{len(sent)} bytes")
    text = sent.decode()
    found = json.loads(text, parse_constant=_no_number)
    json.dumps(found, ensure_ascii=False).encode()  # "\ud800" is valid JSON, but not valid text
    return text


class _BodyError(ValueError):
    """Its text is shown to the sender of the body."""


def _no_number(name: str) -> None:
    raise _BodyError(name)


def _refusal(error: ValueError | RecursionError, most_bytes: int) -> Refusal:
    match error:
        case _BodyError():
            measured = str(error)
        case binascii.Error():
            measured = "base64"
        case UnicodeError():
            measured = "UTF-8"
        case RecursionError():
            measured = "depth"
        case json.JSONDecodeError():
            measured = f"JSON, {error.lineno}:{error.colno}"
        case _:
            measured = "JSON"
    return Refusal(code="request.unreadable", measured=measured, allowed=str(most_bytes))
