"""The true HTTP functions in process, on a table in moto, asked by events as API Gateway sends."""

import json
from datetime import timedelta
from importlib import import_module
from urllib.parse import urlencode

import boto3
import pytest
from aws_lambda_powertools.utilities.typing import LambdaContext
from moto import mock_aws

from contest.access import Role
from contest.calendar import Contest
from contest_aws import clock, keys
from contest_aws.desk import host
from contest_aws.store import create
from contest_aws.table import DynamoStore
from tests.builders import any_contest, any_time
from tests.described import answer_faults
from tests.table import TABLE, make_table

DOORS = {
    "entrant": "upload.entrant_api",
    "screener": "screen.screener_api",
    "judge": "review.judge_api",
    "public": "award.public_api",
}


class Asked:
    """One answer: its status, its headers, and its body as JSON."""

    def __init__(self, answer):
        self.status, self.headers = answer["statusCode"], answer["headers"]
        self.text = answer["body"]
        self.text.encode()  # Lambda could not send anything else
        self.body = json.loads(self.text)

    @property
    def code(self):
        return self.body["code"]


class Doors:
    """All HTTP functions, and tokens for them."""

    def __init__(self, store, contest):
        self.store, self.contest = store, contest
        self._handlers = {name: import_module(door).handler for name, door in DOORS.items()}

    def token(self, role, person="p1"):
        return host.invite(
            self.store, self.contest, role=role, person=person,
            ends_at=clock.now() + timedelta(hours=1),
        )  # fmt: skip

    def ask(self, method, path, body=None, *, token=None, headers=None, raw=None, encoded=False,
            query=None):  # fmt: skip
        """`body` is sent as JSON, `raw` as it is. `path` begins with the audience."""
        sent = {"accept-language": "en", "content-type": "application/json", **(headers or {})}
        if token:
            sent["authorization"] = f"Bearer {token}"
        event = {
            "version": "2.0",
            "routeKey": "$default",
            "rawPath": path,
            "rawQueryString": urlencode(query or {}),
            "queryStringParameters": query or {},
            "headers": sent,
            "requestContext": {
                "http": {
                    "method": method,
                    "path": path,
                    "protocol": "HTTP/1.1",
                    "sourceIp": "192.0.2.7",
                    "userAgent": "a browser",
                },
                "requestId": "r",
                "stage": "$default",
            },
            "isBase64Encoded": encoded,
        }
        if raw is not None or body is not None:
            event["body"] = raw if raw is not None else json.dumps(body)
        asked = Asked(self._handlers[path.split("/")[1]](event, LambdaContext()))
        assert answer_faults(method, path, asked.status, asked.headers, asked.text) == []
        return asked


@pytest.fixture(scope="session")
def aws():
    with mock_aws(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_DEFAULT_REGION", "cn-north-1")
        patch.setenv("LAUREL_TABLE_NAME", TABLE)
        patch.setenv("LAUREL_MEDIA_BUCKET", "media")
        yield boto3.client("dynamodb")


@pytest.fixture
def doors(aws):
    """A rehearsal while submission is open."""
    make_table(aws)
    store = DynamoStore(TABLE, aws)
    contest: Contest = any_contest(rehearsal=True, ahead=any_time() - clock.now())
    store.commit(create(keys.contest(contest.id), contest))
    yield Doors(store, contest)
    aws.delete_table(TableName=TABLE)


@pytest.fixture
def entrant(doors):
    """A token."""
    return doors.token(Role.ENTRANT)
