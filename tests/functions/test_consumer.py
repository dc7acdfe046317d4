"""Whoever a change of the table wakes comes to the same end, in whatever order the messages come
and however often."""

import json
from datetime import timedelta

import pytest

from contest.audit import Actor
from contest.award.award import AwardRound, AwardStatus, Winner
from contest.entry.entry import EntryStatus
from contest.erasure import Erasure
from contest.refusals import Refusal
from contest.validate.verdict import Verdict
from contest_aws import clock
from contest_aws.services import mailing
from contest_aws.services.award import award_snapshots
from contest_aws.services.context import Context
from contest_aws.services.entries import disqualify, move
from contest_aws.services.review import reviews
from contest_aws.services.upkeep import erasure
from contest_aws.services.upload import submission
from contest_aws.store import keys
from contest_aws.store.protocol import Change, create, update
from contest_aws.workflow.executions import Waiting, position
from contest_aws.workflow.queues import key_in
from tests import people
from tests.builders import any_contest, any_entry, any_form, any_grant, any_text, any_time
from tests.contest_aws.services import panel
from tests.contest_aws.services.fakes import FakeMedia, FakeObjects, FakeSnapshots, Overtaken
from tests.functions.post import DELIVERED, ToldStore
from tests.people import address_of, canaries, canary

NOW = any_time()


@pytest.fixture
def contest():
    return any_contest()


@pytest.fixture
def store(post, contest, monkeypatch):
    """Whose clock stands still."""
    store = ToldStore()
    store.commit(create(keys.contest(contest.id), contest))
    monkeypatch.setattr(clock, "now", any_time)
    for function in post.functions.values():
        monkeypatch.setattr(function, "store", store)
    writer = post.functions["write_mails"]
    sending = writer.settings.model_copy(update={"mail_by": "ses"})
    monkeypatch.setattr(writer, "settings", sending)
    yield store
    store.verify()


@pytest.fixture(params=DELIVERED)
def consume(post, store, request):
    """By all that was written meanwhile; answers how many messages that were."""

    def consume(name):
        bodies = post.tell(store.new_records())[name]
        assert post.deliver(name, DELIVERED[request.param](bodies)) == []
        return len(bodies)

    return consume


def judged(store, contest):
    """A work whose judges have all scored it, and one that was withdrawn before they could."""
    panel.appoint(store, contest, 3)
    panel.in_review(store, contest, 2)
    panel.opened(store, contest)
    for entry_id, judges in {"e0": 3, "e1": 1}.items():
        for judge in panel.entry_now(store, contest, entry_id).judges[:judges]:
            panel.score(store, contest, judge, entry_id)
    gone = panel.entry_now(store, contest, "e1")
    submission.withdraw(Context(store, contest, Actor.of("entrant", gone.owner), NOW), gone)


def test_a_review_is_done_once_and_judges_of_what_is_gone_are_told_once(store, contest, consume):
    judged(store, contest)

    assert consume("settle_review") > 10
    consume("settle_review")  # by what it wrote itself

    done, gone = (panel.entry_now(store, contest, name) for name in ("e0", "e1"))
    assert (done.status, gone.status) == (EntryStatus.REVIEWED, EntryStatus.WITHDRAWN)
    assert store.actions(keys.entry(contest.id, "e0")) == ["review.assign", "review.complete"]
    assert store.actions(keys.entry(contest.id, "e1")) == ["review.assign", "entry.withdraw"]
    for one in reviews.of_entry(store, gone):
        key = keys.review(contest.id, one.judge, one.round, one.entry)
        assert one.sealed
        assert store.actions(key).count("review.seal") == 1


class Machines:
    """As Step Functions: of one name there is one execution, and a token is used once."""

    def __init__(self):
        self.started, self.answered = {}, {}

    def start(self, machine, where, *, name):
        self.started.setdefault((machine, name), where)

    def resume(self, token, where):
        return self.answered.setdefault(token, where) is where


def test_an_execution_is_started_once_and_hears_where_its_entry_stands(
    post, store, contest, consume, monkeypatch
):
    machines = Machines()
    monkeypatch.setattr(post.functions["resume"], "journeys", machines)
    handed_in = any_entry(EntryStatus.SCREENING, contest=contest.id, id="e0")
    store.commit(create(keys.entry(contest.id, "e0"), handed_in))
    waited = any_entry(EntryStatus.VALIDATING, contest=contest.id, id="e1")
    store.commit(create(keys.entry(contest.id, "e1"), waited))
    for status in (EntryStatus.SCREENING, EntryStatus.IN_REVIEW):
        token = Waiting(
            contest=contest.id, entry="e1", upload=1, waits_in=waited.status, token=status
        )
        store.commit(Change(keys.wait(token.key, 1, 0), token, "any"))
        waited = move(Context(store, contest, Actor.of("rules"), NOW), waited, status, action="x")

    assert consume("resume") == 4

    assert machines.answered == {EntryStatus.IN_REVIEW: position(waited)}
    assert machines.started == {("entry-journey", "e0-1"): position(handed_in)}


def test_what_happens_to_a_list_is_one_snapshot_each(post, store, contest, consume, monkeypatch):
    kept = FakeSnapshots()
    monkeypatch.setattr(post.functions["keep_snapshots"], "snapshots", kept)
    gold = Winner(
        award="overall",
        level="gold",
        name=any_text("金奖"),
        entry="e0",
        recipient="湘江重工集团",
        why=any_text("x"),
    )
    round_ = AwardRound(
        contest=contest.id,
        id="first",
        round="r",
        status=AwardStatus.GRANTED,
        results_hash="0" * 64,
        proposal=(gold,),
    )
    awarded = any_entry(EntryStatus.AWARDED, contest=contest.id, id="e0", awards=("gold",))
    store.commit(
        create(keys.award_round(contest.id, "first"), round_),
        create(keys.entry(contest.id, "e0"), awarded),
    )
    assert consume("keep_snapshots") == 1
    disqualify(Context(store, contest, Actor.of("host", "h"), NOW), awarded, reason="版权争议")
    assert consume("keep_snapshots") == 1, "the mark alone"

    causes = [
        [r.cause for r in one.reasons] for one in award_snapshots.kept(store, contest.id, "first")
    ]
    assert causes == [["granted"], ["disqualified"]]
    assert len(kept.kept) == 2


def test_every_change_is_one_mail_in_the_words_of_its_moment(post, store, contest, consume):
    """The entry is refused as soon as it has arrived, mended, and called something else."""
    arriving = any_entry(EntryStatus.UPLOADING, contest=contest.id, id="e0")
    refused = Verdict(refusals=(Refusal(code="media.no_picture"),))
    changes = (
        {"status": EntryStatus.VALIDATING},
        {
            "status": EntryStatus.RETURNED,
            "verdict": refused,
            "resubmit_by": NOW + timedelta(days=3),
        },
        {"status": EntryStatus.UPLOADING, "verdict": None, "form": any_form(title="别的名字")},
    )
    asked = any_grant(contest=contest.id, account="gu", asked_at=NOW)
    store.commit(create(keys.entry(contest.id, "e0"), arriving))
    for change in changes:
        after = arriving.next_version(**change)
        store.commit(update(keys.entry(contest.id, "e0"), after, before=arriving))
        arriving = after
    store.commit(create(keys.grant("gu", contest.id, "screener"), asked))

    assert consume("write_mails") == 5

    arrived, invalid = mailing.all_of(store, contest.id, "e0")
    [invited] = mailing.all_of(store, contest.id, "gu")
    assert (arrived.occasion, invalid.occasion, invited.occasion) == (
        "submitted",
        "invalid",
        "screener",
    )
    assert "《钢铁脊梁》" in arrived.subject
    assert "《钢铁脊梁》" in invalid.subject
    assert refused.refusals[0].sentence("zh") in invalid.text
    due = {key_in(body) for body in post.take_out("mail")}
    assert due == {mailing.key_of(one) for one in (arrived, invalid, invited)}


def test_what_is_written_late_goes_whether_the_erasure_is_told_before_or_after(
    post, store, contest, consume, monkeypatch
):
    media = FakeMedia()
    monkeypatch.setattr(post.functions["erase"], "objects", FakeObjects(media))
    for who in ("zhou", "li"):
        people.settle_in(store, contest, media, who)
    store.new_records()
    erasure.ask(store, "zhou", address=address_of("zhou"), actor=Actor.of("host", "a"), now=NOW)
    for who in ("zhou", "li"):
        people.frames.note(store, people.Frames(contest=contest.id, entry=f"{who}-work", upload=2))
        media.objects[f"posters/{contest.id}/{who}-work/2-ab.poster.jpg"] = 10

    assert consume("erase") == 3

    assert people.found_in(store, canaries("zhou")) == {}
    others = people.found_in(store, canaries("li"))
    assert set(canaries("li")) - others.keys() == {canary("li", "comment")}, "none was written"
    assert {key for key in media.objects if "zhou" in key} == set()
    assert len([key for key in media.objects if "li" in key]) == 3
    assert store.find(keys.erasure("zhou"), Erasure).done_at == NOW
    assert store.actions(keys.account("zhou")).count("account.erase") == 1
    assert post.take_out("erase") == []


def test_what_there_is_no_time_for_is_put_off_and_done(post, store, contest, monkeypatch):
    monkeypatch.setattr(post.functions["erase"], "objects", FakeObjects(FakeMedia()))
    people.settle_in(store, contest, FakeMedia(), "zhou")
    store.new_records()
    erasure.ask(store, "zhou", address=address_of("zhou"), actor=Actor.of("host", "a"), now=NOW)
    asked = post.tell(store.new_records())["erase"]

    with monkeypatch.context() as hurry:
        hurry.setattr(post.functions["erase"], "SECONDS", 0)
        assert post.deliver("erase", asked) == []
    assert people.found_in(store, canaries("zhou")) != {}
    left = post.take_out("erase")
    assert left == asked
    assert post.deliver("erase", left) == []

    assert people.found_in(store, canaries("zhou")) == {}
    assert post.take_out("erase") == []


@pytest.mark.parametrize("moment", range(0, 120, 17))
def test_an_erasure_that_is_told_twice_at_once_is_done_once(
    post, store, contest, monkeypatch, moment
):
    function = post.functions["erase"]
    monkeypatch.setattr(function, "objects", FakeObjects(FakeMedia()))
    people.settle_in(store, contest, FakeMedia(), "zhou")
    store.new_records()
    erasure.ask(store, "zhou", address=address_of("zhou"), actor=Actor.of("host", "a"), now=NOW)
    [asked] = post.tell(store.new_records())["erase"]

    def do_it_too():
        erasure.erase(store, FakeObjects(FakeMedia()), "zhou", now=NOW, enough=lambda: True)

    monkeypatch.setattr(function, "store", Overtaken(store, do_it_too, at=moment))

    assert post.deliver("erase", [asked]) == []
    assert people.found_in(store, canaries("zhou")) == {}
    assert store.actions(keys.account("zhou")).count("account.erase") == 1


def test_what_fails_comes_again_alone_and_the_log_says_where_and_not_a_word_more(
    post, store, contest, caplog
):
    judged(store, contest)
    told = post.tell(store.new_records())["settle_review"]
    secret = keys.review("c", "金丝雀", "r", "e")

    assert post.deliver("settle_review", [*told, json.dumps(secret), *told]) == [len(told)]

    assert panel.entry_now(store, contest, "e0").status is EntryStatus.REVIEWED
    [line] = [vars(record) for record in caplog.records]
    assert (line["error"], line["id"]) == ("Refused", str(len(told)))
    assert "settle_review.py" in str(line["at"])
    assert "金丝雀" not in str(line)


def test_an_erasure_that_had_time_and_made_no_progress_fails_instead_of_going_round(
    post, store, contest, monkeypatch
):
    """Lambda is told not to end its loop, so the loop has to end by itself."""
    function = post.functions["erase"]
    people.settle_in(store, contest, FakeMedia(), "zhou")
    store.new_records()
    erasure.ask(
        store, "zhou", address=address_of("zhou"), actor=Actor.of("account", "zhou"), now=NOW
    )
    asked = post.tell(store.new_records())["erase"]
    stuck = store.find(keys.erasure("zhou"), Erasure)
    monkeypatch.setattr(function, "erase", lambda *_, **__: stuck)

    assert post.deliver("erase", asked) == [0]
    assert post.take_out("erase") == []
