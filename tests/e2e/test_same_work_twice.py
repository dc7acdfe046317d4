"""The same work under another theme is shown to the screener, who settles it; and what goes wrong
with frames holds no entry up."""

from decimal import Decimal
from fractions import Fraction
from functools import partial
from pathlib import Path

import av
import httpx
import pytest

from bench.works import changed, make_work
from contest.audit import first_broken
from contest.entry.entry import EntryStatus
from contest.validate.frames import FLAGS
from contest_aws.store import keys
from local.sample_videos import SAMPLES
from local.visitors import DIRECT, ProblemError, until
from tests.builders import any_rules
from tests.e2e.contest_client import CONTACT, FORM, ContestClient, good_video
from tests.e2e.films import made_once

ANY_SIZE = any_rules().media.model_copy(
    update={"min_long_side": 16, "min_short_side": 16, "min_seconds": Decimal(1)}
)
RATE = 48_000


def work() -> Path:
    return with_sound(make_work(SAMPLES / "journey-work-silent.mp4", 700), "journey-work.mp4")


def copy() -> Path:
    """Mirrored, smaller and coarser."""
    mirrored = partial(changed("hflip", "scale=320:180"), work())
    return with_sound(made_once("journey-copy-silent.mp4", mirrored), "journey-copy.mp4")


def with_sound(silent: Path, name: str, *, codec: str | None = None) -> Path:
    """The same film with a soundless sound track, its pictures coded anew if a codec is named."""
    return made_once(name, partial(_add_sound, silent, codec))


def _add_sound(silent: Path, codec: str | None, target: Path) -> None:
    with av.open(str(silent)) as old, av.open(str(target), "w", format="mp4") as new:
        source = old.streams.video[0]
        if codec:
            video = new.add_stream(codec, rate=source.average_rate)
            video.width, video.height, video.pix_fmt = source.width, source.height, "yuv420p"
        else:
            video = new.add_stream_from_template(source)
        sound = new.add_stream("aac", rate=RATE, layout="mono")
        seconds = float(old.duration / av.time_base)
        packets = (
            [p for frame in [*old.decode(video=0), None] for p in video.encode(frame)]
            if codec
            else [p for p in old.demux(video=0) if p.dts is not None]
        )
        for packet in packets:
            packet.stream = video
            new.mux(packet)
        for start in range(0, round(seconds * RATE), 1024):
            frame = av.AudioFrame("fltp", "mono", 1024)
            frame.planes[0].update(bytes(frame.planes[0].buffer_size))
            frame.sample_rate, frame.pts, frame.time_base = RATE, start, Fraction(1, RATE)
            new.mux(sound.encode(frame))
        new.mux(sound.encode(None))


@pytest.fixture
def contest_client(organiser):
    return ContestClient(organiser, media=ANY_SIZE)


def entered(contest_client, file, person, theme):
    entrant = contest_client.entrant(person)
    entry = entrant.enter(FORM | {"theme": theme, "entrant": f"单位{person}"}, CONTACT)
    entrant.bring(entry, file)
    assert entrant.wait_for(entry, "screening", "returned")["reasons"] == []
    return entry


def case(contest_client, entry):
    """When the entry waits for its screener: its frames are taken by then, or never will be."""
    waits = keys.waits(keys.entry(contest_client.id, entry))
    table = contest_client.organiser.store
    from contest_aws.workflow.executions import Waiting

    until(lambda: list(table.query(waits, Waiting)), bool, seconds=60)
    return contest_client.screener().ask("GET", f"/entries/{entry}")


def test_a_mirrored_copy_under_another_theme_is_shown_settled_and_stays_so(contest_client):
    first = entered(contest_client, work(), "a", "high-end")
    second = entered(contest_client, copy(), "b", "green")

    seen = case(contest_client, second)
    (match,) = [s for s in seen["duplicates"] if s["other"] == first]
    assert (match["kind"], match["mirrored"]) == ("near", True)
    assert (match["theme"], match["entrant"]) == ("high-end", "单位a")
    assert match["similarity"] >= 50
    assert len(match["pairs"]) >= 2
    assert (seen["flag"], match["settled"]) == (None, None)
    for address in (seen["poster"], seen["storyboard"], match["storyboard"]):
        picture = httpx.get(address, **DIRECT)
        assert picture.headers["content-type"] == "image/jpeg"
        assert picture.content.startswith(b"\xff\xd8")
    (from_there,) = [s for s in case(contest_client, first)["duplicates"] if s["other"] == second]
    assert [(p["here"], p["there"]) for p in match["pairs"]] == sorted(
        (p["there"], p["here"]) for p in from_there["pairs"]
    )

    screener, path = contest_client.screener(), f"/entries/{second}/duplicates/{first}"
    said = {
        "expected_version": match["version"],
        "verdict": "not_same",
        "reason": "同一厂区，不同作品",
    }
    with pytest.raises(ProblemError) as refused:
        screener.ask("POST", path, said | {"reason": ""})
    assert refused.value.code == "request.invalid"
    settled = screener.ask("POST", path, said)
    (after,) = [s for s in settled["duplicates"] if s["other"] == first]
    assert (after["settled"]["verdict"], after["settled"]["actor"]) == (
        "not_same",
        "screener:screener",
    )
    with pytest.raises(ProblemError) as refused:
        screener.ask("POST", path, said | {"reason": "另一理由"})
    assert (refused.value.status, refused.value.code) == (412, "item.changed_meanwhile")

    # Found again by a second upload of the same work: it stays dismissed.
    screener.decide(second, "return", "rights")
    entrant = contest_client.entrant("b")
    entrant.wait_for(second, "returned")
    entrant.bring(second, copy())
    entrant.wait_for(second, "screening")
    (again,) = [s for s in case(contest_client, second)["duplicates"] if s["other"] == first]
    assert again["settled"]["reason"] == "同一厂区，不同作品"
    chain = contest_client.records(
        keys.duplicate_match(f"{contest_client.id}.{first}", f"{contest_client.id}.{second}")
    )
    assert [record.action for record in chain] == ["duplicates.suspect", "duplicates.settle"]
    assert first_broken(chain) is None


def test_the_same_file_in_another_contest_is_exact_and_shows_no_form_of_it(
    contest_client, organiser
):
    other = ContestClient(organiser, media=ANY_SIZE)
    there = entered(other, work(), "a", "high-end")
    case(other, there)
    here = entered(contest_client, work(), "b", "green")

    name = f"{other.id}.{there}"
    (match,) = [s for s in case(contest_client, here)["duplicates"] if s["other"] == name]
    assert (match["kind"], match["similarity"]) == ("exact", 100)
    assert (match["title"], match["entrant"], match["theme"]) == ("", "", None)
    said = {"expected_version": match["version"], "verdict": "same", "reason": "同一视频"}
    contest_client.screener().ask("POST", f"/entries/{here}/duplicates/{name}", said)
    (seen,) = [
        s for s in case(other, there)["duplicates"] if s["other"] == f"{contest_client.id}.{here}"
    ]
    assert seen["settled"]["verdict"] == "same"


def test_a_work_that_no_decoder_of_ours_reads_goes_on_with_a_flag_and_is_found_again(
    contest_client,
):
    unknown = with_sound(work(), "journey-mpeg4.mp4", codec="mpeg4")
    seen = case(contest_client, entry := entered(contest_client, unknown, "a", "green"))
    assert (seen["storyboard"], seen["duplicates"]) == (None, [])
    assert seen["flag"] == FLAGS["unreadable"].model_dump()
    (again,) = case(contest_client, entered(contest_client, unknown, "b", "digital"))["duplicates"]
    assert (again["other"], again["kind"], again["pairs"]) == (entry, "exact", [])
    contest_client.screener().decide(entry, "pass")
    assert contest_client.entry(entry).status is EntryStatus.IN_REVIEW


def test_a_function_that_cannot_even_start_holds_no_entry_up(organiser, cloud):
    contest_client, functions = ContestClient(organiser), cloud.client("lambda")
    found = [
        f for p in functions.get_paginator("list_functions").paginate() for f in p["Functions"]
    ]
    (name,) = [f["FunctionName"] for f in found if f["Handler"] == "validate.take_frames.handler"]
    functions.update_function_configuration(FunctionName=name, Handler="validate.gone.handler")
    try:
        entry = contest_client.submitted(good_video())
        seen = case(contest_client, entry)
    finally:
        functions.update_function_configuration(
            FunctionName=name, Handler="validate.take_frames.handler"
        )
    assert (seen["poster"], seen["storyboard"]) == (None, None)
    assert seen["flag"]["en"].startswith("Frames and the search for duplicates are not finished")
    contest_client.screener().decide(entry, "pass")
    assert contest_client.entry(entry).status is EntryStatus.IN_REVIEW
