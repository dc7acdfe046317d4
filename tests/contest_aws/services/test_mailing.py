"""A change is told once, however often it comes and wherever whoever sends it is stopped."""

from datetime import timedelta

import pytest

from contest.addresses import split
from contest.audit import Actor, first_broken
from contest.entry.entry import EntryStatus
from contest.entry.form import Contact
from contest.mail import outbox
from contest.mail.outbox import MailState, StatusMail
from contest.people.account import Account, GrantStatus, Invited, InviteMode, Role
from contest.refusals import Refusal
from contest.review.round import ReviewList
from contest.rules.templates import Mails
from contest_aws.mail.mailer import Unreachable
from contest_aws.services import delivery, mailing
from contest_aws.services.context import Context
from contest_aws.services.people import accounts
from contest_aws.store import keys
from contest_aws.store.protocol import Change, create
from tests.builders import any_contest, any_entry, any_grant, any_rules, any_time
from tests.contest_aws.services.entrant import refusals
from tests.contest_aws.services.fakes import Breaking, Crash, Overtaken

SITE = "https://contest.example.org"
NOW = any_time()


class Postman:
    """Remembers what it was given; does what it is told to do then."""

    def __init__(self, *errors):
        self.sent, self._errors = [], list(errors)

    def send(self, mail):
        error = self._errors.pop(0) if self._errors else None
        if error:
            raise error
        self.sent.append(mail)


def passed(contest):
    """An entry before and after a screener passed it on."""
    before = any_entry(EntryStatus.SCREENING, contest=contest.id)
    return before, before.next_version(status=EntryStatus.IN_REVIEW)


def write(store, before, after, *, sender=True, rehearsals=False):
    return mailing.write(store, before, after, how(sender=sender, rehearsals=rehearsals))


def how(*, sender=True, rehearsals=False):
    return mailing.MailPolicy(site=SITE, sender=sender, rehearsals=rehearsals, now=NOW)


def deliver(store, postman, key, *, now=NOW):
    return delivery.deliver(store, postman, key, now=now)


def mail_at(store, key):
    return store.find(key, StatusMail)


OWNER, OWN = "entrant-1", "owner@example.com"


def owned(store, contest, *, verified=True, email=OWN):
    """An entry, its owner's account, and its contact."""
    _, after = passed(contest)
    account = any_account(verified_at=NOW if verified else None)
    store.commit(
        create(keys.entry(contest.id, after.id), after),
        create(keys.account(OWNER), account),
        create(keys.contact(contest.id, after.id), Contact(person="周", email=email)),
    )


def any_account(**changes):
    return Account(id=OWNER, address=OWN, created_at=NOW, version=1).model_copy(update=changes)


@pytest.fixture
def key(store, contest):
    """Of a mail that is to be sent, to the owner of the entry."""
    before, after = passed(contest)
    owned(store, contest)
    written = write(store, before, after)
    assert written == keys.mail(contest.id, after.id, after.version, "passed")
    return written


def test_a_mail_is_written_in_the_words_of_the_rules_with_a_link(store, contest, key):
    mail = mail_at(store, key)

    assert mail.subject == "作品《钢铁脊梁》已通过初筛 / “钢铁脊梁” has passed the screening"
    assert (mail.state, mail.sends, mail.why) == (MailState.DUE, 0, None)
    assert mail.change == passed(contest)[1].version
    assert OWN not in mail.model_dump_json()


def test_a_change_that_is_told_twice_is_one_mail(store, contest, key):
    postman = Postman()

    assert deliver(store, postman, key) is MailState.SENT
    assert write(store, *passed(contest)) == key
    assert deliver(store, postman, key) is MailState.SENT

    [sent] = postman.sent
    assert (sent.to, sent.id) == (OWN, "entry-1.4.passed.1")
    assert [mail.state for mail in mailing.all_of(store, contest.id, "entry-1")] == [MailState.SENT]


def test_two_who_send_at_once_send_one_mail(store, key):
    postman = Postman()
    late = Overtaken(store, lambda: deliver(store, postman, key), at=1)

    assert delivery.deliver(late, postman, key, now=NOW) is MailState.SENDING

    assert len(postman.sent) == 1
    assert mail_at(store, key).state is MailState.SENT


@pytest.mark.parametrize(("at", "after"), [(0, False), (0, True), (1, False), (1, True)])
def test_a_sender_that_is_stopped_sends_nothing_twice(store, contest, key, at, after):
    """Commit 0 claims the mail, commit 1 says that it was sent."""
    postman = Postman()
    with pytest.raises(Crash):
        delivery.deliver(Breaking(store, at=at, after=after), postman, key, now=NOW)

    later = NOW + outbox.LONGEST + timedelta(seconds=1)
    deliver(store, postman, key, now=later)

    unclaimed = (at, after) == (0, False)
    assert len(postman.sent) == (1 if unclaimed or at == 1 else 0)
    told = [outbox.state_at(m, later) for m in mailing.all_of(store, contest.id, "entry-1")]
    sure = unclaimed or (at, after) == (1, True)
    assert told == [MailState.SENT if sure else MailState.UNCERTAIN]


def test_what_could_not_be_sent_now_is_due_again_and_says_why(store, contest, key):
    postman = Postman(Unreachable("SMTP 451"))
    with pytest.raises(Unreachable):
        deliver(store, postman, key)
    waiting = mail_at(store, key)

    assert (waiting.state, waiting.why) == (
        MailState.DUE,
        Refusal(code="mail.not_now", measured="SMTP 451"),
    )
    assert list(mailing.open_of(store, contest.id)) == [waiting]
    assert deliver(store, postman, key) is MailState.SENT
    assert [mail.id for mail in postman.sent] == ["entry-1.4.passed.2"]


def test_what_may_have_been_sent_is_told_as_uncertain_and_not_sent_again(store, key):
    postman = Postman(TimeoutError(OWN))

    assert deliver(store, postman, key) is MailState.UNCERTAIN
    assert deliver(store, postman, key) is MailState.UNCERTAIN

    assert postman.sent == []
    assert mail_at(store, key).why == Refusal(code="mail.uncertain", measured="TimeoutError")


class StrictPostman(Postman):
    def send(self, mail):
        split(mail.to)
        super().send(mail)


def test_a_mail_that_cannot_be_sent_says_why_and_names_no_address(store, key):
    account = any_account(address="周@example.com", verified_at=NOW)
    store.commit(Change(keys.account(OWNER), account, "any"))

    assert deliver(store, StrictPostman(), key) is MailState.FAILED
    assert mail_at(store, key).why == Refusal(code="mail.address_not_ascii")


def test_an_entry_whose_owner_is_gone_is_not_mailed_and_nobody_need_look(store, contest, key):
    del store.items[keys.account(OWNER)]

    assert deliver(store, Postman(), key) is MailState.DROPPED
    assert mail_at(store, key).why == Refusal(code="mail.no_address")
    assert list(mailing.open_of(store, contest.id)) == []


def test_an_occasion_that_the_rules_have_no_text_for_makes_no_mail(store):
    silent = any_contest(rules=any_rules(id="silent", mails=Mails()))
    store.commit(create(keys.contest("silent"), silent))

    assert write(store, *passed(silent)) is None
    assert list(mailing.all_of(store, "silent", "entry-1")) == []


@pytest.mark.parametrize(
    ("told", "state"),
    [({}, MailState.HELD), ({"rehearsals": True}, MailState.DUE)],
)
def test_mails_of_a_rehearsal_are_written_and_held_back_unless_it_is_said_otherwise(
    store, told, state
):
    rehearsal = any_contest(rules=any_rules(id="rehearsal"), rehearsal=True)
    store.commit(create(keys.contest("rehearsal"), rehearsal))

    key = write(store, *passed(rehearsal), **told)

    [mail] = mailing.all_of(store, "rehearsal", "entry-1")
    assert (mail.state, key is None) == (state, state is MailState.HELD)
    if state is MailState.HELD:
        assert mail.why == Refusal(code="mail.rehearsal")
        assert deliver(store, Postman(), mailing.key_of(mail)) is MailState.HELD


def test_without_a_sender_mails_are_held_back(store, contest):
    assert write(store, *passed(contest), sender=False) is None

    [mail] = mailing.open_of(store, contest.id)
    assert (mail.state, mail.why) == (MailState.HELD, Refusal(code="mail.not_set_up"))


@pytest.mark.parametrize(
    "state", [MailState.HELD, MailState.FAILED, MailState.UNCERTAIN, MailState.SENT]
)
def test_a_person_may_send_any_mail_again_and_it_stands_on_record(store, key, state):
    mail = mail_at(store, key)
    ended = outbox.ended(mail, state, at=NOW)
    store.commit(Change(key, ended, mail.version))

    mailing.again(store, ended, actor=Actor.of("host"), now=NOW)
    postman = Postman()

    assert deliver(store, postman, key) is MailState.SENT
    assert len(postman.sent) == 1
    [record] = store.chain(key)
    assert (record.action, str(record.actor), record.details) == (
        "mail.send",
        "host",
        {"was": state.value},
    )
    assert first_broken([record]) is None


def test_a_mail_that_is_being_sent_is_not_sent_again_before_its_time(store, key):
    mail = mail_at(store, key)
    sending = outbox.claimed(mail, at=NOW)
    store.commit(Change(key, sending, mail.version))

    told = refusals(mailing.again, store, sending, actor=Actor.of("host"), now=NOW + outbox.LONGEST)

    assert [refusal.code for refusal in told] == ["mail.being_sent"]


def invited(store, contest, *, how=InviteMode.AGAIN, role=Role.JUDGE):
    asked = Invited(role=role, name="顾清源", unit="hunan")
    return accounts.invite(
        Context(store, contest, Actor.of("host", "h"), NOW),
        "gu@example.com",
        asked,
        new_id="gu",
        how=how,
    )


def test_who_is_invited_is_mailed_once_at_the_address_of_their_account(store, contest):
    postman, grant = Postman(), invited(store, contest)

    keys_ = [mailing.write_invitation(store, None, grant, how()) for _ in range(2)]
    assert [deliver(store, postman, key) for key in keys_] == [MailState.SENT] * 2

    assert keys_ == [keys.mail(contest.id, "gu", 1, "judge")] * 2
    [sent] = postman.sent
    assert (sent.to, sent.id) == ("gu@example.com", "gu.1.judge.1")
    assert "邀请您担任评审专家" in sent.text
    assert SITE in sent.text
    kept = mail_at(store, keys_[0]).model_dump_json()
    assert [private for private in ("gu@example.com", "顾清源") if private in kept] == []


def test_two_roles_of_one_person_are_two_mails(store, contest):
    postman = Postman()
    for role in (Role.JUDGE, Role.UNIT):
        grant = invited(store, contest, role=role)
        deliver(store, postman, mailing.write_invitation(store, None, grant, how()))

    assert [sent.id for sent in postman.sent] == ["gu.1.judge.1", "gu.1.unit.1"]


@pytest.mark.parametrize(
    "after",
    [
        {"asked_at": None},
        {"asked_at": NOW, "status": GrantStatus.ACCEPTED},
        {"asked_at": NOW, "status": GrantStatus.REVOKED},
        {"asked_at": NOW, "unit": "另一单位"},
    ],
    ids=["never", "accepted", "revoked", "changed"],
)
def test_a_grant_that_changes_otherwise_is_told_to_nobody(store, contest, after):
    before = any_grant(contest=contest.id, asked_at=NOW if after["asked_at"] else None)

    changed = before.model_copy(update={"version": 2, **after})

    assert mailing.write_invitation(store, before, changed, how()) is None
    assert [key for key in store.items if key.pk.startswith("MAIL#")] == []


def test_whose_account_is_gone_is_not_mailed(store, contest):
    key = mailing.write_invitation(store, None, invited(store, contest), how())
    for gone in [one for one in store.items if "ACCOUNT#gu" in one.pk]:
        del store.items[gone]

    assert deliver(store, Postman(), key) is MailState.DROPPED
    assert store.find(keys.account("gu"), Account) is None


def test_invitations_to_a_rehearsal_are_held_back(store):
    rehearsal = any_contest(rules=any_rules(id="rehearsal"), rehearsal=True)
    store.commit(create(keys.contest("rehearsal"), rehearsal))

    assert mailing.write_invitation(store, None, invited(store, rehearsal), how()) is None

    [mail] = mailing.open_of(store, "rehearsal")
    assert (mail.account, mail.state) == ("gu", MailState.HELD)


def test_an_invitation_that_is_withdrawn_before_its_mail_can_be_sent_is_not_mailed(store, contest):
    postman, grant = Postman(Unreachable("SMTP 451")), invited(store, contest)
    key = mailing.write_invitation(store, None, grant, how())
    with pytest.raises(Unreachable):
        deliver(store, postman, key)

    host = Context(store, contest, Actor.of("host", "h"), NOW)
    accounts.revoke(host, "gu", Role.JUDGE)

    assert (deliver(store, postman, key), postman.sent) == (MailState.WITHDRAWN, [])
    assert mail_at(store, key).why == Refusal(code="mail.over")


def test_an_invitation_whose_role_has_ended_is_not_mailed(store, contest):
    grant = invited(store, contest)
    key = mailing.write_invitation(store, None, grant, how())
    ended = grant.model_copy(update={"ends_at": NOW})
    store.commit(Change(keys.grant("gu", contest.id, Role.JUDGE), ended, "any"))

    assert deliver(store, Postman(), key) is MailState.WITHDRAWN


def reminded(store, contest, *, now=NOW):
    (round_,) = contest.rounds
    list_ = ReviewList(contest=contest.id, round=round_.id, judge=OWNER, version=1)
    after = list_.next_version(reminded_at=now, open_at_reminder=3)
    store.commit(create(keys.account(OWNER), any_account(verified_at=NOW)))
    return mailing.write_reminder(store, list_, after, how()), round_.closes


def test_a_reminder_is_sent_until_its_round_closes(store, contest):
    key, closes = reminded(store, contest)
    assert deliver(store, Postman(), key, now=closes) is MailState.WITHDRAWN
    assert mail_at(store, key).why == Refusal(code="mail.over")


def test_a_reminder_that_waited_is_sent_while_its_round_is_open(store, contest):
    key, closes = reminded(store, contest)
    assert deliver(store, Postman(), key, now=closes - timedelta(seconds=1)) is MailState.SENT


def test_a_mail_that_was_erased_while_it_was_in_the_queue_is_settled(store, key):
    del store.items[key]
    assert deliver(store, Postman(), key) is MailState.WITHDRAWN
