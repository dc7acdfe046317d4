"""An entry, its statuses, and `move_entry`, the only function that changes a status, along
`TRANSITIONS`. The state machine `entry_journey` runs the part that `STAGES` names."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal, Self

from pydantic import AwareDatetime

from contest.audit import Actor, AuditRecord
from contest.entry.form import Acceptance, Form
from contest.entry.host_decisions import LeftOut, LetIn, RevokedAward
from contest.entry.screened import Screened
from contest.entry.status_names import CHECK_FAILED, REVOKED, StatusNames, names
from contest.model import Id
from contest.refusals import Refusal, refused
from contest.refusals.formatting import stored_text
from contest.upload import Upload
from contest.validate.verdict import Verdict


class EntryStatus(StrEnum):
    DRAFT = "draft"
    UPLOADING = "uploading"
    LATE = "late"
    VALIDATING = "validating"
    READY = "ready"
    RETURNED = "returned"
    SCREENING = "screening"
    REJECTED = "rejected"
    IN_REVIEW = "in_review"
    REVIEWED = "reviewed"
    AWARDED = "awarded"
    NOT_AWARDED = "not_awarded"
    NOT_JUDGED = "not_judged"
    WITHDRAWN = "withdrawn"
    DISQUALIFIED = "disqualified"


S = EntryStatus
TRANSITIONS: Mapping[EntryStatus, frozenset[EntryStatus]] = {
    S.DRAFT: frozenset({S.UPLOADING, S.WITHDRAWN}),
    S.UPLOADING: frozenset(
        {S.UPLOADING, S.DRAFT, S.READY, S.RETURNED, S.SCREENING, S.VALIDATING, S.LATE, S.WITHDRAWN}
    ),
    S.LATE: frozenset({S.VALIDATING, S.WITHDRAWN, S.DISQUALIFIED}),
    S.VALIDATING: frozenset({S.READY, S.SCREENING, S.RETURNED, S.WITHDRAWN, S.DISQUALIFIED}),
    S.READY: frozenset({S.SCREENING, S.UPLOADING, S.WITHDRAWN, S.DISQUALIFIED}),
    S.RETURNED: frozenset({S.SCREENING, S.UPLOADING, S.WITHDRAWN, S.DISQUALIFIED}),
    S.SCREENING: frozenset({S.IN_REVIEW, S.RETURNED, S.REJECTED, S.WITHDRAWN, S.DISQUALIFIED}),
    S.IN_REVIEW: frozenset({S.SCREENING, S.REVIEWED, S.NOT_JUDGED, S.WITHDRAWN, S.DISQUALIFIED}),
    S.REVIEWED: frozenset({S.IN_REVIEW, S.AWARDED, S.NOT_AWARDED, S.WITHDRAWN, S.DISQUALIFIED}),
    S.REJECTED: frozenset({S.SCREENING, S.DISQUALIFIED}),
    S.AWARDED: frozenset({S.NOT_AWARDED, S.WITHDRAWN, S.DISQUALIFIED}),
    S.NOT_AWARDED: frozenset({S.AWARDED, S.DISQUALIFIED}),
    S.NOT_JUDGED: frozenset({S.AWARDED, S.WITHDRAWN, S.DISQUALIFIED}),
    S.WITHDRAWN: frozenset(),
    S.DISQUALIFIED: frozenset(),
}

STAGES: Mapping[EntryStatus, str] = {
    S.VALIDATING: "Validate",
    S.SCREENING: "Screen",
    S.IN_REVIEW: "Review",
    S.REVIEWED: "Award",
}
"""Statuses in which an execution works or waits, each with its state in the state machine."""

STATUS_NAMES: Mapping[EntryStatus, StatusNames] = {
    S.DRAFT: names("草稿", "draft", "草稿，尚未上传视频", "draft: no video yet"),
    S.UPLOADING: names(
        "上传中", "uploading", "等待视频上传完成", "waiting for the upload to finish"
    ),
    S.LATE: names(
        "逾期", "late", "逾期：视频已保存，未受理", "late: the video is saved but not accepted"
    ),
    S.VALIDATING: names("技术校验中", "validating", "正在校验视频", "checking the video"),
    S.READY: names(
        "待提交", "to be submitted", "视频合格，等待您提交", "the video is valid: submit the work"
    ),
    S.RETURNED: names(
        "已退回", "returned", "已退回，请修改后重新提交", "returned: correct it and submit again"
    ),
    S.SCREENING: names(
        "待初筛",
        "to be screened",
        "已提交，等待初筛",
        "submitted: waiting for the initial screening",
    ),
    S.REJECTED: names("初筛未通过", "rejected at screening", "未通过初筛", "not admitted"),
    S.IN_REVIEW: names("评审中", "in review", "专家评审中", "in expert review"),
    S.REVIEWED: names(
        "评审完成", "reviewed", "评审完成，等待结果", "reviewed: waiting for the results"
    ),
    S.AWARDED: names("获奖", "awarded", "获奖", "awarded"),
    S.NOT_AWARDED: names("未获奖", "not awarded", "未获奖", "not awarded"),
    S.NOT_JUDGED: names(
        "未评审",
        "not judged",
        "未完成评审，不参加排名",
        "not judged: not part of the ranking",
    ),
    S.WITHDRAWN: names("已撤回", "withdrawn", "已撤回", "withdrawn"),
    S.DISQUALIFIED: names("取消资格", "disqualified", "已被取消资格", "disqualified"),
}
"""Two names for each status: the organiser's and the entrant's."""

Gone = Literal["person", "personal_data", "media"]


class Entry(Screened):
    contest: Id
    id: Id
    owner: Id
    """The account of the entrant."""
    status: EntryStatus = EntryStatus.DRAFT
    form: Form = Form()
    edits: int = 0
    """How often form or contact was changed. A save must state this number as the one it knows."""
    recommended_by: Id | None = None
    """The recommending unit that the form names, by its id in the rules."""
    recommended_at: AwareDatetime | None = None
    """When the entrant was last notified that a unit recommends it."""
    declaration: Acceptance | None = None
    created_at: AwareDatetime
    changed_at: AwareDatetime
    uploads: int = 0
    """Number of uploads begun, including those that were given up."""
    upload: Upload | None = None
    previous_upload: Upload | None = None
    """The upload before the open one. Giving up the open one restores it."""
    previous_status: EntryStatus = EntryStatus.DRAFT
    """The status before the open upload. Giving up the upload restores it."""
    verdict: Verdict | None = None
    marks: tuple[Refusal, ...] = ()
    """What earlier uploads were returned for that a screener should know. No entrant sees it."""
    submitted_at: AwareDatetime | None = None
    """When the entrant submitted it; None again once it is returned."""
    run: int = 0
    """How often it was resubmitted after its execution had ended. Each time a new one starts."""
    resubmit_by: AwareDatetime | None = None
    """The entry's own deadline, set when a screener returns it or the host lets it in."""
    let_in: LetIn | None = None
    """How it was let in after the deadline, the last time."""
    judges: tuple[Id, ...] = ()
    """The judges of the current round. Each has a review of the entry, begun or not."""
    round: Id | None = None
    left_out: LeftOut | None = None
    awards: tuple[Id, ...] = ()
    """The awards and levels that it has been granted and still has."""
    revoked: tuple[RevokedAward, ...] = ()
    """Those that were taken back, in that order."""
    erased: tuple[Gone, ...] = ()
    """The parts that were erased. A late write must not bring them back."""

    def next_version(self, **changes: Any) -> Self:
        """Another form is another edit, whoever made it: an open page must not write over it."""
        form = changes.get("form", self.form)
        return super().next_version(**{"edits": self.edits + (form != self.form), **changes})

    @property
    def check_failed(self) -> bool:
        """Whether it is returned because its video failed the check, and not by a screener."""
        return self.status is S.RETURNED and self.verdict is not None and not self.verdict.passed

    @property
    def status_names(self) -> StatusNames:
        if self.status is S.NOT_AWARDED and self.revoked:
            return REVOKED
        return CHECK_FAILED if self.check_failed else STATUS_NAMES[self.status]


def move_entry(
    entry: Entry,
    to: EntryStatus,
    *,
    subject: object,
    actor: Actor,
    at: datetime,
    action: str,
    details: dict[str, Any] | None = None,
    **changes: Any,
) -> tuple[Entry, AuditRecord]:
    """Changes the entry's status along `TRANSITIONS` and returns the entry with its audit record.

    This is the only way to change a status. `details` go into the record; `changes` are other
    fields that change with the status. Refuses any other change with `entry.not_possible_now`."""
    if to not in TRANSITIONS[entry.status]:
        raise refused("entry.not_possible_now", measured=stored_text(entry.status_names.organiser))
    full_details = {"from": entry.status.value, "to": to.value, **(details or {})}
    return entry.with_record(
        action,
        subject=subject,
        actor=actor,
        at=at,
        details=full_details,
        status=to,
        **{"changed_at": at, **changes},
    )
