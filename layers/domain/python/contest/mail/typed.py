"""What people typed, as mails show it: on one line, shortened, and in quotation marks that it
cannot close. So nobody's title reads as a word of ours."""

from collections.abc import Collection, Mapping
from string import Formatter

OPENING, CLOSING = '《“「『"', '》”」』"'
INNER = str.maketrans('《》“”「」『』"', "〈〉‘’‘’‘’'")
"""Marks within a quotation, of which none ends it."""


def one_line(text: str) -> str:
    """The text on one line. A line break pasted into a title would end the subject header."""
    return "".join(c if c.isprintable() else " " for c in " ".join(text.split()))


def shortened(text: str, most: int) -> str:
    """At most so many characters, on one line, without marks that would end a quotation."""
    return cut(one_line(text).translate(INNER), most)


def paragraph(text: str, most: int) -> str:
    """A longer text with its lines, in the same way."""
    lines = (one_line(line).translate(INNER) for line in text.strip().splitlines())
    return cut("\n".join(lines), most)


def cut(line: str, most: int) -> str:
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def fill(template: str, names: Mapping[str, str], *, typed: Collection[str]) -> str:
    """The template with its `{names}`. What was typed gets quotation marks, unless the template has
    them."""
    parts, filled = list(Formatter().parse(template)), ""
    for place, (literal, name, _, _) in enumerate(parts, start=1):
        filled += literal
        if name is None:
            continue
        after = parts[place][0] if place < len(parts) else ""
        quoted = filled[-1:] and filled[-1] in OPENING and after[:1] and after[0] in CLOSING
        bare = name in typed and names[name] and not quoted
        filled += f"“{names[name]}”" if bare else names[name]
    return filled
