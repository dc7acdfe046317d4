"""The values for the examples of the OpenAPI document that belong to awards alone."""

from typing import Any

HEX = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"

AWARD_WORDS: dict[str, tuple[Any, ...]] = {
    "agreement": (0.82,),
    "ai_label": ({"zh": "内容由 AI 生成合成", "en": "Made or changed by AI"},),
    "answered_by": ("host:h1",),
    "asked_by": ("host:h1",),
    "award_round": ("first",),
    "by": ("7f3c9a",),
    "coming": (True, 2),
    "edition": (1,),
    "free": (1,),
    "gain": ("b7d20a",),
    "guests": (2,),
    "highest": ("96.00",),
    "left_out": ("b7d20a",),
    "lose": ("e4f1c2",),
    "lowest": ("54.17",),
    "objection": ("3f2c8a",),
    "offset": (-6.4,),
    "open_objections": (1,),
    "file_name": ("综合奖·金奖 钢铁脊梁 湘江重工集团.mp4",),
    "opened": (3,),
    "package": (HEX[:20],),
    "partner": ("央视频",),
    "people": (2,),
    "place": ("gold",),
    "rank": (1,),
    "results_hash": (HEX,),
    "review_round": ("expert-review",),
    "reviews": (5,),
    "same_a": ("b7d20a",),
    "score": ("92.17",),
    "shared": (42,),
    "spread": (0.91, "12.50"),
    "uncertainty": ("1.84",),
    "winner": ("7c211433f02071597741",),
}

AWARD_VALUES: dict[str, tuple[str, str]] = {
    "award.below_least_score": ("钢铁脊梁：58.50", "60"),
    "award.better_left_out": ("钢铁脊梁", "一颗螺丝钉"),
    "award.excluded": ("钢铁脊梁", "gold"),
    "award.given_already": ("e4f1c2", "gold"),
    "award.no_longer_stands": ("钢铁脊梁", ""),
    "award.none_free": ("推动工业高质量发展主题视频征选", ""),
    "award.revoked_before": ("钢铁脊梁", ""),
    "award.not_given": ("e4f1c2", "gold"),
    "award.not_possible_now": ("公示中 / open to objections", ""),
    "award.not_ranked": ("e4f1c2", ""),
    "award.too_many": ("gold", "1"),
    "award.unknown": ("platinum", "gold, silver, bronze"),
    "award.unknown_unit": ("湘江重工集团", ""),
    "award.wrong_recipient": ("gold", ""),
    "ceremony.too_late": ("", "2024-11-11T00:00:00+08:00[Asia/Shanghai]"),
    "objection.too_often": ("", "3600"),
    "package.too_often": ("", "900"),
}
"""The measured and the allowed value, for refusals whose sentence contains them."""
