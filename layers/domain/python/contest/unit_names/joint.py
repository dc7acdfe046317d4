"""Joint entrants: the units that a name lists, such as 湘江重工集团、洞庭机械厂."""

import re

from contest.unit_names.divisions import in_front
from contest.unit_names.spelling import folded

SEPARATORS = re.compile(r"[、/／;；|｜+＋&＆\n]|(?<=[^\x00-\x7f])[,，]|[,，](?=[^\x00-\x7f])")
"""A comma parts Chinese names alone: an English one has it before Ltd."""
AND = re.compile("[与和及暨]|联合")
OTHER_WORDS = re.compile(
    "和(?:平|谐|田|顺|静|硕|政|龙|林|县|布|睦|美|合|信|记|盛)|及(?:时|格)|与会"
)
"""Words and places that begin like a conjunction."""
SAID = re.compile("(?:联合|共同)(?:报送|出品|摄制|选送|申报|制作|推荐|参赛|参选)$")
"""What is added to a list of names."""
ALWAYS_A_UNIT = (
    "局|厅|政府|委员会|管委会|办公室|大学|学院|学校|中学|小学|幼儿园|医院|研究院|研究所|设计院|公司|集团"
    "|厂|协会|学会|商会|基金会|联合会|促进会|研究会|出版社|报社|电视台|广播电台|博物馆|图书馆|文化馆|美术馆"
    "|科技馆|银行|工作室|事务所|中心"
)
ENGLISH = (
    "university|college|institute|school|hospital|company|ltd|inc|corp|corporation|group|bureau"
    "|department|association|studio|center|centre|museum|academy|government|bank|foundation"
    "|society|station|committee|federation|council|press|laboratory|office|commission"
)
LISTED = re.compile(
    f"(?:{ALWAYS_A_UNIT}|[部委办院所校社馆站台会行店园队团组处科村镇乡区矿场库堂宫报网]|街道|联盟|基地"
    f"|文联|科协|妇联|工商联|{ENGLISH})$"
)
"""How the name of a unit ends that is listed with others. 腾讯、阿里巴巴 stays one name: the two
might be the words of one."""
JOINED = re.compile(f"(?:{ALWAYS_A_UNIT})$")
"""The same on either side of 和, which is part of many names: 文化和旅游厅."""
ENGLISH_WITHIN = re.compile(f"(?:{ENGLISH})(?:of|for|and|$)")
WHOLE = re.compile("(?:大学|公司|集团|厂|医院|银行|出版社|报社|电视台)$")
"""How a unit's name ends that is no part of the unit before it: 清华大学 建筑学院 is one."""
STATE = ("中国", "国家", "中共", "中央", "全国")
SHORTEST = 4


def units_in(name: str) -> tuple[str, ...]:
    """The units that a name lists, as they are written. One, if it is not sure that it lists
    several; none, if nothing is written."""
    listed = SAID.sub("", name.strip())
    parts = [part.strip() for part in SEPARATORS.split(listed) if folded(part)]
    if not all(map(_is_listed, parts)):
        parts = [listed]
    return tuple(dict.fromkeys(unit for part in parts if folded(part) for unit in _parted(part)))


def employers_in(written: str) -> tuple[str, ...]:
    """The units in what is written of a person's employer, which may have their post behind it:
    湘江重工集团 总工程师. Of such a text both the whole and the units without the post."""
    found = list(units_in(written))
    for part in SEPARATORS.split(written):
        for place, word in enumerate(part.split()):
            if _is_joined(word) and (not place or WHOLE.search(word) or _is_of_a_place(word)):
                found += _parted(word)
    return tuple(dict.fromkeys(found))


def _is_listed(part: str) -> bool:
    text = folded(part)
    if text.isascii():
        return ENGLISH_WITHIN.search(text) is not None
    return LISTED.search(text) is not None


def _parted(name: str) -> tuple[str, ...]:
    """The units around 和, 与, 及, 暨 or 联合, where either side is surely a unit."""
    for found in AND.finditer(name):
        before, after = name[: found.start()].strip(), name[found.end() :].strip()
        if OTHER_WORDS.match(name, found.start()) or not _is_joined(before):
            continue
        if not _is_joined(after) or (found.group() == "联合" and not _is_of_a_place(after)):
            continue
        return (before, *_parted(after))
    return (name,)


def _is_joined(part: str) -> bool:
    text = folded(part)
    return len(text) >= SHORTEST and JOINED.search(text) is not None


def _is_of_a_place(part: str) -> bool:
    return part.startswith(STATE) or in_front(folded(part)).depth > 0
