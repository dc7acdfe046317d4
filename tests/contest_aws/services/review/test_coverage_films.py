"""The coverage of a round tells of each work whether it can be watched: its copy, and its rendition
if it needs one."""

import pytest

from contest.audit import RULES
from contest.entry.entry import EntryStatus
from contest.rules.sizes import ViewingLimits
from contest.validate.verdict import Verdict
from contest.viewing.viewing_copy import CopyKind, CopyState, ViewingCopy
from contest_aws.services.context import Context
from contest_aws.services.review.coverage import coverage
from contest_aws.store import keys
from contest_aws.store.protocol import create
from tests.builders import any_entry, any_facts, any_time, any_upload
from tests.contest_aws.services.panel import ROUND, SHIPPED_ROUND, contest_with

MAKING, READY, FAILED, DROPPED = CopyState
PHONE = any_facts(video_codec="HEVC", video_profile="Main 10@L4")
EVERYWHERE = any_facts(video_codec="AVC", video_profile="High@L4", bit_rate=3_000_000)
FILMS = {
    "nothing begun": (PHONE, None, None, (MAKING, MAKING)),
    "copy alone": (PHONE, READY, MAKING, (READY, MAKING)),
    "both": (PHONE, READY, READY, (READY, READY)),
    "rendition failed": (PHONE, READY, FAILED, (READY, FAILED)),
    "copy failed": (PHONE, FAILED, READY, (FAILED, READY)),
    "plays everywhere": (EVERYWHERE, READY, None, (READY, None)),
}


def stock(store, contest, name, round_id=ROUND):
    facts, copy, rendition, _ = FILMS[name]
    entry = any_entry(
        EntryStatus.IN_REVIEW,
        id="e1",
        round=round_id,
        upload=any_upload(version=1, object_version="v1"),
        verdict=Verdict(facts=facts),
    )
    store.commit(create(keys.entry(contest.id, "e1"), entry))
    for kind, state in ((CopyKind.COPY, copy), (CopyKind.RENDITION, rendition)):
        if state is None:
            continue
        made = ViewingCopy(
            contest=contest.id,
            entry="e1",
            upload=1,
            kind=kind,
            state=state,
            key=f"viewing/{0:032x}",
            maker="run-1",
            changed_at=any_time(),
            round=ROUND,
            version=1,
        )
        store.commit(create(keys.viewing(contest.id, "e1", 1, kind), made))


def films(store, contest, round_id=ROUND):
    ctx = Context(store, contest, RULES, any_time(120))
    [row] = coverage(ctx, round_id).entries
    return row.viewing_copy, row.rendition


@pytest.mark.parametrize("name", FILMS)
def test_it_tells_how_far_copy_and_rendition_are(store, name):
    contest = contest_with()
    stock(store, contest, name)
    assert films(store, contest) == FILMS[name][-1]


def test_a_small_film_for_slow_lines_counts_if_the_rules_ask_for_it(store):
    contest = contest_with()
    stock(store, contest, "plays everywhere")
    slow = contest.rules.model_copy(update={"viewing": ViewingLimits(slow_lines=True)})
    assert films(store, contest.model_copy(update={"rules": slow})) == (READY, MAKING)


def test_with_new_keys_a_file_of_an_earlier_round_is_not_ready(store):
    contest = contest_with()
    final = SHIPPED_ROUND.model_copy(update={"id": "final"})
    viewing = ViewingLimits(new_keys_each_round=True)
    rules = contest.rules.model_copy(update={"rounds": (SHIPPED_ROUND, final), "viewing": viewing})
    later = contest.model_copy(update={"rules": rules})
    stock(store, later, "both", "final")
    assert films(store, later, "final") == (MAKING, MAKING)
    once = rules.model_copy(update={"viewing": ViewingLimits()})
    assert films(store, contest.model_copy(update={"rules": once}), "final") == (READY, READY)


def test_the_films_of_all_works_are_read_once(store, monkeypatch):
    """Both kinds stand in one index: 40,000 of a large contest, each read takes seconds."""
    contest = contest_with()
    stock(store, contest, "both")
    read, copies_at = [], type(store).copies_at

    def count(self, contest_id, state):
        read.append(state)
        return copies_at(self, contest_id, state)

    monkeypatch.setattr(type(store), "copies_at", count)
    assert films(store, contest) == FILMS["both"][-1]
    assert sorted(read) == sorted({CopyState.MAKING, CopyState.READY, CopyState.FAILED})
