"""The mail that answers an objection. It goes to an address that nobody has shown to be theirs, so
it is worded by us, holds nothing that was typed but the host's answer, and is sent once."""

from contest.award.objection import OBJECTION_STATUS_NAMES, Objection
from contest.mail.mail_text import MailText
from contest.mail.typed import cut, one_line, paragraph
from contest.model import Text

REASON = 1000


def answer_mail(*, contest: Text, objection: Objection) -> MailText:
    outcome, award = OBJECTION_STATUS_NAMES[objection.status], objection.name
    reason = paragraph(objection.reason, REASON)
    return MailText(
        subject=cut(one_line(f"异议答复：{contest.zh} / Answer to your objection"), 200),
        text=f"""您好：

您对“{contest.zh}”拟获奖名单（{award.zh}）提出的异议已经答复：{outcome.zh}。

主办单位的说明：
{reason}

这封邮件只发送一次。如果您没有提出过异议，请忽略它。

----

Hello,

your objection to the provisional winners of {contest.en} ({award.en}) has been answered:
{outcome.en}.

The host says:
{reason}

This mail is sent once. If you made no objection, ignore it.
""",
    )
