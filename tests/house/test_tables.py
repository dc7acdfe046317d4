"""Each table that ships is what its source says."""

import pytest

from contest.unit_names.tables import divisions, simplified
from tests.house import tables
from tests.house.definitions import ROOT


@pytest.fixture(scope="module")
def pages():
    return dict(tables.pages())


def test_the_tables_are_written_from_the_packages_that_are_installed(pages):
    for path, text in pages.items():
        assert (ROOT / path).read_text(encoding="utf-8") == text


def test_each_traditional_character_has_one_simplified_one():
    pairs = dict(zip(simplified.TRADITIONAL, simplified.SIMPLIFIED, strict=True))
    assert len(pairs) == len(simplified.TRADITIONAL) > 2_500
    assert not pairs.keys() & set(pairs.values())
    # The general list of standard characters (2013), annex 1, has these.
    known = {"臺": "台", "國": "国", "廳": "厅", "業": "业", "衞": "卫", "裡": "里", "鍾": "钟"}
    assert {character: pairs[character] for character in known} == known


def test_the_divisions_are_those_that_there_are():
    """34 divisions of the first level, 333 of the second (Ministry of Civil Affairs, 2023: 293
    cities, 30 prefectures, 7 regions, 3 leagues) without those of Taiwan."""
    provinces = [text.split("|") for text in divisions.DIVISIONS.split(";")]
    cities = [
        city.split(",")[0]
        for province, *rest in provinces
        if province != "台湾省"
        for city in rest
        if city.split(",")[0]
    ]
    assert len(provinces) == 34
    assert len(set(cities)) == len(cities) == 333
    assert len(divisions.DIVISIONS.encode()) < 50_000
