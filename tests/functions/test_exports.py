"""The host's lists over HTTP: masked, or in full with a right and a reason, on record."""

from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest
from openpyxl import load_workbook

from contest.audit import AuditRecord, first_broken
from contest.entry.entry import EntryStatus
from contest.entry.form import Contact
from contest.people.account import Role
from contest_aws.http import downloads
from contest_aws.store import keys
from contest_aws.store.protocol import create
from tests.builders import any_entry, any_form
from tests.functions.conftest import OTHER_HOST

LI = {"person": "李雷", "phone": "13912345678", "email": "lilei@example.org"}
MASKED = {"李**", "139****5678", "l***@example.org"}
REASON = {"reason": "寄送参展函"}


@pytest.fixture
def works(doors):
    """One that was submitted, with a contact, and a draft."""
    contest, store = doors.contest.id, doors.store
    for name, number, status in (
        ("e1", "GY-0001", EntryStatus.IN_REVIEW),
        ("e2", "", EntryStatus.DRAFT),
    ):
        entry = any_entry(status, id=name, number=number, form=any_form(title=f"=片名{name}"))
        store.commit(
            create(keys.entry(contest, name), entry),
            create(keys.contact(contest, name), Contact(**LI)),
        )
    return doors


@pytest.fixture
def host(doors):
    return doors.token(Role.HOST)


def export(doors, token, kind, body=None, **query):
    path = f"/host/{doors.contest.id}/exports/{kind}"
    return doors.ask("POST" if body else "GET", path, body, token=token, query=query)


def texts(answer):
    assert answer.status == 200
    book = load_workbook(BytesIO(answer.body))
    return [
        [str(cell.value) for cell in row if cell.value is not None]
        for sheet in book
        for row in sheet.iter_rows()
    ]


def records(doors):
    found = doors.store.query(keys.audit(keys.exports(doors.contest.id), 0).pk, AuditRecord)
    return list(found)


def test_the_list_of_works_is_masked_and_leaves_drafts_out(works, host):
    title, note, head, *lines = texts(export(works, host, "entries"))
    assert "个人信息已作隐藏处理" in note[0]
    assert head[:4] == ["编号 Number", "状态 Status", "提交时间 Submitted", "时长 Length"]
    assert [line[0] for line in lines] == ["GY-0001"]
    assert set(lines[0]) >= MASKED
    assert not {*LI.values()} & {text for line in (title, note, head, *lines) for text in line}
    assert records(works) == []


def test_a_title_like_a_formula_stays_text(works, host):
    book = load_workbook(BytesIO(export(works, host, "entries").body))
    (found,) = [c for row in book.active.iter_rows() for c in row if c.value == "=片名e1"]
    assert found.data_type == "s"


@pytest.fixture
def small_answers(monkeypatch, aws):  # noqa: ARG001 - the bucket is made in it
    """An answer takes little, and there is a bucket for the rest."""
    monkeypatch.setattr(downloads, "MOST", 1000)
    s3 = boto3.client("s3")
    s3.create_bucket(Bucket="media", CreateBucketConfiguration={"LocationConstraint": "cn-north-1"})
    yield s3
    for item in s3.list_objects_v2(Bucket="media").get("Contents", []):
        s3.delete_object(Bucket="media", Key=item["Key"])
    s3.delete_bucket(Bucket="media")


def kept(s3, address, contest):
    """The file in the bucket that a signed address leads to."""
    asked = urlsplit(address)
    said = parse_qs(asked.query)
    [item] = s3.list_objects_v2(Bucket="media")["Contents"]
    assert asked.path.endswith(item["Key"])
    assert item["Key"].startswith(f"exports/{contest}/")
    assert said["X-Amz-Expires"] == ["60"]
    [name] = said["response-content-disposition"]
    return name, s3.get_object(Bucket="media", Key=item["Key"])["Body"].read()


def test_a_list_too_large_for_an_answer_is_fetched_from_the_bucket(works, host, small_answers):
    """Lambda would answer with an error. A browser that follows the link goes on by itself."""
    answer = export(works, host, "entries")
    assert (answer.status, answer.headers["Location"]) == (303, answer.body["url"])
    name, body = kept(small_answers, answer.body["url"], works.contest.id)
    assert name == f"attachment; filename*=UTF-8''entries-{works.contest.id}.xlsx"
    *_, line = load_workbook(BytesIO(body)).active.iter_rows(values_only=True)
    assert {*line} >= MASKED


def test_a_full_list_too_large_for_an_answer_is_on_record_too(works, host, small_answers):
    """A page asks for it by `fetch`, which would read the file instead of storing it."""
    answer = export(works, host, "entries", REASON)
    assert (answer.status, [*answer.body]) == (200, ["url"])
    name, body = kept(small_answers, answer.body["url"], works.contest.id)
    assert name == f"attachment; filename*=UTF-8''entries-{works.contest.id}-full.xlsx"
    *_, line = load_workbook(BytesIO(body)).active.iter_rows(values_only=True)
    assert {*line} >= {*LI.values()}
    assert [record.action for record in records(works)] == ["export.full"]


def test_the_full_list_needs_a_reason_and_is_recorded(works, host):
    assert export(works, host, "entries", {"reason": " "}).status == 422
    assert records(works) == []
    for _ in range(2):
        *_, line = texts(export(works, host, "entries", REASON))
        assert {*LI.values()} <= set(line)
    made = records(works)
    assert first_broken(made) is None
    assert [(record.action, str(record.actor), record.details) for record in made] == [
        ("export.full", "host:host-1", {"list": "entries", "award_round": None, **REASON})
    ] * 2


def test_a_host_without_the_right_gets_masked_lists_alone(works, host):
    office = works.token(Role.HOST, "host-2", address=OTHER_HOST)
    rights = f"/host/{works.contest.id}/exports"
    assert works.ask("GET", rights, token=host).body == {"full": True}
    assert works.ask("GET", rights, token=office).body == {"full": False}
    refused = export(works, office, "entries", REASON)
    assert (refused.status, refused.code) == (403, "export.not_allowed")
    assert records(works) == []
    assert set(texts(export(works, office, "entries"))[-1]) >= MASKED


def test_invited_people_are_masked_too(works, host):
    asked = {"role": "judge", "name": "王建国", "address": "wang@example.org", "unit": "湖南大学"}
    works.ask("POST", f"/host/{works.contest.id}/invitations", asked, token=host)
    *_, masked = texts(export(works, host, "people"))
    assert masked[:5] == [
        "评审专家 judge", "王**", "w***@example.org", "湖南大学", "待答复 invited",
    ]  # fmt: skip
    *_, full = texts(export(works, host, "people", REASON))
    assert full[1:3] == ["王建国", "wang@example.org"]


def test_what_is_not_there_is_missing(works, host):
    assert export(works, host, "results").code == "item.missing"
    assert export(works, host, "results", award_round="first").code == "item.missing"
    assert export(works, host, "results", {**REASON, "award_round": "first"}).code == "item.missing"
    assert export(works, host, "everything").status == 404
    assert records(works) == []
