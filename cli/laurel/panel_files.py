"""The files of `laurel review simulate`: judges and entries, one a row, as .csv or .xlsx."""

from pathlib import Path
from typing import NamedTuple

from contest.entry.entrants import entrant_kind
from contest.entry.form import Form
from contest.entry.form_checks import recommended_by
from contest.model import Id
from contest.review.conflict_facts import JudgeFacts, WorkFacts
from contest.review.identity import emails, phone_numbers
from contest.rules.rules import Rules
from laurel.table_file import Row, records

JUDGES = ("id", "name", "email", "phone", "unit", "expertise", "themes", "max_load")
ENTRIES = (
    *("id", "title", "theme", "entrant", "unit_type", "recommending_unit", "credits", "contact"),
    *("email", "phone", "status"),
)


class JudgeRow(NamedTuple):
    facts: JudgeFacts
    themes: tuple[Id, ...]
    expertise: tuple[str, ...]
    max_load: int | None


class EntryRow(NamedTuple):
    facts: WorkFacts
    title: str
    themes: tuple[Id, ...]
    stands: bool


def read_judges(file: Path, rules: Rules) -> dict[str, JudgeRow]:
    return records(file, JUDGES, lambda id_, row: _judge(id_, row, rules))


def read_entries(file: Path, rules: Rules) -> dict[str, EntryRow]:
    """Those that stand."""
    found = records(file, ENTRIES, lambda id_, row: _entry(id_, row, rules))
    return {id_: entry for id_, entry in found.items() if entry.stands}


def _judge(id_: str, row: Row, rules: Rules) -> JudgeRow:
    facts = JudgeFacts(
        judge=id_,
        emails=emails(*row.texts("email")),
        phones=phone_numbers(*row.texts("phone")),
        name=row.text("name"),
        unit=row.text("unit"),
    )
    return JudgeRow(
        facts, row.themes("themes", rules), row.texts("expertise"), row.number("max_load")
    )


def _entry(id_: str, row: Row, rules: Rules) -> EntryRow:
    named = row.text("recommending_unit")
    unit = recommended_by(rules, Form.model_construct(recommending_unit=named)) if named else None
    names = [name for u in rules.units if u.id == unit for name in (u.name.zh, u.name.en)]
    facts = WorkFacts(
        entry=id_,
        emails=emails(*row.texts("email")),
        phones=phone_numbers(*row.texts("phone")),
        contacts=row.texts("contact"),
        entrant=row.text("entrant"),
        kind=entrant_kind(Form.model_construct(unit_type=row.text("unit_type"))),
        credits=row.texts("credits"),
        recommended_by=frozenset({unit} if unit else ()),
        recommending=tuple(dict.fromkeys(filter(None, (*row.texts("recommending_unit"), *names)))),
    )
    return EntryRow(facts, row.text("title"), row.themes("theme", rules), row.stands())
