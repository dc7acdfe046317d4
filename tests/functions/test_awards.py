"""Over HTTP: an award round from its beginning to the revocation, with an objection on the way."""

from datetime import timedelta
from importlib import import_module
from io import BytesIO

import pytest
from openpyxl import load_workbook

from contest.audit import Actor
from contest.award.award import AwardStatus
from contest.people.account import Role
from contest.review.judge import Judge
from contest.rules.sections import Confirmation
from contest_aws.services.award import award_rounds, award_snapshots, proposals
from contest_aws.services.context import Context
from contest_aws.services.entries import disqualify
from contest_aws.store import keys
from contest_aws.store.protocol import update
from laurel import score_matrix
from tests.builders import any_rules, any_time
from tests.contest_aws.services.award.steps import POINTS
from tests.contest_aws.services.fakes import FakeSnapshots
from tests.contest_aws.services.panel import (
    appoint,
    closed,
    decided,
    entry_now,
    in_review,
    opened,
    score,
)

RULES = any_rules()
AWARDS = f"/host/{RULES.id}/awards"
ROUND = f"{AWARDS}/first"
MODULES = (
    "round_routes",
    "round_view",
    "decision_routes",
    "result_routes",
    "objection_routes",
)
BEGIN = {"award_round": "first", "review_round": "expert-review"}


class Started:
    def __init__(self):
        self.names = []

    def start(self, machine, where, *, name):
        self.names.append((machine, where.award_round, where.status, name))
        return True


@pytest.fixture
def snapshots(doors, monkeypatch):  # noqa: ARG001 - the functions are made in it
    kept = FakeSnapshots()
    for module in MODULES:
        monkeypatch.setattr(import_module(f"award.{module}"), "snapshots", kept)
    monkeypatch.setattr(import_module("exports.export_api"), "snapshots", kept)
    return kept


@pytest.fixture
def started(doors, monkeypatch):  # noqa: ARG001 - as above
    started = Started()
    monkeypatch.setattr(import_module("award.round_routes"), "journeys", started)
    return started


@pytest.fixture
def host(doors):
    return doors.token(Role.HOST)


@pytest.fixture
def judged(doors):
    """Four works with 90, 80, 70 and 65 points, and a fifth that was left out."""
    store, contest = doors.store, doors.contest
    appoint(store, contest, 3)
    in_review(store, contest, 5)
    opened(store, contest)
    for entry, points in POINTS.items():
        for judge in entry_now(store, contest, entry).judges:
            score(store, contest, judge, entry, points)
    closed(store, contest)
    decided(store, contest)
    return doors


def carried_on(doors, snapshots, award_round="first"):
    """As the state machine does."""
    for step in (award_rounds.tally, proposals.propose):
        round_ = award_rounds.round_of(doors.store, RULES.id, award_round)
        step(
            Context(doors.store, doors.contest, Actor.of("rules"), any_time(161)), snapshots, round_
        )


@pytest.fixture
def proposed(judged, snapshots, started, host):
    for _ in range(2):
        begun = judged.ask("POST", AWARDS, BEGIN, token=host)
        assert (begun.status, begun.body["status"]) == (200, "opened")
    assert {name[:3] for name in started.names} == {("award-round", "first", "opened")}
    carried_on(judged, snapshots)
    return judged


OTHER_LIST = {"list_sha256": "0" * 64}


def shown(proposed, host):
    """What a confirmation states of the list that the host sees."""
    seen = proposed.ask("POST", f"{ROUND}/preview", {"changes": []}, token=host).body
    return {"expected_version": seen["version"], "list_sha256": seen["sha256"]}


def test_the_host_sees_the_proposal_with_reasons_and_what_is_free(proposed, host):
    seen = proposed.ask("GET", ROUND, token=host).body
    assert (seen["status"], seen["people"], seen["open_objections"]) == ("proposed", 1, 0)
    gold = next(w for w in seen["winners"] if w["level"] == "gold")
    assert (gold["entry"], gold["score"], gold["off"], gold["revoked"]) == (
        "e0",
        "90.00",
        False,
        False,
    )
    assert "90.00" in gold["why"]["zh"]
    assert [(one["entry"], one["why"]["en"]) for one in seen["unranked"]] == [
        ("e4", "left out of the ranking by the host")
    ]
    special = next(place for place in seen["places"] if place["place"] == "special")
    assert special["free"] == special["number"]
    (listed,) = proposed.ask("GET", AWARDS, token=host).body
    assert (listed["id"], listed["version"]) == ("first", seen["version"])


def test_a_preview_changes_nothing_and_says_what_is_refused(proposed, host):
    version = proposed.ask("GET", ROUND, token=host).body["version"]
    drop = {"action": "drop", "place": "overall", "entry": "e0", "reason": "争议"}
    seen = proposed.ask("POST", f"{ROUND}/preview", {"changes": [drop]}, token=host).body
    assert [one["code"] for one in seen["refusals"]] == ["award.better_left_out"]
    assert "e0" not in [w["entry"] for w in seen["winners"] if w["award"] == "overall"]
    meant = {"changes": [drop | {"override": True}]}
    seen = proposed.ask("POST", f"{ROUND}/preview", meant, token=host).body
    assert (seen["refusals"], seen["version"]) == ([], version)
    unknown = {"changes": [drop | {"place": "platinum"}]}
    seen = proposed.ask("POST", f"{ROUND}/preview", unknown, token=host).body
    assert (seen["winners"], [r["code"] for r in seen["refusals"]]) == ([], ["award.unknown"])
    assert proposed.ask("GET", ROUND, token=host).body["version"] == version


def marked(proposed, host, mark):
    """Whose lines have the mark, in the proposal and in its preview."""
    seen = proposed.ask("GET", ROUND, token=host).body["winners"]
    tried = proposed.ask("POST", f"{ROUND}/preview", {"changes": []}, token=host).body["winners"]
    found = [{one["entry"] for one in winners if one[mark]} for winners in (seen, tried)]
    assert found[0] == found[1]
    assert {True, False} == {one[mark] for one in tried}
    return found[1]


def test_a_work_that_was_disqualified_after_the_proposal_is_marked_in_the_preview(proposed, host):
    ctx = Context(proposed.store, proposed.contest, Actor.of("host", "h"), any_time(163))
    disqualify(ctx, entry_now(proposed.store, proposed.contest, "e0"), reason="版权争议")
    assert marked(proposed, host, "off") == {"e0"}


def test_a_stale_page_confirms_nothing_and_a_lost_answer_is_given_again(proposed, host):
    seen = proposed.ask("GET", ROUND, token=host).body
    stale = shown(proposed, host) | {"expected_version": seen["version"] - 1}
    answer = proposed.ask("POST", f"{ROUND}/confirmation", stale, token=host)
    assert (answer.status, answer.code) == (412, "item.changed_meanwhile")
    others = shown(proposed, host) | {"results_hash": "0" * 64}
    answer = proposed.ask("POST", f"{ROUND}/confirmation", others, token=host)
    assert (answer.status, answer.code) == (412, "item.changed_meanwhile")
    right = shown(proposed, host) | {"results_hash": seen["results_hash"]}
    another = proposed.ask("POST", f"{ROUND}/confirmation", right | OTHER_LIST, token=host)
    assert (another.status, another.code) == (412, "award.list_changed")
    for _ in range(2):
        done = proposed.ask("POST", f"{ROUND}/confirmation", right, token=host)
        assert (done.status, done.body["status"]) == (200, "provisional")


def test_two_people_confirm_where_the_rules_ask_for_it(proposed, host):
    rules = proposed.contest.rules.model_copy(update={"confirmation": Confirmation(people=2)})
    stored = proposed.store.find(keys.contest(RULES.id), type(proposed.contest))
    two = stored.next_version(rules=rules)
    proposed.store.commit(update(keys.contest(RULES.id), two, before=stored))
    first = shown(proposed, host) | {"changes": []}
    seen = proposed.ask("POST", f"{ROUND}/confirmation", first, token=host).body
    assert (seen["status"], seen["people"], seen["agreement"]["changes"]) == ("proposed", 2, [])
    again = shown(proposed, host)
    answer = proposed.ask("POST", f"{ROUND}/confirmation", again, token=host)
    assert (answer.status, answer.code) == (409, "award.second_person")


def test_the_results_stand_under_every_method_and_as_a_file(proposed, host):
    seen = proposed.ask("GET", f"{ROUND}/results", token=host).body
    assert [(one["entry"], one["rank"], one["score"]) for one in seen["scores"]] == [
        ("e0", 1, "90.00"),
        ("e1", 2, "80.00"),
        ("e2", 3, "70.00"),
        ("e3", 4, "65.00"),
    ]
    assert seen["scores"][0]["methods"]["trimmed_mean"] == "90.00"
    assert {one["method"] for one in seen["changes"]} >= {"mean", "trimmed_mean"}
    assert seen["sha256"] == proposed.ask("GET", ROUND, token=host).body["results_hash"]
    file = proposed.ask("GET", f"{ROUND}/results.xlsx", token=host)
    found = score_matrix.recomputed(file.body)
    assert (found.sha256, found.same_snapshot, list(found.differences)) == (
        seen["sha256"],
        True,
        [],
    )


def test_results_and_scores_are_a_list_that_names_judges_only_in_full(proposed, host):
    path, asked = f"/host/{RULES.id}/exports/results", {"award_round": "first"}
    masked = proposed.ask("GET", path, token=host, query=asked)
    full = proposed.ask("POST", path, {**asked, "reason": "复核"}, token=host)
    ranking, scores = load_workbook(BytesIO(masked.body))
    ranked = [[cell.value for cell in row] for row in ranking.iter_rows(min_row=4)]
    assert [(row[0], row[5], row[6]) for row in ranked] == [
        (1, 90, 3),
        (2, 80, 3),
        (3, 70, 3),
        (4, 65, 3),
        ("—", None, None),
    ]
    assert ranked[-1][-1] == "主办单位决定不参加排名 left out of the ranking by the host"
    rows = [[cell.value for cell in row] for row in scores.iter_rows(min_row=4)]
    assert [row[6] for row in rows] == [p for p in POINTS.values() for _ in range(3)]
    names = {row[5] for row in rows}
    whole = {row[5].value for row in load_workbook(BytesIO(full.body))["评分 Scores"]["A4:Z15"]}
    judges = proposed.store.query(keys.contest(RULES.id).pk, Judge, begins=keys.SK_JUDGE)
    assert whole == {judge.name for judge in judges}
    assert names == {f"{name[0]}**" for name in whole}


def test_nothing_is_shown_before_the_tally(judged, started, host):  # noqa: ARG001
    judged.ask("POST", AWARDS, BEGIN, token=host)
    answer = judged.ask("GET", f"{ROUND}/results", token=host)
    assert (answer.status, answer.code) == (409, "award.not_tallied")


def test_a_discarded_round_stays_discarded(proposed, host):
    asked = {"expected_version": 1, "reason": "重新评奖"}
    answer = proposed.ask("POST", f"{ROUND}/discard", asked, token=host)
    assert (answer.status, answer.code) == (412, "item.changed_meanwhile")
    asked["expected_version"] = proposed.ask("GET", ROUND, token=host).body["version"]
    for _ in range(2):
        done = proposed.ask("POST", f"{ROUND}/discard", asked, token=host)
        assert (done.status, done.body["status"]) == (200, "discarded")


def test_an_objection_is_made_answered_and_takes_the_list_back(proposed, host):
    confirmed = shown(proposed, host) | {"changes": []}
    proposed.ask("POST", f"{ROUND}/confirmation", confirmed, token=host)
    (announced,) = proposed.ask("GET", f"/public/{RULES.id}/awards").body
    winner = announced["winners"][0]["id"]
    said = {"winner": winner, "name": "韩梅梅", "phone": "139 1234 5678", "text": "与旧作相同"}
    made = proposed.ask("POST", f"/public/{RULES.id}/objections", said)
    assert made.status == 200
    receipt = {"code": made.body["code"]}
    seen = proposed.ask("POST", f"/public/{RULES.id}/objections/answer", receipt)
    assert (seen.body["status"], seen.body["reason"]) == ("open", "")
    assert "韩梅梅" not in seen.text

    (listed,) = proposed.ask("GET", f"{ROUND}/objections", token=host).body
    assert (listed["text"], "name" in listed) == ("与旧作相同", False)
    assert listed["unit_name"] == ""
    one = f"{ROUND}/objections/{listed['id']}"
    detail = proposed.ask("GET", one, token=host).body
    assert (detail["name"], detail["phone"]) == ("韩梅梅", "139 1234 5678")
    seen = proposed.ask("GET", ROUND, token=host).body["winners"]
    assert {one["objection_upheld"] for one in seen} == {False}
    verdict = {"expected_version": listed["version"], "status": "upheld", "reason": "属实"}
    for _ in range(2):
        done = proposed.ask("POST", f"{one}/answer", verdict, token=host)
        assert (done.status, done.body["status"]) == (200, "upheld")
    assert proposed.ask("GET", f"/public/{RULES.id}/awards").body == []
    assert proposed.ask("GET", ROUND, token=host).body["status"] == "proposed"
    assert marked(proposed, host, "objection_upheld") == {"e0"}
    seen = proposed.ask("POST", f"/public/{RULES.id}/objections/answer", receipt).body
    assert (seen["status"], seen["reason"]) == ("upheld", "属实")
    other = proposed.ask("GET", f"{AWARDS}/second/objections/{listed['id']}", token=host)
    assert other.status == 404


def test_a_revocation_that_waits_is_dropped(proposed, host):
    granted_by_two(proposed, host)
    seen = proposed.ask("GET", ROUND, token=host).body
    gold = {"expected_version": seen["version"], "place": "gold", "entry": "e0"}
    waits = proposed.ask("POST", f"{ROUND}/revocations", gold | {"reason": "版权争议"}, token=host)
    assert (waits.body["open_revocations"], len(waits.body["revocations"])) == (1, 1)
    asked = gold | {"action": "drop", "reason": "查无此事"}
    asked["expected_version"] = waits.body["version"]
    for _ in range(2):
        done = proposed.ask("POST", f"{ROUND}/revocations", asked, token=host)
        assert (done.body["open_revocations"], done.body["revocations"]) == (0, [])
    now = asked | {"expected_version": done.body["version"]}
    answer = proposed.ask("POST", f"{ROUND}/revocations", now, token=host)
    assert (answer.status, answer.code) == (409, "award.no_revocation")


def test_the_revocation_of_a_work_that_was_disqualified_since_waits_no_more(proposed, host):
    granted_by_two(proposed, host)
    seen = proposed.ask("GET", ROUND, token=host).body
    gold = {"expected_version": seen["version"], "place": "gold", "entry": "e0"}
    proposed.ask("POST", f"{ROUND}/revocations", gold | {"reason": "版权争议"}, token=host)
    path = f"/host/{RULES.id}/entries/e0/disqualification"
    assert proposed.ask("POST", path, {"reason": "抄袭"}, token=host).status == 200
    (listed,) = proposed.ask("GET", AWARDS, token=host).body
    assert (listed["status"], listed["open_revocations"]) == ("granted", 0)


def granted_by_two(proposed, host):
    """Where two people of the host have to agree."""
    confirmed = shown(proposed, host) | {"changes": []}
    proposed.ask("POST", f"{ROUND}/confirmation", confirmed, token=host)
    round_ = award_rounds.round_of(proposed.store, RULES.id, "first")
    stored = proposed.store.find(keys.contest(RULES.id), type(proposed.contest))
    rules = stored.rules.model_copy(update={"confirmation": Confirmation(people=2)})
    two = stored.next_version(rules=rules)
    proposed.store.commit(update(keys.contest(RULES.id), two, before=stored))
    later = two.clock_at(round_.objections_end) + timedelta(minutes=1)
    ctx = Context(proposed.store, two, Actor.of("rules"), later)
    award_rounds.end_objections(ctx)
    award_rounds.grant(ctx, award_rounds.round_of(proposed.store, RULES.id, "first"))


def test_an_objection_to_a_units_award_says_which_unit(proposed, host):
    confirmed = shown(proposed, host) | {"changes": []}
    proposed.ask("POST", f"{ROUND}/confirmation", confirmed, token=host)
    (announced,) = proposed.ask("GET", f"/public/{RULES.id}/awards").body
    (winner,) = [w for w in announced["winners"] if w["award"] == "best-organisation"]
    said = {"winner": winner["id"], "name": "韩梅梅", "phone": "139 1234 5678", "text": "数量不实"}
    proposed.ask("POST", f"/public/{RULES.id}/objections", said)
    (listed,) = proposed.ask("GET", f"{ROUND}/objections", token=host).body
    detail = proposed.ask("GET", f"{ROUND}/objections/{listed['id']}", token=host).body
    assert (listed["unit_name"], detail["unit_name"]) == ("湘江重工集团", "湘江重工集团")


def own_awards(proposed, entry="e0"):
    """As the entrant's own page says it."""
    token = proposed.token(Role.ENTRANT, person="entrant-1")
    seen = proposed.ask("GET", f"/entrant/{RULES.id}/entries/{entry}", token=token).body
    found = {one["place"]: one["provisional"] for one in seen["awards"]}
    assert all(one["name"]["zh"] for one in seen["awards"])
    return found


def test_a_granted_award_is_revoked_and_its_place_is_free(proposed, host, snapshots):
    assert own_awards(proposed) == {}
    confirmed = shown(proposed, host) | {"changes": []}
    ends = proposed.ask("POST", f"{ROUND}/confirmation", confirmed, token=host).body
    proposed.turn(award_rounds.round_of(proposed.store, RULES.id, "first").objections_end)
    contest = proposed.store.find(keys.contest(RULES.id), type(proposed.contest))
    later = award_rounds.round_of(proposed.store, RULES.id, "first").objections_end
    ctx = Context(
        proposed.store, contest, Actor.of("rules"), contest.clock_at(later) + timedelta(minutes=1)
    )
    before = own_awards(proposed)
    assert (before["gold"], set(before.values())) == (True, {True})
    award_rounds.end_objections(ctx)
    award_rounds.grant(ctx, award_rounds.round_of(proposed.store, RULES.id, "first"))
    seen = proposed.ask("GET", ROUND, token=host).body
    assert (ends["status"], seen["status"]) == ("provisional", AwardStatus.GRANTED)
    asked = {
        "expected_version": seen["version"],
        "place": "gold",
        "entry": "e0",
        "reason": "版权争议",
    }
    stale = asked | {"expected_version": 1}
    answer = proposed.ask("POST", f"{ROUND}/revocations", stale, token=host)
    assert (answer.status, answer.code) == (412, "item.changed_meanwhile")
    for _ in range(2):
        done = proposed.ask("POST", f"{ROUND}/revocations", asked, token=host)
        gold = next(w for w in done.body["winners"] if w["level"] == "gold")
        assert (done.status, gold["revoked"]) == (200, True)
    free = {place["place"]: place["free"] for place in done.body["places"]}
    assert free["gold"] == 1
    assert own_awards(proposed) == dict.fromkeys(before.keys() - {"gold"}, False)
    assert filling(proposed, host, snapshots) == {
        "gold": (1, 1),
        "silver": (0, 2),
        "bronze": (2, 3),
    }


def filling(proposed, host, snapshots):
    """Of each level, how many winners the next round can give, and how many the plan has."""
    proposed.ask("POST", AWARDS, BEGIN | {"award_round": "second"}, token=host)
    carried_on(proposed, snapshots, "second")
    seen = proposed.ask("GET", f"{AWARDS}/second", token=host).body["places"]
    tried = proposed.ask("POST", f"{AWARDS}/second/preview", {"changes": []}, token=host).body
    found = {one["place"]: (one["available"], one["number"]) for one in seen}
    assert found == {one["place"]: (one["available"], one["number"]) for one in tried["places"]}
    return {level: found[level] for level in ("gold", "silver", "bronze")}


def test_snapshots_of_the_list_are_listed_for_the_host(proposed, host, snapshots):
    ctx = Context(proposed.store, proposed.contest, Actor.of("rules"), any_time(162))
    assert proposed.ask("GET", f"{ROUND}/snapshots", token=host).body == []
    made = award_snapshots.keep(ctx, snapshots, "first")
    (one,) = proposed.ask("GET", f"{ROUND}/snapshots", token=host).body
    assert (one["number"], one["status"], one["previous"]) == (1, "proposed", "")
    assert one["reasons"] == [{"cause": "proposed", "award": None}]
    assert snapshots.read_award(RULES.id, one["sha256"]) == made
    nobody = proposed.ask("GET", f"{AWARDS}/second/snapshots", token=host)
    assert nobody.status == 404
