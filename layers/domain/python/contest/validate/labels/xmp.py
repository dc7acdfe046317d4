"""Finds `TC260:AIGC` in an XMP packet (ISO 16684-1): as an attribute, an element, an item of a
list, or a structure with fields of its own."""

from xml.parsers import expat

from contest.validate.labels.aigc import KEY, LONGEST_VALUE, label_of
from contest.validate.labels.file_labels import AigcLabel, LabelProblem

NAMESPACE = "http://www.tc260.org.cn/ns/AIGC/1.0/"
LONGEST_PACKET = 64 * 1024
"""Editors write a film's history into its packet; what stands behind so many bytes is not read."""
BETWEEN = "\n"
"""No name in XML has a line break."""
NAME = NAMESPACE + BETWEEN + KEY
DEEPEST = 64
MOST_VALUES = 16
"""More are not looked at: no tool writes more than one."""


class _Packet:
    """What the parser reports, kept as far as it is in an `AIGC` element."""

    def __init__(self) -> None:
        self.values: list[str | dict[str, str]] = []
        self._path: list[str] = []
        self._text: list[str] = []
        self._fields: dict[str, str] = {}
        self._inside, self._length = 0, 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._path.append(name)
        if len(self._path) > DEEPEST:
            raise ValueError(DEEPEST)
        if NAME in attributes:
            self._keep(attributes[NAME])
        if self._inside:
            self._text.clear()
        elif name == NAME:
            self._inside = len(self._path)
            self._text, self._fields, self._length = [], {}, 0
        if self._inside:
            self._fields.update(
                (own, value) for full, value in attributes.items() if (own := _own_name(full))
            )

    def data(self, text: str) -> None:
        if self._inside and self._length <= LONGEST_VALUE:
            self._length += len(text)
            self._text.append(text)

    def end(self, name: str) -> None:
        if self._inside:
            text = "".join(self._text)
            if len(self._path) == self._inside:
                if self._fields or text.strip():
                    self._keep(self._fields or text)
                self._inside = 0
            elif own := _own_name(name):
                self._fields[own] = text
                self._text.clear()
        self._path.pop()

    def _keep(self, value: str | dict[str, str]) -> None:
        if len(self.values) < MOST_VALUES:
            self.values.append(value)

    def refuse(self, *_: object) -> None:
        raise ValueError("a packet declares no entities")


def _own_name(name: str) -> str:
    """The name of a field of the label; empty if the name is not of its namespace."""
    space, _, own = name.rpartition(BETWEEN)
    return own if space == NAMESPACE and own != KEY else ""


def labels_in(packet: bytes, *, place: str) -> list[AigcLabel]:
    """`packet` may be cut off: what came before counts."""
    found = _Packet()
    parser = expat.ParserCreate(namespace_separator=BETWEEN)
    parser.StartElementHandler, parser.EndElementHandler = found.start, found.end
    parser.CharacterDataHandler, parser.StartDoctypeDeclHandler = found.data, found.refuse
    wanted = packet[:LONGEST_PACKET].strip(b"\0")
    broken = False
    try:
        parser.Parse(wanted, len(packet) <= LONGEST_PACKET)
    except (expat.ExpatError, ValueError):
        broken = NAMESPACE.encode() in wanted
    labels = [label_of(value, place=place) for value in found.values]
    if broken and not labels:
        labels.append(AigcLabel(place=place, problem=LabelProblem.BROKEN_XML))
    return labels
