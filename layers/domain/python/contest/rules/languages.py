"""The languages of a contest. Its texts stand in both languages of the interface, or in one: then
that one is shown wherever the other would be."""

from collections.abc import Mapping
from typing import Any

from contest.model import Language

BOTH: tuple[Language, ...] = ("zh", "en")


def completed(document: Any) -> Any:  # noqa: ANN401 - whatever a rules file holds
    """The document of a contest in one language, with each of its texts in the place of the missing
    one. Any other is returned as it is: there, a missing text is a mistake."""
    named = document.get("languages") if isinstance(document, Mapping) else None
    if not isinstance(named, list | tuple) or len(named) != 1 or named[0] not in BOTH:
        return document
    return _filled(document, named[0])


def _filled(node: Any, only: Language) -> Any:  # noqa: ANN401 - as above
    match node:
        case {**fields} if list(fields) == [only] and isinstance(fields[only], str):
            return dict.fromkeys(BOTH, fields[only])
        case {**fields}:
            return {name: _filled(inner, only) for name, inner in fields.items()}
        case [*items]:
            return [_filled(inner, only) for inner in items]
    return node


def parted(zh: str, en: str, languages: tuple[Language, ...], *, between: str) -> str:
    """Both parts, Chinese first, or that of the contest's only language."""
    parts = {"zh": zh, "en": en}
    return between.join(parts[language] for language in BOTH if language in languages)
