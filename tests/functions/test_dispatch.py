"""A change of the table wakes whom it is for, and what they are told fits into their queues."""

import json
from datetime import timedelta

import boto3
import pytest

from contest.audit import CALENDAR
from contest.entry.entry import EntryStatus
from contest.entry.form import Form
from contest.erasure import Erasure, Expiry, Kept
from contest.screen.decision import ScreeningOutcome
from contest_aws.services.upkeep.deletion import ask_again
from contest_aws.store import keys
from contest_aws.store.dynamodb import DynamoStore, from_image
from contest_aws.store.protocol import create, delete, update
from contest_aws.workflow.queues import LARGEST, MOST, Queue
from contest_aws.workflow.stream_routes import STREAM_ROUTES, change_in, is_routed, message
from tests.builders import any_decision, any_entry, any_grant, any_session, any_time
from tests.functions.post import record
from tests.table import TABLE, make_table

ENTRY = keys.entry("c", "e")


class StreamedTable(DynamoStore):
    def __init__(self, aws):
        super().__init__(TABLE, aws)
        images = {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
        make_table(aws, StreamSpecification=images)
        self._stream = aws.describe_table(TableName=TABLE)["Table"]["LatestStreamArn"]

    def records(self):
        streams, of = boto3.client("dynamodbstreams"), {"StreamArn": self._stream}
        [shard] = streams.describe_stream(**of)["StreamDescription"]["Shards"]
        at = streams.get_shard_iterator(
            **of, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON"
        )["ShardIterator"]
        return streams.get_records(ShardIterator=at)["Records"]


@pytest.fixture
def table(aws):
    yield StreamedTable(aws)
    aws.delete_table(TableName=TABLE)


@pytest.mark.parametrize(
    ("key", "event", "consumers"),
    [
        (ENTRY, "INSERT", {"settle_review", "resume", "write_mails"}),
        (ENTRY, "MODIFY", {"settle_review", "resume", "write_mails"}),
        (ENTRY, "REMOVE", set()),
        (keys.review("c", "j", "r", "e"), "MODIFY", {"settle_review"}),
        (keys.award_round("c", "r"), "MODIFY", {"resume", "keep_snapshots", "write_mails"}),
        (keys.award_snapshot("c", "r", 1), "INSERT", {"write_mails"}),
        (keys.taken_off("c", "e"), "INSERT", {"keep_snapshots"}),
        (keys.ceremony_invitation("c", "e"), "INSERT", {"write_mails"}),
        (keys.guests("c", "e"), "INSERT", set()),
        (keys.grant("a", "c", "judge"), "INSERT", {"write_mails"}),
        (keys.session("a", "s"), "INSERT", set()),
        (keys.erasure("a"), "INSERT", {"erase"}),
        (keys.erasure("a"), "MODIFY", set()),
        (keys.expiry("c", "media"), "INSERT", {"erase"}),
        (keys.expiry("c", "media"), "MODIFY", set()),
        (keys.frames("c", "e", 1), "MODIFY", {"erase"}),
        (keys.mail("c", "e", 1, "passed"), "INSERT", {"erase"}),
        (keys.audit(ENTRY, 1), "INSERT", set()),
        (keys.wait(ENTRY, 1, 0), "INSERT", set()),
        (keys.contest("c"), "MODIFY", set()),
    ],
)
def test_a_change_wakes_whom_it_is_for(key, event, consumers):
    assert {name for name in STREAM_ROUTES if is_routed(name, record(key, event))} == consumers


def test_what_is_written_is_told_by_its_key_and_to_the_writer_of_mails_with_both_images(
    post, table
):
    before = any_entry(EntryStatus.SCREENING)
    after, grant = before.next_version(status=EntryStatus.IN_REVIEW), any_grant()
    where, granted = keys.entry(after.contest, after.id), keys.grant("a1", "c", "judge")
    table.commit(create(where, before))
    table.commit(update(where, after, before=before))
    table.commit(create(granted, grant), create(keys.session("a1", "s1"), any_session()))
    table.commit(delete(where))

    told = post.tell(table.records())

    assert told["settle_review"] == told["resume"] == [json.dumps(where)] * 2
    assert told["erase"] == []
    images = [change_in(body) for body in told["write_mails"]]
    kinds = [type(before), type(before), type(grant)]
    assert [
        tuple(image and from_image(image, kind) for image in change)
        for kind, change in zip(kinds, images, strict=True)
    ] == [(None, before), (before, after), (None, grant)]


REMOVALS = {
    keys.erasure("a"): Erasure(account="a", asked_at=any_time(), actor=CALENDAR, version=1),
    keys.expiry("c", Kept.MEDIA): Expiry(
        contest="c", what=Kept.MEDIA, asked_at=any_time(), actor=CALENDAR, version=1
    ),
}


@pytest.mark.parametrize(("where", "asked"), REMOVALS.items(), ids=lambda one: type(one).__name__)
def test_a_removal_is_told_when_it_is_asked_for_and_when_its_message_was_lost(
    post, table, where, asked
):
    def lost(removal, *, hours):
        return ask_again(table, where, removal, now=any_time(hours / 24))

    table.commit(create(where, asked))
    counted = asked.counted({"entry": 1})
    table.commit(update(where, counted, before=asked))
    assert lost(counted, hours=6) == counted, "its message may still be tried"
    again = lost(counted, hours=7)
    assert lost(again, hours=13) == again
    done = again.counted({"entry": 1}, done_at=any_time(1))
    table.commit(update(where, done, before=again))
    assert lost(done, hours=48) == done

    assert post.tell(table.records())["erase"] == [json.dumps(where)] * 2


def test_no_message_holds_what_no_mail_tells_of(post, table):
    words = {"credits": ("导演金丝雀",), "synopsis": "金丝雀简介", "remarks": "金丝雀备注"}
    form = any_entry().form
    table.commit(create(ENTRY, any_entry(form=form.model_copy(update=words))))

    [told] = post.tell(table.records())["write_mails"]

    _, after = change_in(told)
    assert from_image(after, type(any_entry())).form == form


def largest_entry():
    """Every character of what people type is one that JSON writes in twelve."""
    typed = {
        "title": 100,
        "entrant": 100,
        "unit_type": 50,
        "region": 50,
        "recommending_unit": 100,
        "synopsis": 2000,
        "remarks": 1000,
    }
    form = Form(
        **{name: "𠮷" * length for name, length in typed.items()},
        theme="t" * 64,
        further_themes=("t" * 64,) * 20,
        credits=("𠮷" * 100,) * 50,
    )
    for name, length in typed.items():
        with pytest.raises(ValueError, match="at most"):
            Form(**{name: "𠮷" * (length + 1)})
    decision = any_decision(ScreeningOutcome.RETURN, note="𠮷" * 2000, reasons=("r" * 64,) * 20)
    return any_entry(
        EntryStatus.SCREENING,
        form=form,
        screening=decision,
        judges=("j" * 64,) * 20,
        resubmit_by=any_time() + timedelta(days=1),
    )


def test_ten_changes_of_the_largest_entry_are_told(post, table):
    entry = largest_entry()
    where = keys.entry(entry.contest, entry.id)
    table.commit(create(where, entry))
    for _ in range(MOST):
        table.commit(update(where, entry.next_version(), before=entry))
        entry = entry.next_version()

    told = post.tell(table.records())["write_mails"]

    assert len(told) == MOST + 1
    assert max(map(len, told)) < LARGEST / 2
    assert sum(map(len, told)) > LARGEST, "more than a queue takes at once"


class Choosy:
    """A queue that takes nothing with a 7 in it, and counts how often it is asked."""

    def __init__(self):
        self.asked = 0

    def send_message_batch(self, *, QueueUrl, Entries):  # noqa: ARG002, N803 - boto3's own
        self.asked += 1
        failed = [{"Id": one["Id"]} for one in Entries if "7" in one["MessageBody"]]
        return {"Failed": failed} if failed else {}


def test_what_a_queue_did_not_take_is_told_by_its_place():
    choosy = Choosy()

    assert Queue("url", choosy).put_all([str(number) for number in range(25)]) == [7, 17]
    assert choosy.asked == 3


def test_the_stream_goes_on_from_a_change_that_could_not_be_told(post, monkeypatch):
    monkeypatch.setitem(post.reader.queues, "resume", Queue("url", Choosy()))
    rounds = [keys.award_round("c", f"r{n}") for n in (6, 7, 8)]
    records = [
        record(
            key,
            number=f"{n}00",
            NewImage={
                "pk": {"S": key.pk},
                "sk": {"S": key.sk},
                "status": {"S": "opened"},
                "version": {"N": "1"},
            },
        )
        for n, key in enumerate(rounds)
    ]

    answer = post.reader.handler({"Records": records}, None)

    assert answer == {"batchItemFailures": [{"itemIdentifier": "100"}]}


def test_a_message_is_ascii_whatever_is_written():
    image = {"pk": {"S": ENTRY.pk}, "form": {"M": {"title": {"S": "钢铁\uffff"}}}}
    told = message("write_mails", record(ENTRY, NewImage=image))

    assert told.isascii(), "SQS refuses some characters"
    assert change_in(told) == (None, image)


def test_a_list_that_lacks_what_a_mail_needs_stops_nobody_elses_change(post):
    key = keys.award_round("c", "r")
    broken = record(key, NewImage={"pk": {"S": key.pk}, "sk": {"S": key.sk}})

    assert post.reader.handler({"Records": [broken]}, None) == {"batchItemFailures": []}
