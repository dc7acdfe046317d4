"""Signing in over HTTP, as a browser or a script does it."""

import re
from datetime import timedelta

from contest_aws import clock

ADDRESS = "zhou@example.com"

CODES, LINKS, SESSIONS = "/sign-in/codes", "/sign-in/links", "/sign-in/sessions"

COOKIE = "__Host-laurel"


def ask(doors, address=ADDRESS, *, source="192.0.2.7", **more):
    """The answer, and what the mail says."""
    asked = doors.ask("POST", CODES, {"email": address, **more}, source=source)
    assert asked.status == 202, asked.text
    return asked.body["request"], doors.mailbox.mails[-1]


def code_in(mail):
    (code,) = set(re.findall(r"\b\d{6}\b", mail.text))
    return code


def link_in(mail):
    (link,) = set(re.findall(r"https://contest\.example\.org/sign-in#(\S+)", mail.text))
    return link


def wrong(code):
    return f"{(int(code) + 1) % 10**6:06}"


def sign_in(doors, address=ADDRESS, *, source="192.0.2.7", **more):
    request, mail = ask(doors, address, source=source)
    body = {"request": request, "code": code_in(mail), **more}
    return doors.ask("POST", SESSIONS, body)


def bearer(doors, address=ADDRESS):
    return sign_in(doors, address, bearer=True).body["token"]


def age(monkeypatch, **span):
    """Our clock goes on."""
    there = clock.now() + timedelta(**span)
    monkeypatch.setattr(clock, "now", lambda: there)
