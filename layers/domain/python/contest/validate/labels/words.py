"""What a file says about AI, and why a label cannot be read, in both languages."""

from collections.abc import Mapping

from contest.model import Text
from contest.validate.labels.file_labels import AiStatement, LabelProblem

STATEMENTS: Mapping[AiStatement, Text] = {
    AiStatement.MADE: Text(zh="由 AI 生成或合成", en="made or changed by AI"),
    AiStatement.MAYBE: Text(zh="可能由 AI 生成或合成", en="may be made or changed by AI"),
    AiStatement.SUSPECTED: Text(
        zh="疑似由 AI 生成或合成", en="suspected to be made or changed by AI"
    ),
}
PUBLIC: Mapping[AiStatement, Text] = {
    AiStatement.MADE: Text(zh="内容由 AI 生成合成", en="Made or changed by AI"),
    AiStatement.MAYBE: Text(zh="内容可能由 AI 生成合成", en="May be made or changed by AI"),
    AiStatement.SUSPECTED: Text(
        zh="内容疑似由 AI 生成合成", en="Suspected to be made or changed by AI"
    ),
}
"""The visible label beside a published work (GB 45438-2025: it names AI and says generated)."""
PROBLEMS: Mapping[LabelProblem, Text] = {
    LabelProblem.TOO_LONG: Text(zh="内容过长", en="it is too long"),
    LabelProblem.NOT_TEXT: Text(zh="不是文本", en="it is not text"),
    LabelProblem.NOT_JSON: Text(zh="不是有效的 JSON", en="it is not valid JSON"),
    LabelProblem.REPEATED: Text(zh="有重复的字段", en="a field stands there twice"),
    LabelProblem.NOT_OBJECT: Text(zh="不是 JSON 对象", en="it is not a JSON object"),
    LabelProblem.NO_LABEL: Text(zh="没有 Label 字段", en="it has no field Label"),
    LabelProblem.UNKNOWN_LABEL: Text(zh="Label 不是 1、2 或 3", en="Label is not 1, 2 or 3"),
    LabelProblem.BAD_FIELD: Text(zh="有字段不是文本", en="a field is not a text"),
    LabelProblem.BROKEN_XML: Text(zh="XMP 不是有效的 XML", en="the XMP is not valid XML"),
}
