"""Characters that the fonts of certificates lack. They are named before anything is issued."""

import unicodedata
from collections.abc import Collection, Iterable, Mapping

from contest.certificates.certificate import Wording
from contest.model import Fact
from contest.refusals import Refusal, Refused


class Uncovered(Fact):
    """Whose certificate cannot be printed, and for which characters."""

    recipient: str
    title: str
    characters: tuple[str, ...]


def missing_characters(text: str, covered: Collection[str]) -> tuple[str, ...]:
    """The characters of a text that the fonts lack, each once, in their order. Spaces that are
    shown as a space, and line breaks, need no glyph."""
    found = (c for c in text if c not in covered and not c.isspace())
    return tuple(dict.fromkeys(found))


def spelt(text: str, glyphs: Mapping[str, str]) -> str:
    """The text with what is printed instead of these characters."""
    return "".join(glyphs.get(one, one) for one in text)


def uncovered(wordings: Iterable[Wording], covered: Collection[str]) -> list[Uncovered]:
    found = []
    for one in wordings:
        text = "".join((*one.lines, one.recipient, one.title, one.award, one.host, one.date))
        if missing := missing_characters(text, covered):
            found.append(Uncovered(recipient=one.recipient, title=one.title, characters=missing))
    return found


def refuse_uncovered(wordings: Iterable[Wording], covered: Collection[str]) -> None:
    """Refused with one refusal for each certificate that cannot be printed."""
    if found := uncovered(wordings, covered):
        raise Refused(
            *(
                Refusal(
                    code="certificate.missing_characters",
                    measured=named(one.characters),
                    allowed=f"{one.recipient}《{one.title}》" if one.title else one.recipient,
                )
                for one in found
            )
        )


def named(characters: Iterable[str]) -> str:
    """`𠮷 (U+20BB7)`: a character that a screen may lack, too, is named by its number."""
    return ", ".join(
        f"{c} (U+{ord(c):04X})" if unicodedata.category(c)[0] != "C" else f"U+{ord(c):04X}"
        for c in characters
    )
