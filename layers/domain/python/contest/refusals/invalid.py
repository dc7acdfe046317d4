"""What is said of an invalid value in a request, in sentences of our own: no message of the library
that finds it reaches a reader.

In a refusal with the code `request.invalid`, `measured` is the kind of the mistake, `allowed` the
limit that was missed, and `field` the path of the value. `pydantic_errors` finds them."""

from contest.model import Text
from contest.refusals.field_names import FIELD_NAMES

KINDS: dict[str, Text] = {
    "missing": Text(zh="缺少“{field}”。", en="“{field}” is missing."),
    "unknown": Text(zh="没有“{field}”这一项，请去掉。", en="There is no “{field}”. Leave it out."),
    "blank": Text(zh="“{field}”不能为空。", en="“{field}” must not be empty."),
    "too_long": Text(
        zh="“{field}”过长，最多 {allowed} 字。",
        en="“{field}” is too long. At most {allowed} characters are allowed.",
    ),
    "too_short": Text(
        zh="“{field}”过短，至少 {allowed} 字。",
        en="“{field}” is too short. At least {allowed} characters are needed.",
    ),
    "too_many": Text(
        zh="“{field}”过多，最多 {allowed} 项。",
        en="There are too many of “{field}”. At most {allowed} are allowed.",
    ),
    "too_few": Text(
        zh="“{field}”过少，至少 {allowed} 项。",
        en="There are too few of “{field}”. At least {allowed} are needed.",
    ),
    "above": Text(zh="“{field}”须大于 {allowed}。", en="“{field}” has to be more than {allowed}."),
    "at_least": Text(
        zh="“{field}”不能小于 {allowed}。", en="“{field}” has to be {allowed} or more."
    ),
    "below": Text(zh="“{field}”须小于 {allowed}。", en="“{field}” has to be less than {allowed}."),
    "at_most": Text(
        zh="“{field}”不能大于 {allowed}。", en="“{field}” has to be {allowed} or less."
    ),
    "no_choice": Text(
        zh="“{field}”只能是：{allowed}。", en="“{field}” has to be one of: {allowed}."
    ),
    "bad_form": Text(
        zh="“{field}”的格式不对，请核对后再试。",
        en="“{field}” is not written as it has to be. Check it and try again.",
    ),
    "bad_time": Text(
        zh="“{field}”须为带时区的日期和时间。",
        en="“{field}” has to be a date and time with its time zone.",
    ),
    "not_text": Text(zh="“{field}”须为文字。", en="“{field}” has to be text."),
    "not_whole": Text(zh="“{field}”须为整数。", en="“{field}” has to be a whole number."),
    "not_number": Text(zh="“{field}”须为数字。", en="“{field}” has to be a number."),
    "not_yes_or_no": Text(
        zh="“{field}”须为 true 或 false。", en="“{field}” has to be true or false."
    ),
    "not_list": Text(zh="“{field}”须为列表。", en="“{field}” has to be a list."),
    "not_object": Text(zh="“{field}”须为一组字段。", en="“{field}” has to be a group of fields."),
    "other": Text(
        zh="“{field}”填写有误，请核对后再试。",
        en="“{field}” is not valid. Check it and try again.",
    ),
}
"""What is wrong with the value of a field, and what to do."""
WHOLE_REQUEST = Text(zh="请求内容", en="request")


def sentence(kind: str, *, allowed: str, field: str) -> Text:
    """The sentence on a mistake, with the field's name in both languages."""
    text, name = KINDS.get(kind, KINDS["other"]), name_of(field)
    return Text(
        zh=text.zh.format(field=name.zh, allowed=allowed),
        en=text.en.format(field=name.en, allowed=allowed),
    )


def name_of(path: str) -> Text:
    """What people call a field: by the last part of its path that is a name. The path itself, if
    nobody but a program sends the field."""
    names = [part for part in path.split(".") if part and not part.isdecimal()]
    if not names:
        return WHOLE_REQUEST
    return FIELD_NAMES.get(names[-1]) or Text(zh=path, en=path)
