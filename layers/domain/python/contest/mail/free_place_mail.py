"""The mail to the host about places of an award list that became free. It names no work and no
person. Nobody moves up by themselves, so it says what the host can do."""

from collections.abc import Iterable, Iterator

from contest.award.award import AwardStatus
from contest.award.places import with_theme
from contest.mail.mail_text import MailText
from contest.mail.typed import cut, one_line
from contest.model import Id, Text
from contest.rules.award_plan import place_names
from contest.rules.rules import Rules
from contest.winners.award_snapshot import ListedAward, Loss

S = AwardStatus
WHY: dict[Loss, Text] = {
    "revoked": Text(zh="奖项已撤销", en="the award was revoked"),
    "withdrawn": Text(zh="作品已撤回", en="the work was withdrawn"),
    "disqualified": Text(zh="作品已被取消资格", en="the work was disqualified"),
}
GRANTED = Text(
    zh="如需递补，请在下面的页面发起递补评奖：其他获奖者保持不变，新名单须重新确认和公示。",
    en="If a free place is to be filled, begin a new proposal on the page below. All other winners "
    "stay as they are, and the new list is confirmed and published like the first one.",
)
FINAL = Text(
    zh="公示已结束，颁奖完成后可发起递补评奖。",
    en="The objection period is over. Once the awards are granted, a new proposal can fill it.",
)
PROPOSED = Text(
    zh="名单尚未生效：请调整提名，或放弃这一轮评奖后重新开始。",
    en="The list is not final: change the proposal, or discard this round and begin another.",
)
PROVISIONAL = Text(
    zh="公示期间不能改动名单。可以让空缺保留到颁奖后再递补，也可以在下面的页面放弃这一轮评奖，重新开始。",
    en="The list cannot be changed during its objection period. Leave the place free and fill it "
    "after the grant, or discard this round on the page below and begin another.",
)
NEXT = {S.GRANTED: GRANTED, S.FINAL: FINAL, S.PROVISIONAL: PROVISIONAL}


def free_place_mail(
    *, rules: Rules, status: AwardStatus, lost: Iterable[ListedAward], link: str
) -> MailText:
    """`status`: of the award round. `link`: to its page."""
    next_ = NEXT.get(status, PROPOSED)
    free = list(_lines(rules, lost))
    zh, en = ("\n".join(getattr(one, language) for one in free) for language in ("zh", "en"))
    name = rules.name
    subject = f"获奖名单有空缺：{name.zh} / A place in the award list is free"
    return MailText(
        subject=cut(one_line(subject), 200),
        text=f"""您好：

“{name.zh}”的获奖名单有空缺，没有作品自动递补：
{zh}

{next_.zh}
{link}

----

Hello,

places in the award list of {name.en} are free. No other work has moved up:
{en}

{next_.en}
{link}
""",
    )


def _lines(rules: Rules, lost: Iterable[ListedAward]) -> Iterator[Text]:
    names: dict[Id, Text] = place_names(rules.awards)
    themes = {theme.id: theme.name for theme in rules.themes}
    for one in lost:
        award = with_theme(names[one.place], themes.get(one.theme or ""))
        why = WHY[one.lost or "revoked"]
        yield Text(zh=f"- {award.zh}：{why.zh}", en=f"- {award.en}: {why.en}")
