"""An erasure that is stopped, doubled or overtaken anywhere ends as it should."""

from datetime import timedelta

import pytest

from contest.audit import ORGANISER, Actor
from contest_aws.services.context import Context
from contest_aws.services.review import reviews
from contest_aws.services.upkeep import erasure
from contest_aws.services.upload import submission
from contest_aws.store import keys
from contest_aws.store.protocol import Conflict
from tests import people
from tests.builders import any_form, any_time
from tests.contest_aws.services.fakes import Breaking, Crash, FakeObjects, Overtaken
from tests.contest_aws.services.upkeep.erasing import NOW, erase_all
from tests.people import address_of, canaries, found_in


def test_out_of_time_it_goes_on_the_next_time(scene, objects):
    left = iter([True, False])
    unfinished = erase_all(scene, objects, enough=lambda: next(left))
    assert unfinished.done_at is None
    assert found_in(scene, canaries("zhou")) != {}
    go_on(scene, objects)
    assert found_in(scene, canaries("zhou")) == {}


@pytest.mark.slow
@pytest.mark.parametrize("after", [False, True])
def test_stopped_at_any_commit_it_goes_on_to_the_same_end(awarded, media, after):
    erasure.ask(awarded, "zhou", address=address_of("zhou"), actor=Actor.of("host", "a"), now=NOW)
    whole = awarded.copy()
    wanted = go_on(whole, FakeObjects(media.copy()))
    for moment in range(200):
        store, bucket = awarded.copy(), FakeObjects(media.copy())
        try:
            go_on(Breaking(store, at=moment, after=after), bucket)
        except Crash:
            store.verify()
            done = go_on(store, bucket)
            assert found_in(store, canaries("zhou")) == {}
            assert people.broken_chains(store) == []
            assert done.done_at == wanted.done_at
            assert sorted(store.items) == sorted(whole.items)
        else:
            assert moment > 20
            return
    raise AssertionError("More moments than were looked for")


def go_on(store, objects, who="zhou"):
    return erasure.erase(store, objects, who, now=NOW, enough=lambda: True)


def test_what_others_do_meanwhile_neither_stops_it_nor_brings_anything_back(scene, media, contest):
    """A judge types in a review of the work at any moment of its erasure."""

    def type_something():
        for judge in ("j0", "j1", "j2"):
            for review in reviews.own_reviews(scene_now[0], contest.id, judge=judge):
                if review.entry == "zhou-work":
                    key = keys.review(contest.id, judge, review.round, review.entry)
                    typed = review.next_version(comment=f"{review.comment}!")
                    scene_now[0].commit(erasure.update(key, typed, before=review))

    scene_now = [scene]
    for moment in range(0, 120, 7):
        scene_now[0] = scene.copy()
        erase_all(Overtaken(scene_now[0], type_something, at=moment), FakeObjects(media.copy()))
        assert found_in(scene_now[0], canaries("zhou")) == {}


def test_what_a_step_writes_late_is_removed_when_it_is_written(scene, objects, media, contest):
    erase_all(scene, objects)
    clean = dict(scene.items)
    people.frames.note(scene, people.Frames(contest=contest.id, entry="zhou-work", upload=1))
    media.objects[f"posters/{contest.id}/zhou-work/1-ab.poster.jpg"] = 10
    erasure.erase_late(scene, objects, contest.id, "zhou-work", now=NOW)
    assert scene.items == clean
    assert not [key for key in media.objects if "zhou" in key]


@pytest.mark.slow
def test_what_a_step_writes_at_any_moment_of_an_erasure_is_gone_after_it(scene, media, contest):
    """Also if it is told of at once, while the erasure still goes on."""
    frames = people.Frames(contest=contest.id, entry="zhou-work", upload=2)
    key = keys.frames(contest.id, "zhou-work", 2)
    for moment in range(120):
        store, bucket = scene.copy(), FakeObjects(media.copy())

        def write_late(store=store, bucket=bucket):
            people.frames.note(store, frames)
            erasure.erase_late(store, bucket, contest.id, "zhou-work", now=NOW)

        erase_all(Overtaken(store, write_late, at=moment), bucket)
        assert key not in store.items


def test_asked_and_done_twice_it_is_done_once(scene, objects):
    erasure.ask(scene, "zhou", address=address_of("zhou"), actor=Actor.of("host", "a"), now=NOW)
    done = erase_all(scene, objects)
    after = dict(scene.items)
    assert erasure.erase(scene, objects, "zhou", now=any_time(999), enough=lambda: True) == done
    assert scene.items == after


def test_asked_for_again_when_its_message_was_lost_it_is_queued_again(scene, objects):
    """A message is tried for five hours: an erasure that is asked for sooner is under way."""

    def ask(hours):
        now = NOW + timedelta(hours=hours)
        return erasure.ask(scene, "zhou", address=address_of("zhou"), actor=ORGANISER, now=now)

    assert [ask(hours).asked_again_at for hours in (0, 6)] == [None, None]
    again = ask(7)
    assert (again.asked_at, again.asked_again_at) == (NOW, NOW + timedelta(hours=7))
    assert ask(13) == again
    assert erase_all(scene, objects).done_at == NOW
    assert people.broken_chains(scene) == []


def test_whoever_is_being_erased_enters_nothing_more(scene, contest):
    erasure.ask(
        scene, "zhou", address=address_of("zhou"), actor=Actor.of("host", "a"), now=any_time(5)
    )
    with pytest.raises(Conflict):
        submission.enter(
            Context(scene, contest, Actor.of("entrant", "zhou"), any_time(5)),
            entry_id="late",
            form=any_form(),
            contact=people.contact_of("zhou"),
        )


def test_nothing_of_those_who_are_not_erased_is_late(scene, objects, contest):
    before = dict(scene.items)
    erasure.erase_late(scene, objects, contest.id, "li-work", now=NOW)
    erasure.erase_late(scene, objects, contest.id, "nobody", now=NOW)
    assert scene.items == before
