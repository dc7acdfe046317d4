"""The mail to the host about entries that wait for a person's decision: at the screening, in a
closed review round, or for judges. It names no person."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from contest.award.objection import Objection
from contest.entry.entry import Entry
from contest.entry.queue_card import QueueCard
from contest.mail.mail_text import MailText
from contest.mail.typed import cut, shortened
from contest.model import Text
from contest.rules.rules import Rules

TITLE, MOST_NAMED = 60, 10


class Waiting(NamedTuple):
    """What waits for the host."""

    overdue: Sequence[QueueCard] = ()
    """At the screening, the oldest first."""
    undecided: Sequence[Entry] = ()
    """In closed review rounds, with fewer reviews than the rules ask for."""
    without_judges: Sequence[Entry] = ()
    """In open review rounds, with fewer judges than the rules ask for."""
    objections: Sequence[Objection] = ()
    """To provisional winners, that nobody has answered."""


def attention_mail(waiting: Waiting, *, rules: Rules, now: datetime, link: str) -> MailText | None:
    """None if nothing waits. `now`: the contest's time. `link`: to the screening."""
    parts = [
        *([_overdue(waiting.overdue, rules, now, link)] if waiting.overdue else []),
        *([_undecided(waiting.undecided)] if waiting.undecided else []),
        *([_without_judges(waiting.without_judges)] if waiting.without_judges else []),
        *([_objections(waiting.objections, rules)] if waiting.objections else []),
    ]
    if not parts:
        return None
    objected = len(waiting.objections)
    count = sum(map(len, waiting)) - objected
    what = Text(zh="作品", en="works") if count else Text(zh="异议", en="objections")
    zh, en = ("\n\n".join(getattr(part, name) for part in parts) for name in ("zh", "en"))
    return MailText(
        subject=cut(_subject(count, objected, rules), 200),
        text=f"您好：\n\n“{rules.name.zh}”有{what.zh}等待处理。\n\n{zh}\n\n----\n\n"
        f"Hello,\n\n{what.en} of {rules.name.en} wait for you.\n\n{en}\n",
    )


def _subject(works: int, objections: int, rules: Rules) -> str:
    counts = [("作品", "works", works), ("异议", "objections", objections)]
    there = [one for one in counts if one[-1]]
    zh = "、".join(f"{count} 件{what}" for what, _, count in there)
    en = " and ".join(what for _, what, _ in there)
    return f"{zh}待处理：{rules.name.zh} / {en} wait for you"


def _objections(found: Sequence[Objection], rules: Rules) -> Text:
    since = found[0].made_at.astimezone(rules.zone).date().isoformat()
    return Text(
        zh=f"有 {len(found)} 件对拟获奖名单的异议尚未答复，最早的提出于 {since}。"
        "全部答复之前，名单不会生效。",
        en=f"{len(found)} objections to the provisional winners are not answered. The oldest was "
        f"made on {since}. The list does not become final before all are answered.",
    )


def _overdue(found: Sequence[QueueCard], rules: Rules, now: datetime, link: str) -> Text:
    count, oldest = len(found), found[0]
    days, most = (now - oldest.since).days, rules.screening.overdue_after.days
    number, title = oldest.number or oldest.id[:8], shortened(oldest.title, TITLE) or "…"
    return Text(
        zh=f"有 {count} 件作品等待初筛超过 {most} 天。\n"
        f"等候最久的是《{title}》（编号 {number}），已等 {days} 天：\n{link}",
        en=f"{count} {'entry has' if count == 1 else 'entries have'} waited for the initial "
        f"screening for more than {most} days.\nThe oldest is “{title}” (no. {number}), which has "
        f"waited for {days} days:\n{link}",
    )


def _undecided(entries: Sequence[Entry]) -> Text:
    named = _named(entries)
    return Text(
        zh=f"评审轮次已结束，{len(entries)} 件作品的评审份数不足。"
        f"请逐件决定：延长轮次、按现有评审排名，或不参与排名：\n{named}",
        en=f"A review round is over, and {len(entries)} works have too few reviews. Decide on "
        f"each: extend the round, rank it by the reviews it has, or leave it out:\n{named}",
    )


def _without_judges(entries: Sequence[Entry]) -> Text:
    named = _named(entries)
    return Text(
        zh=f"评审进行中，{len(entries)} 件作品的专家不足，系统没有可补派的专家：\n{named}",
        en=f"A review round is open, and {len(entries)} works lack judges. There is nobody left to "
        f"assign:\n{named}",
    )


def _named(entries: Sequence[Entry]) -> str:
    lines = [
        f"- {entry.number or entry.id[:8]} 《{shortened(entry.form.title, TITLE) or '…'}》"
        for entry in entries[:MOST_NAMED]
    ]
    return "\n".join([*lines, *(["- …"] if len(entries) > MOST_NAMED else [])])
