"""What is decided on the command line is on record under the person's own AWS identity."""

from types import SimpleNamespace

import pytest

from contest.audit import Actor, AuditRecord
from contest.mail.outbox import MailState
from contest_aws.services.mailing import key_of
from contest_aws.store import keys
from contest_aws.store.protocol import Change
from laurel.organiser import Deployment, Organiser
from tests.builders import SHIPPED, any_mail
from tests.cli.conftest import AWARD_ROUND, NOW

CONTEST = AWARD_ROUND.contest
ZHANG = Actor.of("host", "user/zhang")
"""The one who runs the commands, as `Deployed` has it."""
MAIL = any_mail(entry="e1", change=7, state=MailState.HELD, changed_at=NOW)


def last_actor(store, key):
    return [*store.query(keys.audit(key, 0).pk, AuditRecord)][-1].actor


@pytest.mark.parametrize(
    ("words", "key"),
    [
        (["entry", "disqualify", CONTEST, "e1", "--reason", "冒名"], keys.entry(CONTEST, "e1")),
        (["entry", "contact", CONTEST, "e1"], keys.entry(CONTEST, "e1")),
        (
            ["award", "discard", CONTEST, "first", "--reason", "重评"],
            keys.award_round(CONTEST, "first"),
        ),
        (["contest", "turn-clock", CONTEST, "2024-08-15"], keys.contest(CONTEST)),
        (["contest", "load", SHIPPED, "--at", "2024-08-20"], keys.contest(CONTEST)),
        (["unit", "merge", CONTEST, "湘江集团", "湘江公司"], keys.unit_register(CONTEST)),
        (["mail", "send", CONTEST, "--which", "held"], key_of(MAIL)),
    ],
)
def test_a_decision_names_who_made_it(run, organiser, words, key):
    organiser.mail_queue = SimpleNamespace(put=lambda _: None)
    organiser.store.commit(Change(key_of(MAIL), MAIL, "any"))
    assert run(*words).code == 0
    assert last_actor(organiser.store, key) == ZHANG


def test_the_identity_is_asked_for_once(organiser):
    asked = []

    def get_caller_identity():
        asked.append("sts")
        return {"Arn": "arn:aws-cn:sts::123456789012:assumed-role/Host/zhang@example.com"}

    session = SimpleNamespace(
        client=lambda *_, **__: SimpleNamespace(get_caller_identity=get_caller_identity)
    )
    real = Organiser(Deployment.model_construct(), session)
    real.store = organiser.store
    actors = [real.context(CONTEST).actor, real.context(CONTEST).actor, real.host()]
    assert actors == [Actor.of("host", "assumed-role/Host/zhang@example.com")] * 3
    assert asked == ["sts"]
