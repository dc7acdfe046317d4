"""The history of an entry for its entrant: their own actions and the decisions, in plain words. It
names no judge and nobody at the host."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from pydantic import AwareDatetime

from contest.audit import AuditRecord
from contest.entry.entrant_view import as_told
from contest.entry.entry import Entry
from contest.model import Fact, Text

DECISIONS = ("screen.pass", "screen.return", "screen.reject")


class HistoryEvent(Fact):
    at: AwareDatetime
    action: str
    text: Text


def history(
    records: Iterable[AuditRecord], entry: Entry, *, now: datetime
) -> Iterator[HistoryEvent]:
    """The events that the entrant may see, in the records' order, oldest first. `records`: those of
    the entry, read after it. `now`: by our clock."""
    for record in _without_untold(records, entry, now=now):
        if words := WORDS.get(record.action):
            yield HistoryEvent(at=record.at, action=record.action, text=words)


def _without_untold(
    records: Iterable[AuditRecord], entry: Entry, *, now: datetime
) -> list[AuditRecord]:
    """The records without decisions that the entrant was never told of: those that were undone, and
    one that can still be undone."""
    told: list[AuditRecord] = []
    for record in records:
        if record.sequence > entry.records:
            break  # written since the entry was read
        undoes = record.details.get("made") in entry.undone
        if undoes:
            _drop_decision(told)
        if not (undoes and record.action == "screen.reopen"):
            told.append(record)
    if as_told(entry, now=now) is not entry:
        _drop_decision(told)
    return told


def _drop_decision(told: list[AuditRecord]) -> None:
    """Drop the last decision. What was recorded since stays."""
    at = [place for place, record in enumerate(told) if record.action in DECISIONS]
    if at:
        del told[at[-1]]


def _t(zh: str, en: str) -> Text:
    return Text(zh=zh, en=en)


WORDS: dict[str, Text | None] = {
    "entry.enter": _t("新建草稿", "Draft created"),
    "entry.recommend": _t("由推荐单位推荐", "Recommended by a unit"),
    "entry.accept": _t("接受参选声明", "Declaration accepted"),
    "entry.submit": _t("提交作品", "Work submitted"),
    "entry.withdraw": _t("撤回作品", "Work withdrawn"),
    "entry.disqualify": _t("主办单位取消资格", "Disqualified by the host"),
    "entry.erase": None,
    "entry.drop_personal_data": _t("按规则删除个人信息", "Personal data deleted under the rules"),
    "entry.drop_media": _t("按规则删除视频", "Video deleted under the rules"),
    "entry.show_contact": None,
    "entry.correct_contact": _t("更正联系方式", "Contact corrected"),
    "upload.offer": _t("开始上传视频", "Upload started"),
    "upload.give_up": _t("放弃上传", "Upload cancelled"),
    "upload.arrive": _t("视频上传完成", "Video uploaded"),
    "upload.late": _t("视频逾期上传完成", "Video uploaded after the deadline"),
    "upload.let_in": _t("主办单位受理逾期作品", "Accepted by the host after the deadline"),
    "validate.pass": _t("技术校验通过", "Passed the technical check"),
    "validate.return": _t("技术校验未通过", "Did not pass the technical check"),
    "screen.pass": _t("通过初筛", "Passed the initial screening"),
    "screen.return": _t("初筛退回修改", "Returned for changes at the initial screening"),
    "screen.reject": _t("未通过初筛", "Not admitted at the initial screening"),
    "screen.propose": None,
    "screen.overturn": None,
    "screen.undo": None,
    "screen.reopen": _t("主办单位重新初筛", "To be screened again, by the host"),
    "screen.propose_theme": _t("建议改投其他主题", "Another theme proposed"),
    "screen.take_back_theme": _t("撤回改投建议", "Proposal of another theme taken back"),
    "screen.accept_theme": _t("同意改投其他主题", "Accepted the other theme"),
    "screen.decline_theme": _t("不同意改投其他主题", "Declined the other theme"),
    "screen.move_theme": _t("主办单位改投其他主题", "Moved to another theme by the host"),
    "review.assign": None,
    "review.unassign": None,
    "review.reopen": None,
    "review.enter": _t("进入下一轮专家评审", "Entered the next round of expert review"),
    "review.accept": _t("专家评审结束", "Expert review finished"),
    "review.leave_out": _t("未完成评审，不参加排名", "Not judged: it takes no part in the ranking"),
    "review.complete": _t("专家评审结束", "Expert review finished"),
    "review.close": _t("专家评审结束", "Expert review finished"),
    "award.awarded": _t("获奖", "Awarded"),
    "award.revoke": _t("奖项撤销", "Award revoked"),
    "award.not_awarded": _t("未获奖", "Not awarded"),
}
"""The text for every action on an entry. None: entrants do not see it."""
