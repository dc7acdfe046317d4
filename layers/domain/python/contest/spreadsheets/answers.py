"""Turns one row of 《推荐汇总表》 into a form and a contact. Answers are cut to the limits of these
models, each with a refusal."""

from collections.abc import Iterator
from functools import cache

from contest.entry.form import Contact, Form
from contest.entry.form_checks import OF_CONTACT
from contest.entry.phones import without_decimals
from contest.model import Fact, Id, Text
from contest.refusals import Refusal
from contest.rules.form_fields import RecommendingUnit
from contest.rules.rules import Rules
from contest.spreadsheets.rows import FilledRow
from contest.spreadsheets.table import UNREADABLE
from contest.spreadsheets.values import choice_of, clean, email, one_line, plain, several, theme_of

PROSE = ("synopsis", "remarks")
"""Answers that keep their line breaks."""
ONE = 100
"""Most characters of one name in the credits."""


@cache
def longest(of: type[Fact], field: str) -> int:
    """The length limit of a model's field: in characters, or in answers if it takes several.

    0 if it has none."""
    limits = (getattr(limit, "max_length", None) for limit in of.model_fields[field].metadata)
    return max(filter(None, limits), default=0)


class Answers:
    """The answers of one filled row, read by the field ids of the rules."""

    def __init__(self, line: FilledRow, rules: Rules) -> None:
        self._line, self._rules = line, rules
        self._labels: dict[str, str] = {field.id: field.label.zh for field in rules.sheet_fields}
        self._choices: dict[str, tuple[Text, ...]] = {f.id: f.choices for f in rules.sheet_fields}

    def text(self, field: str) -> str:
        """The cleaned text of any length; empty if the cell is empty or unreadable."""
        cell = self._line.cells.get(field)
        if cell is None or cell.kind in UNREADABLE:
            return ""
        if field in PROSE:
            return clean(cell.text)
        if field == "email":
            return email(cell.text)
        if field == "phone":
            return without_decimals(plain(cell.text))
        if field == "duration":
            return plain(cell.text)
        return choice_of(self._choices.get(field, ()), one_line(cell.text))

    def several(self, field: str) -> tuple[str, ...]:
        """The answers of a field that takes several; none if the cell is empty or unreadable."""
        cell = self._line.cells.get(field)
        readable = cell is not None and cell.kind not in UNREADABLE
        return several(cell.text, strokes=field != "credits") if cell and readable else ()

    def themes(self) -> Iterator[tuple[str, str]]:
        """Field and text of every theme in the row."""
        if theme := self.text("theme"):
            yield "theme", theme
        yield from (("further_themes", text) for text in self.several("further_themes"))

    def form(self, unit: RecommendingUnit) -> Form:
        """The row's form, cut to its limits. `unit` owns the sheet and recommends the work."""
        texts = {
            name: self.text(name)[: longest(Form, name)]
            for name in ("title", "entrant", "unit_type", "region", "synopsis", "remarks")
        }
        credits_ = [name[:ONE] for name in self.several("credits")][: longest(Form, "credits")]
        further = [self._theme(text) for text in self.several("further_themes")]
        return Form.model_validate(
            texts
            | {"theme": self._theme(self.text("theme")) or "", "credits": credits_}
            | {"further_themes": list(filter(None, further))[: longest(Form, "further_themes")]}
            | {"recommending_unit": unit.name.zh}
        )

    def contact(self) -> Contact:
        """The row's contact, cut to its limits."""
        return Contact.model_validate(
            {there: self.text(n)[: longest(Contact, there)] for n, there in OF_CONTACT.items()}
        )

    def too_long(self) -> Iterator[Refusal]:
        """A refusal for every answer that was cut. Lower limits of the rules are checked later."""
        whole = {n: (self.text(n), longest(Contact, there)) for n, there in OF_CONTACT.items()}
        whole |= {
            name: (self.text(name), longest(Form, name))
            for name in ("title", "entrant", "unit_type", "region", "synopsis", "remarks")
        }
        for name, (text, most) in whole.items():
            if len(text) > most:
                yield self._cut(name, len(text), most)
        credits_ = self.several("credits")
        if len(credits_) > (most := longest(Form, "credits")):
            yield self._cut("credits", len(credits_), most)
        for name in credits_:
            if len(name) > ONE:
                yield self._cut("credits", len(name), ONE)

    def _theme(self, text: str) -> Id | None:
        return theme_of(self._rules, text)

    def _cut(self, field: str, measured: int, most: int) -> Refusal:
        shown = f"{self._labels.get(field, field)}: {measured}"
        return Refusal(code="form.too_long", field=field, measured=shown, allowed=str(most))
