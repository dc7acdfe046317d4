"""What the rules ask of an entrant's form, field by field, and the declaration that they accept."""

from collections.abc import Iterator
from datetime import datetime

from contest.entry import Acceptance, Contact, Form
from contest.model import digest
from contest.refusals import Refusal, Refused, refused
from contest.rules import FormField, Rules


def check(form: Form, *, rules: Rules, contact: Contact | None = None) -> None:
    """Refused with every mistake at once, each naming its field. `contact` is None where it is not
    asked for again."""
    answers = _answers(form, contact)
    refusals = [*_themes(form, rules)]
    for field in rules.form:
        if field.id in answers and not field.measured:
            refusals += _mistakes(field, answers[field.id])
    if refusals:
        raise Refused(*refusals)


def accepted(rules: Rules, version: str, *, by: str, at: datetime) -> Acceptance:
    """Evidence that the present declaration was accepted; another one, or none, will not do."""
    present = rules.declaration
    if version != present.version:
        raise refused("form.declaration_missing", measured=version, allowed=present.version)
    return Acceptance(version=present.version, sha256=digest(present), by=by, at=at)


def _answers(form: Form, contact: Contact | None) -> dict[str, tuple[str, ...]]:
    """By field; one that takes several answers has as many."""
    given = {name: value if isinstance(value, tuple) else (value,) for name, value in form}
    if contact:
        given |= {"contact": (contact.person,), "phone": (contact.phone,)}
        given |= {"email": (contact.email,)}
    return {name: tuple(text for text in texts if text.strip()) for name, texts in given.items()}


def _themes(form: Form, rules: Rules) -> Iterator[Refusal]:
    known = [theme.id for theme in rules.themes]
    for theme in (form.theme, *form.further_themes):
        if theme not in known:
            yield Refusal(code="form.unknown_theme", measured=theme, allowed=", ".join(known))


def _mistakes(field: FormField, answers: tuple[str, ...]) -> Iterator[Refusal]:
    name = f"{field.label.zh} {field.label.en} ({field.id})"
    if field.required and not answers:
        yield Refusal(code="form.missing", measured=name)
    choices = [text for choice in field.choices for text in (choice.zh, choice.en)]
    for answer in answers:
        if len(answer) > field.max_length:
            measured = f"{name}: {len(answer)}"
            yield Refusal(code="form.too_long", measured=measured, allowed=str(field.max_length))
        if choices and answer.strip() not in choices:
            allowed = " / ".join(choice.zh for choice in field.choices)
            yield Refusal(code="form.no_choice", measured=f"{name}: {answer}", allowed=allowed)
