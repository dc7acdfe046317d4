"""The award round as two hosts carry it through, what can happen on its way, and what is left of it
when its executions are killed."""

from datetime import timedelta
from typing import Any

import pytest

from contest.audit import RULES, Actor
from contest.award.award import AwardRound, AwardStatus
from contest.certificates.certificate import Certificate
from contest.entry.entry import EntryStatus
from contest.people.account import Role
from contest.rules.award_plan import OverallAward
from contest.rules.sections import Confirmation
from contest_aws import clock
from contest_aws.services.award import award_rounds, beginning, certificates, proposals
from contest_aws.services.context import Context
from contest_aws.store import keys
from contest_aws.store.protocol import create
from infra.deployment import LOCAL_HOST, LOCAL_SECOND_HOST
from local.visitors import ProblemError, Visitor, until
from tests.builders import any_blind_copy, any_entry, any_form, any_rules, any_scores
from tests.e2e.contest_client import ContestClient
from tests.e2e.test_nothing_doubled_or_lost import recover_by_function

(OVERALL, *_) = any_rules().awards
ROUND = any_rules().rounds[0]
AWARDS = "/awards/final"
HOSTS = {"host": LOCAL_HOST, "second": LOCAL_SECOND_HOST}


def levels(award: str, ties: str, *numbers: int) -> OverallAward:
    names = ("gold", "silver", "bronze")
    changed = [
        level.model_copy(update={"id": f"{award}-{name}", "number": number})
        for level, name, number in zip(OVERALL.levels, names, numbers, strict=True)
    ]
    return OVERALL.model_copy(
        update={"id": award, "ties": ties, "levels": tuple(changed), "min_score": 0}
    )


def judged(client: ContestClient, points: dict[str, int]) -> None:
    """Works before the judges, who give each so many points, until the review round is closed."""
    store = client.organiser.store
    for title in points:
        form = any_form(title=title, entrant=f"单位{title}")
        entry = any_entry(EntryStatus.IN_REVIEW, id=title, contest=client.id, form=form)
        copy = any_blind_copy(title, contest=client.id).model_copy(update={"title": title})
        key = keys.blind_copy(client.id, title)
        store.commit(create(keys.entry(client.id, title), entry), create(key, copy))
    judges = [client.judge(f"j{n}") for n in range(3)]
    client.turn_clock(ROUND.opens + timedelta(hours=1))
    for judge in judges:
        for review in judge.reviews():
            judge.review(review, any_scores(points[review["title"]]))
    until(
        lambda: {client.entry(title).status for title in points},
        lambda seen: seen == {EntryStatus.REVIEWED},
        seconds=30,
    )
    client.turn_clock(ROUND.closes)


def host(client: ContestClient, name: str = "host") -> Visitor:
    token = client.token(Role.HOST, name, address=HOSTS[name])
    return Visitor(client.api_url, "host", client.id, token)


def begun(client: ContestClient) -> dict[str, Any]:
    """The proposal of an award round that the host has begun."""
    host(client).ask("POST", "/awards", {"award_round": "final", "review_round": ROUND.id})
    return stands_at(client, AwardStatus.PROPOSED)


def stands_at(client: ContestClient, status: AwardStatus) -> dict[str, Any]:
    return until(
        lambda: host(client).ask("GET", AWARDS),
        lambda seen: seen["status"] == status,
        seconds=30,
    )


def won(seen: dict[str, Any], award: str) -> dict[str, list[str]]:
    """By level, the works that have it."""
    found: dict[str, list[str]] = {}
    for winner in seen["winners"]:
        if winner["award"] == award and not winner["off"] and not winner["revoked"]:
            level = winner["level"].removeprefix(f"{award}-")
            found[level] = sorted([*found.get(level, []), winner["entry"]])
    return found


def confirm(client: ContestClient, name: str, changes: list[Any] | None = None) -> dict[str, Any]:
    who = host(client, name)
    if changes is None:
        agreed = who.ask("GET", AWARDS)["agreement"]
        seen = who.ask(
            "POST", f"{AWARDS}/preview", {"changes": agreed["changes"] if agreed else []}
        )
    else:
        seen = who.ask("POST", f"{AWARDS}/preview", {"changes": changes})
    asked = {
        "expected_version": seen["version"],
        "list_sha256": seen["sha256"],
        "changes": changes,
    }
    confirmed: dict[str, Any] = who.ask("POST", f"{AWARDS}/confirmation", asked)
    return confirmed


def drop(place: str, entry: str) -> dict[str, str]:
    return {"action": "drop", "place": place, "entry": entry, "reason": "评委会议定"}


def listed(client: ContestClient) -> dict[str, Any]:
    (announced,) = client.public().ask("GET", "/awards")
    found: dict[str, Any] = announced
    return found


def test_ties_at_each_edge_two_hosts_an_objection_and_a_revocation(organiser):
    # a1 and a2, b1 and b2, c1 and c2 are equal: ties at the edges of gold, of silver, of bronze.
    points = {"a1": 90, "a2": 90, "b1": 80, "b2": 80, "c1": 65, "c2": 65}
    plan = [levels(ties, ties, 1, 2, 3) for ties in ("all", "none")]
    plan += [levels(f"{ties}-2", ties, 2, 1, 2) for ties in ("all", "none", "host")]
    client = ContestClient(organiser, awards=tuple(plan), confirmation=Confirmation(people=2))
    judged(client, points)

    seen = begun(client)
    pairs = {"gold": ["a1", "a2"], "silver": ["b1", "b2"], "bronze": ["c1", "c2"]}
    assert won(seen, "all") == pairs
    assert won(seen, "none") == {"silver": ["a1", "a2"], "bronze": ["b1", "b2"]}
    assert won(seen, "all-2") == pairs
    assert won(seen, "none-2") == {"gold": ["a1", "a2"], "bronze": ["b1", "b2"]}

    with pytest.raises(ProblemError) as undecided:
        confirm(client, "host")
    assert undecided.value.code == "award.too_many"
    decisions = [drop("host-2-silver", "b2"), drop("host-2-bronze", "c2")]
    assert confirm(client, "host", decisions)["status"] == "proposed"
    with pytest.raises(ProblemError) as alone:
        confirm(client, "host")
    assert alone.value.code == "award.second_person"
    done = confirm(client, "second")
    assert done["status"] == "provisional"
    assert won(done, "host-2") == {"gold": ["a1", "a2"], "silver": ["b1"], "bronze": ["b2", "c1"]}

    winner = next(one for one in listed(client)["winners"] if one["title"] == "a1")
    said = {"winner": winner["id"], "name": "韩梅梅", "phone": "13912345678", "text": "与旧作相同"}
    receipt = client.public().ask("POST", "/objections", said)
    client.turn_clock(award_round(client).objections_end)
    assert stands_at(client, AwardStatus.PROVISIONAL)["open_objections"] == 1, (
        "it has to be answered"
    )
    (made,) = host(client).ask("GET", f"{AWARDS}/objections")
    verdict = {"expected_version": made["version"], "status": "upheld", "reason": "属实"}
    host(client).ask("POST", f"{AWARDS}/objections/{made['id']}/answer", verdict)
    assert client.public().ask("GET", "/awards") == []
    answered = client.public().ask("POST", "/objections/answer", {"code": receipt["code"]})
    assert (answered["status"], answered["reason"]) == ("upheld", "属实")

    disqualify(client, "a1")
    leave_out = [drop(award, "a1") for award in ("all", "none", "all-2", "none-2", "host-2")]
    confirm(client, "second", [*leave_out, *decisions])
    done = confirm(client, "host")
    assert won(done, "all") == {"gold": ["a2"], "silver": ["b1", "b2"], "bronze": ["c1", "c2"]}
    client.turn_clock(award_round(client).objections_end)
    granted = stands_at(client, AwardStatus.GRANTED)
    assert won(granted, "host-2") == {"gold": ["a2"], "silver": ["b1"], "bronze": ["b2", "c1"]}

    before = {title: client.entry(title).awards for title in points}
    asked = {"place": "all-gold", "entry": "a2", "reason": "版权争议"}
    for name in ("host", "second"):
        version = host(client, name).ask("GET", AWARDS)["version"]
        host(client, name).ask(
            "POST", f"{AWARDS}/revocations", asked | {"expected_version": version}
        )
    assert "all-gold" in [place["level"] for place in listed(client)["revoked"]]
    assert client.entry("a2").awards == tuple(p for p in before["a2"] if p != "all-gold")
    others = {title: client.entry(title).awards for title in points if title != "a2"}
    assert others == {title: awards for title, awards in before.items() if title != "a2"}
    revoked = {"place": "all-gold", "theme": None, "entry": "a2", "unit": None}
    until(lambda: reasons(client), lambda seen: ("revoked", revoked) in seen, seconds=30)
    causes = [cause for cause, _ in reasons(client)]
    assert causes.index("granted") < causes.index("revoked")


def reasons(client: ContestClient) -> list[tuple[str, dict[str, Any] | None]]:
    """Of all snapshots of the list, each chained to the one before."""
    kept = host(client).ask("GET", f"{AWARDS}/snapshots")
    assert [one["number"] for one in kept] == [*range(1, len(kept) + 1)]
    assert [one["previous"] for one in kept] == ["", *(one["sha256"] for one in kept)][: len(kept)]
    named = ("place", "theme", "entry", "unit")
    return [
        (reason["cause"], reason["award"] and {name: reason["award"][name] for name in named})
        for one in kept
        for reason in one["reasons"]
    ]


def disqualify(client: ContestClient, entry: str) -> None:
    host(client).ask("POST", f"/entries/{entry}/disqualification", {"reason": "版权不清"})


def award_round(client: ContestClient) -> AwardRound:
    return award_rounds.round_of(client.organiser.store, client.id, "final")


def context(client: ContestClient, actor: Actor = RULES) -> Context:
    return Context(client.organiser.store, client.organiser.contest(client.id), actor, clock.now())


def test_a_work_disqualified_at_any_status_of_the_award_round_wins_nothing(organiser):
    """Step by step, without an execution, so that the round stands still at each status."""
    names = ["opened", "tallied", "proposed", "provisional", "final", "granted"]
    points = {"stays": 60} | {name: 95 - 5 * n for n, name in enumerate(names)}
    plan = (levels("overall", "host", 3, 3, 3),)
    client = ContestClient(organiser, awards=plan)
    judged(client, points)
    snapshots = organiser.snapshots
    beginning.begin(context(client, Actor.of("host")), award_round="final", review_round=ROUND.id)
    disqualify(client, "opened")
    award_rounds.tally(context(client), snapshots, award_round(client))
    disqualify(client, "tallied")
    proposals.propose(context(client), snapshots, award_round(client))
    shown = {"gold": ["final", "proposed", "provisional"], "silver": ["granted", "stays"]}
    assert won(host(client).ask("GET", AWARDS), "overall") == shown
    disqualify(client, "proposed")
    with pytest.raises(ProblemError) as stands_no_longer:
        confirm(client, "host")
    assert stands_no_longer.value.code == "award.no_longer_stands"
    confirm(client, "host", [drop("overall", "proposed")])
    disqualify(client, "provisional")
    assert [winner["title"] for winner in listed(client)["winners"]] == [
        "final",
        "granted",
        "stays",
    ]
    contest_time = award_round(client).objections_end
    client.turn_clock(contest_time)
    assert award_round(client).status is AwardStatus.FINAL
    disqualify(client, "final")
    award_rounds.grant(context(client), award_round(client))
    assert client.entry("granted").awards == ("overall-silver",)
    disqualify(client, "granted")

    assert [winner["title"] for winner in listed(client)["winners"]] == ["stays"]
    assert {name: client.entry(name).status for name in names} == dict.fromkeys(
        names, EntryStatus.DISQUALIFIED
    )
    assert {name: client.entry(name).awards for name in names} == dict.fromkeys(names, ())
    assert client.entry("stays").awards == ("overall-silver",), "nobody moves up"
    recover_by_function(organiser, client.id)  # no execution has made certificates
    assert [one.entry for one in certified(client, many=1)] == ["stays"]


def test_an_award_round_killed_at_every_step_comes_to_the_same_end(organiser):
    client = ContestClient(organiser, awards=(levels("overall", "host", 1, 1, 1),))
    judged(client, {"best": 90, "next": 70})
    begin = {"review_round": ROUND.id, "award_round": "tried"}
    opened = beginning.begin(context(client, Actor.of("host")), **begin)
    award_rounds.tally(context(client), organiser.snapshots, opened)
    recover_by_function(organiser, client.id)  # killed between tally and proposal
    tried = until(
        lambda: award_rounds.round_of(organiser.store, client.id, "tried"),
        lambda seen: seen.status is AwardStatus.PROPOSED,
        seconds=30,
    )
    award_rounds.discard(context(client, Actor.of("host")), tried, reason="重新评奖")

    beginning.begin(context(client, Actor.of("host")), **begin | {"award_round": "final"})
    recover_by_function(organiser, client.id)  # killed before the tally
    seen = stands_at(client, AwardStatus.PROPOSED)
    assert [w["entry"] for w in seen["winners"]] == [w.entry for w in tried.proposal]
    kill(client)
    recover_by_function(organiser, client.id)
    confirm(client, "host")
    kill(client)
    recover_by_function(organiser, client.id)
    assert stands_at(client, AwardStatus.PROVISIONAL)["open_objections"] == 0
    kill(client)
    client.turn_clock(award_round(client).objections_end)
    assert award_round(client).status is AwardStatus.FINAL
    recover_by_function(organiser, client.id)  # killed before the grant

    seen = stands_at(client, AwardStatus.GRANTED)
    assert won(seen, "overall") == {"gold": ["best"], "silver": ["next"]}
    assert {client.entry(name).status for name in ("best", "next")} == {EntryStatus.AWARDED}
    assert {one.entry for one in certified(client, many=2)} == {"best", "next"}


def kill(client: ContestClient) -> None:
    """Every execution that works on the award round."""
    steps = client.organiser.session.client("stepfunctions")
    machine = client.organiser.deployment.award_round
    running = steps.list_executions(stateMachineArn=machine, statusFilter="RUNNING")["executions"]
    mine = [one["executionArn"] for one in running if client.id in one["name"]]
    assert mine
    for one in mine:
        steps.stop_execution(executionArn=one)


def certified(client: ContestClient, *, many: int) -> list[Certificate]:
    """The certificates, when so many have their files."""
    return until(
        lambda: certificates.all_of(client.organiser.store, client.id),
        lambda found: len([one for one in found if one.file]) == many,
        seconds=60,
    )
