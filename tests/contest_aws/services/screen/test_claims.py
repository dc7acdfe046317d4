"""Two screeners do not work on the same entry, and nobody on a work of their own."""

from datetime import timedelta

import pytest

from contest.entry.entrant_view import view_of
from contest.entry.form import Contact
from contest.model import digest
from contest.people.sign_in import sha256
from contest.refusals import Refused
from contest.screen.changes import AnsweredTheme, ThemeChange
from contest.screen.claim import Claim
from contest.screen.decision import ScreeningOutcome
from contest_aws.services import entries
from contest_aws.services.pointers import Pointer
from contest_aws.services.screen import claims, screening, themes
from contest_aws.services.screen.access import readable
from contest_aws.services.upload import submission
from contest_aws.services.upload.submission import Origin
from contest_aws.store import keys
from contest_aws.store.protocol import create
from tests.builders import any_contact, any_contest, any_form, any_rules, any_time
from tests.contest_aws.services.at_once import AtOnce, at_once
from tests.contest_aws.services.screen.conftest import RULES, C, Team

PASS, REJECT = ScreeningOutcome.PASS, ScreeningOutcome.REJECT
RETURN, DECLARED = ScreeningOutcome.RETURN, any_rules().declaration


def refusal(action, *args, **more):
    with pytest.raises(Refused) as problem:
        action(*args, **more)
    (found,) = problem.value.refusals
    return found


def entrants_view(entry):
    return view_of(entry, Contact(), any_rules(), now=any_time())


def test_a_claim_keeps_others_from_deciding_and_says_who_holds_it(team):
    team.invite("s1")
    team.put()
    claims.claim(team.ctx("s1"), "e1")
    found = refusal(team.decide, REJECT, who="s2", minutes=1)
    assert (found.code, found.measured) == ("screening.claimed", "初筛员 s1")
    assert refusal(claims.claim, team.ctx("s2", minutes=1), "e1").code == "screening.claimed"
    assert team.decide(REJECT, who="s1", minutes=1).screening.outcome is REJECT


def test_it_expires_after_half_an_hour_unless_its_holder_reads_on(team):
    team.put()
    claims.claim(team.ctx("s1"), "e1")
    claims.read(team.ctx("s1", minutes=20), "e1")
    assert refusal(team.decide, REJECT, who="s2", minutes=49).code == "screening.claimed"
    assert team.decide(REJECT, who="s2", minutes=50).claim is None


def test_a_claim_changes_nothing_that_is_decided_on(team):
    """A decision on the version that was read before the claim still counts."""
    before = team.put()
    claimed = claims.claim(team.ctx("s1"), "e1")
    assert (claimed.content_version, claimed.version) == (before.version, before.version + 1)
    after = team.decide(PASS, version=before.version)
    assert after.content_version == after.version == before.version + 2
    assert team.decide(PASS, version=before.version) == after, "sent again, nothing changes"


def test_looking_at_a_contact_changes_nothing_that_is_decided_on(team):
    before = team.put()
    entries.show_contact(team.ctx("h1"), before)
    shown = team.now()
    assert (shown.content_version, shown.version) == (before.version, before.version + 1)
    assert team.decide(PASS, version=before.version).screening.outcome is PASS


def test_no_name_is_stored_with_a_claim(team):
    team.invite("s1")
    team.put()
    claimed = claims.claim(team.ctx("s1"), "e1")
    assert "初筛员" not in claimed.model_dump_json()
    known = claimed.claim.model_dump() | {"name": "初筛员 s1"}
    assert Claim.model_validate(known) == claimed.claim, "as it was stored before"


def test_a_host_who_looks_through_their_eyes_renews_no_claim(team):
    team.put()
    claimed = claims.claim(team.ctx("s1"), "e1")
    for minutes in (20, 40):
        seen = claims.read(team.ctx("s1", minutes=minutes), "e1", viewer="h1")
        assert seen == team.now() == claimed
    assert claims.claim(team.ctx("s2", minutes=41), "e1").claim.by == "s2"


def test_it_can_be_taken_over_and_given_up(team):
    team.put()
    claims.claim(team.ctx("s1"), "e1")
    assert claims.claim(team.ctx("s2"), "e1", take_over=True).claim.by == "s2"
    assert claims.release(team.ctx("s1"), "e1").claim.by == "s2", "not theirs to give up"
    assert claims.release(team.ctx("s2"), "e1").claim is None
    assert claims.release(team.ctx("s2"), "e1").claim is None


def test_reading_again_at_once_writes_nothing(team):
    team.put()
    claimed = claims.claim(team.ctx("s1"), "e1")
    assert claims.read(team.ctx("s1", minutes=4), "e1") == claimed
    assert claims.read(team.ctx("s2", minutes=4), "e1") == claimed


def test_of_32_who_claim_at_once_one_holds_it():
    team = Team(AtOnce())
    team.put()
    who = [f"s{number}" for number in range(32)]
    codes = at_once(team.store, [lambda w=w: claims.claim(team.ctx(w), "e1") for w in who])
    assert codes == ["screening.claimed"] * 31
    assert team.now().claim.by in who


ACTIONS = {
    "read": lambda _, ctx: readable(ctx, "e1"),
    "claim": lambda _, ctx: claims.claim(ctx, "e1"),
    "decide": lambda team, ctx: team.decide(PASS, who=ctx.actor.id),
    "theme": lambda team, ctx: themes.propose(
        ctx, team.now(), theme="digital", reason="x", expected_version=3
    ),
}


@pytest.mark.parametrize("action", ACTIONS)
def test_nobody_works_on_an_entry_of_their_own_account(team, action):
    before = team.put(owner="account-s1")
    assert refusal(ACTIONS[action], team, team.ctx("s1")).code == "screening.own_work"
    assert team.now() == before
    ACTIONS[action](team, team.ctx("s2"))


@pytest.mark.parametrize("action", ACTIONS)
def test_nor_on_one_whose_contact_has_their_address(team, action):
    hash_ = sha256("li@example.com")
    team.store.commit(create(keys.address(hash_), Pointer(account="account-s1")))
    team.put(contact_hash=hash_)
    assert refusal(ACTIONS[action], team, team.ctx("s1")).code == "screening.own_work"
    ACTIONS[action](team, team.ctx("s2"))


def test_a_theme_is_moved_once_the_entrant_accepts(team):
    team.put()
    proposed = themes.propose(
        team.ctx("s1"), team.now(), theme="digital", reason="更合适", expected_version=3
    )
    assert proposed.theme_change.theme == "digital"
    assert proposed.form.theme == "high-end", "nothing moves without consent"
    assert refusal(team.decide, PASS).code == "screening.theme_unanswered"
    entrant = team.ctx("entrant-1", role="entrant")
    moved = themes.answer(entrant, team.now(), theme="digital", accepts=True)
    assert (moved.form.theme, moved.theme_change) == ("digital", None)
    assert moved.theme_answer == AnsweredTheme(
        from_theme="high-end",
        theme="digital",
        reason="更合适",
        outcome="accepted",
        at=entrant.contest_time,
    )
    assert themes.answer(entrant, moved, theme="digital", accepts=True) == moved
    record = team.store.chain(keys.entry(C, "e1"))[-1]
    assert (record.action, str(record.actor)) == ("screen.accept_theme", "entrant:entrant-1")
    assert record.details == {"from_theme": "high-end", "theme": "digital", "reason": "更合适"}
    assert team.decide(PASS).form.theme == "digital"


def test_a_declined_theme_stays_and_an_answer_to_another_is_refused(team):
    team.put(
        theme_change=ThemeChange(
            theme="digital", reason="x", actor=team.ctx("s1").actor, at=any_time()
        )
    )
    entrant = team.ctx("entrant-1", role="entrant")
    code = refusal(themes.answer, entrant, team.now(), theme="green", accepts=True).code
    assert code == "screening.no_theme_change"
    declined = themes.answer(entrant, team.now(), theme="digital", accepts=False)
    assert (declined.form.theme, declined.theme_change) == ("high-end", None)
    assert declined.theme_answer.outcome == "declined"
    again = themes.answer(entrant, team.now(), theme="digital", accepts=False)
    assert again == declined, "its answer was lost"
    code = refusal(themes.answer, entrant, team.now(), theme="green", accepts=False).code
    assert code == "screening.no_theme_change"


def test_a_theme_that_a_later_edition_dropped_is_neither_accepted_nor_passed(team):
    team.put()
    themes.propose(team.ctx("s1"), team.now(), theme="digital", reason="x", expected_version=3)
    later = Team(team.store)
    kept = [theme for theme in RULES.themes if theme.id != "digital"]
    later.contest = any_contest(rules=any_rules(themes=kept))
    entrant = later.ctx("entrant-1", role="entrant")
    told = refusal(themes.answer, entrant, later.now(), theme="digital", accepts=True)
    assert (told.code, told.measured) == ("screening.unknown_theme", "digital")
    declined = themes.answer(entrant, later.now(), theme="digital", accepts=False)
    assert declined.form.theme == "high-end"

    team.put("e2", form=any_form(theme="digital"))
    assert refusal(later.decide, PASS, "e2").code == "screening.unknown_theme"
    assert later.decide(REJECT, "e2").screening.outcome is REJECT


def test_a_proposal_ends_when_the_entry_is_submitted_anew(team):
    team.put()
    proposed = themes.propose(
        team.ctx("s1"), team.now(), theme="digital", reason="更合适", expected_version=3
    )
    assert entrants_view(proposed).theme_change.theme == "digital"
    team.decide(RETURN)
    assert entrants_view(team.now()).theme_change is None, "nothing to answer"
    entrant = team.ctx("entrant-1", role="entrant", minutes=11)
    told = refusal(themes.answer, entrant, team.now(), theme="digital", accepts=True)
    assert (told.code, told.measured) == ("screening.no_theme_change", ""), "not the decision"
    team.store.commit(create(keys.contact(C, "e1"), any_contact()))
    accepted = submission.accept(
        entrant,
        team.now(),
        version=DECLARED.version,
        sha256=digest(DECLARED),
        origin=Origin("", ""),
    )
    submission.submit(entrant, accepted, expected_version=accepted.edits)
    assert team.now().theme_change is None
    assert team.decide(PASS).form.theme == "high-end"


def test_a_proposal_is_taken_back_by_the_entrys_own_theme(team):
    team.put()
    ctx = team.ctx("s1")
    themes.propose(ctx, team.now(), theme="digital", reason="x", expected_version=3)
    version = team.now().content_version
    back = themes.propose(
        ctx, team.now(), theme="high-end", reason="不必", expected_version=version
    )
    assert back.theme_change is None
    actions = [record.action for record in team.store.chain(keys.entry(C, "e1"))]
    assert actions == ["screen.propose_theme", "screen.take_back_theme"]


def test_the_theme_that_a_work_moves_to_is_no_longer_a_further_one(team):
    """The form would be refused if the work were returned and submitted again."""
    team.put(form=any_form(theme="high-end", further_themes=("digital", "green")))
    themes.propose(team.ctx("s1"), team.now(), theme="digital", reason="x", expected_version=3)
    entrant = team.ctx("entrant-1", role="entrant")
    moved = themes.answer(entrant, team.now(), theme="digital", accepts=True).form
    assert (moved.theme, moved.further_themes) == ("digital", ("green",))


def test_an_entrant_is_asked_for_an_answer_until_the_screening_closes(team):
    team.put()
    proposed = themes.propose(
        team.ctx("s1"), team.now(), theme="digital", reason="更合适", expected_version=3
    )
    closes = any_rules().dates.screening_closes
    before = view_of(proposed, Contact(), any_rules(), now=closes - timedelta(seconds=1))
    assert (before.next.does, before.next.by) == ("answer", closes)
    assert before.theme_change.answer_by == closes
    after = view_of(proposed, Contact(), any_rules(), now=closes)
    assert (after.next.does, after.next.by) == ("answer", None)
    assert after.theme_change.answer_by is None
    entrant = team.ctx("entrant-1", role="entrant")
    declined = entrants_view(themes.answer(entrant, team.now(), theme="digital", accepts=False))
    assert (declined.next.does, declined.theme_answer.outcome) == ("wait", "declined")


def test_the_host_moves_a_theme_with_the_consent_on_record(team):
    team.put()
    host = team.ctx("h", role="host")
    moved = themes.record(host, team.now(), theme="green", reason="5月3日来电同意")
    assert themes.record(host, moved, theme="green", reason="5月3日来电同意") == moved
    told = entrants_view(moved)
    assert (told.theme_answer.outcome, told.theme_answer.from_theme) == ("moved", "high-end")
    assert "来电" not in told.model_dump_json(), "what the host wrote down is not told"
    record = team.store.chain(keys.entry(C, "e1"))[-1]
    assert (record.action, record.details["reason"]) == ("screen.move_theme", "5月3日来电同意")
    assert refusal(themes.record, host, moved, theme="cooking", reason="x").code == (
        "screening.unknown_theme"
    )


def test_an_entry_that_left_the_screening_is_not_moved(team):
    team.put()
    team.decide(REJECT)
    host = team.ctx("h", role="host")
    assert refusal(themes.record, host, team.now(), theme="green", reason="x").code == (
        "entry.not_possible_now"
    )
    assert screening.LEADS_TO[REJECT] is team.now().status
