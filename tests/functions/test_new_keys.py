"""With new keys in each round, judges of a later round get a file of their own, and nobody can
recognise or fetch it by an address of an earlier one."""

from importlib import import_module
from urllib.parse import urlsplit

import pytest

from contest.entry.entry import EntryStatus
from contest.people.account import Role
from contest.review.round import ReviewList
from contest.rules.contest import Contest
from contest.rules.sizes import ViewingLimits
from contest.viewing.viewing_copy import CopyState
from contest_aws.media.bucket import Media
from contest_aws.services.review import judges
from contest_aws.services.viewing import copies
from contest_aws.store import keys
from contest_aws.store.dynamodb import DynamoStore
from contest_aws.store.protocol import create, update
from tests.builders import any_blind_copy, any_review, any_time
from tests.contest.viewing.copies import copied
from tests.contest_aws.services.panel import ROUND, SHIPPED_ROUND
from tests.corpus.damage import plain

JUDGE, FINAL = "judge-1", "final"
SECOND = SHIPPED_ROUND.model_copy(
    update={"id": FINAL, "opens": any_time(165), "closes": any_time(175)}
)


class Started:
    def __init__(self):
        self.names = []

    def start_copy(self, machine, _, *, name):
        assert machine == "viewing-copy"
        self.names.append(name)
        return True

    def resume(self, *_):
        return False


@pytest.fixture
def contest_by(doors):
    """Two rounds, with new keys or without."""

    def loaded(*, new_keys):
        key = keys.contest(doors.contest.id)
        before = doors.store.find(key, Contest)
        viewing = ViewingLimits(new_keys_each_round=new_keys)
        rules = before.rules.model_copy(
            update={"rounds": (*before.rules.rounds[:1], SECOND), "viewing": viewing}
        )
        doors.store.commit(update(key, before.next_version(rules=rules), before=before))
        doors.contest = doors.store.find(key, Contest)

    return loaded


@pytest.fixture
def scene(made):
    return made(plain())


def enters(scene, round_id):
    """The entry is in review in this round."""
    key = keys.entry(scene.entry.contest, scene.entry.id)
    before = scene.store.find(key, type(scene.entry))
    after = before.next_version(status=EntryStatus.IN_REVIEW, round=round_id)
    scene.store.commit(update(key, after, before=before))
    scene.entry = after


def keys_shown(doors, scene, round_id):
    """Of the films that judges of a round get."""
    work, media = any_blind_copy(scene.entry.id, contest=doors.contest.id), Media("media")
    found = copies.films_in_round(doors.store, media, work, doors.contest, round_id)
    return [urlsplit(film.url).path.removeprefix("/media/").lstrip("/") for film in found]


def test_a_later_round_has_another_key_and_the_former_file_is_gone(doors, contest_by, scene):
    contest_by(new_keys=True)
    scene.call()
    first = scene.copy
    enters(scene, ROUND)
    scene.call(maker="run-2")
    assert keys_shown(doors, scene, ROUND) == [first.key]
    enters(scene, FINAL)
    assert keys_shown(doors, scene, FINAL) == [], "until there is a new one"
    scene.call(maker="run-3")
    second = scene.copy
    assert (keys_shown(doors, scene, ROUND), keys_shown(doors, scene, FINAL)) == ([], [second.key])
    assert second.key != first.key
    assert (second.state, second.tries, scene.others()) == (CopyState.READY, 1, [second.key])
    body = scene.s3.get_object(Bucket="media", Key=second.key)["Body"].read()
    assert body == copied(plain())


def test_without_the_setting_all_rounds_have_one_key(doors, contest_by, scene):
    contest_by(new_keys=False)
    scene.call()
    first = scene.copy
    enters(scene, FINAL)
    scene.call(maker="run-2")
    assert scene.copy == first
    assert keys_shown(doors, scene, ROUND) == keys_shown(doors, scene, FINAL) == [first.key]


def test_killed_after_the_former_file_is_gone_it_is_made_when_called_again(
    doors, contest_by, scene, monkeypatch
):
    contest_by(new_keys=True)
    scene.call()
    enters(scene, FINAL)
    with monkeypatch.context() as dying:

        def die(*_):
            raise KeyboardInterrupt

        dying.setattr(DynamoStore, "commit", die)
        with pytest.raises(KeyboardInterrupt):
            scene.call(maker="run-2")
    assert scene.others() == []
    scene.call(maker="run-2")
    assert keys_shown(doors, scene, FINAL) == scene.others() == [scene.copy.key]


def test_a_withdrawn_work_keeps_no_file_of_any_round(contest_by, scene):
    contest_by(new_keys=True)
    for round_id in (ROUND, FINAL):
        enters(scene, round_id)
        scene.call()
    key = keys.entry(scene.entry.contest, scene.entry.id)
    gone = scene.entry.next_version(status=EntryStatus.WITHDRAWN)
    scene.store.commit(update(key, gone, before=scene.entry))
    scene.call(maker="run-2")
    assert (scene.copy.state, scene.others()) == (CopyState.DROPPED, [])


@pytest.mark.parametrize(
    ("new_keys", "round_id", "names"),
    [(True, FINAL, ["e1-1-round2"]), (True, ROUND, []), (False, FINAL, [])],
)
def test_the_step_that_invites_judges_begins_it(
    doors, contest_by, scene, monkeypatch, new_keys, round_id, names
):
    contest_by(new_keys=new_keys)
    enters(scene, round_id)
    module, started = import_module("review.invite_judges"), Started()
    monkeypatch.setattr(module, "journeys", started)
    event = {"contest": doors.contest.id, "entry": scene.entry.id, "upload": 1}
    module.handler({**event, "waits_in": "in_review", "token": "t"}, None)
    assert [name.replace(scene.entry.id, "e1") for name in started.names] == names


def test_only_the_judge_of_the_present_round_is_answered_with_a_film(doors, contest_by, scene):
    contest_by(new_keys=True)
    doors.turn(any_time(170))
    enters(scene, FINAL)
    scene.call()
    contest, entry = scene.entry.contest, scene.entry.id
    token = doors.token(Role.JUDGE, JUDGE)
    facts = judges.of(doors.store, contest, JUDGE).facts
    items = {keys.blind_copy(contest, entry): any_blind_copy(entry)}
    for round_id in (ROUND, FINAL):
        items[keys.review(contest, JUDGE, round_id, entry)] = any_review(
            entry, JUDGE, round=round_id, number=1
        )
        items[keys.review_list(contest, JUDGE, round_id)] = ReviewList(
            contest=contest, round=round_id, judge=JUDGE, facts=facts
        )
    doors.store.commit(*(create(key, item) for key, item in items.items()))
    shown = {
        round_id: doors.ask("GET", f"/judge/{contest}/reviews/{round_id}/1", token=token).body
        for round_id in (ROUND, FINAL)
    }
    assert [len(shown[round_id]["films"]) for round_id in (ROUND, FINAL)] == [0, 1]
    assert scene.copy.key not in str(shown[ROUND])
    assert scene.copy.key in str(shown[FINAL])
