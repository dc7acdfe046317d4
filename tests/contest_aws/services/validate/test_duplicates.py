"""Suspicions: raised once a pair, from whichever side, settled by a person, and left settled."""

import pytest

from contest.audit import Actor
from contest.entry.entry import EntryStatus
from contest.refusals import Refusal, Refused
from contest.validate.duplicates import DuplicateMatch, Settlement, Work
from contest.validate.fingerprint import Fingerprint
from contest.validate.frames import FLAGS, Frames
from contest.validate.verdict import Verdict
from contest_aws.services.context import Context
from contest_aws.services.pointers import Named
from contest_aws.services.validate import duplicates
from contest_aws.services.validate.frames import Evidence, evidence, note
from contest_aws.store import keys
from contest_aws.store.protocol import create
from tests.builders import any_contest, any_entry, any_facts, any_form, any_rules, any_time
from tests.contest.validate.test_duplicates import film
from tests.contest_aws.services.fakes import Breaking, Crash, Overtaken

C = "spring"
NOW = any_time()
SOFT = Refusal(code="media.looks_enlarged", measured="1920×1080", allowed="960×540")


class Addresses:
    def address(self, key):
        return key and f"https://{key}"


def work(entry, upload=1, contest=C):
    return Work(contest=contest, entry=entry, upload=upload)


def search(store, entry, marks=None, *, upload=1, contest=C, digest="", file=""):
    duplicates.search(
        store,
        work(entry, upload, contest),
        duplicates.Recognised(tuple(marks or film(1)), digest or entry, file),
        now=NOW,
    )


def pair(store, one="spring.a", other="spring.b"):
    return store.find(keys.duplicate_match(one, other), DuplicateMatch)


def said(verdict="not_same", reason="同一厂区"):
    return Settlement(verdict=verdict, reason=reason, actor=Actor.of("screener", "s"), at=NOW)


def settle(store, entry, other, settlement, *, expected_version):
    ctx = Context(store, any_contest(rules=any_rules(id=C)), settlement.actor, settlement.at)
    return duplicates.settle(ctx, entry, other, settlement, expected_version=expected_version)


def test_two_uploads_of_one_work_raise_one_suspicion_seen_from_both(store):
    search(store, "a")
    search(store, "b")
    (seen_here,), (seen_there,) = (duplicates.matches_of(store, C, entry) for entry in "ab")
    assert seen_here == seen_there == pair(store)
    assert (seen_here.here, seen_here.there) == (work("b"), work("a"))
    assert store.actions(keys.duplicate_match("spring.a", "spring.b")) == ["duplicates.suspect"]


def test_a_search_that_is_done_again_changes_nothing(store):
    search(store, "a")
    search(store, "b")
    before = dict(store.items)
    search(store, "b")
    search(store, "a")
    after = {key: item for key, item in store.items.items() if key not in before}
    assert (pair(store).version, after) == (1, {})


def test_other_works_and_ones_own_uploads_are_no_suspicion(store):
    search(store, "a", film(1))
    search(store, "a", film(1), upload=2)
    search(store, "b", film(2))
    assert duplicates.matches_of(store, C, "a") == duplicates.matches_of(store, C, "b") == []


def test_works_of_which_no_frame_could_be_decoded_are_held_byte_against_byte(store):
    for entry, digest in (("a", "1f"), ("b", "1f"), ("c", "2e")):
        duplicates.search(store, work(entry), duplicates.Recognised((), digest), now=NOW)
    (found,) = duplicates.matches_of(store, C, "b")
    assert (found.there, found.similarity.kind, found.similarity.percent) == (
        work("a"),
        "pictures",
        100,
    )
    assert found.similarity.pairs == ()
    assert duplicates.matches_of(store, C, "c") == []


def test_other_contests_are_searched_and_replaced_uploads_too(store):
    search(store, "a", contest="autumn")
    search(store, "a", film(5), upload=2, contest="autumn")
    search(store, "b")
    (found,) = duplicates.matches_of(store, C, "b")
    assert found.there == work("a", 1, "autumn")
    assert duplicates.matches_of(store, "autumn", "a") == [found]


def test_a_dismissed_pair_stays_dismissed_and_an_open_one_is_brought_up_to_date(store):
    for entry in "abc":
        search(store, entry)
    settled = settle(store, "a", "b", said(), expected_version=1)
    search(store, "b", film(1)[:8], upload=2)
    assert pair(store) == settled
    assert pair(store, "spring.b", "spring.c").here == work("b", 2)
    assert [s.settled is None for s in duplicates.matches_of(store, C, "b")] == [True, False]


def test_a_settlement_needs_the_version_that_was_seen_and_may_be_thought_over(store):
    search(store, "a")
    search(store, "b")
    with pytest.raises(Refused) as refused:
        settle(store, "a", "b", said(), expected_version=0)
    assert [r.code for r in refused.value.refusals] == ["item.changed_meanwhile"]
    settle(store, "a", "b", said(), expected_version=1)
    after = settle(store, "b", "spring.a", said("same", "确认"), expected_version=2)
    assert (after.settled, after.version) == (said("same", "确认"), 3)
    chain = store.chain(keys.duplicate_match("spring.a", "spring.b"))
    assert [(r.action, str(r.actor)) for r in chain] == [
        ("duplicates.suspect", "rules"),
        ("duplicates.settle", "screener:s"),
        ("duplicates.settle", "screener:s"),
    ]


@pytest.mark.parametrize("other", ["b", "autumn.a", "a", "~", "x.y.z", ""])
def test_there_is_nothing_to_settle_where_nothing_is_suspected(store, other):
    search(store, "a")
    with pytest.raises(Refused) as refused:
        settle(store, "a", other, said(), expected_version=1)
    assert [r.code for r in refused.value.refusals] == ["item.missing"]


@pytest.mark.parametrize("after", [False, True])
@pytest.mark.parametrize("at", range(3))
def test_a_search_that_broke_off_is_whole_when_it_is_done_again(store, at, after):
    search(store, "a")
    with pytest.raises(Crash):
        search(Breaking(store, at=at, after=after), "b", contest="autumn")
    search(store, "b", contest="autumn")
    assert [s.here for s in duplicates.matches_of(store, C, "a")] == [work("b", contest="autumn")]


@pytest.mark.parametrize("at", range(5))
def test_of_two_searches_at_once_one_at_least_sees_the_other(store, at):
    search(Overtaken(store, lambda: search(store, "b"), at=at), "a")
    assert len(duplicates.matches_of(store, C, "a")) == 1
    assert len(list(store.query(keys.fingerprint(C, "", 0).pk, Fingerprint))) == 2
    assert [named.name for named in store.query(keys.FINGERPRINTS, Named)] == [C]


def shown(store, entry):
    return evidence(store, Addresses(), entry)


def test_a_screener_sees_the_frames_of_the_present_upload(store):
    silent = Verdict(facts=any_facts(), warnings=(Refusal(code="media.no_sound"),))
    entry = any_entry(EntryStatus.SCREENING, contest=C, verdict=silent)
    quiet = (silent.warnings[0].text,)
    assert shown(store, entry) == Evidence(warnings=quiet, flag=FLAGS["unfinished"])
    frames = Frames(contest=C, entry=entry.id, upload=1)
    for flag in FLAGS:
        note(store, frames.model_copy(update={"flag": flag}))
        assert shown(store, entry) == Evidence(warnings=quiet, flag=FLAGS[flag])
    note(
        store,
        frames.model_copy(
            update={
                "flag": None,
                "poster": "p",
                "storyboard": "s",
                "times": (0, 9000),
                "warnings": (SOFT,),
            }
        ),
    )
    assert shown(store, entry) == Evidence(
        poster="https://p",
        storyboard="https://s",
        times=(0, 9000),
        warnings=(*quiet, SOFT.text),
    )


def test_a_screener_sees_what_differed_in_earlier_uploads(store):
    mark = Refusal(code="media.earlier_size", measured="640×360", allowed="1920×1080")
    entry = any_entry(EntryStatus.SCREENING, contest=C, marks=(mark,))
    assert shown(store, entry).marks == (mark.text,)


def test_of_another_contests_work_only_the_storyboard_is_shown(store):
    for contest in (C, "autumn"):
        form = any_form(title=f"作品 {contest}")
        other = any_entry(EntryStatus.SCREENING, contest=contest, id="a", form=form)
        store.commit(create(keys.entry(contest, "a"), other))
        board = {"storyboard": f"{contest}.jpg", "times": (0, 5000), "flag": None}
        note(store, Frames(contest=contest, entry="a", upload=1).model_copy(update=board))
        search(store, "a", contest=contest)
    search(store, "b")
    found = shown(store, any_entry(EntryStatus.SCREENING, contest=C, id="b")).duplicates
    assert [(s.other, s.title, s.storyboard, s.times, s.status) for s in found] == [
        ("autumn.a", "", "https://autumn.jpg", (0, 5000), None),
        ("a", "作品 spring", "https://spring.jpg", (0, 5000), EntryStatus.SCREENING),
    ]
