"""Texts in one language, where the rules need two: one problem for all of them, with lines."""

from collections.abc import Iterable
from typing import NamedTuple

from pydantic_core import ErrorDetails

from contest.model import Text
from laurel import rules_schema
from laurel.rules_words import BOTH, is_text

MOST_LINES = 30
SAID = {
    "": Text(zh="文字只写了一种语言，要有中文和英文", en="a text in one language: it needs two"),
    "zh": Text(zh="缺少中文 (zh)", en="the Chinese text (zh) is missing"),
    "en": Text(zh="缺少英文 (en)", en="the English text (en) is missing"),
}
"""By the language that is missing; empty if the text is not marked with a language."""


class OneLanguage(NamedTuple):
    errors: list[ErrorDetails]
    """The first one stands for all."""
    missing: str

    def message(self, lines: Iterable[int]) -> Text:
        """`lines`: those of all the errors."""
        said, count, known = SAID[self.missing], len(self.errors), sorted(set(lines))
        if count == 1:
            return said
        zh = "、".join(map(str, known[:MOST_LINES])) + ("……" if len(known) > MOST_LINES else "")
        en = ", ".join(map(str, known[:MOST_LINES])) + (" …" if len(known) > MOST_LINES else "")
        return Text(
            zh=f"{said.zh}（共 {count} 处，第 {zh} 行）",
            en=f"{said.en} ({count} places, in lines {en})",
        )

    @property
    def allowed(self) -> Text:
        return BOTH


def parted(errors: Iterable[ErrorDetails]) -> tuple[list[OneLanguage], list[ErrorDetails]]:
    """The texts in one language, and all other errors."""
    found, others = dict[str, list[ErrorDetails]](), list[ErrorDetails]()
    for error in errors:
        missing = _missing(error)
        (others if missing is None else found.setdefault(missing, [])).append(error)
    return [OneLanguage(each, missing) for missing, each in found.items()], others


def _missing(error: ErrorDetails) -> str | None:
    if error["type"] == "model_type" and isinstance(error["input"], str):
        return "" if is_text(rules_schema.at(error["loc"])) else None
    if error["type"] == "missing" and error["loc"][-1] in ("zh", "en"):
        return str(error["loc"][-1]) if is_text(rules_schema.at(error["loc"][:-1])) else None
    return None
