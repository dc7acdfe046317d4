"""A screener reads what was submitted, by its id too, and nothing of it from any other side."""

from importlib import import_module

import pytest

from contest.entry.entry import Entry, EntryStatus
from contest.people.account import Role
from contest.people.sign_in import sha256
from contest.validate.duplicates import DuplicateMatch, Similarity, Work
from contest.validate.frames import Frames
from contest_aws.services.pointers import Named, Pointer
from contest_aws.store import keys
from contest_aws.store.protocol import Change, create, update
from tests.builders import any_entry, any_form, any_rules, any_time, any_upload
from tests.functions.test_access_table import SignedMedia

RULES = any_rules()
SUBMITTED = {
    EntryStatus.SCREENING,
    EntryStatus.REJECTED,
    EntryStatus.IN_REVIEW,
    EntryStatus.REVIEWED,
    EntryStatus.AWARDED,
    EntryStatus.NOT_AWARDED,
    EntryStatus.NOT_JUDGED,
}
TITLE = "尚未提交的题目"


class SignedPosters:
    def address(self, key):
        return f"https://posters.example/{key}" if key else None


@pytest.fixture
def screener(doors, monkeypatch):
    module = import_module("screen.dependencies")
    monkeypatch.setattr(module, "media", SignedMedia())
    monkeypatch.setattr(module, "posters", SignedPosters())
    return doors.token(Role.SCREENER)


def put(doors, status, id_="e1", **changes):
    entry = any_entry(status, id=id_, form=any_form(title=TITLE), **changes)
    doors.store.commit(create(keys.entry(RULES.id, id_), entry))
    return f"/screener/{RULES.id}/entries/{id_}"


@pytest.mark.parametrize("status", EntryStatus)
def test_an_entry_is_read_by_its_id_once_it_was_submitted(doors, screener, status):
    answer = doors.ask("GET", put(doors, status), token=screener)
    assert answer.status == (200 if status in SUBMITTED else 404)
    assert (TITLE in answer.text) == (status in SUBMITTED)


@pytest.mark.parametrize("submitted_at", [None, any_time()])
def test_a_disqualified_entry_is_read_if_it_was_submitted(doors, screener, submitted_at):
    path = put(doors, EntryStatus.DISQUALIFIED, submitted_at=submitted_at)
    assert doors.ask("GET", path, token=screener).status == (200 if submitted_at else 404)


def test_a_decision_reveals_no_draft(doors, screener):
    body = {"expected_version": 3, "outcome": "reject", "reasons": ["rights"]}
    answers = [
        doors.ask("POST", f"{path}/decision", body, token=screener)
        for path in (put(doors, EntryStatus.DRAFT), put(doors, EntryStatus.READY, "e2"))
    ]
    assert [answer.code for answer in answers] == ["item.missing"] * 2


@pytest.mark.parametrize(
    ("status", "owner", "code"),
    [
        (EntryStatus.READY, "p1", "item.missing"),
        (EntryStatus.SCREENING, "screener-1", "screening.own_work"),
    ],
)
def test_of_what_a_screener_may_not_read_they_tell_no_trouble(doors, screener, status, owner, code):
    path = put(doors, status, owner=owner)
    trouble = {"kind": "copy", "problem": "no_picture"}
    assert doors.ask("POST", f"{path}/unplayable", trouble, token=screener).code == code


def match(doors, contest=RULES.id):
    """Of `e1` with `e2` of a contest, whose name it returns."""
    here = Work(contest=RULES.id, entry="e1", upload=1)
    there = Work(contest=contest, entry="e2", upload=1)
    similarity = Similarity(kind="exact", percent=90, mirrored=False, pairs=())
    found = DuplicateMatch(
        here=here, there=there, similarity=similarity, found_at=any_time(), version=1
    )
    frames = Frames(contest=contest, entry="e2", upload=1, storyboard="board-of-e2")
    doors.store.commit(
        create(keys.duplicate_match(here.name, there.name), found),
        Change(keys.duplicates(RULES.id, "e1", there.name), Named(name=there.name), "any"),
        Change(keys.duplicates(contest, "e2", here.name), Named(name=here.name), "any"),
        Change(keys.frames(contest, "e2", 1), frames, "any"),
    )
    return there.name


@pytest.mark.parametrize("status", [EntryStatus.DRAFT, EntryStatus.READY, EntryStatus.SCREENING])
def test_a_match_shows_nothing_of_a_work_that_is_not_submitted(doors, screener, status):
    path = put(doors, EntryStatus.SCREENING)
    put(doors, status, "e2", owner="li")
    match(doors)
    (other,) = doors.ask("GET", path, token=screener).body["duplicates"]
    shown = (other["title"], bool(other["storyboard"]), other["status"])
    submitted = status is EntryStatus.SCREENING
    assert shown == ((TITLE, True, "screening") if submitted else ("", False, None))
    assert (other["other"], other["similarity"]) == ("e2", 90)


@pytest.mark.parametrize("who", ["screener-1", "screener-2"])
def test_a_match_with_their_own_work_tells_them_no_decision_that_can_be_undone(
    doors, screener, who
):
    path = put(doors, EntryStatus.SCREENING)
    put(doors, EntryStatus.SCREENING, "e2", owner="screener-1")
    match(doors)
    second = doors.token(Role.SCREENER, "screener-2")
    own = f"/screener/{RULES.id}/entries/e2/decision"
    body = {"expected_version": 3, "outcome": "reject", "reasons": ["rights"]}
    assert doors.ask("POST", own, body, token=second).status == 200
    token = screener if who == "screener-1" else second
    (other,) = doors.ask("GET", path, token=token).body["duplicates"]
    assert other["status"] == ("screening" if who == "screener-1" else "rejected")


def test_a_match_of_a_draft_is_not_settled_from_its_side(doors, screener):
    path = put(doors, EntryStatus.DRAFT)
    put(doors, EntryStatus.SCREENING, "e2")
    match(doors)
    body = {"expected_version": 1, "verdict": "same", "reason": "相同"}
    assert doors.ask("POST", f"{path}/duplicates/e2", body, token=screener).code == "item.missing"


@pytest.mark.parametrize("contact", [False, True], ids=["owner", "contact"])
@pytest.mark.parametrize("contest", [RULES.id, "another"])
def test_nobody_settles_a_match_of_their_own_work_from_the_other_side(
    doors, screener, contest, contact
):
    path, hash_ = put(doors, EntryStatus.SCREENING), sha256("li@example.com")
    own = {"contact_hash": hash_} if contact else {"owner": "screener-1"}
    entry = any_entry(EntryStatus.SCREENING, contest=contest, id="e2", **own)
    doors.store.commit(
        create(keys.entry(contest, "e2"), entry),
        create(keys.address(hash_), Pointer(account="screener-1")),
    )
    there = match(doors, contest)
    body = {"expected_version": 1, "verdict": "not_same", "reason": "不同"}
    other = "e2" if contest == RULES.id else there
    settle = f"{path}/duplicates/{other}"
    refused = doors.ask("POST", settle, body, token=screener)
    assert (refused.status, refused.code) == (403, "screening.own_work")
    (key,) = [keys.duplicate_match(f"{RULES.id}.e1", there)]
    assert doors.store.find(key, DuplicateMatch).settled is None

    second = doors.token(Role.SCREENER, "screener-2")
    assert doors.ask("POST", settle, body, token=second).status == 200
    again = body | {"expected_version": 2, "verdict": "same"}
    refused = doors.ask("POST", settle, again, token=screener)
    assert refused.code == "screening.own_work", "nor do they revise it"


def test_a_returned_work_is_read_as_it_was_decided_and_not_as_it_is_changed(doors, screener):
    path = put(doors, EntryStatus.SCREENING, submitted_at=any_time())
    body = {"expected_version": 3, "outcome": "return", "reasons": ["rights"]}
    for _ in range(2):
        answer = doors.ask("POST", f"{path}/decision", body, token=screener)
        assert (answer.status, answer.body["status"]) == (200, "returned"), answer.text
    assert doors.ask("GET", path, token=screener).status == 200
    key = keys.entry(RULES.id, "e1")
    returned = doors.store.find(key, Entry)
    doors.store.commit(update(key, returned.next_version(edits=1), before=returned))
    assert doors.ask("GET", path, token=screener).code == "item.missing"


def test_the_list_has_small_pictures_of_the_frames_that_are_there(doors, screener):
    for name, changes in (
        ("seen", {"thumbnail": "posters/c/seen/2.thumbnail.jpg", "flag": None}),
        ("unseen", {}),
        ("old", {"upload": 1, "thumbnail": "posters/c/old/1.thumbnail.jpg", "flag": None}),
    ):
        put(doors, EntryStatus.SCREENING, name, upload=any_upload(version=2))
        of = {"contest": RULES.id, "entry": name, "upload": 2} | changes
        doors.store.commit(create(keys.frames(RULES.id, name, of["upload"]), Frames(**of)))
    listed = doors.ask("GET", f"/screener/{RULES.id}/entries", token=screener).body["entries"]
    assert {one["id"]: one["thumbnail"] for one in listed} == {
        "seen": "https://posters.example/posters/c/seen/2.thumbnail.jpg",
        "unseen": None,
        "old": None,
    }
    hidden = doors.ask("GET", f"/screener/{RULES.id}/entries", token=doors.token(Role.ENTRANT))
    assert hidden.status == 403
