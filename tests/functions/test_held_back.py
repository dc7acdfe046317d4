"""Winners for whom the fonts lack a character: the function that makes certificates holds back them
alone, and the host says what is printed. And what becomes of a packed archive when others count."""

import json
from importlib import import_module

import pytest

from contest.award.award import AwardRound
from contest.certificates.archive import Archive
from contest.people.account import Role
from contest_aws import clock
from contest_aws.services.award import certificates, making
from contest_aws.store import keys
from contest_aws.store.protocol import Change, get, update
from tests.functions.test_certificates import Files, Renderer
from tests.functions.winners import Granted

LONG = 900_000
RARE = {"title": "奋进🚀", "recipient": "王𠮷"}


class Time:
    def get_remaining_time_in_millis(self):
        return LONG


class Scene:
    """All are granted; one of the four winners has a name and a title that cannot be printed."""

    def __init__(self, doors, monkeypatch):
        self.doors, self.granted = doors, Granted(doors)
        self.store, self.id = doors.store, doors.contest.id
        self.token = doors.token(Role.HOST)
        self.path, self.archive = (
            f"/host/{self.id}/certificates",
            f"/host/{self.id}/certificate-archive",
        )
        self.rename("e2", **RARE)
        self.function = import_module("award.make_certificates")
        monkeypatch.setattr(self.function, "store", self.store)
        monkeypatch.setattr(self.function, "files", Kept())
        monkeypatch.setattr(self.function, "renderer_of", lambda _: lambda _: Renderer())
        self.started = []
        routes = import_module("host.certificate_routes")
        monkeypatch.setattr(routes, "keep_soon", lambda *asked: self.started.append(asked))

    def rename(self, entry, **names):
        key = keys.award_round(self.id, "first")
        before = get(self.store, key, AwardRound)
        proposal = tuple(
            one.model_copy(update=names) if one.entry == entry else one for one in before.proposal
        )
        after = before.next_version(proposal=proposal)
        self.store.commit(update(key, after, before=before))
        for place, winner in enumerate(proposal, start=1):
            self.store.commit(Change(keys.winner(self.id, "first", place), winner, "any"))

    def run(self, **event):
        return self.function.handler({"contest": self.id} | event, Time())

    def seen(self):
        return self.doors.ask("GET", self.path, token=self.token).body

    def issue(self, token=None, **changes):
        asked = {
            "round": "first",
            "place": "silver",
            "entry": "e2",
            "glyphs": {"𠮷": "吉", "🚀": ""},
        }
        return self.doors.ask("POST", self.path, asked | changes, token=token or self.token)

    def records(self):
        return [json.loads(text) for key, text in self.store.items.items() if "AUDIT" in key.pk]


class Kept(Files):
    def keep_archive(self, key, body):  # noqa: ARG002
        return "v"

    def read(self, key):
        return key.encode()


@pytest.fixture
def scene(doors, monkeypatch):
    return Scene(doors, monkeypatch)


HELD = {
    "round": "first",
    "place": "silver",
    "theme": None,
    "entry": "e2",
    "unit": None,
    "recipient": "王𠮷",
    "title": "奋进🚀",
    "award": "综合奖·银奖",
    "characters": ["𠮷", "🚀"],
}


def test_one_rare_name_holds_back_no_other_certificate(scene):
    scene.run(award_round="first")
    found = scene.seen()
    assert [(one["recipient"], one["place"], one["made"]) for one in found["certificates"]] == [
        (one.recipient, one.place, True) for one in scene.granted.winners if one.entry != "e2"
    ]
    assert found["held_back"] == [HELD | {"characters": found["held_back"][0]["characters"]}]
    assert sorted(found["held_back"][0]["characters"]) == sorted(HELD["characters"])
    before = dict(scene.store.items)
    scene.run()
    assert scene.store.items == before, "nor does it fail every hour"


def test_the_overview_counts_them(scene):
    path = f"/host/{scene.id}/overview"
    assert scene.doors.ask("GET", path, token=scene.token).body["held_back"] == 1
    assert scene.issue().status == 200
    assert scene.doors.ask("GET", path, token=scene.token).body["held_back"] == 0


def test_the_host_says_what_is_printed_and_it_is_issued_once(scene):
    scene.run()
    issued = scene.issue().body
    assert (issued["number"], issued["recipient"], issued["title"]) == (
        "GYZS-2024-0004",
        "王吉",
        "奋进",
    )
    assert scene.started == [("make-certificates", scene.id)]
    assert scene.seen()["held_back"] == []
    assert scene.issue().body == issued, "sent again"
    assert scene.issue(glyphs={"𠮷": "喆"}).body == issued
    assert len(scene.seen()["certificates"]) == 4
    assert not any(name in str(scene.records()) for name in ("王吉", "奋进", "𠮷"))


def test_nothing_but_the_lacking_characters_can_be_changed(scene):
    glyphs = {"𠮷": "吉", "🚀": "", "王": "李", "奋": "x", "奖": "y", "您": "z"}
    issued = scene.issue(glyphs=glyphs).body
    assert (issued["recipient"], issued["title"], issued["award"]) == (
        "王吉",
        "奋进",
        "综合奖·银奖",
    )
    (stored,) = certificates.of_winner(scene.store, scene.id, "e2")
    assert stored.glyphs == {"𠮷": "吉", "🚀": ""}
    assert any("您的作品《奋进》" in line for line in stored.wording.lines)


@pytest.mark.parametrize(
    "glyphs", [{}, {"𠮷": "吉"}, {"𠮷": "𠮷", "🚀": ""}, {"𠮷": "吉", "🚀": "🔥"}]
)
def test_it_is_refused_while_the_fonts_lack_something(scene, glyphs):
    assert scene.issue(glyphs=glyphs).code == "certificate.missing_characters"
    assert scene.seen()["certificates"] == []


def test_a_title_that_would_be_empty_is_refused(scene):
    scene.rename("e2", title="🚀")
    assert scene.issue().code == "certificate.missing_characters"
    assert scene.issue(glyphs={"𠮷": "吉", "🚀": "火箭"}).body["title"] == "火箭"


@pytest.mark.parametrize("glyphs", [{"王𠮷": "李四"}, {"𠮷": "吉" * 11}, {"": "x"}])
def test_only_single_characters_are_spelt_and_briefly(scene, glyphs):
    assert scene.issue(glyphs=glyphs).status == 422


def test_whoever_is_not_held_back_gets_none_this_way(scene):
    assert scene.issue(place="gold", entry="e1").status == 404
    assert scene.issue(entry="e9").status == 404
    assert scene.issue(round="other").status == 404
    scene.granted.disqualified("e2")
    assert scene.issue().status == 404
    assert scene.issue(token=scene.doors.token(Role.JUDGE)).status == 403


def pack(scene):
    scene.run()
    scene.doors.ask("POST", scene.archive, {}, token=scene.token)
    scene.run()
    return progress(scene)


def progress(scene):
    found = scene.doors.ask("GET", scene.archive, token=scene.token).body
    return found["address"] is not None, found["outdated"], found["expired"]


PACKED, OUTDATED = (True, False, False), (False, True, False)


@pytest.mark.parametrize("how", ["withdrawn", "disqualified", "revoked", "unit_revoked"])
def test_an_archive_is_outdated_once_a_certificate_in_it_counts_no_more(scene, how):
    assert pack(scene) == PACKED
    getattr(scene.granted, how)()
    assert progress(scene) == OUTDATED
    assert pack(scene) == PACKED


def test_an_archive_is_outdated_once_one_is_corrected_or_another_is_issued(scene):
    assert pack(scene) == PACKED
    code = scene.seen()["certificates"][0]["code"]
    asked = {"recipient": "湘江重工", "reason": "名称有误"}
    scene.doors.ask("POST", f"{scene.path}/{code}/correction", asked, token=scene.token)
    assert progress(scene) == OUTDATED
    assert pack(scene) == PACKED
    scene.issue()
    assert progress(scene) == OUTDATED


def test_an_archive_of_an_earlier_version_is_outdated(scene):
    scene.run()
    old = {"contest": scene.id, "asked_at": clock.now().isoformat(), "done": 3, "total": 3}
    stored = Archive.model_validate(old | {"file": "certificates/archives/x.zip"})
    scene.store.commit(Change(keys.certificate_archive(scene.id), stored, "any"))
    assert progress(scene) == OUTDATED


def test_one_in_the_making_is_not_outdated(scene):
    scene.run()
    scene.doors.ask("POST", scene.archive, {}, token=scene.token)
    scene.granted.revoked("e1")
    assert progress(scene) == (False, False, False)


def test_what_a_character_is_printed_as_outlives_a_correction(scene):
    """Also where the text of the certificate names the credits, which are not corrected."""
    scene.issue()
    (before,) = certificates.of_winner(scene.store, scene.id, "e2")
    asked = {"title": "奋进新时代", "reason": "漏字"}
    path = f"{scene.path}/{before.code}/correction"
    scene.doors.ask("POST", path, asked, token=scene.token)
    (after,) = certificates.of_winner(scene.store, scene.id, "e2")
    assert (after.wording.recipient, after.wording.title) == ("王吉", "奋进新时代")
    assert after.glyphs == before.glyphs
    assert making.file_key(after) != making.file_key(before)
