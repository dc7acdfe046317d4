"""A walk over one XML part by expat: elements by their local names, whatever the namespace or its
prefix. A document type is refused, and with it every entity that could grow or reach outside."""

from collections.abc import Mapping
from typing import Protocol
from xml.parsers import expat

from contest.refusals import refused

Attributes = Mapping[str, str]


class Reader(Protocol):
    def start(self, name: str, attributes: Attributes) -> None: ...

    def end(self, name: str) -> None: ...

    def text(self, text: str) -> None: ...


def walk(part: bytes, reader: Reader) -> None:
    """Tells the reader of every element in turn. Refused with `sheet.damaged` where it is no XML,
    and with `sheet.unsafe` where it declares a document type."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler = lambda name, attributes: reader.start(
        _local(name), {_local(key): value for key, value in attributes.items()}
    )
    parser.EndElementHandler = lambda name: reader.end(_local(name))
    parser.CharacterDataHandler = reader.text
    try:
        parser.Parse(part, True)  # noqa: FBT003 - expat's own: this is all of it
    except expat.ExpatError as error:
        raise refused("sheet.damaged", measured=f"XML: {error}") from None


def _local(name: str) -> str:
    return name.rpartition(" ")[2]


def _refuse(*_: object) -> None:
    raise refused("sheet.unsafe", measured="DOCTYPE")
