"""Texts in one language are one problem, which says what to write and where."""

import pytest

from contest.model import Text
from laurel.rules_file import RulesFileError, load_rules
from tests.builders import SHIPPED

ENGLISH = SHIPPED.parent / "short-film-prize-2027.yaml"
BOTH = Text(zh='{ zh: "中文", en: "English" }', en='{ zh: "中文", en: "English" }')


def problems(tmp_path, content):
    file = tmp_path / "rules.yaml"
    file.write_text(content, "utf-8")
    try:
        load_rules(file)
    except RulesFileError as error:
        return error.problems
    return ()


def edited(*changes):
    text = SHIPPED.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text


def line_of(text, part):
    return text[: text.index(part)].count("\n") + 1


def test_twenty_texts_in_one_language_are_one_problem(tmp_path):
    changes = [
        (f'label: {{ zh: "{zh}", en: "{en}" }}', f'label: "{zh}"')
        for zh, en in (
            ("作品名称", "Title"),
            ("主题", "Theme"),
            ("地区", "Region"),
            ("电话", "Phone"),
        )
    ]
    text = edited(*changes, ('{ zh: "高端升级", en: "High-end upgrading" }', '"高端升级"'))

    (problem,) = problems(tmp_path, text)

    lines = [line_of(text, f'label: "{name}"') for name in ("作品名称", "主题", "地区", "电话")]
    lines = sorted([*lines, line_of(text, 'name: "高端升级"')])
    assert problem.line == lines[0]
    assert problem.message.zh == (
        f"文字只写了一种语言，要有中文和英文（共 5 处，第 {'、'.join(map(str, lines))} 行）"
    )
    assert "(5 places, in lines" in problem.message.en
    assert problem.allowed == BOTH


def test_one_text_in_one_language_says_what_to_write(tmp_path):
    text = edited(('{ zh: "数智赋能", en: "Digital and intelligent" }', '"数智赋能"'))

    (problem,) = problems(tmp_path, text)

    assert (problem.line, problem.field) == (line_of(text, '"数智赋能"'), "themes[1].name")
    assert (problem.message.en, problem.allowed) == ("a text in one language: it needs two", BOTH)


def test_translations_that_are_missing_are_one_problem(tmp_path):
    text = edited(
        ('{ zh: "数智赋能", en: "Digital and intelligent" }', '{ zh: "数智赋能" }'),
        ('{ zh: "绿色低碳", en: "Green and low-carbon" }', '{ zh: "绿色低碳" }'),
    )

    (problem,) = problems(tmp_path, text)

    assert problem.message.zh.startswith("缺少英文 (en)（共 2 处，第 ")
    assert problem.allowed == BOTH


def test_other_problems_are_told_beside_it(tmp_path):
    text = edited(
        ('{ zh: "数智赋能", en: "Digital and intelligent" }', '"数智赋能"'),
        ('max_bytes: "2 GB"', 'max_bytes: "2 PB"'),
    )

    assert [problem.field for problem in problems(tmp_path, text)] == [
        "themes[1].name",
        "media.max_bytes",
    ]


@pytest.mark.parametrize(
    ("written", "zh", "en"),
    [
        ('"Fiction"', "文字要写明语言", "a text without its language"),
        ('{ zh: "故事片" }', "缺少英文 (en)", "the English text (en) is missing"),
        ("{}", "缺少英文 (en)", "the English text (en) is missing"),
        ("", "这样写不对", "this cannot stand here"),
    ],
)
def test_a_contest_in_english_alone_is_told_to_write_english_alone(tmp_path, written, zh, en):
    text = ENGLISH.read_text("utf-8")
    old = 'name: { en: "Fiction" }'
    assert old in text
    text = text.replace(old, f"name: {written}")

    (problem,) = problems(tmp_path, text)

    assert (problem.line, problem.field) == (
        line_of(text, '{ id: "fiction"'),
        "themes[0].name" + (".en" if written.startswith("{") else ""),
    )
    assert problem.message == Text(zh=zh, en=en)
    assert problem.allowed == Text(zh='{ en: "English" }', en='{ en: "English" }')


def test_a_contest_in_chinese_alone_is_told_to_write_chinese_alone(tmp_path):
    text = (
        ENGLISH.read_text("utf-8")
        .replace("{ en: ", "{ zh: ")
        .replace("      en: |-", "      zh: |-")
    )
    text = text.replace('languages: ["en"]', 'languages: ["zh"]')
    assert problems(tmp_path, text) == ()

    (problem,) = problems(tmp_path, text.replace('{ zh: "Direction" }', '"导演"'))

    assert problem.message.zh == "文字要写明语言"
    assert problem.allowed == Text(zh='{ zh: "中文" }', en='{ zh: "中文" }')
