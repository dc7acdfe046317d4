"""Two contests, one that takes works and one in review, with all who act in them: where cases that
are made up from the OpenAPI document find something to be asked for."""

import re
from dataclasses import dataclass
from typing import Any

import requests

from contest.access import Role
from local.visitors import JudgeVisitor
from tests.journey.cast import CONTACT, FORM, Cast


@dataclass(frozen=True)
class Stage:
    taking: Cast
    judging: Cast
    session: requests.Session
    screened: tuple[str, str]
    """Works that may be one."""
    reviewed: str

    def cast(self, audience: str) -> Cast:
        return self.judging if audience == "judge" else self.taking

    def tokens(self, audience: str, person: str) -> dict[str, str]:
        """By role."""
        return {role.value: self.cast(audience).token(role, person) for role in Role}

    def there(self, audience: str, person: str) -> list[dict[str, Any]]:
        """Path parameters of what is there."""
        one, other = self.screened
        found: dict[str, list[dict[str, Any]]] = {
            "entrant": self._works(person) if audience == "entrant" else [],
            "screener": [
                {"entry": one, "other": f"{self.taking.id}.{other}"},
                {"entry": other, "other": f"{self.taking.id}.{one}"},
            ],
            "judge": [{"entry": self.reviewed, "round_id": self.judging.rules.rounds[0].id}],
        }
        contest = {"contest": self.cast(audience).id}
        return [contest | address for address in found.get(audience, [{}])]

    def _works(self, person: str) -> list[dict[str, Any]]:
        """New ones: one whose parts are all there, and a draft."""
        entrant = self.taking.entrant(person)
        works = [entrant.enter(FORM, CONTACT) for _ in range(2)]
        uploads = f"/entries/{works[0]}/uploads"
        entrant.ask("POST", uploads, {"size": 1000})
        part = entrant.ask("POST", f"{uploads}/1/parts/1", {})
        self.session.put(part["url"], bytes(1000), timeout=30).raise_for_status()
        return [{"entry": work, "version": 1, "number": 1} for work in works]

    def now(self, audience: str, person: str, where: dict[str, Any], *, of_two: bool) -> list[int]:
        """The version that may be changed now, if there is one."""
        match audience:
            case "judge":
                token = self.judging.token(Role.JUDGE, person)
                judge = JudgeVisitor(self.judging.api_url, self.judging.id, token)
                return [review["version"] for review in judge.reviews()]
            case "screener":
                case = self.taking.screener().ask("GET", f"/entries/{where['entry']}")
                if not of_two:
                    return [case["version"]]
                suspicions = {found["other"]: found["version"] for found in case["suspicions"]}
                return [suspicions[where["other"]]]
            case "entrant":
                return [self.taking.entrant(person).entry(where["entry"])["edits"]]
        return []

    def declaration(self) -> str:
        told: str = self.taking.public().ask("GET", "")["declaration_sha256"]
        return told


@dataclass(frozen=True)
class Asker:
    """Sends cases of one operation, each to an address where there is something or to its own."""

    stage: Stage
    audience: str
    person: str
    there: list[dict[str, Any]]

    @classmethod
    def of(cls, stage: Stage, operation: Any, person: str) -> "Asker":
        (audience,) = operation.definition.raw["tags"]
        return cls(stage, audience, person, stage.there(audience, person))

    def send(self, case: Any, *, where: int | None, which: int, token: str) -> Any:
        """`where`: None for the case's own address. `which`: of the versions that are there."""
        if where is not None:
            names = re.findall(r"{(\w+)}", case.operation.path)
            case.path_parameters = {name: self.there[where][name] for name in names}
            if isinstance(case.body, dict):
                of_two = "other" in names
                case.body = case.body | self._now(
                    case.body, self.there[where], which, of_two=of_two
                )
        headers = {"Authorization": f"Bearer {token}"} if token else {}
        return case.call(self.stage.taking.api_url, self.stage.session, headers, timeout=30)

    def _now(
        self, body: dict[str, Any], where: dict[str, Any], which: int, *, of_two: bool
    ) -> dict[str, Any]:
        """What a body tells of what is there, so that it is not stale before all else."""
        now: dict[str, Any] = {}
        if isinstance(body.get("seen"), int):
            versions = [*self.stage.now(self.audience, self.person, where, of_two=of_two), 0]
            now["seen"] = versions[which % len(versions)]
        if {"version", "sha256"} <= body.keys():
            now["sha256"] = self.stage.declaration()
        return now
