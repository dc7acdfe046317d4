"""Events that come twice, executions that are lost: one journey, and no entry stranded."""

import json
import time

from contest.audit import first_broken
from contest.entry import Status
from contest_aws import keys
from local.visitors import until
from tests.journey.cast import Cast


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


def _left(sqs: object, queue: str) -> int:
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    found = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=names)["Attributes"]
    return sum(map(int, found.values()))
