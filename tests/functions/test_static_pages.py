"""The pages' function: what a browser is sent, and what it lets the browser do."""

import base64
import gzip
import re
import sys
from importlib import import_module

import pytest

from contest.model import Text
from contest_aws.services.pointers import Named
from contest_aws.store import keys
from contest_aws.store.memory import MemoryStore
from contest_aws.store.protocol import create
from tests.builders import any_contest, any_rules

FILES = {
    "index.html": '<html lang="zh-CN"><head><title>短视频征选</title></head><div id="app"></div>',
    "manifest.json": '{"src/i18n/zh/index.ts": {"file": "assets/zh-c3.js"}}',
    "icon.svg": "<svg/>",
    "assets/index-a1.js": "let a = 1",
    "assets/index-b2.css": "p {}",
    "assets/index-a1.js.map": "of no one's concern",
}


def without_links(text):
    return re.sub("<link [^>]*>", "", text)


@pytest.fixture
def ask(tmp_path, monkeypatch):
    """Address to status, headers and text."""
    for name, text in FILES.items():
        path = tmp_path / "pages" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    (tmp_path / "secret.html").write_text("beside the pages")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setenv("LAUREL_MEDIA_ORIGINS", "https://media.example")
    monkeypatch.setenv("LAUREL_TABLE_NAME", "laurel")
    monkeypatch.setenv("AWS_DEFAULT_REGION", "eu-central-1")
    for name in ("AWS_ENDPOINT_URL", "AWS_ENDPOINT_URL_S3"):
        monkeypatch.delenv(name, raising=False)
    for name in ("web.pages", "pages"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    module = import_module("web.pages")
    module.store = MemoryStore()
    rules = any_rules(id="shorts", name=Text(zh="短片奖 <春>", en="Short & Fine"))
    module.store.commit(create(keys.contest("shorts"), any_contest(rules=rules)))

    def asked(path, accepts="", cookies=(), header=""):
        headers = {"accept-language": accepts, "cookie": header}
        event = {"rawPath": path, "headers": headers, "cookies": cookies}
        answer = module.handler(event, None)
        assert answer["isBase64Encoded"]
        text = gzip.decompress(base64.b64decode(answer["body"])).decode()
        return answer["statusCode"], answer["headers"], text

    asked.store = module.store
    yield asked
    sys.modules.pop("web.pages")


@pytest.mark.parametrize(
    "path",
    [
        "/contests/spring",
        "/contests/spring/screening/e4f1c2",
        "/contests/spring/reviews/expert-review/13",
        "/media-package/spring",
        "/my-account",
        "/sign-in",
        "/index.html",
    ],
)
def test_every_page_is_the_index_and_is_asked_for_anew(ask, path):
    status, headers, text = ask(path)

    assert (status, without_links(text)) == (200, FILES["index.html"])
    assert '<link rel="modulepreload" crossorigin href="/assets/zh-c3.js"></head>' in text
    assert headers["Content-Type"] == "text/html; charset=utf-8"
    assert headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/assets/index-a1.js", "text/javascript"), ("/assets/index-b2.css", "text/css")],
)
def test_what_bears_its_hash_in_its_name_is_kept_for_good(ask, path, kind):
    status, headers, text = ask(path)

    assert (status, text) == (200, FILES[path[1:]])
    assert headers["Content-Type"] == f"{kind}; charset=utf-8"
    assert headers["Cache-Control"] == "public, max-age=31536000, immutable"


@pytest.mark.parametrize(
    "path",
    [
        "/assets/of-yesterday.js",
        "/manifest.json",
        "/assets/index-a1.js.map",
        "/entrant",
        "/contest",
        "/../secret.html",
        "/assets/../../secret.html",
        "/%2e%2e/secret.html",
    ],
)
def test_what_is_not_there_is_told_and_nothing_beside_the_pages_is_shown(ask, path):
    status, headers, text = ask(path)

    assert (status, without_links(text)) == (404, FILES["index.html"])
    assert headers["Cache-Control"] == "no-cache"


def test_the_front_door_has_the_call_in_its_html(ask):
    status, headers, text = ask("/contests/shorts")

    assert (status, headers["Cache-Control"]) == (200, "no-cache")
    assert without_links(text).startswith(
        '<html lang="zh-CN"><head><title>短片奖 &lt;春&gt;</title></head>'
        '<div id="call" lang="zh-CN"'
    )
    assert text.endswith('<div id="app"></div>')
    assert "<h1>短片奖 &lt;春&gt;</h1>" in text
    assert "投稿截止：2024年7月31日 24:00" in text
    assert '<p class="purpose">首届面向全国的公益短视频征选活动。</p>' in text
    assert '<p class="purpose">展示新型工业化成果，' in text
    assert "<b>高端升级</b>" in text
    assert "style=" not in text, "the policy forbids it"


@pytest.mark.parametrize(
    ("accepts", "lang"),
    [
        ("en-GB,en;q=0.9,zh;q=0.8", "en"),
        ("zh-TW,zh;q=0.9,en;q=0.8", "zh-CN"),
        ("fr,en;q=0.5", "en"),
        ("fr", "zh-CN"),
    ],
)
def test_it_is_in_the_browsers_language(ask, accepts, lang):
    text = ask("/contests/shorts", accepts)[2]

    assert f'<html lang="{lang}">' in text
    assert ("<title>Short &amp; Fine</title>" in text) == (lang == "en")


@pytest.mark.parametrize(
    ("path", "cookies"),
    [
        ("/contests/shorts", ["__Host-laurel=a.b.c"]),
        ("/contests/shorts/winners", []),
        ("/contests/unknown", []),
    ],
)
def test_whoever_is_signed_in_and_other_pages_get_the_index_alone(ask, path, cookies):
    assert without_links(ask(path, cookies=cookies)[2]) == FILES["index.html"]
    if cookies:  # or in a header, as other gateways send them
        assert without_links(ask(path, header=f"a=b; {cookies[0]}")[2]) == FILES["index.html"]


ONLY = '<link rel="canonical" href="/contests/shorts">'


def test_the_only_contest_has_its_front_door_at_the_root(ask):
    ask.store.commit(create(keys.contest_named("shorts"), Named(name="shorts")))
    text = ask("/")[2]

    assert ONLY in text
    assert text.replace(ONLY, "") == ask("/contests/shorts")[2]
    signed_in = ask("/", cookies=["__Host-laurel=a.b.c"])[2]
    assert ONLY in signed_in
    assert 'id="call"' not in signed_in


def test_of_two_contests_the_root_is_the_list(ask):
    of_autumn = any_contest(rules=any_rules(id="autumn"))
    for named in (Named(name="shorts"), Named(name="autumn")):
        ask.store.commit(create(keys.contest_named(named.name), named))
    ask.store.commit(create(keys.contest("autumn"), of_autumn))

    text = ask("/")[2]
    assert without_links(text) == FILES["index.html"]
    assert "canonical" not in text
    assert '<link rel="preload" as="fetch" crossorigin href="/public">' in text


def test_a_browser_may_run_and_reach_the_site_and_the_bucket_alone(ask):
    _, headers, _ = ask("/")

    policy = dict(part.split(" ", 1) for part in headers["Content-Security-Policy"].split("; "))
    assert policy == {
        "default-src": "'none'",
        "script-src": "'self'",
        "style-src": "'self'",
        "img-src": "'self' blob: https://media.example",
        "media-src": "blob: https://media.example",
        "connect-src": "'self' https://media.example",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": "'none'",
    }
    assert headers["X-Content-Type-Options"] == "nosniff"
