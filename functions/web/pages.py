"""Lambda: serves the pages, with a policy that lets a browser run and reach nothing else. It reads
contests, whose call stands in the front door's page, and signs nobody in."""

import re
from importlib.resources import files
from typing import Any

from contest.rules.contest import Contest
from contest_aws.http.first_files import FirstFiles
from contest_aws.http.front_door import chosen_language, is_signed_in, with_call, with_head
from contest_aws.http.static_pages import Pages, pack, security_headers, type_of
from contest_aws.services.entries import public_contests
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
store, built = DynamoStore(settings.table_name), files("pages")
pages, first_files = Pages(built), FirstFiles((built / "manifest.json").read_bytes())
headers = security_headers(settings.media_origins)


def _index(event: dict[str, Any]) -> str:
    """`INDEX`, with what its page begins with. For whoever is not signed in, a front door has its
    call; `/` is that of the only contest."""
    path, signed_in = event["rawPath"], is_signed_in(event)
    language = chosen_language(event.get("headers", {}).get("accept-language", ""))
    html = pages.read(INDEX).decode()
    if path == "/" and len(found := public_contests(store)) == 1:
        path = f"/contests/{found[0].id}"
        html = with_head(html, f'<link rel="canonical" href="{path}">')
    html = with_head(html, first_files.links(path, language, signed_in=signed_in))
    asked = None if signed_in else FRONT_DOOR.fullmatch(path)
    contest = asked and store.find(keys.contest(asked[1]), Contest)
    return pack((with_call(html, contest, language) if contest else html).encode())


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
        "body": _index(event) if shown == INDEX else pages.packed(shown),
        "isBase64Encoded": True,
    }
