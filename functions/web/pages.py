"""Lambda: serves the pages, with a policy that lets a browser run and reach nothing else. It reads
contests, whose call stands in the front door's page, and signs nobody in."""

import re
from importlib.resources import files
from typing import Any

from contest.rules.contest import Contest
from contest_aws.http.authorization import COOKIE
from contest_aws.http.front_door import chosen_language, with_call
from contest_aws.http.static_pages import Pages, pack, security_headers, type_of
from contest_aws.settings import PagesSettings
from contest_aws.store import keys
from contest_aws.store.dynamodb import DynamoStore

INDEX = "/index.html"
BEGINNINGS = frozenset(
    ["check", "confirm", "contests", "invitations", "media-package", "my-account", "sign-in"]
) | {""}
"""Beginnings of page addresses. Each is answered with `INDEX`, whose router finds the page."""
FRONT_DOOR = re.compile("/contests/([a-z0-9-]+)")
FOREVER, ASK = "public, max-age=31536000, immutable", "no-cache"
"""The names of assets contain their hash. `INDEX` names the current ones."""
settings = PagesSettings.read()
store = DynamoStore(settings.table_name)
pages = Pages(files("pages"))
headers = security_headers(settings.media_origins)


def _front_door(event: dict[str, Any]) -> str | None:
    """The page with the contest's call, for whoever is not signed in; None for another page."""
    asked, sent = FRONT_DOOR.fullmatch(event["rawPath"]), event.get("headers", {})
    cookies = [*(event.get("cookies") or ()), *sent.get("cookie", "").split(";")]
    if not asked or any(one.strip().startswith(f"{COOKIE}=") for one in cookies):
        return None
    contest = store.find(keys.contest(asked[1]), Contest)
    if contest is None:
        return None
    language = chosen_language(sent.get("accept-language", ""))
    return pack(with_call(pages.read(INDEX).decode(), contest, language).encode())


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:  # noqa: ANN401, ARG001 - Lambda's
    path: str = event["rawPath"]
    shown = path if path in pages else INDEX
    there = path in pages or path.split("/")[1] in BEGINNINGS
    page_headers = {
        "Content-Type": type_of(shown),
        "Content-Encoding": "gzip",
        "Cache-Control": FOREVER if shown.startswith("/assets/") else ASK,
    }
    return {
        "statusCode": 200 if there else 404,
        "headers": headers | page_headers,
        "body": _front_door(event) or pages.packed(shown),
        "isBase64Encoded": True,
    }
