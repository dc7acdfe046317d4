"""Checks between fields of the rules: references, order, and whether the contest can be run.

A check takes one or several sections, and yields each fault with its place.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from pydantic_core import PydanticCustomError

from contest.model import Text
from contest.rules.award_checks import certificates, single_criteria
from contest.rules.faults import Fault, Place, fault, repeated, unknown
from contest.rules.form_fields import AI_FIELDS, CHOSEN, USUAL, FormField, RecommendingUnit
from contest.rules.notice import Party
from contest.rules.sections import Criterion, Dates, MediaRules, ReviewRound, Scoring

ASKED_OF_ALL = ("title", "theme", "entrant", "contact", "phone", "email")
"""Without these fields nobody can enter, and no entrant can be notified."""
PRIVATE = ("contact", "phone", "email")
TAKEN = frozenset(field.id for field in AI_FIELDS)
TRIMMED_FROM = 3
ALL = 100


def time_zone(name: str) -> Iterable[Fault]:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        allowed = Text(zh='IANA 时区名，例如 "Asia/Shanghai"', en='an IANA name: "Asia/Shanghai"')
        error = fault("time_zone", "没有这个时区", "there is no such time zone", allowed=allowed)
        yield Fault((), name, error)


def languages(named: Sequence[str]) -> Iterable[Fault]:
    if not named or len(set(named)) != len(named):
        names = Text(zh="[zh, en]、[zh] 或 [en]", en="[zh, en], [zh] or [en]")
        error = fault(
            "languages", "须列出一种或两种语言", "name one language or two", allowed=names
        )
        yield Fault((), list(named), error)


def host(parties: Sequence[Party]) -> Iterable[Fault]:
    if all(party.role != "host" for party in parties):
        yield Fault(
            (), len(parties), fault("host", "没有主办单位 (role: host)", "there is no host")
        )


def dates(these: Dates) -> Iterable[Fault]:
    opens, closes = these.submission_opens, these.submission_closes
    if closes <= opens:
        yield _early(("submission_closes",), closes, "submission_opens", opens)
    if these.screening_closes < closes:
        yield _early(("screening_closes",), these.screening_closes, "submission_closes", closes)


def media(rules: MediaRules) -> Iterable[Fault]:
    for least, most in (("min_seconds", "max_seconds"), ("min_short_side", "min_long_side")):
        low, high = getattr(rules, least), getattr(rules, most)
        if high < low:
            yield Fault(
                (most,), high, _number(f"至少为 {least} = {low}", f"{least} = {low} or more")
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
        yield from _own_field(position, field)
        if field.divisions and field.id != "region":
            error = _number("只用于 region", "only for region")
            yield Fault((position, "divisions"), field.divisions, error)
        if field.id in PRIVATE and not (field.private and not field.judges_see):
            zh, en = "private: true，且不给评审专家看", "private: true, and not shown to judges"
            allowed = Text(zh=zh, en=en)
            error = fault(
                "private", "个人信息未设为保密", "personal data is not private", allowed=allowed
            )
            yield Fault((position, "id"), field.id, error)


def _own_field(position: int, field: FormField) -> Iterable[Fault]:
    """A field beyond the usual ones says what is typed into it."""
    usual = field.id in USUAL
    if field.id in TAKEN:
        yield Fault((position, "id"), field.id, _number("见 ai", "see the section ai"))
    elif not usual and field.type is None:
        yield Fault((position, "id"), field.id, unknown(field.id, [*USUAL, "… (type: …)"]))
    if usual and field.type is not None:
        error = _number("只用于自设字段", "only for fields beyond the usual ones")
        yield Fault((position, "type"), field.type, error)
    if usual or field.type is None:
        return
    if (field.type in CHOSEN) != bool(field.choices):
        error = _number("choice 和 choices 须有选项", "choices for choice and choices, none else")
        yield Fault((position, "choices"), list(field.choices), error)
    for name in ("private", "judges_see", "measured"):
        if getattr(field, name):
            error = _number("自设字段不能这样设置", "not for fields beyond the usual ones")
            yield Fault((position, name), getattr(field, name), error)


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
            error = _number("第一轮评审全部作品", "the first round has all entries")
            name = "best_percent" if this.best_number is None else "best_number"
            yield Fault((position, name), getattr(this, name), error)
        if this.best_percent < ALL and this.best_number is not None:
            error = _number("best_percent 与 best_number 只能填一个", "one of the two")
            yield Fault((position, "best_number"), this.best_number, error)


def calendar(these: Dates, reviews: Sequence[ReviewRound]) -> Iterable[Fault]:
    if reviews[0].opens < these.screening_closes:
        name = "dates.screening_closes"
        yield _early(("rounds", 0, "opens"), reviews[0].opens, name, these.screening_closes)


def sheets(units: Sequence[RecommendingUnit], these: Dates) -> Iterable[Fault]:
    closes = these.submission_closes
    for position, unit in enumerate(units):
        if unit.sheet_closes and unit.sheet_closes > closes:
            allowed = Text(zh=f"不晚于 {closes.isoformat()}", en=f"{closes.isoformat()} or before")
            error = fault("late", "晚于征集截止时间", "after submission closes", allowed=allowed)
            yield Fault(("units", position, "sheet_closes"), unit.sheet_closes, error)


def ties(criteria: Sequence[Criterion], scoring: Scoring) -> Iterable[Fault]:
    known = {criterion.id for criterion in criteria}
    for position, name in enumerate(scoring.ties):
        if name not in known:
            yield Fault(("scoring", "ties", position), name, unknown(name, known))


def judging(reviews: Sequence[ReviewRound], scoring: Scoring, of: MediaRules) -> Iterable[Fault]:
    """Each entry gets enough reviews for the scoring. No judge gets more than can be watched while
    the round is open."""
    least = max(scoring.min_reviews, TRIMMED_FROM if scoring.method == "trimmed_mean" else 1)
    for position, this in enumerate(reviews):
        if this.reviews_per_entry < least:
            error = _number(f"至少 {least}（见 scoring）", f"{least} or more (see scoring)")
            yield Fault(("rounds", position, "reviews_per_entry"), this.reviews_per_entry, error)
        most = int((this.closes - this.opens).total_seconds() / float(of.max_seconds))
        if this.max_load > most:
            error = _number(
                f"至多 {most}：这一轮里来得及看完",
                f"at most {most}: what can be watched while the round is open",
            )
            yield Fault(("rounds", position, "max_load"), this.max_load, error)


ACROSS: tuple[tuple[tuple[str, ...], Callable[..., Iterable[Fault]]], ...] = (
    (("dates", "rounds"), calendar),
    (("units", "dates"), sheets),
    (("criteria", "scoring"), ties),
    (("criteria", "awards"), single_criteria),
    (("awards", "certificate"), certificates),
    (("rounds", "scoring", "media"), judging),
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


def _number(zh: str, en: str) -> PydanticCustomError:
    return fault("number", "数值不合理", "this cannot work", allowed=Text(zh=zh, en=en))
