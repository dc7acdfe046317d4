"""PyYAML's errors in both languages, with advice on what to do."""

import yaml

from contest.model import Text

WORDS = (
    ("found character '\\t'", "缩进用了制表符 (Tab)，请改用空格", "a tab: indent with spaces"),
    (
        "that cannot start any token",
        "以特殊符号开头的文字要加引号",
        "text that begins with a special character goes in quotes",
    ),
    (
        "mapping values are not allowed",
        "冒号位置不对：检查缩进，含“: ”的文字要加引号",
        'a colon out of place: look at the indentation, and put text with ": " in quotes',
    ),
    ("could not find expected ':'", "字段名后缺少冒号", "a colon is missing after the field"),
    ("expected <block end>", "缩进不齐，或列表与字段混在一起", "uneven indentation"),
    ("unexpected end of stream", "引号没有闭合", "the quotes that open here are not closed"),
    ("expected ',' or", "括号没有闭合，或缺少逗号", "a bracket is not closed, or a comma missing"),
    ("unknown escape character", "双引号中的反斜杠要写两个", "write a backslash in quotes twice"),
    ("found another document", "一个文件只写一份规则 (---)", "one file holds one document (---)"),
    ("expected '<document start>'", "缩进不齐", "uneven indentation"),
)


def sentence(error: yaml.MarkedYAMLError) -> Text:
    said = str(error.problem or error.context or "")
    known = ((zh, en) for part, zh, en in WORDS if part in said)
    zh, en = next(known, ("YAML 写法有误", "this cannot be read as YAML"))
    return Text(zh=zh, en=f"{en} ({said})" if said else en)
