"""What no execution is at work on is found, wherever it stands, and started once."""

import json

import boto3
import pytest
from moto import mock_aws

from contest.audit import RULES
from contest.award.award import AWARD_STAGES, AwardRound, AwardStatus
from contest.entry.entry import STAGES, Entry, EntryStatus
from contest.refusals import refused
from contest.upload import Upload
from contest_aws.media.bucket import Part
from contest_aws.services.context import Context
from contest_aws.services.upkeep.recovery import Recovered, recover
from contest_aws.store import keys
from contest_aws.store.protocol import create, update
from contest_aws.workflow.executions import Journeys, ListedOnce, Machines, name_of, position
from tests.builders import any_entry, any_time, any_upload
from tests.contest_aws.services.entrant import MIB, complete, offer


class Shelf:
    """Where no object is, or every one."""

    def __init__(self, version: str | None = None) -> None:
        self._version = version

    def version_of(self, _: str) -> str | None:
        return self._version

    def parts(self, _: Upload) -> list[Part]:
        raise refused("upload.not_current")


@pytest.fixture
def steps(monkeypatch):
    monkeypatch.setenv("AWS_DEFAULT_REGION", "us-east-1")
    with mock_aws():
        client = boto3.client("stepfunctions", region_name="us-east-1")
        yield client
        # Another test may hold moto open, and what is in it stays.
        for machine in client.list_state_machines()["stateMachines"]:
            client.delete_state_machine(stateMachineArn=machine["stateMachineArn"])


@pytest.fixture
def look(steps, store, contest):
    definition = json.dumps({"StartAt": "Wait", "States": {"Wait": {"Type": "Pass", "End": True}}})
    machine = {"definition": definition, "roleArn": "arn:aws:iam::123456789012:role/machine"}
    machines = Machines(
        *(
            steps.create_state_machine(name=name, **machine)["stateMachineArn"]
            for name in Machines._fields
        )
    )

    def look(shelf=None, *, tries=5):
        media, journeys = shelf or Shelf(), Journeys(steps)
        return recover(
            Context(store, contest, RULES, any_time()), journeys, media, machines, tries=tries
        )

    look.machines = machines
    return look


def test_of_every_entry_and_award_round_under_way_one_execution_is_started(store, contest, look):
    entries = [any_entry(status, id=status.replace("_", "-")) for status in EntryStatus]
    rounds = [
        AwardRound(contest=contest.id, id=status, round="r", status=status)
        for status in AwardStatus
    ]
    for one in (*entries, *rounds):
        store.commit(create(position(one).key, one))
    before = dict(store.items)

    lost = [entry for entry in entries if entry.status in STAGES]
    lost += [round_ for round_ in rounds if round_.status in AWARD_STAGES]
    assert set(look().started) == {name_of(position(one)) for one in lost}
    assert look() == Recovered(started=(), hopeless=())
    assert store.items == before


def test_an_object_that_was_told_of_moves_its_entry_on_and_one_that_was_not_does_not(
    store, contest, look
):
    told = any_upload(completed_at=any_time())
    for id_, upload in (("told", told), ("begun", any_upload(completed_at=None))):
        entry = any_entry(EntryStatus.UPLOADING, id=id_, upload=upload)
        store.commit(create(keys.entry(contest.id, id_), entry))
    assert look().started == ()
    assert look(Shelf("v7")).started == ("told-1",)
    there = {
        entry.id: entry.upload.object_version
        for status in EntryStatus
        for entry in store.entries_at(contest.id, status)
    }
    assert there == {"told": "v7", "begun": told.object_version}


def test_parts_that_nobody_joined_are_joined_if_they_are_those_that_were_to_be(
    store, media, contest, entry, look
):
    """The bucket did not answer, and its entrant has closed the window."""
    begun = offer(store, media, contest, entry)
    media.put_all(begun.upload)
    media.version_of = lambda key: "v1" if key in media.objects else None
    join = media.complete
    media.complete = lambda *_: None
    complete(store, media, contest, begun)
    media.complete = join

    look(media)
    assert media.objects == {begun.upload.key: 20 * MIB}
    assert look(media).started == ("e1-1",)


def test_parts_that_were_sent_anew_since_are_not_joined(store, media, contest, entry, look):
    begun = offer(store, media, contest, entry)
    media.put_all(begun.upload)
    media.version_of = lambda _: None
    join = media.complete
    media.complete = lambda *_: None
    complete(store, media, contest, begun)
    media.complete = join
    media.open[begun.upload.upload_id][1] = Part(1, begun.upload.length(1), "another")

    look(media)
    assert media.objects == {}


def uploading(store, contest, *ids):
    for id_ in ids:
        upload = any_upload(key=f"{id_}/1", completed_at=any_time())
        entry = any_entry(EntryStatus.UPLOADING, id=id_, upload=upload)
        store.commit(create(keys.entry(contest.id, id_), entry))


class Meanwhile(Shelf):
    """Where every object is, and one entry is written while we look for its."""

    def __init__(self, write):
        super().__init__("v7")
        self._write = write

    def version_of(self, key):
        if write := self._write.pop(key, None):
            write()
        return super().version_of(key)


def test_an_entry_that_is_written_meanwhile_is_read_again(store, contest, look):
    uploading(store, contest, "a", "b")
    key = keys.entry(contest.id, "a")

    def edit():
        before = store.find(key, Entry)
        store.commit(update(key, before.next_version(edits=1), before=before))

    assert look(Meanwhile({"a/1": edit})) == Recovered(started=("a-1", "b-1"), hopeless=())
    assert store.find(key, Entry).edits == 1


def test_an_entry_that_cannot_be_recovered_keeps_no_other_from_it(store, contest, look):
    uploading(store, contest, "a", "b", "c")

    def fail():
        raise OSError

    shelf = Meanwhile({"b/1": fail})
    assert look(shelf) == Recovered(started=("a-1", "c-1"), hopeless=(), failed=("b-1",))
    assert look(shelf) == Recovered(started=("b-1",), hopeless=())


def test_an_execution_that_cannot_be_started_keeps_no_other_from_it(
    store, contest, look, monkeypatch
):
    for id_ in ("a", "b"):
        store.commit(create(keys.entry(contest.id, id_), any_entry(EntryStatus.SCREENING, id=id_)))
    start = Journeys.start

    def start_others(journeys, machine, where, *, name):
        if where.entry == "a":
            raise OSError
        return start(journeys, machine, where, name=name)

    monkeypatch.setattr(Journeys, "start", start_others)
    assert look() == Recovered(started=("b-1",), hopeless=(), failed=("a-1",))


def test_what_ended_as_often_as_we_try_is_named(steps, store, contest, look):
    store.commit(create(keys.entry(contest.id, "e"), any_entry(EntryStatus.SCREENING, id="e")))
    for name in ("e-1", "e-1-again-1"):
        assert look(tries=2).started == (name,)
        runs = steps.list_executions(stateMachineArn=look.machines.entry_journey)["executions"]
        (run,) = (run for run in runs if run["name"] == name)
        steps.stop_execution(executionArn=run["executionArn"])
    assert look(tries=2) == Recovered(started=(), hopeless=("e-1",))
    assert look(tries=3).started == ("e-1-again-2",)


class Calls:
    """Which machines were asked for their executions, and for how many at once."""

    def __init__(self, client):
        self.made = []
        client.meta.events.register("provide-client-params.sfn.ListExecutions", self)

    def __call__(self, params, **_):
        self.made.append((params["stateMachineArn"], params["maxResults"]))


def test_executions_are_listed_a_thousand_at_once(steps, look):
    """Outside three regions a hundred calls and then two a second are all there are:
    https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html. 1,000 is the most:
    https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html"""
    calls = Calls(steps)
    look()
    assert calls.made == [(machine, 1000) for machine in look.machines]


def test_a_run_over_all_contests_lists_them_once(steps, look):
    calls, journeys = Calls(steps), ListedOnce(steps)
    machine = look.machines.entry_journey
    steps.start_execution(stateMachineArn=machine, name="e-1", input="{}")
    assert [*journeys.all(machine)] == [*journeys.all(machine)] == [("e-1", "RUNNING")]
    assert calls.made == [(machine, 1000)]
