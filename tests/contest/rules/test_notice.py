"""The shipped rules say all that the notice of the contest says."""

import pytest

from contest.rules.rules import Rules
from tests.builders import shipped_rules


@pytest.fixture
def rules():
    return shipped_rules()


REGIONS = (
    "北京 天津 河北 山西 内蒙古 辽宁 吉林 黑龙江 上海 江苏 浙江 安徽 福建 江西 "
    "山东 河南 湖北 湖南 广东 广西 "
    "海南 重庆 四川 贵州 云南 西藏 陕西 甘肃 青海 宁夏 新疆 新疆生产建设兵团 "
    "大连 青岛 宁波 厦门 深圳"
)
"""31 provinces, regions and municipalities, the Corps, five separately planned cities."""
CO_ORGANISERS = [
    "绿色文化创新协作组织",
    "工业元宇宙协同发展组织",
    "工业设计赋能中小企业联盟",
    "全国工业旅游联盟",
    "全国工业博物馆联盟",
    "河北省工业文化协会",
    "福建省工业文化协会",
    "四川省工业文化协会",
    "安徽省工业文化协会",
    "重庆市工业文化协会",
]
MEDIA = ["央视频", "光明网", "中国网", "央视网", "工信微报", "B站", "抖音", "视频号", "天工数藏APP"]


def test_the_shipped_rules_say_all_that_the_notice_says(rules):
    def named(role):
        return [party.name.zh for party in rules.parties if party.role == role]

    assert named("host") == ["工业和信息化部工业文化发展中心"]
    assert named("co_organiser") == CO_ORGANISERS
    assert named("media_partner") == MEDIA
    [supporter] = named("supporter")
    assert all(word in supporter for word in ("各省", "计划单列市", "兵团", "工业和信息化主管部门"))
    notice = rules.notice
    assert notice.motto.zh == "乘“智”而上、逐“绿”而行"
    assert all(
        word in notice.purpose.zh for word in ("新型工业化成果", "工业精神", "工业文化影响力")
    )
    assert [way.id for way in notice.ways] == ["platform", "unit"]
    assert all(word in notice.panel.zh for word in ("工业", "传媒", "艺术", "影视"))
    assert "工业文化发展大会" in notice.conference.zh
    assert "工业文化发展大会" in rules.dates.ceremony_note.zh
    assert "传播推广处" in notice.contact.name.zh
    assert "最终解释权" in notice.interpretation.zh
    assert "公益活动" in rules.eligibility.fee.zh
    assert [benefit.id for benefit in rules.benefits] == [
        *("mark", "ceremony", "showing", "priority", "ministries")
    ]


def test_the_shipped_recommending_units_are_the_37_of_the_notice(rules):
    assert len(rules.units) == 37
    assert sorted(unit.region.zh for unit in rules.units) == sorted(REGIONS.split())
    assert len({unit.name.zh for unit in rules.units}) == 37
    assert all(unit.region.zh in unit.name.zh for unit in rules.units)
    dated = rules.model_dump()
    for unit in dated["units"]:
        unit["sheet_closes"] = "2024-06-30T17:30:00+08:00"
    assert Rules.model_validate(dated).units[-1].sheet_closes is not None


def test_the_mails_use_the_words_of_the_pages(rules):
    """One word for one thing: 初筛, 退回修改, 未通过 (not 初步筛选, 驳回)."""
    mails = [text for _, mail in rules.mails if mail for text in (mail.subject.zh, mail.body.zh)]

    assert [text for text in mails for word in ("初步筛选", "驳回", "审核") if word in text] == []
    assert "退回修改" in rules.mails.returned.subject.zh
    assert "returned for changes" in rules.mails.returned.subject.en
    assert "通过初筛" in rules.mails.passed.subject.zh
