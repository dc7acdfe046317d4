"""Loads a rules file. A wrong file is refused with a list of everything that is wrong, line by
line."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import TypeAdapter, ValidationError
from pydantic_core import ErrorDetails

from contest.model import Text
from contest.rules.checks import across
from contest.rules.faults import Place
from contest.rules.languages import completed, only_language
from contest.rules.rules import Rules
from contest_aws.workbook.encoding import decoded
from laurel import rules_words
from laurel.rules_languages import parted
from laurel.yaml_lines import BadYaml, Document, Mishap, read

MAX_BYTES = 256 * 1024
"""The rules are one item in the table, which can have 400 kB. Those of such a file have less when
they are compressed."""
SHOWN = 60
NOTHING = Text(zh="（空）", en="(nothing)")
FIELDS = Text(zh="（一组字段）", en="(fields)")
LIST = Text(zh="（列表）", en="(a list)")


class Problem(NamedTuple):
    line: int
    """From 1; 0 means the whole file."""
    field: str
    """For example `awards[0].levels[1].number`; empty means the whole file."""
    message: Text
    found: Text | None = None
    allowed: Text | None = None


class RulesFileError(Exception):
    """The file holds no valid rules. `problems` lists all reasons at once, in the order of the
    lines."""

    def __init__(self, path: Path, *problems: Problem) -> None:
        super().__init__(f"{path}: {'; '.join(problem.message.en for problem in problems)}")
        self.path = path
        self.problems = tuple(sorted(set(problems), key=lambda each: each[:2]))


def load_rules(path: Path) -> Rules:
    """Load and validate a file. Raises only `RulesFileError`, whatever the file contains."""
    try:
        document = read(_text(path))
    except BadYaml as bad:
        raise RulesFileError(path, _mishap(bad.mishap)) from None
    data = document.data
    if data is None:
        raise RulesFileError(path, _whole("文件是空的", "the file is empty"))
    if not isinstance(data, dict):
        said = _whole(
            "文件应由字段组成，例如 id:", "the file has to hold fields, such as id:", line=1
        )
        raise RulesFileError(path, said)
    data = completed(data)
    problems = [_mishap(mishap) for mishap in document.mishaps]
    try:
        rules = Rules.model_validate(data)
    except ValidationError as error:
        problems += _problems(_errors(error, data), document)
    if problems:
        raise RulesFileError(path, *problems)
    return rules


def _text(path: Path) -> str:
    try:
        content = path.read_bytes()
    except (OSError, ValueError) as error:  # ValueError: a path with a null character
        said = str(getattr(error, "strerror", None) or error)
        problem = _whole(f"无法读取文件：{said}", f"the file cannot be read: {said}")
        raise RulesFileError(path, problem) from None
    if len(content) > MAX_BYTES:
        problem = _whole(f"文件超过 {MAX_BYTES} 字节", f"the file is larger than {MAX_BYTES} bytes")
        raise RulesFileError(path, problem)
    if (text := decoded(content)) is None:
        problem = _whole(
            "不是文本文件，或编码无法识别，请另存为 UTF-8",
            "this is no text in UTF-8, UTF-16 or GB18030: save it as UTF-8",
        )
        raise RulesFileError(path, problem)
    return text


def _errors(error: ValidationError, data: dict[str, Any]) -> Iterator[ErrorDetails]:
    """The errors of the fields, and errors across the sections that have no error of their own."""
    errors = error.errors(include_url=False)
    within = {each["loc"][:depth] for each in errors for depth in range(len(each["loc"]))}
    # A list counts as too short if an item in it is wrong. The wrong item is already reported.
    yield from (each for each in errors if each["type"] != "too_short" or each["loc"] not in within)
    wrong = {each["loc"][0] for each in errors if each["loc"]}
    sound = {
        name: TypeAdapter(field.rebuild_annotation()).validate_python(data[name])
        if name in data
        else field.get_default()
        for name, field in Rules.model_fields.items()
        if name not in wrong and (name in data or not field.is_required())
    }
    for fault in across(sound):
        yield {
            "type": fault.error.type,
            "loc": fault.place,
            "msg": fault.error.message(),
            "input": fault.found,
            "ctx": fault.error.context or {},
        }


def _problems(errors: Iterable[ErrorDetails], document: Document) -> Iterator[Problem]:
    in_one, others = parted(errors, only_language(document.data))
    yield from (_problem(each, document) for each in others)
    for each in in_one:
        first = min((_problem(error, document) for error in each.errors), key=lambda p: p.line)
        lines = (_located(error["loc"], document)[1] for error in each.errors)
        text = rules_words.text_in(only_language(document.data))
        yield first._replace(message=each.message(lines), allowed=text)


def _problem(error: ErrorDetails, document: Document) -> Problem:
    place, line = _located(error["loc"], document)
    if error["type"].startswith("union_tag"):
        place = (*place, "kind")
        line = document.lines.get(place, line)
    known = place in document.lines and error["type"] != "missing"
    return Problem(
        line=line,
        field=_path(place),
        message=rules_words.message(error),
        found=_found(place, document) if known else None,
        allowed=rules_words.allowed(error, only_language(document.data)),
    )


def _located(loc: Place, document: Document) -> tuple[Place, int]:
    """The place in the file, without names of union members, and the nearest line at or above
    it."""
    place: Place = ()
    value, line, tagged = document.data, 1, False
    for part in loc:
        if isinstance(value, dict) and value.get("kind") == part and not tagged:
            tagged = True
            continue
        tagged = False
        place = (*place, part)
        line = document.lines.get(place, line)
        try:
            value = value[part]
        except (KeyError, IndexError, TypeError):
            value = None
    return place, line


def _path(place: Place) -> str:
    steps = "".join(f"[{part}]" if isinstance(part, int) else f".{part}" for part in place)
    return steps.removeprefix(".")


def _found(place: Place, document: Document) -> Text:
    if place not in document.written:
        return LIST if isinstance(_at(place, document.data), list) else FIELDS
    plain = document.written[place].encode("utf-8", "replace").decode().replace("\n", " ")
    shown = plain if len(plain) <= SHOWN else plain[: SHOWN - 1] + "…"
    return Text(zh=f"“{shown}”", en=f'"{shown}"') if shown else NOTHING


def _at(place: Place, data: Any) -> object:  # noqa: ANN401 - whatever YAML holds
    for part in place:
        data = data[part]
    return data


def _mishap(mishap: Mishap) -> Problem:
    return Problem(line=mishap.line, field=_path(mishap.place), message=mishap.message)


def _whole(zh: str, en: str, *, line: int = 0) -> Problem:
    return Problem(line=line, field="", message=Text(zh=zh, en=en))
