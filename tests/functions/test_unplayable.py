"""A player tells that it cannot play a film; the host sees how many people of which role, and
nobody's name."""

from importlib import import_module

import pytest

from contest.entry.entry import EntryStatus
from contest.people.account import Role
from contest.refusals import Refusal
from contest.review.round import ReviewList
from contest.viewing.viewing_copy import MOST_TRIES, CopyKind, CopyState, ViewingCopy
from contest_aws.services.review import judges
from contest_aws.services.upkeep.deletion import beside
from contest_aws.services.viewing import play_reports
from contest_aws.store import keys
from contest_aws.store.protocol import create, update
from tests.builders import any_blind_copy, any_entry, any_review, any_time, any_upload
from tests.contest_aws.services.panel import ROUND

HEVC = "hvc1.2.4.L120.90, mp4a.40.2"
WECHAT = "Mozilla/5.0 (iPhone) Mobile/15E148 MicroMessenger/8.0.49(0x18003137)"
BLACK = {"kind": "copy", "problem": "no_picture"}


@pytest.fixture
def work(doors):
    """In review, with a copy in HEVC and a rendition that failed."""
    contest = doors.contest.id
    upload = any_upload(version=1, object_version="v1")
    entry = any_entry(
        EntryStatus.IN_REVIEW,
        contest=contest,
        id="e1",
        owner="p1",
        number="0007",
        upload=upload,
        version=1,
    )
    of = {"contest": contest, "entry": "e1", "upload": 1, "maker": "run-1"}
    more = {"changed_at": any_time(), "version": 1}
    copy = ViewingCopy(
        **of,
        **more,
        key=f"viewing/{0:032x}",
        state=CopyState.READY,
        object_version="c1",
        codecs=HEVC,
    )
    failed = ViewingCopy(
        **of,
        **more,
        key=f"viewing/{1:032x}",
        kind=CopyKind.RENDITION,
        state=CopyState.FAILED,
        tries=MOST_TRIES[CopyKind.RENDITION],
        refusals=(Refusal(code="media.broken", measured="@9"),),
    )
    doors.store.commit(
        create(keys.entry(contest, "e1"), entry),
        create(keys.blind_copy(contest, "e1"), any_blind_copy("e1")),
        create(keys.viewing(contest, "e1", 1), copy),
        create(keys.viewing(contest, "e1", 1, CopyKind.RENDITION), failed),
    )
    return entry


def judge_of(doors, person):
    """A token of a judge who has the work as their first."""
    contest, token = doors.contest.id, doors.token(Role.JUDGE, person)
    facts = judges.of(doors.store, contest, person).facts
    list_ = ReviewList(contest=contest, round=ROUND, judge=person, facts=facts)
    review = any_review("e1", person, number=1)
    doors.store.commit(
        create(keys.review(contest, person, ROUND, "e1"), review),
        create(keys.review_list(contest, person, ROUND), list_),
    )
    return token


def tell(doors, token, body=BLACK, *, audience="judge", agent=WECHAT):
    of = {
        "judge": f"/judge/{doors.contest.id}/reviews/{ROUND}/1",
        "screener": f"/screener/{doors.contest.id}/entries/e1",
        "entrant": f"/entrant/{doors.contest.id}/entries/e1",
    }
    return doors.ask("POST", f"{of[audience]}/unplayable", body, token=token, agent=agent)


def seen(doors):
    answer = doors.ask("GET", f"/host/{doors.contest.id}/films", token=doors.token(Role.HOST))
    assert answer.status == 200
    return answer


def test_the_host_sees_role_kind_and_browser_and_how_many(doors, work):
    doors.turn(any_time(120))
    tokens = [judge_of(doors, f"judge-{n}") for n in (1, 2)]
    assert [tell(doors, token).body for token in tokens] == [{"counted": True}] * 2
    assert tell(doors, doors.token(Role.SCREENER), audience="screener").body == {"counted": True}
    assert tell(doors, doors.token(Role.ENTRANT, "p1"), audience="entrant", agent="x").body == {
        "counted": True
    }
    [trouble] = seen(doors).body
    told = {"kind": "copy", "problem": "no_picture", "codecs": HEVC}
    assert (trouble["entry"], trouble["number"]) == (work.id, "0007")
    assert trouble["unplayable"] == [
        {**told, "role": "judge", "browser_name": "WeChat 8", "people": 2},
        {**told, "role": "entrant", "browser_name": "other", "people": 1},
        {**told, "role": "screener", "browser_name": "WeChat 8", "people": 1},
    ]


def test_a_repeat_changes_nothing(doors, work):  # noqa: ARG001 - it is stored
    token = judge_of(doors, "judge-1")
    assert [tell(doors, token).body["counted"] for _ in range(3)] == [True, False, False]
    again = {"kind": "copy", "problem": "decode"}
    assert tell(doors, token, again).body == {"counted": False}
    [trouble] = seen(doors).body
    assert [one["people"] for one in trouble["unplayable"]] == [1]


def test_neither_the_host_nor_the_table_learns_who_it_was(doors, work):  # noqa: ARG001
    tell(doors, judge_of(doors, "judge-1"))
    partition = keys.play_report(doors.contest.id, "", 0, "", "").pk
    [key] = doors.store.keys(partition)
    [stored] = play_reports.reports_of(doors.store, doors.contest.id)
    for text in (seen(doors).text, str(key), str(stored)):
        assert "judge-1" not in text


def test_what_is_not_there_or_says_too_much_is_not_kept(doors, work):  # noqa: ARG001
    token = judge_of(doors, "judge-1")
    no_file = {"kind": "rendition", "problem": "decode"}
    assert tell(doors, token, no_file).body == {"counted": False}
    for wrong in ({**BLACK, "note": "张三"}, {"kind": "copy", "problem": "张三"}, {"kind": "copy"}):
        assert tell(doors, token, wrong).status in (400, 422)
    [trouble] = seen(doors).body
    assert trouble["unplayable"] == []


def test_only_who_may_watch_the_work_may_tell(doors, work):  # noqa: ARG001
    judge_of(doors, "judge-1")
    others = {"judge": (Role.JUDGE, "judge-2"), "entrant": (Role.ENTRANT, "p2")}
    for audience, asker in others.items():
        assert tell(doors, doors.token(*asker), audience=audience).status == 404
    assert tell(doors, doors.token(Role.ENTRANT, "p1"), audience="screener").status == 403
    [trouble] = seen(doors).body
    assert trouble["unplayable"] == []


def test_the_host_sees_what_could_not_be_made_and_why(doors, work):  # noqa: ARG001
    [trouble] = seen(doors).body
    [failed] = trouble["failed"]
    assert (failed["kind"], failed["tries"], failed["given_up"]) == ("rendition", 6, True)
    [reason] = failed["reasons"]
    assert "@9" in reason["zh"]
    assert "damaged" in reason["en"]


def test_a_rendition_that_is_ready_answers_what_was_told_of_the_copy_alone(doors, work):
    token = judge_of(doors, "judge-1")
    tell(doors, token)
    key = keys.viewing(work.contest, "e1", 1, CopyKind.RENDITION)
    failed = doors.store.find(key, ViewingCopy)
    ready = failed.next_version(state=CopyState.READY, object_version="r1")
    doors.store.commit(update(key, ready, before=failed))
    assert seen(doors).body == []
    assert tell(doors, token, {"kind": "rendition", "problem": "decode"}).body == {"counted": True}
    [trouble] = seen(doors).body
    assert [one["kind"] for one in trouble["unplayable"]] == ["rendition"]


class Started:
    def __init__(self):
        self.names = []

    def start_copy(self, machine, request, *, name):
        assert (machine, request.entry, request.upload) == ("viewing-copy", "e1", 1)
        self.names.append(name)
        return len(set(self.names)) == len(self.names)


def test_the_host_has_what_failed_made_again(doors, work, monkeypatch):
    started = Started()
    monkeypatch.setattr(import_module("host.overview_routes"), "journeys", started)
    path, token = f"/host/{doors.contest.id}/entries/e1/films", doors.token(Role.HOST)
    assert doors.ask("POST", path, token=token).body == {"begun": True}
    assert len(started.names) == 1
    assert started.names[0].startswith("e1-1-host")
    key = keys.viewing(doors.contest.id, "e1", 1, CopyKind.RENDITION)
    failed = doors.store.find(key, ViewingCopy)
    ready = failed.next_version(state=CopyState.READY)
    doors.store.commit(update(key, ready, before=failed))
    assert doors.ask("POST", path, token=token).body == {"begun": False}
    assert doors.ask("POST", path, token=doors.token(Role.SCREENER)).status == 403
    assert (work.id, len(started.names)) == ("e1", 1)


def test_another_upload_ends_the_reports_and_erasure_finds_them(doors, work):
    tell(doors, judge_of(doors, "judge-1"))
    contest, key = doors.contest.id, keys.entry(doors.contest.id, "e1")
    partition = keys.play_report(contest, "", 0, "", "").pk
    assert [one.pk for one in beside(doors.store, contest, "e1")].count(partition) == 1
    assert partition not in [one.pk for one in beside(doors.store, contest, "e")]
    newer = work.next_version(upload=any_upload(version=2, object_version="v2"))
    doors.store.commit(update(key, newer, before=work))
    assert seen(doors).body == []
