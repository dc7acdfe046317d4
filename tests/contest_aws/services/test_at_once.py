"""Invitations, award rounds and decisions: of requests at once only as many stand as may."""

import pytest

from contest.audit import Actor
from contest.entry.entry import Entry, EntryStatus
from contest.people.account import Invited, Role
from contest.review.round import Round, RoundState
from contest.screen.decision import ScreeningDecision, ScreeningOutcome
from contest_aws.services.award import award_rounds, beginning
from contest_aws.services.context import Context
from contest_aws.services.people import accounts
from contest_aws.services.screen import screening
from contest_aws.store import keys
from contest_aws.store.protocol import create
from tests.builders import any_contest, any_entry, any_time
from tests.contest_aws.services.at_once import AtOnce, at_once

AT_ONCE = 6


@pytest.fixture
def store():
    return AtOnce()


@pytest.fixture
def contest():
    return any_contest()


def test_invited_six_times_at_once_a_person_has_one_account_and_one_grant(store, contest):
    def invite(number):
        accounts.invite(
            Context(store, contest, Actor.of("host"), any_time()),
            "li@example.org",
            Invited(role=Role.JUDGE, name="李"),
            new_id=f"a{number}",
        )

    told = at_once(store, [lambda n=n: invite(n) for n in range(AT_ONCE)])
    assert told == ["invitation.mailed_enough"], "five mails are enough"
    assert len(accounts.invitations(store, contest.id)) == 1
    assert len([key for key in store.items if key.pk.startswith(keys.ACCOUNT)]) == 1


def test_of_six_award_rounds_begun_at_once_over_one_review_round_one_stands(store, contest):
    closed = Round(contest=contest.id, id="expert-review", state=RoundState.CLOSED, version=1)
    there = create(keys.contest(contest.id), contest)
    store.commit(there, create(keys.round_(contest.id, closed.id), closed))

    def begin(number):
        beginning.begin(
            Context(store, contest, Actor.of("host"), any_time(160)),
            award_round=f"awards-{number}",
            review_round=closed.id,
        )

    refused = at_once(store, [lambda n=n: begin(n) for n in range(AT_ONCE)])
    assert refused == ["award.begun_already"] * (AT_ONCE - 1)
    assert len(list(award_rounds.rounds_of(store, contest.id))) == 1


def test_of_six_screeners_who_decide_at_once_one_decides(store, contest):
    entry = any_entry(EntryStatus.SCREENING, submitted_at=any_time())
    store.commit(create(keys.entry(contest.id, entry.id), entry))

    def decide(number):
        actor = Actor.of("screener", f"s{number}")
        decision = ScreeningDecision(outcome=ScreeningOutcome.PASS, actor=actor, at=any_time(3))
        ctx = Context(store, contest, actor, any_time(3))
        found = store.find(keys.entry(contest.id, entry.id), Entry)
        screening.decide(ctx, found, decision, expected_version=entry.version)

    refused = at_once(store, [lambda n=n: decide(n) for n in range(AT_ONCE)])
    assert refused == ["item.changed_meanwhile"] * (AT_ONCE - 1)
