"""What a frame's hash withstands, and what it must not."""

import math
import random
from functools import cache

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from contest.validate.fingerprint import (
    CropBox,
    Fingerprint,
    Grey,
    Mark,
    best,
    distance,
    hashes,
    marks,
    picture_area,
    shrunk,
)

WIDTH, HEIGHT = 96, 54
seeds = st.integers(0, 10_000)
pytestmark = pytest.mark.slow
few = settings(max_examples=25, deadline=None)


@cache
def scene(seed: int, *, width: int = WIDTH, height: int = HEIGHT) -> Grey:
    """Soft light and a few things in it: the same at any size."""
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    waves = [
        (chance.gauss(0, 60) / (1 + m + n), m, n, chance.uniform(0, 6))
        for m in range(5)
        for n in range(5)
    ]
    things = [(chance.random(), chance.random(), chance.uniform(-90, 90)) for _ in range(5)]

    def light(x: float, y: float) -> float:
        value = 128 + sum(a * math.cos(math.pi * (m * y + n * x) + p) for a, m, n, p in waves)
        return value + sum(c for u, v, c in things if abs(x - u) < 0.12 and abs(y - v) < 0.15)

    points = [
        light((x + 0.5) / width, (y + 0.5) / height) for y in range(height) for x in range(width)
    ]
    return Grey(width, height, bytes(max(40, min(255, round(point))) for point in points))


def rows(grey: Grey) -> list[bytes]:
    return [grey.light[y * grey.width :][: grey.width] for y in range(grey.height)]


def of_rows(lines: list[bytes]) -> Grey:
    return Grey(len(lines[0]), len(lines), b"".join(lines))


def mirrored(grey: Grey) -> Grey:
    return of_rows([row[::-1] for row in rows(grey)])


def letterboxed(grey: Grey, top: int, side: int) -> Grey:
    bar = bytes([3]) * (grey.width + 2 * side)
    inner = [bytes([2]) * side + row + bytes([4]) * side for row in rows(grey)]
    return of_rows([bar] * top + inner + [bar] * top)


def cropped(grey: Grey, lines: int) -> Grey:
    return of_rows([row[lines:-lines] for row in rows(grey)[lines:-lines]])


def mark(grey: Grey) -> Mark:
    (found,) = marks([(0, grey)])
    return found


@few
@given(seeds)
def test_a_mirror_image_has_the_two_hashes_the_other_way_round(seed):
    assume(marks([(0, scene(seed))]))  # a frame that shows nothing has no hash
    one, other = mark(scene(seed)), mark(mirrored(scene(seed)))
    assert distance(one.mirrored, other.plain) <= 2
    assert distance(one.plain, other.mirrored) <= 2


@few
@given(seeds, st.integers(1, 20), st.integers(0, 20))
def test_bars_change_nothing(seed, top, side):
    plain, boxed = scene(seed), letterboxed(scene(seed), top, side)
    assume(marks([(0, plain)]))
    assert distance(mark(plain).plain, mark(boxed).plain) <= 4


@pytest.mark.parametrize("seed", range(20))
def test_another_size_light_and_some_noise_leave_it_near(seed):
    chance = random.Random(seed)  # noqa: S311 - nothing secret
    other = scene(seed, width=60, height=34)
    points = [min(255, max(0, round(v * 0.8 + 20 + chance.gauss(0, 5)))) for v in other.light]
    noisy = Grey(other.width, other.height, bytes(points))
    assert distance(mark(scene(seed)).plain, mark(noisy).plain) <= 8


def test_nine_of_ten_slight_crops_stay_near():
    pairs = [(mark(scene(seed)), mark(cropped(scene(seed), 1))) for seed in range(40)]
    near = sum(distance(one.plain, other.plain) <= 8 for one, other in pairs)
    assert near >= 36


def test_different_scenes_are_far_apart():
    found = [mark(scene(seed)) for seed in range(60)]
    distances = [
        distance(one.plain, bits)
        for number, one in enumerate(found)
        for other in found[:number]
        for bits in (other.plain, other.mirrored)
    ]
    assert min(distances) > 8
    assert 28 <= sum(distances) / len(distances) <= 36


def test_a_frame_that_shows_nothing_has_no_mark():
    grey = Grey(64, 36, bytes([90]) * 64 * 36)
    black = Grey(64, 36, bytes(64 * 36))
    assert marks([(0, grey), (1, black), (2, scene(1))]) == [mark(scene(1))._replace(at=2)]


def test_a_bar_is_what_all_frames_share():
    dark_sky = of_rows([bytes(WIDTH)] * 12 + rows(scene(1))[12:])
    assert picture_area([dark_sky, scene(2)]) == CropBox(0, 0, 1, 1)
    assert picture_area([dark_sky, dark_sky]).top == pytest.approx(12 / HEIGHT)
    assert picture_area([]) == CropBox(0, 0, 1, 1)


def test_half_a_picture_in_the_dark_is_no_bar():
    dark = of_rows([bytes(WIDTH)] * 27 + rows(scene(1))[27:])
    assert picture_area([dark]) == CropBox(0, 0, 1, 1)


def test_squares_are_means():
    grey = Grey(64, 64, bytes([10, 30] * 32) * 64)
    assert shrunk(grey, CropBox(0, 0, 1, 1)) == [[20.0] * 32] * 32


@few
@given(st.binary(min_size=32 * 32, max_size=32 * 32))
def test_hashes_have_64_bits(light):
    small = [[float(point) for point in light[row : row + 32]] for row in range(0, 1024, 32)]
    assert all(0 <= bits < 1 << 64 for bits in hashes(small))


@given(st.lists(st.tuples(st.integers(0, 2**32 - 1), st.integers(0, 2**64 - 1)), max_size=16))
def test_a_fingerprint_keeps_times_and_hashes(frames):
    kept = Fingerprint.of(
        [Mark(at, bits, 0) for at, bits in frames], contest="c", entry="e", upload=1, digest="d"
    )
    assert kept.frames == tuple((bits, at) for at, bits in frames)
    assert len(kept.code) <= 256


def test_the_poster_is_neither_dark_nor_empty():
    dark = Grey(WIDTH, HEIGHT, bytes(v // 8 for v in scene(1).light))
    flat = Grey(WIDTH, HEIGHT, bytes([128]) * WIDTH * HEIGHT)
    assert best([(0, dark), (1, flat), (2, scene(1)), (3, dark)]) == 2
