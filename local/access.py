"""How to reach the local cloud and nothing else: the developer's own AWS account is never used."""

import functools
import os
from collections.abc import Callable, Mapping
from typing import Any

import boto3
import botocore.session
from botocore.config import Config

REGION = "us-east-1"
ACCOUNT = "000000000000"
# The keys of the emulator's root account. They are public, but it listens on this machine only.
KEY = "test"
_OWN_NAMES = ("AWS_", "CDK_", "LOCALSTACK_", "MINISTACK_")
_NOBODYS_SETTINGS = {
    name: (None, None, default, None)
    for name, default in (
        ("profile", None),
        ("config_file", os.devnull),
        ("credentials_file", os.devnull),
    )
}
_SETTINGS = Config(
    signature_version="s3v4",
    s3={"addressing_style": "path"},
    proxies={},
    retries={"mode": "standard", "total_max_attempts": 3},
    user_agent="laurel",
)


def endpoint(port: int) -> str:
    return f"http://127.0.0.1:{port}"


def environment(port: int, *, base: Mapping[str, str] | None = None) -> dict[str, str]:
    """The base (by default this process's environment) without its AWS settings, pointed at the
    local cloud."""
    inherited = os.environ if base is None else base
    kept = {name: value for name, value in inherited.items() if not name.startswith(_OWN_NAMES)}
    no_proxy = ",".join(filter(None, [kept.get("NO_PROXY") or kept.get("no_proxy"), "127.0.0.1"]))
    return kept | {
        "AWS_ACCESS_KEY_ID": KEY,
        "AWS_SECRET_ACCESS_KEY": KEY,
        "AWS_REGION": REGION,
        "AWS_DEFAULT_REGION": REGION,
        "AWS_ENDPOINT_URL": endpoint(port),
        "AWS_ENDPOINT_URL_S3": endpoint(port),
        "AWS_CONFIG_FILE": os.devnull,
        "AWS_SHARED_CREDENTIALS_FILE": os.devnull,
        "AWS_EC2_METADATA_DISABLED": "true",
        "NO_PROXY": no_proxy,
        "no_proxy": no_proxy,
    }


def session(port: int) -> boto3.Session:
    """A boto3 session whose clients and resources all use the local cloud."""
    made = boto3.Session(
        aws_access_key_id=KEY,
        aws_secret_access_key=KEY,
        region_name=REGION,
        botocore_session=botocore.session.Session(_NOBODYS_SETTINGS),
    )
    for kind in ("client", "resource"):
        setattr(made, kind, functools.partial(_make, getattr(made, kind), endpoint(port)))
    return made


def _make(make: Callable[..., object], address: str, name: str, **asked: Any) -> object:
    config = _SETTINGS.merge(asked.pop("config", None) or Config())
    return make(name, **{"endpoint_url": address, **asked}, config=config)
