"""Objections: made to what is public, answered once, and no list is final before all are."""

from datetime import timedelta

import pytest

from contest.audit import Actor, AuditRecord, first_broken
from contest.award.award import AwardChange, AwardStatus
from contest.award.objection import (
    Objection,
    ObjectionCount,
    ObjectionStatus,
    Objector,
    shown_code,
    winner_ref,
)
from contest.mail.outbox import MailState, StatusMail
from contest.people.account import Account
from contest.refusals import Refused
from contest_aws.services import delivery
from contest_aws.services.award import award_rounds, objections, proposals
from contest_aws.services.award.award_mails import write_answer
from contest_aws.services.award.objections import Made, ObjectionRequest
from contest_aws.services.context import Context
from contest_aws.services.entries import disqualify, entry_of
from contest_aws.services.mailing import MailPolicy
from contest_aws.services.people import data_export
from contest_aws.services.upkeep import calendar, reminders
from contest_aws.store import keys
from contest_aws.store.protocol import create, update
from tests.builders import any_time
from tests.contest_aws.services.award.steps import WEEK, winners_of

UPHELD, DISMISSED = ObjectionStatus.UPHELD, ObjectionStatus.DISMISSED
SPECIAL = AwardChange(action="add", place="special", entry="e3", reason="题材独特")


@pytest.fixture
def provisional(proposed):
    proposed.confirm(SPECIAL)
    return proposed


def context(round_, hours=0.0, who="h"):
    now = any_time(163) + timedelta(hours=hours)
    return Context(round_.store, round_.contest, Actor.of("host", who), now)


def ref(round_, place="gold"):
    (winner,) = [w for w in round_.now.proposal if w.place == place][:1]
    return winner_ref(round_.now, winner)


def make(round_, *, source="192.0.2.7", hours=1.0, winner=None, **said):
    known = {"name": "李雷", "email": "Li@Example.org", "text": "画面与另一作品相同。"} | said
    asked = ObjectionRequest(winner=winner or ref(round_), **known)
    return objections.make(context(round_, hours), asked, source=source)


def answer(round_, made, status, *, reason="经核实", version=None, who="h"):
    return objections.answer(
        context(round_, 2, who),
        round_.snapshots,
        made.objection.id,
        status=status,
        reason=reason,
        expected_version=made.objection.version if version is None else version,
    )


def code(action, *arguments, **more):
    with pytest.raises(Refused) as problem:
        action(*arguments, **more)
    (refusal,) = problem.value.refusals
    return refusal.code


def open_count(round_):
    key = keys.objection_count(round_.contest.id, "first")
    return round_.store.find(key, ObjectionCount).open


def test_the_same_words_sent_again_are_one_objection_with_one_code(provisional):
    first, again = make(provisional), make(provisional, hours=30)
    assert first == again
    assert open_count(provisional) == 1
    assert make(provisional, text="另有其人。").code != first.code
    assert open_count(provisional) == 2


def test_the_same_words_to_a_list_that_is_confirmed_again_are_another_objection(provisional):
    first = make(provisional)
    answer(provisional, first, UPHELD)
    assert make(provisional) == Made(get_objection(provisional, first), first.code), "not yet again"
    assert open_count(provisional) == 0
    provisional.confirm()
    second, again = make(provisional), make(provisional, hours=30)
    assert second == again
    assert (second.objection.status, second.code == first.code) == (ObjectionStatus.OPEN, False)
    assert open_count(provisional) == 1
    provisional.end_objections(WEEK)
    assert provisional.now.status is AwardStatus.PROVISIONAL, "it is not answered"


def get_objection(round_, made):
    return round_.store.find(keys.objection(round_.contest.id, made.objection.id), Objection)


def test_the_code_shows_the_answer_however_it_is_typed(provisional):
    made = make(provisional)
    answer(provisional, made, DISMISSED, reason="作品为原创")
    typed = shown_code(made.code).lower().replace("-", " ").replace("0", "O").replace("1", "l")
    found = objections.looked_up(context(provisional, 3), typed, source="s")
    assert (found.status, found.reason) == (DISMISSED, "作品为原创")
    assert code(objections.looked_up, context(provisional), "x" * 12, source="s") == "item.missing"


def test_contact_is_kept_apart_from_what_was_said(provisional):
    made = make(provisional, phone="139 1234 5678")
    objector = provisional.store.find(
        keys.objector(provisional.contest.id, made.objection.id), Objector
    )
    assert objector == Objector(
        objection=made.objection.id, name="李雷", email="li@example.org", phone="139 1234 5678"
    )
    stored = made.objection.model_dump_json()
    assert not any(word in stored for word in ("李雷", "li@example.org", "139"))
    key = keys.objection(provisional.contest.id, made.objection.id)
    records = list(provisional.store.query(keys.audit(key, 0).pk, AuditRecord))
    assert first_broken(records) is None
    assert [(r.action, str(r.actor)) for r in records] == [("objection.make", "public")]
    assert "画面" not in records[0].model_dump_json()


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ({"email": "", "phone": " "}, "objection.contact_missing"),
        ({"email": "", "phone": "abc"}, "form.bad_phone"),
        ({"email": "li@"}, "mail.address_invalid"),
        ({"winner": "0" * 20}, "item.missing"),
    ],
)
def test_what_cannot_be_answered_is_refused(provisional, said, refusal):
    assert code(make, provisional, **said) == refusal


def test_only_what_is_public_can_be_objected_to(proposed):
    unpublished = ref(proposed)
    assert code(make, proposed, winner=unpublished) == "item.missing", "not public yet"
    proposed.confirm()
    make(proposed, winner=unpublished, hours=24 * 7 - 0.01)
    assert code(make, proposed, hours=24 * 7, text="x") == "objection.not_now"


def test_a_winner_taken_off_the_list_cannot_be_objected_to(provisional):
    winner = ref(provisional)
    ctx = context(provisional, 1)
    disqualify(ctx, entry_of(ctx.store, ctx.contest.id, "e0"), reason="抄袭")
    assert code(make, provisional, winner=winner) == "objection.not_now"


def test_limits_by_source_by_contact_and_for_the_contest(provisional, monkeypatch):
    for number in range(5):
        make(provisional, text=f"{number}", source=f"s{number}")
    assert code(make, provisional, text="6", source="other") == "objection.too_often"
    for number in range(10):
        make(provisional, text="a", email=f"a{number}@example.org", source="one")
    more = {"text": "a", "email": "b@example.org", "source": "one"}
    assert code(make, provisional, **more) == "objection.too_often"
    make(provisional, **more | {"source": "two"})
    day = objections.OBJECTIONS_OF_CONTEST.windows[0]
    full = objections.OBJECTIONS_OF_CONTEST._replace(windows=(day._replace(most=16),))
    monkeypatch.setattr(objections, "OBJECTIONS_OF_CONTEST", full)
    last = {"text": "a", "email": "c@example.org", "source": "three"}
    assert code(make, provisional, **last) == "objection.too_often"
    assert open_count(provisional) == 16


def test_the_list_is_not_final_while_an_objection_is_unanswered(provisional):
    made = make(provisional)
    provisional.end_objections(WEEK)
    assert provisional.now.status is AwardStatus.PROVISIONAL
    kept = calendar.keep(context(provisional, 24 * 8))
    assert (kept.objected, kept.needs_attention) == (("first",), True)
    answer(provisional, made, DISMISSED)
    provisional.end_objections(WEEK)
    assert provisional.now.status is AwardStatus.FINAL


def test_an_objection_that_comes_while_the_list_is_made_final_is_not_lost(provisional, monkeypatch):
    """It is stored between the calendar's look at the count and its commit."""
    commit, late = provisional.store.commit, [lambda: make(provisional, hours=24 * 7 - 0.01)]

    def meanwhile(*changes):
        if late:
            late.pop()()
        commit(*changes)

    monkeypatch.setattr(provisional.store, "commit", meanwhile)
    provisional.end_objections(WEEK)
    assert (provisional.now.status, open_count(provisional)) == (AwardStatus.PROVISIONAL, 1)


def test_an_objection_that_is_not_upheld_leaves_the_list_as_it_is(provisional):
    before = provisional.now
    answer(provisional, make(provisional), DISMISSED)
    assert provisional.now == before


def test_an_upheld_one_takes_the_list_back_to_be_confirmed_anew(provisional):
    made = make(provisional)
    assert winners_of(provisional, "special") == ["e3"]
    answer(provisional, made, UPHELD)
    now = provisional.now
    assert (now.status, now.objections_end, now.agreement) == (AwardStatus.PROPOSED, None, None)
    assert winners_of(provisional, "special") == [], "the host's changes do not hold any more"
    assert now.changes == (SPECIAL,), "but are there to be made again"
    assert list(award_rounds.announced(provisional.store, provisional.contest.id)) == []
    assert entry_of(provisional.store, provisional.contest.id, "e0").awards == ()
    drop = AwardChange(action="drop", place="overall", entry="e0", reason="异议成立", override=True)
    provisional.confirm(drop)
    assert provisional.now.status is AwardStatus.PROVISIONAL
    assert "e0" not in winners_of(provisional, "gold")
    provisional.end_objections(WEEK)
    assert provisional.now.status is AwardStatus.FINAL


def test_works_and_units_with_an_upheld_objection_are_known(provisional):
    unit = next(w for w in provisional.now.proposal if w.unit)
    works = [make(provisional), make(provisional, winner=ref(provisional, "bronze"))]
    organiser = make(provisional, winner=winner_ref(provisional.now, unit))
    assert objections.upheld_in(provisional.store, provisional.now) == frozenset()
    answer(provisional, works[1], DISMISSED)
    answer(provisional, works[0], UPHELD)
    answer(provisional, organiser, UPHELD)
    assert objections.upheld_in(provisional.store, provisional.now) == {"e0", unit.unit}
    other = provisional.now.model_copy(update={"id": "second"})
    assert objections.upheld_in(provisional.store, other) == frozenset()


def test_what_was_disqualified_meanwhile_is_not_proposed_again(provisional):
    made, ctx = make(provisional), context(provisional, 1)
    disqualify(ctx, entry_of(ctx.store, ctx.contest.id, "e0"), reason="抄袭")
    answer(provisional, made, UPHELD)
    assert provisional.now.left_out == ("e0",)
    assert "e0" not in [w.entry for w in provisional.now.proposal]


def test_an_answer_is_given_once_and_repeating_it_changes_nothing(provisional):
    made = make(provisional)
    first = answer(provisional, made, UPHELD)
    assert answer(provisional, made, UPHELD) == first
    assert code(answer, provisional, made, DISMISSED) == "objection.answered_already"
    assert code(answer, provisional, made, UPHELD, who="x") == "objection.answered_already"
    assert open_count(provisional) == 0
    other = make_after(provisional)
    assert code(answer, provisional, other, UPHELD, version=7) == "item.changed_meanwhile"
    assert code(answer, provisional, other, UPHELD, reason=" ") == "decision.reason_missing"


def make_after(provisional):
    provisional.confirm()
    return make(provisional, text="第二次公示的异议")


def test_two_upheld_at_once_take_the_list_back_once(provisional):
    first, second = make(provisional), make(provisional, text="另一件")
    answer(provisional, first, UPHELD)
    version = provisional.now.version
    answer(provisional, second, UPHELD)
    assert (provisional.now.version, open_count(provisional)) == (version, 0)


POLICY = MailPolicy(site="https://c.example", sender=True, rehearsals=False, now=any_time(164))


class Sent:
    def __init__(self):
        self.mails = []

    def send(self, mail):
        self.mails.append(mail)


def test_the_answer_is_mailed_once_in_our_words(provisional):
    made, sent = make(provisional, text="请看 https://evil.example"), Sent()
    after = answer(provisional, made, DISMISSED, reason="作品为原创")
    store = provisional.store
    assert write_answer(store, None, made.objection, POLICY) is None
    for _ in range(2):
        key = write_answer(store, made.objection, after, POLICY)
        delivery.deliver(store, sent, key, now=any_time(164))
    (mail,) = sent.mails
    assert mail.to == "li@example.org"
    assert mail.subject.startswith("异议答复：")
    assert "作品为原创" in mail.text
    assert not any(word in mail.subject + mail.text for word in ("evil", "李雷", "钢铁"))
    assert store.find(key, StatusMail).state is MailState.SENT


def test_who_left_a_phone_number_alone_gets_no_mail(provisional):
    made = make(provisional, email="", phone="13912345678")
    after = answer(provisional, made, DISMISSED)
    assert write_answer(provisional.store, made.objection, after, POLICY) is None


def test_the_host_is_reminded_of_what_is_unanswered(provisional):
    assert reminders.waiting(context(provisional)).objections == []
    made = make(provisional)
    assert reminders.waiting(context(provisional, 2)).objections == [made.objection]
    answer(provisional, made, DISMISSED)
    assert reminders.waiting(context(provisional, 2)).objections == []


def test_the_account_with_the_address_has_its_objections_exported(provisional):
    made, store = make(provisional), provisional.store
    account = Account(id="a", address="li@example.org", created_at=any_time(), version=1)
    store.commit(create(keys.account("a"), account))
    assert data_export.objections_by(store, provisional.contest.id, "a") == [], "not shown theirs"
    proven = account.next_version(verified_at=any_time())
    store.commit(update(keys.account("a"), proven, before=account))
    (own,) = data_export.objections_by(store, provisional.contest.id, "a")
    assert own.objection == made.objection.id


def test_preview_shows_the_list_with_what_it_is_refused_for(proposed):
    drop = AwardChange(action="drop", place="gold", entry="e0", reason="降级")
    seen = proposals.preview(context(proposed), proposed.snapshots, proposed.now, (drop,))
    before = proposed.now
    assert (proposed.now.version, proposed.now.proposal) == (before.version, before.proposal)
    assert "e0" not in [w.entry for w in seen.winners if w.place == "gold"]
    assert seen.refusals == []


def test_a_winners_name_is_the_same_while_it_has_the_award(provisional):
    gold, (silver, *_) = (
        ref(provisional),
        [winner_ref(provisional.now, w) for w in provisional.now.proposal if w.place != "gold"],
    )
    assert gold != silver
    answer(provisional, make(provisional), UPHELD)
    assert ref(provisional) == gold


def test_objections_of_a_contest_are_listed_the_oldest_first(provisional):
    second, first = make(provisional, hours=2, text="b"), make(provisional, hours=1, text="a")
    found = objections.all_of(provisional.store, provisional.contest.id)
    assert found == [first.objection, second.objection]
    assert [type(one) for one in found] == [Objection, Objection]


@pytest.fixture
def two_units(judged, round_, contest):
    """Half of the works are another unit's, so that two units have won the same award."""
    for id_ in ("e2", "e3"):
        before = entry_of(judged, contest.id, id_)
        form = before.form.model_copy(update={"entrant": "洞庭湖机械厂", "recommending_unit": ""})
        after = before.next_version(form=form)
        judged.commit(update(keys.entry(contest.id, id_), after, before=before))
    round_.begin()
    round_.tally()
    round_.propose()
    round_.confirm()
    return round_


def test_an_objection_to_a_units_award_names_the_unit(two_units):
    won = [w for w in two_units.now.proposal if w.place == "best-organisation"]
    assert {w.recipient for w in won} == {"湘江重工集团", "洞庭湖机械厂"}
    made = {w.recipient: make(two_units, winner=winner_ref(two_units.now, w)) for w in won}
    of_a_work = make(two_units)

    def names():
        found = objections.all_of(two_units.store, two_units.contest.id)
        return objections.unit_names(two_units.store, two_units.contest, two_units.snapshots, found)

    named = {one.objection.id: name for name, one in made.items()}
    assert names() == named
    assert of_a_work.objection.id not in named
    round_ = two_units.now
    without = round_.next_version(proposal=tuple(w for w in round_.proposal if not w.unit))
    key = keys.award_round(round_.contest, round_.id)
    two_units.store.commit(update(key, without, before=round_))
    assert names() == named
