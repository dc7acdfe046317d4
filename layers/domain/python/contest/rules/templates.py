"""Texts that Laurel fills in and sends: mails with `{names}` in them. `sections` has those
that are printed."""

from collections.abc import Iterable
from string import Formatter

from pydantic import ValidationInfo, field_validator

from contest.model import Fact, Text
from contest.rules.faults import Fault, fault, refuse

EVERYWHERE = frozenset({"contest", "host", "title", "entrant", "entry", "theme", "link"})
IN_MAILS = {
    "recommended": EVERYWHERE | {"unit"},
    "submitted": EVERYWHERE,
    "invalid": EVERYWHERE | {"reasons", "resubmit_by"},
    "let_in": EVERYWHERE | {"resubmit_by"},
    "entered": EVERYWHERE,
    "returned": EVERYWHERE | {"reasons", "note", "resubmit_by"},
    "passed": EVERYWHERE,
    "rejected": EVERYWHERE | {"reasons", "note"},
    "reopened": EVERYWHERE | {"note"},
    "theme_proposed": EVERYWHERE | {"new_theme", "note", "answer_by"},
    "provisional": EVERYWHERE | {"award"},
    "awarded": EVERYWHERE | {"award"},
    "not_awarded": EVERYWHERE,
    "not_judged": EVERYWHERE | {"note"},
    "revoked": EVERYWHERE | {"award", "reasons"},
    "disqualified": EVERYWHERE | {"note"},
}


class Mail(Fact):
    subject: Text
    body: Text


class Mails(Fact):
    """One text for each occasion; if it is left out, no mail is sent."""

    recommended: Mail | None = None
    """A unit's sheet lists the work: its contact is asked to submit it."""
    submitted: Mail | None = None
    """The video has arrived."""
    entered: Mail | None = None
    """The work was submitted and has its number: it goes to the screeners."""
    invalid: Mail | None = None
    """The technical validation refused the upload."""
    let_in: Mail | None = None
    """The host lets it in after its deadline: it may be changed and submitted."""
    returned: Mail | None = None
    passed: Mail | None = None
    rejected: Mail | None = None
    reopened: Mail | None = None
    """The host has the work screened again."""
    theme_proposed: Mail | None = None
    """A screener proposes another theme, and asks for consent."""
    provisional: Mail | None = None
    """The work is on a list that the public does not see yet."""
    awarded: Mail | None = None
    not_awarded: Mail | None = None
    not_judged: Mail | None = None
    """The host left the work out of the ranking: it has too few reviews."""
    revoked: Mail | None = None
    disqualified: Mail | None = None
    """The host disqualified the work, which had no award that it lost by it."""

    @field_validator("*")
    @classmethod
    def _knows_its_names(cls, mail: Mail | None, info: ValidationInfo) -> Mail | None:
        allowed = IN_MAILS[info.field_name or ""]
        refuse(
            "mail",
            [
                Fault((part, *found.place), found.found, found.error)
                for part, text in (mail or ())
                for found in unknown_names(text, allowed=allowed)
            ],
        )
        return mail


def unknown_names(text: Text, *, allowed: Iterable[str]) -> Iterable[Fault]:
    """Yields a fault for each placeholder that is not a plain `{name}` out of `allowed`: attributes
    and formats are refused."""
    names = ", ".join(f"{{{name}}}" for name in sorted(allowed))
    for language, template in text:
        try:
            wrong = [name for name in _names(template) if name not in allowed]
        except ValueError:
            wrong = ["{ }"]
        for name in wrong:
            yield Fault(
                (language,),
                template,
                fault(
                    "unknown_name",
                    f"模板中不认识“{name}”（花括号本身写作 {{{{ 和 }}}}）",
                    f'"{name}" cannot be used in this text (write a brace as {{{{ or }}}})',
                    allowed=Text(zh=names, en=names),
                ),
            )


def _names(template: str) -> Iterable[str]:
    for _, name, form, conversion in Formatter().parse(template):
        if name is not None:
            yield name + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "")
