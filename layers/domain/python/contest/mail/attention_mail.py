"""The mail to the host about what waits for a person's decision: entries at the screening, in a
closed review round, or for judges, objections, revocations, and rounds to confirm. It names no
person."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from contest.award.award import Revocation
from contest.award.objection import Objection
from contest.entry.entry import Entry
from contest.entry.queue_card import QueueCard
from contest.mail.mail_text import MailText
from contest.mail.typed import cut, shortened
from contest.model import Id, Text
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
    revocations: Sequence[Revocation] = ()
    """Of awards, by one person, where the rules ask for two."""
    rounds: Sequence[Id] = ()
    """That open only once the host has confirmed which works enter them."""


def attention_mail(waiting: Waiting, *, rules: Rules, now: datetime, link: str) -> MailText | None:
    """None if nothing waits. `now`: the contest's time. `link`: to the host's first page, which
    leads to all of it."""
    parts = [
        *([_overdue(waiting.overdue, rules, now)] if waiting.overdue else []),
        *([_undecided(waiting.undecided)] if waiting.undecided else []),
        *([_without_judges(waiting.without_judges)] if waiting.without_judges else []),
        *([_objections(waiting.objections, rules)] if waiting.objections else []),
        *([_revocations(waiting.revocations)] if waiting.revocations else []),
        *([_rounds(waiting.rounds, rules)] if waiting.rounds else []),
    ]
    if not parts:
        return None
    what = _what(waiting)
    zh, en = ("\n\n".join(getattr(part, name) for part in parts) for name in ("zh", "en"))
    return MailText(
        subject=cut(f"{what.zh}待处理：{rules.name.zh} / Waiting for you: {what.en}", 200),
        text=f"您好：\n\n“{rules.name.zh}”有 {what.zh}等待处理。\n\n{zh}\n\n"
        f"请打开以下页面，用此邮箱登录后处理：\n{link}\n\n----\n\n"
        f"Hello,\n\nwaiting for you in {rules.name.en}: {what.en}.\n\n{en}\n\n"
        f"Open this page and sign in with this email address:\n{link}\n",
    )


def _what(waiting: Waiting) -> Text:
    works = (*waiting.overdue, *waiting.undecided, *waiting.without_judges)
    counts = (
        ("件作品", "work", len(works)),
        ("件异议", "objection", len(waiting.objections)),
        ("项撤销", "revocation", len(waiting.revocations)),
        ("个评审轮次", "round", len(waiting.rounds)),
    )
    there = [one for one in counts if one[-1]]
    return Text(
        zh="、".join(f"{count} {zh}" for zh, _, count in there),
        en=", ".join(f"{count} {en}{'s' * (count > 1)}" for _, en, count in there),
    )


def _rounds(found: Sequence[Id], rules: Rules) -> Text:
    names = [one.name for one in rules.rounds if one.id in found]
    zh, en = "、".join(name.zh for name in names), ", ".join(name.en for name in names)
    return Text(
        zh=f"评审轮次“{zh}”等待确认入围名单。确认之后，它才会按期开启。",
        en=f"The review round “{en}” opens at its date only once you have confirmed which works "
        "enter it.",
    )


def _objections(found: Sequence[Objection], rules: Rules) -> Text:
    since = found[0].made_at.astimezone(rules.zone).date().isoformat()
    return Text(
        zh=f"有 {len(found)} 件对拟获奖名单的异议尚未答复，最早的提出于 {since}。"
        "全部答复之前，名单不会生效。",
        en=f"{len(found)} objections to the provisional winners are not answered. The oldest was "
        f"made on {since}. The list does not become final before all are answered.",
    )


def _revocations(found: Sequence[Revocation]) -> Text:
    return Text(
        zh=f"有 {len(found)} 项撤销奖项的决定等待另一位主办人员确认。确认之前，奖项仍然有效。",
        en=f"{len(found)} {'revocation waits' if len(found) == 1 else 'revocations wait'} for a "
        "second person. Until then the award stands.",
    )


def _overdue(found: Sequence[QueueCard], rules: Rules, now: datetime) -> Text:
    count, oldest = len(found), found[0]
    days, most = (now - oldest.since).days, rules.screening.overdue_after.days
    number, title = oldest.number or oldest.id[:8], shortened(oldest.title, TITLE) or "…"
    return Text(
        zh=f"有 {count} 件作品等待初筛超过 {most} 天。\n"
        f"等候最久的是《{title}》（编号 {number}），已等 {days} 天。",
        en=f"{count} {'entry has' if count == 1 else 'entries have'} waited for the initial "
        f"screening for more than {most} days.\nThe oldest is “{title}” (no. {number}), which has "
        f"waited for {days} days.",
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
