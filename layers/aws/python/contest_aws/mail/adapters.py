"""Mail adapters: SES, or any SMTP server over TLS (SES is not available in the China partition)."""

import smtplib
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

import boto3
from botocore.config import Config
from botocore.exceptions import (
    BotoCoreError,
    ClientError,
    ConnectTimeoutError,
    EndpointConnectionError,
)
from pydantic import BaseModel, ValidationError

from contest import addresses
from contest.refusals import refused
from contest_aws.mail.mailer import Mail, Mailer, Unreachable
from contest_aws.settings import MailSettings

if TYPE_CHECKING:
    from mypy_boto3_secretsmanager import SecretsManagerClient
    from mypy_boto3_sesv2 import SESV2Client

CONNECT, TOTAL = 3, 12
"""Seconds: to reach the mail server, and for one mail altogether. Every function that sends mails
has more than this for each of them (`infra.mail_queue`, `infra.function_specs`)."""
ONCE = Config(
    connect_timeout=CONNECT, read_timeout=TOTAL - CONNECT, retries={"total_max_attempts": 1}
)
"""Retries of the SDK could send the same mail twice."""
SECRETS = Config(connect_timeout=1, read_timeout=2, retries={"total_max_attempts": 2})
IMPLICIT_TLS = 465
"""On this port TLS starts at once. On any other port STARTTLS is required."""
DONE, GO_ON, FOR_GOOD = 250, 354, 500
"""SMTP reply codes: accepted; continue; and the first code of permanent refusals."""
AUTOMATIC = ("Auto-Submitted", "auto-generated")
"""Keeps automatic responders from answering (RFC 3834)."""
TURNED_DOWN = ("BadRequestException", "MessageRejected")


class Credentials(BaseModel):
    """The content of the secret, as JSON."""

    username: str
    password: str


class SesMailer:
    def __init__(self, sender: str, client: "SESV2Client | None" = None) -> None:
        self._sender = addresses.on_the_wire(sender)
        self._client: SESV2Client = client or boto3.client("sesv2", config=ONCE)

    def send(self, mail: Mail) -> None:
        to = addresses.on_the_wire(mail.to)
        try:
            self._client.send_email(
                FromEmailAddress=self._sender,
                Destination={"ToAddresses": [to]},
                Content={
                    "Simple": {
                        "Subject": _utf8(mail.subject),
                        "Body": {"Text": _utf8(mail.text)},
                        "Headers": [{"Name": AUTOMATIC[0], "Value": AUTOMATIC[1]}],
                    }
                },
                EmailTags=[{"Name": "mail", "Value": mail.id.replace(".", "_")}],
            )
        except ClientError as error:
            answer: Any = error.response
            code = answer["Error"]["Code"]
            if code in TURNED_DOWN:
                raise refused("mail.turned_down", measured=code) from None
            if answer["ResponseMetadata"]["HTTPStatusCode"] < HTTPStatus.INTERNAL_SERVER_ERROR:
                raise Unreachable(code) from None
            raise
        except (EndpointConnectionError, ConnectTimeoutError) as error:
            raise Unreachable(type(error).__name__) from None


def _utf8(text: str) -> Any:  # noqa: ANN401 - SES's own
    return {"Data": text, "Charset": "UTF-8"}


class SmtpMailer:
    def __init__(
        self,
        sender: str,
        *,
        host: str,
        port: int,
        secret: str = "",
        secrets: "SecretsManagerClient | None" = None,
        context: ssl.SSLContext | None = None,
    ) -> None:
        """`secret`: the name of the secret with user name and password. Without one, no login is
        made."""
        self._header, self._sender = addresses.on_the_wire(sender), addresses.split(sender)[1]
        self._host, self._port, self._secret, self._secrets = host, port, secret, secrets
        self._context = context or ssl.create_default_context()
        self._credentials: Credentials | None = None

    def send(self, mail: Mail) -> None:
        _, address = addresses.split(mail.to)
        message = self._message(mail).as_bytes(policy=SMTP)
        deadline = _Deadline(TOTAL)
        with self._signed_in(deadline) as server:
            with _not_sent_yet():
                deadline.next_step(server)
                _expect(server.mail(self._sender), blame=False)
                deadline.next_step(server)
                _expect(server.rcpt(address))
                deadline.next_step(server)
            try:
                taken = server.data(message)
            except smtplib.SMTPDataError as error:
                taken = (error.smtp_code, b"")
            _expect(taken)

    def _message(self, mail: Mail) -> EmailMessage:
        message = EmailMessage()
        message["From"] = self._header
        message["To"] = addresses.on_the_wire(mail.to)
        message["Subject"] = mail.subject
        message["Date"] = formatdate()
        message["Message-ID"] = f"<{mail.id}@{self._sender.partition('@')[2]}>"
        message[AUTOMATIC[0]] = AUTOMATIC[1]
        message.set_content(mail.text, charset="utf-8", cte="base64")
        return message

    @contextmanager
    def _signed_in(self, deadline: "_Deadline") -> Iterator[smtplib.SMTP]:
        with _not_sent_yet():
            server = self._connected()
        try:
            with _not_sent_yet():
                deadline.next_step(server)
                server.ehlo_or_helo_if_needed()
                if self._port != IMPLICIT_TLS:
                    deadline.next_step(server)
                    server.starttls(context=self._context)
                if self._secret:
                    self._log_in(server, deadline)
            yield server
        finally:
            with suppress(OSError, smtplib.SMTPException):  # the outcome is known by now
                if server.sock:
                    server.sock.settimeout(1)
                server.quit()

    def _connected(self) -> smtplib.SMTP:
        if self._port == IMPLICIT_TLS:
            return smtplib.SMTP_SSL(self._host, self._port, timeout=CONNECT, context=self._context)
        return smtplib.SMTP(self._host, self._port, timeout=CONNECT)

    def _log_in(self, server: smtplib.SMTP, deadline: "_Deadline") -> None:
        """A password that was changed since it was read is read again."""
        is_cached = self._credentials is not None
        known = self._read_secret()
        deadline.next_step(server)
        try:
            server.login(known.username, known.password)
        except smtplib.SMTPAuthenticationError:
            self._credentials = None
            if not is_cached:
                raise
            self._log_in(server, deadline)

    def _read_secret(self) -> Credentials:
        if self._credentials is None:
            client = self._secrets or boto3.client("secretsmanager", config=SECRETS)
            text = client.get_secret_value(SecretId=self._secret)["SecretString"]
            self._credentials = Credentials.model_validate_json(text)
        return self._credentials


class _Deadline:
    """The time that is left for one mail. smtplib's own time-out counts for each answer anew."""

    def __init__(self, seconds: float) -> None:
        self._ends = time.monotonic() + seconds

    def next_step(self, server: smtplib.SMTP) -> None:
        left = self._ends - time.monotonic()
        if left <= 0 or server.sock is None:
            raise TimeoutError
        server.sock.settimeout(left)


@contextmanager
def _not_sent_yet() -> Iterator[None]:
    """Errors before the mail itself is transmitted become `Unreachable`: nothing was sent."""
    try:
        yield
    except (OSError, smtplib.SMTPException, BotoCoreError, ClientError, ValidationError) as error:
        code = getattr(error, "smtp_code", "")
        raise Unreachable(f"{type(error).__name__} {code}".strip()) from None


def _expect(answer: tuple[int, bytes], *, blame: bool = True) -> None:
    """`blame`: a permanent refusal concerns this mail or its recipient, and not the connection."""
    code = answer[0]
    if blame and code >= FOR_GOOD:
        raise refused("mail.turned_down", measured=code)
    if code not in (DONE, DONE + 1):
        raise Unreachable(f"SMTP {code}")


class NoMailer:
    """For a deployment that names no sender."""

    def send(self, mail: Mail) -> None:  # noqa: ARG002 - the interface of all mailers
        raise refused("mail.not_set_up")


def mailer_of(settings: MailSettings) -> Mailer:
    match settings.mail_by:
        case "ses":
            return SesMailer(settings.mail_from)
        case "smtp":
            return SmtpMailer(
                settings.mail_from,
                host=settings.smtp_host,
                port=settings.smtp_port,
                secret=settings.smtp_secret,
            )
        case "nobody":
            return NoMailer()
