"""What an entrant reads of their entry: where it stands, and every reason why it came back."""

import pytest

from contest.account import Role
from contest.audit import AuditRecord
from contest.entry import Entry, Status
from contest.model import digest
from contest.refusals import Refusal
from contest.screen import Outcome
from contest.validate import Verdict
from contest_aws import keys
from contest_aws.store import create
from tests.builders import (
    any_contact,
    any_decision,
    any_entry,
    any_facts,
    any_form,
    any_rules,
)

RULES = any_rules()
TEXTS = {reason.id: reason.text.model_dump() for reason in RULES.screening.reasons}
PASSED = Verdict(facts=any_facts())
REFUSED = Verdict(refusals=(Refusal(code="media.no_picture"),))


def stand(doors, status, verdict, outcome, **decision):
    screening = any_decision(outcome, **decision)
    entry = any_entry(status, owner="p1", verdict=verdict, screening=screening)
    doors.store.commit(create(keys.entry(RULES.id, entry.id), entry))
    token = doors.token(Role.ENTRANT)
    return doors.ask("GET", f"/entrant/{RULES.id}/entries/{entry.id}", token=token).body


@pytest.mark.parametrize(
    ("status", "outcome"),
    [(Status.RETURNED, Outcome.RETURN), (Status.REJECTED, Outcome.REJECT)],
)
def test_an_entrant_reads_the_screeners_coded_reasons_and_note(doors, status, outcome):
    seen = stand(doors, status, PASSED, outcome, reasons=("rights", "off-theme"), note="见第3分钟")
    assert seen["reasons"] == [TEXTS["off-theme"], TEXTS["rights"]]
    assert seen["note"] == "见第3分钟"


def test_a_code_that_a_later_edition_no_longer_has_hides_no_other(doors):
    seen = stand(doors, Status.RETURNED, PASSED, Outcome.RETURN, reasons=("gone", "rights"))
    assert seen["reasons"] == [TEXTS["rights"]]


@pytest.mark.parametrize("status", [Status.RETURNED, Status.VALIDATING, Status.SCREENING])
def test_reasons_that_were_dealt_with_are_not_told_again(doors, status):
    verdict = REFUSED if status is Status.RETURNED else PASSED
    seen = stand(doors, status, verdict, Outcome.RETURN, reasons=("rights",), note="见第3分钟")
    expected = [r.sentence("en") for r in verdict.refusals]
    assert [reason["en"] for reason in seen["reasons"]] == expected
    assert seen["note"] == ""


def new(**changes):
    form, contact = any_form().model_dump(mode="json"), any_contact().model_dump(mode="json")
    return {"form": form, "contact": contact, "declaration": RULES.declaration.version} | changes


def test_a_declaration_that_everybody_can_read_is_accepted_with_the_entry(doors):
    token = doors.token(Role.ENTRANT)
    read = doors.ask("GET", f"/public/{RULES.id}").body["declaration"]
    assert read["version"] == RULES.declaration.version
    entries = f"/entrant/{RULES.id}/entries"
    entered = doors.ask("POST", entries, new(declaration=read["version"]), token=token)
    assert entered.status == 200, entered.text
    entry = doors.store.find(keys.entry(RULES.id, entered.body["id"]), Entry)
    given = entry.declaration
    assert (given.version, given.sha256, given.by, given.at) == (
        RULES.declaration.version, digest(RULES.declaration), "entrant:p1", entry.created_at
    )  # fmt: skip
    (record,) = doors.store.query(keys.audit(keys.entry(RULES.id, entry.id), 0).pk, AuditRecord)
    assert record.details["declaration"] == given.model_dump(mode="json")


def test_without_it_nothing_is_entered(doors):
    token = doors.token(Role.ENTRANT)
    without = new()
    del without["declaration"]
    for body in (without, new(declaration="2023-1")):
        asked = doors.ask("POST", f"/entrant/{RULES.id}/entries", body, token=token)
        assert (asked.status, asked.code) == (422, "form.declaration_missing")
        assert asked.body["reasons"][0]["allowed"] == RULES.declaration.version
    assert doors.ask("GET", f"/entrant/{RULES.id}/entries", token=token).body == []
