"""Marks for the screener alone. A file whose headers and contents differ was mostly made so by a
program: the entrant is told what differs, and what helps. Whether there is more to it, a person
judges, by the upload that passed."""

from contest.refusals import Refusal
from contest.validate.verdict import Verdict

EARLIER = {
    "media.size_differs": "media.earlier_size",
    "media.duration_differs": "media.earlier_duration",
    "media.data_missing": "media.earlier_data",
    "media.polyglot": "media.earlier_attachment",
}
"""What an upload was returned for, and the mark that a later one gets."""
MOST = 8


def marks(known: tuple[Refusal, ...], verdict: Verdict) -> tuple[Refusal, ...]:
    """The marks of an entry once an upload of it was returned: each once, the latest `MOST`."""
    found = (
        Refusal(code=EARLIER[reason.code], measured=reason.measured, allowed=reason.allowed)
        for reason in verdict.refusals
        if reason.code in EARLIER
    )
    return tuple(dict.fromkeys([*known, *found]))[-MOST:]
