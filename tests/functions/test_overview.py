"""Over HTTP: the host's overview counts what there is, and names works by their numbers."""

from datetime import UTC, datetime

import pytest

from contest.audit import Actor
from contest.entry.entry import EntryStatus
from contest.mail.outbox import MailState
from contest.people.account import Role
from contest.refusals import Refusal
from contest.validate.verdict import Verdict
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of
from contest_aws.services.review import extension, rounds
from contest_aws.store import keys
from contest_aws.store.protocol import create
from tests.builders import any_entry, any_form, any_mail, any_rules, any_time
from tests.contest_aws.services.panel import ROUND, appoint, closed, in_review, opened

RULES = any_rules()
PATH = f"/host/{RULES.id}/overview"
LATE_EVENING = datetime(2024, 7, 30, 15, 59, 59, tzinfo=UTC)
"""In Beijing one second before midnight."""
MIDNIGHT = datetime(2024, 7, 30, 16, 0, tzinfo=UTC)
"""There the 31st has begun."""


def put(
    doors,
    number,
    status,
    *,
    theme="digital",
    region="湖南",
    at=None,
    contest=RULES.id,
    verdict=None,
):
    name = f"e{number}"
    entry = any_entry(
        status,
        id=name,
        contest=contest,
        number=f"GY-{number:04}" if number else "",
        form=any_form(title=f"作品{number}", theme=theme, region=region, entrant=f"单位{number}"),
        submitted_at=at,
        verdict=verdict,
    )
    doors.store.commit(create(keys.entry(contest, name), entry))


@pytest.fixture
def host(doors):
    return doors.token(Role.HOST)


def test_entries_are_counted_in_the_contests_own_days(doors, host):
    put(doors, 2, EntryStatus.SCREENING, at=LATE_EVENING)
    put(doors, 1, EntryStatus.IN_REVIEW, at=MIDNIGHT, region="江苏省苏州市")
    put(doors, 3, EntryStatus.REJECTED, at=MIDNIGHT, theme="green")
    put(doors, 4, EntryStatus.WITHDRAWN, at=MIDNIGHT, region="海南", theme="high-end")
    put(doors, 0, EntryStatus.DRAFT, region="西藏", theme="high-end")
    put(doors, 9, EntryStatus.SCREENING, contest="another")
    seen = doors.ask("GET", PATH, token=host).body
    assert seen["figures"] == {
        "by_status": {
            "draft": 1,
            "screening": 1,
            "rejected": 1,
            "in_review": 1,
            "withdrawn": 1,
        },
        "by_theme": {"digital": 2, "green": 1},
        "by_region": {"湖南": 2, "江苏": 1},
        "by_refusal": {},
        "by_day": {"2024-07-30": 1, "2024-07-31": 2},
    }
    assert [(work["number"], work["title"], work["entrant"]) for work in seen["works"]] == [
        (f"GY-000{n}", f"作品{n}", f"单位{n}") for n in (1, 2, 3, 4)
    ], "a draft is its entrant's alone"


def test_a_video_counts_once_under_each_of_its_refusals(doors, host):
    small, long = Refusal(code="media.too_small"), Refusal(code="media.too_long")
    put(doors, 0, EntryStatus.RETURNED, verdict=Verdict(refusals=(small, long, small)))
    put(doors, 1, EntryStatus.REJECTED, at=MIDNIGHT, verdict=Verdict(refusals=(small,)))
    put(doors, 2, EntryStatus.SCREENING, at=MIDNIGHT, verdict=Verdict(warnings=(long,)))
    seen = doors.ask("GET", PATH, token=host).body["figures"]["by_refusal"]
    assert list(seen.items()) == [("media.too_small", 2), ("media.too_long", 1)]


def test_the_award_plan_and_the_rounds_come_from_the_rules(doors, host):
    seen = doors.ask("GET", PATH, token=host).body
    assert [place["place"] for place in seen["plan"]][:3] == ["gold", "silver", "bronze"]
    gold = seen["plan"][0]
    assert (gold["award"], gold["kind"], gold["number"]) == ("overall", "overall", 1)
    (round_,) = seen["rounds"]
    assert (round_["id"], round_["state"], round_["award_round"]) == ("expert-review", None, None)
    assert (seen["people"], seen["objection_days"], seen["entrants_first"]) == (1, 7, "PT0S")


def test_a_round_shows_that_it_is_closed(doors, host):
    appoint(doors.store, doors.contest, 3)
    in_review(doors.store, doors.contest, 1)
    opened(doors.store, doors.contest)
    assert doors.ask("GET", PATH, token=host).body["rounds"][0]["state"] == "open"
    closed(doors.store, doors.contest)
    assert doors.ask("GET", PATH, token=host).body["rounds"][0]["state"] == "closed"


def test_a_round_that_was_closed_early_is_dated_so_until_it_is_extended(doors, host):
    """For the host and for its judges. A round that closes on time has the date of the rules."""
    appoint(doors.store, doors.contest, 3)
    in_review(doors.store, doors.contest, 1)
    opened(doors.store, doors.contest)
    early, judge = any_time(130), doors.token(Role.JUDGE, "j0")
    doors.turn(any_time(131))

    def on(day):
        contest = contest_of(doors.store, RULES.id)
        now = contest.clock_at(any_time(day))
        return Context(doors.store, contest, Actor.of("host", "h"), now)

    paths = {
        PATH: host,
        f"/host/{RULES.id}/rounds/{ROUND}/coverage": host,
        f"/judge/{RULES.id}/reviews": judge,
    }

    def dates():
        seen = [doors.ask("GET", path, token=token).body for path, token in paths.items()]
        return {datetime.fromisoformat(one.get("rounds", [one])[0]["closes"]) for one in seen}

    rounds.close_round(on(130), ROUND)
    assert dates() == {early}
    extension.extend(on(131), ROUND, until=any_time(170), reason="专家请求")
    assert dates() == {any_time(170)}
    rounds.close_round(on(171), ROUND)
    assert dates() == {any_time(170)}


def test_another_contest_has_none(doors, host):
    assert doors.ask("GET", "/host/unknown/overview", token=host).status == 404


@pytest.mark.parametrize("role", [Role.ENTRANT, Role.UNIT, Role.SCREENER, Role.JUDGE])
def test_it_is_the_hosts_alone(doors, role):
    put(doors, 1, EntryStatus.SCREENING, at=MIDNIGHT)
    refused = doors.ask("GET", PATH, token=doors.token(role))
    assert refused.status == 403
    assert "作品1" not in refused.text


def test_mails_that_are_not_settled_are_counted_by_their_state(doors, host):
    states = [MailState.FAILED] * 2 + [MailState.DUE, MailState.SENT, MailState.DROPPED]
    for number, state in enumerate(states):
        mail = any_mail(entry=f"e{number}", state=state)
        doors.store.commit(create(keys.mail(RULES.id, mail.entry, 1, "submitted"), mail))
    other = any_mail(contest="another", state=MailState.FAILED)
    doors.store.commit(create(keys.mail("another", other.entry, 1, "submitted"), other))
    assert doors.ask("GET", PATH, token=host).body["mails"] == {"due": 1, "failed": 2}
