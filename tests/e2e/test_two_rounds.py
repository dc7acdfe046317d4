"""Two rounds: all works are reviewed, the best half enters the last one, and its scores decide."""

from datetime import timedelta

from contest.audit import Actor
from contest.award.award import AwardStatus
from contest.entry.entry import EntryStatus
from contest.people.account import Role
from contest_aws.services.award import award_rounds
from infra.deployment import LOCAL_HOST
from local.visitors import Visitor, until
from tests.builders import any_rules, any_scores
from tests.e2e.contest_client import ContestClient

FIRST = any_rules().rounds[0].model_copy(update={"reviews_per_entry": 2})
LAST = FIRST.model_copy(
    update={
        "id": "final",
        "opens": FIRST.closes + timedelta(days=1),
        "closes": FIRST.closes + timedelta(days=8),
        "best_percent": 50,
    }
)
POINTS = {"甲": 90, "乙": 85, "丙": 80, "丁": 40}
IN_THE_END = {"甲": 70, "乙": 95}


def test_the_best_half_enters_the_last_round_whose_scores_decide(organiser):
    contest_client = ContestClient(organiser, rounds=(FIRST, LAST))
    entries = {
        title: contest_client.submitted(person=f"p{n}", title=title, entrant=f"单位{n}")
        for n, title in enumerate(POINTS)
    }
    for entry in entries.values():
        contest_client.screener().decide(entry, "pass")
    judges = [contest_client.judge(f"j{n}") for n in range(3)]
    contest_client.turn_clock(FIRST.opens + timedelta(hours=1))
    review_all(contest_client, judges, FIRST.id, POINTS, entries.values())
    contest_client.turn_clock(FIRST.closes)

    token = contest_client.token(Role.HOST, "host", address=LOCAL_HOST)
    host = Visitor(contest_client.api_url, "host", contest_client.id, token)
    seen = host.ask("GET", f"/rounds/{LAST.id}/entries")
    assert set(seen["entries"]) == {entries["甲"], entries["乙"]}
    host.ask("POST", f"/rounds/{LAST.id}/entries", {"sha256": seen["sha256"]})
    contest_client.turn_clock(LAST.opens + timedelta(hours=1))
    chosen = [entries[title] for title in IN_THE_END]
    review_all(contest_client, judges, LAST.id, IN_THE_END, chosen)
    contest_client.turn_clock(LAST.closes)

    assert {contest_client.entry(e).round for e in chosen} == {LAST.id}
    assert contest_client.entry(entries["丙"]).round == FIRST.id
    organiser.begin_awards(
        contest_client.id, award_round="all", review_round=LAST.id, actor=Actor.of("host")
    )
    proposed = until(
        lambda: award_rounds.round_of(organiser.store, contest_client.id, "all"),
        lambda seen: seen.status is AwardStatus.PROPOSED,
        seconds=30,
    )
    overall = [winner.title for winner in proposed.proposal if winner.award == "overall"]
    # 丙 has 80 points of the first round, and ranks below both works of the last one.
    assert overall == ["乙", "甲", "丙"]


def review_all(contest_client, judges, round_id, points, entries):
    for judge in judges:
        for review in judge.reviews():
            if review["round"] == round_id:
                judge.review(review, any_scores(points[review["title"]]))
    until(
        lambda: {contest_client.entry(entry).status for entry in entries},
        lambda seen: seen == {EntryStatus.REVIEWED},
        seconds=30,
    )
