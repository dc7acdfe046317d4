"""Conflicts of interest between a judge and an entry: those that are certain, and suspicions that a
person settles. Ids, addresses and telephone numbers are compared first, names only as a suspicion.
"""

import hashlib
from collections.abc import Collection, Iterator
from typing import Literal

from contest.model import Fact, Text
from contest.review.conflict_decision import ConflictDecision, ConflictState
from contest.review.conflict_facts import JudgeFacts, WorkFacts
from contest.review.identity import is_mobile, unit_domains
from contest.unit_names import UnitMatch, folded
from contest.unit_names.register import UnitRegister

ConflictCode = Literal[
    "own_work", "own_unit", "recommending_unit", "credited", "screened", "recused", "declared",
    "confirmed", "left", "entrant",
]  # fmt: skip
OPTIONAL = frozenset({"own_unit", "recommending_unit", "credited"})
"""The kinds that count only if the rules name them. All others always count."""
SHORTEST_NAME = 2
"""The fewest characters of a person's name that is searched for within a longer text."""


class Conflict(Fact):
    """Why a judge may not review an entry. It counts, certain or not, until it is dismissed."""

    code: ConflictCode
    certain: bool = True
    """A suspicion can be dismissed, a certain conflict cannot."""
    reason: Text
    ground: str
    """What it rests on, as a decision on it remembers. It names nobody."""
    evidence: str = ""
    """The unit of the entry that was compared; never a person, an address or a number."""


def conflicts_of(
    judge: JudgeFacts,
    work: WorkFacts,
    *,
    kinds: Collection[str],
    register: UnitRegister,
    decision: ConflictDecision | None = None,
) -> tuple[Conflict, ...]:
    """All that keeps the judge from reviewing the entry, the certain ones first; empty: they may.

    `kinds`: those of `OPTIONAL` that the rules count. `decision`: what a person decided about the
    two; a suspicion that was dismissed is not found again."""
    from_decision = () if decision is None else tuple(_decided(decision))
    settled = decision.grounds if decision and not decision.counts else ()
    found = (*from_decision, *_stands(judge, work), *_own_work(judge, work))
    found += (*_units(judge, work, register), *_credited(judge, work))
    counting = [one for one in found if one.code not in OPTIONAL or one.code in kinds]
    open_ = [one for one in counting if one.certain or one.ground not in settled]
    return tuple(sorted(open_, key=lambda conflict: not conflict.certain))


def _decided(decision: ConflictDecision) -> Iterator[Conflict]:
    match decision.state:
        case ConflictState.CONFIRMED:
            yield _certain("confirmed", "主办单位已认定须回避", "the host has set this conflict")
        case ConflictState.DECLARED:
            yield _certain("declared", "专家已申报利益关系", "the judge has declared a conflict")
        case ConflictState.RECUSED:
            yield _certain("recused", "专家已回避", "the judge recused themselves")


def _stands(judge: JudgeFacts, work: WorkFacts) -> Iterator[Conflict]:
    """What the panel and the screening say, whoever the people are."""
    if judge.left:
        yield _certain("left", "专家已不再参评", "the judge is no longer on the panel")
    if judge.enters:
        yield _certain("entrant", "参赛者不得担任评审", "an entrant of the contest may not judge")
    if work.entry in judge.recused:
        yield _certain("recused", "专家已回避", "the judge recused themselves")
    if judge.ids & work.screened_by:
        yield _certain("screened", "专家初筛过该作品", "the judge has screened the work")


def _own_work(judge: JudgeFacts, work: WorkFacts) -> Iterator[Conflict]:
    if judge.ids & work.accounts:
        yield _certain("own_work", "专家即参赛者（同一账号）", "the judge entered the work")
    elif judge.emails & work.emails:
        yield _certain(
            "own_work", "专家与参赛者或联系人邮箱相同", "the entrant or a contact has their address"
        )
    if numbers := judge.phones & work.phones:
        yield Conflict(
            code="own_work",
            certain=any(map(is_mobile, numbers)),
            reason=Text(zh="专家与联系人电话相同", en="a contact has the judge's phone number"),
            ground="own_work.phone",
        )
    if folded(judge.name) in work.people:
        yield Conflict(
            code="own_work",
            certain=False,
            reason=Text(
                zh="专家与参赛者或联系人同名", en="the entrant or a contact has their name"
            ),
            ground="own_work.name",
        )


def _units(judge: JudgeFacts, work: WorkFacts, register: UnitRegister) -> Iterator[Conflict]:
    for unit in work.units:
        yield from _unit("own_unit", judge, unit, register)
    for unit in work.recommending_units:
        yield from _unit("recommending_unit", judge, unit, register)
    if judge.acts_for & work.recommended_by:
        yield _certain(
            "recommending_unit",
            "专家是推荐单位的联系人",
            "the judge acts for the recommending unit",
        )
    if judge.domains & unit_domains(work.emails - judge.emails):
        yield Conflict(
            code="own_unit",
            certain=False,
            reason=Text(zh="专家与参赛者邮箱域名相同", en="their addresses are of one domain"),
            ground="own_unit.domain",
        )


UNIT_REASONS = {
    "own_unit": Text(zh="专家所在单位即参选单位", en="the judge belongs to the entrant's unit"),
    "recommending_unit": Text(
        zh="专家所在单位即推荐单位", en="the judge belongs to the recommending unit"
    ),
}
ALIKE = {
    "own_unit": Text(zh="专家所在单位与参选单位名称相近", en="the entrant's unit is named alike"),
    "recommending_unit": Text(
        zh="专家所在单位与推荐单位名称相近", en="the recommending unit is named alike"
    ),
}


def _unit(
    code: Literal["own_unit", "recommending_unit"],
    judge: JudgeFacts,
    unit: str,
    register: UnitRegister,
) -> Iterator[Conflict]:
    found = {register.compare(own, unit) for own in judge.units}
    if found <= {UnitMatch.DIFFERENT}:
        return
    certain = UnitMatch.SAME in found
    yield Conflict(
        code=code,
        certain=certain,
        reason=(UNIT_REASONS if certain else ALIKE)[code],
        ground=f"{code}.{_hash(register.unit_key(unit))}",
        evidence=unit,
    )


def _credited(judge: JudgeFacts, work: WorkFacts) -> Iterator[Conflict]:
    name = folded(judge.name)
    if any(_stands_in(name, folded(credit)) for credit in work.credits):
        yield Conflict(
            code="credited",
            certain=False,
            reason=Text(zh="主创人员中有专家的姓名", en="the credits have the judge's name"),
            ground="credited.name",
        )


def _hash(unit: str) -> str:
    """A decision is kept for good, and an entrant who is no unit may ask for erasure."""
    return hashlib.sha256(unit.encode()).hexdigest()[:16]


def _stands_in(name: str, credit: str) -> bool:
    """Whether a credit names the person. It may say more than the name, such as 导演：张三."""
    return bool(name) and (name == credit or (len(name) >= SHORTEST_NAME and name in credit))


def _certain(code: ConflictCode, zh: str, en: str) -> Conflict:
    return Conflict(code=code, reason=Text(zh=zh, en=en), ground=code)
