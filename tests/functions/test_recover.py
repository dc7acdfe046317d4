"""The hourly recovery: what fails in it keeps nothing else from being done."""

from importlib import import_module

import pytest

from contest_aws.services.upkeep.recovery import Recovered
from tests.builders import any_contest, any_rules

STEPS = ("keep-calendar", "make-certificates", "executions", "copies")
EACH = [(contest, step) for contest in ("one", "two") for step in STEPS]


class Hour:
    """What is done, and what of it fails."""

    def __init__(self):
        self.done, self.failing = [], ()

    def do(self, contest, step):
        self.done.append((contest, step))
        if (contest, step) in self.failing:
            raise OSError(step)


@pytest.fixture
def function(aws):  # noqa: ARG001 - the function is made in it
    return import_module("journey.recover")


@pytest.fixture
def hour(function, monkeypatch):
    hour, contests = Hour(), [any_contest(rules=any_rules(id=id_)) for id_ in ("one", "two")]

    def recover(ctx, *_, **__):
        hour.do(ctx.contest.id, "executions")
        return Recovered(started=(f"{ctx.contest.id}-e",), hopeless=())

    def mend_copies(ctx, *_):
        hour.do(ctx.contest.id, "copies")
        return (f"{ctx.contest.id}-c",)

    monkeypatch.setattr(function, "contests", lambda _: contests)
    monkeypatch.setattr(function, "keep_soon", lambda name, contest: hour.do(contest, name))
    monkeypatch.setattr(function, "recover", recover)
    monkeypatch.setattr(function, "mend_copies", mend_copies)
    return hour


def test_of_every_contest_it_says_what_was_recovered(function, hour):
    assert function.handler({}, None) == {
        id_: {"started": (f"{id_}-e",), "hopeless": (), "failed": (), "copies": (f"{id_}-c",)}
        for id_ in ("one", "two")
    }
    assert hour.done == EACH


@pytest.mark.parametrize("step", STEPS)
def test_what_fails_in_one_contest_keeps_nothing_else_from_being_done(function, hour, step):
    hour.failing = [("one", step)]
    with pytest.raises(RuntimeError, match=r"^Recovery failed in: \['one'\]$"):
        function.handler({}, None)
    assert hour.done == EACH


def test_an_entry_that_was_not_recovered_raises_the_alarm_when_all_is_done(
    function, hour, monkeypatch
):
    def recover(ctx, *_, **__):
        hour.do(ctx.contest.id, "executions")
        return Recovered(
            started=(), hopeless=(), failed=("e-1",) if ctx.contest.id == "one" else ()
        )

    monkeypatch.setattr(function, "recover", recover)
    with pytest.raises(RuntimeError, match=r"^Recovery failed in: \['one'\]$"):
        function.handler({}, None)
    assert hour.done == EACH
