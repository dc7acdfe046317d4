"""One work takes part once: of entries that a person found to be the same work, one passes."""

import pytest

from contest.audit import Actor
from contest.entry.entry import Entry, EntryStatus
from contest.refusals import Refused
from contest.rules.sections import Limits
from contest.screen.decision import ScreeningOutcome
from contest.validate.duplicates import DuplicateMatch, Settlement, Similarity, Work
from contest_aws.services.context import Context
from contest_aws.services.pointers import Named
from contest_aws.services.screen import screening
from contest_aws.store import keys
from contest_aws.store.protocol import Change, Conflict, create
from tests.builders import any_contest, any_decision, any_entry, any_form, any_rules, any_time

SCREENER = Actor.of("screener", "s")
C = any_rules().id


def entry_in(store, name, status, theme, **more):
    form = any_form(title=f"作品 {name}", theme=theme)
    entry = any_entry(status, id=name, form=form, **more)
    store.commit(create(keys.entry(C, name), entry))
    return entry


def match_of(store, verdict, *, other=C):
    here, there = Work(contest=C, entry="a", upload=1), Work(contest=other, entry="b", upload=1)
    settled = verdict and Settlement(verdict=verdict, reason="x", actor=SCREENER, at=any_time())
    match = DuplicateMatch(
        here=here,
        there=there,
        similarity=Similarity(kind="exact", mirrored=False, percent=100, pairs=()),
        found_at=any_time(),
        settled=settled,
        version=2,
    )
    pairs = [(here, there), (there, here)]
    store.commit(
        create(keys.duplicate_match(here.name, there.name), match),
        *(
            Change(keys.duplicates(one.contest, one.entry, two.name), Named(name=two.name), "any")
            for one, two in pairs
        ),
    )


def decide(store, entry, outcome=ScreeningOutcome.PASS, *, despite="", **rules):
    contest = any_contest(rules=any_rules(**rules))
    reasons = ("duplicate",) if outcome is not ScreeningOutcome.PASS else ()
    return screening.decide(
        Context(store, contest, SCREENER, any_time()),
        entry,
        any_decision(outcome, reasons=reasons, despite=despite),
        expected_version=entry.version,
    )


@pytest.mark.parametrize(
    "status",
    [
        EntryStatus.IN_REVIEW,
        EntryStatus.REVIEWED,
        EntryStatus.AWARDED,
        EntryStatus.NOT_AWARDED,
    ],
)
@pytest.mark.parametrize("theme", ["green", "high-end"])
def test_a_work_that_was_found_to_be_one_that_passed_does_not_pass(store, status, theme):
    entry = entry_in(store, "a", EntryStatus.SCREENING, "high-end")
    entry_in(store, "b", status, theme)
    match_of(store, "same")

    with pytest.raises(Refused) as refused:
        decide(store, entry)

    [refusal] = refused.value.refusals
    assert (refusal.code, refusal.measured) == ("screening.same_work", "作品 b")
    assert store.find(keys.entry(C, "a"), Entry).status is EntryStatus.SCREENING


def test_it_may_be_returned_or_rejected(store):
    entry = entry_in(store, "a", EntryStatus.SCREENING, "high-end")
    entry_in(store, "b", EntryStatus.IN_REVIEW, "green")
    match_of(store, "same")

    assert decide(store, entry, ScreeningOutcome.REJECT).status is EntryStatus.REJECTED


def test_what_was_found_to_be_another_work_passes(store):
    entry = entry_in(store, "a", EntryStatus.SCREENING, "high-end")
    entry_in(store, "b", EntryStatus.IN_REVIEW, "green")
    match_of(store, "not_same")

    assert decide(store, entry).status is EntryStatus.IN_REVIEW


@pytest.mark.parametrize("despite", ["", "  "])
def test_what_nobody_has_settled_does_not_pass_unexplained(store, despite):
    entry = entry_in(store, "a", EntryStatus.SCREENING, "high-end")
    entry_in(store, "b", EntryStatus.SCREENING, "green")
    match_of(store, None)
    before = dict(store.items)

    with pytest.raises(Refused) as problem:
        decide(store, entry, despite=despite)
    assert problem.value.refusals[0].code == "screening.duplicate_unsettled"
    assert store.items == before


def test_it_passes_once_the_screener_says_why_and_the_record_keeps_it(store):
    entry = entry_in(store, "a", EntryStatus.SCREENING, "high-end")
    entry_in(store, "b", EntryStatus.SCREENING, "green")
    match_of(store, None)

    assert decide(store, entry, despite="同一素材库").status is EntryStatus.IN_REVIEW
    (record,) = store.chain(keys.entry(C, "a"))
    assert record.details["despite"] == "同一素材库"


@pytest.mark.parametrize(
    ("status", "number"),
    [
        (EntryStatus.DRAFT, ""),
        (EntryStatus.RETURNED, ""),
        (EntryStatus.WITHDRAWN, ""),
        (EntryStatus.WITHDRAWN, "GY-0001"),
    ],
)
def test_a_likeness_to_what_is_not_submitted_needs_no_word(store, status, number):
    entry = entry_in(store, "a", EntryStatus.SCREENING, "high-end")
    entry_in(store, "b", status, "green", number=number)
    match_of(store, None)

    assert decide(store, entry).status is EntryStatus.IN_REVIEW


def test_a_likeness_to_what_was_returned_to_its_entrant_needs_a_word(store):
    entry = entry_in(store, "a", EntryStatus.SCREENING, "high-end")
    entry_in(store, "b", EntryStatus.RETURNED, "green", number="GY-0001")
    match_of(store, None)

    with pytest.raises(Refused) as problem:
        decide(store, entry)
    assert problem.value.refusals[0].code == "screening.duplicate_unsettled"
    assert decide(store, entry, despite="同一素材库").status is EntryStatus.IN_REVIEW


@pytest.mark.parametrize(
    "status", [EntryStatus.SCREENING, EntryStatus.REJECTED, EntryStatus.WITHDRAWN]
)
def test_the_first_of_two_passes(store, status):
    entry = entry_in(store, "a", EntryStatus.SCREENING, "high-end")
    entry_in(store, "b", status, "green")
    match_of(store, "same")

    assert decide(store, entry).status is EntryStatus.IN_REVIEW


def test_the_same_work_in_another_contest_is_no_matter_of_this_one(store):
    entry = entry_in(store, "a", EntryStatus.SCREENING, "high-end")
    match_of(store, "same", other="spring")

    assert decide(store, entry).status is EntryStatus.IN_REVIEW


def test_where_the_rules_allow_it_both_pass(store):
    entry = entry_in(store, "a", EntryStatus.SCREENING, "high-end")
    entry_in(store, "b", EntryStatus.IN_REVIEW, "green")
    match_of(store, "same")

    passed = decide(store, entry, limits=Limits(one_theme_per_work=False))

    assert passed.status is EntryStatus.IN_REVIEW


def test_of_two_that_pass_at_once_one_is_too_late(store):
    """Both decisions read before either writes: the match of the pair lets one of them through."""
    one = entry_in(store, "a", EntryStatus.SCREENING, "high-end")
    two = entry_in(store, "b", EntryStatus.SCREENING, "green")
    match_of(store, "same")
    commit, at_once = store.commit, []

    def after_the_other(*changes):
        if not at_once:
            at_once.append(True)
            decide(store, two)
        commit(*changes)

    store.commit = after_the_other
    with pytest.raises(Conflict):
        decide(store, one)
    store.commit = commit

    with pytest.raises(Refused, match="same work"):
        decide(store, one)
