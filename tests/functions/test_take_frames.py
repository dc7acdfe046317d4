"""The function that searches for duplicates, while the table is busy."""

import json
from importlib import import_module
from io import BytesIO

import pytest
from botocore.awsrequest import AWSResponse
from botocore.exceptions import ClientError

from contest.validate.fingerprint import Fingerprint
from contest_aws.store import keys
from tests.table import TABLE, make_table

THROTTLED = "ProvisionedThroughputExceededException"


class Body(BytesIO):
    """As urllib3 hands on what it received."""

    def stream(self, **_):
        yield self.read()


class Busy:
    """Refuses the first calls."""

    def __init__(self):
        self.left = self.sent = 0

    def __call__(self, request, **_):
        self.sent += 1
        if self.left == 0:
            return None
        self.left -= 1
        answer = json.dumps({"__type": f"com.amazonaws.dynamodb.v20120810#{THROTTLED}"})
        return AWSResponse(request.url, 400, {}, Body(answer.encode()))


@pytest.fixture
def busy(aws, monkeypatch):
    """The table, as the function calls it."""
    make_table(aws)
    monkeypatch.setattr("botocore.endpoint.time.sleep", lambda _: None)
    events = import_module("validate.take_frames").store._client.meta.events  # noqa: SLF001
    events.register_first("before-send.dynamodb.Query", table := Busy())
    yield table
    events.unregister("before-send.dynamodb.Query", table)
    aws.delete_table(TableName=TABLE)


def fingerprints():
    store = import_module("validate.take_frames").store
    return list(store.query(keys.fingerprint("c", "", 0).pk, Fingerprint))


def test_a_table_that_refuses_twice_is_asked_a_third_time(busy):
    busy.left = 2
    assert fingerprints() == []
    assert busy.sent == 3


def test_a_table_that_stays_busy_fails_by_the_name_that_its_step_retries(busy):
    """Lambda tells the step the name of the exception's class."""
    busy.left = 99
    with pytest.raises(ClientError) as failed:
        fingerprints()
    assert failed.type.__name__ == THROTTLED
