"""`laurel results` and what `laurel award show` says of works that are not ranked."""

import json

import pytest

from contest.award.award import AwardRound, AwardStatus
from contest.award.results import tally
from contest.entry.entry import EntryStatus
from contest_aws.services.award import award_rounds, proposals
from contest_aws.store import keys
from contest_aws.store.protocol import Change
from tests.builders import any_candidate, any_entry, any_form, any_rules, any_submitted
from tests.contest_aws.services.fakes import FakeSnapshots

RULES = any_rules()
POINTS = {"a": (70, 75, 72), "b": (60, 64, 66), "c": (50,)}


@pytest.fixture
def tallied(organiser, monkeypatch):
    """An award round over three works: `c` has too few reviews."""
    results = tally(
        RULES,
        round_id="expert-review",
        candidates=[any_candidate(entry) for entry in POINTS],
        reviews=[
            any_submitted(entry, f"j{n}", points)
            for entry, given in POINTS.items()
            for n, points in enumerate(given)
        ],
    )
    snapshots = FakeSnapshots()
    monkeypatch.setattr(type(organiser), "snapshots", snapshots)
    key, digest = snapshots.keep(RULES.id, results)
    round_ = AwardRound(
        contest=RULES.id,
        id="tallied",
        round="expert-review",
        status=AwardStatus.TALLIED,
        results_key=key,
        results_hash=digest,
    )
    entries = [
        any_entry(
            EntryStatus.REVIEWED,
            id=entry,
            number=f"GY-000{entry}",
            form=any_form(title=f"作品 {entry}"),
        )
        for entry in POINTS
    ]
    organiser.store.commit(
        Change(keys.award_round(RULES.id, "tallied"), round_, "any"),
        *(Change(keys.entry(RULES.id, entry.id), entry, "any") for entry in entries),
    )
    return results


@pytest.mark.usefixtures("tallied")
def test_shows_scores_judges_and_what_would_change(run):
    ended = run("results", "show", RULES.id, "tallied", "--json")
    found = json.loads(ended.out)
    assert ended.code == 0
    assert [(row["number"], row["title"], row["score"]) for row in found["scores"]] == [
        ("GY-000a", "作品 a", "72.33"),
        ("GY-000b", "作品 b", "63.33"),
    ]
    assert [row["entry"] for row in found["scores"]] == ["a", "b"], "for programs"
    assert {row["judge"] for row in found["judges"]} == {"j0", "j1", "j2"}
    assert [(row["title"], row["lowest"], row["highest"]) for row in found["disagreements"]] == [
        ("作品 b", "60.00", "66.00"),
        ("作品 a", "70.00", "75.00"),
    ]
    assert found["changes"] == []
    assert "作品 a" in run("results", "show", RULES.id, "tallied").out


@pytest.mark.usefixtures("tallied")
def test_what_is_exported_is_computed_again_without_a_deployment(run, tmp_path):
    file = tmp_path / "scores.xlsx"
    assert run("results", "export", RULES.id, "tallied", file).code == 0
    again = run("results", "recompute", file)
    assert (again.code, "复算 2 件作品，结果完全一致" in again.out) == (0, True)
    assert run("results", "export", RULES.id, "tallied", file).code == 1, "it overwrites nothing"


@pytest.mark.usefixtures("tallied")
def test_an_award_round_shows_what_is_not_ranked_and_why(run):
    found = json.loads(run("award", "show", RULES.id, "tallied", "--json").out)
    assert found["unranked"] == [
        {
            "number": "GY-000c",
            "title": "作品 c",
            "why": {"zh": "评审 1 份，至少需要 2 份", "en": "reviews: 1; needed: 2"},
            "entry": "c",
        }
    ]
    assert "作品 c" in run("award", "show", RULES.id, "tallied").out


@pytest.mark.usefixtures("tallied")
def test_the_list_that_is_confirmed_is_the_one_that_was_shown(run, organiser, tmp_path):
    proposals.propose(
        organiser.context(RULES.id),
        organiser.snapshots,
        award_rounds.round_of(organiser.store, RULES.id, "tallied"),
    )
    words, file = ("award", "show", RULES.id, "tallied", "--json"), tmp_path / "changes.json"
    drop = {"action": "drop", "place": "gold", "entry": "a", "reason": "评议", "override": True}
    file.write_text(json.dumps([drop]), encoding="utf-8")
    plain, changed = (json.loads(run(*words, *more).out) for more in ((), ("--changes", str(file))))
    assert [one["title"] for one in plain["winners"] if one["award"] == "gold"] == ["作品 a"]
    assert "gold" not in [one["award"] for one in changed["winners"]]
    assert f"list {plain['list_sha256']}" in run(*words[:-1]).out

    def confirm(list_sha256):
        version = plain["version"]
        stated = ("--expected-version", version, "--list", list_sha256, "--changes", file)
        return run("award", "confirm", RULES.id, "tallied", *stated)

    refused = confirm(plain["list_sha256"])
    assert (refused.code, "名单与您所见的已不同" in refused.err) == (1, True)
    assert confirm(changed["list_sha256"]).code == 0
    after = award_rounds.round_of(organiser.store, RULES.id, "tallied")
    assert after.status is AwardStatus.PROVISIONAL


def test_before_the_tally_there_is_nothing_to_show(run):
    ended = run("results", "show", RULES.id, "first")
    assert (ended.code, "尚未统分" in ended.err) == (1, True)
