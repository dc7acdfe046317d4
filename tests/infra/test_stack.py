"""What holds for the whole stack, read from the template."""

import json
import re
from pathlib import Path

import pytest

from contest_aws.settings import PREFIX, TableSettings
from infra.deployment import deployment_from
from tests.house.project import VERSION
from tests.infra.policies import name_of


def test_outputs_are_the_version_and_what_the_command_line_reads(template):
    assert set(template.body["Outputs"]) == {
        "LaurelVersion",
        *("ApiUrl", "SiteUrl", "TableName", "MediaBucket", "ResultsBucket"),
        *(
            "EntryJourney",
            "AwardRound",
            "ViewingCopy",
            "KeepCalendar",
            "MakeCertificates",
            "Recover",
        ),
        "SigningKey",
        *("ScheduleGroup", "ScheduleRole", "ScheduleDeadLetters"),
        *("UploadQueue", "UploadDeadLetters", "StreamDeadLetters"),
        *("MailQueue", "MailDeadLetters"),
    }


def test_the_stack_tells_its_version(template):
    assert template.body["Outputs"]["LaurelVersion"]["Value"] == VERSION


def test_functions_carry_the_house_defaults(template):
    functions = template.resources("AWS::Lambda::Function")

    assert {f["Runtime"] for f in functions.values()} == {"python3.14"}
    assert {tuple(f["Architectures"]) for f in functions.values()} == {("arm64",)}
    layers = {name[:-8]: {*map(name_of, f["Layers"])} for name, f in functions.items()}
    of_all = {"LayersAws", "LayersBase", "LayersDomain"}
    assert all(of_all <= carried for carried in layers.values())
    assert {
        name: sorted(carried - of_all) for name, carried in layers.items() if carried > of_all
    } == {
        "ValidateUpload": ["LayersMedia"],
        "TakeFrames": ["LayersFrames"],
        "PlanRendition": ["LayersFrames"],
        "EncodePiece": ["LayersFrames"],
        "JoinPieces": ["LayersFrames"],
        "AwardApi": ["LayersSheets"],
        "InvitationSheetApi": ["LayersSheets"],
        "ExportApi": ["LayersSheets"],
        "HostCeremonyApi": ["LayersSheets"],
        "MediaPackageApi": ["LayersSheets"],
        "UnitApi": ["LayersSheets"],
        "Pages": ["LayersPages"],
        "MakeCertificates": ["LayersCertificates", "LayersLook"],
    }
    for name, function in functions.items():
        assert name_of(function["LoggingConfig"]["LogGroup"]) == f"{name[:-8]}Log"
        variables = function["Environment"]["Variables"]
        table = f"{PREFIX}{next(iter(TableSettings.model_fields)).upper()}"
        assert (table in variables) is not name.startswith("Dispatch")


def test_logs_end(template):
    groups = template.resources("AWS::Logs::LogGroup").values()

    assert {group["RetentionInDays"] for group in groups} == {180, 365}


def test_functions_are_traced_where_the_region_can(template_for):
    modes = {
        region: {
            function.get("TracingConfig", {}).get("Mode")
            for function in template_for(region).resources("AWS::Lambda::Function").values()
        }
        for region in ("us-east-1", "cn-north-1", "cn-northwest-1")
    }

    assert modes == {"us-east-1": {"Active"}, "cn-north-1": {None}, "cn-northwest-1": {None}}


def test_alarms_watch_functions_machines_the_stream_queues_and_dead_letters(template):
    alarms = template.resources("AWS::CloudWatch::Alarm")
    watched = {re.sub(r"^Alarms|.{8}$", "", name) for name in alarms}
    functions = {name[:-8] for name in template.resources("AWS::Lambda::Function")}

    assert watched == {
        *(f"{function}Fails" for function in functions),
        *(f"{function}Throttled" for function in functions),
        *("ApiFails", "ApiThrottled"),
        *("EntryJourneyFails", "EntryJourneyTimesOut", "AwardRoundFails", "AwardRoundTimesOut"),
        *("ViewingCopyFails", "ViewingCopyTimesOut"),
        *("DispatchLags", "SettleReviewLags", "ResumeLags", "WriteMailsLags", "EraseLags"),
        "KeepSnapshotsLags",
        *("UploadDeadLettersNotEmpty", "StreamDeadLettersNotEmpty", "ScheduleDeadLettersNotEmpty"),
        "MailDeadLettersNotEmpty",
    }
    assert all(alarm["AlarmActions"] for alarm in alarms.values())


def test_an_alarm_is_raised_by_each_answer_that_says_something_went_wrong(template):
    """The functions turn exceptions into answers, so that Lambda counts no error. The gateway
    counts answers from 500 on, and tells nothing while nobody asks:
    https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-metrics.html"""
    [api] = template.resources("AWS::ApiGatewayV2::Api")
    alarm = template.resource("AWS::CloudWatch::Alarm", "AlarmsApiFails")

    assert (alarm["Namespace"], alarm["MetricName"]) == ("AWS/ApiGateway", "5xx")
    assert alarm["Dimensions"] == [{"Name": "ApiId", "Value": {"Ref": api}}]
    assert (alarm["Statistic"], alarm["Period"], alarm["EvaluationPeriods"]) == ("Sum", 300, 1)
    assert (alarm["ComparisonOperator"], alarm["Threshold"]) == ("GreaterThanThreshold", 0)
    assert alarm["TreatMissingData"] == "notBreaching"


def test_an_alarm_is_raised_by_each_request_that_the_gateway_turned_away(template):
    """Its metrics count them among all answers from 400 to 499, so they are counted in its log. A
    function that turned somebody away itself has answered, which the gateway notes as 200:
    https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-logging-variables.html"""
    [filter_] = template.resources("AWS::Logs::MetricFilter").values()
    stage = template.resource("AWS::ApiGatewayV2::Stage", "HttpStage")
    line = json.loads(stage["AccessLogSettings"]["Format"])
    alarm = template.resource("AWS::CloudWatch::Alarm", "AlarmsApiThrottled")
    [metric] = filter_["MetricTransformations"]

    assert filter_["LogGroupName"] == {
        "Ref": stage["AccessLogSettings"]["DestinationArn"]["Fn::GetAtt"][0]
    }
    assert filter_["FilterPattern"] == '{ ($.status = "429") && ($.integrationStatus != "200") }'
    assert (line["status"], line["integrationStatus"]) == (
        "$context.status",
        "$context.integrationStatus",
    )
    assert (alarm["Namespace"], alarm["MetricName"]) == (
        metric["MetricNamespace"],
        metric["MetricName"],
    )
    assert (alarm["Statistic"], alarm["Period"], alarm["Threshold"]) == ("Sum", 300, 0)
    assert alarm["TreatMissingData"] == "notBreaching"


def test_a_deployment_may_bound_how_many_pieces_are_encoded_at_once(template_for):
    """Then pieces wait for one another, which is nothing to be alarmed by."""
    free, bounded = (template_for("us-east-1", **given) for given in ({}, {"encoders": "300"}))
    kept = [
        {
            name[:-8]: function["ReservedConcurrentExecutions"]
            for name, function in one.resources("AWS::Lambda::Function").items()
            if "ReservedConcurrentExecutions" in function
        }
        for one in (free, bounded)
    ]
    assert kept == [{}, {"EncodePiece": 300}]
    (dropped,) = set(free.body["Resources"]) - set(bounded.body["Resources"])
    assert dropped.startswith("AlarmsEncodePieceThrottled")
    assert set(bounded.body["Resources"]) < set(free.body["Resources"])


@pytest.mark.parametrize("typed", ["0", "-1", "many", "1.5", ""])
def test_other_numbers_of_encoders_are_refused_before_anything_is_deployed(typed):
    context = {"encoders": typed}
    with pytest.raises(ValueError, match="encoders is a whole number from 1"):
        deployment_from(context.get, assets=Path(), local=False, region="us-east-1")


SENDER = {"mail_from": "contest@example.org"}


def test_by_ses_alarms_are_raised_by_bounces_and_complaints(template_for):
    """AWS has its accounts stay below 5 % and 0.1 %:
    https://docs.aws.amazon.com/ses/latest/dg/reputationdashboard-cloudwatch-alarm.html"""
    alarms = template_for("us-east-1", **SENDER).resources("AWS::CloudWatch::Alarm").values()
    found = [alarm for alarm in alarms if alarm["Namespace"] == "AWS/SES"]

    assert sorted((alarm["MetricName"], alarm["Threshold"]) for alarm in found) == [
        ("Reputation.BounceRate", 0.05),
        ("Reputation.ComplaintRate", 0.001),
    ]
    for alarm in found:
        assert alarm["ComparisonOperator"] == "GreaterThanOrEqualToThreshold"
        assert alarm["TreatMissingData"] == "notBreaching"
        assert alarm["AlarmActions"]
        assert "Dimensions" not in alarm, "the whole account"


@pytest.mark.parametrize(
    ("region", "mail"),
    [
        ("us-east-1", {}),
        ("us-east-1", {**SENDER, "smtp": "smtp.example.org:465"}),
        ("cn-north-1", {**SENDER, "smtp": "smtp.example.org:465"}),
    ],
)
def test_without_ses_nothing_of_ses_is_watched(template_for, region, mail):
    alarms = template_for(region, **mail).resources("AWS::CloudWatch::Alarm").values()
    assert "AWS/SES" not in {alarm["Namespace"] for alarm in alarms}


FULL = 480
"""CloudFormation takes 500 in one stack:
https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html"""


def test_the_stack_is_not_full(template_for):
    """What is to come needs room. Before it is used up, a part of the stack, such as the alarms,
    has to become a nested one."""
    whole = template_for(
        "us-east-1", alarm_email="host@example.org"
    )  # the subscription is one, too

    assert len(whole.body["Resources"]) < FULL


def test_alarms_are_mailed_to_whom_the_deployment_names(template_for):
    mailed = template_for("us-east-1", alarm_email="host@example.org")

    assert [
        (s["Protocol"], s["Endpoint"]) for s in mailed.resources("AWS::SNS::Subscription").values()
    ] == [("email", "host@example.org")]


def test_local_cloud_gets_the_same_stack(template_for):
    """The same resources; only what the emulator cannot do, or must not keep, differs."""
    aws, local = (template_for("us-east-1", local=flag).body["Resources"] for flag in (False, True))
    differing = {
        (resource["Type"], part)
        for name, resource in aws.items()
        if name in local
        for part in _differences(resource, local[name])
    }

    assert {aws[name]["Type"] for name in set(aws) ^ set(local) if name in aws} == {
        "AWS::S3::BucketPolicy",  # TLS only
        "AWS::SQS::QueuePolicy",
    }
    assert set(local) <= set(aws)
    assert differing == {
        ("AWS::DynamoDB::Table", "DeletionPolicy"),
        ("AWS::DynamoDB::Table", "DeletionProtectionEnabled"),
        ("AWS::DynamoDB::Table", "UpdateReplacePolicy"),
        ("AWS::IAM::Policy", "PolicyDocument"),  # who may answer a wait, and mail: test_rights.py
        ("AWS::Lambda::Function", "Environment"),  # there are a sender and a host
        ("AWS::KMS::Key", "DeletionPolicy"),
        ("AWS::KMS::Key", "UpdateReplacePolicy"),
        ("AWS::S3::Bucket", "DeletionPolicy"),
        ("AWS::S3::Bucket", "UpdateReplacePolicy"),
        ("AWS::SQS::QueuePolicy", "PolicyDocument"),  # TLS only
        ("AWS::StepFunctions::StateMachine", "DeletionPolicy"),
        ("AWS::StepFunctions::StateMachine", "UpdateReplacePolicy"),
    }


def _differences(one, other):
    """Names of properties and policies of a resource that are not the same in both."""
    flat_one, flat_other = (
        {**resource, **resource.get("Properties", {}), "Properties": None, "DependsOn": None}
        for resource in (one, other)
    )
    return {key for key in {**flat_one, **flat_other} if flat_one.get(key) != flat_other.get(key)}
