"""Tokens are ours alone, and say what we said; whatever else is sent is no token."""

import base64
import hashlib
import hmac
import json

import pytest
from ecdsa import NIST256p, NIST384p, SigningKey
from ecdsa.util import sigencode_der

from contest_aws.http.authorization import Claims
from contest_aws.http.tokens import KmsKey, Tokens
from tests.builders import any_session
from tests.functions import quick_key


class OwnKey:
    """A key pair in memory, as `contest_aws.http.tokens.SigningKey` asks for."""

    def __init__(self):
        self.private = SigningKey.generate(NIST256p)
        self.public = self.private.verifying_key.to_der()

    def sign(self, message):
        return self.private.sign(message, hashfunc=hashlib.sha256, sigencode=sigencode_der)


@pytest.fixture(params=["own", "kms", "quick"])
def key(request, aws, monkeypatch):
    if request.param == "own":
        return OwnKey()
    if request.param == "quick":
        quick_key.use(monkeypatch)
        return KmsKey("any")
    client = aws.client("kms")
    made = client.create_key(KeySpec="ECC_NIST_P256", KeyUsage="SIGN_VERIFY")
    return KmsKey(made["KeyMetadata"]["Arn"], client)


def part(value):
    text = value if isinstance(value, bytes) else json.dumps(value).encode()
    return base64.urlsafe_b64encode(text).rstrip(b"=").decode()


def parts(token):
    return token.split(".")


SESSION = any_session()
CLAIMS = Claims(
    sub="a1",
    sid="s1",
    iat=int(SESSION.created_at.timestamp()),
    exp=int(SESSION.ends_at.timestamp()),
)


def test_what_was_issued_is_read(key):
    token = Tokens(key).issue(SESSION)
    assert Tokens(key).read(token) == CLAIMS
    head = json.loads(base64.urlsafe_b64decode(parts(token)[0] + "=="))
    assert head == {"alg": "ES256", "typ": "JWT"}


def test_another_keys_token_is_none(key):
    assert Tokens(OwnKey()).read(Tokens(key).issue(SESSION)) is None


@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_token_that_was_changed_anywhere_is_none(key, place):
    tokens = Tokens(key)
    pieces = parts(tokens.issue(SESSION))
    other = parts(tokens.issue(any_session(account="a2")))
    pieces[place] = other[place] if place else part({"alg": "ES256", "typ": "JWS"})
    assert tokens.read(".".join(pieces)) is None


def test_no_other_algorithm_is_known():
    key = OwnKey()
    tokens = Tokens(key)
    body = parts(tokens.issue(SESSION))[1]
    for name, signature in (
        ("none", lambda _: b""),
        ("None", lambda _: b""),
        ("HS256", lambda text: hmac.digest(key.public, text, "sha256")),
        ("ES384", lambda text: SigningKey.generate(NIST384p).sign(text)),
        ("RS256", lambda _: b"x" * 256),
    ):
        head = part({"alg": name, "typ": "JWT"})
        signed = f"{head}.{body}"
        assert tokens.read(f"{signed}.{part(signature(signed.encode()))}") is None, name


def test_a_token_cannot_bring_its_own_key():
    own, other = OwnKey(), OwnKey()
    body = parts(Tokens(own).issue(SESSION))[1]
    for extra in ({"kid": "x"}, {"jwk": {"kty": "EC"}}, {"jku": "https://evil.example/keys"}):
        signed = f"{part({'alg': 'ES256', 'typ': 'JWT', **extra})}.{body}"
        signature = other.private.sign(signed.encode(), hashfunc=hashlib.sha256)
        assert Tokens(own).read(f"{signed}.{part(signature)}") is None


@pytest.mark.parametrize(
    "payload",
    [b"", b"x", b"[]", b"{}", b'{"sub": "a1"}', b'{"sub": "../a", "sid": "s", "iat": 1, "exp": 2}'],
)
def test_signed_by_us_it_still_has_to_say_whose_it_is(payload):
    key = OwnKey()
    signed = f"{part({'alg': 'ES256', 'typ': 'JWT'})}.{part(payload)}"
    signature = key.private.sign(signed.encode(), hashfunc=hashlib.sha256)
    assert Tokens(key).read(f"{signed}.{part(signature)}") is None


@pytest.mark.parametrize("sent", ["", ".", "..", "...", "a.b.c", "ey.ey.ey", "x" * 100_000, "a.b"])
def test_what_is_no_token_is_none(sent):
    assert Tokens(OwnKey()).read(sent) is None
