import json
import re
from datetime import timedelta
from pathlib import Path

import pytest

from contest.viewing.viewing_copy import LEASES, CopyKind

FILES = {
    "EntryJourney": "entry_journey.asl.json",
    "AwardRound": "award_round.asl.json",
    "ViewingCopy": "viewing_copy.asl.json",
}
INFRA = Path(__file__).parent.parent.parent / "infra"
PLACEHOLDER = re.compile(r"\$\{(\w+)\}")
BUSY = (
    "Lambda.TooManyRequestsException",
    "Lambda.ServiceException",
    "Lambda.AWSLambdaException",
    "Lambda.SdkClientException",
)
TABLE_BUSY = (
    "ProvisionedThroughputExceededException",
    "RequestLimitExceeded",
    "ThrottlingException",
)
YEAR = 365 * 24 * 60 * 60


@pytest.fixture(params=FILES)
def machine(request):
    return request.param


@pytest.fixture
def definition(machine):
    return json.loads((INFRA / FILES[machine]).read_text("utf-8"))


def test_every_name_in_the_file_is_filled_in_and_no_other(template, machine, definition):
    properties = template.resource("AWS::StepFunctions::StateMachine", machine)

    assert json.loads(properties["DefinitionString"]) == definition
    placeholders = set(PLACEHOLDER.findall(properties["DefinitionString"]))
    assert placeholders == set(properties["DefinitionSubstitutions"])


def test_names_of_functions_are_filled_in_with_those_functions(template, machine):
    properties = template.resource("AWS::StepFunctions::StateMachine", machine)

    filled = dict(properties["DefinitionSubstitutions"])
    assert filled.pop("Partition") in ("aws", "aws-cn", {"Ref": "AWS::Partition"})
    assert {name: value["Fn::GetAtt"][0][:-8] for name, value in filled.items()} == {
        name: name for name in filled
    }


def test_no_task_waits_for_ever(definition):
    tasks = dict(_tasks(definition))

    assert {name for name, state in tasks.items() if "TimeoutSeconds" not in state} == set()
    assert all(0 < state["TimeoutSeconds"] < YEAR for state in tasks.values())


def test_execution_ends_before_step_functions_ends_it(definition):
    assert definition["TimeoutSeconds"] <= YEAR


def test_step_outlives_its_function(template, definition):
    """A step that gave up first would start a second one beside the first."""
    functions = template.resources("AWS::Lambda::Function")
    limits = {name[:-8]: function["Timeout"] for name, function in functions.items()}

    too_short = {
        name
        for name, state in _tasks(definition)
        if state["TimeoutSeconds"] < limits[_function_of(state)]
    }

    assert too_short == set()


def test_every_state_is_reached_and_leads_somewhere(definition):
    states = definition["States"]
    aims = {definition["StartAt"], *(aim for state in states.values() for aim in _aims(state))}

    assert aims == set(states)


def test_pieces_of_a_rendition_are_encoded_a_few_at_a_time_and_again_alone(definition, machine):
    """Inline: at most 40 at once, and 25,000 events in one history, of which a piece takes fewer
    than 30 even if it is tried three times
    (https://docs.aws.amazon.com/step-functions/latest/dg/state-map-inline.html). Items come with
    the input, of 256 KiB at most
    (https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html)."""
    maps = {name: s for name, s in definition["States"].items() if s["Type"] == "Map"}
    assert set(maps) == ({"EncodePieces"} if machine == "ViewingCopy" else set())
    for state in maps.values():
        assert state["ItemProcessor"]["ProcessorConfig"] == {"Mode": "INLINE"}
        assert 1 < state["MaxConcurrency"] <= 40
        assert state["Catch"][0]["ErrorEquals"] == ["States.ALL"]
        (piece,) = state["ItemProcessor"]["States"].values()
        assert piece["End"]
        assert any("States.ALL" in retry["ErrorEquals"] for retry in piece["Retry"])
        assert "Lambda.TooManyRequestsException" in piece["Retry"][0]["ErrorEquals"]


def test_a_step_waits_while_lambda_is_busy_or_fails(definition):
    """An account's concurrency may be used up for minutes. The longest waits of a step add up to
    five minutes at least: 6 attempts after 2, 6, 18, 54, 162 and 486 seconds are 728, and 20 after
    10, 20, 40, 80, 160 and then 300 each are 4,810. A piece of a rendition, of which a deployment
    may bound how many are encoded at once, waits 40 times, 10,810. With jitter half of it is usual
    (https://docs.aws.amazon.com/step-functions/latest/dg/bp-lambda-serviceexception.html)."""
    waits = {
        (name, error): _longest_waits(state, error)
        for name, state in _tasks(definition)
        for error in BUSY
    }

    assert {at for at, found in waits.items() if len(found) < 6 or sum(found) < 300} == set()
    patient = {at: sum(found) for at, found in waits.items() if sum(found) not in (728, 4810)}
    busy = ("EncodePiece", "Lambda.TooManyRequestsException")
    assert patient == ({busy: 10_810} if "EncodePieces" in definition["States"] else {})


def test_frames_are_taken_again_when_the_table_was_busy():
    """The names of botocore's classes, which Lambda hands on: all three say that it was refused for
    its rate
    (https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html)."""
    frames = json.loads((INFRA / FILES["EntryJourney"]).read_text("utf-8"))["States"]["Frames"]
    for error in TABLE_BUSY:
        assert sum(_longest_waits(frames, error)) == 4810
    for error in ("States.Timeout", "Sandbox.Timedout", "Runtime.ExitError", "Lambda.Unknown"):
        assert _longest_waits(frames, error) == [], "the next try would end as this one did"


def test_an_execution_holds_its_rendition_until_it_ends():
    """Nobody else begins it meanwhile; afterwards the upkeep does."""
    seconds = json.loads((INFRA / FILES["ViewingCopy"]).read_text("utf-8"))["TimeoutSeconds"]
    assert timedelta(seconds=seconds) < LEASES[CopyKind.RENDITION] < timedelta(seconds=2 * seconds)


def test_the_longest_work_fits_where_pieces_are_joined(template):
    """Two hours of the usual 8 Mbit/s are 7.2 GB; Lambda has at most 10,240 MB of disk
    (https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html)."""
    join = template.resource("AWS::Lambda::Function", "JoinPieces")
    assert join["EphemeralStorage"] == {"Size": 10_240}


def test_lost_executions_are_logged_without_their_tokens(template, machine):
    properties = template.resource("AWS::StepFunctions::StateMachine", machine)
    logging = properties["LoggingConfiguration"]

    assert (logging["Level"], logging["IncludeExecutionData"]) == ("ALL", False)
    assert properties["StateMachineType"] == "STANDARD"


def _tasks(definition):
    for name, state in definition["States"].items():
        if state["Type"] == "Task":
            yield name, state
        if state["Type"] == "Map":
            yield from _tasks(state["ItemProcessor"])


def _longest_waits(state, error):
    """Seconds before each retry of an error. The first retrier that names it counts."""
    retry = next(r for r in state["Retry"] if {error, "States.ALL"} & set(r["ErrorEquals"]))
    most = retry.get("MaxDelaySeconds", YEAR)
    return [
        min(most, retry["IntervalSeconds"] * retry["BackoffRate"] ** attempt)
        for attempt in range(retry["MaxAttempts"])
    ]


def _function_of(state):
    return PLACEHOLDER.fullmatch(state["Parameters"]["FunctionName"])[1]


def _aims(state):
    for step in (state, *state.get("Choices", ()), *state.get("Catch", ())):
        yield from (step[key] for key in ("Next", "Default") if key in step)
