"""What is printed: the text of the rules, filled in for one winner."""

import re
from collections.abc import Mapping
from datetime import datetime

from contest.award.award import Winner
from contest.award.places import places
from contest.certificates.certificate import Wording
from contest.entry.form import unmarked
from contest.model import Language, Text, unjoined
from contest.rules.rules import Rules
from contest.rules.sections import CertificateRules

DIGITS = "〇一二三四五六七八九"
MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
VARIANTS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
"""They choose a variant of the character before them. Fonts without the variant show the usual
one."""
BETWEEN = Text(zh="·", en=", ")
"""Between an award and its level or theme."""


def date_in_words(moment: datetime, language: Language) -> str:
    """二〇二四年十月二十三日, or 23 October 2024. The moment is in the contest's zone."""
    if language == "en":
        return f"{moment.day} {MONTHS[moment.month - 1]} {moment.year}"
    year = "".join(DIGITS[int(digit)] for digit in str(moment.year))
    return f"{year}年{_counted(moment.month)}月{_counted(moment.day)}日"


def _counted(number: int) -> str:
    tens, ones = divmod(number, 10)
    before = (DIGITS[tens] if tens > 1 else "") + "十" if tens else ""
    return before + (DIGITS[ones] if ones else "")


def award_name(rules: Rules, winner: Winner, language: Language) -> str:
    """综合奖·金奖, or of a theme award 主题奖·绿色低碳."""
    place = places(rules.awards)[winner.place]
    parts = [place.award.name] + ([place.level.name] if place.level else [])
    parts += [theme.name for theme in rules.themes if theme.id == winner.theme]
    return BETWEEN.in_language(language).join(part.in_language(language) for part in parts)


def wording(
    rules: Rules,
    winner: Winner,
    *,
    at: datetime,
    beside: Mapping[str, str] = {},
) -> Wording:
    """`at`: when it is issued. `beside`: what the text may name and the winner does not carry:
    number, entry, the theme of the entry, credits, link. A theme award names its own theme."""
    its = certificate_rules(rules)
    language = its.language
    host = next((p.name for p in rules.parties if p.role == "host"), rules.parties[0].name)
    theme = next((t.name for t in rules.themes if t.id == winner.theme), None)
    names = {
        "contest": rules.name.in_language(language),
        "host": host.in_language(language),
        "entrant": winner.recipient,
        "title": winner.title,
        "award": award_name(rules, winner, language),
        "date": date_in_words(at.astimezone(rules.zone), language),
        **dict.fromkeys(("number", "entry", "theme", "credits", "link"), ""),
        **beside,
        **({"theme": theme.in_language(language)} if theme else {}),
    }
    names = {name: " ".join(_printed(value).split()) for name, value in names.items()}
    names["title"] = unmarked(names["title"])
    text = its if winner.entry else its.unit or its
    return Wording(
        language=language,
        paper=its.paper,
        lines=_lines(text.in_language(language), names),
        recipient=names["entrant"],
        title=names["title"] if winner.entry else "",
        award=names["award"],
        contest=names["contest"],
        host=names["host"],
        date=names["date"],
        template=its.template or "",
    )


def certificate_rules(rules: Rules) -> CertificateRules:
    assert rules.certificate is not None  # noqa: S101 - rules with certificates have their text
    return rules.certificate


def _lines(template: str, names: Mapping[str, str]) -> tuple[str, ...]:
    lines = (_printed(line).strip() for line in template.splitlines())
    filled = (line.format_map(names).strip() for line in lines)
    return tuple(line for line in filled if line)


def _printed(text: str) -> str:
    """Without characters that nobody sees: no font has them."""
    return VARIANTS.sub("", unjoined(text))
