"""Writes docs/refusals.md from the catalogue: `.venv/bin/python tests/docs/refusals_page.py`."""

import re
from pathlib import Path

from contest.refusals import CATALOGUE
from contest.refusals.invalid import KINDS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "refusals.md"
HEAD = """# Every refusal

Every refusal has a stable code, a sentence that says what to do, and the measured and the allowed
value where there are such. This page is generated from
[refusals](../layers/domain/python/contest/refusals) by `tests/docs/refusals_page.py`.

Over HTTP a refusal is a problem document (RFC 9457) with `code`, `title` in the reader's language
and `reasons`. The kinds have these statuses: missing 404, forbidden 401 or 403, invalid 422,
conflict and late 409, stale 412, often 429 (with `Retry-After`), away 503, fault 500.

A program reads the two values as they are: moments in the contest's zone (RFC 9557, such as
`2024-08-01T00:00:00+08:00[Asia/Shanghai]`), periods as two moments with a slash, sizes in bytes and
spans in seconds. The sentence shows them in words: `2024年7月31日 24:00`, `2 GB`, `12 小时`.

| code | kind | 中文 | English |
| --- | --- | --- | --- |
"""
INVALID = """
`request.invalid` is about one value of a request: `field` is its path, `measured` the kind of the
mistake, and `allowed` the limit. Its sentence is that of the kind:

| `measured` | 中文 | English |
| --- | --- | --- |
"""

FORMAT = re.compile(r"\{(\w+):\w+\}")


def page() -> str:
    rows = (
        f"| `{code}` | {kind} | {text.zh} | {text.en} |" for code, (kind, text) in CATALOGUE.items()
    )
    kinds = (f"| `{kind}` | {text.zh} | {text.en} |" for kind, text in KINDS.items())
    catalogue = FORMAT.sub("{\\1}", "\n".join(rows))
    return HEAD + catalogue + "\n" + INVALID + "\n".join(kinds) + "\n"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
