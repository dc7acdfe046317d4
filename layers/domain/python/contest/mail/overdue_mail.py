"""The mail to the host about entries whose screening is overdue. It names no person."""

from collections.abc import Sequence
from datetime import datetime

from contest.entry.queue_card import QueueCard
from contest.mail.mail_text import MailText
from contest.mail.typed import cut, shortened
from contest.rules.rules import Rules

TITLE = 60


def overdue_mail(found: Sequence[QueueCard], *, rules: Rules, now: datetime, link: str) -> MailText:
    """`found`: the overdue entries, the oldest first. `now`: the contest's time."""
    count, oldest = len(found), found[0]
    days = (now - oldest.since).days
    number, title = oldest.number or oldest.id[:8], shortened(oldest.title, TITLE) or "…"
    most = rules.screening.overdue_after.days
    return MailText(
        subject=cut(f"{count} 件作品初筛逾期：{rules.name.zh} / screening overdue", 200),
        text=f"""您好：

“{rules.name.zh}”有 {count} 件作品等待初筛超过 {most} 天。
等候最久的是《{title}》（编号 {number}），已等 {days} 天：
{link}

----

Hello,

{count} {"entry has" if count == 1 else "entries have"} waited for the initial screening of
{rules.name.en} for more than {most} days.
The oldest is “{title}” (no. {number}), which has waited for {days} days:
{link}
""",
    )
