"""Whatever anybody sends, in whatever role, the answer is one that the OpenAPI document tells of:
its status, its kind, its headers and its schema; and never a fault of ours."""

import os
from functools import partial

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, assume, given, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from local.visitors import until
from tests.described import DOCUMENT, resolved
from tests.e2e.api_fixtures import OPEN_UNIT, SECOND_CONFIRMS, ApiFixtures, asker_of
from tests.e2e.contest_client import ContestClient

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
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
    response_headers_conformance,
]
OPERATIONS = [found.ok() for found in schemathesis.openapi.from_dict(DOCUMENT).get_all_operations()]


@pytest.fixture(scope="module")
def api_fixtures(organiser):
    taking = ContestClient(organiser, units=(OPEN_UNIT,), screening=SECOND_CONFIRMS)
    judging = ContestClient(organiser)
    screened = tuple(taking.submitted(person=person) for person in ("p1", "p2"))
    works = [judging.submitted(person=f"p{number}") for number in range(1, 4)]
    for work in works:  # a judge who steps aside has others left
        judging.screener().decide(work, "pass")
    names = ("j1", "j2", "j3")
    for name in names:
        judging.judge(name)
    judging.turn_clock(judging.rules.rounds[0].opens)
    until(
        lambda: [len(judging.reviews(name)) for name in names],
        lambda dealt: dealt == [len(works)] * len(names),
        seconds=60,
    )
    with requests.Session() as session:
        session.trust_env = False
        yield ApiFixtures(taking, judging, session, screened, works[0])


def examples(operation):
    """Makers of the cases that the document gives as examples."""
    told = operation.definition.raw.get("requestBody", {}).get("content", {})
    parameters = map(resolved, operation.definition.raw["parameters"])
    path = {one["name"]: one["example"] for one in parameters if one["in"] == "path"}
    bodies = [{"body": told[kind]["example"], "media_type": kind} for kind in told]
    return [partial(operation.Case, path_parameters=path, **body) for body in bodies or [{}]]


def cases(operation):
    """What the schema allows, what it does not, and what the document gives as an example."""
    modes = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
    told = st.sampled_from(examples(operation)).map(lambda example: example())
    return st.one_of(*(operation.as_strategy(mode) for mode in modes), told)


def answers(asker, operation, tokens, number):
    """Sends so many cases with tokens that are drawn, most of them to what is there."""
    places = [None, *range(len(asker.there)), *[0] * 6]

    @settings(TRIED, max_examples=number)
    @given(
        case=cases(operation),
        where=st.sampled_from(places),
        which=st.integers(0, 2),
        token=st.sampled_from(tokens),
    )
    def ask(case, where, which, token):
        # The local gateway finds no route for an address with a line break.
        assume(not any("\n" in str(part) for part in (case.path_parameters or {}).values()))
        response = asker.send(case, where=where, which=which, token=token)
        case.validate_response(response, checks=CHECKS)

    ask()


LATER = "works enter a later round once awards of the one before are there: see test_two_rounds.py"
AWARDS = "no contest here has come to its awards: see tests/functions/test_awards.py"
OBJECTIONS = "no list of winners is provisional here: see tests/functions/test_awards.py"
CERTIFICATES = "certificates follow the awards: see test_certificates.py"
GALLERY = "nobody has won here: see tests/functions/test_gallery.py"
PACKAGES = "no package is there: see tests/functions/test_media_packages.py"
CEREMONY = "nobody is invited to a ceremony here: see tests/functions/test_ceremony.py"
REFUSED = {
    **{
        f"{method} /host/{{contest_id}}/awards{of_round}": AWARDS
        for method, of_round in (
            ("POST", ""),
            ("GET", "/{award_round}"),
            ("POST", "/{award_round}/preview"),
            ("POST", "/{award_round}/confirmation"),
            ("POST", "/{award_round}/discard"),
            ("POST", "/{award_round}/revocations"),
            ("GET", "/{award_round}/results"),
            ("GET", "/{award_round}/results.xlsx"),
            ("GET", "/{award_round}/snapshots"),
            ("GET", "/{award_round}/objections"),
            ("GET", "/{award_round}/objections/{objection}"),
            ("POST", "/{award_round}/objections/{objection}/answer"),
        )
    },
    "POST /public/{contest_id}/objections": OBJECTIONS,
    "POST /public/{contest_id}/objections/answer": OBJECTIONS,
    "GET /public/{contest_id}/gallery/{winner}": GALLERY,
    "POST /public/{contest_id}/media-package": PACKAGES,
    "POST /host/{contest_id}/ceremony": CEREMONY,
    "GET /entrant/{contest_id}/entries/{entry_id}/ceremony": CEREMONY,
    "PUT /entrant/{contest_id}/entries/{entry_id}/ceremony": CEREMONY,
    "GET /unit/{contest_id}/ceremony": CEREMONY,
    "PUT /unit/{contest_id}/ceremony": CEREMONY,
    "POST /public/{contest_id}/media-package/list.xlsx": PACKAGES,
    "POST /host/{contest_id}/media-packages/{package}/end": PACKAGES,
    "POST /host/{contest_id}/certificates": CERTIFICATES,
    "GET /host/{contest_id}/certificates/{code}": CERTIFICATES,
    "POST /host/{contest_id}/certificates/{code}/correction": CERTIFICATES,
    "GET /host/{contest_id}/rounds/{round_id}/entries": LATER,
    "POST /host/{contest_id}/rounds/{round_id}/entries": LATER,
}
"""Operations whose example is refused, as the document tells, and why it cannot succeed here."""


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.label)
def test_every_answer_is_one_that_the_document_tells_of(api_fixtures, operation):
    asker = asker_of(api_fixtures, operation)
    for example in examples(operation):
        case = example()
        response = asker.send(case, where=0, which=0, token=asker.token)
        case.validate_response(response, checks=CHECKS)
        if operation.label in REFUSED:
            assert 400 <= response.status_code < 500, f"no longer refused: {response.text}"
            assert response.json()["code"]
        else:
            assert response.status_code < 300, f"the example is refused: {response.text}"
    answers(asker, operation, [asker.token], CASES)
    answers(asker, operation, ["", "none", *api_fixtures.others(asker.audience)], CASES // 3)
