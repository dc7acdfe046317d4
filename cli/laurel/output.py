"""What the commands print: lines, and lists as a table on a terminal, as columns parted by tabs in
a pipe, or as JSON. Nothing is cut, and nothing that people wrote is read as markup."""

import json
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

import typer
from rich.console import Console
from rich.table import Table

from contest.model import Text
from contest.rules.rules import Rules

PLAIN: Any = {"markup": False, "highlight": False, "emoji": False, "soft_wrap": True}
console = Console(**PLAIN)
NARROWEST = 9
"""The fewest characters of a column in a table. On a narrower terminal each row is a block."""

Value = str | int | float | datetime | Text | None


class Coded(NamedTuple):
    """A value whose code goes into JSON, and whose name is shown to people."""

    code: str
    name: Text


class Listing(NamedTuple):
    title: str
    columns: Mapping[str, str]
    """The headings by the names that JSON uses."""
    rows: Sequence[Mapping[str, Value | Coded]]
    rules: Rules
    """Times are shown in their zone."""


def line(text: str) -> None:
    console.print(text)


def say(zh: str, en: str) -> None:
    line(f"{zh} {en}")


def warn(text: Text) -> None:
    typer.echo(f"{text.zh} {text.en}", err=True)


def moment(at: datetime, rules: Rules) -> str:
    """In the contest's zone. Midnight is 24:00 of the day that it ends."""
    there = at.astimezone(rules.zone)
    if (there.hour, there.minute, there.second) == (0, 0, 0):
        return f"{there - timedelta(days=1):%Y-%m-%d} 24:00 ({rules.time_zone})"
    return f"{there:%Y-%m-%d %H:%M} ({rules.time_zone})"


def records(listing: Listing) -> list[dict[str, object]]:
    """The rows for JSON."""
    return [{name: _plain(row.get(name)) for name in listing.columns} for row in listing.rows]


def print_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))


def show(listing: Listing, *, as_json: bool = False) -> None:
    if as_json:
        print_json(records(listing))
        return
    rows = [
        {name: _shown(row.get(name), listing.rules) for name in listing.columns}
        for row in listing.rows
    ]
    if not console.is_terminal:
        for cells in (listing.columns, *rows):
            typer.echo("\t".join(" ".join(cells[name].split()) for name in listing.columns))
    elif console.width < NARROWEST * len(listing.columns):
        console.print(listing.title)
        for row in rows:
            lines = (f"{head}: {row[name]}" for name, head in listing.columns.items() if row[name])
            console.print("\n" + "\n".join(lines))
    else:
        _print_table(listing, rows)


def _print_table(listing: Listing, rows: Sequence[Mapping[str, str]]) -> None:
    table = Table(title=listing.title)
    for name, head in listing.columns.items():
        numbers = all(isinstance(row.get(name), int | float) for row in listing.rows)
        table.add_column(head, overflow="fold", justify="right" if numbers else "left")
    for row in rows:
        table.add_row(*row.values())
    console.print(table, soft_wrap=False)


def _shown(value: Value | Coded, rules: Rules) -> str:
    match value:
        case None:
            return ""
        case Coded():
            return f"{value.name.zh} {value.name.en}"
        case Text():
            return f"{value.zh} {value.en}"
        case datetime():
            return moment(value, rules)
        case _:
            return str(value)


def _plain(value: Value | Coded) -> object:
    match value:
        case Coded():
            return value.code
        case Text():
            return value.model_dump()
        case datetime():
            return value.isoformat()
        case _:
            return value
