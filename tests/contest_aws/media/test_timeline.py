"""Films as FFmpeg's muxer writes them last as long as FFmpeg's demuxer finds, to half a frame."""

from fractions import Fraction

import av
import pytest

from contest.refusals import Refusal
from contest.validate.verdict import Verdict
from contest_aws.media.inspection import inspect
from contest_aws.media.ranged_reader import PlannedReader
from tests.builders import any_rules

FPS, SECONDS = 10, 61
ANY_SIZE = any_rules().media.model_copy(update={"min_long_side": 1, "min_short_side": 1})


@pytest.fixture(scope="module")
def film(tmp_path_factory):
    """With reordered frames and sound."""
    path = tmp_path_factory.mktemp("films") / "film.mp4"
    with av.open(str(path), "w") as file:
        options = {"bf": "3", "g": "20", "preset": "ultrafast", "x264-params": "b-pyramid=normal"}
        shown = file.add_stream("libx264", rate=FPS, options=options)
        shown.width, shown.height, shown.pix_fmt = 192, 108, "yuv420p"
        heard = file.add_stream("aac", rate=48_000)
        for number in range(FPS * SECONDS):
            picture = av.VideoFrame(192, 108, "yuv420p")
            for plane in picture.planes:
                plane.update(bytes([number * 7 % 256]) * plane.buffer_size)
            picture.pts = number
            file.mux(shown.encode(picture))
        for number in range(48_000 * SECONDS // 1024):
            sound = av.AudioFrame("fltp", "stereo", 1024)
            for plane in sound.planes:
                plane.update(bytes(plane.buffer_size))
            sound.sample_rate, sound.pts = 48_000, number * 1024
            file.mux(heard.encode(sound))
        file.mux(shown.encode(None))
        file.mux(heard.encode(None))
    return path


def remuxed(film, *, kind="mp4", late=None, seconds=0, **options) -> bytes:
    """`late`: the type of the stream that begins `seconds` later than the other."""
    target = film.with_name("remuxed")
    with (
        av.open(str(film)) as old,
        av.open(str(target), "w", format=kind, options=options) as new,
    ):
        streams = {one.index: new.add_stream_from_template(one) for one in old.streams}
        for packet in old.demux():
            if packet.dts is None:
                continue
            if packet.stream.type == late:
                packet.pts += int(seconds / packet.time_base)
                packet.dts += int(seconds / packet.time_base)
            packet.stream = streams[packet.stream.index]
            new.mux(packet)
    return target.read_bytes()


def inspected(file: bytes) -> tuple[Verdict, list[int]]:
    reads: list[int] = []

    def fetch(start: int, length: int) -> bytes:
        reads.append(length)
        return file[start : start + length]

    return inspect(PlannedReader(fetch, size=len(file)), rules=ANY_SIZE), reads


def demuxed(file: bytes, tmp_path) -> Fraction:
    """From the first picture's beginning to the last one's end."""
    path = tmp_path / "demuxed.mp4"
    path.write_bytes(file)
    with av.open(str(path)) as opened:
        packets = [p for p in opened.demux(video=0) if p.pts is not None and not p.is_discard]
        begins = min(p.pts * p.time_base for p in packets)
        return max((p.pts + p.duration) * p.time_base for p in packets) - begins


FLAGS = {
    "plain": "prefer_icc",
    "movie first": "faststart",
    "negative offsets": "negative_cts_offsets",
    "first samples in the movie box": "frag_keyframe",
    "absolute offsets": "frag_keyframe+empty_moov",
    "offsets from the fragment": "frag_keyframe+empty_moov+default_base_moof",
    "offsets from the track before": "frag_keyframe+empty_moov+omit_tfhd_offset",
    "an edit list before fragments": "frag_keyframe+delay_moov",
    "each track apart": "frag_keyframe+empty_moov+separate_moof",
    "CMAF": "cmaf+frag_keyframe",
    "DASH": "dash+frag_keyframe",
    "an index at the head": "frag_keyframe+empty_moov+default_base_moof+global_sidx",
    "no index": "frag_keyframe+empty_moov+skip_trailer",
    "a fragment for each frame": "frag_every_frame+empty_moov",
}


@pytest.mark.parametrize("name", FLAGS)
def test_every_kind_of_mp4_lasts_as_long_as_ffmpeg_finds(film, tmp_path, name):
    file = remuxed(film, movflags=FLAGS[name])
    verdict, _ = inspected(file)
    assert verdict.refusals == ()
    assert abs(Fraction(verdict.facts.seconds) - demuxed(file, tmp_path)) <= Fraction(1, 2 * FPS)
    assert verdict.facts.seconds == SECONDS


def test_fragments_that_do_not_say_when_they_begin_follow_each_other(film):
    """Smooth Streaming has no `tfdt`."""
    file = remuxed(film, kind="ismv")
    assert b"tfdt" not in file
    verdict, _ = inspected(file)
    assert verdict.refusals == ()
    assert verdict.facts.seconds == SECONDS


@pytest.mark.parametrize(
    ("late", "warning"), [("audio", "media.sound_late"), ("video", "media.picture_late")]
)
def test_sound_or_picture_that_begins_late_is_a_warning(film, late, warning):
    verdict, _ = inspected(remuxed(film, late=late, seconds=3))
    assert verdict.refusals == ()
    assert verdict.facts.seconds == SECONDS
    assert warning in [one.code for one in verdict.warnings]
    assert ("media.sound_longer" in [one.code for one in verdict.warnings]) == (late == "audio")


def pruned(file: bytes, keep: slice) -> bytes:
    """With some of the entries of its index (clause 8.8.10), as ffmpeg writes it: version 1, three
    lengths of one byte."""
    start = file.rindex(b"mfra") - 4
    index = file[start:]
    at = index.index(b"tfra") - 4
    many = int.from_bytes(index[at + 20 : at + 24], "big")
    entries = [index[at + 24 + 19 * n : at + 43 + 19 * n] for n in range(many)][keep]
    body = index[at + 8 : at + 20] + len(entries).to_bytes(4, "big") + b"".join(entries)
    tfra = (len(body) + 8).to_bytes(4, "big") + b"tfra" + body
    whole = len(tfra) + 24
    mfro = (16).to_bytes(4, "big") + b"mfro" + bytes(4) + whole.to_bytes(4, "big")
    return file[:start] + whole.to_bytes(4, "big") + b"mfra" + tfra + mfro


@pytest.mark.parametrize(
    "keep",
    [slice(0, 18), slice(12, None), slice(0, None, 2), slice(0, 1), slice(0, 0)],
    ids=["the first part", "the last part", "every second", "one", "none"],
)
@pytest.mark.parametrize("base", ["", "+default_base_moof"])
def test_an_index_of_a_part_of_the_film_makes_it_no_shorter(film, keep, base):
    file = remuxed(film, movflags=f"frag_keyframe+empty_moov{base}")
    verdict, _ = inspected(pruned(file, keep))
    assert verdict.refusals == ()
    assert verdict.facts.seconds == SECONDS


def test_a_film_that_is_too_long_with_an_index_of_a_part_of_it_is_too_long(film):
    file = remuxed(film, movflags="frag_keyframe+empty_moov+default_base_moof")
    short = ANY_SIZE.model_copy(update={"min_seconds": 10, "max_seconds": 40})
    half = pruned(file, slice(0, 15))
    verdict = inspect(PlannedReader(lambda a, n: half[a : a + n], size=len(half)), rules=short)
    assert verdict.refusals == (
        Refusal(code="media.too_long", measured="1:01", allowed="0:10–0:40"),
    )
