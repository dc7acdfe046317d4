"""A work that the deadline caught and the host let in gets its reviews in the open round; one that
nobody scored waits for the host's decision, and the award round waits with it."""

import json
from datetime import timedelta

import pytest

from contest.entry.entry import EntryStatus
from contest.people.account import Role
from infra.deployment import LOCAL_HOST
from laurel.uploader import begin
from local.visitors import ProblemError, Visitor, until
from tests.builders import any_rules, any_scores
from tests.e2e.contest_client import CONTACT, FORM, ContestClient, good_video

ROUND = any_rules().rounds[0]
WHY = "两位专家均未评审"


def test_a_late_work_is_reviewed_and_what_nobody_scored_is_not_ranked(organiser):
    client = ContestClient(organiser)
    host = Visitor(
        client.api_url,
        "host",
        client.id,
        client.token(Role.HOST, "host", address=LOCAL_HOST),
    )
    unscored = client.submitted(person="in-time", title="按时")
    client.screener().decide(unscored, "pass")
    entrant = client.entrant("late")
    late = entrant.enter(FORM | {"title": "逾期", "entrant": "洞庭机械厂"}, CONTACT)
    begin(entrant.ask, late, good_video())
    judges = [client.judge(f"j{n}") for n in range(3)]
    client.turn_clock(ROUND.opens + timedelta(hours=1))
    entrant.upload(late, good_video())
    entrant.wait_for(late, "late")
    assert [one["id"] for one in host.ask("GET", "/entries/late")] == [late]

    host.ask("POST", f"/entries/{late}/let-in", {"reason": "上传中断"})
    entrant.wait_for(late, "ready")
    entrant.submit(late)
    entrant.wait_for(late, "screening")
    client.screener().decide(late, "pass")
    until(lambda: client.entry(late).judges, lambda dealt: len(dealt) == len(judges), seconds=30)
    for judge in judges:
        for review in judge.reviews():
            if review["title"] == "逾期":
                judge.review(review, any_scores(88))
    until(
        lambda: client.entry(late).status,
        lambda status: status is EntryStatus.REVIEWED,
        seconds=30,
    )

    client.turn_clock(ROUND.closes)
    covered = host.ask("GET", f"/rounds/{ROUND.id}/coverage")["entries"]
    assert [(one["entry"], one["submitted"]) for one in covered if one["undecided"]] == [
        (unscored, 0)
    ]
    begun = {"award_round": "final", "review_round": ROUND.id}
    with pytest.raises(ProblemError) as undecided:
        host.ask("POST", "/awards", begun)
    assert undecided.value.code == "award.undecided"
    decision = {"decision": "leave_out", "reason": WHY}
    host.ask("POST", f"/rounds/{ROUND.id}/entries/{unscored}/decision", decision)
    told = client.entrant("in-time").entry(unscored)
    assert told["status"] == "not_judged"
    assert WHY in json.dumps(told, ensure_ascii=False)

    host.ask("POST", "/awards", begun)
    seen = until(
        lambda: host.ask("GET", "/awards/final"),
        lambda seen: seen["status"] == "proposed",
        seconds=30,
    )
    assert {winner["entry"] for winner in seen["winners"] if winner["entry"]} == {late}
    assert [one["entry"] for one in seen["unranked"]] == [unscored]
    special = {"action": "add", "place": "special", "entry": unscored, "reason": "珍贵影像"}
    shown = host.ask("POST", "/awards/final/preview", {"changes": [special]})
    assert shown["refusals"] == []
    assert unscored in {winner["entry"] for winner in shown["winners"]}
