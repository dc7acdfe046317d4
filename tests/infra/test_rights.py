"""The table of rights, held against the policies in the template."""

import json

import pytest

from tests.infra.policies import name_of, rights_of
from tests.infra.rights import CHECKS, DELETES, RIGHTS, SENDERS

EVERYBODY = {"logs:CreateLogStream own", "logs:PutLogEvents own"}
WITHOUT_RESOURCE = {
    "dynamodb:ListStreams *",
    "xray:PutTelemetryRecords *",
    "xray:PutTraceSegments *",
}


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


def test_only_the_reader_of_the_stream_may_list_streams_and_all_may_trace(template_for):
    on_everything = {
        function: rights_of(template_for("us-east-1"), function)["others"] & WITHOUT_RESOURCE
        for function in RIGHTS
    }

    traces = WITHOUT_RESOURCE - {"dynamodb:ListStreams *"}
    assert on_everything == {
        function: WITHOUT_RESOURCE if function == "Dispatch" else traces for function in RIGHTS
    }


def test_only_senders_write_as_the_sender(template_for):
    mailing = template_for("us-east-1", mail_from="contest@example.org")
    may_send = {
        function: {o for o in rights_of(mailing, function)["others"] if o.startswith("ses:")}
        for function in RIGHTS
    }

    own = {"ses:SendEmail * as contest@example.org"}
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
        "AwardRound": {
            *("Tally", "ProposeAwards", "GrantAwards", "MakeCertificates", "AwaitDecision"),
        },
        "ViewingCopy": {"MakeCopy", "PlanRendition", "EncodePiece", "JoinPieces"},
    }.items():
        policy = template.resource("AWS::IAM::Policy", f"{machine}Role")
        statements = policy["PolicyDocument"]["Statement"]
        run = [s for s in statements if s["Action"] == "lambda:InvokeFunction"]

        (resources,) = (statement["Resource"] for statement in run)
        listed = resources if isinstance(resources, list) else [resources]
        assert {name_of(resource) for resource in listed} == steps


def test_schedules_run_the_calendar_and_nothing_else(template):
    statements = template.resource("AWS::IAM::Policy", "SchedulesRole")["PolicyDocument"]

    assert [(s["Action"], name_of(s["Resource"])) for s in statements["Statement"]] == [
        ("lambda:InvokeFunction", "KeepCalendar"),
        ("sqs:SendMessage", "SchedulesDeadLetters"),
    ]


def test_judges_can_read_no_original(template):
    """Whatever address the function signs: the role decides when it is used."""
    objects = {right for right in rights_of(template, "JudgeApi")["others"] if "s3:" in right}

    assert objects == {"s3:GetObjectVersion viewing/*"}
