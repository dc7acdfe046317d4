"""The works of the sample contest, with the status in which each should end: three themes,
landscape and portrait, two against the rules."""

from pathlib import Path
from typing import Any

from contest.entry.entry import EntryStatus
from contest.model import Fact
from local.sample_videos import SAMPLES, make_video


class Work(Fact):
    title: str
    theme: str
    unit: str
    unit_type: str
    region: str
    credits: tuple[str, ...]
    recommending_unit: str = ""
    width: int = 1920
    height: int = 1080
    seconds: int = 60
    hue: float
    merit: int = 0
    """Roughly the judges' score for it, of 100 on each criterion."""
    strong_in: tuple[str, ...] = ()
    """Criteria on which they score it higher."""
    rejected_for: str | None = None
    ends: EntryStatus

    @property
    def person(self) -> str:
        """The entrant's account."""
        return f"entrant-{round(self.hue * 100):02d}"

    @property
    def form(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "theme": self.theme,
            "entrant": self.unit,
            "unit_type": self.unit_type,
            "region": self.region,
            "credits": list(self.credits),
            "recommending_unit": self.recommending_unit,
            "synopsis": f"{self.title}：样例作品，由程序生成的画面与声音。",
        }

    @property
    def contact(self) -> dict[str, str]:
        return {
            "person": self.credits[0],
            "phone": "13800000000",
            "email": f"{self.person}@example.org",
        }

    def video(self) -> Path:
        name = f"{self.person}-{self.width}x{self.height}-{self.seconds}s.mp4"
        return make_video(
            SAMPLES / name,
            width=self.width,
            height=self.height,
            seconds=self.seconds,
            hue=self.hue,
            title=self.title,
        )


WORKS = (
    Work(
        title="钢铁脊梁",
        theme="high-end",
        unit="湘江重工集团",
        unit_type="企业",
        region="湖南",
        credits=("周立群", "何青"),
        recommending_unit="湖南省工业和信息化厅",
        seconds=62,
        hue=0.02,
        merit=88,
        strong_in=("science", "innovation"),
        ends=EntryStatus.AWARDED,
    ),
    Work(
        title="一颗螺丝钉的旅程",
        theme="digital",
        unit="东海智造研究院",
        unit_type="高校院所",
        region="浙江",
        credits=("沈一帆",),
        width=1080,
        height=1920,
        hue=0.14,
        merit=80,
        strong_in=("story", "appeal"),
        ends=EntryStatus.AWARDED,
    ),
    Work(
        title="风起戈壁",
        theme="green",
        unit="西北风电有限公司",
        unit_type="企业",
        region="甘肃",
        credits=("马建国", "王珂"),
        recommending_unit="甘肃省工业和信息化厅",
        seconds=75,
        hue=0.28,
        merit=84,
        strong_in=("artistry",),
        ends=EntryStatus.AWARDED,
    ),
    Work(
        title="灯塔工厂的一天",
        theme="digital",
        unit="岭南电子股份有限公司",
        unit_type="企业",
        region="广东",
        credits=("林晓",),
        seconds=64,
        hue=0.42,
        merit=70,
        strong_in=("reach",),
        ends=EntryStatus.AWARDED,
    ),
    Work(
        title="老街里的绿色车间",
        theme="green",
        unit="陈思远",
        unit_type="个人",
        region="江西",
        credits=("陈思远",),
        width=1080,
        height=1920,
        seconds=66,
        hue=0.55,
        merit=48,
        ends=EntryStatus.NOT_AWARDED,
    ),
    Work(
        title="新品发布",
        theme="high-end",
        unit="某某电器商城",
        unit_type="企业",
        region="上海",
        credits=("吴彬",),
        hue=0.68,
        rejected_for="advertising",
        ends=EntryStatus.REJECTED,
    ),
    Work(
        title="四十五秒看懂智能制造",
        theme="digital",
        unit="江城职业技术学院",
        unit_type="高校院所",
        region="湖北",
        credits=("刘洋",),
        width=1280,
        height=720,
        seconds=45,
        hue=0.8,
        ends=EntryStatus.RETURNED,
    ),
    Work(
        title="老厂房的新生",
        theme="green",
        unit="北方档案馆",
        unit_type="事业单位",
        region="辽宁",
        credits=("赵敏",),
        width=1440,
        height=1080,
        hue=0.92,
        ends=EntryStatus.RETURNED,
    ),
)

FURTHER_WORKS = (
    Work(
        title="车间里的清晨",
        theme="digital",
        unit="江南纺织机械厂",
        unit_type="企业",
        region="江苏",
        credits=("许可",),
        hue=0.21,
        ends=EntryStatus.SCREENING,
    ),
    Work(
        title="海上风电人",
        theme="green",
        unit="海岸能源公司",
        unit_type="企业",
        region="福建",
        credits=("郑海",),
        seconds=61,
        hue=0.35,
        ends=EntryStatus.SCREENING,
    ),
)
"""Works of the contests that go on."""

DRAFT = Work(
    title="夜班巡检员",
    theme="upgrade",
    unit="江南纺织机械厂",
    unit_type="企业",
    region="江苏",
    credits=("许可", "顾一鸣"),
    hue=FURTHER_WORKS[0].hue,
    ends=EntryStatus.DRAFT,
)
"""A work that its entrant has begun, who has submitted another."""

SCREENER = ("screener", "林岚")
"""Id and name."""
JUDGES = (
    ("judge-a", "顾清源", "中国工业报社"),
    ("judge-b", "李若木", "电影艺术研究所"),
    ("judge-c", "韩志平", "湘江重工集团"),
    ("judge-d", "宋佳音", "传媒大学"),
)
"""Id, name, unit. The third belongs to the first work's unit, so it must not be assigned to
them."""
