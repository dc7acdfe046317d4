"""Makes a unit's blank 《推荐汇总表》 from the rules: notes, headings, lists and examples."""

from collections.abc import Iterator

from contest.refusals.formatting import end
from contest.rules.form_fields import FormField, RecommendingUnit
from contest.rules.rules import Rules
from contest.spreadsheets.layout import Page, PageLine
from contest.spreadsheets.rows import EXAMPLE

NAME = "推荐汇总表"
ROWS = 2000
"""Number of empty rows to which the lists of choices apply."""
WIDTHS = {
    "title": 16,
    "theme": 10,
    "further_themes": 13,
    "entrant": 16,
    "unit_type": 9,
    "region": 8,
    "credits": 14,
    "contact": 9,
    "phone": 14,
    "email": 23,
    "synopsis": 24,
    "duration": 9,
    "remarks": 9,
}
"""They fit a page of A4 in landscape at about 70 %, so that the print can be read."""
USUAL_WIDTH = 14
LINE = 15
"""Height of one line of notes, in points."""
EXAMPLES: tuple[dict[str, str], ...] = (
    {
        "title": "小镇来信",
        "entrant": "某某文化传播有限公司",
        "unit_type": "企业",
        "credits": "导演：张三、摄影：李四",
        "contact": "张三",
        "phone": "13800000000",
        "email": "zhangsan@example.com",
        "synopsis": "三封家书，串起一座小镇三十年的变化。",
        "duration": "5分30秒",
    },
    {
        "title": "夜班",
        "entrant": "王五",
        "unit_type": "个人",
        "credits": "王五",
        "contact": "王五",
        "phone": "0731-80000000",
        "email": "wangwu@example.com",
        "synopsis": "跟拍一位夜班师傅，从日落到天亮。",
        "duration": "3:05",
    },
)
"""A work of a unit and one of a single person. They fit any contest; the themes are the rules'."""


def blank_recommendations(rules: Rules, unit: RecommendingUnit) -> Page:
    """The blank sheet. Its notes, column order and choices follow the rules."""
    notes = [*_notes(rules, unit)]
    choices = {
        at: names for at, f in enumerate(rules.sheet_fields, 1) if (names := _choices(f, rules))
    }
    lines = [
        PageLine([f"{rules.name.zh}《{NAME}》"], "title", merged=True, height=2 * LINE),
        PageLine(["\n".join(notes)], "note", merged=True, height=(len(notes) + 1) * LINE),
        PageLine([heading(field) for field in rules.sheet_fields], "head", height=3 * LINE),
        *(
            PageLine(_example(number, rules, unit), "example", height=2 * LINE + 2)
            for number in range(len(EXAMPLES))
        ),
    ]
    widths = [WIDTHS.get(field.id, USUAL_WIDTH) for field in rules.sheet_fields]
    return Page(NAME, lines, widths, frozen=3, choices=choices, free=ROWS)


def heading(field: FormField) -> str:
    """The heading cell: both labels, with `*` on required fields that are not measured."""
    star = "*" if field.required and not field.measured else ""
    other = f"\n{field.label.en}" if field.label.en != field.label.zh else ""
    return f"{field.label.zh}{star}{other}"


def _notes(rules: Rules, unit: RecommendingUnit) -> Iterator[str]:
    closes = unit.sheet_closes or rules.dates.submission_closes
    yield f"推荐单位：{unit.name.zh}。提交截止：{end(closes, rules.zone, 'zh')}。"
    yield "填表说明：每行一件作品；带 * 的栏目必填；请勿使用公式、隐藏行或合并单元格。"
    yield "主题等栏目请从下拉列表中选择；电话请完整填写；时长写作 5分30秒 或 5:30。"
    yield f"以“{EXAMPLE}”开头的两行是示例，不会导入，可以删去。提交后系统按邮箱邀请联系人上传视频。"
    for field in rules.sheet_fields:
        if field.hint:
            yield f"{field.label.zh}：{field.hint.zh}"
    yield f"Recommending unit: {unit.name.en}. Submit by {end(closes, rules.zone, 'en')}."
    yield "One work per row. Columns with * are required. No formulas, hidden rows or merged cells."
    yield f"Rows that begin with {EXAMPLE} are examples and are not imported."


def _choices(field: FormField, rules: Rules) -> list[str]:
    if field.id == "theme":
        return [theme.name.zh for theme in rules.themes]
    return [choice.zh for choice in field.choices]


def _example(number: int, rules: Rules, unit: RecommendingUnit) -> list[str]:
    """An answer that the rules do not offer is left out."""
    known = EXAMPLES[number] | {"region": unit.region.zh, "recommending_unit": unit.name.zh}
    known["title"] = EXAMPLE + known["title"]
    known["theme"] = rules.themes[-1 if number else 0].name.zh
    offered = {field.id: _choices(field, rules) for field in rules.sheet_fields}
    return [
        text if not offered[field.id] or text in offered[field.id] else ""
        for field in rules.sheet_fields
        for text in [known.get(field.id, "")]
    ]
