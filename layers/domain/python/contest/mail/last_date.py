"""The date by which a mail asks for a corrected work, and what stands there once it has passed."""

from contest.entry.entry import Entry
from contest.model import Text
from contest.rules.deadline import Deadline, DeadlineState, deadline_of
from contest.rules.rules import Rules

CLOSED = Text(
    zh="投稿已于 {resubmit_by} 截止，不能再上传。如有正当理由，请联系主办单位。作品页面：{link}",
    en="Submissions closed on {resubmit_by}; nothing can be uploaded any more. If you had a good "
    "reason, contact the host. The page of the work: {link}",
)


def deadline_at(entry: Entry, rules: Rules) -> Deadline:
    """The entry's deadline, as it was when the entry changed."""
    return deadline_of(rules, resubmit_by=entry.resubmit_by, now=entry.changed_at)


def in_time(template: Text, entry: Entry, rules: Rules) -> Text:
    """The template. If the deadline had passed, `CLOSED` replaces the lines that name it."""
    if deadline_at(entry, rules).state is not DeadlineState.OVER:
        return template
    return Text(zh=_closed(template.zh, CLOSED.zh), en=_closed(template.en, CLOSED.en))


def _closed(template: str, closed: str) -> str:
    lines = [closed if "{resubmit_by}" in line else line for line in template.splitlines()]
    first = lines.index(closed) if closed in lines else 0
    return "\n".join(line for at, line in enumerate(lines) if line != closed or at == first)
