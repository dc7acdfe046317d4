"""No judge reviews a work of their own, of their unit, or one that it recommends. What is not
certain is a suspicion, which counts until a person dismisses it."""

import pytest

from contest.entry.entrants import EntrantKind
from contest.review.conflict_decision import ConflictDecision, ConflictState
from contest.review.conflict_facts import JudgeFacts, WorkFacts
from contest.review.conflicts import conflicts_of
from contest.review.identity import emails, phone_numbers, unit_domains
from contest.unit_names.register import UnitRegister

KINDS = ("own_unit", "recommending_unit", "credited")
UNIT = "湘江重工(集团)ABC"
REGISTER = UnitRegister(contest="c")


def judge(**changes):
    return JudgeFacts(**{"judge": "j1", "name": "李 雷", "unit": UNIT, **changes})


def work(**changes):
    of_another = {"entrant": "东海智造研究院", "kind": EntrantKind.UNIT}
    return WorkFacts(**{"entry": "e1", **of_another, **changes})


def found(of=None, *, kinds=KINDS, register=REGISTER, decision=None, **changes):
    """Codes, each with whether it is certain."""
    conflicts = conflicts_of(
        of or judge(), work(**changes), kinds=kinds, register=register, decision=decision
    )
    return [(conflict.code, conflict.certain) for conflict in conflicts]


def decided(state, *grounds):
    return ConflictDecision(
        contest="c", judge="j1", entry="e1", state=state, grounds=grounds, version=1
    )


def test_a_judge_may_review_what_is_not_theirs():
    assert found() == []
    assert found(credits=("韩梅梅",), recommending=("湖南省工业和信息化厅",)) == []


def test_own_work_is_known_by_the_account():
    assert found(judge(accounts=frozenset({"a7"})), accounts=frozenset({"a7"})) == [
        ("own_work", True)
    ]
    assert found(accounts=frozenset({"j1"})) == [("own_work", True)]
    assert found(judge(accounts=frozenset({"a7"})), accounts=frozenset({"a8"})) == []


@pytest.mark.parametrize("typed", ["Li@Example.com", "ｌｉ@example.com", "李雷 <li@example.com>"])
def test_own_work_is_known_by_the_address_however_it_is_typed(typed):
    of = judge(emails=emails("li@example.com"))
    assert ("own_work", True) in found(of, emails=emails(typed))
    assert ("own_work", True) not in found(of, emails=emails("han@example.com"))


@pytest.mark.parametrize(
    "typed",
    [
        "13800000001",
        "138 0000 0001",
        "+86 138-0000-0001",
        "0086 13800000001",
        "１３８００００００01",
    ],
)
def test_own_work_is_known_by_the_mobile_phone_however_it_is_typed(typed):
    of = judge(phones=phone_numbers("13800000001"))
    assert found(of, phones=phone_numbers(typed)) == [("own_work", True)]
    assert found(of, phones=phone_numbers("13800000002")) == []


def test_a_landline_may_be_that_of_a_whole_unit():
    of = judge(phones=phone_numbers("0731-88886666"))
    assert found(of, phones=phone_numbers("+86 731 8888 6666")) == [("own_work", False)]
    assert found(of, phones=phone_numbers("0731-88886666转12")) == []


def test_the_same_name_is_a_suspicion():
    assert found(contacts=("李雷",)) == [("own_work", False)]
    assert found(entrant="李雷", kind=EntrantKind.PERSON) == [("own_work", False)]
    assert found(entrant="李雷", kind=EntrantKind.UNDECIDED) == [("own_work", False)]
    assert found(entrant="李雷", kind=EntrantKind.UNIT) == []


SPELLINGS = [
    UNIT,
    "湘江重工(集团)abc",
    "湘江重工（集团）ＡＢＣ",
    " 湘江 重工 （集团） Abc ",
    "湘江重工·(集团)·ABC",
]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_a_unit_is_known_however_it_is_spelt(spelling):
    assert found(entrant=spelling) == [("own_unit", True)]
    assert found(recommending=(spelling,)) == [("recommending_unit", True)]


@pytest.mark.parametrize("longer", ["湘江重工集团有限公司", "湖南湘江重工集团", "湘江重工集团总部"])
def test_a_longer_or_shorter_name_of_a_unit_is_a_suspicion(longer):
    for own, other in (("湘江重工集团", longer), (longer, "湘江重工集团")):
        assert found(judge(unit=own), entrant=other) == [("own_unit", False)]
        assert found(judge(unit=own), recommending=(other,)) == [("recommending_unit", False)]


@pytest.mark.parametrize("post", [" 总工程师", "/副总经理、总工程师", "，总工程师"])
def test_the_unit_of_a_judge_is_known_before_their_post(post):
    of = judge(unit=f"湘江重工集团{post}")

    assert found(of, entrant="湘江重工集团") == [("own_unit", True)]
    assert found(of, entrant="湘江重工集团有限公司") == [("own_unit", False)]


@pytest.mark.parametrize("unit", ["湖南大学 附属中学", "Hunan University", "长沙市 湘江重工集团"])
def test_a_unit_with_a_space_in_its_name_is_not_taken_for_its_parts(unit):
    assert found(judge(unit=unit), entrant="长沙市教育局") == []


@pytest.mark.parametrize("other", ["湘江重工研究院", "湘江", "重工业", "工集"])
def test_a_unit_that_is_only_named_alike_is_another(other):
    assert found(judge(unit="湘江重工集团"), entrant=other) == []


def test_a_person_who_enters_is_no_unit():
    assert found(entrant=UNIT, kind=EntrantKind.PERSON) == []
    assert found(entrant=UNIT, kind=EntrantKind.UNDECIDED) == [("own_unit", True)]


def test_who_acts_for_a_recommending_unit_does_not_judge_what_it_recommends():
    of = judge(acts_for=frozenset({"hunan"}))
    assert found(of, recommended_by=frozenset({"hunan"})) == [("recommending_unit", True)]
    assert found(of, recommended_by=frozenset({"hubei"})) == []


def test_the_domain_of_a_unit_is_a_suspicion_and_that_of_a_provider_is_none():
    for own, other, expected in [
        ("li@xjzg.com", "han@xjzg.com", [("own_unit", False)]),
        ("li@qq.com", "han@qq.com", []),
        ("li@163.com", "han@163.com", []),
        ("li@xjzg.com", "han@dhzz.com", []),
    ]:
        assert found(judge(emails=emails(own)), emails=emails(other)) == expected


@pytest.mark.parametrize(
    "credit", ["李雷", "导演:李雷", "摄影 李 雷(特邀)", "李雷、韩梅梅", "编剧/李　雷"]
)
def test_a_judge_is_known_in_the_credits(credit):
    assert found(credits=("韩梅梅", credit)) == [("credited", False)]


def test_a_name_of_one_character_is_known_only_alone():
    of = judge(name="雷", unit="")
    assert found(of, credits=("导演:李雷",)) == []
    assert found(of, credits=("雷",)) == [("credited", False)]
    assert found(judge(name="", unit=""), credits=("导演",), contacts=("",)) == []


def test_what_is_left_empty_is_no_conflict():
    for unit in ("", " — "):
        of = judge(unit=unit, emails=frozenset({""}) - {""})
        assert found(of, entrant="", recommending=("", "-"), credits=("",)) == []


def test_a_screener_of_a_work_does_not_judge_it():
    assert found(screened_by=frozenset({"j1"})) == [("screened", True)]
    assert found(screened_by=frozenset({"s1"})) == []


def test_recusals_and_those_who_left_count_always():
    assert found(judge(recused=frozenset({"e1"})), kinds=()) == [("recused", True)]
    assert found(judge(recused=frozenset({"e2"})), kinds=()) == []
    assert found(judge(left=True), kinds=()) == [("left", True)]
    assert found(judge(enters=True), kinds=()) == [("entrant", True)]


def test_counts_only_the_kinds_that_the_rules_count():
    everything = {"entrant": UNIT, "recommending": (UNIT,), "credits": ("李雷",)}
    assert found(**everything) == [
        ("own_unit", True),
        ("recommending_unit", True),
        ("credited", False),
    ]
    assert found(**everything, kinds=("credited",)) == [("credited", False)]
    assert found(**everything, kinds=()) == []


def test_an_own_work_counts_whatever_the_rules_count():
    assert found(accounts=frozenset({"j1"}), kinds=()) == [("own_work", True)]


def test_a_suspicion_counts_until_it_is_dismissed_and_then_stays_so():
    assert found(credits=("李雷",)) == [("credited", False)]
    dismissed = decided(ConflictState.DISMISSED, "credited.name")
    assert found(credits=("李雷",), decision=dismissed) == []
    assert found(credits=("李雷",), decision=decided(ConflictState.SUSPECTED, "credited.name"))
    # Another suspicion that comes to light later is undecided.
    assert found(credits=("李雷",), contacts=("李雷",), decision=dismissed) == [("own_work", False)]


def test_a_dismissal_does_not_cover_another_unit_that_is_named_alike():
    of = judge(unit="湘江重工集团")
    (alike,) = conflicts_of(of, work(entrant="湘江重工集团总部"), kinds=KINDS, register=REGISTER)
    dismissed = decided(ConflictState.DISMISSED, alike.ground)
    assert found(of, entrant="湘江重工集团总部", decision=dismissed) == []
    assert found(of, entrant="湘江重工集团学院", decision=dismissed) == [("own_unit", False)]


def test_what_is_certain_cannot_be_dismissed():
    dismissed = decided(ConflictState.DISMISSED, "own_work", "own_unit")
    assert found(accounts=frozenset({"j1"}), decision=dismissed) == [("own_work", True)]


@pytest.mark.parametrize("state", ["confirmed", "declared", "recused"])
def test_a_decision_that_there_is_one_counts_whatever_is_found(state):
    assert found(decision=decided(ConflictState(state)), kinds=()) == [(state, True)]


def test_a_ground_names_nobody():
    of = judge(name="李雷", emails=emails("li@xjzg.com"))
    conflicts = conflicts_of(
        of,
        work(entrant="李雷", kind=EntrantKind.UNDECIDED, emails=emails("han@xjzg.com")),
        kinds=KINDS,
        register=REGISTER,
    )
    assert {conflict.ground for conflict in conflicts} == {"own_work.name", "own_unit.domain"}


@pytest.mark.parametrize(
    ("domain", "says"),
    [
        ("xiangjiang.com.cn", True),
        ("qq.com", False),
        ("example.org", False),
        ("mail.example.com", False),
        ("judges.test", False),
        ("myexample.com", True),
    ],
)
def test_a_domain_says_where_somebody_works_unless_anybody_or_nobody_has_it(domain, says):
    """RFC 2606 reserves example.com, .net and .org, and .test, .invalid and .example."""
    assert bool(unit_domains([f"li@{domain}"])) is says
