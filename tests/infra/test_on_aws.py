"""What an emulator does not enforce: who may publish to an alarm's topic, what stays after a stack
is gone, which loops Lambda ends, and how long the command line waits."""

import json
import re

import pytest

from laurel.organiser import Deployment, Organiser
from tests.infra.policies import name_of, rights_of
from tests.infra.rights import RIGHTS


def test_alarms_of_this_account_may_publish_to_their_topic(template):
    """https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html"""
    policy = template.resource("AWS::SNS::TopicPolicy", "AlarmsTopic")["PolicyDocument"]
    [allowed] = [s for s in policy["Statement"] if s["Effect"] == "Allow"]
    [topic] = template.resources("AWS::SNS::Topic")

    assert allowed["Principal"] == {"Service": "cloudwatch.amazonaws.com"}
    assert (allowed["Action"], allowed["Resource"]) == ("sns:Publish", {"Ref": topic})
    assert allowed["Condition"]["StringEquals"] == {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}
    source = json.dumps(allowed["Condition"]["ArnLike"]["aws:SourceArn"])
    assert re.search(r':cloudwatch:[a-z0-9-]+:111111111111:alarm:\*"', source)
    alarms = template.resources("AWS::CloudWatch::Alarm").values()
    assert {json.dumps(alarm["AlarmActions"]) for alarm in alarms} == {f'[{{"Ref": "{topic}"}}]'}


def test_rules_may_send_to_every_queue_that_they_name(template):
    """A queue with a policy of its own takes messages of those services alone that it names."""
    policies = template.resources("AWS::SQS::QueuePolicy").values()
    for rule in template.resources("AWS::Events::Rule").values():
        for target in rule["Targets"]:
            named = [target["Arn"], target["DeadLetterConfig"]["Arn"]]
            for queue in [one for one in named if re.search("Queue|Dead", name_of(one))]:
                [policy] = [
                    p["PolicyDocument"]["Statement"]
                    for p in policies
                    if {name_of(q) for q in p["Queues"]} == {name_of(queue)}
                ]
                assert "events.amazonaws.com" in {
                    s["Principal"].get("Service")
                    for s in policy
                    if s["Effect"] == "Allow" and "sqs:SendMessage" in s["Action"]
                }


def test_nothing_that_stays_has_a_name_that_the_next_stack_needs(template):
    """What is retained under a fixed name makes the next deployment fail: it exists already."""
    kept = {
        name: resource
        for name, resource in template.body["Resources"].items()
        if "Retain" in resource.get("DeletionPolicy", "")
    }

    assert len(kept) > 4
    assert {
        name: property_
        for name, resource in kept.items()
        for property_ in resource.get("Properties", {})
        if property_ == "Name" or property_.endswith("Name")
    } == {}


def test_schedules_go_with_their_stack(template):
    [group] = [
        resource
        for resource in template.body["Resources"].values()
        if resource["Type"] == "AWS::Scheduler::ScheduleGroup"
    ]

    assert group.get("Properties", {}) == {}
    assert group.get("DeletionPolicy", "Delete") == "Delete"


def test_a_function_may_call_itself_by_its_queue_only_where_it_means_to(template):
    """Lambda ends a chain of function and queue after 16 calls:
    https://docs.aws.amazon.com/lambda/latest/dg/invocation-recursion.html"""
    sends, takes = {}, {}
    for function in RIGHTS:
        others = rights_of(template, function)["others"]
        sends[function] = {o.split()[1] for o in others if re.match(r"sqs:([Ss]end)", o)}
        takes[function] = {o.split()[1] for o in others if o.startswith("sqs:consume")}
    calls = {
        sender: {f for f, queues in takes.items() if queues & sent}
        for sender, sent in sends.items()
    }
    looping = {function for function in calls if function in reached(calls, function)}

    assert looping == {"Erase"}


@pytest.mark.parametrize(
    ("region", "expected"),
    [("us-east-1", {"Erase": "Allow"}), ("cn-north-1", {}), ("cn-northwest-1", {})],
)
def test_loops_are_allowed_where_lambda_detects_them_and_not_named_in_china(
    template_for, region, expected
):
    """There Lambda does not detect loops, so that the property may be refused:
    https://docs.amazonaws.cn/en_us/aws/latest/userguide/lambda.html"""
    functions = template_for(region).resources("AWS::Lambda::Function")

    assert {
        name[:-8]: made["RecursiveLoop"]
        for name, made in functions.items()
        if "RecursiveLoop" in made
    } == expected


def reached(calls, start):
    """Everything that is called in the end."""
    found, left = set(), {*calls[start]}
    while left:
        function = left.pop()
        found.add(function)
        left |= calls[function] - found
    return found


class Session:
    """Notes with which settings a client is made."""

    def __init__(self):
        self.made = {}

    def client(self, service, *, config):
        self.made[service] = config
        return self

    def invoke(self, **_):
        return {"Payload": self}

    def read(self):
        return b"{}"


def test_the_command_line_waits_as_long_as_the_calendar_may_take_and_calls_once(template):
    timeout = template.resource("AWS::Lambda::Function", "KeepCalendar")["Timeout"]
    session = Session()

    Organiser(Deployment.model_construct(keep_calendar="arn"), session).keep_calendar("c")

    config = session.made["lambda"]
    assert config.read_timeout > timeout == 900
    assert config.retries["total_max_attempts"] == 1
    assert config.tcp_keepalive is True


def test_pages_may_load_from_the_host_that_addresses_are_signed_for(template):
    pages = template.resource("AWS::Lambda::Function", "Pages")
    origins = json.dumps(pages["Environment"]["Variables"]["LAUREL_MEDIA_ORIGINS"])

    assert "RegionalDomainName" in origins
    assert '"DomainName"' not in origins
