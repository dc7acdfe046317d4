"""Contests with a second review round, for the best works of the first."""

import pytest

from contest.audit import RULES, Actor
from contest.refusals import Refused
from contest_aws.services.context import Context
from contest_aws.services.review import reviews
from contest_aws.store import keys
from contest_aws.store.protocol import Change
from tests.builders import any_contest, any_rules, any_time
from tests.contest_aws.services.panel import (
    SHIPPED_ROUND,
    appoint,
    closed,
    entry_now,
    in_review,
    opened,
    score,
)

HOST = Actor.of("host", "h")
FINAL = SHIPPED_ROUND.model_copy(
    update={
        "id": "final",
        "opens": any_time(165),
        "closes": any_time(175),
        "reviews_per_entry": 5,
        "max_load": 50,
        "best_percent": 40,
    }
)


def two_rounds(**final):
    first = SHIPPED_ROUND.model_copy(update={"reviews_per_entry": 2})
    return any_contest(rules=any_rules(rounds=(first, FINAL.model_copy(update=final))))


def at(store, contest, days, actor=HOST):
    return Context(store, contest, actor, any_time(days))


def code(action, *arguments, **more):
    with pytest.raises(Refused) as problem:
        action(*arguments, **more)
    return problem.value.refusals[0].code


def judged(store, contest, points):
    store.commit(Change(keys.contest(contest.id), contest, "any"))
    appoint(store, contest, 6)
    in_review(store, contest, len(points))
    opened(store, contest)
    for number, given in enumerate(points):
        for judge in entry_now(store, contest, f"e{number}").judges:
            score(store, contest, judge, f"e{number}", given)
        reviews.settle(at(store, contest, 121, RULES), entry_now(store, contest, f"e{number}"))
    closed(store, contest)
