"""Every cell of the table of routes, asked of the true functions: each route by everybody, in every
phase, for one's own and for another's, each with the answer that the table foretells."""

from importlib import import_module
from typing import NamedTuple

import pytest

from contest.entry.entry import EntryStatus
from contest.entry.form import Form
from contest.model import digest
from contest.people.access import ROUTES, Relation
from contest.people.account import Role
from contest.people.phases import Phase
from contest.review.blind_copy import BlindCopy
from contest.review.round import ReviewList
from contest_aws.store import keys
from contest_aws.store.protocol import Change, create
from tests.builders import (
    any_entry,
    any_form,
    any_review,
    any_rules,
    any_upload,
    time_in,
)
from tests.contest_aws.services.fakes import FakeMedia
from tests.functions.conftest import DOORS

RULES = any_rules()
OTHERS, NOBODY = "another", None
ASKERS = (NOBODY, *Role)
THEIRS = {Role.ENTRANT: "p1", Role.JUDGE: "judge-1"}
"""Whose things stand behind the doors."""


class SignedMedia(FakeMedia):
    def part_address(self, *_, **__):
        return "https://media.example/part"

    def play_address(self, *_, **__):
        return "https://media.example/video"


class NoPosters:
    def address(self, _):
        return None


LINK = f"p1.{'0' * 64}.{'x' * 43}"
FORM = {"expected_version": 1, "form": any_form().model_dump(mode="json"), "contact": {}}
CONTACT = {
    "expected_version": 1,
    "contact": {"person": "李四", "phone": "13900000001", "email": "li@example.com"},
}
SEEN_CEREMONY = {"expected_version": 1, "ceremony_version": 1}
UNPLAYABLE = {"kind": "copy", "problem": "decode"}
BODIES = {
    "/sign-in/codes": {"email": "somebody@example.org"},
    "/sign-in/sessions": {"request": "x" * 22, "code": "123456"},
    "/sign-in/links": {"link": f"{'0' * 32}.{'x' * 43}"},
    "/account/contacts": {"contest": RULES.id, "email": "contact@example.net"},
    "/sign-in/contacts/link": {"link": LINK},
    "/sign-in/contacts/answer": {"link": LINK, "answer": "confirmed"},
    "/account/invitations/<contest_id>/<role>": {"answer": "accepted"},
    "/entrant/<contest_id>/entries/<entry_id>/unplayable": UNPLAYABLE,
    "/screener/<contest_id>/entries/<entry_id>/unplayable": UNPLAYABLE,
    "/judge/<contest_id>/reviews/<round_id>/<number>/unplayable": UNPLAYABLE,
    "/entrant/<contest_id>/entries": {"form": Form().model_dump(mode="json")},
    "/entrant/<contest_id>/entries/<entry_id>/form": FORM,
    "/entrant/<contest_id>/entries/<entry_id>/contact": CONTACT,
    "/entrant/<contest_id>/entries/<entry_id>/declaration": {
        "version": RULES.declaration.version,
        "sha256": digest(RULES.declaration),
    },
    "/entrant/<contest_id>/entries/<entry_id>/submit": {"expected_version": 1},
    "/entrant/<contest_id>/entries/<entry_id>/uploads": {"size": 1000},
    "/entrant/<contest_id>/entries/<entry_id>/uploads/<version>/parts/<number>": {},
    "/screener/<contest_id>/entries/<entry_id>/decision": {
        "expected_version": 1,
        "outcome": "pass",
    },
    "/screener/<contest_id>/entries/<entry_id>/claim": {},
    "/screener/<contest_id>/entries/<entry_id>/undo": {"expected_version": 1},
    "/screener/<contest_id>/entries/<entry_id>/confirmation": {
        "expected_version": 1,
        "verdict": "confirm",
    },
    "/screener/<contest_id>/entries/<entry_id>/theme": {
        "expected_version": 1,
        "theme": "digital",
        "reason": "更合适",
    },
    "/screener/<contest_id>/passes/preview": {"entries": ["e1"]},
    "/screener/<contest_id>/passes": {
        "entries": [{"id": "e1", "version": 1}],
        "sha256": "0" * 64,
    },
    "/entrant/<contest_id>/entries/<entry_id>/theme": {"theme": "digital", "accepts": True},
    "/host/<contest_id>/entries/<entry_id>/reopening": {"reason": "复议"},
    "/host/<contest_id>/entries/<entry_id>/theme": {"theme": "digital", "reason": "来电同意"},
    "/host/<contest_id>/entries/<entry_id>/disqualification": {"reason": "侵权"},
    "/screener/<contest_id>/entries/<entry_id>/duplicates/<other>": {
        "expected_version": 1,
        "verdict": "same",
        "reason": "相同",
    },
    "/judge/<contest_id>/reviews/<round_id>/<number>": {"expected_version": 1, "scores": {}},
    "/judge/<contest_id>/reviews/<round_id>/<number>/submit": {"expected_version": 1},
    "/judge/<contest_id>/reviews/<round_id>/<number>/recusal": {"reason": "同事"},
    "/host/<contest_id>/invitations": {"role": "screener", "address": "li@example.org"},
    "/host/<contest_id>/entries/<entry_id>/let-in": {"reason": "停电"},
    "/host/<contest_id>/judges/<judge>/conflicts/<entry_id>": {
        "verdict": "confirmed",
        "reason": "师生",
    },
    "/host/<contest_id>/certificates": {
        "round": "first",
        "place": "gold",
        "entry": "e1",
        "glyphs": {"𠮷": "吉"},
    },
    "/host/<contest_id>/certificates/<code>/correction": {"title": "钢铁", "reason": "错别字"},
    "/host/<contest_id>/conflict-reports": {"address": "li@example.org", "name": "李雷"},
    "/host/<contest_id>/views": {"role": "judge", "account": "judge-1"},
    "/host/<contest_id>/units/merge": {"names": ["甲厂", "甲公司"]},
    "/host/<contest_id>/units/apart": {"first": "甲厂", "second": "甲公司"},
    "/host/<contest_id>/awards": {"award_round": "first", "review_round": "expert-review"},
    "/host/<contest_id>/awards/<award_round>/preview": {"changes": []},
    "/host/<contest_id>/awards/<award_round>/confirmation": {
        "expected_version": 1,
        "list_sha256": "0" * 64,
    },
    "/host/<contest_id>/awards/<award_round>/discard": {"expected_version": 1, "reason": "重来"},
    "/host/<contest_id>/awards/<award_round>/revocations": {
        "expected_version": 1,
        "place": "gold",
        "entry": "e1",
        "reason": "侵权",
    },
    "/host/<contest_id>/awards/<award_round>/objections/<objection>/answer": {
        "expected_version": 1,
        "status": "dismissed",
        "reason": "不成立",
    },
    "/public/<contest_id>/objections": {
        "winner": "0" * 20,
        "package": "0" * 20,
        "name": "李雷",
        "phone": "13912345678",
        "text": "画面相同",
    },
    "/public/<contest_id>/objections/answer": {"code": "x" * 12},
    "/entrant/<contest_id>/entries/<entry_id>/ceremony": SEEN_CEREMONY | {"coming": False},
    "/unit/<contest_id>/ceremony": SEEN_CEREMONY | {"coming": False},
    "/host/<contest_id>/ceremony": {
        "expected_version": 0,
        "plan": {
            "at": "2024-11-20T09:00:00+08:00",
            "place": {"zh": "北京", "en": "Beijing"},
            "answer_by": "2024-11-10T00:00:00+08:00",
        },
    },
    "/public/<contest_id>/media-package": {"link": "x" * 20},
    "/public/<contest_id>/media-package/list.xlsx": {"link": "x" * 20},
    "/host/<contest_id>/exports/<export>": {"reason": "寄送参展函"},
    "/host/<contest_id>/media-packages": {
        "partner": "央视频",
        "ends_at": "2024-12-31T00:00:00+08:00",
    },
    "/host/<contest_id>/rounds/<round_id>/plan": {"sha256": "0" * 64},
    "/host/<contest_id>/rounds/<round_id>/entries": {"sha256": "0" * 64},
    "/host/<contest_id>/rounds/<round_id>/extension": {
        "until": "2024-10-08T00:00:00+08:00",
        "reason": "缺评审",
    },
    "/host/<contest_id>/rounds/<round_id>/judges/<judge>/replacement": {"reason": "生病"},
    "/host/<contest_id>/rounds/<round_id>/entries/<entry_id>/decision": {
        "decision": "leave_out",
        "reason": "专家缺席",
    },
}


class Cell(NamedTuple):
    asker: Role | None
    phase: Phase
    own: bool


def path_of(route, *, own, session):
    """Behind the address is something of the asker's, or of somebody else's."""
    filled = {
        "contest_id": RULES.id,
        "round_id": "expert-review",
        "award_round": "first",
        "objection": "o1",
        "version": "1",
        "number": "1" if own else "2",
        "entry_id": "e1" if own else "e2",
        "other": f"{RULES.id}.e2",
        "role": "judge",
        "account": "judge-1",
        "judge": "judge-1",
        "session": session if own else "another",
        "view": "v1",
        "export": "entries",
        "sha256": "0" * 64,
        "unit": "hunan",
        "report": "r1",
        "code": "0" * 12,
        "winner": "0" * 20,
    }
    for name, value in filled.items():
        route = route.replace(f"<{name}>", value)
    return route


def expected(rule, cell):
    """Code of the refusal by which the table turns the asker back, or none."""
    roles = {cell.asker, Role.ENTRANT} if cell.asker else set()
    if not rule.public and cell.asker is NOBODY:
        return "access.unknown"
    if not rule.public and not roles & {*rule.roles}:
        return "access.forbidden"
    return None if cell.phase in rule.phases else "access.not_now"


def belongs(route, rule, cell):
    """Whether an asker who is let in asks for what is theirs: somebody else's is not there."""
    names_one = any(name in route for name in ("<entry_id>", "<session>", "<role>", "<number>"))
    if rule.relation is Relation.ANY or not names_one:
        return True
    owner = THEIRS.get(rule.roles[0])
    if rule.relation is Relation.OWN_ACCOUNT:  # a session; what a judge alone was invited to
        return cell.asker is Role.JUDGE if "<role>" in route else cell.own
    return cell.own and owner is not None and cell.asker is rule.roles[0]


@pytest.fixture
def stocked(doors, monkeypatch):
    media = SignedMedia()
    for module in (
        "upload.video_routes",
        "upload.entry_routes",
        "screen.dependencies",
        "review.judge_api",
    ):
        monkeypatch.setattr(import_module(module), "media", media)
    monkeypatch.setattr(import_module("screen.dependencies"), "posters", NoPosters())
    monkeypatch.setattr(import_module("host.round_routes"), "keep_soon", lambda *_: None)
    for entry_id, owner in (("e1", "p1"), ("e2", OTHERS)):
        entry = any_entry(
            EntryStatus.UPLOADING,
            id=entry_id,
            owner=owner,
            version=1,
            upload=any_upload(key=f"media/{entry_id}"),
        )
        media.begin(entry.upload.key)
        doors.store.commit(create(keys.entry(RULES.id, entry_id), entry))
        judge = "judge-1" if entry_id == "e1" else OTHERS
        review = any_review(entry_id, judge, number=1)
        list_ = ReviewList(contest=RULES.id, round="expert-review", judge=judge, version=1)
        doors.store.commit(
            create(keys.review(RULES.id, judge, "expert-review", entry_id), review),
            create(keys.review_list(RULES.id, judge, "expert-review"), list_),
            Change(keys.blind_copy(RULES.id, entry_id), showing(entry_id), "any"),
        )
    return doors


def showing(entry_id):
    return BlindCopy(
        contest=RULES.id,
        entry=entry_id,
        title="钢铁脊梁",
        theme="high-end",
        synopsis="",
        seconds="120",
        width=1920,
        height=1080,
        upload=1,
    )


def whose(route):
    """Somebody else's and one's own, where there is more than one."""
    one, other = (path_of(route, own=own, session="own") for own in (False, True))
    return (False, True) if one != other else (True,)


def asked(doors, method, route, cell, session, token):
    """The code of the refusal; none if the asker was let in."""
    path = path_of(route, own=cell.own, session=session.id if session else "another")
    answer = doors.ask(method, path, BODIES.get(route, {}), token=token)
    assert answer.status < 500, answer.text
    return answer.code if answer.status >= 400 else None


@pytest.mark.parametrize("route", ROUTES, ids=" ".join)
def test_every_cell_answers_as_the_table_says(stocked, route):
    rule, wrong = ROUTES[route], {}
    for phase in Phase:
        stocked.turn(time_in(phase))
        for asker in ASKERS:
            session = stocked.session(asker) if asker else None
            token = stocked.tokens.issue(session) if session else None
            for own in whose(route[1]):
                cell = Cell(asker, phase, own)
                code = asked(stocked, *route, cell, session, token)
                told = expected(rule, cell)
                refused = code if str(code).startswith("access.") else None
                missing = code == "item.missing"
                should_miss = told is None and not belongs(route[1], rule, cell)
                if refused != told or (
                    rule.relation is not Relation.ANY and missing != should_miss
                ):
                    wrong[cell] = (code, told, should_miss)
    assert wrong == {}


@pytest.mark.usefixtures("doors")
def test_the_functions_have_the_tables_routes_and_no_others():
    registered = {
        (one.method, one.path)
        for door in DOORS.values()
        for app in [import_module(door).app]
        for one in (*app._static_routes, *app._dynamic_routes)  # noqa: SLF001
    }
    assert registered == ROUTES.keys()


@pytest.mark.parametrize("door", DOORS)
@pytest.mark.usefixtures("doors")
def test_a_function_has_the_routes_of_its_own_audience(door):
    app = import_module(DOORS[door]).app
    routes = (*app._static_routes, *app._dynamic_routes)  # noqa: SLF001
    assert {one.path.split("/")[1] for one in routes} == {door.partition("/")[0]}


def test_a_route_that_is_not_on_the_table_answers_nobody(doors):
    app = import_module(DOORS["screener"]).app
    app.get("/screener/<contest_id>/secret")(lambda contest: {"secret": contest})
    try:
        secret = f"/screener/{RULES.id}/secret"
        codes = {
            doors.ask("GET", secret, token=doors.token(role) if role else None).code
            for role in ASKERS
        }
    finally:
        app._dynamic_routes.pop()  # noqa: SLF001
    assert codes == {"request.not_found"}
