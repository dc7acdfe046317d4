"""Only what may have reached a person uses up the limit on their mails. The mail server is away, or
turns a mail down, and the mail is sent later all the same."""

from datetime import timedelta

import pytest

from contest.audit import Actor
from contest.award.objection import Objector
from contest.entry.form import Contact
from contest.mail import outbox
from contest.mail.occasions import Occasion
from contest.mail.outbox import MailState, StatusMail
from contest.people.account import Account
from contest.people.contact_consent import ConsentState
from contest.people.limits import (
    COPIES,
    INVITATIONS,
    OBJECTION_ANSWERS,
    RECOMMENDED_DAILY,
    RECOMMENDED_ONCE,
    ROLE_MAILS,
    STATUS_MAILS,
)
from contest.refusals import refused
from contest_aws.mail.mailer import Unreachable
from contest_aws.services import delivery, mailing
from contest_aws.services.counters import number, spend
from contest_aws.services.people import contacts
from contest_aws.services.people.contacts import NewQuestion
from contest_aws.store import keys
from contest_aws.store.protocol import Change
from tests.builders import any_contest, any_entry, any_grant, any_time
from tests.contest_aws.services.fakes import Breaking, Crash, Overtaken
from tests.contest_aws.services.test_mailing import Postman

NOW = any_time()
OWNER, ADDRESS, OTHER = "entrant-1", "zhou@example.com", "li@example.net"
CONTEST = any_contest().id
IN_CONTEST = f"{CONTEST}\n{ADDRESS}"
AWAY, DOWN = Unreachable("Maximum sending rate exceeded"), refused("mail.turned_down", measured=550)
LIMITS = {
    "recommended": (RECOMMENDED_ONCE, IN_CONTEST),
    "recommended after signing in": (RECOMMENDED_DAILY, IN_CONTEST),
    "invitation": (INVITATIONS, ADDRESS),
    "objection": (OBJECTION_ANSWERS, ADDRESS),
    "overdue": (ROLE_MAILS, IN_CONTEST),
    "status": (STATUS_MAILS, ADDRESS),
}


@pytest.fixture(params=LIMITS)
def kind(request):
    return request.param


@pytest.fixture
def key(store, kind):
    return written(store, kind)


def written(store, kind):
    """The key of a mail of this kind to `ADDRESS`, with all that it is about."""
    verified = kind not in ("recommended", "invitation")
    account = Account(id=OWNER, address=ADDRESS, created_at=NOW, version=1)
    account = account.model_copy(update={"verified_at": NOW if verified else None})
    grant = any_grant(contest=CONTEST, account=OWNER, asked_at=NOW)
    objector = Objector(objection="o1", name="周", email=ADDRESS)
    about = {"entry": "entry-1", "occasion": Occasion.PASSED}
    if kind.startswith("recommended"):
        about["occasion"] = Occasion.RECOMMENDED
    elif kind == "objection":
        about = {"objection": "o1", "occasion": "objection"}
    elif kind in ("invitation", "overdue"):
        about = {"account": OWNER, "occasion": grant.role if kind == "invitation" else "overdue"}
    mail = StatusMail(
        contest=CONTEST, change=1, subject="题", text="文", changed_at=NOW, version=1, **about
    )
    items = {
        keys.account(OWNER): account,
        keys.entry(CONTEST, "entry-1"): any_entry(contest=CONTEST, id="entry-1", owner=OWNER),
        keys.grant(OWNER, CONTEST, grant.role): grant,
        keys.objector(CONTEST, "o1"): objector,
        mailing.key_of(mail): mail,
    }
    store.commit(*(Change(key, item, "any") for key, item in items.items()))
    return mailing.key_of(mail)


def counted(store, kind, *, now=NOW):
    return number(store, *LIMITS[kind], now=now)


def all_but_one(store, kind):
    """The limit has room for one more mail. How many it had before."""
    limit, whose = LIMITS[kind]
    used = limit.windows[0].most - 1
    for _ in range(used):
        spend(store, limit, whose, now=NOW)
    return used


def not_now(store, key, *, now=NOW):
    with pytest.raises(Unreachable):
        delivery.deliver(store, Postman(AWAY), key, now=now)


def test_the_last_mail_of_a_limit_is_sent_after_the_server_was_away(store, key, kind):
    used = all_but_one(store, kind)
    for _ in range(3):
        not_now(store, key)
    assert counted(store, kind) == used

    postman = Postman()
    assert delivery.deliver(store, postman, key, now=NOW) is MailState.SENT

    assert [mail.to for mail in postman.sent] == [ADDRESS]
    assert counted(store, kind) == used + 1


def test_a_mail_that_was_turned_down_is_sent_on_request(store, key, kind):
    used = all_but_one(store, kind)
    assert delivery.deliver(store, Postman(DOWN), key, now=NOW) is MailState.FAILED
    assert counted(store, kind) == used

    assert send_again(store, key, now=NOW) is MailState.SENT
    assert counted(store, kind) == used + 1


def send_again(store, key, *, now, postman=None):
    mailing.again(store, store.find(key, StatusMail), actor=Actor.of("host"), now=now)
    return delivery.deliver(store, postman or Postman(), key, now=now)


def test_a_mail_of_yesterday_is_not_taken_off_todays_count(store):
    key = written(store, "recommended after signing in")
    limit, whose = LIMITS["recommended after signing in"]
    tomorrow = NOW + timedelta(days=1)
    not_now(store, key)
    spend(store, limit, whose, now=tomorrow)

    assert delivery.deliver(store, Postman(), key, now=tomorrow) is MailState.DROPPED
    assert (number(store, limit, whose, now=NOW), number(store, limit, whose, now=tomorrow)) == (
        0,
        1,
    )


def test_one_who_was_mailed_meanwhile_is_not_mailed_again(store):
    """Two units name one address; the second mail finds the server back."""
    first = written(store, "recommended")
    not_now(store, first)
    mail = store.find(first, StatusMail).model_copy(update={"change": 2, "version": 1})
    store.commit(Change(mailing.key_of(mail), mail, "absent"))

    assert delivery.deliver(store, Postman(), mailing.key_of(mail), now=NOW) is MailState.SENT
    assert delivery.deliver(store, Postman(), first, now=NOW) is MailState.DROPPED
    assert store.find(first, StatusMail).why.code == "mail.invited_already"


@pytest.mark.parametrize("at", range(14))
def test_whoever_counts_meanwhile_is_counted_and_the_mail_is_due(store, at):
    key, (limit, whose) = written(store, "status"), LIMITS["status"]
    between = Overtaken(store, lambda: spend(store, limit, whose, now=NOW), at=at)

    not_now(between, key)

    assert store.find(key, StatusMail).state is MailState.DUE
    assert number(store, limit, whose, now=NOW) == (1 if at < between.calls else 0)


@pytest.mark.parametrize("error", [None, AWAY, TimeoutError()], ids=["sent", "away", "unknown"])
@pytest.mark.parametrize(("at", "after"), [(0, True), (1, False)])
def test_one_mail_is_counted_once_although_its_sender_was_stopped(
    store, key, kind, error, at, after
):
    used = all_but_one(store, kind)
    with pytest.raises(Crash):
        delivery.deliver(Breaking(store, at=at, after=after), Postman(error), key, now=NOW)
    assert counted(store, kind) == used + 1
    assert delivery.deliver(store, Postman(), key, now=NOW) is MailState.SENDING

    later = NOW + outbox.LONGEST + timedelta(seconds=1)
    assert send_again(store, key, now=later) is MailState.SENT

    assert counted(store, kind, now=later) == used + 1


def test_what_is_uncertain_counts_once_however_often_it_is_sent_again(store, key, kind):
    used = all_but_one(store, kind)
    assert delivery.deliver(store, Postman(TimeoutError()), key, now=NOW) is MailState.UNCERTAIN
    for _ in range(3):
        ended = send_again(store, key, now=NOW, postman=Postman(TimeoutError()))
        assert (ended, counted(store, kind)) == (MailState.UNCERTAIN, used + 1)


def test_what_was_sent_counts_again_when_it_is_sent_again(store):
    key = written(store, "recommended")
    assert delivery.deliver(store, Postman(), key, now=NOW) is MailState.SENT

    assert send_again(store, key, now=NOW) is MailState.DROPPED


@pytest.mark.parametrize("at", range(6))
def test_whoever_counts_while_a_mail_is_made_due_again_is_counted(store, at):
    key, (limit, whose) = written(store, "status"), LIMITS["status"]
    delivery.deliver(store, Postman(TimeoutError()), key, now=NOW)
    mail = store.find(key, StatusMail)
    between = Overtaken(store, lambda: spend(store, limit, whose, now=NOW), at=at)

    mailing.again(between, mail, actor=Actor.of("host"), now=NOW)

    assert store.find(key, StatusMail).state is MailState.DUE
    assert number(store, limit, whose, now=NOW) == (1 if at < between.calls else 0)


def test_whose_account_is_gone_has_nothing_to_give_back(store):
    key = written(store, "status")
    delivery.deliver(store, Postman(TimeoutError()), key, now=NOW)
    del store.items[keys.account(OWNER)]

    assert send_again(store, key, now=NOW) is MailState.DROPPED


def test_a_copy_that_could_not_be_sent_is_not_counted(store):
    key = written(store, "status")
    contact = Contact(email=OTHER)
    store.commit(Change(keys.contact(CONTEST, "entry-1"), contact, "any"))
    question = NewQuestion(OWNER, CONTEST, OTHER, "s" * 43)
    contacts.ask(store, question, now=NOW)
    contacts.answer(store, question.link, ConsentState.CONFIRMED, now=NOW)

    with pytest.raises(Unreachable):
        delivery.deliver(store, Postman(None, AWAY), key, now=NOW)
    assert (counted(store, "status"), number(store, COPIES, OTHER, now=NOW)) == (1, 0)

    postman = Postman()
    assert delivery.deliver(store, postman, key, now=NOW) is MailState.SENT
    assert [mail.to for mail in postman.sent] == [OTHER]
    assert (counted(store, "status"), number(store, COPIES, OTHER, now=NOW)) == (1, 1)
