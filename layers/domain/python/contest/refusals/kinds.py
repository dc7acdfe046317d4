"""The parts of a catalogue entry: a kind, and a sentence in Chinese and English."""

from typing import Literal

from contest.model import Text

Kind = Literal[
    "missing", "forbidden", "invalid", "conflict", "late", "stale", "often", "away", "fault"
]
"""missing: the item does not exist, or the reader may not see it. forbidden: the reader may not do
this, or has not signed in. invalid: correct it and send it again. conflict: the item's state does
not allow it. late: the time for it is over, or has not come. stale: somebody else changed it in the
meantime. often: too many requests; `allowed` is the number of seconds to wait. away: a service that
we need cannot be reached now. fault: an error on our side."""

Entry = tuple[Kind, Text]


def entry(kind: Kind, zh: str, en: str) -> Entry:
    """A catalogue entry. `{measured}` and `{allowed}` in its sentences are filled in from the
    refusal. A value that is not shown as it is names its format (`formatting`): `start` and
    `end` of something, `period`, `size` in bytes, `span` in seconds, `list` with commas, `text` in
    both languages."""
    return kind, Text(zh=zh, en=en)
