"""Judges as the host invited them, and the conflicts that keep a judge from reviewing an entry."""

from collections.abc import Collection

from contest.audit import Audited
from contest.entry.form import Form
from contest.model import Fact, Id, Text
from contest.unit_names import folded, normalised


class Judge(Audited):
    id: Id
    name: str
    unit: str = ""
    themes: tuple[Id, ...] = ()
    """Themes of the judge's field: a preference, not a limit."""
    recused: tuple[Id, ...] = ()
    """Entries that the judge must never see again."""
    left: bool = False
    """Whether the judge has left: they receive no more entries, and what they have not submitted
    goes to others. Their scores stand."""
    facts: int = 0
    """Counts the changes of what conflicts of interest are found by: name, unit, recusals."""


class Conflict(Fact):
    """Why a judge may not review an entry."""

    code: str
    reason: Text


OWN_UNIT = Conflict(
    code="own_unit",
    reason=Text(zh="专家所在单位即参选单位", en="the judge belongs to the entrant's unit"),
)
RECOMMENDING_UNIT = Conflict(
    code="recommending_unit",
    reason=Text(zh="专家所在单位即推荐单位", en="the judge belongs to the recommending unit"),
)
CREDITED = Conflict(
    code="credited", reason=Text(zh="专家在主创人员中", en="the judge is named in the credits")
)
LEFT = Conflict(
    code="left", reason=Text(zh="专家已不再参评", en="the judge is no longer on the panel")
)
RECUSED = Conflict(code="recused", reason=Text(zh="专家已回避", en="the judge recused themselves"))


PERSON = ("个人", "individual")
SHORTEST_UNIT, SHORTEST_NAME = 4, 2
"""The fewest characters of a name that is searched for within a longer one."""


def is_person(unit_type: str) -> bool:
    """Whether the form's `unit_type` says that the entrant is a single person 个人, not a unit."""
    return folded(unit_type) in PERSON


def conflict(judge: Judge, *, entry: Id, form: Form, kinds: Collection[str]) -> Conflict | None:
    """The first conflict found; None: the judge may review the entry.

    `kinds`: the codes that the rules count as conflicts. A recusal always counts, and so does
    having left. A doubtful case counts as a conflict: one judge fewer for an entry costs less than
    a judge who scores their own work."""
    found = [
        (_same_unit(judge.unit, form.entrant), OWN_UNIT),
        (_same_unit(judge.unit, form.recommending_unit), RECOMMENDING_UNIT),
        (_same_person(judge.name, form.entrant), CREDITED),
        (any(_stands_in(judge.name, credit) for credit in form.credits), CREDITED),
        (entry in judge.recused, RECUSED),
        (judge.left, LEFT),
    ]
    counted = {*kinds, RECUSED.code, LEFT.code}
    return next((reason for holds, reason in found if holds and reason.code in counted), None)


def _same_unit(one: str, other: str) -> bool:
    """Whether the names are equal or one contains the other: 湘江重工集团 matches
    湘江重工集团有限公司."""
    short, long = sorted((normalised(one), normalised(other)), key=len)
    return bool(short) and (short == long or (len(short) >= SHORTEST_UNIT and short in long))


def _same_person(one: str, other: str) -> bool:
    return bool(folded(one)) and folded(one) == folded(other)


def _stands_in(name: str, credit: str) -> bool:
    """Whether a credit names the person. It may say more than the name, such as 导演：张三."""
    within = len(folded(name)) >= SHORTEST_NAME and folded(name) in folded(credit)
    return within or _same_person(name, credit)
