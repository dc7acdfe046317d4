"""The two names of a status: the organiser's and the entrant's."""

from contest.model import Fact, Text


class StatusNames(Fact):
    organiser: Text
    entrant: Text


def names(zh: str, en: str, entrant_zh: str, entrant_en: str) -> StatusNames:
    return StatusNames(organiser=Text(zh=zh, en=en), entrant=Text(zh=entrant_zh, en=entrant_en))


CHECK_FAILED = names(
    "校验未通过",
    "failed the check",
    "视频未通过校验，请更换视频",
    "the check failed: replace the video",
)
"""The names of `RETURNED` where the check has failed, perhaps before the entry was submitted."""
REVOKED = names("奖项已撤销", "award revoked", "奖项已撤销", "the award was revoked")
"""The names of `NOT_AWARDED` where an award was granted and taken back."""
