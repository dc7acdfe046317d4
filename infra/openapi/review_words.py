"""The values for the examples of the OpenAPI document that belong to review alone."""

from typing import Any

TIME = "2024-09-20T09:30:00+08:00"

REVIEW_WORDS: dict[str, tuple[Any, ...]] = {
    "closes": ("2024-10-01T00:00:00+08:00",),
    "next": (13,),
    "notes": ("开头可再看一遍。",),
    "recused_at": (TIME,),
    "submitted": (12,),
    "texts": ({},),
    "total": (45,),
}

REVIEW_VALUES: dict[str, tuple[str, str]] = {
    "review.unfinished": ("3", ""),
}
"""The measured and the allowed value, for refusals whose sentence contains them."""
