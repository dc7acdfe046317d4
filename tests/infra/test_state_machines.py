import json
import re
from pathlib import Path

import pytest

FILES = {
    "EntryJourney": "entry_journey.asl.json",
    "AwardRound": "award_round.asl.json",
    "ViewingCopy": "viewing_copy.asl.json",
}
INFRA = Path(__file__).parent.parent.parent / "infra"
PLACEHOLDER = re.compile(r"\$\{(\w+)\}")
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
    tasks = {n: s for n, s in definition["States"].items() if s["Type"] == "Task"}

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
        for name, state in definition["States"].items()
        if state["Type"] == "Task" and state["TimeoutSeconds"] < limits[_function_of(state)]
    }

    assert too_short == set()


def test_every_state_is_reached_and_leads_somewhere(definition):
    states = definition["States"]
    aims = {definition["StartAt"], *(aim for state in states.values() for aim in _aims(state))}

    assert aims == set(states)


def test_lost_executions_are_logged_without_their_tokens(template, machine):
    properties = template.resource("AWS::StepFunctions::StateMachine", machine)
    logging = properties["LoggingConfiguration"]

    assert (logging["Level"], logging["IncludeExecutionData"]) == ("ALL", False)
    assert properties["StateMachineType"] == "STANDARD"


def _function_of(state):
    return PLACEHOLDER.fullmatch(state["Parameters"]["FunctionName"])[1]


def _aims(state):
    for step in (state, *state.get("Choices", ()), *state.get("Catch", ())):
        yield from (step[key] for key in ("Next", "Default") if key in step)
