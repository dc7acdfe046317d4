"""The mail that invites a winner to the ceremony, Chinese first. It is worded by us, and holds what
the host says of place and time."""

from contest.mail.mail_text import MailText
from contest.mail.typed import cut, one_line, paragraph
from contest.refusals.formatting import end, start
from contest.rules.rules import Rules
from contest.winners.ceremony import CeremonyPlan

PLACE, NOTE = 300, 1000


def ceremony_mail(*, rules: Rules, plan: CeremonyPlan, link: str) -> MailText:
    """`link`: the page on which to answer. It asks its reader to sign in first."""
    zone, name = rules.zone, rules.name
    zh, en = ("", "")
    if plan.note:
        zh, en = (f"\n{paragraph(text, NOTE)}\n" for text in (plan.note.zh, plan.note.en))
    return MailText(
        subject=cut(one_line(f"颁奖仪式邀请：{name.zh} / Invitation to the award ceremony"), 200),
        text=f"""您好：

诚邀您出席“{name.zh}”颁奖仪式。
时间：{start(plan.at, zone, "zh")}
地点：{paragraph(plan.place.zh, PLACE)}
{zh}
请在 {end(plan.answer_by, zone, "zh")} 前答复是否出席、人数和姓名：
{link}

----

Hello,

you are invited to the award ceremony of {name.en}.
Time: {start(plan.at, zone, "en")}
Place: {paragraph(plan.place.en, PLACE)}
{en}
Please answer by {end(plan.answer_by, zone, "en")} whether you come, how many you are, and
your names:
{link}
""",
    )
