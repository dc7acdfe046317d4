"""Whatever anybody sends, in whatever role, the answer is one that the OpenAPI document tells of:
its status, its kind, its headers and its schema; and never a fault of ours."""

import os
import re
from dataclasses import dataclass
from functools import partial

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from contest.access import Role
from local.visitors import JudgeVisitor
from tests.described import DOCUMENT, resolved
from tests.journey.cast import CONTACT, FORM, Cast

SOAK = bool(os.environ.get("LAUREL_SOAK"))
CASES = 200 if SOAK else 10
TRIED = settings(
    derandomize=not SOAK,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
CHECKS = [
    not_a_server_error, status_code_conformance, content_type_conformance,
    response_schema_conformance, response_headers_conformance,
]  # fmt: skip
OPERATIONS = [found.ok() for found in schemathesis.openapi.from_dict(DOCUMENT).get_all_operations()]


@dataclass
class Stage:
    """A contest that takes works and one in review, with all who act in them."""

    taking: Cast
    judging: Cast
    session: requests.Session
    addresses: dict[str, list[dict[str, str]]]
    """By audience: path parameters of what is there."""

    def cast(self, audience):
        return self.judging if audience == "judge" else self.taking

    def there(self, audience):
        contest = {"contest": self.cast(audience).id}
        found = self._works() if audience == "entrant" else self.addresses[audience]
        return [contest | address for address in found]

    def _works(self):
        """New ones for whoever asks: one whose parts are all there, and a draft."""
        entrant = self.taking.entrant("p")
        works = [entrant.enter(FORM, CONTACT) for _ in range(2)]
        uploads = f"/entries/{works[0]}/uploads"
        entrant.ask("POST", uploads, {"size": 1000})
        part = entrant.ask("POST", f"{uploads}/1/parts/1", {})
        self.session.put(part["url"], bytes(1000), timeout=30).raise_for_status()
        return [{"entry": work, "version": 1, "number": 1} for work in works]

    def true(self, body, which, audience, where, *, of_two):
        """The body, with a version that is there now and the declaration as it reads now."""
        now = {}
        if isinstance(body.get("seen"), int):
            versions = [*self._versions(audience, where, of_two=of_two), 0]
            now["seen"] = versions[which % len(versions)]
        if {"version", "sha256"} <= body.keys():
            now["sha256"] = self.taking.public().ask("GET", "")["declaration_sha256"]
        return body | now

    def _versions(self, audience, where, *, of_two):
        match audience:
            case "judge":
                token = self.judging.token(Role.JUDGE, "p")
                judge = JudgeVisitor(self.judging.api_url, self.judging.id, token)
                return [review["version"] for review in judge.reviews()]
            case "screener":
                case = self.taking.screener().ask("GET", f"/entries/{where['entry']}")
                suspicions = [found["version"] for found in case["suspicions"]]
                return [*suspicions, case["version"]] if of_two else [case["version"], *suspicions]
            case "entrant":
                return [self.taking.entrant("p").entry(where["entry"])["edits"]]
        return []

    def send(self, case, token):
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return case.call(self.taking.api_url, self.session, headers, timeout=30)


@pytest.fixture(scope="module")
def stage(office):
    taking, judging = Cast(office), Cast(office)
    one, other = (taking.submitted(person=f"p{number}") for number in (1, 2))
    reviewed = judging.submitted(person="p")
    judging.screener().decide(reviewed, "pass")
    for name in ("p", "j2", "j3"):
        judging.judge(name)
    judging.turn_clock(judging.rules.rounds[0].opens)
    addresses = {
        "screener": [
            {"entry": one, "other": f"{taking.id}.{other}"},
            {"entry": other, "other": f"{taking.id}.{one}"},
        ],
        "judge": [{"entry": reviewed, "round_id": judging.rules.rounds[0].id}],
        "public": [{}],
    }
    with requests.Session() as session:
        session.trust_env = False
        yield Stage(taking, judging, session, addresses)


def examples(operation):
    """Cases with the bodies that the document gives as examples."""
    told = operation.definition.raw.get("requestBody", {}).get("content", {})
    parameters = map(resolved, operation.definition.raw["parameters"])
    path = {one["name"]: one["example"] for one in parameters if one["in"] == "path"}
    bodies = [{"body": told[kind]["example"], "media_type": kind} for kind in told]
    return [partial(operation.Case, path_parameters=path, **body) for body in bodies or [{}]]


def cases(operation):
    """What the schema allows, what it does not, and what the document gives as an example."""
    modes = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    made_up = [operation.as_strategy(mode) for mode in modes]
    told = st.sampled_from(examples(operation)).map(lambda example: example())
    return st.one_of(*made_up, told)


@dataclass
class Asking:
    """Sends cases to an operation, each to an address where there is something or to its own."""

    stage: Stage
    operation: schemathesis.APIOperation
    audience: str
    there: list[dict[str, object]]

    def __call__(self, case, where, which, token):
        if where is not None:
            names = re.findall(r"{(\w+)}", self.operation.path)
            case.path_parameters = {name: self.there[where][name] for name in names}
            if isinstance(case.body, dict):
                case.body = self.stage.true(
                    case.body, which, self.audience, self.there[where], of_two="other" in names
                )
        response = self.stage.send(case, token)
        case.validate_response(response, checks=CHECKS)
        return response.status_code


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_every_answer_is_one_that_the_document_tells_of(stage, operation):
    (audience,) = operation.definition.raw["tags"]
    tokens = {role.value: stage.cast(audience).token(role, "p") for role in Role}
    own = tokens.get(audience, "")
    ask = Asking(stage, operation, audience, stage.there(audience))

    good = [ask(example(), where=0, which=0, token=own) for example in examples(operation)]
    assert all(status < 300 for status in good), good
    for share, askers in ((1, [own]), (3, ["", "none", *tokens.values()])):
        settings(TRIED, max_examples=CASES // share)(
            given(
                case=cases(operation),
                where=st.sampled_from([None, *range(len(ask.there))] + [0] * 6),
                which=st.integers(0, 2),
                token=st.sampled_from(askers),
            )(lambda **drawn: ask(**drawn) and None)
        )()
