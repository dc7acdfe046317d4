"""Nobody gets mails because another person typed their address: who is mailed about an entry, with
what in the subject, and how often."""

from datetime import UTC, datetime, timedelta

import pytest

from contest.entry.entry import EntryStatus
from contest.entry.form import Contact
from contest.mail.outbox import MailState, StatusMail
from contest.people.account import Account
from contest.people.contact_consent import ConsentState, ContactConsent
from contest.people.limits import CONFIRMATIONS
from contest.people.sign_in import sha256
from contest.refusals import Refused
from contest_aws.services import delivery, mailing
from contest_aws.services.people import contacts
from contest_aws.services.people.contacts import NewQuestion
from contest_aws.store import keys
from contest_aws.store.protocol import Change
from tests.builders import any_contest, any_entry, any_form, any_grant, any_rules, any_time
from tests.contest_aws.services.fakes import Overtaken
from tests.contest_aws.services.test_mailing import Postman, how

NOW = any_time()
OWN, STRANGER = "owner@example.com", "stranger@example.net"
BAIT = "恭喜中奖，请登录 https://evil.example 领取》。我们"
DAY = timedelta(days=1)


def account(store, account_id="entrant-1", address=OWN, *, verified=True):
    made = Account(id=account_id, address=address, created_at=NOW, version=1)
    made = made.model_copy(update={"verified_at": NOW if verified else None})
    store.commit(Change(keys.account(account_id), made, "any"))


def mailed(store, contest, *, to=EntryStatus.VALIDATING, now=NOW, **changes):
    """Sends the mail of one change of an entry; what was sent by it."""
    entry_id = changes.setdefault("id", "entry-1")
    email = changes.pop("email", STRANGER)
    changes.setdefault("form", any_form(title=BAIT, entrant=BAIT))
    before = any_entry(EntryStatus.UPLOADING, contest=contest.id, **changes)
    after = before.next_version(status=to)
    store.commit(
        Change(keys.entry(contest.id, entry_id), after, "any"),
        Change(keys.contact(contest.id, entry_id), Contact(email=email), "any"),
    )
    return sent(store, mailing.write(store, before, after, how()), now=now)


def recommended(store, contest, *, now=NOW, **changes):
    entry = any_entry(
        contest=contest.id,
        recommended_at=now,
        recommended_by="hunan",
        form=any_form(title=BAIT),
        **changes,
    )
    store.commit(Change(keys.entry(contest.id, entry.id), entry, "any"))
    return sent(store, mailing.write(store, None, entry, how()), now=now)


def sent(store, key, *, now=NOW):
    postman = Postman()
    delivery.deliver(store, postman, key, now=now)
    return postman.sent


def consent(store, address=STRANGER, *, asker="entrant-1", secret="s" * 43, now=NOW):
    asking = NewQuestion(asker, any_contest().id, address, secret)
    assert contacts.ask(store, asking, now=now)
    return asking.link


def confirm(store, link, *, now=NOW):
    contacts.answer(store, link, ConsentState.CONFIRMED, now=now)


def test_a_stranger_named_as_contact_is_mailed_nothing_however_often_one_uploads(store, contest):
    account(store)
    to = {mail.to for n in range(20) for mail in mailed(store, contest, version=n)}
    assert to == {OWN}


def test_an_address_that_nobody_has_signed_in_with_is_told_nothing_of_an_entry(store, contest):
    account(store, verified=False)
    assert mailed(store, contest, email=OWN) == []
    [mail] = mailing.all_of(store, contest.id, "entry-1")
    assert (mail.state, mail.why.code) == (MailState.DROPPED, "mail.not_proven")


def test_a_contact_that_has_confirmed_gets_a_copy_with_nothing_typed_in_its_subject(store, contest):
    account(store)
    confirm(store, consent(store))
    own, copy = mailed(store, contest)
    assert (own.to, copy.to) == (OWN, STRANGER)
    assert "恭喜中奖" in own.subject
    assert "恭喜" not in copy.subject
    assert "evil" not in copy.subject
    assert "编号 entry-1" in copy.subject
    assert own.id != copy.id


def test_the_mail_and_its_copy_are_sent_once(store, contest):
    account(store)
    confirm(store, consent(store))
    assert len(mailed(store, contest)) == 2
    [key, copy] = [mailing.key_of(m) for m in mailing.all_of(store, contest.id, "entry-1")]
    assert copy == keys.mail_copy(key)
    assert sent(store, key) == []
    assert store.find(copy, StatusMail).state is MailState.SENT


def test_consent_is_the_addresss_and_for_the_one_who_asked(store, contest):
    account(store)
    account(store, "other", "other@example.com")
    confirm(store, consent(store))
    assert [m.to for m in mailed(store, contest, id="entry-2", owner="other")] == [
        "other@example.com"
    ]
    assert [m.to for m in mailed(store, contest, email="third@example.net")] == [OWN]


def test_a_consent_ends_on_its_day_although_the_table_still_has_it(store, contest):
    account(store)
    confirm(store, consent(store))
    assert len(mailed(store, contest, now=NOW + 799 * DAY)) == 2
    assert len(mailed(store, contest, id="entry-2", now=NOW + 800 * DAY)) == 1


def test_who_declined_or_changed_their_mind_gets_nothing(store, contest):
    account(store)
    link = consent(store)
    confirm(store, link)
    contacts.answer(store, link, ConsentState.DECLINED, now=NOW)
    assert [m.to for m in mailed(store, contest)] == [OWN]


def refusal(action, *arguments, **more):
    with pytest.raises(Refused) as problem:
        action(*arguments, **more)
    return problem.value.refusals[0].code


def test_who_declined_is_asked_by_nobody_any_more(store):
    account(store)
    account(store, "other", "other@example.com")
    contacts.answer(store, consent(store), ConsentState.DECLINED, now=NOW)
    for asker in ("entrant-1", "other"):
        code = refusal(consent, store, asker=asker, now=NOW + 400 * DAY)
        assert code == "contact.declined"


def test_a_stranger_is_asked_three_times_a_month_whoever_asks(store):
    for n in range(10):
        account(store, f"asker-{n}", f"asker-{n}@example.com")
    start = datetime.fromtimestamp(CONFIRMATIONS.windows[1].start(NOW), UTC)
    asked = 0
    for day in range(30):
        for n in range(10):
            try:
                asked += bool(consent(store, asker=f"asker-{n}", now=start + day * DAY))
            except Refused as problem:
                assert problem.refusals[0].code == "contact.too_often"  # noqa: PT017
    assert asked == 3


def test_one_account_asks_five_strangers_a_day(store):
    account(store)
    for n in range(5):
        consent(store, f"s{n}@example.net")
    assert refusal(consent, store, "s5@example.net") == "contact.too_often"


@pytest.mark.parametrize("at", range(8))
def test_two_who_ask_at_once_count_both(store, at):
    account(store)
    account(store, "other", "other@example.com")
    between = Overtaken(store, lambda: consent(store, asker="other"), at=at)
    consent(between)
    account(store, "third", "third@example.com")
    if at < between.calls:
        assert refusal(consent, store, asker="third") == "contact.too_often"


def test_ones_own_address_needs_no_consent(store):
    account(store)
    assert refusal(consent, store, OWN) == "contact.own"


def test_a_link_that_was_not_mailed_or_is_a_week_old_answers_nothing(store):
    account(store)
    link = consent(store)
    wrong = link[:-1] + "t"
    assert refusal(contacts.show, store, wrong, now=NOW) == "contact.over"
    assert refusal(contacts.show, store, link, now=NOW + 7 * DAY) == "contact.over"
    assert contacts.show(store, link, now=NOW).address == "s***@example.net"


def test_the_table_keeps_neither_the_contacts_address_nor_the_secret(store):
    account(store)
    consent(store)
    kept = [text for key, text in store.items.items() if key.pk.startswith("CONSENT#")]
    assert len(kept) == 1
    assert [word for word in (STRANGER, "s" * 43) if word in kept[0]] == []
    assert store.find(keys.consent("entrant-1", sha256(STRANGER)), ContactConsent)


def test_an_invitation_by_units_is_one_mail_with_nothing_typed_in_its_subject(store, contest):
    account(store, address=STRANGER, verified=False)
    found = [
        mail
        for n in range(20)
        for mail in recommended(store, contest, id=f"entry-{n}", now=NOW + n * DAY)
    ]
    assert [mail.to for mail in found] == [STRANGER]
    assert "恭喜" not in found[0].subject
    assert "evil" not in found[0].subject
    states = {
        (mail.state, mail.why.code)
        for n in range(1, 20)
        for mail in mailing.all_of(store, contest.id, f"entry-{n}")
    }
    assert states == {(MailState.DROPPED, "mail.invited_already")}


def test_another_contest_may_invite_too(store, contest):
    account(store, address=STRANGER, verified=False)
    other = any_contest(rules=any_rules(id="other"))
    store.commit(Change(keys.contest("other"), other, "any"))
    assert len(recommended(store, contest)) == 1
    assert len(recommended(store, other)) == 1


def test_an_entrant_who_has_signed_in_hears_of_recommendations_once_a_day(store, contest):
    account(store)
    counts = [
        len(recommended(store, contest, id=f"entry-{day}-{n}", now=NOW.replace(hour=1) + day * DAY))
        for day in range(2)
        for n in range(3)
    ]
    assert counts == [1, 0, 0, 1, 0, 0]


def test_beyond_two_hundred_a_day_mails_wait_for_a_person(store, contest):
    account(store)
    at = NOW.replace(hour=1)
    found = [len(mailed(store, contest, version=n, now=at)) for n in range(203)]
    assert found == [1] * 200 + [0] * 3
    held = list(store.mails_at(contest.id, MailState.HELD))
    assert {mail.why.code for mail in held} == {"mail.too_many"}
    assert len(held) == 3
    assert len(mailed(store, contest, version=300, now=at + DAY)) == 1


@pytest.mark.parametrize("at", range(14))
def test_two_mails_to_one_address_at_once_count_both(store, contest, at):
    account(store)
    between = Overtaken(store, lambda: mailed(store, contest, id="entry-2"), at=at)
    assert len(mailed(between, contest)) == 1
    total = sum(
        int(text.split('"asked":')[1].split(",")[0].rstrip("}"))
        for key, text in store.items.items()
        if key.pk.startswith("RATE#mail-status")
    )
    assert total == (2 if at < between.calls else 1)


def test_the_host_invites_an_address_five_times_a_day_by_mail(store, contest):
    account(store, "judge-1", STRANGER, verified=False)
    at, found = NOW.replace(hour=1), []
    for n in range(7):
        grant = any_grant(contest=contest.id, account="judge-1", asked_at=at, version=n + 1)
        store.commit(Change(keys.grant("judge-1", contest.id, grant.role), grant, "any"))
        before = grant.model_copy(update={"asked_at": at - timedelta(minutes=1)})
        key = mailing.write_invitation(store, before, grant, how())
        found.append(len(sent(store, key, now=at)))
    assert found == [1] * 5 + [0] * 2
    assert {mail.why.code for mail in store.mails_at(contest.id, MailState.HELD)} == {
        "mail.too_many"
    }
