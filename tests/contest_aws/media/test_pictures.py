"""Stills from real files of several codecs: upright, small, as JPEG; and whatever is no film."""

import io
import random
from fractions import Fraction

import av
import pytest

from contest.validate.fingerprint import Mark, distance, marks
from contest_aws.media.pictures import LONGEST, Shot, grey, jpeg, watch
from contest_aws.media.storyboard import CELL, GAP, draw, storyboard
from local.sample_videos import make_video

SECONDS, FPS = 20, 4


def coded(path, source, codec, pixels="yuv420p", **options):
    """The same film by another encoder."""
    with av.open(str(source)) as old, av.open(str(path), "w", format="mp4") as new:
        stream = new.add_stream(codec, rate=FPS, options={"g": "12", **options})
        stream.width, stream.height, stream.pix_fmt = 640, 360, pixels
        for number, frame in enumerate(old.decode(video=0)):
            small = frame.reformat(640, 360, pixels)
            small.pts, small.time_base, small.pict_type = number, Fraction(1, FPS), 0
            new.mux(stream.encode(small))
        new.mux(stream.encode(None))
    return path


def film(path):
    data = path.read_bytes()
    return watch(lambda start, length: data[start : start + length], size=len(data))


def known_by(path) -> list[Mark]:
    return marks([(shot.at, grey(shot.picture)) for shot in film(path).shots])


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    return make_video(
        tmp_path_factory.mktemp("film") / "a.mp4",
        width=1920,
        height=1080,
        seconds=SECONDS,
        hue=0.1,
        fps=FPS,
    )


CODECS = {
    "H.264": ("libx264", {}),
    "H.264 of 10 bits": ("libx264", {"pixels": "yuv420p10le"}),
    "HEVC": ("libx265", {"x265-params": "log-level=none:keyint=12"}),
    "AV1": ("libsvtav1", {"preset": "12"}),
    "VP9": ("libvpx-vp9", {"deadline": "realtime", "cpu-used": "8"}),
}


@pytest.mark.parametrize("name", CODECS)
def test_every_codec_shows_the_same_film(tmp_path, source, name):
    codec, options = CODECS[name]
    other = coded(tmp_path / "b.mp4", source, codec, **options)
    first, again = known_by(source)[0], known_by(other)
    assert len(again) >= 2
    assert distance(first.plain, again[0].plain) <= 8
    assert film(other).digest != film(source).digest


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_pictures_are_upright_and_no_bigger_than_a_poster(tmp_path, source, rotation):
    turned = make_video(
        tmp_path / "t.mp4",
        width=1920,
        height=1080,
        seconds=SECONDS,
        hue=0.1,
        fps=FPS,
        rotation=rotation,
    )
    shots = film(turned).shots
    with av.open(str(turned)) as opened:
        frame = next(opened.decode(video=0))
        assert frame.rotation % 360 == -rotation % 360
    tall = rotation in (90, 270)
    assert (shots[0].picture.width, shots[0].picture.height) == (
        (720, LONGEST) if tall else (LONGEST, 720)
    )
    corner = grey(shots[0].picture)
    plain = grey(film(source).shots[0].picture)
    places = {
        0: 0,
        90: corner.width - 1,
        180: -1,
        270: corner.width * (corner.height - 1),
    }
    assert abs(corner.light[places[rotation]] - plain.light[0]) <= 12


def test_storyboard_and_poster_are_jpeg_and_kept_beside_the_upload(source):
    kept = {}

    class Kept:
        def keep(self, key, body):
            kept[key] = body

    shots = film(source).shots * 9
    told = draw(Kept(), "media/c/e/1-abc", shots[:16], best=1)
    assert told["poster"] == "posters/c/e/1-abc.poster.jpg"
    assert told["times"] == tuple(shot.at for shot in shots[:16])
    sizes = {}
    for key, body in kept.items():
        with av.open(io.BytesIO(body), format="jpeg_pipe") as opened:
            frame = next(opened.decode(video=0))
        sizes[key] = (frame.width, frame.height)
    width, height = GAP + 4 * (CELL + GAP), GAP + 4 * (CELL * 9 // 16 + GAP)
    assert sizes == {
        "posters/c/e/1-abc.poster.jpg": (1280, 720),
        "posters/c/e/1-abc.thumbnail.jpg": (240, 136),  # 135 lines, made even
        "posters/c/e/1-abc.storyboard.jpg": (width, height),
    }
    assert {told[kind] for kind in ("poster", "thumbnail", "storyboard")} == set(sizes)
    assert len(kept[told["thumbnail"]]) < 20_000  # fifty of them are less than a megabyte
    assert max(map(len, kept.values())) < 500_000


@pytest.mark.parametrize("count", [1, 2, 5, 16])
def test_a_sheet_has_as_many_rows_as_it_needs(source, count):
    shot = film(source).shots[0]
    sheet = storyboard([Shot(3_599_000, shot.picture)] * count)
    assert sheet.width == GAP + min(count, 4) * (CELL + GAP)
    assert sheet.height == GAP + -(-count // 4) * (CELL * 9 // 16 + GAP)
    assert jpeg(sheet).startswith(b"\xff\xd8")


def test_frames_of_noise_are_passed_over_and_a_film_of_them_has_no_shot(source):
    data = source.read_bytes()
    good = film(source).shots
    noise = random.Random(1)  # noqa: S311 - nothing secret

    def read(start, length, spoiled=lambda _: True):
        piece = data[start : start + length]
        is_still = length < 60_000 and start > 64
        return noise.randbytes(len(piece)) if is_still and spoiled(start) else piece

    spoiled = watch(read, size=len(data))
    assert (spoiled.shots, len(spoiled.digest)) == ([], 64)
    calls = []

    def half(start, length):
        calls.append(start)
        return read(start, length, lambda _: len(calls) == 2)

    assert len(watch(half, size=len(data)).shots) == len(good) - 1


def test_a_codec_that_no_decoder_of_ours_reads_shows_nothing_and_is_known_by_its_bytes(
    tmp_path, source
):
    one, same = (coded(tmp_path / name, source, "mpeg4") for name in ("b.mp4", "c.mp4"))
    other = coded(tmp_path / "d.mp4", source, "mpeg4", g="5")
    assert film(one).shots == []
    assert film(one).digest == film(same).digest != film(other).digest


def test_an_eight_minute_film_takes_few_requests_and_few_bytes(tmp_path):
    path = make_video(tmp_path / "l.mp4", width=160, height=90, seconds=480, hue=0.2, sound=False)
    data, requests = path.read_bytes(), []

    def read(start, length):
        requests.append(length)
        return data[start : start + length]

    assert len(watch(read, size=len(data)).shots) == 16
    assert len(requests) <= 22


INDICES = {"at its end": "", "at its head": "+skip_trailer+global_sidx", "nowhere": "+skip_trailer"}


@pytest.mark.parametrize("index", INDICES)
def test_a_fragmented_film_is_known_wherever_its_index_lies(tmp_path, source, index):
    path = tmp_path / "f.mp4"
    flags = f"frag_keyframe+empty_moov+default_base_moof{INDICES[index]}"
    work = coded(tmp_path / "w.mp4", source, "libx264")
    with (
        av.open(str(work)) as old,
        av.open(str(path), "w", format="mp4", options={"movflags": flags}) as new,
    ):
        stream = new.add_stream_from_template(old.streams.video[0])
        for packet in old.demux(video=0):
            if packet.dts is not None:
                packet.stream = stream
                new.mux(packet)
    assert film(path).digest == film(work).digest
    assert len(known_by(path)) >= 5
    assert known_by(path) == known_by(work)
