"""Reads YAML so that what people write is what they mean, and keeps the line of everything.

Scalars are read as in YAML 1.2, like in the editors that complete the file: `16:9`, `no` and dates
are text. YAML 1.1 would turn them into a number, False, and a moment without a time zone. Aliases,
tags and several documents in one file are errors, because they can hide or multiply content.
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml
from yaml.events import AliasEvent
from yaml.nodes import MappingNode, Node, ScalarNode

from contest.model import Text
from contest.rules.faults import Place
from laurel.yaml_words import sentence

MAX_DEPTH = 20
NOTHING = ("", "~", "null", "Null", "NULL")
TRUE, FALSE = ("true", "True", "TRUE"), ("false", "False", "FALSE")
WHOLE = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
WITH_POINT = re.compile(r"[-+]?(\.[0-9]+|(0|[1-9][0-9]*)(\.[0-9]*)?([eE][-+]?[0-9]{1,3})?)")


class Mishap(NamedTuple):
    """A mistake in the notation, whatever the fields mean."""

    line: int
    place: Place
    message: Text


class BadYaml(Exception):  # noqa: N818 - describes the file
    """Nothing after this line can be understood."""

    def __init__(self, line: int, message: Text) -> None:
        super().__init__(message.en)
        self.mishap = Mishap(line, (), message)


class Document(NamedTuple):
    data: Any
    lines: dict[Place, int]
    """The line of each key and list item, from 1."""
    written: dict[Place, str]
    """Scalars as written in the file."""
    mishaps: list[Mishap]


class _Loader(yaml.SafeLoader):
    depth = 0

    def compose_node(self, parent: Node | None, index: Any) -> Node | None:  # noqa: ANN401 - PyYAML's
        event = self.peek_event()  # type: ignore[no-untyped-call] # it has no types
        line = event.start_mark.line + 1
        if self.check_event(AliasEvent):
            raise BadYaml(
                line, Text(zh="不支持别名 (*)，请写全", en="no aliases (*): write it out")
            )
        if getattr(event, "tag", None):
            raise BadYaml(
                line, Text(zh="不支持标签 (!)，请加引号", en="no tags (!): put it in quotes")
            )
        if self.depth == MAX_DEPTH:
            raise BadYaml(line, Text(zh="嵌套过深", en="nested too deeply"))
        self.depth += 1
        node: Node | None = super().compose_node(parent, index)
        self.depth -= 1
        return node


def read(text: str) -> Document:
    """Parse a file. Raises `BadYaml` at the first line after which nothing can be understood."""
    try:
        loader = _Loader(text)
    except yaml.reader.ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        raise BadYaml(line, Text(zh="有控制字符", en="there is a control character")) from None
    try:
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if error.context_mark and "unexpected end" in str(error.problem):
            mark = error.context_mark  # the opening quotes are more useful than the end of the file
        raise BadYaml(mark.line + 1 if mark else 1, sentence(error)) from None
    except BadYaml:
        raise
    except Exception:  # errors of PyYAML itself, for example on the escape "\UFFFFFFFF"
        message = Text(zh="YAML 写法有误", en="this cannot be read as YAML")
        raise BadYaml(loader.line + 1, message) from None
    document = Document(None, {(): 1}, {}, [])
    return document if node is None else document._replace(data=_value(node, (), document))


def _value(node: Node, place: Place, document: Document) -> object:
    if isinstance(node, ScalarNode):
        document.written[place] = node.value
        return node.value if node.style else _scalar(node.value)
    if isinstance(node, MappingNode):
        return dict(_members(node, place, document))
    items = []
    for index, item in enumerate(node.value):
        document.lines[*place, index] = item.start_mark.line + 1
        items.append(_value(item, (*place, index), document))
    return items


def _members(node: MappingNode, place: Place, document: Document) -> Iterator[tuple[str, object]]:
    seen: dict[str, int] = {}
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, ScalarNode):
            words = Text(zh="字段名应为一个词", en="the name of a field is one word")
            document.mishaps.append(Mishap(line, place, words))
        elif first := seen.get(key.value):
            words = Text(zh=f"字段重复：第 {first} 行已有", en=f"repeats line {first}")
            document.mishaps.append(Mishap(line, (*place, key.value), words))
        else:
            seen[key.value] = document.lines[*place, key.value] = line
            yield key.value, _value(value, (*place, key.value), document)


def _scalar(text: str) -> object:
    if text in NOTHING:
        return None
    if text in TRUE + FALSE:
        return text in TRUE
    if WHOLE.fullmatch(text):
        return int(text)
    return float(text) if WITH_POINT.fullmatch(text) else text
