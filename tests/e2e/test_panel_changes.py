"""A panel that changes while it judges: a judge who is an entrant, one who steps aside, one who
drops out, and a work that is disqualified after its scores."""

from datetime import timedelta

from contest.entry.entry import EntryStatus
from contest.people.account import Role
from contest_aws.services.award import award_rounds
from infra.deployment import LOCAL_HOST
from local.visitors import Visitor, until
from tests.builders import any_scores
from tests.e2e.contest_client import ContestClient
from tests.e2e.test_wins_an_award import grant

WORKS = ("甲", "乙", "丙")


def test_every_work_gets_its_reviews_whoever_leaves_and_nobody_their_own(organiser):
    contest_client = ContestClient(organiser)
    entries = {
        title: contest_client.submitted(person=f"p{n}", title=title, entrant=f"单位{n}")
        for n, title in enumerate(WORKS)
    }
    for entry in entries.values():
        contest_client.screener().decide(entry, "pass")
    names = ("p0", "j1", "j2", "j3", "j4")  # p0 has entered 甲
    judges = {name: contest_client.judge(name) for name in names}
    round_ = contest_client.rules.rounds[0]
    contest_client.turn_clock(round_.opens + timedelta(hours=1))
    host = Visitor(
        contest_client.api_url,
        "host",
        contest_client.id,
        contest_client.token(Role.HOST, "host", address=LOCAL_HOST),
    )

    def panel_of(title):
        return set(contest_client.entry(entries[title]).judges)

    assert {title: len(panel_of(title)) for title in WORKS} == dict.fromkeys(WORKS, 3)
    assert "p0" not in panel_of("甲")
    assert "甲" not in [one["title"] for one in judges["p0"].reviews()]

    aside = min(panel_of("乙") - {"p0"})
    work = next(one for one in judges[aside].reviews() if one["title"] == "乙")
    path = f"/reviews/{work['round']}/{work['number']}"
    judges[aside].ask("POST", f"{path}/recusal", {"reason": "曾共事"})
    assert judges[aside].send("GET", path).status_code == 404
    until(lambda: panel_of("乙"), lambda seen: len(seen) == 3 and aside not in seen, seconds=30)

    gone = min(panel_of("乙") - {"p0"})
    host.ask("DELETE", f"/invitations/judge/{gone}")
    until(
        lambda: [panel_of(title) for title in WORKS],
        lambda seen: all(len(panel) == 3 and gone not in panel for panel in seen),
        seconds=30,
    )
    assert judges[gone].send("GET", "/reviews").status_code == 403
    assert "p0" not in panel_of("甲")
    assert aside not in panel_of("乙")

    points = {"甲": 90, "乙": 80, "丙": 95}
    for name in set(names) - {gone}:
        for review in judges[name].reviews():
            judges[name].review(review, any_scores(points[review["title"]]))
    until(
        lambda: {contest_client.entry(entry).status for entry in entries.values()},
        lambda seen: seen == {EntryStatus.REVIEWED},
        seconds=30,
    )
    given = {judge: contest_client.reviews(judge) for judge in panel_of("丙")}
    host.ask("POST", f"/entries/{entries['丙']}/disqualification", {"reason": "侵权"})

    contest_client.turn_clock(round_.closes)
    grant(contest_client)

    for judge, before in given.items():
        (was,) = (review for review in before if review.entry == entries["丙"])
        (now,) = (r for r in contest_client.reviews(judge) if r.entry == entries["丙"])
        assert now.scores == was.scores == any_scores(95)
    status = {title: contest_client.entry(entry).status for title, entry in entries.items()}
    assert status == {"甲": "awarded", "乙": "awarded", "丙": "disqualified"}
    winners = list(award_rounds.winners(organiser.store, contest_client.id))
    assert entries["丙"] not in {winner.entry for winner in winners}
    assert [winner.title for winner in winners if winner.level == "gold"] == ["甲"]
