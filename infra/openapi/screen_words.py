"""The values for the examples of the OpenAPI document that belong to the screening alone."""

from typing import Any

TIME = "2024-05-20T09:30:00+08:00"
PROPOSED = {"theme": "digital", "reason": "更合适", "at": TIME}
ANSWERED = {"from_theme": "green", "theme": "digital", "outcome": "accepted", "at": TIME}
OVERTURNED = {"reason": "证明已补，可以通过。", "at": TIME}
REOPENED = {"reason": "参选者补交了授权证明。", "at": TIME}

SCREEN_WORDS: dict[str, tuple[Any, ...]] = {
    "despite": ("两件作品只有片头相同。",),
    "theme_change": (PROPOSED | {"answer_by": TIME}, PROPOSED | {"mine": False}),
    "overturned": (OVERTURNED,),
    "reopened": (REOPENED,),
    "theme_answer": (ANSWERED, ANSWERED | {"reason": "更合适"}),
}
