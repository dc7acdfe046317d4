"""What the stack promises, read from the template."""

import json
import re

import pytest

from contest_aws import keys
from contest_aws.settings import PREFIX, TableSettings


def test_outputs_are_what_the_command_line_reads(template):
    assert set(template.body["Outputs"]) == {
        *("ApiUrl", "SiteUrl", "TableName", "MediaBucket", "ResultsBucket"),
        *("EntryJourney", "AwardRound", "KeepCalendar", "SigningKey"),
        *("ScheduleGroup", "ScheduleRole", "ScheduleDeadLetters"),
        *("UploadQueue", "UploadDeadLetters", "StreamDeadLetters"),
        *("MailQueue", "MailDeadLetters"),
    }


def test_table_is_kept_recovered_and_read_by_status(template):
    table = template.resource("AWS::DynamoDB::Table", "TableItems")
    (index,) = table["GlobalSecondaryIndexes"]

    assert _keys(table) == {"HASH": "pk", "RANGE": "sk"}
    assert (index["IndexName"], _keys(index)) == (
        keys.BY_STATUS,
        {"HASH": "status_key", "RANGE": "changed_at"},
    )
    assert index["Projection"] == {"ProjectionType": "ALL"}
    assert table["BillingMode"] == "PAY_PER_REQUEST"
    assert table["PointInTimeRecoverySpecification"] == {"PointInTimeRecoveryEnabled": True}
    assert table["StreamSpecification"] == {"StreamViewType": "NEW_AND_OLD_IMAGES"}
    assert table["TimeToLiveSpecification"] == {"AttributeName": "expires_at", "Enabled": True}
    assert table["DeletionProtectionEnabled"] is True


def test_table_and_buckets_outlive_the_stack(template):
    kept = {
        name[:-8]
        for name, resource in template.body["Resources"].items()
        if resource.get("DeletionPolicy") == "Retain"
    }

    assert kept >= {"SigningKey", "TableItems", "StorageMedia", "StorageResults", "HttpAccessLog"}


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
    assert _id(target["Arn"]) == _id(mapping["EventSourceArn"]) == "UploadsQueue"
    assert _id(target["DeadLetterConfig"]["Arn"]) == "UploadsDeadLetters"
    assert _id(queue["RedrivePolicy"]["deadLetterTargetArn"]) == "UploadsDeadLetters"
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]


@pytest.mark.parametrize(
    ("function", "prefixes"),
    [
        ("SettleReview", {keys.JUDGE, keys.ENTRY}),
        ("Resume", {keys.ENTRY, keys.AWARDS}),
        ("WriteMails", {keys.ENTRY}),
    ],
)
def test_stream_wakes_a_function_for_its_kind_of_item_only(template, function, prefixes):
    mapping = template.resource("AWS::Lambda::EventSourceMapping", function)
    patterns = [json.loads(filter_["Pattern"]) for filter_ in mapping["FilterCriteria"]["Filters"]]

    assert {p["dynamodb"]["Keys"]["pk"]["S"][0]["prefix"] for p in patterns} == prefixes
    assert mapping["BisectBatchOnFunctionError"] is True
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert mapping["MaximumRetryAttempts"] == 10
    assert _id(mapping["DestinationConfig"]["OnFailure"]["Destination"]) == "StreamsDeadLetters"
    assert mapping["StartingPosition"] == "TRIM_HORIZON"


def test_each_audience_has_a_path_and_a_function(template):
    routes = template.resources("AWS::ApiGatewayV2::Route").values()
    integrations = template.resources("AWS::ApiGatewayV2::Integration")
    functions = {
        name: _id(integration["IntegrationUri"]) for name, integration in integrations.items()
    }

    assert {
        route["RouteKey"]: functions[route["Target"]["Fn::Join"][1][1]["Ref"]] for route in routes
    } == {
        "ANY /account": "AccountApi",
        "ANY /account/{proxy+}": "AccountApi",
        "ANY /entrant/{proxy+}": "EntrantApi",
        "ANY /host/{proxy+}": "HostApi",
        "ANY /host/{contest}/invitations/sheet": "InvitationSheetApi",
        "ANY /host/{contest}/invitations/sheets": "InvitationSheetApi",
        "ANY /host/{contest}/invitations/sheets/{sha256}/commit": "InvitationSheetApi",
        "ANY /judge/{proxy+}": "JudgeApi",
        "ANY /public/{proxy+}": "PublicApi",
        "ANY /screener/{proxy+}": "ScreenerApi",
        "ANY /sign-in/{proxy+}": "SignInApi",
        "ANY /unit/{proxy+}": "UnitApi",
        "GET /": "Pages",
        "GET /{proxy+}": "Pages",
    }


def test_api_is_throttled_and_logged(template):
    stage = template.resource("AWS::ApiGatewayV2::Stage", "HttpStage")

    assert stage["StageName"] == "$default"
    assert stage["DefaultRouteSettings"]["ThrottlingRateLimit"] == 200
    assert json.loads(stage["AccessLogSettings"]["Format"])["requestId"] == "$context.requestId"


def test_browsers_of_the_site_may_put_parts_and_read_their_tags(template_for):
    media = template_for("us-east-1", site_origin="https://contest.example.org").resource(
        "AWS::S3::Bucket", "StorageMedia"
    )

    (rule,) = media["CorsConfiguration"]["CorsRules"]
    assert rule["AllowedOrigins"] == ["https://contest.example.org"]
    assert rule["AllowedMethods"] == ["GET", "PUT"]
    assert rule["ExposedHeaders"] == ["ETag"]


def test_pages_may_reach_the_bucket_at_both_of_its_addresses(template):
    settings = template.resource("AWS::Lambda::Function", "Pages")["Environment"]["Variables"]

    _, (*parts,) = settings["LAUREL_MEDIA_ORIGINS"]["Fn::Join"]
    names = [part["Fn::GetAtt"][1] for part in parts if isinstance(part, dict)]
    assert names == ["RegionalDomainName", "DomainName"]
    assert "".join(part for part in parts if isinstance(part, str)) == "https:// https://"


def test_site_is_the_api_itself_unless_told_otherwise(template):
    media = template.resource("AWS::S3::Bucket", "StorageMedia")

    (origin,) = media["CorsConfiguration"]["CorsRules"][0]["AllowedOrigins"]
    assert origin == template.body["Outputs"]["ApiUrl"]["Value"]


def test_media_bucket_keeps_versions_tells_events_and_ends_broken_uploads(template):
    media = template.resource("AWS::S3::Bucket", "StorageMedia")

    assert media["VersioningConfiguration"] == {"Status": "Enabled"}
    assert media["NotificationConfiguration"] == {
        "EventBridgeConfiguration": {"EventBridgeEnabled": True}
    }
    assert media["LifecycleConfiguration"]["Rules"] == [
        {"AbortIncompleteMultipartUpload": {"DaysAfterInitiation": 2}, "Status": "Enabled"}
    ]


def test_results_are_locked_when_they_are_written(template):
    results = template.resource("AWS::S3::Bucket", "StorageResults")

    assert results["ObjectLockEnabled"] is True
    assert results["ObjectLockConfiguration"]["Rule"]["DefaultRetention"] == {
        "Days": 365,
        "Mode": "GOVERNANCE",
    }


def test_buckets_are_private_and_refuse_plain_http(template):
    for bucket in ("StorageMedia", "StorageResults"):
        private = template.resource("AWS::S3::Bucket", bucket)["PublicAccessBlockConfiguration"]
        statements = template.resource("AWS::S3::BucketPolicy", bucket)["PolicyDocument"][
            "Statement"
        ]

        assert set(private.values()) == {True}
        assert {"Bool": {"aws:SecureTransport": "false"}} in [
            s.get("Condition") for s in statements
        ]
        assert {s["Effect"] for s in statements} == {"Deny"}


def test_nothing_is_uploaded_after_the_last_date(template_for):
    policy = template_for("us-east-1", uploads_close="2027-07-01T00:00:00Z").resource(
        "AWS::S3::BucketPolicy", "StorageMedia"
    )

    (closed,) = (
        s for s in policy["PolicyDocument"]["Statement"] if s.get("Sid") == "UploadsAreClosed"
    )
    assert (closed["Effect"], closed["Action"]) == ("Deny", "s3:PutObject")
    assert closed["Condition"] == {
        "DateGreaterThanEquals": {"aws:CurrentTime": "2027-07-01T00:00:00Z"}
    }


def test_schedules_run_as_a_role_for_this_group_alone(template):
    role = template.resource("AWS::IAM::Role", "SchedulesRole")

    (trust,) = role["AssumeRolePolicyDocument"]["Statement"]
    assert trust["Principal"] == {"Service": "scheduler.amazonaws.com"}
    assert _id(trust["Condition"]["StringEquals"]["aws:SourceArn"]) == "SchedulesGroup"


def test_failed_schedule_is_kept(template):
    config = template.resource("AWS::Lambda::EventInvokeConfig", "KeepCalendar")

    assert _id(config["DestinationConfig"]["OnFailure"]["Destination"]) == "SchedulesDeadLetters"


def test_functions_carry_the_house_defaults(template):
    functions = template.resources("AWS::Lambda::Function")

    assert {f["Runtime"] for f in functions.values()} == {"python3.14"}
    assert {tuple(f["Architectures"]) for f in functions.values()} == {("arm64",)}
    of_all = ("LayersAws", "LayersBase", "LayersDomain")
    more = {name[:-8]: sorted({*_names(f["Layers"])} - {*of_all}) for name, f in functions.items()}
    assert all(set(of_all) <= {*_names(f["Layers"])} for f in functions.values())
    assert {name: layers for name, layers in more.items() if layers} == {
        "ValidateUpload": ["LayersMedia"],
        "TakeFrames": ["LayersFrames"],
        "UnitApi": ["LayersSheets"],
        "Pages": ["LayersPages"],
    }
    for name, function in functions.items():
        assert _id(function["LoggingConfig"]["LogGroup"]) == f"{name[:-8]}Log"
        variables = function["Environment"]["Variables"]
        table = f"{PREFIX}{next(iter(TableSettings.model_fields)).upper()}"
        assert (table in variables) is not name.startswith("Pages")


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


def test_alarms_watch_functions_machines_streams_and_dead_letters(template):
    alarms = template.resources("AWS::CloudWatch::Alarm")
    watched = {re.sub(r"^Alarms|.{8}$", "", name) for name in alarms}
    functions = {name[:-8] for name in template.resources("AWS::Lambda::Function")}

    assert watched == {
        *(f"{function}Fails" for function in functions),
        *(f"{function}Throttled" for function in functions),
        *("EntryJourneyFails", "EntryJourneyTimesOut", "AwardRoundFails", "AwardRoundTimesOut"),
        *("SettleReviewLags", "ResumeLags", "WriteMailsLags", "EraseLags"),
        *("UploadDeadLettersNotEmpty", "StreamDeadLettersNotEmpty", "ScheduleDeadLettersNotEmpty"),
        "MailDeadLettersNotEmpty",
    }
    assert all(alarm["AlarmActions"] for alarm in alarms.values())


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
        ("AWS::Scheduler::ScheduleGroup", "DeletionPolicy"),
        ("AWS::Scheduler::ScheduleGroup", "UpdateReplacePolicy"),
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


def _keys(table_or_index):
    return {key["KeyType"]: key["AttributeName"] for key in table_or_index["KeySchema"]}


def _names(references):
    return tuple(reference["Ref"][:-8] for reference in references)


def _id(reference):
    """The construct's path in a logical id, without the hash."""
    (value,) = reference.values()
    return (value[0] if isinstance(value, list) else value)[:-8]
