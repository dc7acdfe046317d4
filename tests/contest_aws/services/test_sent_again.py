"""A request whose answer was lost is sent again: it is answered as the first time, and nothing is
written. Somebody else's request with the same old version is refused as before."""

from datetime import timedelta

import pytest

from contest.audit import Actor
from contest.entry.entry import Entry, EntryStatus
from contest.entry.form import Contact
from contest.refusals import Refused
from contest.review.review import ReviewText
from contest.review.round import ReviewList
from contest.screen.decision import ScreeningDecision, ScreeningOutcome
from contest.validate.duplicates import DuplicateMatch, Settlement, Similarity, Work
from contest_aws.services.context import Context
from contest_aws.services.people import accounts
from contest_aws.services.review import reviews
from contest_aws.services.screen import screening
from contest_aws.services.upload import submission, video
from contest_aws.services.validate import duplicates
from contest_aws.store import keys
from contest_aws.store.protocol import create
from tests.builders import (
    any_contact,
    any_entry,
    any_form,
    any_review,
    any_rules,
    any_session,
    any_time,
)
from tests.contest_aws.services.entrant import (
    ENDS,
    accept,
    arrived,
    complete,
    enter,
    fill_in,
    offer,
    refusals,
    submit,
)


def now(store, entry):
    return store.find(keys.entry(entry.contest, entry.id), Entry)


@pytest.fixture
def sent_twice(store):
    """Does something twice, and proves that the second time wrote nothing."""

    def sent_twice(action):
        first = action()
        before = dict(store.items)
        assert action() == first
        assert store.items == before
        return first

    return sent_twice


def test_a_draft(store, contest, sent_twice):
    sent_twice(lambda: enter(store, contest, "e1"))
    with pytest.raises(Refused):
        enter(store, contest, "e1", entrant="li")


def test_a_form_in_this_window_and_not_in_another(store, contest, entry, sent_twice):
    new = any_form(title="新题", recommending_unit="hunan")
    sent_twice(lambda: fill_in(store, contest, now(store, entry), form=new, expected_version=0))
    for other in ({"form": any_form(title="二")}, {"form": new, "contact": Contact(person="何")}):
        found = refusals(fill_in, store, contest, now(store, entry), expected_version=0, **other)
        assert [refusal.code for refusal in found] == ["item.changed_meanwhile"]


def test_a_form_after_it_was_submitted_and_after_the_deadline(store, media, contest, entry):
    new = any_form(title="新题")
    fill_in(store, contest, entry, form=new)
    accept(store, contest, now(store, entry))
    offer(store, media, contest, now(store, entry))
    given = submit(store, contest, now(store, entry), expected_version=1)
    again = fill_in(store, contest, given, form=new, expected_version=0, now=ENDS)
    assert again == given


def test_a_declaration(store, contest, entry, sent_twice):
    sent_twice(lambda: accept(store, contest, now(store, entry)))


@pytest.mark.parametrize("status", [EntryStatus.SCREENING, EntryStatus.IN_REVIEW])
def test_a_submission_whose_entry_has_gone_on(store, contest, status):
    gone_on = any_entry(status, submitted_at=any_time(), edits=4)
    assert submit(store, contest, gone_on, expected_version=4) == gone_on
    assert refusals(submit, store, contest, gone_on, expected_version=3)


@pytest.mark.parametrize("status", [EntryStatus.WITHDRAWN, EntryStatus.DISQUALIFIED])
def test_no_submission_of_what_is_no_longer_in_the_contest(store, contest, status):
    ended = any_entry(status, submitted_at=any_time(), edits=4)
    assert refusals(submit, store, contest, ended)[0].code == "entry.not_possible_now"


def test_a_withdrawal_and_its_open_upload_is_closed(store, media, contest, offered, sent_twice):
    ctx = Context(store, contest, Actor.of("entrant", "zhou"), any_time(2))
    gone = sent_twice(lambda: video.withdraw(ctx, media, now(store, offered)))
    assert (gone.status, media.open) == (EntryStatus.WITHDRAWN, {})


def test_a_withdrawal_that_was_interrupted_before_the_upload_was_closed(
    store, media, contest, offered
):
    ctx = Context(store, contest, Actor.of("entrant", "zhou"), any_time(2))
    submission.withdraw(ctx, offered)
    assert media.open != {}
    video.withdraw(ctx, media, now(store, offered))
    assert media.open == {}


def test_a_cancelled_upload(store, media, contest, offered, sent_twice):
    ctx = Context(store, contest, Actor.of("entrant", "zhou"), any_time(2))
    sent_twice(lambda: video.give_up(ctx, media, now(store, offered), version=1))
    with pytest.raises(Refused):
        video.give_up(ctx, media, now(store, offered), version=2)


def test_of_two_completions_at_once_both_are_told_of_the_success(store, media, contest, offered):
    """Both have listed the parts; the bucket takes the first and no longer knows the upload."""
    media.put_all(offered.upload)
    parts = media.parts(offered.upload)
    told = complete(store, media, contest, offered)
    media.parts = lambda _: parts
    assert complete(store, media, contest, told) == told
    here = arrived(store, contest, told)
    ctx = Context(store, contest, Actor.of("entrant", "zhou"), any_time(2))
    assert video.complete(ctx, media, told, version=1) == here, "even when it went on meanwhile"


def test_no_completion_of_an_upload_that_was_replaced(store, media, contest, offered):
    media.put_all(offered.upload)
    told = complete(store, media, contest, offered)
    offer(store, media, contest, told, size=5)
    assert refusals(complete, store, media, contest, told)[0].code == "upload.not_current"


OUTCOMES = [ScreeningOutcome.PASS, ScreeningOutcome.RETURN, ScreeningOutcome.REJECT]


@pytest.fixture
def waiting(store, contest):
    entry = any_entry(EntryStatus.SCREENING, submitted_at=any_time())
    store.commit(create(keys.entry(contest.id, entry.id), entry))
    return entry


LATER = any_rules().dates.upload_ends + timedelta(days=30)


def decide(store, contest, waiting, outcome, *, by="s", at=3, until=None):
    actor = Actor.of("screener", by)
    decision = ScreeningDecision(outcome=outcome, reasons=("rights",), actor=actor, at=any_time(at))
    ctx = Context(store, contest, actor, any_time(at))
    return screening.decide(
        ctx, now(store, waiting), decision, expected_version=waiting.version, until=until
    )


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_a_screening_decision(store, contest, waiting, outcome, sent_twice):
    sent_twice(lambda: decide(store, contest, waiting, outcome))
    assert decide(store, contest, waiting, outcome, at=4) == now(store, waiting)


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_but_no_other_decision_on_what_was_decided(store, contest, waiting, outcome):
    decide(store, contest, waiting, outcome)
    others = [{"outcome": o} for o in OUTCOMES if o is not outcome]
    for other in (*others, {"outcome": outcome, "by": "s2"}):
        found = refusals(decide, store, contest, waiting, **other)
        assert [refusal.code for refusal in found] == ["item.changed_meanwhile"]


def test_and_not_the_same_return_with_another_date(store, contest, waiting):
    decide(store, contest, waiting, ScreeningOutcome.RETURN, until=LATER)
    again = {"outcome": ScreeningOutcome.RETURN, "until": LATER + timedelta(days=1)}
    assert refusals(decide, store, contest, waiting, **again)[0].code == "item.changed_meanwhile"


def test_a_judges_draft_and_review(store, contest, sent_twice):
    scores = {criterion.id: 80 for criterion in contest.rules.criteria}
    mine = any_review(version=1)
    key = reviews.review_key(mine)
    mine_list = ReviewList(contest=contest.id, round=mine.round, judge=mine.judge, version=1)
    store.commit(create(key, mine), create(reviews.list_key(mine), mine_list))
    at = contest.round(mine.round).closes - (any_time(1) - any_time())
    ctx = Context(store, contest, Actor.of("judge", mine.judge), at)

    def keep(**changed):
        text = ReviewText(**{"scores": scores, "comment": "好"} | changed)
        return reviews.keep_scores(ctx, store.find(key, type(mine)), text, expected_version=1)

    sent_twice(keep)
    assert refusals(keep, comment="另一窗口")[0].code == "item.changed_meanwhile"
    sent_twice(lambda: reviews.submit_scores(ctx, store.find(key, type(mine)), expected_version=2))
    found = refusals(reviews.submit_scores, ctx, store.find(key, type(mine)), expected_version=1)
    assert found[0].code == "item.changed_meanwhile"


def test_a_decision_on_a_duplicate(store, contest, sent_twice):
    here, there = (Work(contest=contest.id, entry=name, upload=1) for name in ("e1", "e2"))
    similarity = Similarity(kind="exact", percent=90, mirrored=False, pairs=())
    match = DuplicateMatch(
        here=here, there=there, similarity=similarity, found_at=any_time(), version=1
    )
    store.commit(create(keys.duplicate_match(here.name, there.name), match))

    def settle(reason="相同", at=1):
        actor = Actor.of("screener", "s")
        settled = Settlement(verdict="same", reason=reason, actor=actor, at=any_time(at))
        ctx = Context(store, contest, actor, any_time(at))
        return duplicates.settle(ctx, "e1", "e2", settled, expected_version=1)

    sent_twice(settle)
    assert settle(at=2).version == 2
    assert refusals(settle, reason="不同")[0].code == "item.changed_meanwhile"


def test_the_end_of_a_session(store, sent_twice):
    account, changes = accounts.opened(
        "a1", "li@example.org", actor=Actor.of("account", "a1"), now=any_time()
    )
    store.commit(*changes, create(keys.session(account.id, "s1"), any_session()))

    def end(session="s1"):
        accounts.end_sessions(
            store, "a1", [session], actor=Actor.of("account", "a1"), now=any_time(1)
        )

    sent_twice(end)
    assert refusals(end, "s2")[0].code == "item.missing"


def test_the_contact_of_a_draft_is_that_which_was_stored(store, contest):
    enter(store, contest, "e1")
    again = enter(store, contest, "e1", contact=Contact(person="另一人"))
    assert submission.contact_of(store, again) == any_contact()
