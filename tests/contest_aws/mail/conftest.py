"""A true SMTP server on this machine, with TLS, a user and a password."""

import asyncio
import datetime as dt
import ipaddress
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

USER, PASSWORD = b"contest", b"secret"


@dataclass
class Post:
    """What the server was given, and what it is to answer."""

    got: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    to_recipient: str = "250 OK"
    to_mail: str = "250 OK"
    slow: float = 0
    """Seconds before a recipient is answered."""
    hangs_up: bool = False
    """Instead of answering, once it has the mail."""

    async def handle_RCPT(self, _server, _session, envelope, address, _options) -> str:  # noqa: N802 - aiosmtpd's
        await asyncio.sleep(self.slow)
        if self.to_recipient.startswith("250"):
            envelope.rcpt_tos.append(address)
        return self.to_recipient

    async def handle_DATA(self, server, _session, envelope) -> str:  # noqa: N802 - aiosmtpd's
        if self.to_mail.startswith("250"):
            self.recipients += envelope.rcpt_tos
            message: Any = message_from_bytes(envelope.content, policy=default)
            self.got.append(message)
        if self.hangs_up:
            server.transport.abort()
        return self.to_mail


@dataclass
class Server:
    post: Post
    port: int
    trusting: ssl.SSLContext


def authenticate(_server, _session, _envelope, _mechanism, data) -> AuthResult:
    known = isinstance(data, LoginPassword) and (data.login, data.password) == (USER, PASSWORD)
    return AuthResult(success=known, handled=False)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory) -> tuple[str, str]:
    """Files of a certificate for 127.0.0.1 and of its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]),
            critical=False,
        )
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("tls")
    (folder / "cert.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return str(folder / "cert.pem"), str(folder / "key.pem")


@pytest.fixture
def server(certificate) -> Iterator[Server]:
    """TLS by STARTTLS, without which nobody may sign in."""
    yield from _serving(
        certificate, tls_context=_tls(certificate), require_starttls=True, auth_required=True
    )


@pytest.fixture
def tls_server(certificate) -> Iterator[Server]:
    """TLS from the first byte."""
    yield from _serving(certificate, ssl_context=_tls(certificate), auth_require_tls=False)


@pytest.fixture
def plain_server(certificate) -> Iterator[Server]:
    """No TLS at all."""
    yield from _serving(certificate, auth_require_tls=False)


def _tls(certificate) -> ssl.SSLContext:
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(*certificate)
    return tls


def _serving(certificate, **options: Any) -> Iterator[Server]:
    trusting = ssl.create_default_context(cafile=certificate[0])
    post, port = Post(), free_port()
    controller = Controller(
        post, hostname="127.0.0.1", port=port, authenticator=authenticate, **options
    )
    controller.start()
    try:
        yield Server(post, port, trusting)
    finally:
        controller.stop()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
