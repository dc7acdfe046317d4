"""A place that became free after the grant is filled by another award round over the same scores.
Nobody else is moved, or mailed a second time."""

from contextlib import suppress
from datetime import timedelta
from functools import partial

import pytest

from contest.audit import CALENDAR, RULES, Actor
from contest.award.award import AwardChange, AwardStatus
from contest.award.objection import ObjectionStatus, winner_ref
from contest.certificates.certificate import CertificateStatus
from contest.entry.entry import EntryStatus
from contest.mail.occasions import Occasion, occasion_of
from contest.refusals import Refusal, Refused
from contest.review.round import Round
from contest_aws.services import overview
from contest_aws.services.award import (
    award_rounds,
    award_snapshots,
    beginning,
    certificates,
    objections,
    proposals,
    revocation,
)
from contest_aws.services.award.certificate_check import validity_of
from contest_aws.services.award.certificates import Issuing
from contest_aws.services.award.objections import ObjectionRequest
from contest_aws.services.award.own_results import provisional_places
from contest_aws.services.award.revocation import RevocationRequest
from contest_aws.services.context import Context
from contest_aws.services.entries import disqualify, entry_of
from contest_aws.services.review import extension
from contest_aws.services.review.round_state import awarded_by, used_by
from contest_aws.services.upkeep import award_invariants
from contest_aws.store import keys
from contest_aws.store.protocol import get
from tests.builders import any_time
from tests.contest_aws.services.award.steps import POINTS, WEEK
from tests.contest_aws.services.panel import ROUND

SECOND = "second"
GOLD = AwardChange(action="add", place="gold", entry="e4", reason="评议", override=True)


class Filling:
    """The award round `second`, after `first` was granted: gold to e0, silver to e1 and e2, bronze
    to e3 of three places; e4 was left out of the ranking."""

    def __init__(self, first):
        self.first, self.store, self.contest = first, first.store, first.contest

    def ctx(self, actor=None, at=300):
        return Context(self.store, self.contest, actor or Actor.of("host", "h"), any_time(at))

    @property
    def now(self):
        return award_rounds.round_of(self.store, self.contest.id, SECOND)

    def entry(self, name):
        return entry_of(self.store, self.contest.id, name)

    def revoke(self, place, entry=None, *, unit=None, round_=None):
        asked = RevocationRequest(place=place, entry=entry, unit=unit, reason="版权争议")
        revocation.revoke(self.ctx(), round_ or self.first.now, asked)

    def begin(self, name=SECOND):
        return beginning.begin(self.ctx(), award_round=name, review_round=ROUND)

    def propose(self):
        self.begin()
        award_rounds.tally(self.ctx(RULES), self.first.snapshots, self.now)
        return proposals.propose(self.ctx(RULES), self.first.snapshots, self.now)

    def confirm(self, *changes):
        return proposals.confirm(
            self.ctx(),
            self.first.snapshots,
            self.now,
            changes=changes,
            expected_version=self.now.version,
        )

    def grant(self, *changes):
        self.confirm(*changes)
        award_rounds.end_objections(
            Context(self.store, self.contest, CALENDAR, any_time(300) + WEEK)
        )
        return award_rounds.grant(self.ctx(RULES, 320), self.now)

    def announced(self):
        return {
            one.round.id: [(w.place, w.entry) for w in one.winners if w.entry]
            for one in award_rounds.announced(self.store, self.contest.id)
        }

    def check(self):
        assert award_invariants.check(self.store, self.contest) == []


@pytest.fixture
def filling(final):
    final.grant()
    return Filling(final)


def lines(round_):
    return [(w.place, w.entry or w.recipient) for w in round_.proposal]


def reason(action, *arguments):
    with pytest.raises(Refused) as problem:
        action(*arguments)
    (refusal,) = problem.value.refusals
    return refusal.code


def test_it_counts_all_scores_again_and_proposes_for_what_is_free_alone(filling):
    first = award_rounds.results_of(filling.first.snapshots, filling.first.now)
    filling.revoke("best-story", "e0")
    after = filling.propose()
    assert (after.fills, after.status) == (("first",), AwardStatus.PROPOSED)
    assert award_rounds.results_of(filling.first.snapshots, after) == first
    assert ("best-story", "e1") in lines(after)
    kept = {(w.place, w.theme, w.entry, w.unit) for w in after.standing}
    assert kept == {
        (w.place, w.theme, w.entry, w.unit)
        for w in filling.first.now.proposal
        if (w.place, w.entry) != ("best-story", "e0")
    }
    assert {(w.title, w.recipient) for w in after.standing} == {("", "")}, "it names nobody"


def test_a_gold_that_is_free_is_not_given_past_a_better_work_without_the_hosts_word(filling):
    filling.revoke("gold", "e0")
    after = filling.propose()
    assert [line for line in lines(after) if line[0] == "gold"] == []
    with pytest.raises(Refused):
        filling.confirm(GOLD.model_copy(update={"entry": "e3", "override": True}))
    assert reason(filling.confirm, GOLD) == "award.not_ranked"


def test_who_won_is_told_and_nobody_else_moves(filling):
    filling.revoke("best-story", "e0")
    filling.propose()
    before = {name: filling.entry(name) for name in (*POINTS, "e4")}
    filling.grant()
    after = {name: filling.entry(name) for name in before}
    assert after["e1"].awards == (*before["e1"].awards, "best-story")
    assert occasion_of(before["e1"], after["e1"]) is Occasion.AWARDED
    assert {name for name in after if after[name] != before[name]} == {"e1"}
    filling.check()


def test_a_work_that_had_won_nothing_is_awarded_later(filling):
    filling.revoke("bronze", "e3")
    lost = filling.entry("e3")
    assert lost.status is EntryStatus.NOT_AWARDED
    filling.propose()
    assert ("bronze", "e3") not in lines(filling.now), "its award was revoked"
    filling.grant(GOLD.model_copy(update={"place": "bronze", "entry": "e3"}))
    won = filling.entry("e3")
    assert (won.status, won.awards) == (EntryStatus.AWARDED, ("bronze",))
    assert occasion_of(lost, won) is Occasion.AWARDED
    assert filling.announced()["second"][0] == ("bronze", "e3")
    assert ("bronze", "e3") not in filling.announced()["first"]
    filling.check()


def test_the_public_sees_both_lists_and_what_was_taken_from_the_first(filling):
    filling.revoke("best-story", "e0")
    filling.propose()
    assert [*filling.announced()] == ["first"], "nothing of a proposal is public"
    filling.confirm()
    shown = filling.announced()
    assert ("best-story", "e1") in shown["second"]
    assert ("best-story", "e0") not in shown["first"]
    (first, _) = award_rounds.announced(filling.store, filling.contest.id)
    assert [(w.place, w.entry) for w in first.revoked] == [("best-story", "e0")]


def test_an_entrant_sees_the_provisional_award_before_the_grant(filling):
    filling.revoke("best-story", "e0")
    filling.propose()
    mine = [filling.entry("e1")]
    assert provisional_places(filling.ctx(), mine) == {}
    filling.confirm()
    assert provisional_places(filling.ctx(), mine) == {"e1": {"best-story"}}


def test_an_upheld_objection_takes_the_list_back_to_what_is_free(filling):
    filling.revoke("best-story", "e0")
    proposed = filling.propose()
    filling.confirm()
    winner = next(w for w in filling.now.proposal if w.place == "best-story")
    said = ObjectionRequest(
        winner=winner_ref(filling.now, winner), name="李雷", email="li@example.org", text="相同"
    )
    made = objections.make(filling.ctx(), said, source="192.0.2.7").objection
    objections.answer(
        filling.ctx(),
        filling.first.snapshots,
        made.id,
        status=ObjectionStatus.UPHELD,
        reason="属实",
        expected_version=made.version,
    )
    after = filling.now
    assert (after.status, after.proposal) == (AwardStatus.PROPOSED, proposed.proposal)
    filling.check()


def test_none_begins_while_nothing_is_free(filling):
    rules = filling.contest.rules
    full = tuple(
        award.model_copy(update={"levels": award.levels[:1]})
        for award in rules.awards
        if award.kind == "overall"
    )
    contest = filling.contest.model_copy(
        update={"rules": rules.model_copy(update={"awards": full})}
    )
    ctx = Context(filling.store, contest, Actor.of("host", "h"), any_time(300))
    with pytest.raises(Refused) as problem:
        beginning.begin(ctx, award_round=SECOND, review_round=ROUND)
    assert problem.value.refusals[0].code == "award.none_free"


def test_after_one_was_discarded_the_next_fills_the_same_places(filling):
    filling.revoke("best-story", "e0")
    filling.propose()
    award_rounds.discard(filling.ctx(), filling.now, reason="改日再议")
    third = filling.begin("third")
    assert third.fills == ("first",)


def test_the_scores_stay_settled_after_a_filling_list_was_discarded(filling):
    filling.revoke("best-story", "e0")
    filling.propose()
    award_rounds.discard(filling.ctx(), filling.now, reason="改日再议")
    scored = get(filling.store, keys.round_(filling.contest.id, ROUND), Round)
    assert scored.award_round == SECOND
    assert awarded_by(filling.store, scored) == filling.first.now
    settled = Refusal(code="award.begun_already", measured="first")
    assert used_by(filling.store, filling.contest, ROUND) == settled
    (seen,) = overview.overview(filling.ctx())[0].rounds
    assert seen.award_round == "first"
    until = filling.contest.round(ROUND).closes + timedelta(400)
    extend = partial(extension.extend, filling.ctx(), ROUND, until=until, reason="补评")
    assert reason(extend) == "award.begun_already"
    filling.check()


def test_of_two_lists_of_which_the_second_was_granted_the_second_has_settled_the_scores(filling):
    filling.revoke("best-story", "e0")
    filling.propose()
    filling.grant()
    filling.revoke("best-story", "e1", round_=filling.now)
    third = filling.begin("third")
    award_rounds.discard(filling.ctx(), third, reason="改日再议")
    scored = get(filling.store, keys.round_(filling.contest.id, ROUND), Round)
    assert awarded_by(filling.store, scored) == filling.now


def test_a_round_that_fills_what_another_had_filled_knows_both(filling):
    filling.revoke("best-story", "e0")
    filling.propose()
    filling.grant()
    filling.revoke("best-story", "e1", round_=filling.now)
    third = filling.begin("third")
    assert third.fills == ("first", SECOND)
    third = award_rounds.tally(filling.ctx(RULES), filling.first.snapshots, third)
    third = proposals.propose(filling.ctx(RULES), filling.first.snapshots, third)
    assert ("best-story", "e2") in lines(third), "e0 and e1 lost it"
    filling.check()


def test_a_winner_who_is_disqualified_meanwhile_is_not_replaced_by_the_same_proposal(filling):
    filling.revoke("best-story", "e0")
    proposed = filling.propose()
    disqualify(filling.ctx(), filling.entry("e2"), reason="抄袭")
    confirmed = filling.confirm()
    assert confirmed.proposal == proposed.proposal, "its silver stays free"
    filling.check()


def test_one_proposed_who_is_disqualified_cannot_be_confirmed(filling):
    filling.revoke("best-story", "e0")
    filling.propose()
    disqualify(filling.ctx(), filling.entry("e1"), reason="抄袭")
    with pytest.raises(Refused) as problem:
        filling.confirm()
    assert {one.code for one in problem.value.refusals} == {"award.no_longer_stands"}


def test_one_proposed_who_loses_another_award_is_confirmed_only_by_an_override(filling):
    filling.revoke("best-story", "e0")
    filling.propose()
    filling.revoke("silver", "e1")
    with pytest.raises(Refused) as problem:
        filling.confirm()
    assert Refusal(code="award.revoked_before", measured="钢铁脊梁") in problem.value.refusals


def test_steps_done_again_change_nothing(filling):
    filling.revoke("best-story", "e0")
    filling.begin()
    snapshots = filling.first.snapshots
    for step in (award_rounds.tally, proposals.propose):
        step(filling.ctx(RULES), snapshots, filling.now)
        items = dict(filling.store.items)
        step(filling.ctx(RULES), snapshots, filling.now)
        assert filling.store.items == items


class CutOffError(Exception):
    pass


@pytest.mark.parametrize("commits", range(4))
def test_a_grant_that_was_cut_off_is_carried_on(filling, commits):
    filling.revoke("best-story", "e0")
    filling.propose()
    filling.confirm()
    award_rounds.end_objections(
        Context(filling.store, filling.contest, CALENDAR, any_time(300) + WEEK + timedelta(1))
    )
    whole, left = filling.store.commit, commits

    def commit(*changes):
        nonlocal left
        if not left:
            raise CutOffError
        left -= 1
        whole(*changes)

    filling.store.commit = commit
    with suppress(CutOffError):
        award_rounds.grant(filling.ctx(RULES, 320), filling.now)
    filling.store.commit = whole
    award_rounds.grant(filling.ctx(RULES, 321), filling.now)
    assert filling.now.status is AwardStatus.GRANTED
    assert filling.entry("e1").awards.count("best-story") == 1
    filling.check()


def test_the_new_winner_has_a_certificate_and_the_old_one_stays_revoked(filling):
    issuing = Issuing(site="https://x.example", covered=Everything())
    old = certificates.issue(filling.ctx(RULES), filling.first.now, issuing)
    filling.revoke("best-story", "e0")
    filling.propose()
    filling.grant()
    new = certificates.issue(filling.ctx(RULES), filling.now, issuing)
    assert [(one.place, one.entry) for one in new if one.entry] == [
        (w.place, w.entry) for w in filling.now.proposal if w.entry
    ]
    status = {
        (c.place, c.entry, c.unit, c.theme): validity_of(filling.store, c).status for c in old
    }
    revoked = [of for of, stands in status.items() if stands is CertificateStatus.REVOKED]
    assert [(place, entry) for place, entry, _, _ in revoked] == [("best-story", "e0")]
    assert {validity_of(filling.store, one).status for one in new} == {CertificateStatus.VALID}
    filling.check()


class Everything:
    def __contains__(self, _):
        return True


def test_each_list_has_snapshots_of_its_own(filling):
    def kept(name):
        return award_snapshots.kept(filling.store, filling.contest.id, name)

    award_snapshots.keep(filling.ctx(RULES), filling.first.snapshots, "first")
    filling.revoke("best-story", "e0")
    award_snapshots.keep(filling.ctx(RULES), filling.first.snapshots, "first")
    before = kept("first")
    filling.propose()
    filling.grant()
    award_snapshots.keep(filling.ctx(RULES), filling.first.snapshots, SECOND)
    assert kept("first") == before
    assert [[r.cause for r in one.reasons] for one in kept(SECOND)] == [["granted"]]


def test_the_record_says_which_rounds_it_fills(filling):
    filling.revoke("best-story", "e0")
    filling.begin()
    (opened,) = filling.store.chain(keys.award_round(filling.contest.id, SECOND))
    assert opened.details == {"round": ROUND, "fills": ["first"]}
    first = get(filling.store, keys.award_round(filling.contest.id, "first"), type(filling.now))
    assert first.status is AwardStatus.GRANTED


def test_places_are_counted_over_all_lists(filling):
    def free(round_, winners):
        found = beginning.places_now(filling.store, filling.contest, round_, winners)
        return {one.place.id: one.free for one in found if one.theme is None}

    stand = [w for w in filling.first.now.proposal if (w.place, w.entry) != ("best-story", "e0")]
    before = free(filling.first.now, filling.first.now.proposal)
    assert (before["best-story"], before["gold"], before["bronze"]) == (0, 0, 2)
    filling.revoke("best-story", "e0")
    filling.propose()
    assert free(filling.now, ())["best-story"] == 1
    assert free(filling.now, filling.now.proposal)["best-story"] == 0
    assert free(filling.first.now, stand)["best-story"] == 1
    filling.grant()
    assert free(filling.first.now, stand)["best-story"] == 0
