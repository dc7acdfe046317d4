"""What is proposed, confirmed and announced is always looked at as it stands now."""

import pytest

from contest.audit import RULES, Actor
from contest.award.award import AwardChange, AwardStatus
from contest.entry.entry import EntryStatus
from contest.refusals import Refusal, Refused
from contest.validate.duplicates import DuplicateMatch, Settlement, Similarity, Work
from contest_aws.services.award import award_rounds, proposals
from contest_aws.services.context import Context
from contest_aws.services.entries import disqualify, entry_of
from contest_aws.services.pointers import Named
from contest_aws.store import keys
from contest_aws.store.protocol import Change
from tests.builders import any_time
from tests.contest_aws.services.award.steps import WEEK, winners_of


def taken_out(round_, entry, hours=163):
    ctx = Context(round_.store, round_.contest, Actor.of("host", "h"), any_time(hours))
    return disqualify(ctx, entry_of(round_.store, round_.contest.id, entry), reason="版权争议")


def announced(round_):
    (shown,) = award_rounds.announced(round_.store, round_.contest.id)
    return shown


def places_of(winners, entry):
    return [winner.place for winner in winners if winner.entry == entry]


def test_a_work_that_was_disqualified_between_tally_and_proposal_is_not_proposed(round_):
    round_.begin()
    round_.tally()
    taken_out(round_, "e0", hours=161)
    after = round_.propose()
    assert after.left_out == ("e0",)
    assert winners_of(round_, "gold") == ["e1"]
    assert places_of(after.proposal, "e0") == []
    assert round_.confirm().status is AwardStatus.PROVISIONAL


def test_a_work_that_was_disqualified_after_the_proposal_cannot_be_confirmed(proposed):
    has = places_of(proposed.now.proposal, "e0")
    taken_out(proposed, "e0")
    with pytest.raises(Refused) as problem:
        proposed.confirm()
    refusal = Refusal(code="award.no_longer_stands", measured="作品")
    assert {r.code for r in problem.value.refusals} == {refusal.code}
    drops = [
        AwardChange(action="drop", place=place, entry="e0", reason="取消资格") for place in has
    ]
    confirmed = proposed.confirm(*drops)
    assert winners_of(proposed, "gold") == []
    assert places_of(confirmed.proposal, "e1") == places_of(proposed.now.proposal, "e1")


@pytest.mark.parametrize("ended", [False, True], ids=["in the objection period", "after it"])
def test_a_work_that_was_disqualified_after_the_confirmation_is_off_the_list_at_once(
    proposed, ended
):
    proposed.confirm()
    before = announced(proposed)
    if ended:
        proposed.end_objections(WEEK)
    gold = [winner for winner in before.winners if winner.entry == "e0"]
    assert before.taken_off == ()
    taken_out(proposed, "e0")
    after = announced(proposed)
    assert after.taken_off == tuple(gold)
    assert after.winners == tuple(w for w in before.winners if w not in gold)


def test_after_the_grant_the_list_still_says_what_was_taken_off(final):
    taken_out(final, "e0")
    final.grant()
    after = announced(final)
    assert places_of(after.winners, "e0") == []
    assert "gold" in [winner.place for winner in after.taken_off]
    assert entry_of(final.store, final.contest.id, "e1").status is EntryStatus.AWARDED


def test_the_places_of_a_disqualified_work_stay_free(proposed):
    proposed.confirm()
    before = {w.place: w.entry for w in announced(proposed).winners}
    taken_out(proposed, "e0")
    after = {w.place: w.entry for w in announced(proposed).winners}
    assert after == {place: entry for place, entry in before.items() if entry != "e0"}


def test_a_special_award_may_go_to_a_work_that_nobody_scored(proposed):
    assert [
        c.entry for c in award_rounds.results_of(proposed.snapshots, proposed.now).unranked
    ] == ["e4"]
    special = AwardChange(action="add", place="special", entry="e4", reason="题材独特")
    (winner,) = [w for w in proposed.confirm(special).proposal if w.place == "special"]
    assert (winner.entry, winner.score) == ("e4", "")


def match_between(round_, one, other, verdict=None):
    works = [Work(contest=round_.contest.id, entry=entry, upload=1) for entry in (one, other)]
    settled = verdict and Settlement(verdict=verdict, reason="看过", actor=RULES, at=any_time(100))
    match = DuplicateMatch(
        here=works[0],
        there=works[1],
        similarity=Similarity(kind="near", mirrored=False, percent=95, pairs=()),
        found_at=any_time(100),
        settled=settled,
        version=1,
    )
    names = [work.name for work in works]
    round_.store.commit(
        Change(keys.duplicate_match(*names), match, "any"),
        *(
            Change(keys.duplicates(round_.contest.id, mine, name), Named(name=name), "any")
            for mine, name in ((one, names[1]), (other, names[0]))
        ),
    )


@pytest.mark.parametrize(
    ("verdict", "named"), [(None, ("e1",)), ("same", ("e1",)), ("not_same", ())]
)
def test_the_same_work_under_two_entries_is_named_in_the_proposal(round_, verdict, named):
    match_between(round_, "e0", "e1", verdict)
    round_.begin()
    round_.tally()
    proposal = round_.propose().proposal
    assert {w.same_as for w in proposal if w.entry == "e0"} == {named}
    assert {w.same_as for w in proposal if w.entry == "e2"} == {()}


def previewed(round_, *changes):
    ctx = Context(round_.store, round_.contest, Actor.of("host", "h"), any_time(163))
    return proposals.preview(ctx, round_.snapshots, round_.now, changes)


def test_a_work_that_comes_onto_the_list_by_a_change_is_named_with_its_double(round_):
    match_between(round_, "e4", "e2")
    round_.begin()
    round_.tally()
    round_.propose()
    special = AwardChange(action="add", place="special", entry="e4", reason="题材独特")
    seen = previewed(round_, special)
    (winner,) = [w for w in seen.winners if w.place == "special"]
    title = entry_of(round_.store, round_.contest.id, "e2").form.title
    assert winner.same_as == ("e2",)
    assert winner.why.zh == f"主办单位决定：题材独特；可能与《{title}》是同一作品，请先核对"
    assert {w.same_as for w in seen.winners if w.entry == "e2"} == {("e4",)}
    assert {w.same_as for w in seen.winners if w.entry == "e1"} == {()}
    assert [w.same_as for w in round_.confirm(special).proposal if w.entry == "e4"] == [()]


def test_a_match_is_named_by_what_people_have_found_by_now(proposed):
    match_between(proposed, "e0", "e1")
    assert {w.same_as for w in previewed(proposed).winners if w.entry == "e0"} == {("e1",)}
    match_between(proposed, "e0", "e1", "not_same")
    assert {w.same_as for w in previewed(proposed).winners if w.entry == "e0"} == {()}
