"""What a player tells when a film cannot be played: which file, what happened, in which browser. It
has no words of the person's own, and does not say who they are."""

import re
from enum import StrEnum
from typing import Literal

from contest.model import Fact, Id
from contest.people.account import Role

FilmKind = Literal["rendition", "copy", "small", "original"]
BROWSERS = {
    "WeChat": r"MicroMessenger/(\d+)",
    "DingTalk": r"DingTalk/(\d+)",
    "QQBrowser": r"M?QQBrowser/(\d+)",
    "UCBrowser": r"UC ?Browser/(\d+)",
    "Huawei": r"HuaweiBrowser/(\d+)",
    "Miui": r"MiuiBrowser/(\d+)",
    "Samsung": r"SamsungBrowser/(\d+)",
    "Edge": r"Edg(?:e|A|iOS)?/(\d+)",
    "Opera": r"OPR/(\d+)",
    "Firefox": r"(?:Firefox|FxiOS)/(\d+)",
    "Chrome": r"(?:Chrome|CriOS)/(\d+)",
    "Safari": r"Version/(\d+)[\d.]* (?:Mobile/\w+ )?Safari/",
}
"""In this order: most browsers name others as well. Group 1 is the version."""
LONGEST_VERSION = 4


class PlayProblem(StrEnum):
    NETWORK = "network"
    """The file could not be read, also from a fresh address."""
    DECODE = "decode"
    NOT_SUPPORTED = "not_supported"
    NO_PICTURE = "no_picture"
    """Sound, and a picture of width 0: so browsers answer HEVC that they cannot decode."""
    NOT_OFFERED = "not_offered"
    """The browser says that it plays none of the work's files."""


class PlayFailure(Fact):
    """A file of the work that did not play."""

    kind: FilmKind
    problem: PlayProblem


class PlayReport(PlayFailure):
    """As it is kept: at most one from each person for each file of an upload."""

    entry: Id
    upload: int
    codecs: str
    """Of the file, as its record says."""
    role: Role
    browser_name: str
    """Its name and main version: `WeChat 8`."""


class PlayReceipt(Fact):
    counted: bool
    """False if this person has told it before, or there is no such file now."""


def browser_of(agent: str) -> str:
    """A browser's name and main version by its User-Agent; `other` for all that are not known."""
    for name, pattern in BROWSERS.items():
        if found := re.search(pattern, agent):
            return f"{name} {found[1][:LONGEST_VERSION]}"
    return "other"
