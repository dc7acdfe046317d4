"""Turns refusals into a problem document (RFC 9457)."""

from http import HTTPStatus
from typing import Any

from contest.model import Fact, Language
from contest.refusals import CATALOGUE, Refusal
from contest.refusals.kinds import Kind

MEDIA_TYPE = "application/problem+json"
_OF_KIND: dict[Kind, HTTPStatus] = {
    "missing": HTTPStatus.NOT_FOUND,
    "forbidden": HTTPStatus.FORBIDDEN,
    "invalid": HTTPStatus.UNPROCESSABLE_ENTITY,
    "conflict": HTTPStatus.CONFLICT,
    "late": HTTPStatus.CONFLICT,
    "stale": HTTPStatus.PRECONDITION_FAILED,
    "often": HTTPStatus.TOO_MANY_REQUESTS,
    "away": HTTPStatus.SERVICE_UNAVAILABLE,
    "fault": HTTPStatus.INTERNAL_SERVER_ERROR,
}
_OF_CODE = {"access.unknown": HTTPStatus.UNAUTHORIZED}


class ProblemReason(Fact):
    code: str
    measured: str
    allowed: str
    field: str
    """The form field that the reason is about, if any."""
    sentence: str
    """What to do about it, in the reader's language."""


class Problem(Fact):
    """Says that nothing was changed, and why. Title, code and status are those of the first
    reason."""

    type: str
    """`urn:laurel:` followed by the code."""
    code: str
    """Stable, so that programs may rely on it. docs/refusals.md lists all codes."""
    title: str
    status: int
    reasons: tuple[ProblemReason, ...]
    """All reasons at once."""
    texts: dict[str, Any] = {}
    """Of what was changed in the meantime: `stored` is what is there now, `sent` what this request
    would have written."""


def status_of(code: str) -> HTTPStatus:
    return _OF_CODE.get(code) or _OF_KIND[CATALOGUE[code][0]]


def problem_of(
    *refusals: Refusal, language: Language, texts: dict[str, Any] | None = None
) -> Problem:
    first = refusals[0]
    return Problem(
        type=f"urn:laurel:{first.code}",
        code=first.code,
        title=first.sentence(language),
        status=int(status_of(first.code)),
        texts=texts or {},
        reasons=tuple(ProblemReason(**dict(r), sentence=r.sentence(language)) for r in refusals),
    )
