"""Every private word, in every answer of every route, for everybody who may ask: each reads what
they may read, all of it, and not a word more; and no log line has any."""

from io import BytesIO
from urllib.parse import unquote
from zipfile import ZipFile

import pytest

from contest.audit import RULES
from contest.people.access import ROUTES
from contest.people.account import Role
from contest_aws.services.award import award_rounds
from contest_aws.services.context import Context
from contest_aws.services.review import judges, removal, reviews
from tests import people
from tests.builders import any_contest, any_time
from tests.contest_aws.services.fakes import FakeMedia, FakeSnapshots
from tests.people import PERSONAL, address_of, canaries, canary

OF_THE_FORM = {"title", "entrant", "credit", "synopsis", "remarks", "ai-how"}
OF_THE_FILE = {"label", "label-maker"}
"""What its label about AI names: neither judges nor the public read it."""
OF_THE_JUDGES = {"comment"}

MAY_READ = {
    "themselves": set(PERSONAL) - OF_THE_JUDGES,
    "another entrant": set(),
    "a screener": OF_THE_FORM | OF_THE_FILE | {"note"},  # what was written to the entrant
    "a judge": {"title", "synopsis", "comment"},  # the comment is their own
    "a judge of others": set(),
    # whom they invited and their sessions; entries as the host's lists name them; what judges wrote
    "the host": {"address", "name", "browser", "title", "entrant", "comment"},
    "a unit": {"title", "entrant"},  # that name it; contacts are masked
    "nobody": set(),
}
"""Fields of Zhou's that each may read, over all routes together."""
WON = {"title", "entrant", "credit", "synopsis"}
"""What everybody may read once it has won: the shipped rules show the whole work."""

ASKERS = {
    "themselves": (Role.ENTRANT, "zhou", {"address": address_of("zhou")}),
    "another entrant": (Role.ENTRANT, "li", {"address": address_of("li")}),
    "a screener": (Role.SCREENER, "screener-1", {}),
    "a judge": (Role.JUDGE, "j0", {}),
    "a judge of others": (Role.JUDGE, "j9", {}),
    "the host": (Role.HOST, "host-1", {}),
    "a unit": (Role.UNIT, "unit-1", {}),
}
BODIES = (None, {}, {"expected_version": 1, "form": {"title": 7}, "address": "x", "scores": {}})


class Snooping:
    """Whoever asks for all that is Zhou's, by every route there is."""

    def __init__(self, doors, capsys):
        self._doors, self._capsys, self._tokens = doors, capsys, {}

    def read(self, asker, methods):
        """The fields of Zhou's that were read."""
        seen, (role, *_) = set(), ASKERS.get(asker, (None,))
        for (method, route), policy in ROUTES.items():
            if method in methods:
                for body in _bodies(method, let_in=policy.public or role in policy.roles):
                    seen |= self._ask(asker, method, self._path(route), body)
        return seen

    def _ask(self, asker, method, path, body):
        token = self._token(asker)
        self._capsys.readouterr()
        answer = self._doors.ask(method, path, body, token=token)
        if answer.status == 401:
            self._tokens.pop(asker, None)  # they have signed out just now
        assert answer.status != 500, (method, path, answer.text)
        logged = "".join(self._capsys.readouterr())
        assert [word for word in canaries("zhou") if word in logged] == [], (method, path)
        told = f"{readable(answer)} {answer.headers} {answer.cookies} {self._doors.mailbox.mails}"
        self._doors.mailbox.mails.clear()
        return {field for field in PERSONAL if canary("zhou", field) in told}

    def _token(self, asker):
        if asker not in self._tokens:
            role, person, more = ASKERS.get(asker, (None, "", {}))
            self._tokens[asker] = self._doors.token(role, person, **more) if role else None
            if role is Role.JUDGE:  # the table's stream does so, since they are appointed anew
                ctx = Context(self._doors.store, self._doors.contest, RULES, any_time(120))
                removal.recheck(ctx, judges.of(ctx.store, ctx.contest.id, person))
        return self._tokens[asker]

    def _number(self):
        """That of Zhou's work in the judge's list."""
        contest = self._doors.contest
        found = reviews.own_reviews(self._doors.store, contest.id, judge="j0")
        return next((str(r.number) for r in found if r.entry == "zhou-work"), "1")

    def _winner(self):
        """Zhou's award in the public list, once there is one."""
        path = f"/public/{self._doors.contest.id}/awards"
        lists = [one["winners"] for one in self._doors.ask("GET", path).body]
        title = canary("zhou", "title")
        return next((w["id"] for ws in lists for w in ws if w["title"] == title), "0" * 20)

    def _path(self, route):
        for name, value in {
            "contest_id": self._doors.contest.id,
            "entry_id": "zhou-work",
            "entry_number": "zhou-work",
            "version": "1",
            "number": self._number(),
            "round_id": self._doors.contest.rules.rounds[0].id,
            "other": "li-work",
            "judge": "j0",
            "session": "s-zhou",
            "view": "v1",
            "account": "zhou",
            "role": "screener",
            "sha256": "0" * 64,
            "unit": self._doors.contest.rules.units[0].id,
            "report": "r1",
            "code": "0" * 12,
            "award_round": "first",
            "objection": "o1",
            "winner": self._winner() if "<winner>" in route else "",
            "package": "0" * 20,
            "export": "entries",
        }.items():
            route = route.replace(f"<{name}>", value)
        assert "<" not in route, "a route with a name that this test does not fill"
        return route


def _bodies(method, *, let_in):
    """Whoever has another role is turned away before a body is read: one is enough."""
    return BODIES if let_in and method in ("POST", "PUT") else BODIES[:1]


@pytest.fixture
def settled(doors):
    store, contest, media = doors.store, any_contest(), FakeMedia()
    for who in ("zhou", "li"):
        people.settle_in(store, contest, media, who)
    doors.mailbox.mails.clear()
    return doors


@pytest.fixture
def judged(settled):
    people.judge_all(settled.store, any_contest(), "zhou", "li")
    return settled


@pytest.fixture
def screened(doors):
    """Zhou's work waits for a screener."""
    media = FakeMedia()
    people.settle_in(doors.store, any_contest(), media, "zhou", passed=False)
    return doors


@pytest.mark.slow
def test_each_reads_what_they_may_and_not_a_word_more(judged, capsys):
    snooping = Snooping(judged, capsys)
    assert {asker: snooping.read(asker, ("GET",)) for asker in MAY_READ} == MAY_READ
    others = ("POST", "PUT", "DELETE")
    too_much = {asker: snooping.read(asker, others) - MAY_READ[asker] for asker in MAY_READ}
    assert not any(too_much.values()), too_much


def test_a_screener_reads_no_contact_of_what_waits_for_them(screened, capsys):
    snooping = Snooping(screened, capsys)
    assert snooping.read("a screener", ("GET",)) == OF_THE_FORM | OF_THE_FILE


def test_the_public_reads_of_what_has_won_what_the_rules_show(judged, capsys):
    store, contest = judged.store, any_contest()
    people.award_all(store, contest, FakeSnapshots())
    award_rounds.grant(
        Context(store, contest, RULES, any_time(171)),
        award_rounds.round_of(store, contest.id, "first"),
    )
    snooping = Snooping(judged, capsys)
    everybody = ("another entrant", "a judge of others", "nobody")
    seen = {asker: snooping.read(asker, ("GET",)) for asker in everybody}
    assert seen == dict.fromkeys(everybody, WON)


@pytest.mark.table
def test_an_export_is_the_whole_of_what_the_table_holds_on_a_person(judged):
    """Every word of theirs that stands in any item; the judges' words are the judges'."""
    token = judged.token(*ASKERS["themselves"][:2], **ASKERS["themselves"][2])
    answer = judged.ask("GET", "/account/export", token=token)
    assert answer.status == 200
    exported = {word for word in canaries("zhou") if word in answer.text}
    held = {word for word in canaries("zhou") if word in everything_in(judged)}
    assert held == set(canaries("zhou"))
    assert held - exported == {canary("zhou", "comment")}
    assert [word for word in canaries("li") if word in answer.text] == []
    assert {work["entry"]["id"] for work in answer.body["works"]} == {"zhou-draft", "zhou-work"}
    assert not [judge for judge in ("j0", "j1", "j2") if f'"{judge}"' in answer.text]


def test_erasure_asks_for_the_address_once_more_and_ends_every_session(judged):
    role, person, more = ASKERS["themselves"]
    token = judged.token(role, person, **more)
    wrong = judged.ask("POST", "/account/erasure", {"address": "li@example.com"}, token=token)
    assert (wrong.status, wrong.code) == (422, "erasure.other_address")
    asked = judged.ask("POST", "/account/erasure", {"address": address_of("zhou")}, token=token)
    assert asked.status == 200
    assert judged.ask("GET", "/account", token=token).status == 401


def readable(answer):
    """What it says, an address's signs and the parts of a spreadsheet made plain."""
    if not isinstance(answer.body, bytes):
        return f"{answer.text} {unquote(answer.text)}"
    with ZipFile(BytesIO(answer.body)) as parts:
        return "".join(parts.read(name).decode(errors="replace") for name in parts.namelist())


def everything_in(doors):
    pages = doors.store._client.get_paginator("scan").paginate(TableName="laurel")  # noqa: SLF001
    return str([item for page in pages for item in page["Items"]])
