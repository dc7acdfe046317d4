"""`laurel award show` says which places are free, and `laurel results snapshots` what became of a
list of winners."""

import json
from datetime import timedelta

from contest.audit import Actor
from contest.award.award import AwardStatus, Revocation
from contest.award.objection import Objection, ObjectionStatus
from contest_aws.services.award import award_snapshots
from contest_aws.services.context import Context
from contest_aws.store import keys
from contest_aws.store.protocol import Change
from tests.builders import any_rules
from tests.cli.conftest import AWARD_ROUND, CONTEST_TIME, NOW
from tests.contest_aws.services.fakes import FakeSnapshots

RULES = any_rules()
OVERALL = next(award for award in RULES.awards if award.kind == "overall")
GOLD = OVERALL.levels[0]
REVOKED = Revocation(
    place="gold",
    entry="e1",
    reason="版权争议",
    asked_by=Actor.of("host", "h"),
    actor=Actor.of("host", "h"),
    at=CONTEST_TIME,
)


def stored(organiser, **changes):
    round_ = AWARD_ROUND.model_copy(update=changes)
    organiser.store.commit(Change(keys.award_round(RULES.id, "first"), round_, "any"))


def free(run):
    found = json.loads(run("award", "show", RULES.id, "first", "--json").out)["free"]
    return {(one["place"], one["theme"]): one["free"] for one in found}


def test_places_without_a_winner_that_stands_are_told(run, organiser, monkeypatch):
    monkeypatch.setattr(type(organiser), "snapshots", FakeSnapshots())
    before = free(run)
    assert before.get(("gold", None), 0) == GOLD.number - 1
    assert {theme for place, theme in before if place == "theme-award"} == {
        theme.id for theme in RULES.themes
    }
    stored(organiser, revocations=(REVOKED,))
    assert free(run)["gold", None] == GOLD.number
    told = run("award", "show", RULES.id, "first").out
    assert f"free places: {GOLD.name.zh} {GOLD.number}；" in told
    assert f" {RULES.themes[0].name.zh} " in told


def test_before_there_is_a_proposal_no_place_is_called_free(run, organiser):
    stored(organiser, proposal=(), status=AwardStatus.OPENED)
    assert free(run) == {}


def test_the_winner_with_an_upheld_objection_is_marked(run, organiser):
    objected(organiser, ObjectionStatus.DISMISSED)
    assert note(run) == ""
    objected(organiser, ObjectionStatus.UPHELD)
    assert note(run) == "异议成立 objection upheld"


def objected(organiser, status):
    made = Objection(
        contest=RULES.id,
        id="o1",
        award_round="first",
        place="gold",
        name=GOLD.name,
        entry="e1",
        text="与旧作相同",
        made_at=CONTEST_TIME,
        status=status,
        version=2,
    )
    organiser.store.commit(Change(keys.objection(RULES.id, "o1"), made, "any"))


def note(run):
    (winner,) = json.loads(run("award", "show", RULES.id, "first", "--json").out)["winners"]
    return winner["tied"]


def test_snapshots_are_listed_with_their_reasons(run, organiser):
    contest, snapshots = organiser.contest(RULES.id), FakeSnapshots()
    granted = {"status": AwardStatus.GRANTED, "results_hash": "0" * 64}
    for days, changes in enumerate((granted, granted | {"revocations": (REVOKED,)})):
        stored(organiser, **changes)
        at = NOW + timedelta(days=days)
        award_snapshots.keep(
            Context(organiser.store, contest, Actor.of("rules"), at), snapshots, "first"
        )
    found = json.loads(run("results", "snapshots", RULES.id, "first", "--json").out)
    assert [(one["number"], one["reasons"]) for one in found] == [
        (1, "已颁奖 granted"),
        (2, f"{GOLD.name.zh} e1：已撤销 revoked"),
    ]
    assert [f"results/{RULES.id}/{one['sha256']}.json" for one in found] == [*snapshots.kept]
    assert found[1]["at"] > found[0]["at"]
