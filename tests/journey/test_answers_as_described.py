"""Whatever anybody sends, in whatever role, the answer is one that the OpenAPI document tells of:
its status, its kind, its headers and its schema; and never a fault of ours."""

import os
from collections import Counter
from dataclasses import dataclass

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
from tests.described import DOCUMENT
from tests.journey.cast import CONTACT, FORM, Cast

SOAK = bool(os.environ.get("LAUREL_SOAK"))
CASES = 200 if SOAK else 12
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

    def versions(self, audience, where):
        """What may be changed now, at the address or below it."""
        if audience == "judge":
            token = self.judging.token(Role.JUDGE, "p")
            judge = JudgeVisitor(self.judging.api_url, self.judging.id, token)
            return [review["version"] for review in judge.reviews()]
        case = self.taking.screener().ask("GET", f"/entries/{where['entry']}")
        return [case["version"], *(found["version"] for found in case["suspicions"])]

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


def cases(operation):
    """What the schema allows, what it does not, and what the document gives as an example."""
    modes = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    return st.one_of(*(operation.as_strategy(mode) for mode in modes), examples(operation))


def examples(operation):
    bodies = [content["example"] for content in _contents(operation).values()]
    found = [operation.as_strategy(body=body) for body in bodies] or [operation.as_strategy()]
    return st.one_of(found)


def _contents(operation):
    return operation.definition.raw.get("requestBody", {}).get("content", {})


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_every_answer_is_one_that_the_document_tells_of(stage, operation):
    (audience,) = operation.definition.raw["tags"]
    cast = stage.cast(audience)
    tokens = {role.value: cast.token(role, "p") for role in Role}
    there, answered = stage.there(audience), Counter()

    def ask(case, real, where, seen, token):
        if real:
            case.path_parameters |= {k: v for k, v in where.items() if k in case.path_parameters}
        if isinstance(case.body, dict) and isinstance(case.body.get("seen"), int):
            versions = [*stage.versions(audience, where), 0]
            case.body["seen"] = versions[seen % len(versions)]
        response = stage.send(case, token)
        answered[response.status_code] += 1
        case.validate_response(response, checks=CHECKS)

    drawn = {
        "case": cases(operation), "where": st.sampled_from(there), "seen": st.integers(0, 4),
        "real": st.integers(0, 9).map(bool),
    }  # fmt: skip
    settings(TRIED, max_examples=CASES)(
        given(**drawn, token=st.just(tokens.get(audience, "")))(ask)
    )()
    settings(TRIED, max_examples=CASES // 3)(
        given(**drawn, token=st.sampled_from(["", "none", *tokens.values()]))(ask)
    )()
    assert answered[200] >= 1, answered
