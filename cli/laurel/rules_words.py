"""Pydantic's errors as sentences in both languages: what is wrong, and what is allowed."""

import difflib
from typing import Any

from pydantic_core import ErrorDetails

from contest.model import Language, Text
from contest.rules.times import MOMENT, SPAN
from laurel import rules_schema
from laurel.rules_schema import Node

PATTERNS = {
    "^[a-z0-9][a-z0-9-]{0,63}$": Text(
        zh='小写字母、数字和连字符，至多 64 个，例如 "high-end"',
        en='lower-case letters, digits and hyphens, 64 at the most, such as "high-end"',
    ),
    r"^[1-9]\d{0,2}:[1-9]\d{0,2}$": Text(
        zh='宽:高，例如 "16:9"', en='width:height, such as "16:9"'
    ),
}
WRITTEN: dict[Language | None, str] = {
    None: '{ zh: "中文", en: "English" }',
    "zh": '{ zh: "中文" }',
    "en": '{ en: "English" }',
}
"""How a text is written, by the contest's language if it has one alone."""
FORMATS = {"date-time": MOMENT, "duration": SPAN}
BOUNDS = {
    "minimum": ("≥ {}", "at least {}"),
    "exclusiveMinimum": ("> {}", "more than {}"),
    "maximum": ("≤ {}", "at most {}"),
    "exclusiveMaximum": ("< {}", "less than {}"),
    "minLength": ("长度 ≥ {}", "length {} or more"),
    "maxLength": ("长度 ≤ {}", "length {} at the most"),
    "minItems": ("至少 {} 项", "{} items or more"),
}
TYPES = {
    "string": Text(zh="文字（加引号）", en="text, in quotes"),
    "integer": Text(zh="整数", en="a whole number"),
    "number": Text(zh="数字", en="a number"),
    "boolean": Text(zh="true 或 false", en="true or false"),
    "array": Text(zh="列表（每项以 - 开头）", en="a list (each item after a -)"),
}


def message(error: ErrorDetails) -> Text:
    context: dict[str, Any] = error.get("ctx", {})
    match error["type"]:
        case _ if "zh" in context and "en" in context:
            return Text(zh=context["zh"], en=context["en"])
        case "missing" | "union_tag_not_found":
            return Text(zh="缺少这个字段", en="this field is missing")
        case "extra_forbidden":
            return _unknown_field(error)
        case "string_type" if error["input"] is not None:
            return Text(zh="不是文字，可能缺少引号", en="this is no text: put it in quotes")
        case "too_short" | "string_too_short":
            return Text(zh="内容不足", en="there is too little here")
        case _:
            return Text(zh="这样写不对", en="this cannot stand here")


def allowed(error: ErrorDetails, only: Language | None) -> Text | None:
    """`only`: the contest's language, if it has one alone."""
    context: dict[str, Any] = error.get("ctx", {})
    if "zh" in context:
        zh, en = context.get("allowed_zh"), context.get("allowed_en")
        return Text(zh=zh, en=en) if zh and en else None
    if "union_tag" in error["type"]:
        node = rules_schema.at(error["loc"])
        kinds = " | ".join((node or {}).get("discriminator", {}).get("mapping", ()))
        return Text(zh=kinds, en=kinds)
    unknown = error["type"] == "extra_forbidden"
    node = rules_schema.at(error["loc"][:-1] if unknown else error["loc"])
    return described(node, only) if node else None


def text_in(only: Language | None) -> Text:
    """How a text is written."""
    return Text(zh=WRITTEN[only], en=WRITTEN[only])


def described(node: Node, only: Language | None) -> Text:
    """What is allowed at a place in the schema."""
    if values := node.get("enum", [node["const"]] if "const" in node else []):
        return Text(zh=" | ".join(values), en=" | ".join(values))
    if node.get("pattern") in PATTERNS:
        return PATTERNS[node["pattern"]]
    if node.get("format") in FORMATS:
        return FORMATS[node["format"]]
    if is_text(node):
        return text_in(only)
    if members := ", ".join(node.get("properties", ())):
        return Text(zh=f"这些字段：{members}", en=f"these fields: {members}")
    kind = TYPES[node.get("type", "string")]
    bounds = [(zh, en, _plain(node[name])) for name, (zh, en) in BOUNDS.items() if name in node]
    return Text(
        zh="，".join([kind.zh, *(zh.format(bound) for zh, _, bound in bounds)]),
        en=", ".join([kind.en, *(en.format(bound) for _, en, bound in bounds)]),
    )


def is_text(node: Node | None) -> bool:
    """Whether a text in both languages belongs here."""
    return set((node or {}).get("properties", ())) == {"zh", "en"}


def _plain(bound: float) -> float:
    return int(bound) if bound == int(bound) else bound


def _unknown_field(error: ErrorDetails) -> Text:
    if close := _close(error):
        return Text(
            zh=f"没有这个字段，可能应为 {close}",
            en=f"there is no such field: did you mean {close}?",
        )
    return Text(zh="没有这个字段", en="there is no such field")


def _close(error: ErrorDetails) -> str:
    """The field with the most similar name, if any is similar enough."""
    known = (rules_schema.at(error["loc"][:-1]) or {}).get("properties", ())
    return next(iter(difflib.get_close_matches(str(error["loc"][-1]), known, n=1)), "")
