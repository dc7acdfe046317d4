"""Files of any encoding that programs write are read, and errors of AWS are told as sentences."""

import httpx
import pytest
from botocore.exceptions import (
    ClientError,
    ConnectionClosedError,
    ConnectTimeoutError,
    EndpointConnectionError,
    NoCredentialsError,
    ReadTimeoutError,
)

from contest.award.award import AwardChange
from laurel import __main__, inputs
from laurel.rules_file import load_rules
from tests.builders import SHIPPED, shipped_rules

ENCODINGS = ["utf-8", "utf-8-sig", "gb18030", "utf-16"]
CHANGES = '[{"action": "drop", "place": "gold", "entry": "e1", "reason": "版权争议"}]'


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_rules_file_is_read_in_any_of_them(tmp_path, encoding):
    file = tmp_path / "rules.yaml"
    file.write_text(SHIPPED.read_text("utf-8"), encoding=encoding)

    assert load_rules(file) == shipped_rules()


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_a_file_of_changes_is_read_in_any_of_them(tmp_path, encoding):
    file = tmp_path / "changes.json"
    file.write_text(CHANGES, encoding=encoding)

    assert inputs.read_changes(file) == (
        AwardChange(action="drop", place="gold", entry="e1", reason="版权争议"),
    )


HERE = "http://localhost:1"


def failing(error):
    def fail(*_):
        raise error

    return fail


def client_error(code, operation="Query"):
    return ClientError({"Error": {"Code": code, "Message": "no"}}, operation)


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (NoCredentialsError(), "没有 AWS 凭证"),
        (EndpointConnectionError(endpoint_url=HERE), "无法连接"),
        (ConnectTimeoutError(endpoint_url=HERE), "无法连接"),
        (ReadTimeoutError(endpoint_url=HERE), "操作可能已完成"),
        (ConnectionClosedError(endpoint_url=HERE), "may have done this"),
        (client_error("AccessDeniedException"), "没有此项权限"),
        (client_error("ExpiredToken"), "已过期"),
        (client_error("ThrottlingException"), "AWS 没有完成此操作"),
        (client_error("ValidationError", "DescribeStacks"), "没有名为 Laurel 的 Laurel 堆栈"),
    ],
)
def test_an_error_of_aws_is_a_sentence_in_both_languages(monkeypatch, capsys, error, said):
    monkeypatch.setattr(__main__.Deployment, "of_stack", failing(error))
    monkeypatch.setattr("sys.argv", ["laurel", "contest", "show", "c"])

    with pytest.raises(SystemExit) as ended:
        __main__.main()

    err = capsys.readouterr().err
    assert (ended.value.code, said in err) == (1, True)
    assert any(line.isascii() or " " in line for line in err.splitlines())


@pytest.mark.parametrize("typed", ["t0ken", "Bearer t0ken", "Authorization: Bearer t0ken"])
def test_an_upload_takes_the_token_however_it_was_copied(run, monkeypatch, tmp_path, typed):
    sent = []

    def request(_method, url, *, headers, **_):
        sent.append(headers["Authorization"])
        return httpx.Response(401, json={"title": "请先登录。"}, request=httpx.Request("GET", url))

    monkeypatch.setattr(httpx, "request", request)
    (tmp_path / "film.mp4").write_bytes(b"film")

    ended = run(
        "entry", "upload", "http://x/entrant/c", "e1", tmp_path / "film.mp4", "--token", typed
    )

    assert sent == ["Bearer t0ken"]
    assert (ended.code, ended.err) == (1, "请先登录。\n")


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (httpx.ConnectError("refused"), "重新运行即可续传"),
        (httpx.Response(502, text="<html>", request=httpx.Request("GET", "http://x")), "502"),
    ],
)
def test_an_upload_that_gets_no_answer_is_told(run, monkeypatch, tmp_path, answer, said):
    def request(*_, **__):
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(httpx, "request", request)
    (tmp_path / "film.mp4").write_bytes(b"film")

    ended = run("entry", "upload", "http://x", "e1", tmp_path / "film.mp4", "--token", "t")

    assert (ended.code, said in ended.err) == (1, True)
