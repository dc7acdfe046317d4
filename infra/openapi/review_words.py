"""The values for the examples of the OpenAPI document that belong to review alone."""

from typing import Any

TIME = "2024-09-20T09:30:00+08:00"

HEX = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
CLOSES = "2024-10-01T00:00:00+08:00[Asia/Shanghai]"

REVIEW_WORDS: dict[str, tuple[Any, ...]] = {
    "given_comment": ("节奏紧凑，主题鲜明。",),
    "expertise": (["工业", "传媒"], "传媒"),
    "max_load": (40,),
    "asked": (3,),
    "previous_round": ("expert-review",),
    "cutoff": ("493/6",),
    "codecs": ("avc1.640028, mp4a.40.2",),
    "browser_name": ("WeChat 8",),
    "tries": (2,),
    "decision": ("leave_out",),
    "entrie": ("e4f1c2",),
    "entries": (120,),
    "judges": (3,),
    "plan": (HEX,),
    "quality": (0.98,),
    "closes": ("2024-10-01T00:00:00+08:00",),
    "next": (13,),
    "declared": ("与参选者曾是同事。",),
    "notes": ("开头可再看一遍。",),
    "recused_at": (TIME,),
    "submitted": (12,),
    "texts": ({},),
    "total": (45,),
    "best_number": (60,),
    "bytes_per_day": (107_374_182_400,),
    "entries_per_day": (50,),
    "entries_per_entrant": (5,),
    "remind_days_before": (7,),
    "tie": ("innovation",),
    "uploads_per_day": (100,),
}

REVIEW_VALUES: dict[str, tuple[str, str]] = {
    "review.incomplete": ("story", ""),
    "review.score_out_of_range": ("story: 101", "0–100"),
    "review.unknown_criterion": ("taste", "science, story"),
    "award.begun_already": ("first", ""),
    "award.round_not_closed": ("expert-review", ""),
    "award.later_round": ("expert-review", "final-review"),
    "award.undecided": ("4", ""),
    "review.conflicts_and_full": ("1", "3"),
    "review.first_has_all": ("expert-review", ""),
    "review.judges_full": ("2", "3"),
    "review.next_round_chosen": ("final", ""),
    "review.list_confirmed": ("final", ""),
    "review.not_later": ("2024-09-01T00:00:00+08:00[Asia/Shanghai]", CLOSES),
    "review.panel_too_small": ("2", "3"),
    "review.too_few_judges": ("2", "3"),
    "review.too_few_reviews": ("0", "2"),
    "review.unfinished": ("3", ""),
}
"""The measured and the allowed value, for refusals whose sentence contains them."""
