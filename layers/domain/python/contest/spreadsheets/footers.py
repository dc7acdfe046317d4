"""Recognises the lines around a table that are none of its rows: who filled it in, totals, notes,
dates, places for a stamp."""

import re
from collections.abc import Sequence

from contest.spreadsheets.table import Cell
from contest.spreadsheets.values import plain

STARTS = (
    *("注", "备注", "附注", "说明", "填表", "制表", "填报", "填写", "报送", "合计", "总计"),
    *("共计", "小计", "联系", "审核", "审批", "复核", "负责人", "经办", "单位(", "盖章", "日期"),
)
"""How a line of one cell begins that is not a row."""
WORD = (
    "附?注|备注|说明|填[表报写]|制表|报[送表]|上报|[合总共小]计|总数|以上|联[系络]|电话|手机|邮箱|传真|地址|审[核批]"
    "|复核|校对|负责|主管|分管|领导|经办|推荐|申报|单位|盖章|公章|签[字章名]|日期|时间|total|sum|subtotal"
    "|prepared by|filled in by|checked by|approved by|contact|phone|tel|date|notes?|signature|seal"
)
MORE = (
    "人员|人|者|单位|部门|机构|处室|科室|日期|时间|电话|方式|号码|意见|签[字名章]|盖章|领导|数量?|件数|作品|名称"
    "|姓名|地址|邮箱|事项|情况|by|no"
)
BRACKETS = r"(?:[(\[][^)\]]{0,12}[)\]])?"
LABEL = re.compile(rf"(?:{WORD})(?:{MORE})* ?{BRACKETS} ?:?", re.IGNORECASE)
"""A label whose value stands in the next cell, as in 合计 | 2件."""
WITH_VALUE = re.compile(rf"(?:{WORD})(?:{MORE})* ?{BRACKETS} ?:.*", re.IGNORECASE | re.DOTALL)
"""A label with its value, as in 填表人:张三."""
MEASURE = "件|部|个|条|项|份|家|位|人|支|篇|works?|videos?|entries|entry|reports?|rows?"
COUNT = re.compile(
    rf"(?:以上|本表|总|合|小)?(?:共计?|计|total)?[ :]*\d[\d,]* *(?:{MEASURE})"
    r"(?:参选|推荐|短)?(?:作品|视频|单位|报道)?[.。]?",
    re.IGNORECASE,
)
YEAR, DIGITS = (
    r"(?:\d{4}|[〇○零一二三四五六七八九]{4}|)",
    r"(?:\d{1,2}|[一二三四五六七八九十]{1,3}|)",
)
DATE = re.compile(
    rf"{YEAR} *(?:年 *{DIGITS} *月(?: *{DIGITS} *日)?|[-/.] *{DIGITS}[-/.] *{DIGITS})"
)
"""A date in figures or numerals, or its empty form: 年 月 日."""
STAMP = re.compile(r".*[(\[](?:(?:单位|加盖)?[盖公]章|签[字章名]|seal|stamp)[)\]]:?", re.IGNORECASE)
NUMBERED = re.compile(r"(?:\(?\d{1,2}\)?[.、)]|[一二三四五六七八九十]{1,3}、|[*※]).+", re.DOTALL)


def is_footer(cells: Sequence[Cell], *, after_another: bool) -> bool:
    """Whether a line is none of the table's rows. `cells`: its filled cells in order, without the
    numbers of the rows. `after_another`: whether the line above is one, so that notes can go on.

    A row that lacks most of its answers is a row with mistakes all the same, unless each of its
    cells is a label, the value after a label, a date, a total or a place for a stamp."""
    texts = [plain(cell.text) for cell in cells]
    if len(texts) == 1:
        goes_on = after_another and NUMBERED.fullmatch(texts[0])
        return bool(texts[0].startswith(STARTS) or goes_on or _alone(texts[0]))
    after_label = False
    for text in texts:
        value, after_label = after_label, bool(LABEL.fullmatch(text))
        if not (value or after_label or _alone(text)):
            return False
    return True


def _alone(text: str) -> bool:
    return any(pattern.fullmatch(text) for pattern in (LABEL, WITH_VALUE, COUNT, DATE, STAMP))
