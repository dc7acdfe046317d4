"""What wakes which function, and where it is kept if that fails."""

import json

import pytest

from contest_aws import keys
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


@pytest.mark.parametrize(
    ("function", "prefixes"),
    [
        ("SettleReview", {keys.JUDGE, keys.ENTRY}),
        ("Resume", {keys.ENTRY, keys.AWARDS}),
        ("WriteMails", {keys.ENTRY, keys.ACCESS}),
    ],
)
def test_stream_wakes_a_function_for_its_kind_of_item_only(template, function, prefixes):
    mapping = template.resource("AWS::Lambda::EventSourceMapping", function)
    patterns = [json.loads(filter_["Pattern"]) for filter_ in mapping["FilterCriteria"]["Filters"]]

    assert {p["dynamodb"]["Keys"]["pk"]["S"][0]["prefix"] for p in patterns} == prefixes
    assert mapping["BisectBatchOnFunctionError"] is True
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert mapping["MaximumRetryAttempts"] == 10
    assert name_of(mapping["DestinationConfig"]["OnFailure"]["Destination"]) == "StreamsDeadLetters"
    assert mapping["StartingPosition"] == "TRIM_HORIZON"


def test_a_sign_in_wakes_nobody(template):
    """Sessions stand beside the grants, and change far more often."""
    mapping = template.resource("AWS::Lambda::EventSourceMapping", "WriteMails")
    patterns = [json.loads(filter_["Pattern"]) for filter_ in mapping["FilterCriteria"]["Filters"]]
    [of_grants] = [p["dynamodb"]["Keys"] for p in patterns if "sk" in p["dynamodb"]["Keys"]]

    assert of_grants == {
        "pk": {"S": [{"prefix": keys.GRANTS.pk}]}, "sk": {"S": [{"prefix": keys.GRANTS.sk}]},
    }  # fmt: skip


def test_schedules_run_as_a_role_for_this_group_alone(template):
    role = template.resource("AWS::IAM::Role", "SchedulesRole")

    (trust,) = role["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Principal"] == {"Service": "scheduler.amazonaws.com"}
    assert name_of(trust["Condition"]["StringEquals"]["aws:SourceArn"]) == "SchedulesGroup"


def test_what_was_lost_is_looked_for_every_hour(template):
    rule = template.resource("AWS::Events::Rule", "SchedulesHourly")
    (target,) = rule["Targets"]

    assert (rule["ScheduleExpression"], rule["State"]) == ("rate(1 hour)", "ENABLED")
    assert name_of(target["Arn"]) == "TakeUp"
    assert name_of(target["DeadLetterConfig"]["Arn"]) == "SchedulesDeadLetters"


def test_failed_schedule_is_kept(template):
    config = template.resource("AWS::Lambda::EventInvokeConfig", "KeepCalendar")

    assert (
        name_of(config["DestinationConfig"]["OnFailure"]["Destination"]) == "SchedulesDeadLetters"
    )
