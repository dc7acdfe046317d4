"""Where key frames lie: against tables made by hand, and against what FFmpeg says of real files."""

import struct
from contextlib import suppress
from itertools import accumulate

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.refusals import Refused
from contest.validate.mp4.crosscheck import movie_of
from contest.validate.mp4.placement import Place
from contest.validate.mp4.stills import BIGGEST, WANTED, Still, stills
from local.sample_videos import make_video
from tests.contest.validate.mp4.fragments.films import SECOND, SIZE, fragment, indexed, movie
from tests.contest.validate.mp4.tiny_mp4 import FTYP, MDAT, box, table
from tests.corpus import muxer
from tests.corpus.muxer import full


def film(*tables: bytes, scale=1000) -> bytes:
    entry = box("vp09", bytes(24), struct.pack(">HH", 1920, 1080), bytes(50), box("vpcC", b"conf"))
    duration = (2**32 - 1,)
    moov = box(
        "moov",
        table("mvhd", 0, 0, 1000, *duration),
        box(
            "trak",
            box("tkhd", bytes(80)),
            box(
                "mdia",
                table("mdhd", 0, 0, scale, *duration),
                box("hdlr", bytes(8), b"vide", bytes(12)),
                box("minf", box("stbl", box("stsd", struct.pack(">II", 0, 1), entry), *tables)),
            ),
        ),
    )
    return FTYP + moov + MDAT


def chosen(file: bytes, wanted: int = WANTED) -> list[Still]:
    def read(start: int, length: int) -> bytes:
        return file[start : start + length]

    return stills(read, movie_of(read, size=len(file)), wanted=wanted)


EIGHT = (
    table("stts", 1, 8, 1000),
    table("stsc", 2, 1, 3, 1, 2, 1, 1),
    table("stsz", 0, 8, *range(10, 18)),
    table("stco", 6, 100, 200, 300, 400, 500, 600),
)
"""Eight samples of a second: three in the first chunk, then one in each."""
PLACES = [
    Place(100, 10),
    Place(110, 11),
    Place(121, 12),
    Place(200, 13),
    Place(300, 14),
    Place(400, 15),
    Place(500, 16),
    Place(600, 17),
]


def test_without_a_table_of_key_frames_every_sample_is_one():
    assert chosen(film(*EIGHT)) == [Still(n * 1000, place) for n, place in enumerate(PLACES)]


def test_key_frames_are_those_of_the_table():
    assert chosen(film(*EIGHT, table("stss", 3, 1, 4, 7))) == [
        Still(0, PLACES[0]),
        Still(3000, PLACES[3]),
        Still(6000, PLACES[6]),
    ]


def test_a_table_of_key_frames_may_name_samples_that_are_not_there():
    assert chosen(film(*EIGHT, table("stss", 3, 1, 99, 2**32 - 1))) == [Still(0, PLACES[0])]
    assert chosen(film(*EIGHT, table("stss", 0))) == []


def test_a_sample_0_is_none():
    tables = (
        table("stts", 1, 4, 500),
        table("stsc", 1, 1, 4, 1),
        table("stsz", 50, 4),
        table("stco", 1, 40),
    )
    assert chosen(film(*tables, table("stss", 1, 0))) == []
    assert chosen(film(*tables, table("stss", 2, 0, 2))) == [Still(500, Place(90, 50))]


def test_a_frame_has_at_least_a_byte():
    tables = (
        table("stts", 1, 3, 500),
        table("stsc", 1, 1, 3, 1),
        table("stsz", 0, 3, 1, 0, 2),
        table("stco", 1, 40),
    )
    assert chosen(film(*tables)) == [Still(0, Place(40, 1)), Still(1000, Place(41, 2))]


def test_samples_of_one_size_and_64_bit_chunks():
    tables = (
        table("stts", 1, 4, 500),
        table("stsc", 1, 1, 2, 1),
        table("stsz", 50, 4),
        box("co64", bytes(4), struct.pack(">IQQ", 2, 5 << 32, 6 << 32)),
    )
    assert [still.place.offset for still in chosen(film(*tables))] == [
        5 << 32,
        (5 << 32) + 50,
        6 << 32,
        (6 << 32) + 50,
    ]


def test_the_key_frame_nearest_to_the_middle_of_each_part_is_taken():
    """Two parts of eight seconds: 2 and 6. Of two that are as near, the first."""
    for keys, times in (
        ([3, 7], [2000, 6000]),
        ([2, 4, 6, 8], [1000, 5000]),
        ([1, 4, 5, 8], [3000, 7000]),
        ([1], [0]),
        ([8], [7000]),
    ):
        file = film(*EIGHT, table("stss", len(keys), *keys))
        assert [still.at for still in chosen(file, 2)] == times
    assert [still.at for still in chosen(film(*EIGHT), 1)] == [4000]


def test_sixteen_frames_of_at_most_8_mib_are_wanted():
    assert (WANTED, BIGGEST) == (16, 8 * 2**20)


def fragments(*times: int | None, index: list[int] | None = None) -> list[int]:
    """The times of two stills of fragments of a second that begin so."""
    made = [fragment(SECOND, time=time) for time in times]
    head = muxer.FTYP + movie()
    found = chosen(head + b"".join(made) + (indexed(made, index) if index else b""), 2)
    ends = accumulate(map(len, made), initial=len(head))
    data = {end - SIZE * len(SECOND) for end in list(ends)[1:]}
    assert all(still.place.offset in data and still.place.size == SIZE for still in found)
    return [still.at for still in found]


def test_of_fragments_those_nearest_to_the_middles_are_taken():
    """Without an index, of eight that begin at 0 to 7 s: the middles are 1.75 and 5.25."""
    seconds = [1000 * n for n in range(8)]
    assert fragments(*seconds) == [2000, 5000]
    assert fragments(*[None] * 8) == [2000, 5000]
    assert fragments(0) == [0]
    assert fragments(0, 1000) == [0, 1000]
    assert fragments(5000, 6000) == [5000]


def test_fragments_without_pictures_have_no_stills():
    one, other = full("tfhd", 1, flags=0x20000), full("tfhd", 2, flags=0x20000)
    heard = fragment(SECOND, time=1000).replace(one, other)
    shown = [fragment(SECOND, time=0), heard, fragment([], time=2000), fragment(SECOND, time=3000)]
    head = muxer.FTYP + movie()
    assert [still.at for still in chosen(head + b"".join(shown))] == [0, 3000]


def test_an_index_says_which_fragments_to_read():
    """The last of eight lasts as long as the others do: the middles are 1.97 and 5.9."""
    seconds = [1000 * n for n in range(8)]
    assert fragments(*seconds, index=seconds) == [2000, 6000]
    assert fragments(0, 1000, index=[0, 1000]) == [0, 1000]
    head = muxer.FTYP + movie()
    both = [fragment(SECOND, time=time) for time in (0, 8000)]
    found = chosen(head + b"".join(both) + indexed(both, [0, 8000]), 1)
    assert [still.at for still in found] == [8000], "the middle of 12 s is nearer to it"
    shifted = [100 + time for time in seconds]
    assert fragments(*shifted, index=seconds) == [2100, 6100], "what the fragment says counts"


def test_a_frame_too_big_to_fetch_is_left_out():
    tables = (
        table("stts", 1, 3, 500),
        table("stsc", 1, 1, 3, 1),
        table("stsz", 0, 3, BIGGEST + 1, BIGGEST, 9),
        table("stco", 1, 50),
    )
    assert [still.place.size for still in chosen(film(*tables))] == [BIGGEST, 9]


@pytest.mark.slow
@given(
    runs=st.lists(st.tuples(st.integers(0, 40), st.integers(0, 900)), min_size=1, max_size=6),
    every=st.integers(1, 30),
    wanted=st.integers(1, WANTED),
)
def test_frames_are_in_order_few_and_spread_over_the_whole(runs, every, wanted):
    count = sum(many for many, _ in runs)
    duration = sum(many * each for many, each in runs)
    keys = list(range(1, count + 1, every))
    tables = (
        table("stts", len(runs), *(n for run in runs for n in run)),
        table("stsc", 1, 1, 1, 1),
        table("stsz", 7, count),
        table("stco", count, *range(0, 10 * count, 10)),
        table("stss", len(keys), *keys),
    )
    found = chosen(film(*tables), wanted)
    times = [each for many, each in runs for _ in range(many)]
    starts = [sum(times[: key - 1]) for key in keys]
    assert (len(found) > 0) == (duration > 0)
    assert len(found) <= wanted
    assert [still.at for still in found] == sorted(still.at for still in found)
    assert all(starts[keys.index(s.place.offset // 10 + 1)] == s.at for s in found)
    for part in range(wanted if found else 0):  # no key frame is nearer to the middle of a stretch
        aim = duration * (2 * part + 1) // (2 * wanted)
        assert min(abs(s.at - aim) for s in found) == min(abs(start - aim) for start in starts)


@given(place=st.integers(0, len(film(*EIGHT)) - 1), value=st.integers(0, 255))
def test_one_wrong_byte_ends_in_frames_or_a_reason(place, value):
    wrong = bytearray(film(*EIGHT))
    wrong[place] = value
    found = []
    with suppress(Refused):
        found = chosen(bytes(wrong))
    assert all(0 < still.place.size <= BIGGEST for still in found)
    assert len(found) <= WANTED


@pytest.mark.slow
@pytest.mark.parametrize("faststart", [True, False])
def test_ffmpeg_finds_the_same_key_frames_at_the_same_places(tmp_path, faststart):
    file = make_video(
        tmp_path / "film.mp4",
        width=320,
        height=180,
        seconds=30,
        hue=0.4,
        fps=10,
        faststart=faststart,
    )
    with av.open(str(file)) as opened:
        key_packets = [p for p in opened.demux(video=0) if p.is_keyframe]
    assert chosen(file.read_bytes()) == [
        Still(round(p.pts * p.time_base * 1000), Place(p.pos, p.size)) for p in key_packets
    ]


def test_of_eight_minutes_at_25_megabits_less_than_a_hundredth_is_fetched():
    count, gop, still, other = 480 * 25, 60, 400_000, 120_000
    sizes = [other if n % gop else still for n in range(count)]
    starts = list(accumulate(sizes, initial=48))[:-1]
    tables = (
        table("stts", 1, count, 40),
        table("stsc", 1, 1, 1, 1),
        table("stsz", 0, count, *sizes),
        table("stco", count, *starts),
        table("stss", count // gop, *range(1, count + 1, gop)),
    )
    found = chosen(film(*tables))
    assert len(found) == WANTED
    assert sum(sizes) > 1_400_000_000
    assert sum(one.place.size for one in found) < sum(sizes) // 100
