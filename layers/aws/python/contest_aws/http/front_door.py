"""The text of a contest's front door as HTML, for whoever has not signed in: it can be read before
any script has come. The pages take its place once they are there."""

from html import escape
from typing import Any

from contest.model import Language, Text
from contest.refusals.formatting import end
from contest.rules.contest import Contest
from contest_aws.http.session_cookie import COOKIE

LABELS = {
    "host": Text(zh="主办单位：", en="Host: "),
    "closes": Text(zh="投稿截止：", en="Submissions close: "),
    "themes": Text(zh="征选主题", en="Themes"),
    "ways": Text(zh="参与方式", en="How to take part"),
    "criteria": Text(zh="评选标准", en="Criteria"),
    "awards": Text(zh="奖项设置", en="Awards"),
}
SEPARATOR = Text(zh="、", en=", ")
LANG = {"zh": "zh-CN", "en": "en"}


def chosen_language(accepted: str) -> Language:
    """The first of the browser's languages that the pages have, else Chinese, as the pages choose.
    Browsers send them in their order."""
    names = (part.split(";")[0].strip().split("-")[0].lower() for part in accepted.split(","))
    return "en" if next((name for name in names if name in LANG), "zh") == "en" else "zh"


def is_signed_in(event: dict[str, Any]) -> bool:
    """Whether the browser sends a session's cookie, which need not be valid."""
    header = event.get("headers", {}).get("cookie", "")
    cookies = (*(event.get("cookies") or ()), *header.split(";"))
    return any(one.strip().startswith(f"{COOKIE}=") for one in cookies)


def with_call(index: str, contest: Contest, language: Language) -> str:
    """`index.html` with the contest's name as its title and the call before the pages' place."""
    name = escape(contest.rules.name.in_language(language))
    title, rest = index.split("<title>", 1)
    _, rest = rest.split("</title>", 1)
    head = f"{title}<title>{name}</title>{rest}"
    head = head.replace('<html lang="zh-CN">', f'<html lang="{LANG[language]}">', 1)
    return head.replace('<div id="app">', f'{_call(contest, language)}<div id="app">', 1)


def with_head(index: str, elements: str) -> str:
    """`index.html` with more in its head, after what Vite has put there."""
    return index.replace("</head>", f"{elements}</head>", 1)


def _call(contest: Contest, language: Language) -> str:
    rules = contest.rules

    def say(text: Text | None) -> str:
        return escape(text.in_language(language)) if text else ""

    def label(name: str) -> str:
        return say(LABELS[name])

    def part(name: str, rows: list[tuple[Text, Text | None]]) -> str:
        lines = (f"<li><b>{say(what)}</b> <span>{say(about)}</span></li>" for what, about in rows)
        return (
            f'<section class="part"><div class="wide"><h2>{label(name)}</h2>'
            f"<ul>{''.join(lines)}</ul></div></section>"
        )

    hosts = say(SEPARATOR).join(say(one.name) for one in rules.parties if one.role == "host")
    leads = "".join(
        f'<p class="purpose">{say(text)}</p>'
        for text in (rules.about, rules.notice.purpose)
        if text
    )
    closes = escape(end(rules.dates.submission_closes, rules.zone, language))
    parts = (
        part("themes", [(one.name, one.about) for one in rules.themes]),
        part("ways", [(one.name, one.about) for one in rules.notice.ways]),
        part("criteria", [(one.name, one.about) for one in rules.criteria]),
        part("awards", [(one.name, None) for one in rules.awards]),
    )
    return (
        f'<div id="call" lang="{LANG[language]}" class="front">'
        '<header class="top"><div class="wide">'
        f'<span class="name">{say(rules.name)}</span></div></header>'
        '<section class="hero"><div class="wide"><div>'
        f'<p class="state">{label("host")}{hosts}</p><h1>{say(rules.name)}</h1>'
        f'<p class="motto">{say(rules.notice.motto)}</p>{leads}</div>'
        f'<aside class="due"><p class="said">{label("closes")}{closes}</p></aside>'
        f"</div></section>{''.join(parts)}</div>"
    )
