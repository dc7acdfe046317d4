"""The host loads a contest, turns a rehearsal's clock, invites people, and finds what is under
way."""

from datetime import timedelta

import pytest

from contest.audit import Actor
from contest.model import digest
from contest.refusals import Refusal, Refused
from contest.review.judge import Judge
from contest.review.round import Round, RoundState
from contest.rules.contest import Contest
from contest.rules.edition import Edition
from contest_aws.services import contests
from contest_aws.services.context import Context
from contest_aws.services.entries import contest_of, entry_of
from contest_aws.services.review import judges
from contest_aws.store import keys
from contest_aws.store.protocol import create
from tests.builders import any_judge, any_rules, any_text, any_time
from tests.contest_aws.services.fakes import TableStore

RULES = any_rules()
KEY = keys.contest(RULES.id)


@pytest.fixture
def empty():
    store = TableStore()
    yield store
    store.verify()


def load(store, rules=RULES, **more):
    return contests.load(store, rules, actor=Actor.of("host"), now=any_time(), **more)


def test_a_contest_is_loaded_with_its_rules_and_on_record(empty):
    contest = load(empty)
    assert contest == Contest(rules=RULES, version=1, records=1, head=contest.head)
    assert contest_of(empty, RULES.id) == contest
    (record,) = empty.chain(KEY)
    assert (record.action, record.details) == (
        "contest.load",
        {"edition": 1, "sha256": digest(RULES)},
    )


@pytest.mark.parametrize(
    ("is_one", "code"), [(True, "rules.a_rehearsal"), (False, "rules.no_rehearsal")]
)
@pytest.mark.parametrize("edition", [1, 2])
def test_a_rehearsal_stays_one_and_a_true_contest_never_becomes_one(empty, is_one, code, edition):
    first = load(empty, rehearsal=is_one)
    with pytest.raises(Refused) as problem:
        load(empty, any_rules(edition=edition), rehearsal=not is_one)
    assert problem.value.refusals == (Refusal(code=code, measured=RULES.id),)
    assert contest_of(empty, RULES.id) == first
    assert load(empty, any_rules(edition=edition), rehearsal=is_one).rehearsal is is_one


def test_another_edition_takes_the_first_ones_place_and_nothing_else_changes(empty):
    first = load(empty, rehearsal=True, clock_offset=timedelta(days=3))
    second = load(empty, any_rules(edition=2), clock_offset=timedelta(0))
    assert second == first.model_copy(
        update={
            "rules": any_rules(edition=2),
            "version": 2,
            "records": 2,
            "head": second.head,
        }
    )
    assert [record.details["edition"] for record in empty.chain(KEY)] == [1, 2]


def refusals(store, rules):
    before = dict(store.items)
    with pytest.raises(Refused) as problem:
        load(store, rules)
    assert store.items == before
    return problem.value.refusals


def test_every_edition_is_kept_as_it_was_loaded(empty):
    editions = [RULES, any_rules(edition=2, time_zone="Asia/Urumqi"), any_rules(edition=7)]
    for rules in editions:
        load(empty, rules)
    kept = list(empty.query(KEY.pk, Edition, begins="EDITION#"))
    assert kept == [
        Edition(rules=rules, sha256=digest(rules), loaded_at=any_time()) for rules in editions
    ]
    assert [record.details["sha256"] for record in empty.chain(KEY)] == [e.sha256 for e in kept]


def test_the_same_rules_again_change_nothing(empty):
    contest = load(empty)
    before = dict(empty.items)
    assert load(empty) == contest
    assert empty.items == before


@pytest.mark.parametrize("edition", [1, 2])
def test_other_rules_without_a_later_edition_are_refused(empty, edition):
    load(empty, any_rules(edition=2))
    other = any_rules(edition=edition, time_zone="Asia/Urumqi")
    not_later = Refusal(code="rules.edition_not_later", measured=str(edition), allowed="3")
    assert refusals(empty, other) == (not_later,)


def changed(things, **changes):
    return (*things[:-1], things[-1].model_copy(update=changes))


SETTLED = {
    "criteria": [
        (*RULES.criteria, RULES.criteria[0].model_copy(update={"id": "extra"})),
        changed(RULES.criteria, weight=2),
        changed(RULES.criteria, points=10),
    ],
    "scoring": [RULES.scoring.model_copy(update={"min_reviews": 1})],
    "themes": [RULES.themes[1:], changed(RULES.themes, id="other")],
    "rounds": [changed(RULES.rounds, id="other")],
    "awards": [changed(RULES.awards, id="other"), RULES.awards[1:], RULES.awards[::-1]],
}


@pytest.mark.parametrize(
    ("section", "content"), [(name, part) for name, parts in SETTLED.items() for part in parts]
)
@pytest.mark.parametrize("state", RoundState)
def test_what_decides_results_is_settled_once_a_round_has_opened(empty, state, section, content):
    load(empty)
    other = any_rules(edition=2, **{section: content})
    load(empty.copy(), other)
    (round_,) = RULES.rounds
    opened = Round(contest=RULES.id, id=round_.id, version=1, state=state)
    empty.commit(create(keys.round_(RULES.id, round_.id), opened))
    assert refusals(empty, other) == (Refusal(code="rules.settled", measured=section),)


def test_under_review_a_slip_in_a_name_may_still_be_mended(empty):
    load(empty)
    empty.commit(create(keys.round_(RULES.id, RULES.rounds[0].id), Round(contest=RULES.id, id="r")))
    mended = any_rules(edition=2, criteria=changed(RULES.criteria, name=any_text("趣味")))
    assert load(empty, mended).rules == mended


def begin_round(store):
    (round_,) = RULES.rounds
    opened = Round(contest=RULES.id, id=round_.id, version=1)
    store.commit(create(keys.round_(RULES.id, round_.id), opened))
    return round_


@pytest.mark.parametrize("days", [-1, 5])
def test_under_review_the_opening_date_stays(empty, days):
    """Until a later one the judges would be locked out."""
    load(empty)
    opens = RULES.rounds[0].opens
    moved = changed(RULES.rounds, opens=opens + timedelta(days=days))
    early = RULES.dates.model_copy(update={"screening_closes": opens - timedelta(days=2)})
    other = any_rules(edition=2, rounds=moved, dates=early)
    load(empty.copy(), other)
    round_ = begin_round(empty)
    (refusal,) = refusals(empty, other)
    assert (refusal.code, refusal.measured) == ("rules.round_open", round_.id)
    assert refusal.allowed == "2024-08-15T00:00:00+08:00[Asia/Shanghai]"


def test_the_screening_is_prolonged_beyond_the_opening_of_review_only_once_it_has_opened(empty):
    load(empty)
    longer = RULES.dates.model_copy(
        update={"screening_closes": RULES.rounds[0].opens + timedelta(days=5)}
    )
    other = any_rules(edition=2, dates=longer)
    (refusal,) = refusals(empty, other)
    assert (refusal.code, refusal.measured) == ("rules.screening_overlaps", RULES.rounds[0].id)
    assert refusal.allowed == "2024-08-20T00:00:00+08:00[Asia/Shanghai]"
    begin_round(empty)
    assert load(empty, other).rules == other


def test_another_text_of_the_declaration_needs_another_version(empty):
    """Entrants have accepted the text of this version, and may have before an edition between."""
    first = RULES.declaration
    load(empty)
    load(empty, any_rules(edition=2, declaration=first.model_copy(update={"version": "2"})))
    other = first.model_copy(update={"clauses": (*first.clauses, any_text("另有约定"))})
    expected = Refusal(code="rules.declaration_changed", measured=first.version, allowed="1")
    assert refusals(empty, any_rules(edition=3, declaration=other)) == (expected,)
    newer = any_rules(edition=3, declaration=other.model_copy(update={"version": "3"}))
    assert load(empty, newer).rules == newer
    back = any_rules(edition=4)
    assert load(empty, back).rules == back


def test_a_rehearsals_clock_is_turned_and_a_true_contests_is_not(empty):
    rehearsal = load(empty, rehearsal=True)
    turned = contests.turn_clock(
        Context(empty, rehearsal, Actor.of("host"), any_time()), any_time(99)
    )
    assert contest_of(empty, RULES.id) == turned
    assert turned.time_at(any_time(1)) == any_time(100)
    assert empty.actions(KEY) == ["contest.load", "contest.turn_clock"]


def test_a_true_contests_clock_is_left_alone(empty):
    contest = load(empty)
    with pytest.raises(Refused) as problem:
        contests.turn_clock(Context(empty, contest, Actor.of("host"), any_time()), any_time(99))
    assert problem.value.refusals == (Refusal(code="clock.not_a_rehearsal"),)
    assert contest_of(empty, RULES.id) == contest


def test_what_is_not_there_is_missing(empty):
    for action in (lambda: contest_of(empty, "c"), lambda: entry_of(empty, "c", "e")):
        with pytest.raises(Refused) as problem:
            action()
        assert problem.value.refusals == (Refusal(code="item.missing"),)


def appoint(store, contest, judge):
    return judges.appoint(Context(store, contest, Actor.of("host"), any_time()), judge)


def test_a_judge_named_again_is_known_by_the_later_word(store, contest):
    appoint(store, contest, any_judge("j1", unit="甲厂"))
    again = appoint(store, contest, any_judge("j1", unit="乙厂"))
    assert store.find(keys.judge(contest.id, "j1"), Judge) == again
    assert (again.unit, again.version) == ("乙厂", 2)
    told = [record.details for record in store.chain(keys.judge(contest.id, "j1"))]
    nothing_personal = {"themes": [], "max_load": None, "recused": []}
    assert told == [nothing_personal] * 2, "records outlive the person's name"


def test_a_judge_named_again_keeps_themes_and_recusals(store, contest):
    appoint(store, contest, any_judge("j1", themes=("green",), recused=("e1", "e2")))
    again = appoint(store, contest, any_judge("j1", unit="甲厂"))
    assert (again.unit, again.themes, again.recused) == ("甲厂", ("green",), ("e1", "e2"))
    more = appoint(store, contest, any_judge("j1", themes=("digital",), recused=("e2", "e3")))
    assert (more.themes, more.recused) == (("digital",), ("e1", "e2", "e3"))


def test_a_judge_who_only_needs_a_new_token_is_left_as_they_are(store, contest):
    first = appoint(store, contest, any_judge("j1", unit="甲厂"))
    before = dict(store.items)
    assert appoint(store, contest, any_judge("j1", unit="甲厂")) == first
    assert store.items == before
