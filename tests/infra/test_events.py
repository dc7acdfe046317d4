"""What calls which function, and where it is kept if that fails."""

import json
from datetime import timedelta

import pytest

from contest.erasure import PATIENCE
from contest_aws.store import keys
from contest_aws.workflow.stream_routes import STREAM_ROUTES
from infra import function_specs
from tests.infra.policies import name_of


def test_only_a_completed_upload_starts_a_journey(template):
    rule = template.resource("AWS::Events::Rule", "UploadsCompleted")
    pattern = rule["EventPattern"]
    (target,) = rule["Targets"]
    mapping = template.resource("AWS::Lambda::EventSourceMapping", "StartJourney")
    queue = template.resource("AWS::SQS::Queue", "UploadsQueue")

    assert pattern["source"] == ["aws.s3"]
    assert pattern["detail-type"] == ["Object Created"]
    assert pattern["detail"]["reason"] == ["CompleteMultipartUpload"]
    assert pattern["detail"]["object"] == {"key": [{"prefix": "media/"}]}
    assert name_of(target["Arn"]) == name_of(mapping["EventSourceArn"]) == "UploadsQueue"
    assert name_of(target["DeadLetterConfig"]["Arn"]) == "UploadsDeadLetters"
    assert name_of(queue["RedrivePolicy"]["deadLetterTargetArn"]) == "UploadsDeadLetters"
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


def test_one_function_alone_reads_the_stream(template):
    mappings = template.resources("AWS::Lambda::EventSourceMapping").values()
    [mapping] = [m for m in mappings if name_of(m["EventSourceArn"]) == "TableItems"]

    assert name_of(mapping["FunctionName"]) == "Dispatch"
    assert mapping["BisectBatchOnFunctionError"] is True
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert mapping["MaximumRetryAttempts"] == 10
    assert mapping["MaximumRecordAgeInSeconds"] == 6 * 60 * 60
    assert name_of(mapping["DestinationConfig"]["OnFailure"]["Destination"]) == "StreamsDeadLetters"
    assert mapping["StartingPosition"] == "TRIM_HORIZON"


def test_it_is_called_for_what_wakes_somebody_and_for_nothing_else(template):
    """A sign-in calls it for nobody: sessions stand beside the grants, and change far more often.
    Nor does what is deleted. What a removal counts while it goes on is read, and told to nobody:
    `test_dispatch.py`."""
    mapping = template.resource("AWS::Lambda::EventSourceMapping", "Dispatch")
    patterns = [json.loads(filter_["Pattern"]) for filter_ in mapping["FilterCriteria"]["Filters"]]

    assert len(patterns) <= 5, "Lambda takes no more"
    written = ["INSERT", "MODIFY"]
    whole = (keys.AWARDS, keys.CEREMONY, keys.CONFLICT, keys.ENTRY, keys.ERASURE, keys.EXPIRY)
    expected = [
        when(written, keys.GRANTS.pk, sks=[keys.GRANTS.sk]),
        when(written, *whole, keys.FRAMES, keys.MAIL, keys.OBJECTION, keys.TAKEN_OFF, keys.VIEWING),
        when(written, keys.CONTEST, sks=[keys.SK_JUDGE]),
        when(written, keys.JUDGE, sks=[keys.SK_LIST, keys.SK_REVIEW]),
        when(["INSERT"], keys.SNAPSHOTS),
    ]
    assert sorted(map(json.dumps, patterns)) == sorted(map(json.dumps, expected))


def when(events, *beginnings, sks=()):
    key = {"pk": {"S": [{"prefix": beginning} for beginning in beginnings]}}
    if sks:
        key["sk"] = {"S": [{"prefix": sk} for sk in sks]}
    return {"eventName": events, "dynamodb": {"Keys": key}}


def test_all_agree_upon_who_is_woken(template):
    told = template.resource("AWS::Lambda::Function", "Dispatch")["Environment"]["Variables"]
    urls = {name: f"LAUREL_{name.upper()}_QUEUE" for name in STREAM_ROUTES}

    assert STREAM_ROUTES.keys() == function_specs.CONSUMERS.keys()
    assert {name: name_of(told[url]) for name, url in urls.items()} == {
        name: f"Streams{job.name}" for name, job in function_specs.CONSUMERS.items()
    }


@pytest.mark.parametrize("job", function_specs.CONSUMERS.values(), ids=function_specs.CONSUMERS)
def test_each_of_them_has_a_queue_of_its_own(template, job):
    mapping = template.resource("AWS::Lambda::EventSourceMapping", f"{job.name}Sqs")
    queue = template.resource("AWS::SQS::Queue", f"Streams{job.name}")
    timeout = template.resource("AWS::Lambda::Function", job.name)["Timeout"]

    assert name_of(mapping["EventSourceArn"]) == f"Streams{job.name}"
    assert name_of(mapping["FunctionName"]) == job.name
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    at_once = 5 if job is function_specs.SETTLE_REVIEW else 2
    assert mapping["ScalingConfig"] == {"MaximumConcurrency": at_once}
    assert queue["SqsManagedSseEnabled"] is True
    assert queue["VisibilityTimeout"] == 6 * timeout
    assert queue["RedrivePolicy"]["maxReceiveCount"] == 10
    assert name_of(queue["RedrivePolicy"]["deadLetterTargetArn"]) == "StreamsDeadLetters"


def test_a_judge_is_looked_at_again_in_a_call_of_its_own(template):
    """Held against the sheets of all units it takes long, and ten in one call would run out of time
    together: none would be acknowledged, and all be dead letters after ten tries."""
    sizes = {
        job.name: template.resource("AWS::Lambda::EventSourceMapping", f"{job.name}Sqs")[
            "BatchSize"
        ]
        for job in function_specs.CONSUMERS.values()
    }

    assert sizes == {
        "SettleReview": 1,
        "Resume": 10,
        "KeepSnapshots": 10,
        "WriteMails": 10,
        "Erase": 10,
    }


@pytest.mark.parametrize(
    "function", ["HostApi", "InviteJudges", "KeepCalendar", "Recover", "SettleReview", "Tally"]
)
def test_who_reads_all_works_of_a_round_has_one_full_processor(template, function):
    """With 20,000 works, three reviews each, and as many rows in the units' sheets. 1,769 MB are
    one vCPU: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html"""
    assert template.resource("AWS::Lambda::Function", function)["MemorySize"] >= 1769


def test_a_removal_is_asked_for_again_only_when_its_message_is_not_tried_any_more(template):
    """Ten tries, half an hour apart: five hours."""
    queue = template.resource("AWS::SQS::Queue", "StreamsErase")
    tries = queue["RedrivePolicy"]["maxReceiveCount"]

    assert timedelta(seconds=tries * queue["VisibilityTimeout"]) == timedelta(hours=5) < PATIENCE


def test_schedules_run_as_a_role_for_this_group_alone(template):
    role = template.resource("AWS::IAM::Role", "SchedulesRole")

    (trust,) = role["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Principal"] == {"Service": "scheduler.amazonaws.com"}
    assert name_of(trust["Condition"]["StringEquals"]["aws:SourceArn"]) == "SchedulesGroup"


def test_what_was_lost_is_looked_for_every_hour(template):
    rule = template.resource("AWS::Events::Rule", "SchedulesHourly")
    (target,) = rule["Targets"]

    assert (rule["ScheduleExpression"], rule["State"]) == ("rate(1 hour)", "ENABLED")
    assert name_of(target["Arn"]) == "Recover"
    assert name_of(target["DeadLetterConfig"]["Arn"]) == "SchedulesDeadLetters"


def test_audit_chains_are_sealed_four_times_a_day(template):
    rule = template.resource("AWS::Events::Rule", "SchedulesDigests")
    (target,) = rule["Targets"]
    config = template.resource("AWS::Lambda::EventInvokeConfig", "SealChains")

    assert (rule["ScheduleExpression"], rule["State"]) == ("rate(6 hours)", "ENABLED")
    assert name_of(target["Arn"]) == "SealChains"
    assert name_of(target["DeadLetterConfig"]["Arn"]) == "SchedulesDeadLetters"
    assert config["MaximumRetryAttempts"] == 0


def test_failed_schedule_is_kept(template):
    config = template.resource("AWS::Lambda::EventInvokeConfig", "KeepCalendar")

    assert (
        name_of(config["DestinationConfig"]["OnFailure"]["Destination"]) == "SchedulesDeadLetters"
    )
