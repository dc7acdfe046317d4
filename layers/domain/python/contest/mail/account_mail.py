"""What is mailed to people about their account, Chinese first: the sign-in code, an invitation."""

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
    """The code stands in the subject, where a phone shows it. `address`: of the page that takes
    the link; to open it does nothing before a button on it is pressed."""
    minutes = int(LASTS.total_seconds()) // 60
    return MailText(
        subject=f"登录验证码 {code} Sign-in code",
        text=f"""您的登录验证码：{code}
{minutes} 分钟内有效，只能使用一次。也可以打开以下链接登录：
{address}

如果不是您本人操作，请忽略这封邮件，并且不要把验证码告诉任何人。

----

Your sign-in code: {code}
It holds for {minutes} minutes, once. Or open this link to sign in:
{address}

If you did not ask for it, leave this mail alone, and tell nobody the code.
""",
    )


def invitation_mail(*, contest: Text, role: Role, address: str) -> MailText:
    """It names nobody, so that it may be kept where no address is."""
    return MailText(
        subject=f"邀请：{contest.zh} Invitation",
        text=f"""您好：

“{contest.zh}”邀请您担任{ROLES[role].zh}。请用此邮箱登录以下页面，接受或谢绝邀请：
{address}

----

Hello,

{contest.en} invites you as {ROLES[role].en}. Please sign in with this address, and accept
or decline:
{address}
""",
    )
