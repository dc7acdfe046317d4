"""What tools write about AI is read, or is named as unreadable. ffprobe reads the same, where it
reads that kind of metadata at all."""

import json

import pytest

from contest.validate.labels.file_labels import AigcLabel, AiStatement, FileLabels, LabelProblem
from contest.validate.labels.search import ALLOWANCE
from tests.contest.validate.labels.labelled import (
    BY_AI,
    LABELLED,
    READ,
    UNREADABLE,
    VALUE,
    XMP,
    after_all,
    box,
    changed,
    credentials,
    free_form,
    itunes,
    jumb,
    keyed,
    packet,
    plain,
)
from tests.contest.validate.labels.searched import labels_of, searched
from tests.truth.surgery import at_end, before
from tests.truth.tools import INSTALLED, run

pytestmark = pytest.mark.skipif(not INSTALLED, reason="ffmpeg is not installed")
PROBED = {name for name in READ if name.startswith(("ffmpeg's", "a later", "QuickTime's"))}


@pytest.mark.parametrize("name", LABELLED)
def test_a_label_is_read_or_named_as_unreadable(name):
    assert labels_of(LABELLED[name].make()) == LABELLED[name].labels


@pytest.mark.parametrize(
    "name", sorted(PROBED | {"a free-form item", "a key of QuickTime in the movie"})
)
def test_ffprobe_reads_the_same_value(name, tmp_path):
    path = tmp_path / "film.mp4"
    path.write_bytes(READ[name].make())
    shown = json.loads(run("ffprobe", "-v", "error", "-show_format", "-of", "json", path))
    assert any(VALUE in value for value in shown["format"]["tags"].values())


@pytest.mark.parametrize("name", ["XMP behind the film", "XMP of QuickTime"])
def test_ffprobe_finds_the_packet_in_the_same_box(name, tmp_path):
    path = tmp_path / "film.mp4"
    path.write_bytes(READ[name].make())
    options = ("-v", "error", "-export_xmp", "1", "-show_format", "-of", "json")
    shown = json.loads(run("ffprobe", *options, path))
    assert "BGVIDEO20250001" in shown["format"]["tags"]["xmp"]


@pytest.mark.parametrize("name", ["nothing", "ffmpeg's use_metadata_tags", "XMP behind the film"])
def test_most_films_cost_no_request_more(name):
    assert searched(LABELLED[name].make())[1] == []


def test_pictures_in_a_manifest_are_stepped_over():
    """The thumbnail alone has 200,000 bytes; what comes before the film's head is there already."""
    found, reads = searched(changed(before("moov", box("free", bytes(70_000)), BY_AI))())
    assert found.source_types == ("trainedAlgorithmicMedia",)
    assert sum(reads) <= ALLOWANCE


def test_many_manifests_use_up_the_allowance_and_no_more():
    many = [credentials(*[jumb("x", box("cbor", bytes(40_000)))] * 8) for _ in range(6)]
    found, reads = searched(changed(before("moov", box("free", bytes(70_000)), *many))())
    assert (found.credentials, found.incomplete) == (True, True)
    assert sum(reads) <= ALLOWANCE


def test_more_boxes_than_are_searched_are_told():
    assert labels_of(changed(at_end("moov", box("udta", box("name") * 2000)))()).incomplete


def test_more_text_than_is_looked_into_is_told():
    """Five comments of 60,000 bytes are more than 256 KiB; the label stands behind them."""
    comments = [box("dscp", bytes(6), b"x" * 60_000)] * 5
    behind = box("AIGC", VALUE.encode())
    found = labels_of(changed(at_end("moov", box("udta", *comments, behind)))())
    assert (found.aigc, found.incomplete) == ((), True)
    found = labels_of(changed(at_end("moov", box("udta", *comments[:4], behind)))())
    assert ([label.says for label in found.aigc], found.incomplete) == ([AiStatement.MADE], False)


def test_more_labels_than_are_kept_are_told():
    items = [free_form(VALUE.replace("BGAI001", f"BGAI{n:03}")) for n in range(20)]
    found = labels_of(changed(at_end("moov", box("udta", itunes(*items))))())
    assert (len(found.aigc), found.incomplete) == (8, True)


def test_a_long_packet_is_read_as_far_as_it_comes():
    early = packet(VALUE.join(("<TC260:AIGC>", "</TC260:AIGC>")) + "<x>" + "x" * 200_000 + "</x>")
    (label,) = labels_of(after_all(box("uuid", XMP, early))()).aigc
    assert label.says is AiStatement.MADE


def test_a_field_is_cut_and_has_printable_characters_only():
    value = {"Label": "1", "ContentProducer": "a\u202e\n" + "b" * 1000}
    (label,) = labels_of(keyed(json.dumps(value))()).aigc
    assert label == AigcLabel(
        place="moov/udta/meta/ilst/AIGC", says=AiStatement.MADE, content_producer="a" + "b" * 255
    )


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("two that differ", AiStatement.MADE),
        ("may be by AI", AiStatement.MAYBE),
        ("C2PA, by AI", AiStatement.MADE),
        ("C2PA, by a camera", None),
        ("nothing", None),
    ],
)
def test_the_strongest_statement_counts(name, says):
    assert LABELLED[name].labels.says is says


@pytest.mark.parametrize("name", UNREADABLE)
def test_what_cannot_be_read_says_nothing(name):
    labels = UNREADABLE[name].labels
    assert (labels.says, labels.unreadable) == (None, True)


def test_every_problem_has_its_film():
    problems = {label.problem for one in UNREADABLE.values() for label in one.labels.aigc}
    assert problems == set(LabelProblem)


def test_a_cover_beside_a_label_does_not_hide_it():
    cover = box("covr", box("data", bytes(8), bytes(100_000)))
    film = changed(at_end("moov", box("udta", itunes(cover, free_form(VALUE)))))()
    assert labels_of(film).says is AiStatement.MADE


def test_a_film_without_labels_is_plain():
    assert labels_of(plain().read_bytes()) == FileLabels()
