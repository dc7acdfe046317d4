"""Checks between fields of the rules: references, order, and whether the contest can be run.

A check takes one or several sections, and yields each fault with its place.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from contest.model import Text
from contest.rules.award_checks import OF_AWARDS
from contest.rules.faults import Fault, Place, fault, out_of_bounds, repeated, unfit, unknown
from contest.rules.form_fields import (
    AI_FIELDS,
    CHOSEN,
    USUAL,
    USUAL_LENGTH,
    FormField,
    RecommendingUnit,
)
from contest.rules.sections import Dates, MediaRules, ReviewRound

ASKED_OF_ALL = ("title", "theme", "entrant", "contact", "phone", "email")
"""Without these fields nobody can enter, and no entrant can be notified."""
NEEDED = ("title", "theme", "entrant", "email")
"""A work has a name, a theme by which it is dealt to judges, somebody who wins, and an address."""
PRIVATE = ("contact", "phone", "email")
TAKEN = frozenset(field.id for field in AI_FIELDS)
ALL = 100


def dates(these: Dates) -> Iterable[Fault]:
    opens, closes = these.submission_opens, these.submission_closes
    if closes <= opens:
        yield _early(("submission_closes",), closes, "submission_opens", opens)
    if these.screening_closes < closes:
        yield _early(("screening_closes",), these.screening_closes, "submission_closes", closes)
    elif these.upload_ends > (until := these.screening_closes):
        allowed = Text(
            zh=f"submission_closes 加 grace 不晚于 screening_closes（{until.isoformat()}）",
            en=f"submission_closes plus grace no later than screening_closes ({until.isoformat()})",
        )
        zh, en = "宽限期晚于初筛结束时间", "the grace period ends after the screening closes"
        yield Fault(("grace",), these.grace, fault("late", zh, en, allowed=allowed))


def media(rules: MediaRules) -> Iterable[Fault]:
    if rules.min_long_side and not rules.min_short_side:
        error = out_of_bounds("与 min_long_side 一同写明", "a number, as for min_long_side")
        yield Fault(("min_short_side",), 0, error)
    for least, most in (("min_seconds", "max_seconds"), ("min_short_side", "min_long_side")):
        low, high = getattr(rules, least), getattr(rules, most)
        if high < low:
            yield Fault(
                (most,), high, out_of_bounds(f"至少为 {least} = {low}", f"{least} = {low} or more")
            )
    for position, aspect in enumerate(rules.aspects):
        if aspect in rules.aspects[:position]:
            yield Fault(("aspects", position), aspect, repeated(aspect))


def form(fields: Sequence[FormField]) -> Iterable[Fault]:
    known = {field.id for field in fields}
    misspelt = any(field.id not in USUAL and field.type is None for field in fields)
    lacking = [name for name in ASKED_OF_ALL if name not in known]
    if lacking and not misspelt:
        names = ", ".join(lacking)
        error = fault("form", f"表单缺少字段：{names}", f"the form lacks {names}")
        yield Fault((), names, error)
    for position, field in enumerate(fields):
        for found in _field(field):
            yield Fault((position, *found.place), found.found, found.error)
        if field.id in NEEDED and not field.required:
            zh, en = "每件作品都需要这一项", "every work needs an answer to this field"
            error = unfit(zh, en, allowed=Text(zh="true，或不写", en="true, or leave it out"))
            yield Fault((position, "required"), field.required, error)


def _field(field: FormField) -> Iterable[Fault]:
    """What one field says that cannot be done."""
    if field.id in USUAL:
        yield from _usual(field)
    elif field.id in TAKEN:
        zh, en = f"“{field.id}”由 ai 一节加入表单", f'the section ai adds "{field.id}" to the form'
        yield Fault(("id",), field.id, unfit(zh, en))
    elif field.type is None:
        yield Fault(("id",), field.id, unknown(field.id, [*USUAL, "… (type: …)"]))
    else:
        yield from _own(field)
    if field.divisions and field.id != "region":
        error = unfit("只有 region 可写 divisions", "only region has divisions")
        yield Fault(("divisions",), field.divisions, error)
    if field.measured and field.id != "duration":
        error = unfit("只有 duration 从视频中读取", "only duration is read from the video")
        yield Fault(("measured",), field.measured, error)
    # The default stands for what the form takes, and is stored as if it had been written.
    if field.max_length > field.longest and field.max_length != USUAL_LENGTH:
        allowed = Text(zh=f"至多 {field.longest}", en=f"at most {field.longest}")
        error = fault("long", "超过表单的上限", "more than the form takes", allowed=allowed)
        yield Fault(("max_length",), field.max_length, error)


def _usual(field: FormField) -> Iterable[Fault]:
    if field.type is not None:
        allowed = Text(zh="删去这一项，或另取 id", en="leave it out, or choose another id")
        error = unfit("常用字段不写 type", "a usual field has no type", allowed=allowed)
        yield Fault(("type",), field.type, error)
    if field.id in PRIVATE and not (field.private and not field.judges_see):
        zh, en = "private: true，且不给评审专家看", "private: true, and not shown to judges"
        allowed = Text(zh=zh, en=en)
        error = fault(
            "private", "个人信息未设为保密", "personal data is not private", allowed=allowed
        )
        yield Fault(("id",), field.id, error)
    elif field.private and field.judges_see:
        zh, en = "保密的字段不能给评审专家看", "judges cannot see a private field"
        allowed = Text(zh="private 和 judges_see 只留一项", en="one of the two alone")
        yield Fault(("judges_see",), field.judges_see, unfit(zh, en, allowed=allowed))


def _own(field: FormField) -> Iterable[Fault]:
    """A field beyond the usual ones says what is typed into it."""
    if field.type in CHOSEN and not field.choices:
        allowed = Text(zh="在 choices 中列出选项", en="list them in choices")
        error = unfit("没有选项", "there are no choices", allowed=allowed)
        yield Fault(("choices",), list(field.choices), error)
    if field.type not in CHOSEN and field.choices:
        allowed = Text(zh="type: choice 或 choices", en="type: choice or choices")
        error = unfit("该类型没有选项", "this type has no choices", allowed=allowed)
        yield Fault(("choices",), list(field.choices), error)
    if field.private:
        error = unfit("自设字段不能保密", "a field of the contest's own cannot be private")
        yield Fault(("private",), field.private, error)
    if field.judges_see:
        error = unfit("评审专家看不到自设字段", "judges do not see a field of the contest's own")
        yield Fault(("judges_see",), field.judges_see, error)


def rounds(these: Sequence[ReviewRound]) -> Iterable[Fault]:
    """A round closes after it opens, and opens after the round before has closed. The first has all
    entries, a later one the best by share or by number."""
    for position, this in enumerate(these):
        if this.closes <= this.opens:
            yield _early((position, "closes"), this.closes, "opens", this.opens)
        if position and this.opens < these[position - 1].closes:
            closes = these[position - 1].closes
            yield _early((position, "opens"), this.opens, f"rounds.{position - 1}.closes", closes)
        chosen = this.best_percent < ALL or this.best_number is not None
        if chosen and not position:
            error = unfit("第一轮评审全部作品", "the first round has all entries")
            name = "best_percent" if this.best_number is None else "best_number"
            yield Fault((position, name), getattr(this, name), error)
        if this.best_percent < ALL and this.best_number is not None:
            zh, en = "不能既写比例又写件数", "a share and a number cannot both be given"
            allowed = Text(
                zh="best_percent 和 best_number 只留一项", en="best_percent or best_number alone"
            )
            error = unfit(zh, en, allowed=allowed)
            yield Fault((position, "best_number"), this.best_number, error)


def calendar(these: Dates, reviews: Sequence[ReviewRound], edition: int) -> Iterable[Fault]:
    """A later edition may prolong the screening once review has begun: loading it checks that."""
    end = "opens" if edition == 1 else "closes"
    if (found := getattr(reviews[0], end)) < (over := these.screening_closes):
        yield _early(("rounds", 0, end), found, "dates.screening_closes", over)
    if these.ceremony and these.ceremony <= (closes := reviews[-1].closes):
        name = f"rounds.{len(reviews) - 1}.closes"
        yield _early(("dates", "ceremony"), these.ceremony, name, closes)


def sheets(units: Sequence[RecommendingUnit], these: Dates) -> Iterable[Fault]:
    closes = these.submission_closes
    for position, unit in enumerate(units):
        if unit.sheet_closes and unit.sheet_closes > closes:
            allowed = Text(zh=f"不晚于 {closes.isoformat()}", en=f"{closes.isoformat()} or before")
            error = fault("late", "晚于征集截止时间", "after submission closes", allowed=allowed)
            yield Fault(("units", position, "sheet_closes"), unit.sheet_closes, error)


ACROSS: tuple[tuple[tuple[str, ...], Callable[..., Iterable[Fault]]], ...] = (
    (("dates", "rounds", "edition"), calendar),
    (("units", "dates"), sheets),
    *OF_AWARDS,
)


def across(sections: Mapping[str, Any]) -> Iterable[Fault]:
    """Runs each check whose sections are present, so that a fault in one section does not hide a
    fault in another."""
    for names, check in ACROSS:
        if all(name in sections for name in names):
            yield from check(*(sections[name] for name in names))


def _early(place: Place, found: datetime, than: str, moment: datetime) -> Fault:
    after = Text(
        zh=f"晚于 {than}（{moment.isoformat()}）", en=f"later than {than} ({moment.isoformat()})"
    )
    return Fault(place, found, fault("early", "时间先后有误", "the order is wrong", allowed=after))
