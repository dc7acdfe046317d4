"""The deadline of an entry: until when it may be changed, uploaded and submitted, and what to say
about it.

The rules announce a deadline. They may grant grace after it, in which everything is still accepted.
An entry that was returned, or that the host lets in, has a later date of its own."""

from datetime import datetime
from enum import StrEnum

from pydantic import AwareDatetime

from contest.model import Fact, Language, Text
from contest.refusals import Refusal, formatting
from contest.rules.rules import Rules


class DeadlineState(StrEnum):
    NOT_OPEN = "not_open"
    OPEN = "open"
    GRACE = "grace"
    """The deadline has passed, but everything is still accepted until the grace period ends."""
    OVER = "over"


class Deadline(Fact):
    at: AwareDatetime
    """As it was announced, or the entry's own later date."""
    grace_until: AwareDatetime | None
    """Until when everything is accepted nevertheless; None without a grace period."""
    state: DeadlineState
    text: Text
    """The same in words."""

    @property
    def accepts(self) -> bool:
        """Whether an entry may be changed, uploaded and submitted now."""
        return self.state in (DeadlineState.OPEN, DeadlineState.GRACE)

    @property
    def by(self) -> datetime:
        """The date that an entrant is given: the end of the grace period once that has begun."""
        in_grace = self.grace_until if self.state is DeadlineState.GRACE else None
        return in_grace or self.at


def ends(rules: Rules, *, resubmit_by: datetime | None) -> datetime:
    """The first moment that is too late: the deadline with its grace, or a later `resubmit_by`."""
    last = rules.dates.upload_ends
    return max(resubmit_by, last) if resubmit_by else last


def deadline_of(rules: Rules, *, resubmit_by: datetime | None, now: datetime) -> Deadline:
    """The deadline of an entry with this own date, or of the contest for None. `now` is the
    contest's time."""
    last, closes = ends(rules, resubmit_by=resubmit_by), rules.dates.submission_closes
    at = last if last > rules.dates.upload_ends else closes
    state = _state(rules, now, at=at, last=last)
    return Deadline(
        at=at,
        grace_until=last if last > at else None,
        state=state,
        text=Text(**{lang: _words(rules, state, at, last, lang) for lang in ("zh", "en")}),
    )


def too_late(code: str, rules: Rules, *, resubmit_by: datetime | None, now: datetime) -> Refusal:
    """Names the deadline as it was announced, not the end of the grace period."""
    deadline = deadline_of(rules, resubmit_by=resubmit_by, now=now)
    return Refusal(
        code=code,
        measured=formatting.stored(now, rules.zone),
        allowed=formatting.stored(deadline.at, rules.zone),
    )


def not_open_yet(rules: Rules) -> Refusal:
    opens = formatting.stored(rules.dates.submission_opens, rules.zone)
    return Refusal(code="upload.not_open_yet", allowed=opens)


def _state(rules: Rules, now: datetime, *, at: datetime, last: datetime) -> DeadlineState:
    if now < rules.dates.submission_opens:
        return DeadlineState.NOT_OPEN
    if now < at:
        return DeadlineState.OPEN
    return DeadlineState.GRACE if now < last else DeadlineState.OVER


def _words(
    rules: Rules, state: DeadlineState, at: datetime, last: datetime, language: Language
) -> str:
    return (
        WORDS[state]
        .in_language(language)
        .format(
            opens=formatting.start(rules.dates.submission_opens, rules.zone, language),
            at=formatting.end(at, rules.zone, language),
            last=formatting.end(last, rules.zone, language),
        )
    )


WORDS = {
    DeadlineState.NOT_OPEN: Text(zh="征集将于 {opens} 开始。", en="Submissions open on {opens}."),
    DeadlineState.OPEN: Text(zh="截止时间：{at}。", en="Submissions close on {at}."),
    DeadlineState.GRACE: Text(
        zh="投稿已于 {at} 截止。在 {last} 之前上传并提交的作品仍予受理。",
        en="Submissions closed on {at}. Works that are uploaded and submitted before {last} are "
        "still accepted.",
    ),
    DeadlineState.OVER: Text(zh="投稿已于 {at} 截止。", en="Submissions closed on {at}."),
}
