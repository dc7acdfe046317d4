"""An entry, where it may stand, and the one gate through which it moves.

`TRANSITIONS` is the whole way; the state machine `entry_journey` walks the part of it that `STAGES`
names, and a test holds the two against each other.
"""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from pydantic import AwareDatetime, Field, StringConstraints

from contest.audit import AuditRecord, Owned
from contest.model import Fact, Filled, Id, Text
from contest.refusals import refused
from contest.screen import ScreeningDecision
from contest.upload import Upload
from contest.validate import Verdict


class Status(StrEnum):
    DRAFT = "draft"
    UPLOADING = "uploading"
    LATE = "late"
    VALIDATING = "validating"
    RETURNED = "returned"
    SCREENING = "screening"
    REJECTED = "rejected"
    IN_REVIEW = "in_review"
    REVIEWED = "reviewed"
    AWARDED = "awarded"
    NOT_AWARDED = "not_awarded"
    WITHDRAWN = "withdrawn"
    DISQUALIFIED = "disqualified"


S = Status
TRANSITIONS: Mapping[Status, frozenset[Status]] = {
    S.DRAFT: frozenset({S.UPLOADING, S.WITHDRAWN}),
    S.UPLOADING: frozenset({S.UPLOADING, S.DRAFT, S.RETURNED, S.VALIDATING, S.LATE, S.WITHDRAWN}),
    S.LATE: frozenset({S.VALIDATING, S.WITHDRAWN, S.DISQUALIFIED}),
    S.VALIDATING: frozenset({S.SCREENING, S.RETURNED, S.WITHDRAWN, S.DISQUALIFIED}),
    S.RETURNED: frozenset({S.UPLOADING, S.WITHDRAWN, S.DISQUALIFIED}),
    S.SCREENING: frozenset({S.IN_REVIEW, S.RETURNED, S.REJECTED, S.WITHDRAWN, S.DISQUALIFIED}),
    S.IN_REVIEW: frozenset({S.REVIEWED, S.WITHDRAWN, S.DISQUALIFIED}),
    S.REVIEWED: frozenset({S.AWARDED, S.NOT_AWARDED, S.WITHDRAWN, S.DISQUALIFIED}),
    S.REJECTED: frozenset(),
    S.AWARDED: frozenset(),
    S.NOT_AWARDED: frozenset(),
    S.WITHDRAWN: frozenset(),
    S.DISQUALIFIED: frozenset(),
}

STAGES: Mapping[Status, str] = {
    S.VALIDATING: "Validate",
    S.SCREENING: "Screen",
    S.IN_REVIEW: "Review",
    S.REVIEWED: "Award",
}
"""Statuses in which an execution works or waits, and the state of the machine that does so."""


class Names(Fact):
    organiser: Text
    entrant: Text


def _n(zh: str, en: str, entrant_zh: str, entrant_en: str) -> Names:
    return Names(organiser=Text(zh=zh, en=en), entrant=Text(zh=entrant_zh, en=entrant_en))


NAMES: Mapping[Status, Names] = {
    S.DRAFT: _n("草稿", "draft", "草稿,尚未上传视频", "draft: no video yet"),
    S.UPLOADING: _n("上传中", "uploading", "等待视频上传完成", "waiting for the upload to finish"),
    S.LATE: _n(
        "逾期", "late", "逾期:视频已保存,未受理", "late: the video is kept, and not taken up"
    ),
    S.VALIDATING: _n("技术校验中", "validating", "正在校验视频", "the video is being checked"),
    S.RETURNED: _n("已退回", "returned", "已退回,请修改后重新提交", "returned: please mend it"),
    S.SCREENING: _n("待初筛", "to be screened", "已提交,等待初筛", "submitted, to be screened"),
    S.REJECTED: _n("初筛未通过", "rejected at screening", "未通过初筛", "not admitted"),
    S.IN_REVIEW: _n("评审中", "in review", "专家评审中", "with the experts"),
    S.REVIEWED: _n("评审完成", "reviewed", "评审完成,等待结果", "reviewed: results to come"),
    S.AWARDED: _n("获奖", "awarded", "获奖", "awarded"),
    S.NOT_AWARDED: _n("未获奖", "not awarded", "未获奖", "not awarded"),
    S.WITHDRAWN: _n("已撤回", "withdrawn", "已撤回", "withdrawn"),
    S.DISQUALIFIED: _n("取消资格", "disqualified", "已被取消资格", "disqualified"),
}
"""Two names a status: what the organiser reads, and what the entrant reads."""


class Form(Fact):
    """《征选推荐表》: what is asked of each work. Contact data is apart, in `Contact`."""

    title: Filled = Field(max_length=100)
    theme: Id
    further_themes: tuple[Id, ...] = Field(default=(), max_length=20)
    entrant: Filled = Field(max_length=100)
    unit_type: str = Field(default="", max_length=50)
    region: str = Field(default="", max_length=50)
    credits: tuple[Annotated[Filled, Field(max_length=100)], ...] = Field(default=(), max_length=50)
    synopsis: str = Field(default="", max_length=2000)
    recommending_unit: str = Field(default="", max_length=100)
    remarks: str = Field(default="", max_length=1000)


class Contact(Fact):
    person: Filled = Field(max_length=50)
    phone: Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=30)]
    email: str = Field(pattern=r"^[^@\s]+@[^@\s]+\.[^@\s]+$", max_length=200)


class Acceptance(Fact):
    """Who accepted which declaration, when: kept as evidence."""

    version: str
    sha256: str
    """Of the declaration's canonical JSON: of every word of it."""
    by: str
    at: AwareDatetime


class Entry(Owned):
    contest: Id
    id: Id
    owner: Id
    """The account of the entrant."""
    status: Status = Status.DRAFT
    form: Form
    declaration: Acceptance | None = None
    created_at: AwareDatetime
    changed_at: AwareDatetime
    upload: Upload | None = None
    verdict: Verdict | None = None
    screening: ScreeningDecision | None = None
    mend_by: AwareDatetime | None = None
    """While returned: the last moment for mending."""
    judges: tuple[Id, ...] = ()
    """Of the present round; every one has a review of the entry, begun or not."""
    round: Id | None = None
    awards: tuple[Id, ...] = ()


def move(
    entry: Entry, to: Status, *, owner: object, by: str, at: datetime, deed: str,
    details: dict[str, Any] | None = None, **changes: Any,
) -> tuple[Entry, AuditRecord]:  # fmt: skip
    """The only way to change an entry's status: along `TRANSITIONS`, with its audit record.

    `details` go into the record; `changes` are other fields that change with the status. Refused
    with `entry.not_possible_now`."""
    if to not in TRANSITIONS[entry.status]:
        raise refused("entry.not_possible_now", measured=NAMES[entry.status].organiser.zh)
    told = {"from": entry.status.value, "to": to.value, **(details or {})}
    return entry.after(
        deed, owner=owner, by=by, at=at, details=told, status=to, changed_at=at, **changes
    )
