"""How far a plan is, for a page that asks every other second while it is carried out."""

import pytest

from contest.people.account import Role
from contest.review.round import Round, RoundState
from contest_aws.store import keys
from contest_aws.store.dynamodb import DynamoStore
from contest_aws.store.protocol import create

ROUND = "expert-review"


@pytest.fixture
def look(doors):
    path = f"/host/{doors.contest.id}/rounds/{ROUND}"
    token = doors.token(Role.HOST)
    return lambda what: doors.ask("GET", f"{path}/{what}", token=token)


def test_it_is_told_from_the_round_alone(doors, look, monkeypatch):
    """With 20,000 works all that is asked at first, works, reviews and films, takes ten seconds."""
    found = Round(
        contest=doors.contest.id,
        id=ROUND,
        state=RoundState.OPEN,
        plan="a" * 64,
        total=20_000,
        done=4_100,
        version=2,
    )
    doors.store.commit(create(keys.round_(doors.contest.id, ROUND), found))
    whole = look("coverage").body
    for reads in ("entries_at", "copies_at", "query"):
        monkeypatch.setattr(DynamoStore, reads, None)
    progress = look("progress").body

    assert progress == {
        "round": ROUND,
        "state": "open",
        "plan": "a" * 64,
        "total": 20_000,
        "done": 4_100,
    }
    assert whole | progress == whole


def test_a_round_that_was_never_opened_has_none(look):
    assert look("progress").code == "item.missing"
