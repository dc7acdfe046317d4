"""SES, by its documented answers: what it turns down, what may be sent later, what is uncertain."""

import boto3
import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from contest.refusals import Refused
from contest_aws.mail.adapters import NoMailer, SesMailer
from contest_aws.mail.mailer import Unreachable
from tests.contest_aws.mail.test_smtp import any_mail


@pytest.fixture
def ses(monkeypatch):
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "test")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "test")
    client = boto3.client("sesv2", region_name="us-east-1")
    with Stubber(client) as stub:
        yield stub
        stub.assert_no_pending_responses()


def mailer(ses):
    return SesMailer("征集办公室 <contest@example.org>", ses.client)


def test_names_are_encoded_and_texts_are_utf_8(ses):
    mail = any_mail()
    ses.add_response(
        "send_email",
        {"MessageId": "m"},
        {
            "FromEmailAddress": "=?utf-8?b?5b6B6ZuG5Yqe5YWs5a6k?= <contest@example.org>",
            "Destination": {"ToAddresses": ["=?utf-8?b?5ZGo56uL576k?= <zhou@example.com>"]},
            "Content": {
                "Simple": {
                    "Subject": {"Data": mail.subject, "Charset": "UTF-8"},
                    "Body": {"Text": {"Data": mail.text, "Charset": "UTF-8"}},
                    "Headers": [{"Name": "Auto-Submitted", "Value": "auto-generated"}],
                }
            },
            "EmailTags": [{"Name": "mail", "Value": "e1-3-returned"}],
        },
    )

    mailer(ses).send(mail)


@pytest.mark.parametrize("code", ["MessageRejected", "BadRequestException"])
def test_what_ses_turns_down_is_refused(ses, code):
    ses.add_client_error("send_email", code, "zhou@example.com", http_status_code=400)

    with pytest.raises(Refused) as problem:
        mailer(ses).send(any_mail())

    assert [(r.code, r.measured) for r in problem.value.refusals] == [("mail.turned_down", code)]


@pytest.mark.parametrize("code", ["TooManyRequestsException", "SendingPausedException"])
def test_what_ses_cannot_take_now_may_be_sent_later(ses, code):
    ses.add_client_error("send_email", code, "zhou@example.com", http_status_code=429)

    with pytest.raises(Unreachable) as told:
        mailer(ses).send(any_mail())

    assert str(told.value) == code


def test_a_fault_of_ses_leaves_it_uncertain(ses):
    ses.add_client_error("send_email", "InternalFailure", http_status_code=500)

    with pytest.raises(ClientError):
        mailer(ses).send(any_mail())


def test_without_a_sender_nothing_is_sent_and_the_reason_is_told():
    with pytest.raises(Refused) as problem:
        NoMailer().send(any_mail())

    assert [refusal.code for refusal in problem.value.refusals] == ["mail.not_set_up"]
