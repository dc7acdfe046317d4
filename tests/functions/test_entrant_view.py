"""What an entrant reads of their entry: where it stands, and every reason why it came back."""

import re
from datetime import datetime, timedelta

import pytest

from contest.audit import Actor
from contest.entry.entry import EntryStatus
from contest.entry.history import WORDS
from contest.entry.host_decisions import LeftOut
from contest.model import digest
from contest.people.account import Role
from contest.refusals import CATALOGUE, Refusal
from contest.screen.changes import Explained
from contest.screen.decision import ScreeningOutcome
from contest.validate.verdict import Verdict
from contest_aws.services.upkeep.retention import MARK
from contest_aws.store import keys
from contest_aws.store.protocol import create
from tests.builders import (
    REPOSITORY,
    any_contact,
    any_decision,
    any_entry,
    any_facts,
    any_form,
    any_rules,
    any_time,
)

RULES = any_rules()
TEXTS = {reason.id: reason.text.model_dump() for reason in RULES.screening.reasons}
PASSED = Verdict(facts=any_facts())
OTHERS = {"review.open", "review.plan", "review.choose", "review.extend", "review.submit"}
"""Actions on a round or a review."""
REFUSED = Verdict(refusals=(Refusal(code="media.no_picture"),))


def stand(doors, status, verdict, outcome, *, submitted_at=None, **decision):
    screening = any_decision(outcome, **decision)
    return seen_of(doors, status, verdict=verdict, screening=screening, submitted_at=submitted_at)


def seen_of(doors, status, **fields):
    entry = any_entry(status, owner="p1", **fields)
    doors.store.commit(create(keys.entry(RULES.id, entry.id), entry))
    token = doors.token(Role.ENTRANT)
    return doors.ask("GET", f"/entrant/{RULES.id}/entries/{entry.id}", token=token).body


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (EntryStatus.RETURNED, ScreeningOutcome.RETURN),
        (EntryStatus.REJECTED, ScreeningOutcome.REJECT),
    ],
)
def test_an_entrant_reads_the_screeners_coded_reasons_and_note(doors, status, outcome):
    seen = stand(doors, status, PASSED, outcome, reasons=("rights", "off-theme"), note="见第3分钟")
    assert seen["reasons"] == [TEXTS["off-theme"], TEXTS["rights"]]
    assert seen["note"] == "见第3分钟"


def test_what_may_be_wished_otherwise_of_a_video_is_told_in_words(doors):
    soundless = Refusal(code="media.no_sound")
    verdict = Verdict(facts=any_facts(), warnings=(soundless,))
    seen = stand(doors, EntryStatus.SCREENING, verdict, ScreeningOutcome.PASS)
    assert seen["warnings"] == [{"zh": soundless.sentence("zh"), "en": soundless.sentence("en")}]
    assert seen["reasons"] == []


def test_marks_for_the_screener_are_told_to_no_entrant(doors):
    mark = Refusal(code="media.earlier_size", measured="640×360", allowed="1920×1080")
    entry = any_entry(EntryStatus.SCREENING, owner="p1", verdict=PASSED, marks=(mark,))
    doors.store.commit(create(keys.entry(RULES.id, entry.id), entry))
    path = f"/entrant/{RULES.id}/entries/{entry.id}"
    answer = doors.ask("GET", path, token=doors.token(Role.ENTRANT))
    assert answer.status == 200
    assert entry.form.title in str(answer.body)
    assert "earlier_size" not in str(answer.body)
    assert "640×360" not in str(answer.body)


def test_a_code_that_a_later_edition_no_longer_has_hides_no_other(doors):
    seen = stand(
        doors, EntryStatus.RETURNED, PASSED, ScreeningOutcome.RETURN, reasons=("gone", "rights")
    )
    assert seen["reasons"] == [TEXTS["rights"]]


@pytest.mark.parametrize(
    "status", [EntryStatus.UPLOADING, EntryStatus.VALIDATING, EntryStatus.SCREENING]
)
def test_reasons_that_were_dealt_with_are_not_told_again(doors, status):
    given = {"reasons": ("rights",), "note": "见第3分钟", "submitted_at": any_time()}
    seen = stand(doors, status, PASSED, ScreeningOutcome.RETURN, **given)
    assert (seen["reasons"], seen["note"]) == ([], "")


@pytest.mark.parametrize(
    ("status", "verdict"),
    [
        (EntryStatus.UPLOADING, PASSED),
        (EntryStatus.VALIDATING, None),
        (EntryStatus.READY, PASSED),
        (EntryStatus.RETURNED, REFUSED),
    ],
)
def test_a_screeners_reasons_stay_while_another_video_is_uploaded(doors, status, verdict):
    given = {"reasons": ("rights",), "note": "见第3分钟"}
    seen = stand(doors, status, verdict, ScreeningOutcome.RETURN, **given)
    refused = [r.text.model_dump() for r in (verdict.refusals if verdict else ())]
    assert seen["reasons"] == [*refused, TEXTS["rights"]]
    assert seen["note"] == "见第3分钟"


def test_the_host_tells_why_a_work_was_left_out_or_disqualified(doors):
    host = Actor.of("host", "h1")
    left_out = LeftOut(reason="评审专家不足", actor=host, at=any_time())
    why = Explained(reason="经查不是原创", actor=host, at=any_time())
    both = {"left_out": left_out, "disqualified": None}
    assert seen_of(doors, EntryStatus.NOT_JUDGED, **both)["note"] == "评审专家不足"
    assert seen_of(doors, EntryStatus.AWARDED, id="e2", **both)["note"] == "", "awarded since"
    out = seen_of(doors, EntryStatus.DISQUALIFIED, id="e3", left_out=left_out, disqualified=why)
    assert (out["reasons"], out["note"]) == ([], "经查不是原创")


def test_the_call_tells_the_contests_own_time_and_who_recommends(doors):
    contest_time = RULES.dates.submission_closes - timedelta(minutes=5)
    doors.turn(contest_time)
    call = doors.ask("GET", f"/public/{RULES.id}").body
    passed = datetime.fromisoformat(call["now"]) - contest_time
    assert timedelta(0) <= passed < timedelta(minutes=1)
    assert call["units"] == [unit.model_dump(mode="json") for unit in RULES.units]


def test_a_declaration_that_everybody_can_read_is_accepted(doors):
    token = doors.token(Role.ENTRANT)
    call = doors.ask("GET", f"/public/{RULES.id}").body
    assert call["declaration_sha256"] == digest(RULES.declaration)
    entries = f"/entrant/{RULES.id}/entries"
    entered = doors.ask("POST", entries, {}, token=token)
    assert (entered.status, entered.body["next"]["does"]) == (200, "fill_in"), entered.text
    given = {"version": call["declaration"]["version"], "sha256": call["declaration_sha256"]}
    path = f"{entries}/{entered.body['id']}"
    accepted = doors.ask("PUT", f"{path}/declaration", given, token=token)
    assert accepted.body["declaration"] == RULES.declaration.version
    assert "declaration" not in [lack["field"] for lack in accepted.body["missing"]]
    refused = doors.ask("PUT", f"{path}/declaration", given | {"sha256": "0" * 64}, token=token)
    assert (refused.status, refused.code) == (422, "form.declaration_missing")


def test_a_form_is_saved_told_field_by_field_copied_and_found_again(doors):
    token, entries = doors.token(Role.ENTRANT), f"/entrant/{RULES.id}/entries"
    entry = doors.ask("POST", entries, {}, token=token).body
    form = any_form(title="钢铁脊梁", theme="sports").model_dump(mode="json")
    contact = any_contact().model_dump(mode="json") | {"phone": "12"}
    body = {"expected_version": entry["edits"], "form": form, "contact": contact}
    saved = doors.ask("PUT", f"{entries}/{entry['id']}/form", body, token=token).body
    assert (saved["form"], saved["contact"]) == (form, contact)
    assert [(lack["field"], lack["code"]) for lack in saved["missing"]] == [
        ("theme", "form.unknown_theme"),
        ("phone", "form.bad_phone"),
        ("declaration", "form.declaration_missing"),
        ("video", "submit.no_video"),
    ]
    again = doors.ask("PUT", f"{entries}/{entry['id']}/form", body, token=token)
    assert (again.status, again.body["edits"]) == (200, saved["edits"]), "its answer was lost"
    other = body | {"contact": any_contact().model_dump(mode="json")}
    stale = doors.ask("PUT", f"{entries}/{entry['id']}/form", other, token=token)
    assert (stale.status, stale.code) == (412, "item.changed_meanwhile")
    copied = doors.ask("POST", entries, {"copy_of": entry["id"]}, token=token).body
    assert (copied["form"], copied["contact"]) == (form, contact)
    assert copied["id"] != entry["id"]

    def found(**query):
        return [e["id"] for e in doors.ask("GET", entries, token=token, query=query).body]

    assert set(found(text="钢铁")) == {entry["id"], copied["id"]}
    assert found(text=copied["id"]) == [copied["id"]]
    assert (found(status="ready"), len(found(status="draft"))) == ([], 2)
    stranger = doors.token(Role.ENTRANT, "p2")
    stolen = doors.ask("POST", entries, {"copy_of": entry["id"]}, token=stranger)
    assert (stolen.status, stolen.code) == (404, "item.missing")


def test_every_action_on_an_entry_has_words_for_its_history_or_is_none_of_the_entrants_business():
    code = "".join(p.read_text() for p in (REPOSITORY / "layers/aws").rglob("services/**/*.py"))
    entry_actions = set(re.findall(r'"((?:entry|upload|validate|review|screen)\.[a-z_]+)"', code))
    entry_actions |= {f"entry.drop_{what}" for what in MARK.values()}
    entry_actions |= {f"screen.{outcome}" for outcome in ScreeningOutcome}
    entry_actions |= {
        f"award.{status}" for status in (EntryStatus.AWARDED, EntryStatus.NOT_AWARDED)
    }
    entry_actions |= {"award.revoke"}
    known = {d for d in entry_actions if d not in CATALOGUE} - OTHERS
    assert known == set(WORDS)
