"""Texts that lack a language of the contest: one problem for all of them, with lines."""

from collections.abc import Iterable
from typing import NamedTuple

from pydantic_core import ErrorDetails

from contest.model import Language, Text
from laurel import rules_schema
from laurel.rules_words import is_text

MOST_LINES = 30
OTHER: dict[Language, Language] = {"zh": "en", "en": "zh"}
SAID = {
    "": Text(zh="文字只写了一种语言，要有中文和英文", en="a text in one language: it needs two"),
    "zh": Text(zh="缺少中文 (zh)", en="the Chinese text (zh) is missing"),
    "en": Text(zh="缺少英文 (en)", en="the English text (en) is missing"),
}
"""By the language that is missing; empty if the text is not marked with a language."""
UNMARKED = Text(zh="文字要写明语言", en="a text without its language")
"""In a contest of one language."""


class OneLanguage(NamedTuple):
    errors: list[ErrorDetails]
    """The first one stands for all."""
    missing: str
    only: Language | None
    """The contest's language, if it has one alone."""

    def message(self, lines: Iterable[int]) -> Text:
        """`lines`: those of all the errors."""
        said = UNMARKED if self.only and not self.missing else SAID[self.missing]
        count, known = len(self.errors), sorted(set(lines))
        if count == 1:
            return said
        zh = "、".join(map(str, known[:MOST_LINES])) + ("……" if len(known) > MOST_LINES else "")
        en = ", ".join(map(str, known[:MOST_LINES])) + (" …" if len(known) > MOST_LINES else "")
        return Text(
            zh=f"{said.zh}（共 {count} 处，第 {zh} 行）",
            en=f"{said.en} ({count} places, in lines {en})",
        )


def parted(
    errors: Iterable[ErrorDetails], only: Language | None
) -> tuple[list[OneLanguage], list[ErrorDetails]]:
    """The texts that lack a language, and all other errors. A contest in one language lacks no text
    in the other."""
    found, others = dict[str, list[ErrorDetails]](), list[ErrorDetails]()
    for error in errors:
        missing = _missing(error)
        if only and error["type"] == "missing" and error["loc"][-1] == OTHER[only]:
            continue
        (others if missing is None else found.setdefault(missing, [])).append(error)
    return [OneLanguage(each, missing, only) for missing, each in found.items()], others


def _missing(error: ErrorDetails) -> str | None:
    if error["type"] == "model_type" and isinstance(error["input"], str):
        return "" if is_text(rules_schema.at(error["loc"])) else None
    if error["type"] == "missing" and error["loc"][-1] in ("zh", "en"):
        return str(error["loc"][-1]) if is_text(rules_schema.at(error["loc"][:-1])) else None
    return None
