"""The mails about an account, Chinese first: the sign-in code, the invitation, and the question to
a contact."""

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


def reminder_mail(*, contest: Text, left: int, closes: Text, address: str) -> MailText:
    """Tells a judge of works that they have not submitted. It names no work.

    `address` is the judges' page. It asks its reader to sign in first."""
    works = f"{left} work is" if left == 1 else f"{left} works are"
    return MailText(
        subject=f"{left} 件作品等待您评审 / Works for your review",
        text=f"""您好：

“{contest.zh}”有 {left} 件作品等待您评审，截止时间：{closes.zh}。
请打开以下页面，用此邮箱登录：
{address}

----

Hello,

{works} waiting for your review in the {contest.en}. The round closes at {closes.en}.
Open this page and sign in with this email address:
{address}
""",
    )


def contact_mail(*, contest: Text, address: str) -> MailText:
    """Asks the contact of an entry whether they want its mails. It holds nothing that anybody
    typed, because it goes to whatever address somebody typed.

    `address` is the page that takes the link. Opening it does nothing until a button is pressed."""
    return MailText(
        subject=f"请确认是否接收通知：{contest.zh} / Confirm that you want mails",
        text=f"""您好：

有人在“{contest.zh}”的参选作品中把这个邮箱填为联系邮箱。如果您愿意接收该作品的通知，请打开以下页面确认：
{address}

如果您与此无关，请忽略这封邮件，或在同一页面谢绝。不确认就不会再收到通知。
请保留这封邮件：以后不想再收，也用这个链接。

----

Hello,

somebody gave this address as the contact of a work in the {contest.en}. If you want the
mails about that work, confirm it on this page:
{address}

If this does not concern you, ignore this mail, or decline on the same page. You get no further
mails unless you confirm. Keep this mail: with the same link you can stop them later.
""",
    )
