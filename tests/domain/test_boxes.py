"""The gate lets through what is an mp4 whose boxes fit each other, and nothing else."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contest.boxes import MAX_MOOV, MAX_TEXT, MAX_TRACKS, Box, movie
from contest.refusals import Refusal, Refused
from local.sample_videos import make_video
from tests.domain.tiny_mp4 import FTYP, MDAT, box, gate, large, moov, mp4, track

GOOD = mp4()
SECOND = 1.0
"""Far more than the gate may take for a small file, on any machine."""
BROKEN, NOT_MP4 = "media.broken", "media.not_mp4"


def test_finds_the_movie_before_or_behind_the_media_data():
    movie_box = Box("moov", len(FTYP), 8, len(moov()))
    assert gate(mp4(moov(), MDAT)) == movie_box
    assert gate(mp4(MDAT, moov())) == movie_box._replace(start=len(FTYP) + len(MDAT))
    assert gate(mp4(box("free", bytes(9)), moov(), MDAT)) == movie_box._replace(
        start=len(FTYP) + 17
    )


@pytest.mark.parametrize("faststart", [True, False])
def test_lets_a_real_video_pass(tmp_path, faststart):
    path = make_video(
        tmp_path / "a.mp4", width=320, height=180, seconds=2, hue=0.3, faststart=faststart,
        title="钢铁脊梁",
    )  # fmt: skip
    found = gate(path.read_bytes())
    assert isinstance(found, Box)
    assert found.kind == "moov"


PLAYLIST = b"#EXTM3U\n#EXTINF:10,\nfile:///etc/passwd\n"
NO_MP4 = {
    "nothing": b"",
    "one byte": b"\0",
    "a playlist": PLAYLIST,
    "an html page": b"<!DOCTYPE html><html><body>mp4</body></html>",
    "a dash manifest": b'<?xml version="1.0"?><MPD></MPD>',
    "an avi": b"RIFF" + bytes(4) + b"AVI " + bytes(100),
    "a webm": b"\x1a\x45\xdf\xa3" + bytes(100),
    "a movie before its type": moov() + FTYP + MDAT,
    "a playlist in a free box": box("free", PLAYLIST) + GOOD,
    "a type of no whole size": box("ftyp", b"isom", size=4000),
    "a type cut short": FTYP[:10],
}


@pytest.mark.parametrize("file", NO_MP4.values(), ids=NO_MP4)
def test_what_does_not_begin_as_an_mp4_is_none(file):
    assert gate(file) == NOT_MP4


def test_says_what_it_found_instead():
    with pytest.raises(Refused) as problem:
        movie(lambda start, length: PLAYLIST[start : start + length], size=len(PLAYLIST))
    assert problem.value.refusals == (
        Refusal(code=NOT_MP4, measured="#EXTM3U·#EXT", allowed="ftyp"),
    )


DAMAGED = {
    "no more than a type": FTYP,
    "no movie": mp4(MDAT),
    "two movies": mp4(moov(), moov(), MDAT),
    "no media data": mp4(moov()),
    "a movie over the end": mp4(MDAT, box("moov", bytes(8), size=1000)),
    "a size below its header": mp4(moov(), MDAT, box("free", size=7)),
    "media data over the end": mp4(moov(), box("mdat", size=10_000)),
    "a large box over the end": mp4(moov(), large("mdat", b"", size=2**63)),
    "a large box below its header": mp4(moov(), large("mdat", b"", size=15)),
    "a large box without its size": mp4(moov(), MDAT) + box("free", size=1),
    "a playlist behind it": GOOD + PLAYLIST,
    "zeros behind it": GOOD + bytes(7),
    "no track": mp4(moov(tracks=b""), MDAT),
    "a track over the movie's end": mp4(
        box("moov", box("trak", bytes(8), size=4000)), MDAT
    ),
    "a track below its header": mp4(box("moov", box("trak", size=3)), MDAT),
    "a few bytes too many in the movie": mp4(moov(bytes(5)), MDAT),
    "too many tracks": mp4(moov(tracks=track() * (MAX_TRACKS + 1)), MDAT),
    "20,000 tracks": mp4(moov(tracks=box("trak") * 20_000), MDAT),
    "100,000 free boxes in the movie": mp4(moov(box("free") * 100_000), MDAT),
    "100,000 tables in the movie": mp4(moov(box("cslg") * 100_000), MDAT),
    "a huge title": mp4(moov(box("udta", bytes(MAX_TEXT))), MDAT),
    "many titles": mp4(moov(box("udta", bytes(MAX_TEXT // 100)) * 101), MDAT),
    "a huge movie": mp4(moov(box("stsz", bytes(MAX_MOOV))), MDAT),
}  # fmt: skip


@pytest.mark.parametrize("file", DAMAGED.values(), ids=DAMAGED)
def test_refuses_what_is_damaged_or_forged(file):
    began = time.perf_counter()
    assert gate(file) == BROKEN
    assert time.perf_counter() - began < SECOND


def test_refuses_a_file_cut_short_anywhere():
    assert {gate(GOOD[:cut]) for cut in range(len(FTYP), len(GOOD))} == {BROKEN}


def test_refuses_more_boxes_than_a_file_has():
    """Else a second movie, or anything, could stand behind the last that is looked at."""
    assert gate(mp4(moov(), MDAT, box("free") * 100, moov())) == BROKEN


def test_refuses_boxes_within_boxes_without_end():
    nest = box("trak")
    for _ in range(1000):
        nest = box("trak", nest)
    assert gate(mp4(moov(tracks=nest), MDAT)) == BROKEN


def test_sends_a_fragmented_file_to_be_remuxed():
    assert gate(mp4(moov(box("mvex", box("trex", bytes(24)))), MDAT)) == "media.fragmented"


def test_takes_sizes_of_64_bits():
    inner = moov()[8:]
    assert gate(mp4(large("moov", inner), MDAT)) == Box("moov", len(FTYP), 16, len(inner) + 16)
    assert gate(mp4(moov(), large("mdat", bytes(30)))) == Box("moov", len(FTYP), 8, len(moov()))


def test_takes_a_last_box_that_goes_to_the_end():
    assert gate(mp4(moov(), box("mdat", bytes(30), size=0))) == gate(GOOD)
    to_the_end = box("moov", moov()[8:], size=0)
    assert gate(mp4(MDAT, to_the_end)) == Box("moov", len(FTYP + MDAT), 8, len(moov()))


def test_believes_the_files_size_and_not_what_a_short_read_gives():
    assert gate(GOOD) == Box("moov", len(FTYP), 8, len(moov()))
    with pytest.raises(Refused):
        movie(lambda start, length: GOOD[start : start + length], size=len(GOOD) + 100)


def judged(file):
    began = time.perf_counter()
    found = gate(file)
    assert time.perf_counter() - began < SECOND
    assert isinstance(found, Box) or found in (BROKEN, NOT_MP4, "media.fragmented")
    if isinstance(found, Box):
        assert found.kind == "moov"
        assert 0 < found.start < found.end <= len(file)


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=300))
def test_any_bytes_end_in_a_movie_or_a_reason(file):
    judged(file)
    judged(FTYP + file)
    judged(mp4(box("moov", file), MDAT))


@settings(deadline=None, max_examples=300)
@given(st.data())
def test_any_mutation_of_a_good_file_ends_in_a_movie_or_a_reason(data):
    file = bytearray(GOOD)
    places = st.integers(0, len(file))
    for _ in range(data.draw(st.integers(1, 4))):
        start, end = sorted((data.draw(places), data.draw(places)))
        file[start : min(end, start + 16)] = data.draw(st.binary(max_size=16))
    judged(bytes(file))
