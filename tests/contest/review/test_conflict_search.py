"""Searching among many judges and works finds what comparing each pair finds."""

from hypothesis import given
from hypothesis import strategies as st

from contest.entry.entrants import EntrantKind
from contest.review.conflict_decision import ConflictDecision, ConflictState
from contest.review.conflict_facts import JudgeFacts, WorkFacts
from contest.review.conflict_search import conflicts_between
from contest.review.conflicts import conflicts_of
from contest.unit_names.register import UnitRegister

REGISTERS = [
    UnitRegister(contest="c"),
    UnitRegister(contest="c", units=(("湖南大学", "湖大"),), apart=(("甲乙丙厂", "甲乙丙厂公司"),)),
]
KINDS = ("own_unit", "recommending_unit", "credited")
IDS = st.frozensets(st.sampled_from(["a1", "a2", "j0", "j1", "e0", "e1"]), max_size=2)
UNITS = st.sampled_from(["", "湖南大学", "湖大", "甲乙丙厂", "甲乙丙厂公司", "甲乙丙厂、湖南大学"])
NAMES = st.sampled_from(["", "雷", "李雷", "导演:李雷", "张三"])
EMAILS = st.frozensets(st.sampled_from(["x@a.cn", "y@a.cn", "x@qq.com", "y@qq.com"]), max_size=2)
PHONES = st.frozensets(st.sampled_from(["13800000001", "73188886666"]), max_size=1)

JUDGES = st.builds(
    dict,
    accounts=IDS,
    emails=EMAILS,
    phones=PHONES,
    name=NAMES,
    unit=UNITS,
    acts_for=IDS,
    recused=IDS,
    enters=st.sampled_from([False, False, False, True]),
    left=st.sampled_from([False, False, False, True]),
)
WORKS = st.builds(
    dict,
    accounts=IDS,
    emails=EMAILS,
    phones=PHONES,
    contacts=st.tuples(NAMES),
    entrant=st.one_of(UNITS, NAMES),
    kind=st.sampled_from(EntrantKind),
    credits=st.tuples(NAMES),
    recommended_by=IDS,
    recommending=st.tuples(UNITS),
    screened_by=IDS,
)
STATES = st.dictionaries(
    st.tuples(st.sampled_from(["j0", "j1", "j7"]), st.sampled_from(["e0", "e1"])),
    st.sampled_from(ConflictState),
    max_size=3,
)


@given(
    st.lists(JUDGES, max_size=3),
    st.lists(WORKS, max_size=3),
    STATES,
    st.sampled_from(REGISTERS),
)
def test_the_search_finds_what_each_pair_has(judge_facts, work_facts, states, register):
    judges = [JudgeFacts(judge=f"j{n}", **facts) for n, facts in enumerate(judge_facts)]
    works = [WorkFacts(entry=f"e{n}", **facts) for n, facts in enumerate(work_facts)]
    decisions = {
        (judge, entry): ConflictDecision(
            contest="c", judge=judge, entry=entry, state=state, grounds=("credited.name",)
        )
        for (judge, entry), state in states.items()
    }
    by_pair = {
        (judge.judge, work.entry): found
        for judge in judges
        for work in works
        if (
            found := conflicts_of(
                judge,
                work,
                kinds=KINDS,
                register=register,
                decision=decisions.get((judge.judge, work.entry)),
            )
        )
    }
    found = conflicts_between(judges, works, kinds=KINDS, register=register, decisions=decisions)
    assert found == by_pair
