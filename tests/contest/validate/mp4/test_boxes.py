"""The gate lets through what is an mp4 whose boxes fit each other, and nothing else."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contest.refusals import CATALOGUE, Refusal, Refused
from contest.validate.mp4.boxes import Box, tree
from contest.validate.mp4.gate import MAX_TEXT, MAX_TRACKS, gated_movie
from contest.validate.mp4.movie_box import MAX_MOOV
from local.sample_videos import make_video
from tests.contest.validate.mp4.tiny_mp4 import (
    FTYP,
    MDAT,
    box,
    gate,
    large,
    moov,
    mp4,
    structure,
    track,
)

GOOD = mp4()
SECOND = 1.0
"""Far more than the gate may take for a small file, on any machine."""
BROKEN, NOT_MP4, CUT = "media.broken", "media.not_mp4", "media.cut_short"
MISSING, COMPLEX = "media.data_missing", "media.too_complex"
TEXT = "media.metadata_too_big"


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
        tmp_path / "a.mp4",
        width=320,
        height=180,
        seconds=2,
        hue=0.3,
        faststart=faststart,
        title="钢铁脊梁",
    )
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
        gated_movie(lambda start, length: PLAYLIST[start : start + length], size=len(PLAYLIST))
    assert problem.value.refusals == (Refusal(code=NOT_MP4, measured="HLS", allowed="ftyp"),)


DAMAGED = {
    "no more than a type": (FTYP, BROKEN),
    "no movie": (mp4(MDAT), BROKEN),
    "two movies": (mp4(moov(), moov(), MDAT), BROKEN),
    "no media data": (mp4(moov()), MISSING),
    "a movie over the end": (mp4(MDAT, box("moov", bytes(8), size=1000)), CUT),
    "a size below its header": (mp4(moov(), MDAT, box("free", size=7)), BROKEN),
    "media data over the end, the movie behind it": (mp4(box("mdat", moov(), size=10_000)), CUT),
    "a large box over the end": (mp4(large("mdat", moov(), size=2**63)), CUT),
    "free space over the end": (mp4(moov(), MDAT, box("free", size=10_000)), CUT),
    "a large box below its header": (mp4(moov(), large("mdat", b"", size=15)), BROKEN),
    "a large box without its size": (mp4(moov(), MDAT) + box("free", size=1), BROKEN),
    "a playlist behind it": (GOOD + PLAYLIST, "media.polyglot"),
    "an archive behind it": (GOOD + bytes(9000) + b"PK\x05\x06" + bytes(18), "media.polyglot"),
    "no track": (mp4(moov(tracks=b""), MDAT), BROKEN),
    "a track over the movie's end": (
        mp4(box("moov", box("trak", bytes(8), size=4000)), MDAT),
        BROKEN,
    ),
    "a track below its header": (mp4(box("moov", box("trak", size=3)), MDAT), BROKEN),
    "a box too many in the movie": (mp4(moov(b"\0\0\0\7free"), MDAT), BROKEN),
    "too many tracks": (mp4(moov(tracks=track() * (MAX_TRACKS + 1)), MDAT), COMPLEX),
    "20,000 tracks": (mp4(moov(tracks=box("trak") * 20_000), MDAT), COMPLEX),
    "100,000 free boxes in the movie": (mp4(moov(box("free") * 100_000), MDAT), COMPLEX),
    "100,000 tables in the movie": (mp4(moov(box("cslg") * 100_000), MDAT), COMPLEX),
    "private data of its own kind": (mp4(moov(box("abcd", bytes(MAX_TEXT))), MDAT), TEXT),
    "many titles": (mp4(moov(box("udta", bytes(MAX_TEXT // 100)) * 101), MDAT), TEXT),
    "a huge movie": (mp4(moov(box("stsz", bytes(MAX_MOOV))), MDAT), COMPLEX),
    "a movie far too large for its media": (mp4(moov(box("stsz", bytes(2**21))), MDAT), COMPLEX),
}


@pytest.mark.parametrize(("file", "code"), DAMAGED.values(), ids=DAMAGED)
def test_refuses_what_is_damaged_or_misdeclared(file, code):
    began = time.process_time()
    assert gate(file) == code
    assert time.process_time() - began < SECOND


def test_what_means_nothing_behind_the_last_box_is_left_alone():
    for tail in (bytes(7), bytes(100), b"\xff" * 5000, b"\0\0\0\x20\x01\x02\x03\x04" * 9):
        assert structure(GOOD + tail).trailing == len(tail)


def test_refuses_a_file_cut_short_anywhere_before_its_media_data():
    media = GOOD.index(b"mdat") + 4
    found = {gate(GOOD[:cut]) for cut in range(len(FTYP), media)}
    assert found == {BROKEN, CUT, MISSING}


@pytest.mark.parametrize("missing", [1, 8, 30])
@pytest.mark.parametrize("kind", [box, large])
def test_media_data_may_claim_more_than_there_is_if_the_movie_is_known(kind, missing):
    """Whether a sample is missing, its place tells: `crosscheck.check_places`."""
    media = kind("mdat", bytes(30))
    found = structure(mp4(moov(), media)[:-missing])
    assert found.overrun == missing
    assert found.trailing == 0
    assert [one.end for one in found.media] == [len(FTYP) + len(moov()) + len(media) - missing]


@pytest.mark.parametrize("more", [4, 5, 7])
@pytest.mark.parametrize("within", ["moov", "trak"])
def test_fewer_zeros_than_a_header_end_a_container(within, more):
    """QuickTime's writers end some lists of atoms with a 32-bit zero."""
    inner = moov(bytes(more)) if within == "moov" else moov(tracks=box("trak", bytes(more)))
    assert gate(mp4(inner, MDAT)) == Box("moov", len(FTYP), 8, len(inner))


def test_refuses_more_boxes_than_a_file_has():
    """Else a second movie, or anything, could stand behind the last that is looked at."""
    assert gate(mp4(moov(), MDAT, box("free") * 5000, moov())) == COMPLEX
    assert gate(mp4(moov(), box("mdat", bytes(4000)) * 200)) == COMPLEX


def test_takes_a_hundred_free_boxes():
    """Clause 8.1.2: free space may stand anywhere."""
    assert isinstance(gate(mp4(box("free") * 100, moov(), box("skip") * 100, MDAT)), Box)


def test_refuses_boxes_within_boxes_without_end():
    nest = box("trak")
    for _ in range(1000):
        nest = box("trak", nest)
    assert gate(mp4(moov(tracks=nest), MDAT)) == COMPLEX


def test_stops_at_the_first_fragment_of_a_fragmented_file():
    movie = moov(box("mvex", box("trex", bytes(24))))
    file = mp4(MDAT, movie, MDAT, box("moof"), box("free", size=7))
    found = structure(file)
    assert found.fragmented
    assert [one.start for one in found.media] == [len(FTYP), len(FTYP + MDAT + movie)]


def test_a_movie_that_expects_fragments_and_has_none_is_a_plain_one():
    assert not structure(mp4(moov(box("mvex", box("trex", bytes(24)))), MDAT)).fragmented


OTHER_KINDS = [b"qt  ", b"heic", b"avif"]


@pytest.mark.parametrize("brand", OTHER_KINDS)
def test_a_file_of_another_family_is_none_unless_it_says_mp4_as_well(brand):
    other = box("ftyp", brand, bytes(4), brand)
    both = box("ftyp", brand, bytes(4), brand, b"mp42")
    assert gate(other + moov() + MDAT) == NOT_MP4
    assert isinstance(gate(both + moov() + MDAT), Box)


@pytest.mark.parametrize("boxes", [b"", MDAT + MDAT])
def test_one_box_is_no_more_and_no_less(boxes):
    assert tree(MDAT).kind == "mdat"
    with pytest.raises(Refused):
        tree(boxes)


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
        gated_movie(lambda start, length: GOOD[start : start + length], size=len(GOOD) + 100)


def judged(file):
    began = time.process_time()
    found = gate(file)
    assert time.process_time() - began < SECOND
    assert isinstance(found, Box) or found in CATALOGUE
    if isinstance(found, Box):
        assert found.kind == "moov"
        assert 0 < found.start < found.end <= len(file)


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=300))
def test_any_bytes_end_in_a_movie_or_a_reason(file):
    judged(file)
    judged(FTYP + file)
    judged(mp4(box("moov", file), MDAT))


@pytest.mark.slow
@settings(deadline=None, max_examples=300)
@given(st.data())
def test_any_mutation_of_a_good_file_ends_in_a_movie_or_a_reason(data):
    file = bytearray(GOOD)
    places = st.integers(0, len(file))
    for _ in range(data.draw(st.integers(1, 4))):
        start, end = sorted((data.draw(places), data.draw(places)))
        file[start : min(end, start + 16)] = data.draw(st.binary(max_size=16))
    judged(bytes(file))
