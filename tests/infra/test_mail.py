"""Who writes, and by which server, as a deployment says it."""

from pathlib import Path

import pytest

from contest.refusals import Refused
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
    with pytest.raises(Refused, match="no mail address"):
        deployed(mail_from="contest")
