"""Submit: what an entry needs before it goes to the screeners, and the entrant's next step.

An entrant may submit while the video is still uploading or being validated. It takes effect once
the video is valid, so nobody misses the deadline because our queue is slow."""

from datetime import datetime
from typing import Literal

from pydantic import AwareDatetime

from contest.entry.entry import Entry, EntryStatus
from contest.entry.form import Contact
from contest.entry.form_checks import declaration_due, mistakes
from contest.model import Fact, Text
from contest.refusals import Refusal, Refused
from contest.rules.deadline import Deadline, ends, too_late
from contest.rules.rules import Rules

ON_ITS_WAY = (EntryStatus.UPLOADING, EntryStatus.VALIDATING)
AT_REST = (EntryStatus.READY, EntryStatus.RETURNED)
OPEN = (EntryStatus.DRAFT, *ON_ITS_WAY, *AT_REST)
"""Statuses in which a form may still be filled in and submitted."""

AFTER_SUBMISSION = frozenset(
    {
        EntryStatus.SCREENING,
        EntryStatus.REJECTED,
        EntryStatus.IN_REVIEW,
        EntryStatus.REVIEWED,
        EntryStatus.AWARDED,
        EntryStatus.NOT_AWARDED,
        EntryStatus.NOT_JUDGED,
    }
)


class NextStep(Fact):
    """What the entrant has to do next, in plain words, and by when."""

    does: Literal["fill_in", "upload", "submit", "correct", "answer", "wait", "nothing"]
    text: Text
    by: AwareDatetime | None = None


def missing(entry: Entry, contact: Contact, *, rules: Rules) -> list[Refusal]:
    """Everything that prevents submission: in the form, the declaration and the video."""
    found = mistakes(entry.form, contact, rules=rules)
    if due := declaration_due(entry.declaration, rules=rules):
        found.append(due)
    if not (entry.status in ON_ITS_WAY or has_valid_video(entry)):
        found.append(Refusal(code="submit.no_video", field="video"))
    return found


def has_valid_video(entry: Entry) -> bool:
    return entry.status in AT_REST and entry.verdict is not None and entry.verdict.passed


def is_submitted(entry: Entry) -> bool:
    """Whether the entry was submitted and is not its entrant's again: the host's people may read
    it. A returned or withdrawn one is its entrant's."""
    ended = entry.status is EntryStatus.DISQUALIFIED and entry.submitted_at is not None
    return ended or entry.status in AFTER_SUBMISSION


def may_change(entry: Entry) -> bool:
    """Whether the form is open. It closes on submission and reopens if the entry is returned."""
    return entry.status in OPEN and entry.submitted_at is None


def check(entry: Entry, contact: Contact, *, rules: Rules, now: datetime) -> None:
    """Refuses after the deadline, or with everything that is missing at once."""
    if now >= ends(rules, resubmit_by=entry.resubmit_by):
        raise Refused(too_late("submit.too_late", rules, resubmit_by=entry.resubmit_by, now=now))
    if found := missing(entry, contact, rules=rules):
        raise Refused(*found)


def is_arriving(entry: Entry) -> bool:
    """Whether all of its open upload was sent, and the bucket has not told of the file yet."""
    uploading = entry.status is EntryStatus.UPLOADING
    return uploading and bool(entry.upload and entry.upload.completed_at)


def next_step(entry: Entry, lacking: list[Refusal], deadline: Deadline, now: datetime) -> NextStep:
    """`deadline`: of this entry. After it nothing is offered that would be refused."""
    if entry.status in OPEN and not deadline.accepts:
        return _too_late(entry, now=now)
    if may_change(entry):
        return _before(entry, lacking, by=deadline.by)
    does, text = _ARRIVING if is_arriving(entry) else _AFTER.get(entry.status, _NOTHING)
    return NextStep(does=does, text=text, by=deadline.by if does == "upload" else None)


def _too_late(entry: Entry, *, now: datetime) -> NextStep:
    if is_arriving(entry):
        return NextStep(does="wait", text=_ARRIVING[1])
    open_ = entry.upload if entry.status is EntryStatus.UPLOADING else None
    if open_ and now < open_.parts_kept_until:
        return NextStep(does="upload", text=_FINISH_LATE, by=open_.parts_kept_until)
    if open_:
        return NextStep(does="nothing", text=_NOT_UPLOADED)
    if entry.submitted_at is None:
        return NextStep(does="nothing", text=_REFUSED if entry.check_failed else _NOT_SUBMITTED)
    does, text = _AFTER.get(entry.status, _NOTHING)
    return NextStep(does=does, text=text)


def _before(entry: Entry, lacking: list[Refusal], *, by: datetime) -> NextStep:
    if entry.status is EntryStatus.RETURNED:
        return NextStep(does="correct", by=by, text=_REPLACE if entry.check_failed else _CORRECT)
    if any(refusal.field != "video" for refusal in lacking):
        return NextStep(does="fill_in", by=by, text=_FILL_IN)
    if entry.status in (EntryStatus.READY, EntryStatus.VALIDATING) or is_arriving(entry):
        return NextStep(does="submit", by=by, text=_SUBMIT)
    return NextStep(does="upload", by=by, text=_UPLOAD)


_CORRECT = Text(
    zh="请按退回原因修改推荐表或重新上传视频，然后再次提交。",
    en="Correct the form or upload another video, as the reasons say. Then submit again.",
)
_REPLACE = Text(
    zh="请按上述原因重新导出或更换视频，再次上传。填好的推荐表会保留。",
    en="Export the video again or choose another, as the reasons say, and upload it. The form is "
    "kept.",
)
_FILL_IN = Text(
    zh="请填完推荐表并接受参选声明。",
    en="Complete the form and accept the declaration.",
)
_SUBMIT = Text(zh="一切齐备，请提交。", en="Everything is ready. Submit the work.")
_UPLOAD = Text(
    zh="请上传视频，传完后提交。", en="Upload the video. Submit when the upload is complete."
)
_FINISH_LATE = Text(
    zh="截止时视频还没有传完。仍可继续传完：作品按逾期保存，由主办单位决定是否受理。",
    en="The upload was not finished by the deadline. You can still finish it: the work is then "
    "kept as late, and the host decides whether to accept it.",
)
_ARRIVING: tuple[Literal["wait"], Text] = (
    "wait",
    Text(
        zh="视频已传完，等待系统接收和校验，通常不到一分钟。",
        en="The video was sent. Receiving and checking it usually takes less than a minute.",
    ),
)


def _closed(zh: str, en: str) -> Text:
    return Text(
        zh=f"投稿已截止，{zh}。如有正当理由，请联系主办单位。",
        en=f"Submissions are closed and {en}. If you had a good reason, contact the host.",
    )


_NOT_UPLOADED = _closed("视频没有传完", "the video was not sent in full")
_NOT_SUBMITTED = _closed("此作品没有提交", "this work was not submitted")
_REFUSED = _closed("此作品的视频没有通过校验", "the video of this work did not pass the check")
_NOTHING: tuple[Literal["nothing"], Text] = (
    "nothing",
    Text(zh="无需再做什么。", en="There is nothing left to do."),
)
_AFTER: dict[EntryStatus, tuple[Literal["upload", "wait", "nothing"], Text]] = {
    EntryStatus.UPLOADING: (
        "upload",
        Text(
            zh="已提交，请把视频传完；通过校验后自动进入初筛。",
            en="Submitted. Finish the upload. Once the video is valid, screening starts by itself.",
        ),
    ),
    EntryStatus.VALIDATING: (
        "wait",
        Text(
            zh="已提交，正在校验视频，通常不到一分钟。",
            en="Submitted. The video is being checked. This usually takes less than a minute.",
        ),
    ),
    EntryStatus.LATE: (
        "wait",
        Text(
            zh="视频已传完，但在截止之后，作品按逾期保存。是否受理由主办单位决定；如有正当理由，"
            "请联系主办单位。",
            en="The video was uploaded after the deadline, and the work is kept as late. The host "
            "decides whether to accept it. If you had a good reason, contact the host.",
        ),
    ),
    EntryStatus.SCREENING: (
        "wait",
        Text(zh="请等待初筛结果。", en="Wait for the result of the initial screening."),
    ),
    EntryStatus.IN_REVIEW: (
        "wait",
        Text(zh="请等待专家评审。", en="Wait for the expert review."),
    ),
    EntryStatus.REVIEWED: (
        "wait",
        Text(zh="请等待评选结果公布。", en="Wait for the results to be announced."),
    ),
}
