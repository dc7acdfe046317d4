"""Where key frames lie: against tables made by hand, and against what FFmpeg says of real files."""

import struct
from itertools import accumulate

import av
import pytest
from hypothesis import given
from hypothesis import strategies as st

from contest.mp4.moov import find_moov
from contest.mp4.stills import BIGGEST, WANTED, KeyFrame, picture
from local.sample_videos import make_video
from tests.domain.tiny_mp4 import box, table

MATRIX = {
    0: (1, 0, 0, 1), 90: (0, 1, -1, 0), 180: (-1, 0, 0, -1), 270: (0, -1, 1, 0),
}  # fmt: skip


def film(*tables: bytes, scale=1000, duration=8000, rotation=0, kind=b"vide", more=b"") -> bytes:
    a, b, c, d = (value << 16 for value in MATRIX[rotation])
    matrix = struct.pack(">9i", a, b, 0, c, d, 0, 0, 0, 1 << 30)
    entry = box("avc1", bytes(78), box("avcC", b"config"))
    return box(
        "moov",
        more,
        box(
            "trak",
            box("tkhd", bytes(40), matrix, struct.pack(">II", 1920 << 16, 1080 << 16)),
            box(
                "mdia",
                box("mdhd", bytes(12), struct.pack(">II", scale, duration), bytes(4)),
                box("hdlr", bytes(8), kind, bytes(12)),
                box("minf", box("stbl", box("stsd", bytes(8), entry), *tables)),
            ),
        ),
    )


EIGHT = (
    table("stts", 1, 8, 1000), table("stsc", 2, 1, 3, 1, 2, 2, 1),
    table("stsz", 0, 8, *range(10, 18)), table("stco", 4, 100, 200, 300, 400),
)  # fmt: skip
"""Eight samples of a second: three in the first chunk, then two in each."""
PLACES = [(100, 10), (110, 11), (121, 12), (200, 13), (213, 14), (300, 15), (315, 16), (400, 17)]


def test_without_a_table_of_key_frames_every_sample_is_one():
    found = picture(film(*EIGHT))
    assert found.frames == tuple(KeyFrame(n * 1000, *place) for n, place in enumerate(PLACES))
    assert (found.codec, found.config) == ("avc1", b"config")
    assert (found.width, found.height, found.milliseconds) == (1920, 1080, 8000)


def test_key_frames_are_those_of_the_table():
    found = picture(film(*EIGHT, table("stss", 3, 1, 4, 7)))
    assert [frame.at for frame in found.frames] == [0, 3000, 6000]
    assert [(f.offset, f.size) for f in found.frames] == [PLACES[0], PLACES[3], PLACES[6]]


@pytest.mark.parametrize("rotation", MATRIX)
def test_rotation_is_clockwise(rotation):
    assert picture(film(*EIGHT, rotation=rotation)).rotation == rotation


def test_samples_of_one_size_and_64_bit_chunks():
    tables = (
        table("stts", 1, 4, 500), table("stsc", 1, 1, 2, 1), table("stsz", 50, 4),
        box("co64", bytes(4), struct.pack(">IQQ", 2, 5 << 32, 6 << 32)),
    )  # fmt: skip
    assert [frame.offset for frame in picture(film(*tables, duration=2000)).frames] == [
        5 << 32, (5 << 32) + 50, 6 << 32, (6 << 32) + 50,
    ]  # fmt: skip


def test_a_frame_too_big_to_fetch_is_left_out():
    tables = (
        table("stts", 1, 2, 500), table("stsc", 1, 1, 2, 1), table("stsz", 0, 2, BIGGEST + 1, 9),
        table("stco", 1, 50),
    )  # fmt: skip
    assert [frame.size for frame in picture(film(*tables)).frames] == [9]


@given(
    runs=st.lists(st.tuples(st.integers(1, 40), st.integers(1, 900)), min_size=1, max_size=6),
    every=st.integers(1, 30),
    wanted=st.integers(1, WANTED),
)
def test_frames_are_in_order_few_and_spread_over_the_whole(runs, every, wanted):
    count = sum(many for many, _ in runs)
    duration = sum(many * each for many, each in runs)
    keys = list(range(1, count + 1, every))
    tables = (
        table("stts", len(runs), *(n for run in runs for n in run)), table("stsc", 1, 1, 1, 1),
        table("stsz", 7, count), table("stco", count, *range(0, 10 * count, 10)),
        table("stss", len(keys), *keys),
    )  # fmt: skip
    frames = picture(film(*tables, duration=duration), wanted=wanted).frames
    times = [each for many, each in runs for _ in range(many)]
    starts = [sum(times[: key - 1]) for key in keys]
    assert 1 <= len(frames) <= wanted
    assert [f.at for f in frames] == sorted({f.at for f in frames})
    assert all(starts[keys.index(f.offset // 10 + 1)] == f.at for f in frames)
    for part in range(wanted):  # no middle of a stretch has a nearer key frame than the chosen ones
        aim = duration * (2 * part + 1) // (2 * wanted)
        assert min(abs(f.at - aim) for f in frames) == min(abs(start - aim) for start in starts)


@pytest.mark.parametrize(
    "moov",
    [
        b"", box("moov"), film(*EIGHT, kind=b"soun"), film(*EIGHT, scale=0), film(*EIGHT[1:]),
        film(*EIGHT[:-1]), film(*EIGHT[:2], table("stsz", 0, 8), EIGHT[3]),
        film(*EIGHT[:-1], table("stco", 1, 100)),
    ],
)  # fmt: skip
def test_tables_that_lead_nowhere_are_a_value_error(moov):
    with pytest.raises(ValueError, match=r".+"):
        picture(moov)


@given(place=st.integers(0, len(film(*EIGHT)) - 1), value=st.integers(0, 255))
def test_one_wrong_byte_ends_in_frames_or_a_value_error(place, value):
    wrong = bytearray(film(*EIGHT))
    wrong[place] = value
    try:
        found = picture(bytes(wrong))
    except ValueError:
        return
    assert all(0 < frame.size <= BIGGEST for frame in found.frames)
    assert len(found.frames) <= WANTED


@pytest.mark.parametrize("faststart", [True, False])
def test_ffmpeg_finds_the_same_key_frames_at_the_same_places(tmp_path, faststart):
    file = make_video(
        tmp_path / "film.mp4", width=320, height=180, seconds=30, hue=0.4, fps=10,
        faststart=faststart, rotation=90,
    )  # fmt: skip
    data = file.read_bytes()
    found = picture(find_moov(lambda at, count: data[at : at + count], size=len(data)))
    with av.open(str(file)) as opened:
        theirs = [p for p in opened.demux(video=0) if p.is_keyframe]
    assert [tuple(frame) for frame in found.frames] == [
        (round(p.pts * p.time_base * 1000), p.pos, p.size) for p in theirs
    ]
    assert (found.width, found.height, found.rotation) == (320, 180, 90)
    assert found.milliseconds == 30_000


def test_of_eight_minutes_at_25_megabits_less_than_a_hundredth_is_fetched():
    count, gop, still, other = 480 * 25, 60, 400_000, 120_000
    sizes = [other if n % gop else still for n in range(count)]
    starts = list(accumulate(sizes, initial=48))[:-1]
    tables = (
        table("stts", 1, count, 40), table("stsc", 1, 1, 1, 1), table("stsz", 0, count, *sizes),
        table("stco", count, *starts), table("stss", count // gop, *range(1, count + 1, gop)),
    )  # fmt: skip
    frames = picture(film(*tables, duration=480_000)).frames
    assert len(frames) == WANTED
    assert sum(sizes) > 1_400_000_000
    assert sum(frame.size for frame in frames) < sum(sizes) // 100
