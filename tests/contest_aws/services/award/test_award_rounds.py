"""From a closed round through tally, proposal, the host's word and the objections to the grant."""

from contextlib import suppress
from datetime import timedelta
from fractions import Fraction

import pytest

from contest.audit import RULES, Actor
from contest.award.award import AWARD_STATUS_NAMES, AwardChange, AwardStatus
from contest.entry.entry import Entry, EntryStatus
from contest.refusals import Refusal, Refused
from contest.refusals.formatting import stored_text
from contest_aws.services.award import award_rounds, proposals
from contest_aws.services.context import Context
from contest_aws.services.upload import submission
from contest_aws.store import keys
from tests.builders import any_time
from tests.contest_aws.services.award.steps import POINTS, WEEK, Round, winners_of
from tests.contest_aws.services.fakes import Overtaken
from tests.contest_aws.services.panel import (
    ROUND,
    closed,
    entry_now,
    opened,
)


def reason(action, *arguments, **more):
    with pytest.raises(Refused) as problem:
        action(*arguments, **more)
    (refusal,) = problem.value.refusals
    return refusal


def test_an_award_round_begins_over_a_closed_round_only(store, snapshots, contest):
    round_ = Round(store, snapshots, contest)
    not_closed = Refusal(code="award.round_not_closed", measured=ROUND)
    assert reason(round_.begin) == not_closed
    opened(store, contest)
    assert reason(round_.begin) == not_closed
    closed(store, contest)
    assert round_.begin() == round_.now


def test_an_award_round_begins_once(round_):
    begun = round_.begin()
    assert (begun.status, begun.round) == (AwardStatus.OPENED, ROUND)
    assert round_.begin() == begun, "its answer was lost"
    assert reason(round_.begin, "second").code == "award.begun_already"
    assert round_.now == begun
    assert [one.id for one in award_rounds.rounds_of(round_.store, round_.contest.id)] == ["first"]


def test_the_tally_keeps_a_snapshot_of_all_scores(round_, snapshots):
    round_.begin()
    tallied = round_.tally()
    assert tallied.status is AwardStatus.TALLIED
    results = award_rounds.results_of(snapshots, tallied)
    assert [(line.entry, line.overall, line.rank) for line in results.lines] == [
        (entry, Fraction(points), rank)
        for rank, (entry, points) in enumerate(POINTS.items(), start=1)
    ]
    assert [candidate.entry for candidate in results.unranked] == ["e4"]
    assert {e: set(by) for e, by in results.scores[ROUND].items()} == {
        entry: {"j0", "j1", "j2"} for entry in POINTS
    }


def test_the_tallys_record_names_the_snapshot_by_its_hash(round_):
    round_.begin()
    tallied = round_.tally()
    record = round_.store.chain(keys.award_round(tallied.contest, "first"))[-1]
    assert record.action == "award.tallied"
    assert record.details["results_hash"] == tallied.results_hash != ""


def test_a_withdrawn_work_takes_no_part_and_moves_no_score(round_, contest, snapshots):
    submission.withdraw(
        Context(
            round_.store,
            contest,
            Actor.of("entrant", entry_now(round_.store, contest, "e0").owner),
            any_time(160),
        ),
        entry_now(round_.store, contest, "e0"),
    )
    round_.begin()
    results = award_rounds.results_of(snapshots, round_.tally())
    assert [(line.entry, line.overall) for line in results.lines] == [
        ("e1", 80),
        ("e2", 70),
        ("e3", 65),
    ]


def test_steps_done_again_change_nothing(round_, snapshots):
    round_.begin()
    for step in (round_.tally, round_.propose):
        after = step()
        kept, items = dict(snapshots.kept), dict(round_.store.items)
        assert step() == after
        assert (snapshots.kept, round_.store.items) == (kept, items)
    assert len(snapshots.kept) == 1


def test_the_hosts_word_is_published_provisionally_with_its_changes(proposed):
    assert winners_of(proposed, "gold") == ["e0"]
    assert winners_of(proposed, "bronze") == ["e3"]
    changes = (
        AwardChange(action="drop", place="gold", entry="e0", reason="版权争议"),
        AwardChange(action="drop", place="bronze", entry="e3", reason="现场表现"),
        AwardChange(action="add", place="gold", entry="e3", reason="现场表现", override=True),
    )
    confirmed = proposed.confirm(*changes)
    assert proposed.now == confirmed
    assert winners_of(proposed, "gold") == ["e3"]
    assert (confirmed.status, confirmed.changes, confirmed.objections_end) == (
        AwardStatus.PROVISIONAL,
        changes,
        any_time(170),
    )
    record = proposed.store.chain(keys.award_round(confirmed.contest, "first"))[-1]
    assert (record.action, str(record.actor)) == ("award.provisional", "host:h")


def test_what_the_host_changed_and_why_is_in_the_audit_record(proposed):
    change = AwardChange(action="drop", place="gold", entry="e0", reason="版权争议")
    proposed.confirm(change)
    record = proposed.store.chain(keys.award_round(proposed.contest.id, "first"))[-1]
    assert "版权争议" in record.model_dump_json()


def test_the_hosts_word_on_another_version_changes_nothing(proposed):
    before = dict(proposed.store.items)
    stale = Refusal(code="item.changed_meanwhile")
    assert reason(proposed.confirm, expected_version=proposed.now.version - 1) == stale
    assert proposed.store.items == before


def test_a_refused_change_changes_nothing(proposed):
    before = dict(proposed.store.items)
    unknown = AwardChange(action="add", place="platinum", entry="e0", reason="x")
    assert reason(proposed.confirm, unknown).code == "award.unknown"
    assert proposed.store.items == before


def test_nothing_is_confirmed_before_it_is_proposed_or_twice(round_):
    round_.begin()
    for status, step in (("opened", round_.tally), ("tallied", round_.propose)):
        assert reason(round_.confirm) == Refusal(
            code="award.not_possible_now", measured=stored_text(AWARD_STATUS_NAMES[status])
        )
        step()
    round_.confirm()
    assert reason(round_.confirm) == Refusal(
        code="award.not_possible_now", measured="公示中 / open to objections"
    )


def test_results_become_final_when_the_objection_period_is_over(proposed):
    proposed.end_objections(WEEK)
    assert proposed.now.status is AwardStatus.PROPOSED
    proposed.confirm()
    proposed.end_objections(WEEK - timedelta(microseconds=1))
    assert proposed.now.status is AwardStatus.PROVISIONAL
    proposed.end_objections(WEEK)
    final = proposed.now
    assert final.status is AwardStatus.FINAL
    proposed.end_objections(2 * WEEK)
    assert proposed.now == final


def test_nothing_is_granted_or_published_before_it_is_final(proposed):
    proposed.confirm()
    before = dict(proposed.store.items)
    proposed.grant()
    assert proposed.store.items == before
    assert list(award_rounds.winners(proposed.store, proposed.contest.id)) == []


def test_a_grant_tells_every_entry_and_publishes_the_winners_in_order(final, contest):
    final.grant()
    assert list(award_rounds.winners(final.store, contest.id)) == list(final.now.proposal)
    told = {
        f"e{n}": (entry.status, entry.awards)
        for n in range(5)
        for entry in [entry_now(final.store, contest, f"e{n}")]
    }
    singles = ("best-science", "best-story", "best-innovation", "best-artistry", "best-reach")
    assert told == {
        "e0": (EntryStatus.AWARDED, ("gold", *singles, "best-appeal")),
        "e1": (EntryStatus.AWARDED, ("silver", "theme-award")),
        "e2": (EntryStatus.AWARDED, ("silver",)),
        "e3": (EntryStatus.AWARDED, ("bronze",)),
        "e4": (EntryStatus.NOT_JUDGED, ()),
    }


def test_no_award_of_a_work_that_was_withdrawn_meanwhile_is_published(final, contest):
    gone = entry_now(final.store, contest, "e0")
    gone = submission.withdraw(
        Context(final.store, contest, Actor.of("entrant", gone.owner), any_time(170)), gone
    )
    final.grant()
    assert final.store.find(keys.entry(contest.id, "e0"), Entry) == gone
    published = [winner.entry for winner in award_rounds.winners(final.store, contest.id)]
    assert "e1" in published
    assert "e0" not in published


@pytest.mark.parametrize("at", range(5))
def test_of_two_confirmations_at_once_one_stands_and_no_award_has_too_many_places(proposed, at):
    before = proposed.now
    store = Overtaken(proposed.store, proposed.confirm, at=at)
    ctx = Context(store, proposed.contest, Actor.of("host", "h2"), any_time(163))
    with suppress(Refused):
        proposals.confirm(
            ctx,
            proposed.snapshots,
            before,
            changes=(),
            expected_version=before.version,
        )
    after = proposed.now
    assert (after.version, after.status) == (before.version + 1, AwardStatus.PROVISIONAL)
    assert after.proposal == before.proposal


def test_a_second_award_round_does_not_write_over_the_first(final, contest):
    final.grant()
    first = list(award_rounds.winners(final.store, contest.id))
    second = final.begin("second")
    second = award_rounds.tally(
        Context(final.store, contest, RULES, any_time(180)), final.snapshots, second
    )
    assert second.results_hash == final.now.results_hash, "the same scores"
    assert list(award_rounds.winners(final.store, contest.id)) == first
    assert final.now.status is AwardStatus.GRANTED
