"""`laurel contest retention --now` says what it has begun, or that there is nothing."""

import json
from datetime import timedelta
from types import SimpleNamespace

import pytest

from contest.audit import Actor
from contest.award.award import AwardStatus
from contest.award.objection import Objector
from contest.erasure import Expiry, Kept
from contest_aws.store import keys
from contest_aws.store.protocol import Change
from tests.builders import any_contest
from tests.cli.conftest import AWARD_ROUND, CONTEST_TIME, NOW
from tests.cli.test_person_commands import MADE
from tests.contest_aws.services.fakes import FakeObjects

CONTEST = AWARD_ROUND.contest
NOW_ = ("contest", "retention", CONTEST, "--now")
LATER = timedelta(days=3 * 365)
"""Both kinds of data are kept for two years at the most."""


@pytest.fixture
def over(organiser, monkeypatch):
    """All periods are over, and one entry has not been looked at."""
    granted = AWARD_ROUND.model_copy(update={"status": AwardStatus.GRANTED})
    contest = any_contest(rehearsal=True, clock_offset=CONTEST_TIME + LATER - NOW)
    organiser.store.commit(
        Change(keys.contest(CONTEST), contest, "any"),
        Change(keys.award_round(CONTEST, "first"), granted, "any"),
    )
    empty = FakeObjects(SimpleNamespace(objects={}))
    monkeypatch.setattr(type(organiser), "objects", empty)
    return organiser


def finish(organiser):
    """As the function that deletes does: everything is gone."""
    for key in [*organiser.store.items]:
        if key.pk.startswith(keys.ENTRY):
            del organiser.store.items[key]
    for what in Kept:
        key = keys.expiry(CONTEST, what)
        done = organiser.store.find(key, Expiry).next_version(done_at=NOW)
        organiser.store.commit(Change(key, done, "any"))


def test_what_is_begun_is_told_and_then_that_there_is_nothing(run, over):
    begun = run(*NOW_)
    assert "个人信息：已开始删除，将自动完成。" in begun.out
    assert "Videos that won nothing: being deleted; it will finish by itself." in begun.out
    expiry = over.store.find(keys.expiry(CONTEST, Kept.MEDIA), Expiry)
    assert (expiry.done_at, expiry.actor) == (None, Actor.of("host", "user/zhang"))

    finish(over)
    assert "没有需要删除的内容。 There is nothing to delete." in run(*NOW_).out


def test_what_came_since_is_begun_again(run, over):
    run(*NOW_)
    finish(over)
    late = Objector(objection=MADE.id, name="李雷", email="li@example.org")
    over.store.commit(
        Change(keys.objector(CONTEST, MADE.id), late, "any"),
        Change(keys.objection(CONTEST, MADE.id), MADE, "any"),
    )
    told = run(*NOW_).out
    assert "个人信息：已开始删除" in told
    assert "未获奖作品的视频：已开始删除" not in told


@pytest.mark.usefixtures("over")
def test_as_json_only_the_list_is_printed(run):
    ended = run(*NOW_, "--json")
    assert [one["what"] for one in json.loads(ended.out)] == list(Kept)
    assert "个人信息：已开始删除" in ended.err
