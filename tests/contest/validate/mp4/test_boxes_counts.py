"""No table of a movie claims more entries than it has room for: a false count can hold a parser
for minutes, and the file around it need not be large."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contest.validate.mp4.boxes import Box
from tests.contest.validate.mp4.tiny_mp4 import MDAT, box, gate, moov, mp4, table, track

MOST = 2**32 - 1
FITTING = {
    "stts": table("stts", 1, MOST, 512),
    "ctts": table("ctts", 2, 1, 5, 1, 7),
    "stsc": table("stsc", 1, 1, MOST, 1),
    "stco": table("stco", 3, 40, 50, 60),
    "co64": table("co64", 1, 0, 40),
    "stss": table("stss", 2, 1, 2),
    "stsz": table("stsz", 0, 3, 10, 20, 30),
    "stsz, all of one size": table("stsz", 512, MOST),
    "an empty stss": table("stss", 0),
}
BOMBS = {
    "stts": table("stts", MOST, 1, 512),
    "stts, one too many": table("stts", 2, 1, 512),
    "stts, empty": box("stts"),
    "stts, no room for its count": box("stts", bytes(7)),
    "ctts": table("ctts", MOST),
    "stsc": table("stsc", 2, 1, 2, 1),
    "stco": table("stco", MOST, 40),
    "stco, one too many": table("stco", 2, 40),
    "co64": table("co64", 1, 40),
    "stss": table("stss", MOST),
    "stsz": table("stsz", 0, MOST),
    "stsz, one too many": table("stsz", 0, 2, 10),
    "stsz, no room for its count": table("stsz", 0),
    "sbgp": table("sbgp", 0x726F6C6C, MOST),
    "sbgp of version 1": table("sbgp", 0x726F6C6C, 0, MOST, version=1),
    "sgpd": table("sgpd", 0x726F6C6C, MOST),
    "sgpd of version 1": table("sgpd", 0x726F6C6C, 2, MOST, version=1),
    "subs": table("subs", MOST),
}


def in_a_track(one: bytes) -> bytes:
    return mp4(moov(tracks=track(one)), MDAT)


@pytest.mark.parametrize("one", FITTING.values(), ids=FITTING)
def test_takes_a_table_that_has_what_it_claims(one):
    assert isinstance(gate(in_a_track(one)), Box)


@pytest.mark.parametrize("one", BOMBS.values(), ids=BOMBS)
def test_refuses_a_table_that_claims_more_than_it_has(one):
    assert gate(in_a_track(one)) == "media.broken"


@pytest.mark.parametrize("version", [0, 1])
def test_refuses_an_edit_list_that_claims_more_than_it_has(version):
    edits = box("edts", table("elst", MOST, 1, 0, 65536, version=version))
    assert gate(mp4(moov(tracks=box("trak", edits) + track()), MDAT)) == "media.broken"


def test_looks_into_every_track():
    tracks = track() + track(table("stco", MOST))
    assert gate(mp4(moov(tracks=tracks), MDAT)) == "media.broken"


@settings(deadline=None, max_examples=100)
@given(
    st.sampled_from([("stts", 8), ("ctts", 8), ("stsc", 12), ("stco", 4), ("co64", 8)]),
    st.integers(0, MOST),
    st.binary(max_size=64),
)
def test_a_table_passes_exactly_if_its_entries_fit(kind, count, room):
    name, each = kind
    one = box(name, bytes(4), count.to_bytes(4, "big"), room)
    assert isinstance(gate(in_a_track(one)), Box) == (count * each <= len(room))
