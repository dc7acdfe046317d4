"""Session tokens: JWTs signed with ES256. A KMS key that cannot be exported signs them; its public
half verifies them here. No other algorithm is accepted, and a token cannot name a key."""

import hashlib
from datetime import datetime
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any, NoReturn, Protocol, TypeVar

import boto3
from ecdsa import BadSignatureError, VerifyingKey
from ecdsa.util import sigdecode_der, sigencode_string
from jwt import InvalidTokenError, PyJWS
from jwt.algorithms import Algorithm
from pydantic import ValidationError

from contest.model import Fact
from contest.people.account import Session
from contest.people.known_browser import KnownBrowser
from contest_aws.clients import QUICK
from contest_aws.http.authorization import Claims

if TYPE_CHECKING:
    from mypy_boto3_kms import KMSClient

Content = TypeVar("Content", bound=Fact)
KEPT = 1024
"""How many tokens a warm function remembers, so that it need not verify them again."""


class SigningKey(Protocol):
    """A P-256 key pair."""

    def sign(self, message: bytes) -> bytes:
        """The signature in DER, as KMS returns it."""

    @property
    def public(self) -> bytes:
        """SubjectPublicKeyInfo in DER."""


class KmsKey:
    def __init__(self, key_id: str, client: "KMSClient | None" = None) -> None:
        self._key_id, self._given = key_id, client

    @cached_property
    def _client(self) -> "KMSClient":
        return self._given or boto3.client("kms", config=QUICK)

    def sign(self, message: bytes) -> bytes:
        answer = self._client.sign(
            KeyId=self._key_id,
            Message=message,
            MessageType="RAW",
            SigningAlgorithm="ECDSA_SHA_256",
        )
        return answer["Signature"]

    @cached_property
    def public(self) -> bytes:
        return self._client.get_public_key(KeyId=self._key_id)["PublicKey"]


class Tokens:
    def __init__(self, key: SigningKey) -> None:
        self._key = key
        self._jws = PyJWS(algorithms=[])
        self._jws.register_algorithm("ES256", _Es256())
        self._verified = lru_cache(maxsize=KEPT)(self._verify)

    def issue(self, session: Session) -> str:
        claims = Claims(
            sub=session.account,
            sid=session.id,
            iat=_seconds(session.created_at),
            exp=_seconds(session.ends_at),
        )
        return self._sign(claims)

    def issue_browser(self, browser: KnownBrowser) -> str:
        """A token that opens nothing: it only shows which browser asks for a code."""
        return self._sign(browser)

    def read(self, token: str) -> Claims | None:
        """The claims of a token that we issued, whether or not it has expired; None for any
        other."""
        return self._read(token, Claims)

    def read_browser(self, token: str) -> KnownBrowser | None:
        """None for a session's token, as for anything else that is no browser's."""
        return self._read(token, KnownBrowser)

    def _sign(self, content: Fact) -> str:
        key: Any = self._key  # PyJWT's types cover its own algorithms only
        return self._jws.encode(content.model_dump_json().encode(), key, algorithm="ES256")

    def _read(self, token: str, kind: type[Content]) -> Content | None:
        try:
            return kind.model_validate_json(self._verified(token))
        except (InvalidTokenError, ValidationError):
            return None

    def _verify(self, token: str) -> bytes:
        payload: bytes = self._jws.decode(token, self._verifying_key, algorithms=["ES256"])
        return payload

    @cached_property
    def _verifying_key(self) -> VerifyingKey:
        return VerifyingKey.from_der(self._key.public)


class _Es256(Algorithm):
    """Signs with a `SigningKey` and verifies with ecdsa's key. PyJWT's own ES256 needs
    `cryptography`, which alone exceeds the size limit of a whole function."""

    def prepare_key(self, key: Any) -> Any:  # noqa: ANN401 - either of the two
        return key

    def sign(self, msg: bytes, key: SigningKey) -> bytes:
        order = VerifyingKey.from_der(key.public).curve.order
        signature: bytes = sigencode_string(*sigdecode_der(key.sign(msg), order), order)
        return signature

    def verify(self, msg: bytes, key: VerifyingKey, sig: bytes) -> bool:
        try:
            return bool(key.verify(sig, msg, hashfunc=hashlib.sha256))
        except BadSignatureError:
            return False

    @staticmethod
    def to_jwk(*_: object, **__: object) -> NoReturn:
        raise NotImplementedError

    @staticmethod
    def from_jwk(*_: object) -> NoReturn:
        raise NotImplementedError


def _seconds(moment: datetime) -> int:
    return int(moment.timestamp())
