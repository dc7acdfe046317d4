"""The host is mailed once a day at most how many entries are overdue, and which is the oldest."""

from datetime import timedelta

import pytest

from contest.audit import CALENDAR
from contest.award.objection import Objection
from contest.entry.entry import EntryStatus
from contest.mail.attention_mail import Waiting, attention_mail
from contest.mail.outbox import MailState, StatusMail
from contest.people.account import Account
from contest.people.sign_in import sha256
from contest_aws.services import delivery
from contest_aws.services.context import Context
from contest_aws.services.mailing import MailPolicy
from contest_aws.services.pointers import Pointer
from contest_aws.services.upkeep.reminders import mail_hosts
from contest_aws.store import keys
from contest_aws.store.protocol import create
from tests.builders import any_contest, any_entry, any_form, any_rules, any_text, any_time
from tests.contest_aws.services import panel

HOSTS = ("host@example.org", "deputy@example.org")


@pytest.fixture(autouse=True)
def hosts(store):
    """The first has signed in; nobody with the second address has."""
    account = Account(
        id="h", address=HOSTS[0], created_at=any_time(-9), verified_at=any_time(-9), version=1
    )
    store.commit(
        create(keys.account("h"), account),
        create(keys.address(sha256(HOSTS[0])), Pointer(account="h")),
    )


class Letterbox:
    def __init__(self):
        self.sent = []

    def send(self, mail):
        self.sent.append(mail.to)


def put(store, contest, name, *, days, **changes):
    entry = any_entry(EntryStatus.SCREENING, id=name, changed_at=any_time(-days), **changes)
    store.commit(create(keys.entry(contest.id, name), entry))


def remind(store, contest, *, hours=0.0):
    now = any_time() + timedelta(hours=hours)
    policy = MailPolicy(site="https://c.example", sender=True, rehearsals=False, now=now)
    return list(mail_hosts(Context(store, contest, CALENDAR, now), policy, hosts=HOSTS))


def test_nothing_overdue_nobody_is_mailed(store, contest):
    put(store, contest, "new", days=13)
    assert remind(store, contest) == []


def test_the_mail_names_how_many_and_the_oldest(store, contest):
    put(store, contest, "a", days=15)
    put(store, contest, "b", days=20, number="GY-0412", form=any_form(title="老厂新生"))
    put(store, contest, "c", days=3)
    (key,) = remind(store, contest)
    text = store.find(key, StatusMail).text
    assert "有 2 件作品等待初筛超过 14 天" in text
    assert "等候最久的是《老厂新生》（编号 GY-0412），已等 20 天" in text
    assert text.count(f"\nhttps://c.example/contests/{contest.id}/host\n") == 2


def test_a_mail_about_objections_alone_leads_to_the_hosts_page(contest):
    made = Objection(
        contest=contest.id,
        id="o1",
        award_round="first",
        place="gold",
        name=any_text("金奖"),
        text="抄袭",
        made_at=any_time(),
    )
    text = attention_mail(
        Waiting(objections=[made]), rules=contest.rules, now=any_time(1), link="https://c.example/h"
    ).text
    assert "有 1 件对拟获奖名单的异议尚未答复" in text
    assert text.count("\nhttps://c.example/h\n") == 2


def test_a_host_of_seven_contests_gets_the_mail_of_each_every_day(store):
    box = Letterbox()
    for days in range(2):
        for number in range(7):
            contest = any_contest(rules=any_rules(id=f"c{number}"))
            if not days:
                store.commit(create(keys.contest(contest.id), contest))
                put(store, contest, "a", days=15)
            (key,) = remind(store, contest, hours=24 * days)
            now = any_time(days)
            assert delivery.deliver(store, box, key, now=now) is MailState.SENT
    assert box.sent == [HOSTS[0]] * 14


def test_a_mail_that_waited_until_the_next_one_is_not_sent(store, contest):
    put(store, contest, "a", days=15)
    (key,) = remind(store, contest)
    late = any_time(1)
    assert delivery.deliver(store, Letterbox(), key, now=late) is MailState.WITHDRAWN
    assert store.find(key, StatusMail).why.code == "mail.over"


@pytest.mark.parametrize("hours", [0, 9, 23])
def test_a_mail_of_any_hour_may_wait_a_whole_day(store, contest, hours):
    """From midnight, Beijing time: the deployment chose the hour of the daily mail."""
    put(store, contest, "a", days=15)
    (key,) = remind(store, contest, hours=hours)
    later = any_time() + timedelta(hours=hours + 23.9)
    assert delivery.deliver(store, Letterbox(), key, now=later) is MailState.SENT


def test_it_is_sent_to_whoever_signed_in_with_a_hosts_address(store, contest):
    box = Letterbox()
    put(store, contest, "a", days=15)
    (key,) = remind(store, contest)
    assert delivery.deliver(store, box, key, now=any_time()) is MailState.SENT
    assert box.sent == ["host@example.org"]


def test_once_a_day_at_most(store, contest):
    put(store, contest, "a", days=15)
    keys_ = {key for hours in (0, 1, 5) for key in remind(store, contest, hours=hours)}
    assert len(keys_) == 1
    assert len({*keys_, *remind(store, contest, hours=25)}) == 2


def test_works_with_too_few_reviews_after_their_round_are_named(store, contest):
    panel.appoint(store, contest, 3)
    panel.in_review(store, contest, 2)
    panel.opened(store, contest)
    for judge in panel.entry_now(store, contest, "e0").judges:
        panel.score(store, contest, judge, "e0")
    panel.closed(store, contest)
    (key,) = remind(store, contest, hours=24 * 160)
    text = store.find(key, StatusMail).text
    assert "评审轮次已结束，1 件作品的评审份数不足" in text
    assert "- e1 《钢铁脊梁》" in text
    panel.decided(store, contest)
    assert remind(store, contest, hours=24 * 161) == [], "nothing waits any more"


def test_works_that_lack_judges_while_their_round_is_open_are_named(store, contest):
    panel.appoint(store, contest, 2)  # the rules ask for three
    panel.in_review(store, contest, 1)
    panel.opened(store, contest)
    (key,) = remind(store, contest, hours=24 * 116)
    assert "1 件作品的专家不足" in store.find(key, StatusMail).text
