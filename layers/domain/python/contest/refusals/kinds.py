"""What a refusal in the catalogue is: a kind, and a sentence for the reader."""

from typing import Literal

from contest.model import Text

Kind = Literal[
    "missing", "forbidden", "invalid", "conflict", "late", "stale", "often", "away", "fault"
]
"""missing: not there, or not for the reader's eyes. invalid: mend it and send it again. conflict:
the thing is in another state. late: its time is over. stale: somebody changed it meanwhile.
often: asked too often; `allowed` is in how many seconds to come again. away: something that we need
cannot be reached now. fault: ours."""

Entry = tuple[Kind, Text]


def entry(kind: Kind, zh: str, en: str) -> Entry:
    """`{measured}` and `{allowed}` in the sentences are those of the refusal."""
    return kind, Text(zh=zh, en=en)
