"""The OpenAPI document is valid, complete and up to date: what it does not tell of fails here."""

import re
import subprocess
import sys
from collections import Counter

import pytest
from openapi_spec_validator import validate

from contest.people.access import ROUTES
from contest.refusals import CATALOGUE
from contest_aws.http.problem import MEDIA_TYPE, status_of
from tests.builders import REPOSITORY
from tests.described import DOCUMENT, FILE, OPERATIONS, faults, resolved

IN_BOTH_LANGUAGES = re.compile(r".*[\u4e00-\u9fff].*。 [A-Z].*\.", re.DOTALL)
each_operation = pytest.mark.parametrize(
    "operation", OPERATIONS.values(), ids=map(" ".join, OPERATIONS)
)


def contents(operation):
    """All that is sent and answered, with where it stands."""
    if "requestBody" in operation:
        for kind, content in operation["requestBody"]["content"].items():
            yield f"body {kind}", content
    for status, answer in operation["responses"].items():
        for kind, content in resolved(answer)["content"].items():
            yield f"{status} {kind}", content


def examples(content):
    named = {name: resolved(one)["value"] for name, one in content.get("examples", {}).items()}
    return named | ({"example": content["example"]} if "example" in content else {})


@pytest.mark.slow
def test_the_document_is_what_the_code_says_now():
    made = subprocess.run(
        [sys.executable, "-m", "infra.openapi", "--print"],
        cwd=REPOSITORY,
        capture_output=True,
        check=True,
    )
    same = made.stdout.decode() == FILE.read_text(encoding="utf-8")
    assert same, "`make openapi` writes it anew"


def test_it_is_valid():
    validate(DOCUMENT)


def test_it_tells_of_every_route_and_of_no_other():
    routes = {(method, re.sub("<(.*?)>", r"{\1}", path)) for method, path in ROUTES}
    assert OPERATIONS.keys() == routes


@each_operation
def test_an_operation_says_what_it_does_in_both_languages(operation):
    assert IN_BOTH_LANGUAGES.fullmatch(operation["summary"]), operation["summary"]
    (tag,) = operation["tags"]
    assert tag in {told["name"] for told in DOCUMENT["tags"]}
    for parameter in map(resolved, operation["parameters"]):
        assert IN_BOTH_LANGUAGES.fullmatch(parameter["description"]), parameter["name"]


def test_an_operations_name_is_its_own():
    names = Counter(operation["operationId"] for operation in OPERATIONS.values())
    assert {name for name, times in names.items() if times > 1} == set()


@each_operation
def test_everything_that_is_sent_or_answered_has_a_schema_and_examples_that_fit_it(operation):
    wrong = {}
    for where, content in contents(operation):
        file = content["schema"].get("format") == "binary"
        wrong[where] = [] if file or examples(content) else ["no example"]
        for example in examples(content).values():
            wrong[where] += faults(example, content["schema"])
    for parameter in map(resolved, operation["parameters"]):
        wrong[parameter["name"]] = faults(parameter["example"], parameter["schema"])
    assert {where: told for where, told in wrong.items() if told} == {}


@each_operation
def test_an_operation_answers_well_or_with_a_problem(operation):
    good, bad = [], []
    for status, answer in operation["responses"].items():
        (bad, good)[status < "4"].append(status)
        if status not in {*good, "429"}:
            assert MEDIA_TYPE in resolved(answer)["content"]
    assert good
    assert {"422", "429", "500"} <= set(bad)


@pytest.mark.parametrize("route", ROUTES, ids=" ".join)
def test_who_has_to_be_signed_in_learns_that_they_are_not(route):
    operation = OPERATIONS[route[0], re.sub("<(.*?)>", r"{\1}", route[1])]
    guarded = bool(operation["security"])
    assert guarded is ({"401", "403"} <= operation["responses"].keys())
    assert guarded is (not ROUTES[route].public)


@pytest.mark.parametrize("code", DOCUMENT["components"]["examples"])
def test_a_problem_stands_under_its_status(code):
    assert code in CATALOGUE
    value = DOCUMENT["components"]["examples"][code]["value"]
    assert (value["code"], value["status"]) == (code, status_of(code))


def test_no_answer_may_leave_out_a_field():
    schemas = DOCUMENT["components"]["schemas"]
    assert set(schemas["Form-Output"]["required"]) == schemas["Form-Output"]["properties"].keys()
    assert "required" not in schemas["Form-Input"], "a draft has what it has"
