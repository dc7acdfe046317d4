"""Moments and spans as a rules file writes them: ISO 8601 text, never a bare number; time zones.

A number would be read as seconds since 1970. A date without a zone could be any of 38 moments.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import AwareDatetime, ValidationError, ValidatorFunctionWrapHandler, WrapValidator

from contest.model import Text
from contest.rules.faults import Fault, fault

MOMENT = Text(
    zh='带时区的日期时间，例如 "2024-08-01T00:00:00+08:00"（某日 24:00 写作次日 00:00）',
    en='a date and time with its zone, such as "2024-08-01T00:00:00+08:00" '
    "(24:00 of a day is 00:00 of the next)",
)
SPAN = Text(
    zh='ISO 8601 时长，例如 "P7D"（7 天）、"PT30M"（30 分钟）、"PT0S"（无）',
    en='an ISO 8601 duration, such as "P7D" (7 days), "PT30M" (30 minutes), "PT0S" (none)',
)


def known_zone(name: str) -> Iterable[Fault]:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        allowed = Text(zh='IANA 时区名，例如 "Asia/Shanghai"', en='an IANA name: "Asia/Shanghai"')
        error = fault("time_zone", "没有这个时区", "there is no such time zone", allowed=allowed)
        yield Fault((), name, error)


def _moment(value: object, parse: ValidatorFunctionWrapHandler) -> datetime:
    written = isinstance(value, datetime) or (isinstance(value, str) and "-" in value[1:])
    try:
        moment: datetime | None = parse(value) if written else None
    except ValidationError:
        moment = None
    if moment is None:
        raise fault(
            "moment", "不是带时区的日期时间", "not a date and time with its zone", allowed=MOMENT
        )
    return moment


def _span(value: object, parse: ValidatorFunctionWrapHandler) -> timedelta:
    written = isinstance(value, timedelta) or (isinstance(value, str) and value.startswith("P"))
    try:
        span: timedelta | None = parse(value) if written else None
    except ValidationError:
        span = None
    if span is None or span < timedelta(0):
        raise fault("span", "不是时长", "not a duration", allowed=SPAN)
    return span


Moment = Annotated[AwareDatetime, WrapValidator(_moment)]
Span = Annotated[timedelta, WrapValidator(_span)]
