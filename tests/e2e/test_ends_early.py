"""A work that is rejected at screening, one that is withdrawn, and one that is disqualified."""

import json

import pytest

from contest.audit import Actor
from contest.entry.entry import EntryStatus
from contest_aws import clock
from contest_aws.services import host
from contest_aws.services.context import Context
from local.visitors import ProblemError
from tests.e2e.contest_client import ContestClient, good_video


def test_a_work_is_rejected_at_screening_with_a_coded_reason(office):
    cast = ContestClient(office)
    entry = cast.submitted()

    with pytest.raises(ProblemError) as refused:
        cast.screener().decide(entry, "reject")
    assert refused.value.code == "screening.reason_missing"
    cast.screener().decide(entry, "reject", "advertising")

    ended = cast.execution(entry)
    assert (ended["status"], json.loads(ended["output"])["status"]) == ("SUCCEEDED", "rejected")
    assert cast.entry(entry).screening.reasons == ("advertising",)
    assert cast.screener().ask("GET", "/entries") == []


def test_a_second_decision_on_the_same_work_is_told_so_and_changes_nothing(office):
    cast = ContestClient(office)
    entry = cast.submitted()
    screener = cast.screener()
    seen = screener.ask("GET", f"/entries/{entry}")["version"]
    body = {"seen": seen, "outcome": "pass"}
    screener.ask("POST", f"/entries/{entry}/decision", body)

    late = screener.send(
        "POST", f"/entries/{entry}/decision", body | {"outcome": "reject", "reasons": ["rights"]}
    )

    assert (late.status_code, late.json()["code"]) == (412, "item.changed_meanwhile")
    assert cast.entry(entry).status is EntryStatus.IN_REVIEW


def test_a_work_is_withdrawn_and_its_execution_ends(office):
    cast = ContestClient(office)
    entry = cast.submitted()
    cast.entrant().withdraw(entry)

    ended = cast.execution(entry)
    assert (ended["status"], json.loads(ended["output"])["status"]) == ("SUCCEEDED", "withdrawn")
    assert cast.screener().ask("GET", "/entries") == []
    with pytest.raises(ProblemError) as refused:
        cast.entrant().bring(entry, good_video())
    assert refused.value.code == "entry.not_possible_now"


def test_a_work_is_disqualified_and_its_execution_ends_by_itself(office):
    cast = ContestClient(office)
    entry = cast.submitted()
    host.disqualify(
        Context(office.store, cast.contest, Actor.of("host"), clock.now()),
        cast.entry(entry),
        reason="抄袭",
    )

    ended = cast.execution(entry)
    assert (ended["status"], json.loads(ended["output"])["status"]) == ("SUCCEEDED", "disqualified")
    assert cast.entrant().entry(entry)["status"] == "disqualified"
    assert cast.screener().ask("GET", "/entries") == []
