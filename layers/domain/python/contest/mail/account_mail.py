"""The mails about an account, Chinese first: the sign-in code and the invitation."""

from contest.mail.mail_text import MailText
from contest.model import Text
from contest.people.account import Role
from contest.people.sign_in import LASTS

ROLES = {
    Role.ENTRANT: Text(zh="参选主体", en="an entrant"),
    Role.UNIT: Text(zh="推荐单位", en="a recommending unit"),
    Role.SCREENER: Text(zh="初筛人员", en="a screener"),
    Role.JUDGE: Text(zh="评审专家", en="an expert judge"),
    Role.HOST: Text(zh="主办单位", en="the host"),
}


def sign_in_mail(*, code: str, address: str) -> MailText:
    """The mail with a sign-in code. The code is in the subject, where a phone shows it.

    `address` is the page that takes the link. Opening it does nothing until the button on it is
    pressed."""
    minutes = int(LASTS.total_seconds()) // 60
    return MailText(
        subject=f"登录验证码 {code} Sign-in code",
        text=f"""您的登录验证码：{code}
{minutes} 分钟内有效，只能使用一次。也可以打开以下链接登录：
{address}

如果不是您本人操作，请忽略这封邮件，并且不要把验证码告诉任何人。

----

Your sign-in code: {code}
It is valid for {minutes} minutes and can be used once. You can also sign in with this link:
{address}

If you did not ask for this code, ignore this mail and do not share the code with anyone.
""",
    )


def invitation_mail(*, contest: Text, role: Role, address: str) -> MailText:
    """The invitation mail. It names no person, so it may be stored apart from personal data.

    `address` is the page of this invitation. It asks its reader to sign in first."""
    return MailText(
        subject=f"邀请：{contest.zh} Invitation",
        text=f"""您好：

“{contest.zh}”邀请您担任{ROLES[role].zh}。请打开以下页面，用此邮箱登录，
接受或谢绝邀请：
{address}

----

Hello,

{contest.en} invites you to take part as {ROLES[role].en}. Open this page and sign in
with this email address to accept or decline:
{address}
""",
    )
