"""Answers to the fields that a contest adds to the form, each by its type."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from urllib.parse import urlsplit

from contest.refusals import Refusal
from contest.rules.form_fields import FormField

NUMBER = re.compile(r"-?\d{1,15}(\.\d{1,6})?", re.ASCII)
YES_NO = ("yes", "no")


def _is_date(answer: str) -> bool:
    try:
        return date.fromisoformat(answer).isoformat() == answer
    except ValueError:
        return False


def _is_link(answer: str) -> bool:
    try:
        found = urlsplit(answer)
    except ValueError:
        return False
    return found.scheme in ("http", "https") and bool(found.hostname) and " " not in answer


FITS: Mapping[str, tuple[str, Callable[[str], bool]]] = {
    "number": ("form.bad_number", lambda answer: NUMBER.fullmatch(answer) is not None),
    "date": ("form.bad_date", _is_date),
    "link": ("form.bad_link", _is_link),
    "yes_no": ("form.bad_yes_no", lambda answer: answer in YES_NO),
}
"""The refusal of a type, and which answers it takes."""


def mistyped(field: FormField, answers: tuple[str, ...]) -> Iterator[Refusal]:
    """Whether each answer is of the field's type, and only a field of several choices has several.
    Choices are compared elsewhere."""
    name = f"{field.label.zh} ({field.id})"
    if len(answers) > 1 and field.type != "choices":
        yield Refusal(code="form.several_answers", field=field.id, measured=name)
    code, fits = FITS.get(field.type or "", ("", bool))
    for answer in answers if code else ():
        if not fits(answer):
            yield Refusal(code=code, field=field.id, measured=f"{name}: {answer}")
