"""Events that come twice, executions that are lost: one journey, and no entry stranded."""

import json
import time
from contextlib import contextmanager

from contest.audit import first_broken
from contest.entry import Status
from contest_aws import keys
from local.visitors import until
from tests.journey.cast import CONTACT, FORM, Cast, good_video


def event_again(cast: Cast, entry: str) -> dict:
    """The bucket's event of the entry's upload, as EventBridge brings it."""
    upload = cast.entry(entry).upload
    thing = {"key": upload.key, "version-id": upload.object_version, "size": upload.size}
    detail = {"bucket": {"name": cast.office.deployment.media_bucket}, "object": thing,
              "reason": "CompleteMultipartUpload"}  # fmt: skip
    return {
        "source": "aws.s3",
        "detail-type": "Object Created",
        "detail": detail,
        "time": "2026-01-01T00:00:00Z",
    }


@contextmanager
def streams_unheard(cloud):
    """What the table's stream tells waits: who hears of it starts journeys, too."""
    client = cloud.client("lambda")
    mappings = client.list_event_source_mappings()["EventSourceMappings"]
    (resume,) = (m["UUID"] for m in mappings if "Resume" in m["FunctionArn"])
    client.update_event_source_mapping(UUID=resume, Enabled=False)
    try:
        yield
    finally:
        client.update_event_source_mapping(UUID=resume, Enabled=True)


def test_the_same_event_twice_starts_one_journey(office, cloud):
    cast = Cast(office)
    entry = cast.submitted()
    deeds, version = cast.deeds(entry), cast.entry(entry).version

    sqs = cloud.client("sqs")
    body = json.dumps(event_again(cast, entry))
    for _ in range(2):
        sqs.send_message(QueueUrl=office.deployment.upload_queue, MessageBody=body)
    until(lambda: _left(sqs, office.deployment.upload_queue), lambda left: left == 0, seconds=30)
    time.sleep(1)

    assert (cast.deeds(entry), cast.entry(entry).version) == (deeds, version)
    machine = office.deployment.entry_journey
    executions = cloud.client("stepfunctions").list_executions(stateMachineArn=machine)
    assert [e["name"] for e in executions["executions"] if entry in e["name"]] == [f"{entry}-1"]
    assert _left(sqs, office.deployment.upload_dead_letters) == 0


def test_a_lost_execution_is_taken_up_where_its_entry_stands(office, cloud):
    cast = Cast(office)
    entry = cast.submitted()
    machine = office.deployment.entry_journey
    execution = f"{machine.replace(':stateMachine:', ':execution:')}:{entry}-1"
    cloud.client("stepfunctions").stop_execution(executionArn=execution)
    cast.screener().decide(entry, "reject", "rights")
    other = cast.submitted(person="other")
    cloud.client("stepfunctions").stop_execution(executionArn=execution.replace(entry, other))

    assert office.reconcile(cast.id) == [f"{other}-1-again-1"]
    assert office.reconcile(cast.id) == []

    cast.screener().decide(other, "pass")
    assert cast.entry(other).status is Status.IN_REVIEW
    assert first_broken(cast.records(keys.entry(cast.id, other))) is None


def test_every_hour_what_was_lost_is_taken_up_whatever_it_was(office, cloud):
    """An object whose event never came, an execution that was lost, and a decision that no stream
    told of."""
    cast = Cast(office)
    steps, events = cloud.client("stepfunctions"), cloud.client("events")
    machine = office.deployment.entry_journey
    (rule,) = (r["Name"] for r in events.list_rules()["Rules"] if "Completed" in r["Name"])
    events.disable_rule(Name=rule)
    try:
        entrant = cast.entrant("unheard")
        unheard = entrant.enter(FORM, CONTACT)
        entrant.upload(unheard, good_video())
        time.sleep(1)
        assert cast.entry(unheard).status is Status.UPLOADING
    finally:
        events.enable_rule(Name=rule)
    stopped = cast.submitted(person="stopped")
    execution = f"{machine.replace(':stateMachine:', ':execution:')}:{stopped}-1"
    steps.stop_execution(executionArn=execution)

    with streams_unheard(cloud):
        taken = _take_up(office)
    assert sorted(taken[cast.id]["started"]) == sorted([f"{unheard}-1", f"{stopped}-1-again-1"])
    until(lambda: cast.entry(unheard).status, lambda status: status is Status.READY, seconds=60)
    assert cast.deeds(unheard)[-2:] == ["upload.arrive", "validate.pass"]
    assert _take_up(office)[cast.id] == {"started": [], "hopeless": []}


def test_what_ends_in_a_fault_again_and_again_is_left_to_people(office, cloud):
    cast = Cast(office)
    entry = cast.submitted()
    steps, machine = cloud.client("stepfunctions"), office.deployment.entry_journey
    executions = f"{machine.replace(':stateMachine:', ':execution:')}:{entry}-1"
    for name in (executions, *(f"{executions}-again-{again}" for again in range(1, 5))):
        steps.stop_execution(executionArn=name)
        taken = _take_up(office)[cast.id]
    assert taken == {"started": [], "hopeless": [f"{entry}-1"]}

    assert office.reconcile(cast.id) == [f"{entry}-1-again-5"], "somebody has seen to it"


def _take_up(office):
    answer = office.session.client("lambda").invoke(FunctionName=office.deployment.take_up)
    assert "FunctionError" not in answer
    return json.loads(answer["Payload"].read())


def _left(sqs: object, queue: str) -> int:
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    found = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=names)["Attributes"]
    return sum(map(int, found.values()))
