"""An entrant fills in a form bit by bit, and hands the entry in before or after its video is
valid; returned for its form alone, it is mended without another upload."""

import pytest

from contest.model import digest
from local.visitors import ProblemError
from tests.e2e.contest_client import CONTACT, FORM, ContestClient, good_video


def refusal(action, *arguments):
    with pytest.raises(ProblemError) as problem:
        action(*arguments)
    return problem.value.code


def test_a_draft_grows_and_is_handed_in_when_all_is_there(organiser):
    contest_client = ContestClient(organiser)
    entrant = contest_client.entrant()
    entry = entrant.ask("POST", "/entries", {})["id"]
    assert refusal(entrant.submit, entry) == "form.missing"
    begun = entrant.fill_in(entry, {"title": FORM["title"]}, {})
    assert begun["next"]["does"] == "fill_in"
    assert {lack["field"] for lack in begun["missing"]} >= {
        "theme",
        "email",
        "declaration",
        "video",
    }
    entrant.upload(entry, good_video())
    ready = entrant.wait_for(entry, "ready")
    assert refusal(entrant.submit, entry) == "form.missing"
    filled = entrant.fill_in(entry, FORM, CONTACT)
    assert [lack["field"] for lack in filled["missing"]] == ["declaration"]
    declaration = contest_client.rules.declaration
    given = {"version": declaration.version, "sha256": digest(declaration)}
    accepted = entrant.ask("PUT", f"/entries/{entry}/declaration", given)
    assert (accepted["missing"], accepted["next"]["does"]) == ([], "submit")

    handed_in = entrant.submit(entry)

    assert (ready["status"], handed_in["status"]) == ("ready", "screening")
    assert refusal(entrant.fill_in, entry, FORM, CONTACT) == "form.frozen"
    contest_client.screener().decide(entry, "pass")
    entrant.wait_for(entry, "in_review")
    assert [event["action"] for event in entrant.ask("GET", f"/entries/{entry}/history")] == [
        "entry.enter",
        "upload.offer",
        "upload.arrive",
        "validate.pass",
        "entry.accept",
        "entry.submit",
        "screen.pass",
    ]


def test_returned_for_its_form_it_is_mended_without_another_upload(organiser):
    contest_client = ContestClient(organiser)
    entrant = contest_client.entrant()
    entry = contest_client.submitted()
    contest_client.screener().decide(entry, "return", "form-incomplete", note="请补充简介")
    returned = entrant.wait_for(entry, "returned")
    assert (returned["next"]["does"], returned["note"]) == ("correct", "请补充简介")
    entrant.fill_in(entry, FORM | {"synopsis": "一座钢厂的三代人，和一炉钢。"}, CONTACT)

    entrant.submit(entry)

    entrant.wait_for(entry, "screening")
    contest_client.screener().decide(entry, "pass")
    entrant.wait_for(entry, "in_review")
    assert contest_client.execution(entry)["status"] == "SUCCEEDED", "the first has ended"
    assert contest_client.entry(entry).form.synopsis == "一座钢厂的三代人，和一炉钢。"
    entrant.withdraw(entry)
    assert contest_client.execution(entry, run=1)["status"] == "SUCCEEDED"
    assert contest_client.entry(entry).upload.version == 1
