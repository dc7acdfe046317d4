"""MediaInfo, which judges the uploads, reads in the sample videos what was asked for."""

import multiprocessing
from concurrent.futures import ProcessPoolExecutor

import pytest
from pymediainfo import MediaInfo

from local.sample_videos import make_video


def facts_of(path):
    tracks = MediaInfo.parse(str(path)).tracks
    (general,) = (track for track in tracks if track.track_type == "General")
    (video,) = (track for track in tracks if track.track_type == "Video")
    return {
        "container": (general.format, general.duration, general.title),
        "video": (video.format, video.duration, video.width, video.height),
        "fps": float(video.frame_rate),
        "rotation": float(video.rotation or 0),
        "sound": [(t.format, t.duration) for t in tracks if t.track_type == "Audio"],
    }


def test_makes_a_landscape_video_of_a_minute_with_sound(tmp_path):
    video = make_video(
        tmp_path / "a.mp4", width=1920, height=1080, seconds=60, hue=0.1, title="智造未来"
    )
    assert facts_of(video) == {
        "container": ("MPEG-4", 60_000, "智造未来"),
        "video": ("AVC", 60_000, 1920, 1080),
        "fps": 2.0,
        "rotation": 0.0,
        "sound": [("AAC", 60_000)],
    }
    assert video.stat().st_size < 1_500_000


def test_makes_a_portrait_video(tmp_path):
    video = make_video(tmp_path / "b.mp4", width=1080, height=1920, seconds=30.5, hue=0.6)
    assert facts_of(video) == {
        "container": ("MPEG-4", 30_500, None),
        "video": ("AVC", 30_500, 1080, 1920),
        "fps": 2.0,
        "rotation": 0.0,
        "sound": [("AAC", 30_500)],
    }
    assert video.stat().st_size < 1_500_000


def test_makes_a_silent_video_that_is_to_be_turned(tmp_path):
    video = make_video(
        tmp_path / "c.mp4",
        width=640,
        height=360,
        seconds=5,
        fps=4,
        hue=0.6,
        sound=False,
        rotation=90,
    )
    assert facts_of(video) == {
        "container": ("MPEG-4", 5_000, None),
        "video": ("AVC", 5_000, 640, 360),
        "fps": 4.0,
        "rotation": 90.0,
        "sound": [],
    }


@pytest.mark.parametrize(("faststart", "order"), [(True, -1), (False, 1)])
def test_puts_the_index_where_it_is_asked_for(tmp_path, faststart, order):
    video = make_video(
        tmp_path / "d.mp4", width=320, height=180, seconds=2, hue=0, faststart=faststart
    )
    content = video.read_bytes()
    assert (content.index(b"moov") - content.index(b"mdat")) * order > 0


def test_makes_the_same_bytes_each_time_and_other_ones_for_another_title(tmp_path):
    def content(name, title):
        path = tmp_path / name
        return make_video(path, width=320, height=180, seconds=2, hue=0, title=title).read_bytes()

    assert content("a.mp4", "one") == content("b.mp4", "one")
    assert content("c.mp4", "two") != content("a.mp4", "one")


def test_makes_nothing_twice_unless_something_else_is_asked_for(tmp_path):
    path = tmp_path / "a.mp4"
    make_video(path, width=320, height=180, seconds=2, hue=0)
    made = path.stat().st_mtime_ns
    make_video(path, width=320, height=180, seconds=2, hue=0)
    assert path.stat().st_mtime_ns == made
    make_video(path, width=320, height=180, seconds=3, hue=0)
    assert facts_of(path)["container"] == ("MPEG-4", 3_000, None)


def test_those_who_ask_at_once_get_one_file(tmp_path):
    """One that was replaced would be another, even with the same content."""
    path, spawn = tmp_path / "a.mp4", multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(3, mp_context=spawn) as processes:
        made = list(processes.map(_made, [path] * 3))
    assert made == [_made(path)] * 3


def _made(path):
    found = make_video(path, width=320, height=180, seconds=2, hue=0).stat()
    return found.st_ino, found.st_mtime_ns
