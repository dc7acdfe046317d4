"""The steps that make a rendition, on a table and a bucket in moto: what is in the bucket in the
end is one rendition and no piece, whatever is doubled, killed, withdrawn or cannot be decoded."""

from importlib import import_module

import av
import pytest

from contest.entry.entry import EntryStatus
from contest.refusals import Refusal
from contest.rules.sizes import ViewingLimits
from contest.validate.verdict import Verdict
from contest.viewing.viewing_copy import CopyKind, CopyState
from contest_aws import clock
from contest_aws.encoding import source
from contest_aws.media.bucket import Media
from contest_aws.media.inspection import inspect
from contest_aws.media.ranged_reader import PlannedReader
from contest_aws.media.viewing_files import ViewingFiles
from contest_aws.services.viewing import copies
from contest_aws.store import keys
from contest_aws.store.protocol import update
from tests.builders import any_rules
from tests.contest.viewing.copies import streams
from tests.contest.viewing.films import WHOLE
from tests.truth.tools import INSTALLED

pytestmark = pytest.mark.skipif(not INSTALLED, reason="ffmpeg is not installed")

LAST_CALL = 10
"""Of those that the join makes to the bucket, from 0: it looks for an earlier file, gets two
pieces, writes the film in one part, and deletes the pieces."""
STEPS = ("plan", "piece 1", "piece 2", "join")


@pytest.fixture(autouse=True)
def _short_pieces(monkeypatch):
    monkeypatch.setattr(source, "SECONDS", 1)


@pytest.fixture
def scene(made):
    data = WHOLE["H.265 of 10 bits"]().read_bytes()
    return Machine(made(data, verdict=Verdict(facts=facts_of(data))))


def facts_of(data):
    reader = PlannedReader(lambda start, length: data[start : start + length], size=len(data))
    return inspect(reader, rules=any_rules().media).facts


class Machine:
    """Goes the way of `viewing_copy.asl.json` from the copy on."""

    def __init__(self, scene):
        self.scene, self.plan = scene, None

    @property
    def rendition(self):
        return self.scene.stored(CopyKind.RENDITION)

    def step(self, name):
        """One of `STEPS`, with what those before it gave."""
        if name == "plan":
            self.plan = self.scene.call("plan_rendition")
            return
        if not self.plan["begun"]:
            return
        given = {"rendition": self.plan["rendition"]}
        if name == "join":
            self.scene.call("join_pieces", **given, pieces=self.plan["pieces"])
        else:
            piece = self.plan["pieces"][int(name[-1]) - 1]
            self.scene.call("encode_piece", **given, wanted=self.plan["wanted"], piece=piece)

    def run(self, begin="plan"):
        for name in STEPS[STEPS.index(begin) :]:
            self.step(name)

    def withdraw(self):
        entry = self.scene.entry
        after = entry.next_version(status=EntryStatus.WITHDRAWN)
        self.scene.store.commit(update(keys.entry(entry.contest, entry.id), after, before=entry))


class Killed(BaseException):
    pass


class Dying:
    """Passes calls on to the bucket, until it dies at the n-th, counted from 0: before the call, or
    right after it. From then on it does nothing more."""

    def __init__(self, s3, *, at, after):
        self._s3, self._left, self._after = s3, at, after

    def __getattr__(self, name):
        found = getattr(self._s3, name)
        return self._dying(found) if callable(found) else found

    def _dying(self, call):
        def once(*given, **named):
            self._left -= 1
            if self._left < -1 or (self._left == -1 and not self._after):
                raise Killed
            answer = call(*given, **named)
            if self._left == -1:
                raise Killed
            return answer

        return once


def test_a_film_that_few_browsers_play_gets_a_rendition_and_no_piece_is_left(scene, tmp_path):
    scene.run()
    ready = scene.rendition
    assert (ready.state, scene.scene.others()) == (CopyState.READY, [ready.key])
    assert len(scene.plan["pieces"]) == 2
    bucket = scene.scene.s3
    found = bucket.get_object(Bucket="media", Key=ready.key, VersionId=ready.object_version)
    body = found["Body"].read()
    (tmp_path / "film.mp4").write_bytes(body)
    shown, heard = streams(tmp_path / "film.mp4")
    assert (shown["codec_name"], shown["pix_fmt"], heard["codec_name"]) == (
        *("h264", "yuv420p"),
        "aac",
    )
    assert (ready.size, found["ContentType"]) == (len(body), "video/mp4")
    assert ready.codecs.startswith("avc1.64")
    for word in (b"x264", b"Lavc", b"Lavf"):
        assert word not in body


def test_a_film_that_every_browser_plays_gets_none(made):
    scene = Machine(made(WHOLE["B-frames"]().read_bytes()))
    scene.run()
    assert (scene.plan["begun"], scene.rendition, scene.scene.others()) == (False, None, [])


def test_for_slow_lines_a_small_film_stands_behind_the_copy(made, doors):
    data = WHOLE["B-frames"]().read_bytes()
    facts = facts_of(data).model_copy(update={"bit_rate": 5_000_000})
    scene = Machine(made(data, verdict=Verdict(facts=facts)))
    key = keys.contest(doors.contest.id)
    slow = doors.contest.rules.model_copy(update={"viewing": ViewingLimits(slow_lines=True)})
    after = doors.contest.next_version(rules=slow)
    doors.store.commit(update(key, after, before=doors.contest))
    scene.scene.call()
    scene.run()
    entry = scene.scene.entry
    shown = copies.films(doors.store, Media("media"), of=(entry.contest, entry.id, 1))
    assert scene.rendition.refusals == ()
    assert (scene.rendition.state, scene.rendition.small) == (CopyState.READY, True)
    assert [film.kind for film in shown] == ["copy", "small"]


@pytest.mark.parametrize("doubled", STEPS)
def test_a_step_that_is_doubled_changes_nothing(scene, doubled):
    for name in STEPS:
        scene.step(name)
        if name == doubled:
            scene.step(name)
    ready = scene.rendition
    assert (ready.state, scene.scene.others()) == (CopyState.READY, [ready.key])


def test_a_second_execution_leaves_what_is_ready(scene):
    scene.run()
    before = scene.rendition
    again = scene.scene.call("plan_rendition", maker="run-2")
    assert (again["begun"], scene.rendition) == (False, before)


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize(
    ("killed", "at"), [("piece 2", 0), *(("join", at) for at in range(LAST_CALL + 1))]
)
def test_a_step_that_is_killed_at_any_call_and_tried_again_leaves_one_file(
    scene, monkeypatch, killed, at, after
):
    module = import_module("viewing.join_pieces" if killed == "join" else "viewing.encode_piece")
    for name in STEPS:
        if name == killed:
            with monkeypatch.context() as dying:
                bucket = Dying(scene.scene.s3, at=at, after=after)
                dying.setattr(module, "files", ViewingFiles("media", bucket))
                with pytest.raises(Killed):
                    scene.step(name)
        scene.step(name)
    ready = scene.rendition
    assert (ready.state, scene.scene.others()) == (CopyState.READY, [ready.key])


@pytest.mark.parametrize("before", STEPS)
def test_an_entry_that_is_withdrawn_meanwhile_keeps_no_piece(scene, before):
    for name in STEPS:
        if name == before:
            scene.withdraw()
        scene.step(name)
    scene.scene.call()
    assert scene.scene.others() == []
    assert scene.rendition is None or scene.rendition.state is CopyState.DROPPED


def test_an_entry_that_is_withdrawn_while_a_piece_is_encoded_keeps_none(scene, monkeypatch):
    scene.step("plan")
    module = import_module("viewing.encode_piece")
    encode = module.encode

    def slow(*given):
        scene.withdraw()
        return encode(*given)

    monkeypatch.setattr(module, "encode", slow)
    scene.step("piece 1")
    assert scene.scene.others() == []


def zeros(*_, **__):
    """Reads a film that is no film."""
    return lambda _, length: bytes(length)


def test_a_film_that_cannot_be_decoded_is_flagged_and_made_when_the_host_tries_again(
    scene, monkeypatch
):
    scene.step("plan")
    scene.step("piece 1")
    assert len(scene.scene.others()) == 1
    with monkeypatch.context() as broken:
        broken.setattr(import_module("viewing.dependencies"), "ranges", zeros)
        scene.step("piece 2")
    scene.step("join")
    failed = scene.rendition
    assert (failed.state, scene.scene.others()) == (CopyState.FAILED, [])
    assert [(one.code, one.measured) for one in failed.refusals] == [
        ("rendition.undecodable", "0:00")
    ]
    assert (failed.is_given_up, failed.is_due(now=clock.now())) == (True, False)
    scene.run()
    assert (scene.rendition.state, scene.rendition.tries) == (CopyState.READY, 2)
    assert scene.scene.others() == [scene.rendition.key]


def test_pictures_that_cannot_be_decoded_are_named_with_their_time_and_codec(scene, monkeypatch):
    """As the decoder itself says it, after the frames of the first half second."""
    scene.step("plan")
    decode = source.named

    def breaking(frames, stream):
        def first_half():
            for frame in frames:
                if frame.time >= 1.5:
                    raise av.InvalidDataError(1094995529, "Invalid data found")
                yield frame

        return decode(first_half(), stream)

    monkeypatch.setattr(source, "named", breaking)
    for name in ("piece 1", "piece 2", "join"):
        scene.step(name)
    [reason] = scene.rendition.refusals
    assert reason.measured == "0:01 hevc"
    assert "0:01 hevc" in reason.text.zh
    assert scene.scene.others() == []


def test_what_was_not_read_is_tried_again_and_blamed_on_nothing(scene, monkeypatch):
    def gone(*_, **__):
        def read(_start, _length):
            raise OSError("the connection has ended")

        return read

    scene.step("plan")
    with monkeypatch.context() as broken:
        broken.setattr(import_module("viewing.dependencies"), "ranges", gone)
        with pytest.raises(OSError, match="has ended"):
            scene.step("piece 1")
    assert (scene.rendition.state, scene.rendition.refusals) == (CopyState.MAKING, ())
    scene.run("piece 1")
    assert scene.rendition.state is CopyState.READY


def test_pieces_that_a_broken_join_left_are_deleted_with_the_flag(scene):
    for name in ("plan", "piece 1", "piece 2"):
        scene.step(name)
    entry, reasons = scene.scene.entry, (Refusal(code="rendition.undecodable"),)
    of = {"of": (entry.contest, entry.id, 1), "maker": "run-1", "now": clock.now()}
    copies.flag(scene.scene.store, **of, kind=CopyKind.RENDITION, refusals=reasons)
    assert len(scene.scene.others()) == 2
    scene.scene.call("plan_rendition", failed=True)
    assert (scene.scene.others(), scene.rendition.refusals) == ([], reasons)
