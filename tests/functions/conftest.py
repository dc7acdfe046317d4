"""The true HTTP functions in process, on a store in memory or a table in moto, asked by events as
API Gateway sends."""

import base64
import gzip
import inspect
import json
import os
import secrets
from datetime import timedelta
from functools import cache
from importlib import import_module
from urllib.parse import urlencode

import boto3
import pytest
from aws_lambda_powertools.utilities.typing import LambdaContext
from moto import mock_aws

from contest.audit import ORGANISER, Actor
from contest.people.account import Role
from contest.rules.contest import Contest
from contest_aws import clock
from contest_aws.http.tokens import KmsKey, Tokens
from contest_aws.services import contests
from contest_aws.services.context import Context
from contest_aws.services.people import on_behalf
from contest_aws.store import keys
from contest_aws.store.dynamodb import DynamoStore
from contest_aws.store.memory import MemoryStore
from contest_aws.store.protocol import Store, create
from tests.builders import any_contest, any_time
from tests.described import answer_faults
from tests.functions import quick_key
from tests.functions.post import Post, make_queues
from tests.functions.viewing_scene import made  # noqa: F401 - a fixture
from tests.table import TABLE, make_table

HOST, OTHER_HOST = "host@example.org", "office@example.org"
DOORS = {
    "sign-in": "sign_in.sign_in_api",
    "account": "account.app",
    "host": "host.app",
    "host/invitation-sheets": "host.invitation_sheet_api",
    "host/awards": "award.award_api",
    "unit": "unit.app",
    "entrant": "upload.app",
    "entrant/comments": "review.comments_api",
    "screener": "screen.screener_api",
    "judge": "review.judge_api",
    "public": "award.public_api",
    "host/audit": "audit.host_audit_api",
    "host/ceremony": "winners.host_ceremony_api",
    "entrant/ceremony": "winners.entrant_ceremony_api",
    "unit/ceremony": "winners.unit_ceremony_api",
    "public/gallery": "winners.gallery_api",
    "host/exports": "exports.export_api",
    "host/media-packages": "winners.host_package_api",
    "public/media-package": "winners.media_package_api",
    "public/objections": "award.objection_api",
}


def door_of(path):
    """As the gateway chooses: what fits whole before what is below an audience's path."""
    audience, *below = path.split("/")[1:]
    of_sheets = audience == "host" and below[1:2] == ["invitations"] and "sheet" in path
    if below[1:2] and f"{audience}/{below[1]}" in DOORS:
        return f"{audience}/{below[1]}"
    if audience == "entrant" and below[3:] in (["comments"], ["ceremony"]):
        return f"entrant/{below[3]}"
    if audience == "host" and below[1:2] == ["ceremony.xlsx"]:
        return "host/ceremony"
    return "host/invitation-sheets" if of_sheets else audience


class Answer:
    """One answer: its status, its headers, and its body as JSON."""

    def __init__(self, answer):
        self.status, self.headers = answer["statusCode"], answer["headers"]
        self.text, self.cookies = answer["body"], answer.get("cookies", [])
        self.text.encode()  # Lambda could not send anything else
        file = answer.get("isBase64Encoded")
        if self.headers.get("Content-Encoding") == "gzip":
            self.text = gzip.decompress(base64.b64decode(self.text)).decode()
            file = False
        self.body = base64.b64decode(self.text) if file else json.loads(self.text)

    @property
    def code(self):
        return self.body["code"]


class Mailbox:
    """Takes what is mailed."""

    def __init__(self):
        self.mails = []

    def send(self, mail):
        self.mails.append(mail)


class NoDigests:
    """Nothing was sealed yet."""

    def last(self):
        return None


@cache
def tokens_of(key):
    return Tokens(KmsKey(key))


class Doors:
    """All HTTP functions, and tokens for them."""

    def __init__(self, store, contest):
        self.store, self.contest = store, contest
        self._turned = None
        self.tokens = tokens_of(os.environ["LAUREL_SIGNING_KEY"])
        doors = {name: import_module(door) for name, door in DOORS.items()}
        self._handlers = {name: door.handler for name, door in doors.items()}
        self.mailbox, self.kept_calendar = Mailbox(), []
        for module in ("sign_in.sign_in_api", "unit.unit_routes", "account.contact_routes"):
            import_module(module).mailer = self.mailbox
        import_module("account.invitation_routes").keep_soon = lambda _, contest: (
            self.kept_calendar.append(contest)
        )
        import_module("audit.host_audit_api").digests = NoDigests()
        import_module("host.certificate_routes").keep_soon = lambda *_: None

    def session(self, role, person=None, **more):
        """By default each role is another person's, the entrant's `p1`."""
        person = person or ("p1" if role is Role.ENTRANT else f"{role}-1")
        if role is Role.HOST:
            more.setdefault("address", HOST)
        if role is Role.UNIT:
            more.setdefault("unit", self.contest.rules.units[0].id)
        now = clock.now()
        return on_behalf.session_for(
            Context(self.store, self.contest, ORGANISER, now),
            role=role,
            person=person,
            session_id=secrets.token_hex(8),
            ends_at=now + timedelta(hours=1),
            **more,
        )

    def token(self, role, person=None, **more):
        return self.tokens.issue(self.session(role, person, **more))

    def turn(self, contest_time):
        """The contest's clock shows `contest_time`. If it was turned to it before, it goes on."""
        if contest_time == self._turned:
            return
        self._turned = contest_time
        contests.turn_clock(
            Context(
                self.store,
                self.store.find(keys.contest(self.contest.id), Contest),
                Actor.of("host"),
                clock.now(),
            ),
            contest_time,
        )

    def ask(
        self,
        method,
        path,
        body=None,
        *,
        token=None,
        headers=None,
        raw=None,
        encoded=False,
        query=None,
        cookies=None,
        source="192.0.2.7",
        agent="a browser",
    ):
        """`body` is sent as JSON, `raw` as it is. `path` begins with the audience."""
        sent = {"accept-language": "en", "content-type": "application/json", **(headers or {})}
        sent = {name: value for name, value in sent.items() if value is not None}
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
                    "sourceIp": source,
                    "userAgent": agent,
                },
                "requestId": "r",
                "stage": "$default",
            },
            "isBase64Encoded": encoded,
        }
        if cookies:
            event["cookies"] = cookies
        if raw is not None or body is not None:
            event["body"] = raw if raw is not None else json.dumps(body)
        asked = Answer(self._handlers[door_of(path)](event, LambdaContext()))
        assert answer_faults(method, path, asked.status, asked.headers, asked.text) == []
        return asked


@pytest.fixture(scope="session")
def aws():
    with mock_aws(), pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_DEFAULT_REGION", "cn-north-1")
        patch.setenv("LAUREL_TABLE_NAME", TABLE)
        patch.setattr(DynamoStore, "in_flight", 1)  # moto takes one call at a time
        patch.setenv("LAUREL_MEDIA_BUCKET", "media")
        patch.setenv("LAUREL_RESULTS_BUCKET", "results")
        patch.setenv("LAUREL_AWARD_ROUND", "award-round")
        patch.setenv("LAUREL_VIEWING_COPY", "viewing-copy")
        patch.setenv("LAUREL_SIGNING_KEY", "signing-key")
        quick_key.use(patch)
        patch.setenv("LAUREL_HOSTS", f"{HOST},{OTHER_HOST}")
        patch.setenv("LAUREL_FULL_EXPORTS", HOST)
        patch.setenv("LAUREL_KEEP_CALENDAR", "keep-calendar")
        patch.setenv("LAUREL_MAKE_CERTIFICATES", "make-certificates")
        patch.setenv("LAUREL_MAIL_BY", "nobody")
        patch.setenv("LAUREL_SITE", "https://contest.example.org")
        patch.setenv("LAUREL_ENTRY_JOURNEY", "entry-journey")
        for name, url in make_queues().items():
            patch.setenv(f"LAUREL_{name.upper()}_QUEUE", url)
        yield boto3.client("dynamodb")


@pytest.fixture
def table(aws):
    make_table(aws)
    yield DynamoStore(TABLE, aws)
    aws.delete_table(TableName=TABLE)


@pytest.fixture
def store(request, aws, monkeypatch):  # noqa: ARG001 - the functions are made in it
    """In memory, which the contract suite holds to be as good as the table; a test that is marked
    so has the table itself."""
    if request.node.get_closest_marker("table"):
        return request.getfixturevalue("table")
    memory = MemoryStore()
    for name in (name for name, at in vars(Store).items() if inspect.isfunction(at)):
        if not name.startswith("_"):
            monkeypatch.setattr(DynamoStore, name, getattr(memory, name))
    return memory


@pytest.fixture
def doors(store):
    """A rehearsal while submission is open."""
    contest: Contest = any_contest(rehearsal=True, clock_offset=any_time() - clock.now())
    store.commit(create(keys.contest(contest.id), contest))
    return Doors(store, contest)


@pytest.fixture
def post(aws):  # noqa: ARG001 - the queues are there
    post = Post()
    yield post
    post.empty()


@pytest.fixture
def entrant(doors):
    """A token."""
    return doors.token(Role.ENTRANT)
