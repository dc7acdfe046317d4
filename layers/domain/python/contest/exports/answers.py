"""The answers of a form as the cells of a list, in the order of the rules. What the rules call
private is masked, each field in its own way."""

from collections.abc import Callable, Mapping

from contest.entry import masking
from contest.entry.form import Contact, Form
from contest.entry.form_checks import OF_CONTACT
from contest.rules.form_fields import AI_USES, AiUse, FormField
from contest.rules.rules import Rules

MASKS: Mapping[str, Callable[[str], str]] = {
    "contact": masking.person,
    "phone": masking.phone,
    "email": masking.email,
}
YES_NO: Mapping[str, str] = {"yes": "是 yes", "no": "否 no"}


def fields_of(rules: Rules) -> list[FormField]:
    """The columns. What is measured has a column of its own."""
    return [field for field in (*rules.form, *rules.ai.fields) if not field.measured]


def heading(field: FormField) -> str:
    return field.label.both


def answers(form: Form, contact: Contact, *, rules: Rules, full: bool) -> list[str]:
    """One cell a field. `full`: nothing is masked."""
    themes = {theme.id: theme.name.zh for theme in rules.themes}
    return [
        "、".join(
            _shown(field, themes.get(given, given), full=full)
            for given in _given(field, form, contact)
            if given
        )
        for field in fields_of(rules)
    ]


def _given(field: FormField, form: Form, contact: Contact) -> tuple[str, ...]:
    if field.id in OF_CONTACT:
        return (str(getattr(contact, OF_CONTACT[field.id])),)
    answer = form.more.get(field.id, "") if field.type else getattr(form, field.id)
    return answer if isinstance(answer, tuple) else (str(answer),)


def _shown(field: FormField, given: str, *, full: bool) -> str:
    if field.id in OF_CONTACT or field.private:
        return given if full else MASKS.get(field.id, masking.text)(given)
    if field.id == "ai_use":
        return AI_USES[AiUse(given)].both
    return YES_NO.get(given, given) if field.type == "yes_no" else given
