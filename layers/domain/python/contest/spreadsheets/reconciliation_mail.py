"""The mail to a unit about its reconciliation, Chinese first: the number of each outcome and the
works that need attention. It names works but no contacts."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from contest.mail.typed import shortened
from contest.model import Text
from contest.rules.form_fields import RecommendingUnit
from contest.rules.rules import Rules
from contest.spreadsheets.reconciliation import TITLES, Match, MatchOutcome

SHOWN = 60
"""The most characters of a title or a name."""
LISTED = 100
"""Most works that the mail lists. The table has all of them."""
ENGLISH = {
    MatchOutcome.MATCHED: "match",
    MatchOutcome.DIFFERS: "differ",
    MatchOutcome.ROW_WITHOUT_UPLOAD: "rows without an upload",
    MatchOutcome.UPLOAD_WITHOUT_ROW: "uploads without a row",
}


def reconciliation_mail(
    found: Sequence[Match], *, rules: Rules, unit: RecommendingUnit, now: datetime, site: str
) -> tuple[str, str]:
    """Subject and text. `now` is contest time; `site` is the address of the pages."""
    counts = Counter(match.outcome for match in found)
    at = f"{now.astimezone(rules.zone):%Y-%m-%d %H:%M}"
    summary = Text(
        zh="\n".join(f"  {title.zh}：{counts[outcome]}" for outcome, title in TITLES.items()),
        en="\n".join(f"  {title}: {counts[outcome]}" for outcome, title in ENGLISH.items()),
    )
    works = [*_works(found)]
    listed = "\n".join(works[:LISTED]) or "  (无 none)"
    more = f"\n  …… 共 {len(works)} 件，完整表格请登录下载 / see the table" * (len(works) > LISTED)
    return (
        f"《推荐汇总表》核对结果 {at}",
        f"""{unit.name.zh}：

“{rules.name.zh}”推荐汇总表与已上传作品的核对结果（{at}）：
{summary.zh}

需要处理的作品：
{listed}{more}

查看和下载完整结果：{site}

----

{unit.name.en}:

We compared your recommendation sheet with the uploaded works ({at}):
{summary.en}

The works that need attention are listed above. View and download the full results: {site}
""",
    )


def _works(found: Sequence[Match]) -> Iterator[str]:
    for match in found:
        if match.outcome is not MatchOutcome.MATCHED:
            row = f"第 {match.number} 行 " if match.number else ""
            fields = "、".join(difference.label for difference in match.differences)
            what = TITLES[match.outcome].zh + (f"：{fields}" if fields else "")
            title, entrant = shortened(match.title, SHOWN), shortened(match.entrant, SHOWN)
            yield f"  {row}《{title}》（“{entrant}”）{what}"
