"""A gold is revoked after the awards were granted, and another list fills its place: two confirm
it, the public sees it, and nobody else is moved or mailed."""

from datetime import timedelta
from typing import Any

import pytest

from contest.award.award import AwardStatus
from contest.entry.entry import EntryStatus
from contest.people.sign_in import sha256
from contest.rules.sections import Confirmation
from contest_aws.services import mailing
from contest_aws.services.award import award_rounds, certificates
from contest_aws.services.pointers import Pointer
from contest_aws.services.upkeep import award_invariants
from contest_aws.store import keys
from infra.deployment import LOCAL_HOST
from local.visitors import ProblemError, until
from tests.e2e.contest_client import ContestClient
from tests.e2e.test_award_round import ROUND, begun, host, judged, levels

POINTS = {"a": 90, "b": 80, "c": 70, "d": 65, "e": 60}
GOLD, SILVER, BRONZE = "overall-gold", "overall-silver", "overall-bronze"
GIVE = {"action": "add", "place": GOLD, "entry": "d", "reason": "评委会议定", "override": True}


def seen(client: ContestClient, name: str, status: AwardStatus) -> dict[str, Any]:
    found: dict[str, Any] = until(
        lambda: host(client).ask("GET", f"/awards/{name}"),
        lambda one: one["status"] == status,
        seconds=60,
    )
    return found


def decide(client: ContestClient, name: str, step: str, asked: dict[str, Any]) -> None:
    """As two people do, one after the other."""
    for person in ("host", "second"):
        who = host(client, person)
        version = who.ask("GET", f"/awards/{name}")["version"]
        stated = {"expected_version": version}
        if step == "confirmation":
            shown = who.ask("POST", f"/awards/{name}/preview", {"changes": asked["changes"]})
            stated["list_sha256"] = shown["sha256"]
        who.ask("POST", f"/awards/{name}/{step}", asked | stated)


def granted(client: ContestClient, name: str, number: int) -> dict[str, Any]:
    """Until the awards are granted, and so many certificates are issued in all."""
    ends = award_rounds.round_of(client.organiser.store, client.id, name).objections_end
    assert ends is not None
    client.turn_clock(ends + timedelta(minutes=1))
    found = seen(client, name, AwardStatus.GRANTED)
    until(lambda: len(issued(client)), lambda many: many == number, seconds=60)
    return found


def issued(client: ContestClient) -> dict[str, str]:
    """What the public check says of each certificate, by work and number."""
    return {
        f"{one.entry} {one.place}": client.public().ask("GET", f"/certificates/{one.code}")[
            "status"
        ]
        for one in certificates.all_of(client.organiser.store, client.id)
    }


def mails_of(client: ContestClient, of: str) -> list[str]:
    return [mail.occasion for mail in mailing.all_of(client.organiser.store, client.id, of)]


def free(found: dict[str, Any]) -> dict[str, int]:
    return {one["place"]: one["free"] for one in found["places"]}


def test_a_gold_that_was_revoked_is_given_to_another_work_and_nobody_else_moves(organiser):
    plan = levels("overall", "host", 1, 1, 1)
    client = ContestClient(organiser, awards=(plan,), confirmation=Confirmation(people=2))
    judged(client, POINTS)
    begun(client)
    with pytest.raises(ProblemError) as early:
        host(client).ask("POST", "/awards", {"award_round": "more", "review_round": ROUND.id})
    assert early.value.code == "award.begun_already"
    decide(client, "final", "confirmation", {"changes": []})
    granted(client, "final", 3)
    with pytest.raises(ProblemError) as full:
        host(client).ask("POST", "/awards", {"award_round": "more", "review_round": ROUND.id})
    assert full.value.code == "award.none_free"

    decide(client, "final", "revocations", {"place": GOLD, "entry": "a", "reason": "版权争议"})
    before = {work: client.entry(work) for work in POINTS}
    assert free(host(client).ask("GET", "/awards/final"))[GOLD] == 1
    account = organiser.store.find(keys.address(sha256(LOCAL_HOST)), Pointer).account
    until(lambda: mails_of(client, account), lambda mails: "free_place" in mails, seconds=30)

    host(client).ask("POST", "/awards", {"award_round": "more", "review_round": ROUND.id})
    proposed = seen(client, "more", AwardStatus.PROPOSED)
    assert (proposed["fills"], proposed["winners"]) == (["final"], []), "b and c stand ahead of d"
    assert free(proposed) == {GOLD: 1, SILVER: 0, BRONZE: 0}
    plain = {"changes": [GIVE | {"override": False}]}
    tried = host(client).ask("POST", "/awards/more/preview", plain)
    assert {one["code"] for one in tried["refusals"]} == {"award.better_left_out"}
    decide(client, "more", "confirmation", {"changes": [GIVE]})

    first, second = client.public().ask("GET", "/awards")
    assert (first["final"], second["final"], second["fills"]) == (True, False, True)
    assert [place["level"] for place in first["revoked"]] == [GOLD]
    assert [(one["title"], one["level"]) for one in second["winners"]] == [("d", GOLD)]
    assert client.entry("d") == before["d"], "nothing is granted before its time"

    after = granted(client, "more", 4)
    assert free(after)[GOLD] == 0
    won = client.entry("d")
    assert (won.status, won.awards) == (EntryStatus.AWARDED, (GOLD,))
    for work in ("a", "b", "c", "e"):
        assert client.entry(work) == before[work]
    assert issued(client) == {
        f"a {GOLD}": "revoked",
        f"b {SILVER}": "valid",
        f"c {BRONZE}": "valid",
        f"d {GOLD}": "valid",
    }
    until(lambda: mails_of(client, "d"), lambda mails: "awarded" in mails, seconds=30)
    assert {work: sorted(mails_of(client, work)) for work in POINTS} == {
        "a": ["awarded", "revoked"],
        "b": ["awarded"],
        "c": ["awarded"],
        "d": ["awarded", "not_awarded"],
        "e": ["not_awarded"],
    }
    (kept, *_) = host(client).ask("GET", "/awards/more/snapshots")
    assert kept["number"] == 1
    assert award_invariants.check(organiser.store, organiser.contest(client.id)) == []
