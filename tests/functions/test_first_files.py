"""What the HTML of a page names beforehand: only what exists, and what the page begins with."""

import json
import re
from pathlib import Path

import pytest

from contest.people.access import ROUTES
from contest_aws.http.first_files import FIRST_PAGES, FirstFiles

PAGES = Path(__file__).resolve().parents[2] / "web" / "src" / "pages"
HERE = "/contests/spring"
JUDGE = "src/pages/judge/ReviewPage.vue"
MANIFEST = {
    "index.html": {"file": "assets/index.js", "css": ["assets/index.css"], "imports": ["_vue.js"]},
    "_vue.js": {"file": "assets/vue.js"},
    "_controls.js": {"file": "assets/controls.js", "css": ["assets/controls.css"]},
    JUDGE: {"file": "assets/review.js", "imports": ["_vue.js", "index.html", "_controls.js"]},
    "src/i18n/zh/index.ts": {"file": "assets/zh.js"},
    "src/i18n/en/index.ts": {"file": "assets/en.js"},
}


def named(path, *, signed_in=True, language="zh"):
    """Addresses by how they are asked for."""
    files = FirstFiles(json.dumps(MANIFEST).encode())
    links = files.links(path, language, signed_in=signed_in)
    found = re.findall(r'<link rel="(\w+)"(?: as="(\w+)")? crossorigin href="([^"]+)">', links)
    assert len(found) == links.count("<link")
    return {
        kind: [at for k, a, at in found if (a or k) == kind]
        for kind in ("fetch", "modulepreload", "style")
    }


def test_a_page_names_its_code_its_texts_and_its_data():
    assert named(f"{HERE}/reviews/expert-review/13") == {
        "fetch": [
            "/account",
            "/public/spring",
            "/judge/spring/reviews",
            "/judge/spring/reviews/expert-review/13",
        ],
        "modulepreload": ["/assets/zh.js", "/assets/review.js", "/assets/controls.js"],
        "style": ["/assets/controls.css"],
    }


def test_the_texts_are_in_the_browsers_language():
    assert named("/my-account", language="en")["modulepreload"] == ["/assets/en.js"]


def test_whoever_is_not_signed_in_asks_for_what_is_public():
    asked = named(f"{HERE}/reviews/expert-review/13", signed_in=False)["fetch"]
    assert asked == ["/account", "/public/spring"]


@pytest.mark.parametrize("path", ['/contests/a"><script>', "/contests/Ä", "no page"])
def test_nothing_of_an_address_that_is_none_is_repeated(path):
    assert set(named(path)["fetch"]) <= {"/account"}


def test_every_module_exists():
    assert [m for page in FIRST_PAGES for m in page.modules if not (PAGES / m).is_file()] == []


def test_all_that_is_asked_for_are_routes_that_are_read():
    routes = {re.sub(r"<\w+>", "x", route) for method, route in ROUTES if method == "GET"}
    asked = {
        re.sub(r"\\\d", "x", at.split("?")[0])
        for page in FIRST_PAGES
        for at in page.public + page.data
    }
    assert asked <= routes
