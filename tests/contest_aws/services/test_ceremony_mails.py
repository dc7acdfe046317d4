"""Each invitation to the ceremony is one mail, to a work's owner or a unit's account."""

from datetime import datetime

import pytest

from contest.audit import Actor
from contest.mail.outbox import StatusMail
from contest.winners.ceremony import Ceremony, CeremonyInvitation, CeremonyPlan
from contest_aws.services.mailing import MailPolicy
from contest_aws.services.winners.ceremony_mails import write_ceremony
from contest_aws.store import keys
from contest_aws.store.protocol import create
from tests.builders import any_text, any_time

HOW = MailPolicy(site="https://here", sender=True, rehearsals=True, now=any_time(2))


@pytest.fixture
def announced(store, contest):
    plan = CeremonyPlan(
        at="2024-11-20T09:00:00+08:00",
        place=any_text("北京国家会议中心", "National Convention Center"),
        answer_by="2024-11-11T00:00:00+08:00",
        note=any_text("凭证件入场。", "Bring your papers."),
    )
    key = keys.ceremony(contest.id)
    after, record = Ceremony(contest=contest.id, plan=plan).with_record(
        "ceremony.announce", subject=key, actor=Actor.of("host"), at=any_time(), details={}
    )
    store.commit(create(key, after), create(keys.audit(key, 1), record))
    return store


def invitation(contest, **changes):
    plain = CeremonyInvitation(contest=contest.id, who="e1", mailed_plan=1, version=1)
    return plain.model_copy(update=changes)


def mails(store, contest, whose):
    return list(store.query(keys.mail(contest.id, whose, 0, "").pk, StatusMail))


def test_the_owner_of_a_work_gets_one_mail_however_often_the_change_comes(announced, contest):
    invited = invitation(contest)
    for _ in range(2):
        key = write_ceremony(announced, None, invited, HOW)
        assert key == keys.mail(contest.id, "e1", 1, "ceremony")
    (mail,) = mails(announced, contest, "e1")
    assert (mail.entry, mail.account, mail.occasion) == ("e1", None, "ceremony")
    assert mail.not_after == datetime.fromisoformat("2024-11-20T09:00:00+08:00")
    # 24:00 of the day that ends is how calls in China write midnight.
    for said in (
        "2024年11月20日 09:00",
        "北京国家会议中心",
        "2024年11月10日 24:00",
        "凭证件入场。",
        "20 November 2024, 09:00 (China Standard Time)",
        "National Convention Center",
        f"https://here/contests/{contest.id}/entries/e1",
    ):
        assert said in mail.text
    assert "北京国家会议中心" not in mail.subject


def test_a_unit_is_mailed_at_its_account(announced, contest):
    write_ceremony(announced, None, invitation(contest, who="u1", account="a1"), HOW)
    (mail,) = mails(announced, contest, "a1")
    assert (mail.entry, mail.account) == (None, "a1")
    assert mail.text.count(f"\nhttps://here/contests/{contest.id}/unit/ceremony\n") == 2


def test_an_answer_mails_nobody_and_another_plan_mails_again(announced, contest):
    invited = invitation(contest)
    answered = invited.next_version(coming=True, guests=1)
    assert write_ceremony(announced, invited, answered, HOW) is None
    anew = answered.next_version(mailed_plan=2)
    assert write_ceremony(announced, answered, anew, HOW) is not None
    assert [mail.change for mail in mails(announced, contest, "e1")] == [3]


def test_a_unit_s_new_account_is_mailed_the_plan_that_the_old_one_was_told(announced, contest):
    before = invitation(contest, who="u1", account="a1")
    after = before.next_version(account="a2")
    write_ceremony(announced, before, after, HOW)
    (mail,) = mails(announced, contest, "a2")
    assert (mail.account, mail.change) == ("a2", 2)
    assert write_ceremony(announced, after, after.next_version(coming=True, guests=1), HOW) is None


def test_a_rehearsals_mail_is_held_back(announced, contest):
    quiet = HOW._replace(sender=False)
    assert write_ceremony(announced, None, invitation(contest), quiet) is None
    (mail,) = mails(announced, contest, "e1")
    assert mail.state == "held"
