"""Who writes, and by which server, as a deployment says it."""

from pathlib import Path

import pytest

from contest.refusals import Refused
from contest_aws.settings import WriteMailsSettings
from infra.deployment import LOCAL_SENDER, MailServer, deployment_from
from local.deploy import SENDER_DOMAIN

SENDER = "征集办公室 <contest@example.org>"


def deployed(region="us-east-1", *, local=False, **context):
    return deployment_from(context.get, assets=Path(), local=local, region=region)


def test_ses_sends_unless_a_server_is_named():
    by_ses = deployed(mail_from=SENDER)
    by_smtp = deployed(mail_from=SENDER, smtp="smtp.example.org:465", smtp_secret="laurel/smtp")

    assert (by_ses.mail_from, by_ses.smtp) == (SENDER, None)
    assert by_smtp.smtp == MailServer(host="smtp.example.org", port=465, secret="laurel/smtp")


def test_without_a_sender_nobody_writes_but_in_the_local_cloud():
    assert deployed().mail_from is None
    assert deployed(local=True).mail_from == LOCAL_SENDER
    assert LOCAL_SENDER.endswith(f"@{SENDER_DOMAIN}>")


def test_in_china_a_server_has_to_be_named():
    with pytest.raises(ValueError, match="no SES in China"):
        deployed("cn-north-1", mail_from=SENDER)


@pytest.mark.parametrize("smtp", ["smtp.example.org", ":465", "smtp.example.org:x"])
def test_a_server_without_a_port_is_refused(smtp):
    with pytest.raises(ValueError, match="host:port"):
        deployed(mail_from=SENDER, smtp=smtp)


def test_a_server_without_a_sender_is_refused():
    with pytest.raises(ValueError, match="who writes"):
        deployed(smtp="smtp.example.org:465")


def test_a_sender_that_is_no_address_is_refused():
    with pytest.raises(Refused, match="not a valid email address"):
        deployed(mail_from="contest")


def settings_of(template, function):
    """As the function reads them, the references of the template left out."""
    variables = template.resource("AWS::Lambda::Function", function)["Environment"]["Variables"]
    return {
        name: value
        for name in WriteMailsSettings.model_fields
        if isinstance(value := variables.get(f"LAUREL_{name.upper()}"), str)
    }


def rights_to_send(template):
    statements = template.resource("AWS::IAM::Policy", "SendMailsRole")["PolicyDocument"]
    return [
        (statement["Action"], statement["Resource"])
        for statement in statements["Statement"]
        if "ses:" in str(statement["Action"]) or "secret" in str(statement["Action"])
    ]


def test_by_ses_a_function_may_send_to_anybody_as_the_sender_alone(template_for):
    """In the sandbox SES asks for the right to the recipient's identity as well. Which address a
    function may send from is held by a condition, as AWS has it in its guide:
    https://docs.aws.amazon.com/ses/latest/dg/control-user-access.html"""
    template = template_for("us-east-1", mail_from=SENDER)

    assert rights_to_send(template) == [("ses:SendEmail", "*")]
    policy = template.resource("AWS::IAM::Policy", "SendMailsRole")["PolicyDocument"]
    [statement] = [s for s in policy["Statement"] if s["Action"] == "ses:SendEmail"]
    assert statement["Condition"] == {"StringEquals": {"ses:FromAddress": "contest@example.org"}}
    assert settings_of(template, "SendMails") == {
        "mail_by": "ses",
        "mail_from": SENDER,
        "smtp_host": "",
        "smtp_port": "465",
        "smtp_secret": "",
    }


def test_by_smtp_it_may_read_the_one_secret(template_for):
    template = template_for(
        "cn-north-1", mail_from=SENDER, smtp="smtp.example.org:587", smtp_secret="laurel/smtp"
    )

    [(actions, resource)] = rights_to_send(template)
    assert set(actions) == {"secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"}
    assert resource["Fn::Join"][1][-1] == (
        ":secretsmanager:cn-north-1:111111111111:secret:laurel/smtp-??????"
    )
    assert settings_of(template, "SendMails") == {
        "mail_by": "smtp",
        "mail_from": SENDER,
        "smtp_host": "smtp.example.org",
        "smtp_port": "587",
        "smtp_secret": "laurel/smtp",
    }


def test_without_a_sender_a_function_may_send_nothing(template_for):
    template = template_for("us-east-1")

    assert rights_to_send(template) == []
    assert settings_of(template, "WriteMails")["mail_by"] == "nobody"


@pytest.mark.parametrize(
    ("context", "mailed"),
    [({}, "False"), ({"mail_rehearsals": "true"}, "True"), ({"local": True}, "True")],
)
def test_rehearsals_are_mailed_where_it_is_said_or_where_nothing_leaves(
    template_for, context, mailed
):
    template = template_for("us-east-1", **context)

    assert settings_of(template, "WriteMails")["mail_rehearsals"] == mailed


def test_mails_are_sent_a_few_at_a_time_and_each_for_itself(template_for):
    template = template_for("us-east-1")
    mapping = template.resource("AWS::Lambda::EventSourceMapping", "SendMails")
    queue = template.resource("AWS::SQS::Queue", "MailQueueMails")

    assert (mapping["BatchSize"], mapping["ScalingConfig"]) == (4, {"MaximumConcurrency": 2})
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert (queue["RedrivePolicy"]["maxReceiveCount"], queue["VisibilityTimeout"]) == (40, 720)


def test_the_checks_know_of_no_mistake_with_a_sender_of_either_kind(template_for):
    by_ses = template_for("us-east-1", mail_from=SENDER)
    by_smtp = template_for("cn-north-1", mail_from=SENDER, smtp="m:465", smtp_secret="laurel/smtp")

    assert by_ses.violations == by_smtp.violations == []
