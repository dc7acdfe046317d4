"""What the command line says of the deployment that it works on: another version, uploads that the
bucket refuses too early, and a second true contest beside the first."""

import sys
from datetime import timedelta
from importlib.metadata import version
from types import SimpleNamespace

import boto3
import httpx
import pytest
import yaml

from contest.award.award import AwardStatus
from contest.entry.entry import EntryStatus
from contest_aws import clock
from contest_aws.services.entries import contests
from contest_aws.store import keys
from contest_aws.store.protocol import Change
from laurel import __main__, uploader
from laurel.inputs import InputError
from laurel.organiser import Deployment
from laurel.output import moment
from tests.builders import SHIPPED, any_entry, any_rules
from tests.cli.conftest import AWARD_ROUND

CONTEST = AWARD_ROUND.contest
OUTPUTS = {field.alias: name for name, field in Deployment.model_fields.items()}


@pytest.fixture
def stack(monkeypatch, organiser):
    """The outputs of the stack as CloudFormation tells them."""
    outputs = OUTPUTS | {"LaurelVersion": version("laurel")}

    def client(*_, **__):
        told = [{"OutputKey": name, "OutputValue": value} for name, value in outputs.items()]
        return SimpleNamespace(describe_stacks=lambda **_: {"Stacks": [{"Outputs": told}]})

    monkeypatch.setattr(boto3, "Session", lambda: SimpleNamespace(client=client))
    monkeypatch.setattr(__main__, "Organiser", lambda *_: organiser)
    return outputs


def ended(monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["laurel", "contest", "show", CONTEST, "--json"])
    with pytest.raises(SystemExit) as end:
        __main__.main()
    said = capsys.readouterr()
    return end.value.code, said.out.startswith("["), said.err


def test_the_same_version_needs_no_word(stack, monkeypatch, capsys):
    assert stack["LaurelVersion"] == version("laurel")
    assert ended(monkeypatch, capsys) == (0, True, "")


@pytest.mark.parametrize(
    ("deployed", "zh", "en"),
    [
        ("99.10.0", "请先更新本机的 Laurel", "Update your checkout"),
        ("0.0.9", "请先部署", "Deploy first"),
    ],
)
def test_of_two_versions_the_older_one_is_to_be_renewed(
    stack, monkeypatch, capsys, deployed, zh, en
):
    stack["LaurelVersion"] = deployed

    code, listed, err = ended(monkeypatch, capsys)

    assert (code, listed) == (0, True), "it goes on"
    assert (zh in err, en in err, deployed in err) == (True, True, True)


def test_a_stack_of_another_version_that_cannot_be_read_is_one_of_laurel(
    stack, monkeypatch, capsys
):
    del stack["MailQueue"]

    code, listed, err = ended(monkeypatch, capsys)

    assert (code, listed) == (1, False)
    assert "由另一版本的 Laurel 部署" in err
    assert "没有名为" not in err


def test_a_stack_of_something_else_is_none_of_laurel(stack, monkeypatch, capsys):
    stack.clear()
    assert "没有名为 Laurel 的 Laurel 堆栈" in ended(monkeypatch, capsys)[2]


@pytest.fixture
def second(tmp_path):
    """Rules of another contest."""
    file = tmp_path / "second.yaml"
    written = yaml.safe_load(SHIPPED.read_text("utf-8")) | {"id": "second"}
    file.write_text(yaml.safe_dump(written, allow_unicode=True), "utf-8")
    return file


def ids(organiser):
    return {contest.id for contest in contests(organiser.store)}


def test_a_second_true_contest_is_made_by_a_script_only_with_new(run, organiser, second):
    refused = run("contest", "load", second)

    assert (refused.code, refused.out, ids(organiser)) == (1, "", {CONTEST})
    assert "“second”将是新的正式活动，会公开，不能删除。" in refused.err
    assert f"已有：{CONTEST}。确认请加 --new。" in refused.err
    assert "Add --new if you mean it." in refused.err

    assert run("contest", "load", second, "--new").code == 0
    assert ids(organiser) == {CONTEST, "second"}
    assert run("contest", "load", second).code == 0, "it is known by now"


@pytest.mark.parametrize(("answer", "code", "made"), [(True, 0, {"second"}), (False, 1, set())])
def test_on_a_terminal_it_is_asked_for(run, organiser, monkeypatch, second, answer, code, made):
    asked = []

    def confirm(text, *, abort):
        asked.append(text)
        if not answer and abort:
            raise __main__.typer.Abort

    monkeypatch.setattr("laurel.contest.typer.confirm", confirm)
    monkeypatch.setattr(sys.stdin, "isatty", lambda: True, raising=False)

    assert run("contest", "load", second).code == code
    assert ids(organiser) == {CONTEST, *made}
    (text,) = asked
    assert CONTEST in text


def test_rehearsals_and_the_first_contest_are_loaded_without_a_question(run, organiser, second):
    assert run("contest", "load", second, "--rehearsal").code == 0

    organiser.store.items.clear()
    assert run("contest", "load", second).code == 0


def test_a_contest_is_called_off_after_a_question_and_what_is_kept_until_when_is_told(
    run, organiser, monkeypatch
):
    monkeypatch.setattr("laurel.contest.typer.confirm", lambda *_, **__: sys.exit(9))
    assert run("contest", "end", CONTEST, "--reason", "撤销").code == 9
    assert organiser.contest(CONTEST).ended is None

    refused = run("contest", "end", CONTEST, "--reason", "撤销", "--yes")
    assert (refused.code, "评奖轮次“first”没有放弃" in refused.err) == (1, True)

    key = keys.award_round(CONTEST, "first")
    gone = AWARD_ROUND.model_copy(update={"status": AwardStatus.DISCARDED})
    organiser.store.commit(Change(key, gone, "any"))
    told = run("contest", "end", CONTEST, "--reason", "撤销", "--yes")
    assert (told.code, "已终止" in told.out) == (0, True)
    assert "个人信息：保存至 2026-07-31 24:00" in told.out
    assert run("contest", "end", CONTEST, "--reason", "撤销").code == 0, "it is done already"


CLOSES = any_rules().dates.upload_ends + any_rules().screening.resubmit_within


@pytest.fixture
def before_the_deadline(organiser, monkeypatch):  # noqa: ARG001 - which sets the clock, too
    monkeypatch.setattr(clock, "now", lambda: CLOSES - timedelta(days=60))


def refusing_from(organiser, closes):
    organiser.deployment = Deployment.model_construct(uploads_close=closes)


@pytest.mark.usefixtures("before_the_deadline")
@pytest.mark.parametrize(
    ("closes", "warned"),
    [("", False), ("2099-01-01T00:00:00Z", False), ("2024-08-02T00:00:00Z", True)],
)
def test_a_contest_whose_uploads_the_bucket_refuses_too_early_is_told(
    run, organiser, second, closes, warned
):
    refusing_from(organiser, closes)

    loaded = run("contest", "load", second, "--new")

    assert loaded.code == 0
    assert (bool(loaded.err), closes in loaded.err, "uploads_close" in loaded.err) == (
        warned,
        warned or not closes,
        warned,
    )


def test_of_a_contest_that_is_over_it_is_not_told(run, organiser, second):
    refusing_from(organiser, "2024-08-02T00:00:00Z")
    assert run("contest", "load", second, "--new").err == ""


@pytest.mark.usefixtures("before_the_deadline")
@pytest.mark.parametrize(("days_later", "warned"), [(1, True), (2, False)])
def test_the_bucket_has_to_take_uploads_two_days_longer(run, organiser, second, days_later, warned):
    """So long an upload that the deadline caught may be finished."""
    refusing_from(organiser, (CLOSES + timedelta(days=days_later)).isoformat())
    assert bool(run("contest", "load", second, "--new").err) is warned


@pytest.mark.usefixtures("before_the_deadline")
def test_of_a_rehearsal_it_is_told_by_the_true_clock(run, organiser, second):
    """Its own clock is thirty days behind: uploads are needed for thirty days longer."""
    refusing_from(organiser, (CLOSES + timedelta(days=10)).isoformat())
    at = (clock.now() - timedelta(days=30)).isoformat()

    warned = run("contest", "load", second, "--at", at).err

    assert moment(CLOSES + timedelta(days=30 + 2), any_rules()) in warned


def test_an_entry_that_is_let_in_beyond_the_buckets_date_is_told(run, organiser):
    entry = any_entry(EntryStatus.DRAFT, id="e2")
    organiser.store.commit(Change(keys.entry(CONTEST, "e2"), entry, "any"))
    refusing_from(organiser, "2026-11-29T00:00:00Z")

    let_in = run("entry", "let-in", CONTEST, "e2", "--reason", "断网")

    assert (let_in.code, "uploads_close" in let_in.err) == (0, True)


@pytest.mark.parametrize(
    ("status", "text", "expected"),
    [
        (403, "<Code>AccessDenied</Code><Message>Access Denied</Message>", InputError),
        (403, "<Code>AccessDenied</Code><Message>Request has expired</Message>", httpx.HTTPError),
        (503, "<Code>SlowDown</Code>", httpx.HTTPError),
    ],
)
def test_a_part_that_the_bucket_forbids_is_no_interruption(
    monkeypatch, tmp_path, status, text, expected
):
    def put(url, **_):
        return httpx.Response(status, text=text, request=httpx.Request("PUT", url))

    def ask(_method, path, _body):
        if path.endswith("/uploads"):
            return {"parts": [], "version": 1, "count": 1, "part_size": 10}
        return {"url": "http://bucket/part", "headers": {}}

    monkeypatch.setattr(httpx, "put", put)
    (tmp_path / "film.mp4").write_bytes(b"film")

    with pytest.raises(expected) as problem:
        uploader.upload_file(ask, "e1", tmp_path / "film.mp4")

    assert ("ask the host" in str(problem.value)) is (expected is InputError)
