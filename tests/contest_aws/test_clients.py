"""How AWS is called: by which hosts, for how long, and how often. No emulator shows any of it."""

import ast
from pathlib import Path
from types import SimpleNamespace
from urllib.parse import parse_qs, urlsplit

import boto3
import pytest
from botocore.stub import Stubber

from contest_aws import clients
from contest_aws.media.bucket import Media, client
from contest_aws.media.posters import Posters
from laurel.organiser import Deployment, Organiser

ROOT = Path(__file__).parents[2]
HOSTS = {
    "us-east-1": "media.s3.us-east-1.amazonaws.com",
    "eu-central-1": "media.s3.eu-central-1.amazonaws.com",
    "cn-north-1": "media.s3.cn-north-1.amazonaws.com.cn",
    "ap-southeast-5": "media.s3.ap-southeast-5.amazonaws.com",
    "mx-central-1": "media.s3.mx-central-1.amazonaws.com",
}
"""After https://docs.aws.amazon.com/general/latest/gr/s3.html. The last two regions are newer than
March 2019: there the global host answers 400 for good."""


@pytest.fixture
def in_region(monkeypatch):
    for name in clients.ENDPOINTS:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "somebody")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")
    boto3.setup_default_session()

    def in_(region):
        monkeypatch.setenv("AWS_DEFAULT_REGION", region)
        boto3.setup_default_session(region_name=region)

    yield in_
    boto3.setup_default_session()


@pytest.mark.parametrize("region", HOSTS)
def test_signed_addresses_name_the_bucket_at_the_regions_own_host(in_region, region):
    in_region(region)

    for address in (
        Media("media").play_address("media/c/e/1", version="v1"),
        Posters("media").address("posters/c/e/1.jpg"),
    ):
        parts = urlsplit(address)
        assert (parts.scheme, parts.hostname) == ("https", HOSTS[region])
        assert parts.path in ("/media/c/e/1", "/posters/c/e/1.jpg")
        assert parse_qs(parts.query)["X-Amz-Algorithm"] == ["AWS4-HMAC-SHA256"]
        assert f"/{region}/s3/" in parse_qs(parts.query)["X-Amz-Credential"][0]


def test_an_address_to_play_fixes_what_is_told_of_the_file(in_region):
    """https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html: `response-*` override
    what is stored with the object."""
    in_region("cn-north-1")

    address = Media("media").play_address("media/c/e/1", version="v1")

    asked = parse_qs(urlsplit(address).query)
    told = {name: values for name, values in asked.items() if not name.startswith("X-Amz-")}
    assert told == {
        "versionId": ["v1"],
        "response-content-type": ["video/mp4"],
        "response-content-disposition": ["inline"],
        **({"x-id": asked["x-id"]} if "x-id" in asked else {}),
    }


def test_nothing_of_the_entrant_is_stored_with_a_file(in_region):
    in_region("cn-north-1")
    media = Media("media")
    with Stubber(media._s3) as stub:  # noqa: SLF001 - what is sent to S3
        expected = {"Bucket": "media", "Key": "media/c/e/1", "ContentType": "video/mp4"}
        stub.add_response("create_multipart_upload", {"UploadId": "u"}, expected)
        assert media.begin("media/c/e/1") == "u"


@pytest.mark.parametrize("name", clients.ENDPOINTS)
def test_another_endpoint_has_the_bucket_in_the_path(in_region, monkeypatch, name):
    in_region("us-east-1")
    monkeypatch.setenv(name, "http://localhost:4566")

    address = Media("media").play_address("media/c/e/1", version="v1")

    assert address.startswith("http://localhost:4566/media/media/c/e/1?")


def test_a_bucket_is_called_with_the_same_patience(in_region):
    in_region("eu-central-1")

    config = client().meta.config

    assert (config.connect_timeout, config.read_timeout) == (1, 12)
    assert config.retries["mode"] == "standard"


def test_the_command_line_waits_for_a_slow_line():
    """Every client of it, except that which waits for a function (tests/infra/test_on_aws.py)."""
    made = {}
    session = SimpleNamespace(client=lambda service, *, config: made.setdefault(service, config))
    by_hand = Organiser(Deployment.model_construct(), session)

    for service in ("dynamodb", "kms", "stepfunctions", "scheduler", "sqs", "sts"):
        by_hand._client(service)  # noqa: SLF001 - by which all of them are made
    assert by_hand._s3 is made["s3"]  # noqa: SLF001

    assert {
        (config.connect_timeout, config.read_timeout, *config.retries.values())
        for config in made.values()
    } == {(5, 20, "standard", 5)}
    assert (made["s3"].signature_version, made["s3"].s3["us_east_1_regional_endpoint"]) == (
        "s3v4",
        "regional",
    )


def test_pauses_are_random_below_a_limit_that_doubles(monkeypatch):
    drawn, slept = [], []
    monkeypatch.setattr(clients.random, "uniform", lambda *span: drawn.append(span) or span[1] / 2)
    monkeypatch.setattr(clients.time, "sleep", slept.append)

    for trial in range(8):
        clients.pause(trial)

    assert drawn == [(0, most) for most in (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 2.0, 2.0)]
    assert slept == [most / 2 for _, most in drawn]


def sources():
    folders = ("functions", "layers/aws/python", "cli")
    return [file for folder in folders for file in sorted((ROOT / folder).rglob("*.py"))]


@pytest.mark.parametrize("file", sources(), ids=lambda file: str(file.relative_to(ROOT)))
def test_no_client_has_botocores_own_patience(file):
    """60 seconds and ten tries outlast a function of 10 seconds; a password is read for a mail."""
    calls = [
        node
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and node.func.attr == "client"
        and ast.unparse(node.func.value) in ("boto3", "session", "self.session")
    ]

    bare = [ast.unparse(call) for call in calls if "config" not in {k.arg for k in call.keywords}]

    assert [call for call in bare if "secretsmanager" not in call] == []
