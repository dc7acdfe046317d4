"""Where cases that are made up from the OpenAPI document find something to be asked for: two
contests, one that takes works and one in review, and for each operation somebody of its audience
with things of their own."""

import base64
import hashlib
import re
import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from typing import Any

import requests

import contest.people.sign_in
from contest.people.account import Role
from contest.people.sign_in import Secrets, link_of
from contest_aws import clock
from contest_aws.services.people import contacts, sign_in
from contest_aws.services.people.contacts import NewQuestion
from infra.deployment import LOCAL_HOST
from local.visitors import ALL_ALIKE, JudgeVisitor, Screener, UnitVisitor, Visitor, until
from tests.builders import any_rules, any_scores
from tests.contest.spreadsheets.recommended import sheet_of
from tests.contest_aws.workbook.sheets import file_of
from tests.described import OPERATIONS
from tests.e2e.contest_client import CONTACT, FORM, ContestClient

Json = dict[str, Any]
OPEN_UNIT = any_rules().units[0].model_copy(update={"sheet_closes": None})
SECOND_CONFIRMS = any_rules().screening.model_copy(update={"confirmed_by_second": "reject"})
"""A decision can be undone, and a rejection needs a second screener."""
REPORT: Json = OPERATIONS["POST", "/unit/{contest_id}/publicity"]["requestBody"]["content"][
    "application/json"
]


@dataclass(frozen=True)
class ApiFixtures:
    taking: ContestClient
    judging: ContestClient
    session: requests.Session
    screened: tuple[str, str]
    """Works that may be one."""
    reviewed: str
    tokens: dict[str, list[str]] = field(default_factory=dict)

    def contest_client(self, audience: str) -> ContestClient:
        return self.judging if audience == "judge" else self.taking

    def token(self, role: Role, person: str, audience: str = "") -> str:
        more = {"unit": OPEN_UNIT.id} if role is Role.UNIT else {}
        if role is Role.HOST:
            person, more = "host", {"address": LOCAL_HOST}
        return self.contest_client(audience).token(role, person, **more)

    def others(self, audience: str) -> list[str]:
        """Tokens of others in every role."""
        contest_client = self.contest_client(audience)
        if contest_client.id not in self.tokens:
            self.tokens[contest_client.id] = [
                self.token(role, f"other-{role}", audience) for role in Role
            ]
        return self.tokens[contest_client.id]

    def visitor(self, audience: str, token: str, *, contest: str | None = None) -> Visitor:
        contest = self.taking.id if contest is None else contest
        return Visitor(self.taking.api_url, audience, contest, token)


@dataclass(frozen=True)
class Asker:
    """Somebody of an operation's audience, and what there is for them to ask for."""

    api_fixtures: ApiFixtures
    audience: str
    person: str
    token: str
    there: list[Json]
    """Path parameters."""

    def send(self, case: Any, *, where: int | None, which: int, token: str) -> Any:
        """`where`: None for the case's own address. `which`: 0 for the version that is there."""
        if where is not None:
            names = re.findall(r"{(\w+)}", case.operation.path)
            case.path_parameters = {name: self.there[where][name] for name in names}
            if isinstance(case.body, dict):
                now = self._now(case.operation.path, case.body, self.there[where])
                case.body = case.body | now
                if "expected_version" in now:
                    case.body["expected_version"] += which
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return case.call(
            self.api_fixtures.taking.api_url, self.api_fixtures.session, headers, timeout=30
        )

    def _now(self, path: str, body: Json, where: Json) -> Json:
        """What a body tells of what is there, so that it is not wrong before all else."""
        now: Json = {}
        if isinstance(body.get("expected_version"), int):
            now["expected_version"] = _seen(self, path, where)
        if {"version", "sha256"} <= body.keys():
            now["sha256"] = self.api_fixtures.taking.public().ask("GET", "")["declaration_sha256"]
        if self.audience in ("unit", "host") and "file" in body:
            now["file"] = base64.b64encode(_sheet(self, path)).decode()
        if path == "/account/erasure" and isinstance(body.get("address"), str):
            now["address"] = f"{self.person}@example.org"
        if {"request", "code"} <= body.keys():
            now |= {"request": where["request"], "code": where["code"]}
        if self.audience == "sign-in" and "link" in body:
            now["link"] = where["link"]
        if path == "/account/contacts":
            now["contest"] = self.api_fixtures.taking.id
        return now | self._previewed(path, body, where)

    def _previewed(self, path: str, body: Json, where: Json) -> Json:
        """What a preview says now, and a date that is later than the present one."""
        if path.endswith("/views") and isinstance(body.get("account"), str):
            return {"role": "screener", "account": where["account"]}
        if path.endswith("/media-packages") and isinstance(body.get("ends_at"), str):
            now = self.api_fixtures.contest_client(self.audience).contest.time_at(clock.now())
            return {"ends_at": (now + timedelta(days=30)).isoformat()}
        if path.endswith("/extension") and isinstance(body.get("until"), str):
            return {"until": (any_rules().rounds[0].closes + timedelta(days=1)).isoformat()}
        if not isinstance(body.get("sha256"), str):
            return {}
        ask = self.api_fixtures.visitor(self.audience, self.token, contest=where["contest_id"]).ask
        if path.endswith("/plan"):
            return {"sha256": ask("GET", f"/rounds/{where['round_id']}/plan")["sha256"]}
        if path.endswith("/passes"):
            seen = _preview(self.api_fixtures, ask, where["entry_id"])
            named = [{"id": one["id"], "version": one["version"]} for one in seen["passing"]]
            return {"entries": named, "sha256": seen["sha256"]} if named else {}
        return {}


def _preview(api_fixtures: ApiFixtures, ask: Any, work: str) -> Json:
    """What would pass. Matches that are found late are settled first."""

    def previewed() -> Json:
        seen: Json = ask("POST", "/passes/preview", {"entries": [work]})
        if _unsettled(seen):
            _settle(api_fixtures.taking.screener(), work)
        return seen

    return until(previewed, lambda seen: not _unsettled(seen), seconds=30)


def _unsettled(preview: Json) -> bool:
    return "screening.duplicate_unsettled" in [one["code"] for one in preview["left_out"]]


def asker_of(api_fixtures: ApiFixtures, operation: Any) -> Asker:
    told = operation.definition.raw
    (audience,) = told["tags"]
    person = "j1" if audience == "judge" else f"p-{secrets.token_hex(6)}"
    roles = told.get("x-roles", [])
    token = api_fixtures.token(Role(roles[0]), person, audience) if roles else ""
    asker = Asker(api_fixtures, audience, person, token, [])
    contest = {"contest_id": api_fixtures.contest_client(audience).id}
    there = THERE[audience](asker, operation.path)
    asker.there.extend(contest | address for address in there)
    return asker


NEVER_AWARDED: Json = {
    "award_round": "first",
    "objection": "0" * 32,
    "code": "7K3M9QX0AB1C",
    "winner": "0" * 20,
    "package": "0" * 20,
}
"""No contest here has come to its awards: nothing is found by these."""


def _public(_asker: Asker, _path: str) -> list[Json]:
    return [NEVER_AWARDED]


def _code(asker: Asker, path: str) -> list[Json]:
    """A code as it is mailed."""
    drawn = Secrets(request=secrets.token_urlsafe(16), code="123456", link="x" * 43)
    store, address = asker.api_fixtures.taking.organiser.store, f"{asker.person}@example.org"
    source = contest.people.sign_in.Asker(source=asker.person)
    sign_in.ask(store, address, drawn, source, now=clock.now())
    link = _question(asker) if "contacts" in path else link_of(drawn)
    return [{"request": drawn.request, "code": drawn.code, "link": link}]


def _question(asker: Asker) -> str:
    """The link of a mail that asks a contact."""
    taking = asker.api_fixtures.taking
    taking.token(Role.ENTRANT, asker.person)
    account = taking.organiser.account(f"{asker.person}@example.org").id
    contact = f"contact-{asker.person}@example.org"
    question = NewQuestion(account, taking.id, contact, secrets.token_urlsafe(32))
    contacts.ask(taking.organiser.store, question, now=clock.now())
    return question.link


def _account(asker: Asker, _path: str) -> list[Json]:
    """Invited as a judge, and signed in twice."""
    host = asker.api_fixtures.visitor("host", asker.api_fixtures.token(Role.HOST, "host"))
    invited = {"role": "judge", "name": "周立群", "address": f"{asker.person}@example.org"}
    host.ask("POST", "/invitations", invited)
    asker.api_fixtures.token(Role.ENTRANT, asker.person)
    sessions = asker.api_fixtures.visitor("account", asker.token, contest="").ask(
        "GET", "/sessions"
    )
    other = next(session["id"] for session in sessions if not session["this"])
    return [{"role": "judge", "session": other}]


def _host(asker: Asker, path: str) -> list[Json]:
    """A screener who is signed in, a unit's report, a sheet, and what a route needs besides."""
    guest = f"guest-{asker.person}"
    asker.api_fixtures.token(Role.SCREENER, guest)
    host = asker.api_fixtures.visitor("host", asker.token)
    (session,) = host.ask("GET", f"/people/{guest}/sessions")
    found = NEVER_AWARDED | {
        "export": "entries",
        "role": "screener",
        "account": guest,
        "session": session["id"],
    }
    found |= _beside(asker, host, path, guest)
    if "numbers" in path:
        number = asker.api_fixtures.taking.entry(asker.api_fixtures.screened[0]).number
        return [found | {"entry_number": number}]
    if "/rounds/" in path:
        return [found | _round(asker, path)]
    if "conflicts" in path:  # suspected, as the works of the fixtures credit somebody of this name
        found["judge"] = f"judge-{asker.person}"
        asker.api_fixtures.taking.token(Role.JUDGE, found["judge"], name="周立群")
    if path.endswith(("/reopening", "/disqualification")):
        found["entry_id"] = _work(asker)
        if "reopening" in path:
            asker.api_fixtures.taking.screener().decide(found["entry_id"], "return", "rights")
    elif "{entry_id}" in path:
        found["entry_id"] = asker.api_fixtures.taking.entrant(guest).enter(FORM, CONTACT)
    return [found | _sha256(asker, path)]


def _beside(asker: Asker, host: Visitor, path: str, guest: str) -> Json:
    """A unit's report, an invitation that was not answered, or a view that has begun."""
    if path.endswith("/certificate-archive"):
        host.ask("POST", "/certificate-archive")
    if "/views/" in path:
        view = host.ask("POST", "/views", {"role": "screener", "account": guest})
        return {"view": view["id"]}
    if "publicity" in path:
        report = _unit_of(asker).ask("POST", "/publicity", REPORT["example"])
        return {"unit": OPEN_UNIT.id, "report": report["id"]}
    if path.endswith("/mail"):
        asked = {"role": "judge", "name": "周立群", "address": f"{guest}@example.org"}
        host.ask("POST", "/invitations", asked)
        return {"role": "judge"}
    return {}


def _work(asker: Asker) -> str:
    """A new work that waits to be screened."""
    return asker.api_fixtures.taking.submitted(person=f"author-{asker.person}")


def _round(asker: Asker, path: str) -> Json:
    """A round of a contest of its own: open, with a work and judges; with the work still to be
    dealt, for a plan; closed without any review, for a decision on the work."""
    contest_client = ContestClient(asker.api_fixtures.taking.organiser)
    work = contest_client.submitted(person="entrant")
    contest_client.screener().decide(work, "pass")
    first = contest_client.rules.rounds[0]
    if path.endswith("/plan"):
        contest_client.turn_clock(first.opens)
    for name in ("j1", "j2", "j3"):
        contest_client.judge(name)
    contest_client.turn_clock(first.opens)
    if path.endswith("/decision"):
        host = asker.api_fixtures.visitor("host", asker.token, contest=contest_client.id)
        host.ask("POST", f"/rounds/{first.id}/close")
    return {
        "contest_id": contest_client.id,
        "round_id": first.id,
        "entry_id": work,
        "judge": "j1",
    }


def _unit(asker: Asker, path: str) -> list[Json]:
    return [_sha256(asker, path)]


def _entrant(asker: Asker, _path: str) -> list[Json]:
    """New works: one whose parts are all there, and a draft."""
    entrant = asker.api_fixtures.taking.entrant(asker.person)
    works = [entrant.enter(FORM, CONTACT) for _ in range(2)]
    uploads = f"/entries/{works[0]}/uploads"
    entrant.ask("POST", uploads, {"size": 1000})
    part = entrant.ask("POST", f"{uploads}/1/parts/1", {})
    asker.api_fixtures.session.put(part["url"], bytes(1000), timeout=30).raise_for_status()
    return [{"entry_id": work, "version": 1, "number": 1} for work in works]


def _screener(asker: Asker, path: str) -> list[Json]:
    """The works that may be one. A work of its own for what would leave these claimed or changed:
    decided on by the asker, to undo; by somebody else, to confirm; like no other, to pass."""
    screener = Screener(
        asker.api_fixtures.taking.api_url, asker.api_fixtures.taking.id, asker.token
    )
    if path.endswith(("/claim", "/undo", "/confirmation", "/passes")):
        work = _work(asker)
        if path.endswith("/undo"):
            screener.decide(work, "return", "rights")
        if path.endswith("/confirmation"):
            asker.api_fixtures.taking.screener().decide(work, "reject", "rights")
        if path.endswith("/passes"):
            _settle(screener, work)
        return [{"entry_id": work}]
    cases = [screener.ask("GET", f"/entries/{entry}") for entry in asker.api_fixtures.screened]
    return [
        {
            "entry_id": case["id"],
            "entry_number": case["number"],
            "other": case["duplicates"][0]["other"],
        }
        for case in cases
    ]


def _settle(screener: Screener, work: str) -> None:
    """The work is another one than all that it is like."""
    for one in screener.ask("GET", f"/entries/{work}")["duplicates"]:
        verdict = {"expected_version": one["version"], "verdict": "not_same", "reason": ALL_ALIKE}
        screener.ask("POST", f"/entries/{work}/duplicates/{one['other']}", verdict)


def _judge(asker: Asker, path: str) -> list[Json]:
    """A work with a full draft of its scores; before a judge says that they have finished, all of
    their works submitted."""
    judging = asker.api_fixtures.judging
    judge = JudgeVisitor(judging.api_url, judging.id, asker.token)
    round_id = judging.rules.rounds[0].id
    judge.ask("POST", f"/rounds/{round_id}/resume")
    works = until(judge.reviews, bool, seconds=60)  # hidden while conflicts are looked for anew
    for work in works if "finish" in path else works[:1]:
        if "finish" in path:
            judge.review(work, any_scores())
        else:
            draft = {"scores": any_scores(), "expected_version": work["version"]}
            judge.ask("PUT", f"/reviews/{round_id}/{work['number']}", draft)
    return [{"number": work["number"], "round_id": round_id} for work in works[:1]]


THERE = {
    "sign-in": _code,
    "account": _account,
    "host": _host,
    "unit": _unit,
    "entrant": _entrant,
    "screener": _screener,
    "judge": _judge,
    "public": _public,
}
"""By audience: makes what there is to ask for, and gives its path parameters."""


def _seen(asker: Asker, path: str, where: Json) -> int:
    """The version that is there now."""
    ask = asker.api_fixtures.visitor(asker.audience, asker.token).ask
    match asker.audience:
        case "judge":
            judging = asker.api_fixtures.judging
            judge = JudgeVisitor(judging.api_url, judging.id, asker.token)
            found = {review["number"]: review["version"] for review in judge.reviews()}
            return found[where["number"]]
        case "screener":
            case = ask("GET", f"/entries/{where['entry_id']}")
            told = {one["other"]: one["version"] for one in case["duplicates"]}
            return told[where["other"]] if "other" in path else case["version"]
        case "host" if "report" in where:
            reports = {one["id"]: one["version"] for one in ask("GET", "/publicity")}
            return reports[where["report"]]
        case "host" | "unit":
            return 1
    return ask("GET", f"/entries/{where['entry_id']}")["edits"]


def _sheet(asker: Asker, path: str) -> bytes:
    """One row, the asker's own."""
    kinds = ("publicity", "invitations")
    return _sheet_of(asker.person, next((kind for kind in kinds if kind in path), "works"))


@cache
def _sheet_of(person: str, kind: str) -> bytes:
    """Made once: a workbook holds the moment at which it was made, so another has another hash."""
    if kind == "publicity":
        labels = ("报道标题", "媒体", "链接", "发布日期", "阅读量")
        link = f"https://example.cn/{person}"
        return file_of(labels, ("钢铁脊梁", "湖南日报", link, "2024-04-20", 1))
    if kind == "invitations":
        address = f"invited-{person}@example.org"
        return file_of(
            ("姓名", "邮箱", "身份", "单位"), ("周立群", address, "评审专家", "北方档案馆")
        )
    return sheet_of({"title": person})


def _sha256(asker: Asker, path: str) -> Json:
    return {"sha256": hashlib.sha256(_sheet(asker, path)).hexdigest()} if "sha256" in path else {}


def _unit_of(asker: Asker) -> UnitVisitor:
    taking = asker.api_fixtures.taking
    return UnitVisitor(taking.api_url, taking.id, asker.api_fixtures.token(Role.UNIT, "reporter"))
