"""IAM is enforced here as on AWS: every function does its work, and no more, with its own role."""

from datetime import timedelta

import boto3
import pytest
from botocore.exceptions import ClientError

from contest.people.account import Role
from contest.rules.sizes import ViewingLimits
from contest.viewing.viewing_copy import CopyKind
from contest_aws import clock
from contest_aws.clients import INVOKE
from contest_aws.store import keys
from infra.deployment import LOCAL_HOST
from local.visitors import Visitor, until
from tests.e2e.contest_client import ContestClient
from tests.e2e.test_wins_an_award import grant, play_to_the_awards


def functions(cloud) -> dict[str, dict]:
    """Configuration by handler."""
    pages = cloud.client("lambda").get_paginator("list_functions").paginate()
    found = [function for page in pages for function in page["Functions"]]
    return {function["Handler"].removesuffix(".handler"): function for function in found}


@pytest.mark.slow
def test_every_function_did_its_work_in_the_way_of_two_entries(organiser, cloud):
    watched = ContestClient(organiser, viewing=ViewingLimits(short_side=360))
    watched.viewing_copy(watched.submitted(), CopyKind.RENDITION)
    contest_client = ContestClient(organiser)
    entries = play_to_the_awards(contest_client, points={"甲": 90, "乙": 40})
    grant(contest_client)
    for path, body in (("sign-in", {"link": f"{'0' * 32}.{'x' * 43}"}), ("account", None)):
        # Their work is in test_signs_in; here they run.
        Visitor(
            contest_client.api_url, path, "", contest_client.token(Role.ENTRANT, "somebody")
        ).send("POST" if body else "GET", "/sessions", body)
    for path in ("/invitations", "/invitations/sheet", "/awards"):
        Visitor(contest_client.api_url, "host", contest_client.id).send("GET", path)
    public = Visitor(contest_client.api_url, "public", contest_client.id)
    public.send("POST", "/objections/answer", {"code": "0" * 12})
    entrant = contest_client.entrant("p0")
    entrant.ask("GET", f"/entries/{next(iter(entries.values()))}/comments")
    for winner in public.ask("GET", "/gallery"):
        if not winner["title"]:
            continue  # an award to a unit
        assert public.ask("GET", f"/gallery/{winner['id']}")["film"]
    host = Visitor(
        contest_client.api_url,
        "host",
        contest_client.id,
        contest_client.token(Role.HOST, "host", address=LOCAL_HOST),
    )
    ends_at = organiser.contest(contest_client.id).time_at(clock.now()) + timedelta(days=1)
    host.send("GET", "/exports/people")
    full = host.send("POST", "/exports/entries", {"reason": "寄送参展函"})
    assert full.content[:2] == b"PK"
    made = host.ask(
        "POST", "/media-packages", {"partner": "央视频", "ends_at": ends_at.isoformat()}
    )
    plan = {
        "at": (ends_at + timedelta(days=9)).isoformat(),
        "place": {"zh": "北京", "en": "Beijing"},
        "answer_by": ends_at.isoformat(),
    }
    host.ask("POST", "/ceremony", {"plan": plan, "expected_version": 0})
    seen = {"expected_version": 1, "ceremony_version": 1}
    answer = {**seen, "coming": True, "guests": 2, "names": ["周立群"]}
    entrant.ask("PUT", f"/entries/{next(iter(entries.values()))}/ceremony", answer)
    assert host.ask("GET", "/ceremony")["coming"] == 2
    Visitor(contest_client.api_url, "unit", contest_client.id).send("GET", "/ceremony")
    link = {"link": made["link"].partition("#")[2]}
    assert public.ask("POST", "/media-package", link)["winners"][0]["address"]
    Visitor(contest_client.api_url, "unit", contest_client.id).send("GET", "/entries")
    Visitor(contest_client.api_url, "unit", contest_client.id).send("GET", "/certificates")
    assert host.ask("GET", "/audit")["records"]
    assert host.ask("GET", "/audit/verification")
    Visitor(contest_client.api_url, "", "").send("GET", "/")
    daily = ("journey.seal_chains", "journey.remind_host")
    names = [functions(cloud)[handler]["FunctionName"] for handler in daily]
    for scheduled in (organiser.deployment.recover, *names):
        client = cloud.session.client("lambda", config=INVOKE)
        client.invoke(FunctionName=scheduled)["Payload"].read()
    for entry in entries.values():
        contest_client.execution(entry)
    until(
        lambda: entrant.ask("GET", f"/entries/{next(iter(entries.values()))}/certificates"),
        lambda seen: seen and all(certificate["address"] for certificate in seen),
        seconds=60,
    )

    logs = cloud.client("logs")
    for handler, function in functions(cloud).items():
        group = function["LoggingConfig"]["LogGroup"]
        events = logs.filter_log_events(logGroupName=group)["events"]
        assert events, f"{handler} has not run"
        told = "\n".join(event["message"] for event in events)
        assert "AccessDenied" not in told, handler


ELSEWHERE = {
    "scan the table": ("dynamodb", "scan", {"TableName": "table_name"}),
    "delete from the table": ("dynamodb", "delete_item", {"TableName": "table_name"}),
    "delete a work": ("s3", "delete_object", {"Bucket": "media_bucket"}),
    "list the works": ("s3", "list_objects_v2", {"Bucket": "media_bucket"}),
    "stop executions": ("stepfunctions", "stop_execution", {}),
}


@pytest.mark.parametrize("action", ELSEWHERE)
def test_no_function_may(action, organiser, cloud):
    service, operation, names = ELSEWHERE[action]
    arguments = {name: getattr(organiser.deployment, value) for name, value in names.items()}
    if operation == "delete_item":
        arguments["Key"] = {"pk": {"S": "ENTRY#c#e"}, "sk": {"S": "ENTRY"}}
    if operation == "delete_object":
        arguments["Key"] = "media/c/e/1-a"
    if operation == "stop_execution":
        arguments["executionArn"] = (
            organiser.deployment.entry_journey.replace(":stateMachine:", ":execution:") + ":none"
        )
    for handler, function in functions(cloud).items():
        if (action, handler) == ("stop executions", "journey.recover"):
            continue  # it stops those whose task token was lost
        client = as_role(cloud, function["Role"], service)
        with pytest.raises(ClientError) as refused:
            getattr(client, operation)(**arguments)
        code = refused.value.response["Error"]["Code"]
        assert code in ("AccessDenied", "AccessDeniedException"), (handler, code)


@pytest.fixture
def planted(request, organiser, cloud):
    """There is something to read: an item of that kind, with a canary in it."""
    key = {"pk": {"S": f"{request.param}c#canary"}, "sk": {"S": "X"}}
    table = organiser.deployment.table_name
    cloud.client("dynamodb").put_item(TableName=table, Item={**key, "secret": {"S": "canary"}})
    yield key
    cloud.client("dynamodb").delete_item(TableName=table, Key=key)


@pytest.mark.parametrize(
    "planted", [keys.ENTRY, keys.CONTACT, keys.AUDIT, keys.AWARDS], indirect=True
)
def test_the_judges_function_cannot_read(planted, organiser, cloud):
    key, table = planted, organiser.deployment.table_name
    role = functions(cloud)["review.judge_api"]["Role"]
    dynamodb = as_role(cloud, role, "dynamodb")
    asked = [
        lambda: dynamodb.get_item(TableName=table, Key=key),
        lambda: dynamodb.batch_get_item(RequestItems={table: {"Keys": [key]}}),
        lambda: dynamodb.query(
            TableName=table,
            KeyConditionExpression="pk = :pk",
            ExpressionAttributeValues={":pk": key["pk"]},
        ),
    ]
    for ask in asked:
        with pytest.raises(ClientError) as refused:
            ask()
        assert refused.value.response["Error"]["Code"] == "AccessDeniedException"


def as_role(cloud, role: str, service: str):
    """A client with the temporary credentials of a function's role."""
    given = cloud.client("sts").assume_role(RoleArn=role, RoleSessionName="test")["Credentials"]
    return boto3.client(
        service,
        endpoint_url=cloud.emulator.endpoint,
        region_name="us-east-1",
        aws_access_key_id=given["AccessKeyId"],
        aws_secret_access_key=given["SecretAccessKey"],
        aws_session_token=given["SessionToken"],
    )
