"""One spelling for each unit, so that the same unit is one unit wherever it is written."""

import re
import unicodedata
from functools import lru_cache

PROVINCES = {
    "北京": "市",
    "天津": "市",
    "上海": "市",
    "重庆": "市",
    "河北": "省",
    "山西": "省",
    "辽宁": "省",
    "吉林": "省",
    "黑龙江": "省",
    "江苏": "省",
    "浙江": "省",
    "安徽": "省",
    "福建": "省",
    "江西": "省",
    "山东": "省",
    "河南": "省",
    "湖北": "省",
    "湖南": "省",
    "广东": "省",
    "海南": "省",
    "四川": "省",
    "贵州": "省",
    "云南": "省",
    "陕西": "省",
    "甘肃": "省",
    "青海": "省",
    "台湾": "省",
    "内蒙古": "自治区",
    "广西": "壮族自治区",
    "西藏": "自治区",
    "宁夏": "回族自治区",
    "新疆": "维吾尔自治区",
    "香港": "特别行政区",
    "澳门": "特别行政区",
}
"""What stands behind a province's name where it is written out."""
CITY = re.compile(r"^([^\W\d_]{2,4}?)市(?!场|政)")
"""长沙市 is 长沙; 城市 and 超市 have but one character before, 市场 and 市政 are other words."""


@lru_cache(maxsize=4096)
def folded(name: str) -> str:
    """Letters and digits alone: full-width forms, case, spaces, brackets and other marks aside."""
    plain = unicodedata.normalize("NFKC", name).casefold()
    return "".join(char for char in plain if char.isalnum())


def normalised(name: str) -> str:
    """Two names with the same outcome are one unit: 湖南省工业和信息化厅 is 湖南工业和信息化厅,
    and the region 湖南省 is 湖南.

    Of a firm's name nothing is left out: 湘江公司 and 湘江有限公司 are two units."""
    rest = folded(name)
    province = next((known for known in PROVINCES if rest.startswith(known)), "")
    rest = rest.removeprefix(province)
    suffix = PROVINCES.get(province, "")
    for written in (suffix, "自治区") if suffix.endswith("自治区") else (suffix,):
        rest = rest.removeprefix(written)
    return province + CITY.sub(r"\1", rest, count=1)
