"""Whatever pydantic finds wrong is told in our own sentences, in Chinese or in English."""

import re
from typing import Annotated, Literal, get_args

import pytest
from pydantic import AwareDatetime, Field, TypeAdapter, ValidationError
from pydantic_core.core_schema import ErrorType

from contest.entry.form import Form
from contest.model import Fact, NonBlank, StrictInt
from contest.refusals import Refusal
from contest.refusals.field_names import FIELD_NAMES
from contest.refusals.invalid import KINDS
from contest.refusals.pydantic_errors import invalid_values

LIBRARY = re.compile(r"Input|should|valid (integer|string|datetime)|permitted|required|Field")
"""Words of pydantic's own messages."""


def refusals(kind: object, value: object) -> list[Refusal]:
    with pytest.raises(ValidationError) as refused:
        TypeAdapter(kind).validate_python(value)
    found = invalid_values(refused.value.errors(include_url=False))
    return [Refusal(code="request.invalid", **mistake._asdict()) for mistake in found]


def sentence(kind: object, value: object) -> tuple[str, str]:
    (refusal,) = refusals(kind, value)
    return refusal.sentence("zh"), refusal.sentence("en")


class Request(Fact):
    size: Annotated[StrictInt, Field(gt=0, le=50)] = 1
    note: Annotated[str, Field(max_length=5)] = ""
    answer: Literal["accepted", "declined"] = "accepted"
    until: AwareDatetime | None = None
    credits: tuple[NonBlank, ...] = Field(default=(), max_length=2)


@pytest.mark.parametrize(
    ("sent", "zh", "en"),
    [
        ({"size": 0}, "“文件大小”须大于 0。", "“size of the file” has to be more than 0."),
        ({"size": 51}, "“文件大小”不能大于 50。", "“size of the file” has to be 50 or less."),
        ({"size": "x"}, "“文件大小”须为整数。", "“size of the file” has to be a whole number."),
        (
            {"note": "超过五个字"[:5] + "了"},
            "“补充说明”过长，最多 5 字。",
            "“note” is too long. At most 5 characters are allowed.",
        ),
        (
            {"answer": "maybe"},
            "“答复”只能是：accepted, declined。",
            "“answer” has to be one of: accepted, declined.",
        ),
        (
            {"until": "2024-08-20T18:00"},
            "“修改期限”须为带时区的日期和时间。",
            "“date for changes” has to be a date and time with its time zone.",
        ),
        ({"credits": [" "]}, "“主创人员”不能为空。", "“credits” must not be empty."),
        (
            {"credits": ["一", "二", "三"]},
            "“主创人员”过多，最多 2 项。",
            "There are too many of “credits”. At most 2 are allowed.",
        ),
        ({"film.id": 1}, "没有“film.id”这一项，请去掉。", "There is no “film.id”. Leave it out."),
        ([], "“请求内容”须为一组字段。", "“request” has to be a group of fields."),
    ],
)
def test_a_mistake_is_told_with_the_name_of_its_field_and_its_limit(sent, zh, en):
    assert sentence(Request, sent) == (zh, en)


def test_all_fields_that_are_wrong_are_told_each_once_with_its_path():
    form = {"title": "长" * 101, "theme": "A B", "credits": ["张三", "长" * 101], "entrant": 5}
    assert [(r.field, r.measured, r.allowed) for r in refusals(Form, form)] == [
        ("title", "too_long", "100"),
        ("theme", "bad_form", ""),
        ("entrant", "not_text", ""),
        ("credits.1", "too_long", "100"),
    ]


class ByCode(Fact):
    request: str
    code: Annotated[str, Field(pattern=r"^[0-9]{6}$")]


class ByLink(Fact):
    link: str


def test_of_two_forms_of_a_request_only_the_nearer_one_is_held_against_it():
    assert sentence(ByCode | ByLink, {"request": "x", "code": "12"})[0] == (
        "“验证码”的格式不对，请核对后再试。"
    )
    assert sentence(ByCode | ByLink, {"link": 5})[0] == "“登录链接”须为文字。"


@pytest.mark.parametrize("kind", get_args(ErrorType))
def test_no_message_of_the_library_is_passed_on(kind):
    error = {"type": kind, "loc": ("body", "form", "title"), "msg": "Input should be x", "ctx": {}}
    (mistake,) = invalid_values([error])
    assert mistake.measured in KINDS
    refusal = Refusal(code="request.invalid", **mistake._asdict())
    assert refusal.sentence("zh").startswith(("“作品名称”", "缺少“作品名称”", "没有“作品名称”"))
    assert "title of the work" in refusal.sentence("en")
    assert not LIBRARY.search(refusal.sentence("zh") + refusal.sentence("en"))


def test_every_sentence_and_every_name_is_chinese_or_english():
    for text in (*KINDS.values(), *FIELD_NAMES.values()):
        assert re.search(r"[一-鿿]", text.zh)
        assert not re.search(r"[一-鿿]", text.en)
