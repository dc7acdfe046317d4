"""Signing in on the pages, by the code that is mailed."""

import re
from urllib.parse import urlsplit

from local.mailbox import ReceivedMail, letters
from tests.e2e.browser import Browser


def sign_in_mail(port: int, address: str) -> ReceivedMail:
    """The last of its kind. A notice may come at any time, before it or after it."""
    mails = [mail for mail in letters(port, to=address) if mail.subject.startswith("登录验证码")]
    return mails[-1]


def letter(window: Browser, url: str, address: str) -> ReceivedMail:
    """That comes when the page is asked for a code."""
    window.do("fill", label="邮箱", text=address)
    window.do("press", name="发送验证码")
    window.do("wait", text="验证码已经发出")
    return sign_in_mail(urlsplit(url).port, address)


def mailed_code(window: Browser, url: str, address: str) -> str:
    return re.search(r"[0-9]{6}", letter(window, url, address).subject)[0]


def sign_in(window: Browser, url: str, address: str) -> None:
    """On the page that asks for it."""
    window.do("fill", label="六位验证码", text=mailed_code(window, url, address))
    window.do("press", name="登录")
