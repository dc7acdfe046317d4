"""Judges are dealt at random, alike in load, never against a conflict, and always the same way."""

from itertools import combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from contest.refusals import Refusal
from contest.review.assignment import Plan, plan

some = settings(deadline=None, max_examples=100)
few = settings(deadline=None, max_examples=40)
JUDGES = [f"j{number}" for number in range(6)]


@st.composite
def cases(draw, *, judges=JUDGES, entries=12, conflicts=True):
    """Arguments of `plan`: entries with the judges that may have them, and what those have."""
    number = draw(st.integers(0, entries))
    may = st.lists(st.sampled_from(judges), unique=True) if conflicts else st.just(judges)
    return {
        "eligible": {f"e{n}": draw(may) for n in range(number)},
        "loads": {judge: draw(st.integers(0, 4)) if conflicts else 0 for judge in judges},
        "per_entry": draw(st.integers(1, 3)),
        "max_load": draw(st.integers(1, 8)) if conflicts else 1000,
        "seed": draw(st.text(max_size=5)),
    }


def dealt_to(judge, made: Plan) -> int:
    return sum(judge in judges for judges in made.judges.values())


@some
@given(cases())
def test_nobody_is_dealt_what_they_may_not_have(case):
    for entry, judges in plan(**case).judges.items():
        assert set(judges) <= set(case["eligible"][entry])


@some
@given(cases())
def test_each_entry_has_its_number_of_judges_or_is_named_as_unplaced(case):
    made = plan(**case)
    assert made.judges.keys() | made.unplaced.keys() == case["eligible"].keys()
    assert not made.judges.keys() & made.unplaced.keys()
    for judges in made.judges.values():
        assert len(judges) == len(set(judges)) == case["per_entry"]
    for refusal in made.unplaced.values():
        assert (refusal.code, refusal.allowed) == ("review.too_few_judges", str(case["per_entry"]))
        assert int(refusal.measured) < case["per_entry"]


@some
@given(cases())
def test_nobody_has_more_than_the_most_and_nobody_loses_what_they_had(case):
    made = plan(**case)
    for judge, before in case["loads"].items():
        assert made.loads[judge] == before + dealt_to(judge, made)
        assert made.loads[judge] <= max(before, case["max_load"])


@some
@given(cases(conflicts=False))
def test_loads_differ_by_one_at_the_most_where_nothing_forbids_it(case):
    loads = plan(**case).loads.values()
    assert max(loads) - min(loads) <= 1


@some
@given(cases(conflicts=False), st.lists(st.integers(0, 10), min_size=6, max_size=6))
def test_who_has_more_already_gets_nothing_before_the_others_catch_up(case, before):
    case["loads"] = dict(zip(JUDGES, before, strict=True))
    case["per_entry"] = 1
    made = plan(**case)
    for judge in JUDGES:
        if dealt_to(judge, made):
            assert made.loads[judge] <= min(made.loads.values()) + 1


@pytest.mark.slow
@some
@given(cases(), st.randoms(use_true_random=False))
def test_the_same_seed_gives_the_same_plan_whatever_the_order(case, chance):
    entries = list(case["eligible"].items())
    chance.shuffle(entries)
    shuffled = {entry: chance.sample(judges, len(judges)) for entry, judges in entries}
    loads = dict(chance.sample(sorted(case["loads"].items()), len(case["loads"])))
    assert plan(**{**case, "eligible": shuffled, "loads": loads}) == plan(**case)


def test_another_seed_gives_another_plan():
    eligible = {f"e{n}": JUDGES for n in range(20)}
    plans = {
        str(plan(eligible, loads=dict.fromkeys(JUDGES, 0), per_entry=2, max_load=99, seed=seed))
        for seed in ("a", "b", "c")
    }
    assert len(plans) == 3


def squares(loads) -> int:
    return sum(load**2 for load in loads.values())


def fairest(case) -> int:
    """The least sum of squared loads of all ways to deal, by trying every one of them."""
    ways = [combinations(sorted(may), case["per_entry"]) for may in case["eligible"].values()]
    found = []
    for way in product(*(list(choices) for choices in ways)):
        loads = dict(case["loads"])
        for judges in way:
            for judge in judges:
                loads[judge] += 1
        found.append(squares(loads))
    return min(found)


@few
@given(cases(judges=JUDGES[:4], entries=4))
def test_loads_are_as_equal_as_conflicts_and_earlier_loads_allow(case):
    case["max_load"] = 1000
    case["eligible"] = {
        entry: may for entry, may in case["eligible"].items() if len(may) >= case["per_entry"]
    }
    assert squares(plan(**case).loads) == fairest(case)


def test_hands_entries_on_until_loads_are_as_even_as_they_can_be():
    """j1 alone may have e3, e4 and e5: whatever came first, the others go to j2."""
    both, one = ["j1", "j2"], ["j1"]
    eligible = {"e1": both, "e2": both, "e3": one, "e4": one, "e5": one}
    for seed in "abcdefgh":
        made = plan(eligible, loads={"j1": 0, "j2": 0}, per_entry=1, max_load=9, seed=seed)
        assert made.loads == {"j1": 3, "j2": 2}


def test_says_how_many_judges_an_entry_lacks():
    made = plan(
        {"e1": ["j1"], "e2": ["j1", "j2"]},
        loads={"j1": 0, "j2": 0},
        per_entry=2,
        max_load=9,
        seed="s",
    )
    assert made == Plan(
        judges={"e2": ("j1", "j2")},
        loads={"j1": 1, "j2": 1},
        unplaced={"e1": Refusal(code="review.too_few_judges", measured="1", allowed="2")},
    )


def test_leaves_no_entry_out_that_another_order_would_have_placed():
    """j1 alone may have e2; whichever entry comes first, e1 has to leave j1 to it."""
    for seed in "abcdefgh":
        made = plan(
            {"e1": ["j1", "j2"], "e2": ["j1"]},
            loads={"j1": 0, "j2": 0},
            per_entry=1,
            max_load=1,
            seed=seed,
        )
        assert made.judges == {"e1": ("j2",), "e2": ("j1",)}


def test_late_entries_move_nobody_and_go_to_who_has_least():
    first = plan(
        {f"e{n}": JUDGES for n in range(7)},
        loads=dict.fromkeys(JUDGES, 0),
        per_entry=2,
        max_load=99,
        seed="s",
    )
    late = plan(
        {f"late{n}": JUDGES for n in range(5)},
        loads=first.loads,
        per_entry=2,
        max_load=99,
        seed="s",
    )
    assert set(late.judges) == {f"late{n}" for n in range(5)}
    assert set(late.loads.values()) == {4}


def test_no_entries_and_no_judges_are_no_mishap():
    assert plan({}, loads={}, per_entry=3, max_load=9, seed="") == Plan(
        judges={}, loads={}, unplaced={}
    )
