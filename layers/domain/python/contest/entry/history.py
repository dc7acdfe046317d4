"""What became of an entry, as its entrant reads it: their own deeds and the decisions, in plain
words; who judges it, and who at the host did what, is not for them."""

from collections.abc import Iterable, Iterator

from pydantic import AwareDatetime

from contest.audit import AuditRecord
from contest.model import Fact, Text


class HistoryEvent(Fact):
    at: AwareDatetime
    action: str
    text: Text


def history(records: Iterable[AuditRecord]) -> Iterator[HistoryEvent]:
    """In the records' order, oldest first."""
    for record in records:
        if words := WORDS.get(record.action):
            yield HistoryEvent(at=record.at, action=record.action, text=words)


def _t(zh: str, en: str) -> Text:
    return Text(zh=zh, en=en)


WORDS: dict[str, Text | None] = {
    "entry.enter": _t("新建草稿", "Draft begun"),
    "entry.recommend": _t("由推荐单位推荐", "Recommended by a unit"),
    "entry.accept": _t("接受参选声明", "Declaration accepted"),
    "entry.submit": _t("提交作品", "Handed in"),
    "entry.withdraw": _t("撤回作品", "Withdrawn"),
    "entry.disqualify": _t("主办单位取消资格", "Disqualified by the host"),
    "entry.erase": None,
    "entry.drop_personal_data": _t("按规则删除个人信息", "Personal data removed, as the rules say"),
    "entry.drop_media": _t("按规则删除视频", "Video removed, as the rules say"),
    "entry.show_contact": None,
    "upload.offer": _t("开始上传视频", "Upload begun"),
    "upload.give_up": _t("放弃上传", "Upload given up"),
    "upload.arrive": _t("视频上传完成", "Video arrived"),
    "upload.late": _t("视频逾期到达", "Video arrived late"),
    "upload.let_in": _t("主办单位受理逾期视频", "Late video let in by the host"),
    "validate.pass": _t("技术校验通过", "Found valid"),
    "validate.return": _t("技术校验未通过", "Found not valid"),
    "screen.pass": _t("通过初步筛选", "Passed the screening"),
    "screen.return": _t("初步筛选退回修改", "Returned at the screening"),
    "screen.reject": _t("未通过初步筛选", "Not admitted at the screening"),
    "review.assign": None,
    "review.complete": _t("专家评审结束", "Review over"),
    "review.close": _t("专家评审结束", "Review over"),
    "award.awarded": _t("获奖", "Awarded"),
    "award.not_awarded": _t("未获奖", "Not awarded"),
}
"""Every deed on an entry; None: not for entrants."""
