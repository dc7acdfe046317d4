"""`laurel award revoke --drop` drops a revocation that waits for a second person."""

from contest.audit import Actor
from contest.award.award import AwardRound, AwardStatus, Revocation
from contest_aws.store import keys
from contest_aws.store.protocol import Change
from tests.builders import any_rules
from tests.cli.conftest import AWARD_ROUND

RULES = any_rules()
KEY = keys.award_round(RULES.id, "first")
WAITS = Revocation(
    place="gold", entry="e1", reason="版权争议", asked_by=Actor.of("host", "user/li")
)


def stored(organiser, *revocations):
    changes = {"status": AwardStatus.GRANTED, "revocations": revocations}
    organiser.store.commit(Change(KEY, AWARD_ROUND.model_copy(update=changes), "any"))


def dropped(run, *more):
    asked = ("--place", "gold", "--entry", "e1", "--drop", *more)
    return run("award", "revoke", RULES.id, "first", *asked)


def test_what_waits_is_dropped_with_a_reason(run, organiser):
    stored(organiser, WAITS)
    assert dropped(run).code != 0
    done = dropped(run, "--reason", "查无此事")
    assert (done.code, "不再撤销" in done.out + done.err) == (0, True)
    assert organiser.store.find(KEY, AwardRound).revocations == ()


def test_there_is_nothing_to_drop_if_nothing_waits(run, organiser):
    stored(organiser)
    refused = dropped(run, "--reason", "查无此事")
    assert (refused.code != 0, "没有待第二人确认的撤销" in refused.err) == (True, True)
