"""A work that is rejected at screening, one that is withdrawn, and one that is disqualified."""

import json

import pytest

from contest.audit import Actor
from contest.entry.entry import EntryStatus
from contest_aws import clock
from contest_aws.services import entries
from contest_aws.services.context import Context
from local.visitors import ALL_ALIKE, ProblemError, until
from tests.e2e.contest_client import ContestClient, good_video


def test_a_work_is_rejected_at_screening_with_a_coded_reason(organiser):
    contest_client = ContestClient(organiser)
    entry = contest_client.submitted()

    with pytest.raises(ProblemError) as refused:
        contest_client.screener().decide(entry, "reject")
    assert refused.value.code == "screening.reason_missing"
    contest_client.screener().decide(entry, "reject", "advertising")

    ended = contest_client.execution(entry)
    assert (ended["status"], json.loads(ended["output"])["status"]) == ("SUCCEEDED", "rejected")
    assert contest_client.entry(entry).screening.reasons == ("advertising",)
    assert contest_client.screener().ask("GET", "/entries")["entries"] == []


def test_a_second_decision_on_the_same_work_is_told_so_and_changes_nothing(organiser):
    contest_client = ContestClient(organiser)
    entry = contest_client.submitted()
    screener = contest_client.screener()
    seen = screener.ask("GET", f"/entries/{entry}")["version"]
    body = {"expected_version": seen, "outcome": "pass", "despite": ALL_ALIKE}
    screener.ask("POST", f"/entries/{entry}/decision", body)

    late = screener.send(
        "POST", f"/entries/{entry}/decision", body | {"outcome": "reject", "reasons": ["rights"]}
    )

    assert (late.status_code, late.json()["code"]) == (412, "item.changed_meanwhile")
    assert contest_client.entry(entry).status is EntryStatus.IN_REVIEW


def test_a_work_is_withdrawn_and_its_execution_ends(organiser):
    contest_client = ContestClient(organiser)
    entry = contest_client.submitted()
    contest_client.entrant().withdraw(entry)

    ended = contest_client.execution(entry)
    assert (ended["status"], json.loads(ended["output"])["status"]) == ("SUCCEEDED", "withdrawn")
    assert contest_client.screener().ask("GET", "/entries")["entries"] == []
    with pytest.raises(ProblemError) as refused:
        contest_client.entrant().bring(entry, good_video())
    assert refused.value.code == "entry.not_possible_now"


def test_a_work_is_disqualified_and_its_execution_ends_by_itself(organiser):
    contest_client = ContestClient(organiser)
    entry = contest_client.submitted()
    until(  # pictures are taken from the film, and change the entry, before its execution waits
        lambda: contest_client.waits_in(entry), lambda steps: steps == {"screening"}, seconds=30
    )
    entries.disqualify(
        Context(organiser.store, contest_client.contest, Actor.of("host"), clock.now()),
        contest_client.entry(entry),
        reason="抄袭",
    )

    ended = contest_client.execution(entry)
    assert (ended["status"], json.loads(ended["output"])["status"]) == ("SUCCEEDED", "disqualified")
    assert contest_client.entrant().entry(entry)["status"] == "disqualified"
    assert contest_client.screener().ask("GET", "/entries")["entries"] == []
