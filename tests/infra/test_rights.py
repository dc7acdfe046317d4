"""Who may do what, as one table, read back from the policies in the template.

What is not in the table, a function may not: in particular the judges' function can read neither
entries nor contacts, and the public one nothing of a person.
"""

import json
from typing import Any

import pytest

from contest_aws import keys

# function: (reads items, puts items, other rights on named resources)
VERIFY = "kms:GetPublicKey SigningKey"
RIGHTS = {
    "SignInApi": (
        "ACCOUNT ADDRESS RATE SIGNIN",
        "ACCESS ACCOUNT ADDRESS AUDIT RATE SIGNIN",
        {VERIFY, "kms:Sign SigningKey"},
    ),
    "AccountApi": (
        "ACCESS ACCOUNT AUDIT AWARDS CONTACT CONTEST CONTESTS ENTRANT ENTRY ERASURE JUDGE MAIL "
        "UNIT WINNERS",
        "ACCESS ACCOUNT AUDIT CONTEST ERASURE",
        {VERIFY, "lambda:InvokeFunction KeepCalendar"},
    ),
    "HostApi": (
        "ACCESS ACCOUNT ADDRESS CONTEST INVITED UNIT",
        "ACCESS ACCOUNT ADDRESS AUDIT CONTEST INVITED UNIT",
        {VERIFY},
    ),
    "InvitationSheetApi": (
        "ACCESS ACCOUNT ADDRESS CONTEST",
        "ACCESS ACCOUNT ADDRESS AUDIT CONTEST INVITED",
        {VERIFY},
    ),
    "UnitApi": (
        "ACCESS ACCOUNT ADDRESS CONTACT CONTEST ENTRANT ENTRY UNIT",
        "ACCOUNT ADDRESS AUDIT CONTACT ENTRANT ENTRY UNIT",
        {VERIFY},
    ),
    "EntrantApi": (
        "ACCESS AUDIT#ENTRY CONTACT CONTEST ENTRANT ENTRY",
        "AUDIT CONTACT ENTRANT ENTRY UNIT",
        {
            VERIFY,
            "s3:AbortMultipartUpload media/*",
            "s3:ListMultipartUploadParts media/*",
            "s3:PutObject media/*",
        },
    ),
    "ScreenerApi": (
        "ACCESS CONTEST ENTRY FRAMES SUSPECTED SUSPICION by_status",
        "AUDIT ENTRY SHOWING SUSPICION",
        {VERIFY, "s3:GetObject posters/*", "s3:GetObjectVersion media/*"},
    ),
    "JudgeApi": (
        "ACCESS CONTEST JUDGE SHOWING",
        "AUDIT JUDGE",
        {VERIFY, "s3:GetObjectVersion media/*"},
    ),
    "Pages": ("", "", set()),
    "PublicApi": ("AWARDS CONTEST WINNERS", "", set()),
    "StartJourney": (
        "CONTEST ENTRY",
        "AUDIT ENTRY",
        {"states:StartExecution EntryJourney", "sqs:consume UploadsQueue"},
    ),
    "ValidateUpload": (
        "CONTEST ENTRY",
        "AUDIT ENTRY",
        {"s3:GetObject media/*", "s3:GetObjectVersion media/*"},
    ),
    "TakeFrames": (
        "CONTEST ENTRY FINGERPRINTS SUSPICION",
        "AUDIT FINGERPRINTS FRAMES SUSPECTED SUSPICION",
        {"s3:GetObject media/*", "s3:GetObjectVersion media/*", "s3:PutObject posters/*"},
    ),
    "AwaitDecision": (
        "AWARDS ENTRY WAIT",
        "WAIT",
        {"states:SendTaskSuccess AwardRound", "states:SendTaskSuccess EntryJourney"},
    ),
    "InviteJudges": (
        "CONTEST ENTRY JUDGE WAIT",
        "AUDIT CONTEST ENTRY JUDGE WAIT",
        {"states:SendTaskSuccess EntryJourney"},
    ),
    "SettleReview": (
        "CONTEST ENTRY JUDGE SHOWING",
        "AUDIT ENTRY JUDGE SHOWING",
        {"dynamodb:stream TableItems", "sqs:send StreamsDeadLetters"},
    ),
    "Resume": (
        "AWARDS ENTRY WAIT",
        "",
        {
            "dynamodb:stream TableItems",
            "sqs:send StreamsDeadLetters",
            "states:SendTaskSuccess AwardRound",
            "states:SendTaskSuccess EntryJourney",
            "states:StartExecution EntryJourney",
        },
    ),
    "WriteMails": (
        "CONTEST",
        "MAIL",
        {"dynamodb:stream TableItems", "sqs:send StreamsDeadLetters", "sqs:send MailQueueMails"},
    ),
    "SendMails": ("ACCOUNT CONTACT MAIL", "MAIL", {"sqs:consume MailQueueMails"}),
    "KeepCalendar": (
        "AWARDS CONTEST ENTRY EXPIRY JUDGE by_status",
        "AUDIT AWARDS CONTEST ENTRY EXPIRY JUDGE",
        {"sqs:send SchedulesDeadLetters"},
    ),
    "Erase": (
        "ACCESS ACCOUNT AUDIT AWARDS CONTACT CONTEST CONTESTS ENTRANT ENTRY ERASURE EXPIRY "
        "FINGERPRINTS FRAMES JUDGE MAIL SHOWING SUSPECTED UNIT WINNERS by_status",
        "AUDIT AWARDS CONTEST ENTRY ERASURE EXPIRY JUDGE WINNERS",
        {
            "dynamodb:stream TableItems",
            "s3:AbortMultipartUpload media/*",
            "s3:DeleteObjectVersion media/*",
            "s3:DeleteObjectVersion posters/*",
            "s3:ListBucketMultipartUploads StorageMedia",
            "s3:ListBucketVersions StorageMedia",
            "sqs:send StreamsDeadLetters",
        },
    ),
    "Tally": (
        "AWARDS CONTEST ENTRY JUDGE UNIT by_status",
        "AUDIT AWARDS",
        {"s3:PutObject results/*"},
    ),
    "ProposeAwards": ("AWARDS CONTEST ENTRY", "AUDIT AWARDS", {"s3:GetObject results/*"}),
    "GrantAwards": (
        "AWARDS CONTEST ENTRY by_status",
        "AUDIT AWARDS ENTRY WINNERS",
        set(),
    ),
}

SENDERS = {"SignInApi", "UnitApi", "SendMails"}
DELETES = {
    "Erase": "ACCESS ACCOUNT ADDRESS CONTACT ENTRANT FINGERPRINTS FRAMES INVITED MAIL SHOWING "
    "SUSPECTED SUSPICION UNIT",
}
"""Which items any function may delete: neither entries, nor reviews, awards or records."""
CHECKS = {"EntrantApi": "ERASURE", "UnitApi": "ERASURE"}
"""Which items a function may make sure that there are none of."""

EVERYBODY = {"logs:CreateLogStream own", "logs:PutLogEvents own"}
WITHOUT_RESOURCE = {
    "dynamodb:ListStreams *",
    "xray:PutTelemetryRecords *",
    "xray:PutTraceSegments *",
}
READ = {"dynamodb:BatchGetItem", "dynamodb:GetItem", "dynamodb:Query"}
WRITES = {
    "dynamodb:PutItem": "puts",
    "dynamodb:DeleteItem": "deletes",
    "dynamodb:ConditionCheckItem": "checks",
}
WHOLE = {
    "sqs:consume": {
        "sqs:ChangeMessageVisibility",
        "sqs:DeleteMessage",
        "sqs:GetQueueAttributes",
        "sqs:GetQueueUrl",
        "sqs:ReceiveMessage",
    },
    "sqs:send": {"sqs:GetQueueAttributes", "sqs:GetQueueUrl", "sqs:SendMessage"},
    "dynamodb:stream": {
        "dynamodb:DescribeStream",
        "dynamodb:GetRecords",
        "dynamodb:GetShardIterator",
    },
}
"""What event sources need, as one right."""


@pytest.mark.parametrize("function", RIGHTS)
def test_function_has_exactly_the_rights_of_the_table(template, function):
    reads, puts, others = RIGHTS[function]

    rights = rights_of(template, function)

    assert rights["reads"] == set(reads.split())
    assert rights["puts"] == set(puts.split())
    assert rights["deletes"] == set(DELETES.get(function, "").split())
    assert rights["checks"] == set(CHECKS.get(function, "").split())
    assert rights["others"] - WITHOUT_RESOURCE == EVERYBODY | others


def test_table_of_rights_names_every_function(template):
    made = template.resources("AWS::Lambda::Function")

    assert sorted(name[:-8] for name in made) == sorted(RIGHTS)


def test_only_readers_of_the_stream_may_list_streams_and_all_may_trace(template_for):
    on_everything = {
        function: rights_of(template_for("us-east-1"), function)["others"] & WITHOUT_RESOURCE
        for function in RIGHTS
    }

    traces = WITHOUT_RESOURCE - {"dynamodb:ListStreams *"}
    of_streams = {"SettleReview", "Resume", "WriteMails", "Erase"}
    assert on_everything == {
        function: WITHOUT_RESOURCE if function in of_streams else traces for function in RIGHTS
    }


def test_only_senders_write_as_the_sender(template_for):
    mailing = template_for("us-east-1", mail_from="contest@example.org")
    may_send = {
        function: {o for o in rights_of(mailing, function)["others"] if o.startswith("ses:")}
        for function in RIGHTS
    }

    own = {f"ses:SendEmail identity/{name}" for name in ("contest@example.org", "example.org")}
    assert may_send == {function: own if function in SENDERS else set() for function in RIGHTS}


def test_only_answering_and_mailing_differ_in_the_local_cloud(template_for):
    """There is a sender there, and the emulator looks for the right to mail on every resource."""
    for function, (reads, puts, others) in RIGHTS.items():
        rights = rights_of(template_for("us-east-1", local=True), function)
        widened = {
            "states:SendTaskSuccess *" if other.startswith("states:Send") else other
            for other in others
        }
        if function in SENDERS:
            widened.add("ses:SendEmail *")

        assert rights["reads"] == set(reads.split())
        assert rights["puts"] == set(puts.split())
        assert rights["others"] - WITHOUT_RESOURCE == EVERYBODY | widened


def test_nobody_may_update_or_scan_items_and_one_may_delete_some(template):
    whole = json.dumps(list(template.resources("AWS::IAM::Policy").values()))

    assert whole.count("dynamodb:DeleteItem") == len(DELETES) == 1
    for action in ("UpdateItem", "Scan", "BatchWriteItem", "PartiQL"):
        assert f"dynamodb:{action}" not in whole


def test_steps_are_run_by_their_own_machine_alone(template):
    for machine, steps in {
        "EntryJourney": {"ValidateUpload", "TakeFrames", "AwaitDecision", "InviteJudges"},
        "AwardRound": {"Tally", "ProposeAwards", "GrantAwards", "AwaitDecision"},
    }.items():
        policy = template.resource("AWS::IAM::Policy", f"{machine}Role")
        statements = policy["PolicyDocument"]["Statement"]
        run = [s for s in statements if s["Action"] == "lambda:InvokeFunction"]

        assert [{_name(r) for r in statement["Resource"]} for statement in run] == [steps]


def test_schedules_run_the_calendar_and_nothing_else(template):
    statements = template.resource("AWS::IAM::Policy", "SchedulesRole")["PolicyDocument"]

    assert [(s["Action"], _name(s["Resource"])) for s in statements["Statement"]] == [
        ("lambda:InvokeFunction", "KeepCalendar"),
        ("sqs:SendMessage", "SchedulesDeadLetters"),
    ]


def rights_of(template, function: str) -> dict[str, set[str]]:
    rights: dict[str, set[str]] = {
        kind: set() for kind in ("reads", "puts", "deletes", "checks", "others")
    }
    for statement in _statements(template, function):
        assert statement["Effect"] == "Allow"
        actions = _as_set(statement["Action"])
        if actions == READ:
            rights["reads"] |= _prefixes(statement, "TableItems")
        elif len(actions) == 1 and (kind := WRITES.get(*actions)):
            rights[kind] |= _prefixes(statement, "TableItems")
        elif actions == {"dynamodb:Query"}:
            assert _prefixes(statement, f"TableItems/index/{keys.BY_STATUS}") == {"STATUS"}
            rights["reads"].add(keys.BY_STATUS)
        else:
            assert "Condition" not in statement
            rights["others"] |= _named(actions, statement["Resource"], function)
    return rights


def _statements(template, function: str) -> list[dict[str, Any]]:
    """Of the role's own policy and of those attached to it."""
    role = template.resource("AWS::Lambda::Function", function)["Role"]["Fn::GetAtt"][0]
    (made,) = (p for n, p in template.resources("AWS::IAM::Role").items() if n == role)
    assert set(made) == {"AssumeRolePolicyDocument"}, "rights stand in policies alone"
    return [
        statement
        for policy in template.resources("AWS::IAM::Policy").values()
        if {"Ref": role} in policy["Roles"]
        for statement in policy["PolicyDocument"]["Statement"]
    ]


def _prefixes(statement: dict[str, Any], resource: str) -> set[str]:
    """The partition keys' beginnings that the statement is limited to, `ENTRY#*` as ENTRY."""
    assert _name(statement["Resource"]) == resource
    (limit,) = statement["Condition"].items()
    assert limit[0] == "ForAllValues:StringLike"
    assert set(limit[1]) == {"dynamodb:LeadingKeys"}
    patterns = _as_set(limit[1]["dynamodb:LeadingKeys"])
    assert all(pattern.endswith("#*") for pattern in patterns)
    return {pattern.removesuffix("#*") for pattern in patterns}


def _named(actions: set[str], resources: Any, function: str) -> set[str]:
    for whole, parts in WHOLE.items():
        if parts <= actions:
            actions = actions - parts | {whole}
    listed = resources if isinstance(resources, list) else [resources]
    names = {_name(resource) for resource in listed}
    return {
        f"{action} {'own' if name == f'{function}Log' else name}"
        for action in actions
        for name in names
    }


def _name(resource: Any) -> str:
    """`{"Fn::GetAtt": ["TableItems4E2090AD", "Arn"]}` is TableItems; of objects, their pattern."""
    match resource:
        case str():
            return resource
        case {"Fn::GetAtt": [logical_id, _]} | {"Ref": logical_id}:
            return str(logical_id)[:-8]
        case {"Fn::Join": ["", [inner, "/media/*"]]}:
            assert _name(inner) == "StorageMedia"
            return "media/*"
        case {"Fn::Join": ["", [inner, "/posters/*"]]}:
            assert _name(inner) == "StorageMedia"
            return "posters/*"
        case {"Fn::Join": ["", [inner, "/results/*"]]}:
            assert _name(inner) == "StorageResults"
            return "results/*"
        case {"Fn::Join": ["", ["arn:", {"Ref": "AWS::Partition"}, str(rest)]]}:
            return rest.split(":", 4)[-1]
        case {"Fn::Join": ["", [inner, str(rest)]]}:
            return _name(inner) + rest
    raise AssertionError(f"a resource that this test does not know: {resource}")


def _as_set(value: str | list[str]) -> set[str]:
    return {value} if isinstance(value, str) else set(value)
