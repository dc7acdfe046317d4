"""SMTP over TLS, against a true server: what arrives, and how what does not is told."""

import smtplib
import time

import pytest
from pydantic import ValidationError

from contest.refusals import Refused
from contest_aws.mail import adapters
from contest_aws.mail.adapters import SmtpMailer
from contest_aws.mail.mailer import Mail, Unreachable
from tests.contest_aws.mail.conftest import PASSWORD, USER, free_port

pytestmark = pytest.mark.enable_socket
NAME = "laurel/smtp"


class Secrets:
    """Stands in for Secrets Manager."""

    def __init__(self, password=PASSWORD):
        self.asked = []
        self._text = f'{{"username": "{USER.decode()}", "password": "{password.decode()}"}}'

    def get_secret_value(self, **asked):
        self.asked.append(asked["SecretId"])
        return {"SecretString": self._text}


def mailer(server, *, secrets=None, trusting=True):
    return SmtpMailer(
        "征集办公室 <contest@example.org>",
        host="127.0.0.1",
        port=server.port,
        secret=NAME,
        secrets=secrets or Secrets(),
        context=server.trusting if trusting else None,
    )


def any_mail(**changes):
    return Mail(
        id="e1-3-returned",
        to="周立群 <zhou@example.com>",
        subject="作品《钢铁脊梁》需要修改",
        text="您好!\n请修改。\n\nPlease mend it.\n",
    ).model_copy(update=changes)


def test_a_mail_arrives_as_it_was_written(server):
    secrets = Secrets()
    sender = mailer(server, secrets=secrets)

    sender.send(any_mail())
    sender.send(any_mail(id="e1-4-passed"))

    first, second = server.post.got
    assert server.post.recipients == ["zhou@example.com"] * 2
    assert (first["From"], first["To"], first["Subject"]) == (
        "征集办公室 <contest@example.org>",
        "周立群 <zhou@example.com>",
        "作品《钢铁脊梁》需要修改",
    )
    assert first.get_content() == "您好!\n请修改。\n\nPlease mend it.\n"
    assert (first["Message-ID"], second["Message-ID"]) == (
        "<e1-3-returned@example.org>",
        "<e1-4-passed@example.org>",
    )
    assert (first["Auto-Submitted"], first["Date"] is not None) == ("auto-generated", True)
    assert secrets.asked == [NAME]


def test_a_server_that_speaks_tls_from_the_first_byte(tls_server, monkeypatch):
    monkeypatch.setattr(adapters, "IMPLICIT_TLS", tls_server.port)

    mailer(tls_server).send(any_mail())

    assert [mail["To"] for mail in tls_server.post.got] == ["周立群 <zhou@example.com>"]


def test_an_internationalised_domain_is_written_in_ascii(server):
    mailer(server).send(any_mail(to="zhou@例子.中国"))

    assert server.post.recipients == ["zhou@xn--fsqu00a.xn--fiqs8s"]


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"to_recipient": "550 no such user zhou@example.com"}, "550"),
        ({"to_mail": "554 looks like spam to zhou@example.com"}, "554"),
    ],
)
def test_what_the_server_turns_down_for_good_is_refused(server, answers, told):
    for name, answer in answers.items():
        setattr(server.post, name, answer)

    with pytest.raises(Refused) as problem:
        mailer(server).send(any_mail())

    assert [(r.code, r.measured) for r in problem.value.refusals] == [("mail.turned_down", told)]


@pytest.mark.parametrize("name", ["to_recipient", "to_mail"])
def test_what_the_server_cannot_take_now_may_be_sent_later(server, name):
    setattr(server.post, name, "451 try later, zhou@example.com")

    with pytest.raises(Unreachable) as told:
        mailer(server).send(any_mail())

    assert str(told.value) == "SMTP 451"


def test_a_wrong_password_sends_nothing(server):
    with pytest.raises(Unreachable) as told:
        mailer(server, secrets=Secrets(b"wrong")).send(any_mail())

    assert (str(told.value), server.post.got) == ("SMTPAuthenticationError 535", [])


class Changing(Secrets):
    """The host changes the password in the secret. The server knows the new one by now."""

    def __init__(self, *passwords):
        self.asked, self._left = [], list(passwords)

    def get_secret_value(self, **asked):
        self.asked.append(asked["SecretId"])
        password = self._left.pop(0) if len(self._left) > 1 else self._left[0]
        return Secrets(password).get_secret_value(**asked)


def test_a_password_that_was_changed_is_read_again_and_the_mail_goes_out(server):
    secrets = Changing(b"old", PASSWORD)
    sender = mailer(server, secrets=secrets)
    sender._read_secret()  # noqa: SLF001 - a function that was warm before the change

    sender.send(any_mail())
    sender.send(any_mail(id="e1-4-passed"))

    assert (len(server.post.got), secrets.asked) == (2, [NAME] * 2)


def test_a_password_that_stays_wrong_is_read_again_once_a_mail(server):
    secrets = Changing(b"old", b"wrong")
    sender = mailer(server, secrets=secrets)
    sender._read_secret()  # noqa: SLF001 - a function that was warm before the change

    for asked in (2, 3):
        with pytest.raises(Unreachable, match="SMTPAuthenticationError 535"):
            sender.send(any_mail())
        assert len(secrets.asked) == asked
    assert server.post.got == []


def test_a_certificate_that_nobody_vouches_for_sends_nothing(server):
    with pytest.raises(Unreachable, match="SSLCertVerificationError"):
        mailer(server, trusting=False).send(any_mail())

    assert server.post.got == []


def test_a_server_without_tls_gets_neither_mail_nor_password(plain_server):
    secrets = Secrets()

    with pytest.raises(Unreachable, match="SMTPNotSupportedError"):
        mailer(plain_server, secrets=secrets).send(any_mail())

    assert (plain_server.post.got, secrets.asked) == ([], [])


def test_where_nobody_listens_nothing_is_sent(server):
    server.port = free_port()

    with pytest.raises(Unreachable, match="ConnectionRefusedError"):
        mailer(server).send(any_mail())


def test_a_server_that_hangs_up_with_the_mail_leaves_it_uncertain(server):
    server.post.hangs_up = True

    with pytest.raises(smtplib.SMTPServerDisconnected):
        mailer(server).send(any_mail())


@pytest.mark.parametrize("subject", ["a\r\nBcc: all@example.com", "a\nb", "a\x00b", "a\u2028b"])
def test_a_subject_cannot_carry_a_header(subject):
    with pytest.raises(ValidationError):
        Mail(id="m", to="zhou@example.com", subject=subject, text="")


def test_an_address_cannot_carry_a_header(server):
    with pytest.raises(Refused):
        mailer(server).send(any_mail(to="zhou@example.com\r\nBcc: all@example.com"))

    assert server.post.got == []


def test_a_server_that_answers_slowly_takes_no_longer_than_one_mail_may(server, monkeypatch):
    monkeypatch.setattr(adapters, "TOTAL", 1)
    server.post.slow = 60
    begun = time.monotonic()

    with pytest.raises(Unreachable):
        mailer(server).send(any_mail())

    assert time.monotonic() - begun < 30  # the mail, the farewell, and a busy machine
    assert server.post.got == []
