"""What a page begins with, named in its HTML: its code, its texts and its data. The browser asks
for all of it at once, and not for each part once the one before has asked for it."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

from contest.model import Language

CONTEST, ID = "/contests/([a-z0-9-]+)", "([a-z0-9-]+)"
ENTRY = "index.html"


@dataclass(frozen=True)
class FirstPage:
    address: str
    """A regular expression that the whole address matches."""
    modules: tuple[str, ...] = ()
    """What the router loads for it, in `web/src/pages`."""
    data: tuple[str, ...] = ()
    """What it asks the API for, of whoever is signed in. \\1 is the first group of the address."""
    public: tuple[str, ...] = (r"/account", r"/public/\1")
    """What is asked for in any case."""
    host: bool = False
    """Whether it has the host's texts."""
    signed_in: bool | None = None
    """Whether it is for whoever is signed in, or is not. None: both."""


FIRST_PAGES = (
    FirstPage(CONTEST, ("public/front/FrontPage.vue",), signed_in=False),
    FirstPage(CONTEST, ("entrant/EntriesPage.vue",), (r"/entrant/\1/entries",)),
    FirstPage(
        f"{CONTEST}/entries/{ID}(/[a-z]+)?",
        ("entrant/EntryPage.vue",),
        (r"/entrant/\1/entries/\2",),
    ),
    FirstPage(f"{CONTEST}/unit", ("unit/UnitFrame.vue", "unit/SheetPage.vue"), (r"/unit/\1",)),
    FirstPage(
        f"{CONTEST}/screening",
        ("screener/ScreeningPage.vue", "screener/ScreeningQueue.vue"),
        (r"/screener/\1/entries?limit=50",),
    ),
    FirstPage(
        f"{CONTEST}/screening/{ID}",
        ("screener/ScreeningPage.vue", "screener/CaseView.vue"),
        (r"/screener/\1/entries/\2",),
    ),
    FirstPage(f"{CONTEST}/reviews", ("judge/ReviewsPage.vue",), (r"/judge/\1/reviews",)),
    FirstPage(
        rf"{CONTEST}/reviews/{ID}/(\d+)",
        ("judge/ReviewPage.vue",),
        (r"/judge/\1/reviews", r"/judge/\1/reviews/\2/\3"),
    ),
    FirstPage(
        f"{CONTEST}/host",
        ("host/HostFrame.vue", "host/HostPage.vue"),
        (
            r"/host/\1/overview",
            r"/host/\1/awards",
            r"/host/\1/publicity",
            r"/host/\1/entries/late",
            r"/host/\1/entries/overdue",
        ),
        host=True,
    ),
    FirstPage(f"{CONTEST}/host/.+", ("host/HostFrame.vue",), (r"/host/\1/overview",), host=True),
    FirstPage(f"{CONTEST}(/.*)?"),
    FirstPage("/", public=("/account", "/public")),
    FirstPage("/.*", public=("/account",)),
)
"""The first that fits counts. Pages are listed to be sooner there; every page works without."""


class FirstFiles:
    def __init__(self, manifest: bytes) -> None:
        """`manifest`: what Vite writes. It names the files that each module was built into."""
        self._chunks: dict[str, Any] = json.loads(manifest)
        self._code_of = cache(self._links_to_code)

    def links(self, path: str, language: Language, *, signed_in: bool) -> str:
        """The elements for a page's head. The API's come first: they take longest."""
        for page in FIRST_PAGES:
            asked = re.fullmatch(page.address, path)
            if asked and page.signed_in in (None, signed_in):
                data = page.public + page.data * signed_in
                return "".join(map(_data, map(asked.expand, data))) + self._code_of(page, language)
        return ""

    def _links_to_code(self, page: FirstPage, language: Language) -> str:
        texts = ("index.ts", "host.ts")[: 1 + page.host]
        pages = (f"src/pages/{module}" for module in page.modules)
        files = self._files(*(f"src/i18n/{language}/{name}" for name in texts), *pages)
        return "".join(map(_code, dict.fromkeys(files)))

    def _files(self, *modules: str) -> Iterator[str]:
        """But for those of the entry, which the HTML names already."""
        open_, seen = [*modules], {ENTRY, *self._chunks.get(ENTRY, {}).get("imports", ())}
        while open_:
            name = open_.pop(0)
            if name not in seen and name in self._chunks:
                seen.add(name)
                yield from (*self._chunks[name].get("css", ()), self._chunks[name]["file"])
                open_ += self._chunks[name].get("imports", ())


def _data(address: str) -> str:
    return f'<link rel="preload" as="fetch" crossorigin href="{escape(address)}">'


def _code(file: str) -> str:
    kind = 'preload" as="style' if file.endswith(".css") else "modulepreload"
    return f'<link rel="{kind}" crossorigin href="/{file}">'
