"""A key pair in memory whose signatures OpenSSL makes and checks, far faster than KMS in moto and
ecdsa in Python do; test_tokens.py holds all of them to the same."""

from functools import cached_property

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from ecdsa import BadSignatureError, NIST256p

from contest_aws.http import tokens

SHA256 = ec.ECDSA(hashes.SHA256())
HALF = 32
"""Bytes of each of a signature's two numbers."""


class QuickKey:
    """As `contest_aws.http.tokens.SigningKey` asks for."""

    def __init__(self):
        self._private = ec.generate_private_key(ec.SECP256R1())

    def sign(self, message):
        return self._private.sign(message, SHA256)

    @cached_property
    def public(self):
        return self._private.public_key().public_bytes(
            serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        )


class QuickVerifyingKey:
    """As much of ecdsa's as tokens use."""

    curve = NIST256p

    def __init__(self, key):
        self._key = key

    @classmethod
    def from_der(cls, der):
        return cls(serialization.load_der_public_key(der))

    def verify(self, signature, message, **_):
        if len(signature) != 2 * HALF:
            raise BadSignatureError
        numbers = (int.from_bytes(part) for part in (signature[:HALF], signature[HALF:]))
        try:
            self._key.verify(encode_dss_signature(*numbers), message, SHA256)
        except InvalidSignature:
            raise BadSignatureError from None
        return True


def use(patch):
    """All tokens are signed and read so, until `patch` is undone."""
    key = QuickKey()
    patch.setattr(tokens.KmsKey, "sign", lambda _, message: key.sign(message))
    patch.setattr(tokens.KmsKey, "public", key.public)
    patch.setattr(tokens, "VerifyingKey", QuickVerifyingKey)
