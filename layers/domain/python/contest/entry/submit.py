"""Submit: what has to be there before an entry goes to the screeners, and what its entrant is to do
next. Asked while the video is still on its way, it takes effect when the video is found to be
valid: nobody misses the deadline for a queue of ours."""

from datetime import datetime
from typing import Literal

from pydantic import AwareDatetime

from contest import upload
from contest.entry.entry import Entry, EntryStatus
from contest.entry.form import Contact
from contest.entry.form_checks import declaration_due, mistakes
from contest.model import Fact, Text
from contest.refusals import Refusal, Refused, refused
from contest.rules.rules import Rules

ON_ITS_WAY = (EntryStatus.UPLOADING, EntryStatus.VALIDATING)
AT_REST = (EntryStatus.READY, EntryStatus.RETURNED)
OPEN = (EntryStatus.DRAFT, *ON_ITS_WAY, *AT_REST)
"""Where a form may still be filled in and handed in."""


class NextStep(Fact):
    """What the entrant has to do, in plain words."""

    does: Literal["fill_in", "upload", "submit", "mend", "wait", "nothing"]
    text: Text
    by: AwareDatetime | None = None


def missing(entry: Entry, contact: Contact, *, rules: Rules) -> list[Refusal]:
    """All that keeps the entry from being handed in: form, declaration, video."""
    found = mistakes(entry.form, contact, rules=rules)
    if due := declaration_due(entry.declaration, rules=rules):
        found.append(due)
    if not (entry.status in ON_ITS_WAY or has_valid_video(entry)):
        found.append(Refusal(code="submit.no_video", field="video"))
    return found


def has_valid_video(entry: Entry) -> bool:
    return entry.status in AT_REST and entry.verdict is not None and entry.verdict.passed


def may_change(entry: Entry) -> bool:
    """Whether the form is open: not once it was handed in, unless it was returned."""
    return entry.status in OPEN and entry.submitted_at is None


def check(entry: Entry, contact: Contact, *, rules: Rules, now: datetime) -> None:
    """Refused with all that is missing at once, or once it is too late."""
    last = upload.ends(rules, resubmit_by=entry.resubmit_by)
    if now >= last:
        raise refused("submit.too_late", measured=now.isoformat(), allowed=last.isoformat())
    if found := missing(entry, contact, rules=rules):
        raise Refused(*found)


def next_step(entry: Entry, lacking: list[Refusal], *, rules: Rules) -> NextStep:
    by = upload.ends(rules, resubmit_by=entry.resubmit_by)
    if entry.status in OPEN and entry.submitted_at is None:
        return _before(entry, lacking, by=by)
    does, text = _AFTER.get(entry.status, _NOTHING)
    return NextStep(does=does, text=text, by=by if does == "upload" else None)


def _before(entry: Entry, lacking: list[Refusal], *, by: datetime) -> NextStep:
    if entry.status is EntryStatus.RETURNED:
        return NextStep(does="mend", by=by, text=_MEND)
    if any(refusal.field != "video" for refusal in lacking):
        return NextStep(does="fill_in", by=by, text=_FILL_IN)
    if entry.status in (EntryStatus.READY, EntryStatus.VALIDATING):
        return NextStep(does="submit", by=by, text=_SUBMIT)
    return NextStep(does="upload", by=by, text=_UPLOAD)


_MEND = Text(
    zh="请按退回原因修改推荐表或重新上传视频，然后再次提交。",
    en="Please mend the form or upload another video, as the reasons say, and submit again.",
)
_FILL_IN = Text(
    zh="请填完推荐表并接受参选声明。", en="Please fill in the form and accept the declaration."
)
_SUBMIT = Text(zh="一切齐备，请提交。", en="All is there: please submit.")
_UPLOAD = Text(
    zh="请上传视频，传完后提交。", en="Please upload the video, and submit when it is there."
)
_NOTHING: tuple[Literal["nothing"], Text] = (
    "nothing",
    Text(zh="无需再做什么。", en="There is nothing left to do."),
)
_AFTER: dict[EntryStatus, tuple[Literal["upload", "wait", "nothing"], Text]] = {
    EntryStatus.UPLOADING: (
        "upload",
        Text(
            zh="已提交，请把视频传完；通过校验后自动进入初筛。",
            en="Submitted. Please finish the upload: found valid, it goes on by itself.",
        ),
    ),
    EntryStatus.VALIDATING: (
        "wait",
        Text(
            zh="已提交，正在校验视频，通常不到一分钟。",
            en="Submitted. The video is being checked, which takes less than a minute.",
        ),
    ),
    EntryStatus.LATE: (
        "wait",
        Text(
            zh="视频在截止后到达。如有正当理由，请联系主办单位。",
            en="The video came after the deadline. If there was a good reason, ask the host.",
        ),
    ),
    EntryStatus.SCREENING: (
        "wait",
        Text(zh="请等待初筛结果。", en="Please wait for the screening."),
    ),
    EntryStatus.IN_REVIEW: (
        "wait",
        Text(zh="请等待专家评审。", en="Please wait for the experts."),
    ),
    EntryStatus.REVIEWED: (
        "wait",
        Text(zh="请等待评选结果公布。", en="Please wait for the results."),
    ),
}
