"""Checks an entrant's form and the accepted declaration against the rules, field by field."""

import unicodedata
from collections.abc import Iterator
from datetime import datetime

from contest import addresses
from contest.audit import Actor
from contest.entry import ai_use
from contest.entry.form import Acceptance, Contact, Form
from contest.entry.own_fields import mistyped
from contest.entry.phones import phones
from contest.model import Id, digest
from contest.refusals import Refusal, refused
from contest.rules.form_fields import FormField, RecommendingUnit
from contest.rules.rules import Rules
from contest.unit_names import normalised

OF_CONTACT = {"contact": "person", "phone": "phone", "email": "email"}
"""Fields of the rules that are part of `Contact`, with their names there."""


def mistakes(form: Form, contact: Contact, *, rules: Rules) -> list[Refusal]:
    """Everything in the form that prevents submission, each with its field, in the rules' order."""
    own = {field.id for field in rules.form if field.type}
    found = [Refusal(code="form.unknown_field", measured=n) for n in form.more if n not in own]
    answers = _answers(form, contact)
    for field in rules.form:
        if field.type:
            found += _mistakes(field, answers.get(field.id, ()))
            found += mistyped(field, answers.get(field.id, ()))
        elif field.id in answers and not field.measured:
            found += _mistakes(field, answers[field.id])
            found += _particular(field, form, contact, rules)
    return [*found, *ai_use.mistakes(form, rules)]


def accepted(rules: Rules, version: str, sha256: str, *, actor: Actor, at: datetime) -> Acceptance:
    """Evidence that the current declaration was accepted.

    `sha256` is the hash of the text that the entrant was shown. Refuses any other version or text
    with `form.declaration_missing`."""
    present = rules.declaration
    if (version, sha256) != (present.version, digest(present)):
        raise refused("form.declaration_missing", measured=version, allowed=present.version)
    return Acceptance(version=present.version, sha256=sha256, actor=actor, at=at)


def declaration_due(given: Acceptance | None, *, rules: Rules) -> Refusal | None:
    """The refusal, unless the current declaration was accepted. A new version or a changed text has
    to be accepted again."""
    present = rules.declaration
    if given and (given.version, given.sha256) == (present.version, digest(present)):
        return None
    return Refusal(
        code="form.declaration_missing",
        field="declaration",
        measured=given.version if given else "",
        allowed=present.version,
    )


def unit_of(rules: Rules, written: str) -> RecommendingUnit | None:
    """The recommending unit with this id or name, in any spelling; None if there is none."""
    wanted = normalised(written)
    for unit in rules.units:
        if wanted in map(normalised, (unit.id, unit.name.zh, unit.name.en)):
            return unit
    return None


def with_unit(rules: Rules, form: Form) -> Form:
    """The form with its recommending unit under the name in the rules, however it was written.

    A unit that the rules do not have is left as written."""
    unit = unit_of(rules, form.recommending_unit)
    return form.model_copy(update={"recommending_unit": unit.name.zh}) if unit else form


def recommended_by(rules: Rules, form: Form) -> Id | None:
    """The id of the recommending unit that the form names; None if the rules do not have it."""
    unit = unit_of(rules, form.recommending_unit)
    return unit.id if unit else None


def _answers(form: Form, contact: Contact) -> dict[str, tuple[str, ...]]:
    """The non-empty answers by field. A field that takes several answers may have more than one."""
    whole = {**dict(form), **form.more}
    given = {n: v if isinstance(v, tuple) else (v,) for n, v in whole.items() if n != "more"}
    given |= {name: (getattr(contact, there),) for name, there in OF_CONTACT.items()}
    return {name: tuple(filter(_visible, texts)) for name, texts in given.items()}


def _visible(text: str) -> bool:
    """Whether the text has a visible character: more than spaces and zero-width marks."""
    return any(not c.isspace() and not unicodedata.category(c).startswith("C") for c in text)


def _mistakes(field: FormField, answers: tuple[str, ...]) -> Iterator[Refusal]:
    name = f"{field.label.zh} {field.label.en} ({field.id})"
    if field.required and not answers:
        yield Refusal(code="form.missing", field=field.id, measured=name)
    choices = [text for choice in field.choices for text in (choice.zh, choice.en)]
    for answer in answers:
        if len(answer) > field.max_length:
            measured, most = f"{name}: {len(answer)}", str(field.max_length)
            yield Refusal(code="form.too_long", field=field.id, measured=measured, allowed=most)
        if choices and answer.strip() not in choices:
            allowed = " / ".join(choice.zh for choice in field.choices)
            measured = f"{name}: {answer}"
            yield Refusal(code="form.no_choice", field=field.id, measured=measured, allowed=allowed)


def _particular(field: FormField, form: Form, contact: Contact, rules: Rules) -> Iterator[Refusal]:
    """Checks that apply to one field only."""
    known = [theme.id for theme in rules.themes]
    match field.id:
        case "theme" if form.theme and form.theme not in known:
            yield _unknown_theme("theme", form.theme, known)
        case "further_themes":
            for theme in form.further_themes:
                if theme not in known:
                    yield _unknown_theme("further_themes", theme, known)
            if len({form.theme, *form.further_themes}) <= len(form.further_themes):
                yield Refusal(code="form.theme_twice", field="further_themes")
        case "phone" if contact.phone and phones(contact.phone) is None:
            yield Refusal(code="form.bad_phone", field="phone")
        case "email" if contact.email and not addresses.is_bare(_half_width(contact.email)):
            yield Refusal(code="form.bad_email", field="email")


def _half_width(text: str) -> str:
    return unicodedata.normalize("NFKC", text)


def _unknown_theme(field: str, theme: str, known: list[str]) -> Refusal:
    allowed = ", ".join(known)
    return Refusal(code="form.unknown_theme", field=field, measured=theme, allowed=allowed)
