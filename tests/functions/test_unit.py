"""A recommending unit over HTTP, from the blank sheet to the reconciliation."""

import base64
import hashlib
from datetime import datetime, timedelta

import pytest

from contest.audit import Actor
from contest.entry.entry import EntryStatus
from contest.people.account import Role
from contest.rules.contest import Contest
from contest.screen.decision import Before, ScreeningOutcome
from contest_aws import clock
from contest_aws.mail.mailer import Unreachable
from contest_aws.services.context import Context
from contest_aws.services.people import accounts
from contest_aws.services.upload import submission
from contest_aws.store import keys
from contest_aws.store.protocol import Change, create
from tests.builders import (
    any_contact,
    any_decision,
    any_entry,
    any_form,
    any_rules,
    any_text,
    any_upload,
)
from tests.contest.spreadsheets.recommended import UNIT, sheet_of
from tests.contest_aws.workbook.sheets import file_of, only_table

A, B = {"title": "钢铁脊梁"}, {"title": "绿水青山", "email": "li@example.com", "contact": "李四"}


class Unit:
    def __init__(self, doors):
        self.doors, self.contest = doors, doors.contest
        self.token = doors.token(Role.UNIT, address="liu@hunan.example.org")

    def ask(self, method, path="", body=None, **more):
        return self.doors.ask(
            method, f"/unit/{self.contest.id}{path}", body, token=self.token, **more
        )

    def send(self, path, file):
        return self.ask("POST", path, {"file": base64.b64encode(file).decode()})

    def preview(self, file):
        return self.send("/sheets", file)

    def commit(self, file):
        return self.send(f"/sheets/{hashlib.sha256(file).hexdigest()}/commit", file)


@pytest.fixture
def unit(doors):
    return Unit(doors)


def test_a_unit_is_told_its_date(unit):
    answer = unit.ask("GET")

    assert (answer.status, answer.body["id"], answer.body["name"]["zh"]) == (
        200,
        "hunan",
        UNIT.name.zh,
    )
    assert answer.body["sheet_closes"] == "2024-05-29T17:30:00+08:00"


def test_the_blank_sheet_is_a_file(unit):
    answer = unit.ask("GET", "/sheet")

    assert answer.status == 200
    assert answer.headers["Content-Type"].endswith("spreadsheetml.sheet")
    assert "attachment" in answer.headers["Content-Disposition"]
    assert only_table(answer.body).rows[3][1].text == "作品名称*\nTitle"


def test_a_sheet_is_previewed_mended_committed_and_reconciled(unit):
    wrong = unit.preview(sheet_of(A, {**B, "theme": "航天"}))
    assert wrong.status == 200
    [mistake] = wrong.body["mistakes"]
    assert (mistake["row"], mistake["cell"], mistake["code"]) == (3, "B3", "form.unknown_theme")
    assert mistake["sentence"]["zh"] == "没有主题“航天”，可选：高端升级、数智赋能、绿色低碳。"
    refused = unit.commit(sheet_of(A, {**B, "theme": "航天"}))
    assert (refused.status, refused.code) == (422, "sheet.mistakes")

    right = sheet_of(A, B)
    seen = unit.preview(right).body
    assert seen["sha256"] == hashlib.sha256(right).hexdigest()
    assert [(step["row"], step["kind"]) for step in seen["steps"]] == [(2, "new"), (3, "new")]
    assert unit.ask("GET", "/entries").body == []

    assert unit.commit(right).body == {"done": 2, "left": 0}
    assert [step["kind"] for step in unit.preview(right).body["steps"]] == ["same", "same"]
    entries = unit.ask("GET", "/entries").body
    assert {e["title"]: e["contact"] for e in entries} == {
        "钢铁脊梁": {"person": "周**", "phone": "138****0000", "email": "z***@example.com"},
        "绿水青山": {"person": "李**", "phone": "138****0000", "email": "l***@example.com"},
    }

    found = unit.ask("GET", "/reconciliation").body
    assert [(m["outcome"], m["number"], m["title"]) for m in found] == [
        ("row_without_upload", 2, "钢铁脊梁"),
        ("row_without_upload", 3, "绿水青山"),
    ]
    exported = only_table(unit.ask("GET", "/reconciliation.xlsx").body)
    assert [cell.text for cell in exported.rows[3].values()][:2] == [
        "有行无作品（未上传） in the sheet, not uploaded",
        "2",
    ]


def test_the_contact_of_a_row_has_an_account_and_finds_the_draft_there(unit):
    unit.commit(sheet_of(B))

    account = accounts.find(unit.doors.store, "li@example.com")
    [mine] = submission.all_own(unit.doors.store, unit.contest.id, entrant=account.id)
    assert (mine.form.title, account.verified_at) == ("绿水青山", None)


def test_an_entrant_who_had_entered_already_is_matched(unit):
    unit.commit(sheet_of({**B, "title": "另一件"}))
    store, contest = unit.doors.store, unit.contest
    account = accounts.find(store, "li@example.com")
    form = any_form(title="绿水青山", entrant="湘江重工集团")
    submission.enter(
        Context(store, contest, Actor.of("entrant", account.id), clock.now()),
        entry_id="mine",
        form=form,
        contact=any_contact(),
    )

    unit.commit(sheet_of(B))

    assert [e["id"] for e in unit.ask("GET", "/entries").body if e["title"] == "绿水青山"] == [
        "mine"
    ]


@pytest.mark.parametrize("minutes", [5, -5], ids=["can be undone", "is final"])
def test_a_unit_is_told_a_decision_once_it_is_final(unit, minutes):
    store, contest, at = unit.doors.store, unit.contest, clock.now()
    decided = any_decision(
        ScreeningOutcome.REJECT,
        made=3,
        final_at=at + timedelta(minutes=minutes),
        before=Before(submitted_at=at, resubmit_by=None, changed_at=at - timedelta(days=2)),
    )
    more = {"id": "e1", "recommended_by": "hunan", "changed_at": at, "screening": decided}
    entry = any_entry(EntryStatus.REJECTED, upload=any_upload(object_version="v1"), **more)
    store.commit(create(keys.entry(contest.id, "e1"), entry), *submission.named(entry))

    (seen,) = unit.ask("GET", "/entries").body
    (match,) = unit.ask("GET", "/reconciliation").body
    sheet = only_table(unit.ask("GET", "/reconciliation.xlsx").body)
    final = minutes < 0
    status = EntryStatus.REJECTED if final else EntryStatus.SCREENING
    assert (seen["status"], match["status"]) == (status, status)
    assert datetime.fromisoformat(seen["since"]) == (at if final else decided.before.changed_at)
    shown = any_entry(status).status_names.organiser.both
    assert shown in [cell.text for cell in sheet.rows[3].values()]


def test_the_reconciliation_is_mailed_to_whoever_asks_and_names_no_contact(unit):
    unit.commit(sheet_of(A, B))

    answer = unit.ask("POST", "/reconciliation/mail")

    [mail] = unit.doors.mailbox.mails
    assert (answer.status, answer.body, mail.to) == (200, {"lines": 2}, "liu@hunan.example.org")
    assert "《钢铁脊梁》" in mail.text
    assert "https://contest.example.org" in mail.text
    for private in ("周立群", "13800000000", "example.com", "李四"):
        assert private not in mail.text + mail.subject


def test_a_reconciliation_that_was_surely_not_sent_does_not_count(unit, monkeypatch):
    def away(_):
        raise Unreachable("ConnectionRefusedError")

    with monkeypatch.context() as patch:
        patch.setattr(unit.doors.mailbox, "send", away)
        told = [unit.ask("POST", "/reconciliation/mail").status for _ in range(6)]
    assert told == [503] * 6
    assert unit.ask("POST", "/reconciliation/mail").status == 200


def test_the_reconciliation_is_mailed_five_times_an_hour(unit):
    unit.commit(sheet_of(A))
    told = [unit.ask("POST", "/reconciliation/mail").status for _ in range(6)]
    assert told == [200] * 5 + [429]
    assert len(unit.doors.mailbox.mails) == 5


@pytest.mark.parametrize(
    ("path", "file", "status", "code"),
    [
        ("/sheets", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 422, "sheet.old_excel"),
        ("/sheets", b"", 422, "sheet.empty"),
        ("/sheets", file_of(["x"]), 422, "sheet.no_header"),
        ("/sheets/" + "0" * 64 + "/commit", sheet_of(A), 412, "sheet.another_file"),
        ("/publicity/sheets", b"%PDF", 422, "sheet.other_kind"),
        ("/sheets/x/commit", sheet_of(A), 404, "item.missing"),
        ("/sheets", b"x" * (4 * 1024 * 1024 + 1), 422, "sheet.too_big"),
    ],
)
def test_what_cannot_be_taken_is_refused_by_name(unit, path, file, status, code):
    answer = unit.send(path, file)

    assert (answer.status, answer.code) == (status, code)


def test_what_is_no_base64_is_refused(unit):
    for body in ({"file": "%%%"}, {"file": "YQ"}, {"file": 1}, {}):
        answer = unit.ask("POST", "/sheets", body)
        assert (answer.status, answer.code) == (422, "request.invalid")


def test_from_its_own_date_on_no_sheet_is_taken_while_entrants_still_enter(unit):
    unit.doors.turn(UNIT.sheet_closes)

    assert unit.preview(sheet_of(A)).status == 200
    refused = unit.commit(sheet_of(A))
    assert (refused.status, refused.code) == (409, "sheet.too_late")


def test_publicity_one_by_one_by_sheet_and_confirmed_by_the_host(unit):
    report = {
        "title": "征选启动",
        "medium": "湖南日报",
        "link": "https://news.example.com/1",
        "published": "2024-04-20",
        "reach": 32000,
    }
    assert unit.ask("POST", "/publicity", report).body["status"] == "pending"
    late = unit.ask("POST", "/publicity", {**report, "published": "2030-01-01"})
    assert (late.status, late.code) == (422, "sheet.date")
    head = ["报道标题", "媒体", "链接", "发布日期", "阅读量"]
    file = file_of(head, ["二", "新华网", "https://news.example.com/2", "2024-04-21", "1.2万"])
    seen = unit.send("/publicity/sheets", file).body
    assert [r["reach"] for r in seen["reports"]] == [12000]
    unit.send(f"/publicity/sheets/{seen['sha256']}/commit", file)

    host = unit.doors.token(Role.HOST)
    path = f"/host/{unit.contest.id}/publicity"
    reports = unit.doors.ask("GET", path, token=host).body
    assert [r["title"] for r in reports] == ["二", "征选启动"]
    word = {"expected_version": reports[0]["version"], "status": "confirmed"}
    one = f"{path}/hunan/{reports[0]['id']}"
    assert unit.doors.ask("POST", one, word, token=host).body["status"] == "confirmed"
    stale = {"expected_version": 0, "status": "refused", "reason": "打不开"}
    assert unit.doors.ask("POST", one, stale, token=host).status == 412
    assert [r["status"] for r in unit.ask("GET", "/publicity").body] == ["confirmed", "pending"]


def test_another_unit_sees_nothing_of_it(unit):
    unit.commit(sheet_of(A))
    second = UNIT.model_copy(update={"id": "hubei", "name": any_text("湖北省经济和信息化厅")})
    rules = any_rules(units=(UNIT, second))
    key = keys.contest(unit.contest.id)
    changed = unit.doors.store.find(key, Contest).model_copy(update={"rules": rules})
    unit.doors.store.commit(Change(key, changed, "any"))
    unit.doors.contest = changed
    other = unit.doors.token(Role.UNIT, "unit-2", unit="hubei")

    for path in ("/entries", "/reconciliation", "/publicity"):
        assert unit.doors.ask("GET", f"/unit/{unit.contest.id}{path}", token=other).body == []
        assert unit.ask("GET", path).status == 200
    assert len(unit.ask("GET", "/entries").body) == 1


def test_the_blank_sheet_of_publicity_is_a_file(unit):
    assert only_table(unit.ask("GET", "/publicity/sheet").body).rows[3][1].text.startswith("报道")
