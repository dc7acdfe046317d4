"""The languages of a contest. Its texts stand in both languages of the interface, or in one: then
that one is shown wherever the other would be."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from contest.model import Language, Text
from contest.rules.faults import Fault, fault

BOTH: tuple[Language, ...] = ("zh", "en")


def one_or_both(languages: Sequence[str]) -> Iterable[Fault]:
    """One or both are named, each once."""
    if not languages or len(set(languages)) != len(languages):
        names = Text(zh="[zh, en]、[zh] 或 [en]", en="[zh, en], [zh] or [en]")
        zh, en = "须列出一种或两种语言", "name one language or two"
        yield Fault((), list(languages), fault("languages", zh, en, allowed=names))


def only_language(document: Any) -> Language | None:  # noqa: ANN401 - whatever a rules file holds
    """The language of a contest that has one alone."""
    these = document.get("languages") if isinstance(document, Mapping) else None
    if not isinstance(these, list | tuple) or len(these) != 1:
        return None
    return next((language for language in BOTH if language == these[0]), None)


def completed(document: Any) -> Any:  # noqa: ANN401 - as above
    """The document of a contest in one language, with each of its texts in the place of the missing
    one; its certificates are printed in that language. Any other document is returned as it is:
    there, a missing text is a mistake."""
    only = only_language(document)
    if only is None:
        return document
    filled = _filled(document, only)
    certificate = filled.get("certificate")
    if isinstance(certificate, dict):
        text = {name: certificate[only] for name in BOTH if isinstance(certificate.get(only), str)}
        filled["certificate"] = {"language": only, **text, **certificate}
    return filled


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
