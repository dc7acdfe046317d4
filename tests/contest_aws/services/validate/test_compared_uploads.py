"""The evidence of a match shows the uploads that were compared, and says what was replaced."""

import pytest

from contest.audit import Actor
from contest.entry.entry import Entry, EntryStatus
from contest.refusals import Refused
from contest.validate.duplicates import Settlement, Work
from contest.validate.frames import Frames
from contest_aws.services.context import Context
from contest_aws.services.validate import duplicates
from contest_aws.services.validate.frames import evidence, note
from contest_aws.store import keys
from contest_aws.store.protocol import create
from tests.builders import any_contest, any_entry, any_rules, any_time, any_upload
from tests.contest.validate.test_duplicates import film

C = any_rules().id
X, Y = "film x", "film y"


class Addresses:
    def address(self, key):
        return key and f"https://{key}"


def put(store, name, *, upload):
    entry = any_entry(EntryStatus.SCREENING, id=name, upload=any_upload(version=upload))
    store.commit(create(keys.entry(C, name), entry))


def bring(store, name, of, *, upload, file=None):
    """An upload is looked at: its frames are kept, and it is searched for."""
    note(
        store,
        Frames(contest=C, entry=name, upload=upload, storyboard=f"{of} of {name}", times=(upload,)),
    )
    marks = tuple(film(1 if of == X else 2))
    work = Work(contest=C, entry=name, upload=upload)
    by = duplicates.Recognised(marks, of, f"1000 {of}" if file is None else file)
    duplicates.search(store, work, by, now=any_time())


def seen(store, name):
    entry = store.find(keys.entry(C, name), Entry)
    return evidence(store, Addresses(), entry)


@pytest.fixture
def replaced(store):
    """A uploaded X, then Y in its place; B uploaded X."""
    put(store, "a", upload=2)
    put(store, "b", upload=1)
    bring(store, "a", X, upload=1)
    bring(store, "a", Y, upload=2)
    bring(store, "b", X, upload=1)
    return store


def test_from_a_it_is_the_earlier_upload_that_was_compared(replaced):
    case = seen(replaced, "a")
    (match,) = case.duplicates
    assert case.storyboard == "https://film y of a", "what would be judged"
    assert (match.own.storyboard, match.own.times, match.own.replaced) == (
        "https://film x of a",
        (1,),
        True,
    )
    assert (match.storyboard, match.replaced, match.kind) == (
        "https://film x of b",
        False,
        "exact",
    )


def test_from_b_the_other_side_is_said_to_have_been_replaced(replaced):
    (match,) = seen(replaced, "b").duplicates
    assert (match.own.storyboard, match.own.replaced) == ("https://film x of b", False)
    assert (match.storyboard, match.times, match.replaced) == ("https://film x of a", (1,), True)


def test_a_copy_without_sound_is_not_the_same_file(store):
    put(store, "a", upload=1)
    put(store, "b", upload=1)
    bring(store, "a", X, upload=1, file="1000 with sound")
    bring(store, "b", X, upload=1, file="900 without")
    assert seen(store, "a").duplicates[0].kind == "pictures"


def test_both_entries_carry_the_number_of_matches_that_nobody_has_settled(replaced):
    for name in ("a", "b"):
        entry = replaced.find(keys.entry(C, name), Entry)
        assert (entry.suspected, entry.content_version) == (1, 3)
    screener = Actor.of("screener", "s")
    ctx = Context(replaced, any_contest(), screener, any_time())
    said = Settlement(verdict="not_same", reason="x", actor=screener, at=any_time())
    for _ in range(2):
        duplicates.settle(ctx, "a", "b", said, expected_version=1)
    suspected = [replaced.find(keys.entry(C, name), Entry).suspected for name in ("a", "b")]
    assert suspected == [0, 0]


def test_a_pass_weighs_a_match_of_an_upload_that_was_replaced(replaced):
    """The work may be the same although its video is another by now: a person says so."""
    entry = replaced.find(keys.entry(C, "a"), Entry)
    ctx = Context(replaced, any_contest(), Actor.of("screener", "s"), any_time())
    with pytest.raises(Refused) as problem:
        duplicates.check_settled(ctx, entry, despite="")
    assert problem.value.refusals[0].measured == "100"
