"""Events that come twice, executions that are lost: one journey, and no entry stranded."""

import json
import time
from contextlib import contextmanager

from contest.audit import first_broken
from contest.entry.entry import EntryStatus
from contest_aws.clients import INVOKE
from contest_aws.store import keys
from local.visitors import until
from tests.e2e.contest_client import CONTACT, FORM, ContestClient, good_video

NOTHING: dict[str, list[str]] = {"started": [], "hopeless": [], "failed": [], "copies": []}
"""What the hourly recovery answers of a contest in which nothing was lost."""


def event_again(contest_client: ContestClient, entry: str) -> dict:
    """The bucket's event of the entry's upload, as EventBridge brings it."""
    upload = contest_client.entry(entry).upload
    thing = {"key": upload.key, "version-id": upload.object_version, "size": upload.size}
    detail = {
        "bucket": {"name": contest_client.organiser.deployment.media_bucket},
        "object": thing,
        "reason": "CompleteMultipartUpload",
    }
    return {
        "source": "aws.s3",
        "detail-type": "Object Created",
        "detail": detail,
        "time": "2026-01-01T00:00:00Z",
    }


@contextmanager
def stream_paused(cloud):
    """Changes wait in the queue: the consumer that hears of them starts executions, too."""
    client = cloud.client("lambda")
    mappings = client.list_event_source_mappings()["EventSourceMappings"]
    (resume,) = (m["UUID"] for m in mappings if "Resume" in m["FunctionArn"])
    client.update_event_source_mapping(UUID=resume, Enabled=False)
    try:
        yield
    finally:
        client.update_event_source_mapping(UUID=resume, Enabled=True)


def test_the_same_event_twice_starts_one_journey(organiser, cloud):
    contest_client = ContestClient(organiser)
    entry = contest_client.submitted()
    actions = contest_client.actions(entry)
    version = contest_client.entry(entry).content_version

    sqs = cloud.client("sqs")
    body = json.dumps(event_again(contest_client, entry))
    for _ in range(2):
        sqs.send_message(QueueUrl=organiser.deployment.upload_queue, MessageBody=body)
    until(lambda: _left(sqs, organiser.deployment.upload_queue), lambda left: left == 0, seconds=30)
    time.sleep(1)

    assert contest_client.actions(entry) == actions
    assert contest_client.entry(entry).content_version == version
    machine = organiser.deployment.entry_journey
    executions = cloud.client("stepfunctions").list_executions(stateMachineArn=machine)
    assert [e["name"] for e in executions["executions"] if entry in e["name"]] == [f"{entry}-1"]
    assert _left(sqs, organiser.deployment.upload_dead_letters) == 0


def test_a_lost_execution_is_taken_up_where_its_entry_stands(organiser, cloud):
    contest_client = ContestClient(organiser)
    entry = contest_client.submitted()
    machine = organiser.deployment.entry_journey
    execution = f"{machine.replace(':stateMachine:', ':execution:')}:{entry}-1"
    cloud.client("stepfunctions").stop_execution(executionArn=execution)
    contest_client.screener().decide(entry, "reject", "rights")
    other = contest_client.submitted(person="other")
    cloud.client("stepfunctions").stop_execution(executionArn=execution.replace(entry, other))

    assert organiser.recover(contest_client.id) == [f"{other}-1-again-1"]
    assert organiser.recover(contest_client.id) == []

    contest_client.screener().decide(other, "pass")
    assert contest_client.entry(other).status is EntryStatus.IN_REVIEW
    assert first_broken(contest_client.records(keys.entry(contest_client.id, other))) is None


def test_every_hour_what_was_lost_is_taken_up_whatever_it_was(organiser, cloud):
    """An object whose event never came, an execution that was lost, and a decision that no stream
    told of."""
    contest_client = ContestClient(organiser)
    steps, events = cloud.client("stepfunctions"), cloud.client("events")
    machine = organiser.deployment.entry_journey
    (rule,) = (r["Name"] for r in events.list_rules()["Rules"] if "Completed" in r["Name"])
    events.disable_rule(Name=rule)
    try:
        entrant = contest_client.entrant("unheard")
        unheard = entrant.enter(FORM, CONTACT)
        entrant.upload(unheard, good_video())
        time.sleep(1)
        assert contest_client.entry(unheard).status is EntryStatus.UPLOADING
    finally:
        events.enable_rule(Name=rule)
    stopped = contest_client.submitted(person="stopped")
    execution = f"{machine.replace(':stateMachine:', ':execution:')}:{stopped}-1"
    steps.stop_execution(executionArn=execution)

    with stream_paused(cloud):
        taken = recover_by_function(organiser)
    assert sorted(taken[contest_client.id]["started"]) == sorted(
        [f"{unheard}-1", f"{stopped}-1-again-1"]
    )
    until(
        lambda: contest_client.entry(unheard).status,
        lambda status: status is EntryStatus.READY,
        seconds=60,
    )
    assert contest_client.actions(unheard)[-2:] == ["upload.arrive", "validate.pass"]
    assert recover_by_function(organiser)[contest_client.id] == NOTHING


def test_executions_that_wait_with_a_lost_token_are_taken_up(organiser, cloud):
    """The tokens are lost before the decisions: the executions stay in Screen, and run."""
    contest_client = ContestClient(organiser)
    entries = [contest_client.submitted(person=f"lost-{number}") for number in range(2)]
    table, steps = cloud.client("dynamodb"), cloud.client("stepfunctions")
    for entry in entries:
        of_entry = keys.entry(contest_client.id, entry)
        waits = until(
            lambda of_entry=of_entry: list(organiser.store.keys(keys.waits(of_entry))),
            bool,
            seconds=60,
        )
        for key in waits:
            at = {"pk": {"S": key.pk}, "sk": {"S": key.sk}}
            table.delete_item(TableName=organiser.deployment.table_name, Key=at)
    contest_client.screener().decide(entries[0], "pass")
    contest_client.screener().decide(entries[1], "reject", "rights")
    time.sleep(1)
    machine = organiser.deployment.entry_journey
    arns = [f"{machine.replace(':stateMachine:', ':execution:')}:{entry}-1" for entry in entries]

    def states():
        return [steps.describe_execution(executionArn=arn)["status"] for arn in arns]

    assert states() == ["RUNNING", "RUNNING"]
    assert recover_by_function(organiser, contest_client.id)[contest_client.id]["started"] == [
        f"{entries[0]}-1-again-1"
    ]
    assert states() == ["ABORTED", "ABORTED"]
    assert recover_by_function(organiser, contest_client.id)[contest_client.id] == NOTHING
    assert contest_client.entry(entries[0]).status is EntryStatus.IN_REVIEW


def test_what_ends_in_a_fault_again_and_again_is_left_to_people(organiser, cloud):
    contest_client = ContestClient(organiser)
    entry = contest_client.submitted()
    steps, machine = cloud.client("stepfunctions"), organiser.deployment.entry_journey
    executions = f"{machine.replace(':stateMachine:', ':execution:')}:{entry}-1"
    for name in (executions, *(f"{executions}-again-{again}" for again in range(1, 5))):
        steps.stop_execution(executionArn=name)
        taken = recover_by_function(organiser, contest_client.id)[contest_client.id]
    assert taken == NOTHING | {"hopeless": [f"{entry}-1"]}

    assert organiser.recover(contest_client.id) == [f"{entry}-1-again-5"], "somebody has seen to it"


def recover_by_function(organiser, contest=None):
    """As every hour: all contests, or one."""
    event = json.dumps({"contest": contest} if contest else {})
    answer = organiser.session.client("lambda", config=INVOKE).invoke(
        FunctionName=organiser.deployment.recover, Payload=event
    )
    assert "FunctionError" not in answer
    return json.loads(answer["Payload"].read())


def _left(sqs: object, queue: str) -> int:
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    found = sqs.get_queue_attributes(QueueUrl=queue, AttributeNames=names)["Attributes"]
    return sum(map(int, found.values()))
