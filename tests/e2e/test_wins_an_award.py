"""From the first upload to the award, with everything that has to hold on the way."""

import json
from datetime import timedelta

from contest.audit import Actor, first_broken
from contest.award.award import AwardRound, AwardStatus
from contest.entry.entry import EntryStatus
from contest_aws import clock
from contest_aws.services.award import award_rounds, proposals
from contest_aws.services.context import Context
from contest_aws.store import keys
from local.visitors import until
from tests.builders import any_rules, any_scores
from tests.e2e.contest_client import ContestClient


def play_to_the_awards(contest_client: ContestClient, *, points: dict[str, int]) -> dict[str, str]:
    """Entries by title, judged with so many points each, up to the grant."""
    entries = {
        title: contest_client.submitted(person=f"p{n}", title=title, entrant=f"单位{n}")
        for n, title in enumerate(points)
    }
    screener = contest_client.screener()
    for entry in entries.values():
        screener.decide(entry, "pass")
    judges = [contest_client.judge(f"j{n}") for n in range(3)]
    round_ = contest_client.rules.rounds[0]
    contest_client.turn_clock(round_.opens + timedelta(hours=1))
    for judge in judges:
        for review in judge.reviews():
            judge.review(review, any_scores(points[review["title"]]))
    until(
        lambda: {contest_client.entry(entry).status for entry in entries.values()},
        lambda seen: seen == {EntryStatus.REVIEWED},
        seconds=30,
    )
    contest_client.turn_clock(round_.closes)
    return entries


def grant(contest_client: ContestClient) -> AwardRound:
    organiser, store = contest_client.organiser, contest_client.organiser.store
    organiser.begin_awards(
        contest_client.id,
        award_round="final",
        review_round=contest_client.rules.rounds[0].id,
        actor=Actor.of("host"),
    )

    def stands_at(status: AwardStatus) -> AwardRound:
        return until(
            lambda: award_rounds.round_of(store, contest_client.id, "final"),
            lambda seen: seen.status is status,
            seconds=30,
        )

    proposed = stands_at(AwardStatus.PROPOSED)
    confirmed = proposals.confirm(
        Context(store, organiser.contest(contest_client.id), Actor.of("host"), clock.now()),
        organiser.snapshots,
        proposed,
        changes=(),
        expected_version=proposed.version,
    )
    [announced] = contest_client.public().ask("GET", "/awards")
    assert not announced["final"], "nothing is final before the objections end"
    assert confirmed.objections_end is not None
    contest_client.turn_clock(confirmed.objections_end)
    return stands_at(AwardStatus.GRANTED)


def test_the_best_work_wins_gold_and_the_weak_one_nothing(organiser):
    contest_client = ContestClient(organiser, awards=any_rules().awards[:1])
    entries = play_to_the_awards(contest_client, points={"钢铁脊梁": 90, "一颗螺丝钉": 50})

    round_ = grant(contest_client)

    best, weak = (contest_client.entry(entry) for entry in entries.values())
    assert (best.status, best.awards) == (EntryStatus.AWARDED, ("gold",))
    assert (weak.status, weak.awards) == (EntryStatus.NOT_AWARDED, ())
    [announced] = contest_client.public().ask("GET", "/awards")
    assert announced["final"]
    assert [(w["title"], w["level"]) for w in announced["winners"]] == [("钢铁脊梁", "gold")]
    assert "score" not in announced["winners"][0]
    for entry in entries.values():
        ended = contest_client.execution(entry)
        assert (ended["status"], json.loads(ended["output"])["status"]) == (
            "SUCCEEDED",
            contest_client.entry(entry).status,
        )
        history = contest_client.history(entry)
        assert len([event for event in history if event.endswith("StateEntered")]) <= 12
        assert len(history) <= 60
    owners = [
        keys.award_round(contest_client.id, "final"),
        keys.round_(contest_client.id, "expert-review"),
        *(keys.entry(contest_client.id, entry) for entry in entries.values()),
        *(
            keys.review(contest_client.id, "j0", "expert-review", entry)
            for entry in entries.values()
        ),
    ]
    for owner in owners:
        records = contest_client.records(owner)
        assert records, f"no record of {owner}"
        assert first_broken(records) is None
    snapshot = award_rounds.results_of(organiser.snapshots, round_)
    assert [(line.entry, line.rank, line.overall) for line in snapshot.lines] == [
        (best.id, 1, 90),
        (weak.id, 2, 50),
    ]
