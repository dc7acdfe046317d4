"""Who may ask for what, over HTTP, with something behind each door that could leak."""

import json

from contest.people.access import ROUTES
from contest.people.account import GRANTED, Role
from local.visitors import Visitor
from tests.builders import any_scores
from tests.e2e.contest_client import CONTACT, FORM, ContestClient


def filled(rule: str, contest_client: ContestClient, entry: str) -> str:
    return (
        rule.replace("<contest>", contest_client.id)
        .replace("<entry>", entry)
        .replace("<round_id>", "expert-review")
        .replace("<version>", "1")
    )


def test_every_route_answers_its_own_role_alone(organiser):
    contest_client = ContestClient(organiser)
    entry = contest_client.submitted()
    unit = contest_client.rules.units[0].id
    tokens = {
        role: contest_client.token(role, f"some-{role}", unit=unit)
        for role in (*GRANTED, Role.ENTRANT)
    }
    tokens[None] = ""
    wrong = {}
    for (method, route), rule in ROUTES.items():
        for asker, token in tokens.items():
            if rule.public or {asker, asker and Role.ENTRANT} & {*rule.roles}:
                continue
            answer = Visitor(contest_client.api_url, "", "", token).send(
                method, filled(route, contest_client, entry), {}
            )
            if answer.status_code != (403 if asker else 401):
                wrong[method, route, asker] = answer.status_code
    assert wrong == {}


def test_a_token_that_has_ended_opens_nothing(organiser):
    contest_client = ContestClient(organiser)
    token = organiser.token(contest_client.id, role=Role.ENTRANT, person="late", days=-1)
    answer = Visitor(contest_client.api_url, "entrant", contest_client.id, token).send(
        "GET", "/entries"
    )
    assert (answer.status_code, answer.json()["code"]) == (401, "access.unknown")


def test_another_entrants_entry_is_as_missing_as_none(organiser):
    contest_client = ContestClient(organiser)
    entry = contest_client.submitted(person="owner")
    other = contest_client.entrant("other")
    real, none = other.send("GET", f"/entries/{entry}"), other.send("GET", "/entries/none")
    assert (real.status_code, real.content) == (404, none.content)


def test_a_judge_sees_the_work_blind_and_nobody_elses_scores(organiser):
    contest_client = ContestClient(organiser)
    entry = contest_client.submitted()
    contest_client.screener().decide(entry, "pass")
    judges = [contest_client.judge(f"j{n}") for n in range(3)]
    contest_client.judge("own", unit="湘江重工 集团")
    contest_client.turn_clock(contest_client.rules.rounds[0].opens)
    [other] = judges[0].reviews()
    judges[0].review(other, any_scores(97), comment="独家意见")

    [mine] = judges[1].reviews()
    path = f"/reviews/{mine['round']}/{mine['number']}"
    seen = [
        json.dumps(judges[1].ask("GET", address), ensure_ascii=False)
        for address in ("/reviews", path)
    ]

    for canary in (
        FORM["entrant"],
        FORM["region"],
        FORM["credits"][0],
        FORM["recommending_unit"],
        *CONTACT.values(),
        "独家意见",
    ):
        assert not any(canary in text for text in seen), canary
    assert FORM["title"] in seen[0]
    shown = judges[1].reviews()
    assert [(review["number"], review["draft"], review["scores"]) for review in shown] == [
        (1, {}, {})
    ]
    assert not any(entry in text.split('"films"')[0] for text in seen)
    own = contest_client.reviews("own")
    assert own == [], "the judge of the entrant's unit was given the entry"


def test_two_windows_of_a_judge_cannot_overwrite_each_other(organiser):
    contest_client = ContestClient(organiser)
    entry = contest_client.submitted()
    contest_client.screener().decide(entry, "pass")
    judge, *_ = [contest_client.judge(f"j{n}") for n in range(3)]
    contest_client.turn_clock(contest_client.rules.rounds[0].opens)
    [review] = judge.reviews()
    path = f"/reviews/{review['round']}/{review['number']}"
    draft = {"expected_version": review["version"], "scores": any_scores(60)}
    judge.ask("PUT", path, draft)

    second = judge.send("PUT", path, draft | {"scores": any_scores(10)})

    assert (second.status_code, second.json()["code"]) == (412, "item.changed_meanwhile")
    assert judge.reviews()[0]["draft"] == any_scores(60)
