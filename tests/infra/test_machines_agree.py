"""The state machines walk the domain's tables: where they wait, what leads on, what ends them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import pytest

from contest.award.award import AWARD_STAGES, AWARD_TRANSITIONS, AwardStatus
from contest.entry.entry import STAGES, TRANSITIONS, EntryStatus
from contest_aws.workflow.executions import WAITING

INFRA = Path(__file__).resolve().parents[2] / "infra"


def machine(name: str) -> dict:
    return json.loads((INFRA / f"{name}.asl.json").read_text(encoding="utf-8"))


class Domain(NamedTuple):
    statuses: type[EntryStatus] | type[AwardStatus]
    stages: Mapping
    transitions: Mapping


ENTRY = Domain(EntryStatus, STAGES, TRANSITIONS)
AWARD = Domain(AwardStatus, AWARD_STAGES, AWARD_TRANSITIONS)
MACHINES = [
    pytest.param(machine("entry_journey"), ENTRY, id="entry_journey"),
    pytest.param(machine("award_round"), AWARD, id="award_round"),
]


@pytest.mark.parametrize(("asl", "domain"), MACHINES)
def test_each_status_leads_to_the_state_that_the_domain_names(asl, domain):
    stand = asl["States"][asl["StartAt"]]
    assert stand["Type"] == "Choice"
    assert {c["StringEquals"]: c["Next"] for c in stand["Choices"]} == {
        status.value: stage for status, stage in domain.stages.items()
    }
    assert asl["States"][stand["Default"]]["Type"] == "Succeed"


BESIDE = {"Validate": "Frames", "Screen": "UndoPeriod", "Grant": "Certificates"}
"""Work that follows a stage and belongs to no status: the entry goes on whatever becomes of it."""


@pytest.mark.parametrize(("asl", "domain"), MACHINES)
def test_every_stage_leads_back_to_where_the_status_decides(asl, domain):
    tasks = {name: s for name, s in asl["States"].items() if s["Type"] in ("Task", "Wait")}
    beside = {name: BESIDE[name] for name in BESIDE.keys() & tasks.keys()}
    assert tasks.keys() == set(domain.stages.values()) | set(beside.values())
    assert not set(domain.stages.values()) & set(beside.values())
    for name, state in tasks.items():
        leads_to = {state["Next"], *(catch["Next"] for catch in state.get("Catch", []))}
        assert leads_to == {beside.get(name, asl["StartAt"])}, name


def test_frames_hold_no_entry_up():
    """Every failure of theirs is caught, keeps the position, and leads to where a success does."""
    frames = machine("entry_journey")["States"]["Frames"]
    (catch,) = frames["Catch"]
    assert catch["ErrorEquals"] == ["States.ALL"]
    assert catch["Next"] == frames["Next"]
    assert catch["ResultPath"] not in ("$", None), "the position is carried on"


def test_certificates_hold_no_award_up():
    certificates = machine("award_round")["States"]["Certificates"]
    (catch,) = certificates["Catch"]
    assert catch["ErrorEquals"] == ["States.ALL"]
    assert catch["Next"] == certificates["Next"]
    assert certificates["ResultPath"] is None, "the position is carried on"


@pytest.mark.parametrize(("asl", "domain"), MACHINES)
def test_a_state_waits_while_its_owner_stands_at_the_status_that_led_to_it(asl, domain):
    by_stage = {stage: status.value for status, stage in domain.stages.items()}
    waiting = {
        name: state["Parameters"]["Payload"]["waits_in"]
        for name, state in asl["States"].items()
        if state.get("Resource", "").endswith(".waitForTaskToken")
    }
    assert waiting == {name: by_stage[name] for name in waiting}


def test_recovery_knows_in_which_states_an_execution_waits():
    waiting = {
        name
        for asl in (machine("entry_journey"), machine("award_round"))
        for name, state in asl["States"].items()
        if state.get("Resource", "").endswith(".waitForTaskToken")
    }
    assert waiting == WAITING


BY_PEOPLE = {
    EntryStatus.READY,
    EntryStatus.RETURNED,
    EntryStatus.AWARDED,
    EntryStatus.NOT_JUDGED,
}
"""The execution has ended, and a person may lead on: submit, revoke, give a special award."""


@pytest.mark.parametrize("domain", [ENTRY, AWARD], ids=["entry", "award"])
def test_every_way_out_of_a_stage_is_another_stage_or_an_end_of_the_execution(domain):
    """No status is reached from a stage that the machine would wait in for ever: it has a stage of
    its own, or a person's action, not the machine's, leads on from it."""
    stage_machine_moves = {
        to for status in domain.stages for to in domain.transitions[status] - domain.stages.keys()
    }
    by_the_host = {EntryStatus.SCREENING, EntryStatus.AWARDED, EntryStatus.DISQUALIFIED}
    allowed = by_the_host if domain is ENTRY else set()
    ends = {status for status, to in domain.transitions.items() if to <= allowed}
    assert stage_machine_moves == ends | (BY_PEOPLE if domain is ENTRY else set())
    reachable, rest = set(), [next(iter(domain.transitions))]
    while rest:
        status = rest.pop()
        if status not in reachable:
            reachable.add(status)
            rest += domain.transitions[status]
    assert reachable == set(domain.statuses), "no status is out of reach"
    assert domain.transitions.keys() == set(domain.statuses)


@pytest.mark.parametrize("asl", [machine("entry_journey"), machine("award_round")])
def test_no_task_waits_for_ever_and_every_one_is_tried_again(asl):
    for name, state in asl["States"].items():
        if state["Type"] == "Task":
            assert state["TimeoutSeconds"] > 0, name
            assert state["Retry"], name
