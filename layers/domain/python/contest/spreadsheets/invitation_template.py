"""Makes the blank invitation sheet from the rules: notes, headings, lists and examples."""

from collections.abc import Iterator

from contest.rules.rules import Rules
from contest.spreadsheets.invitation_sheet import HEADINGS, roles
from contest.spreadsheets.layout import Page, PageLine
from contest.spreadsheets.rows import EXAMPLE

ENGLISH = ("Role", "Name", "E-mail", "Unit", "Themes", "Expertise", "Most works", "Last day")
WIDTHS = (14, 18, 32, 36, 32, 24, 12, 16)
ROWS = 1000
ROLE, UNIT = 1, 4
"""Columns with a list of choices."""
LINE = 15
"""Height of one line of notes, in points."""


def blank_invitations(rules: Rules) -> Page:
    """The blank sheet. The unit column accepts other text too, for the employers of judges."""
    notes, choices = list(_notes(rules)), {ROLE: list(roles(rules).values())}
    if rules.units:
        choices[UNIT] = [unit.name.zh for unit in rules.units]
    head = [
        f"{heading.label}{'*' if heading.required else ''}\n{english}"
        for heading, english in zip(HEADINGS, ENGLISH, strict=True)
    ]
    return Page(
        "邀请名单",
        [
            PageLine([f"{rules.name.zh} 邀请名单"], "title", merged=True, height=2 * LINE),
            PageLine(["\n".join(notes)], "note", merged=True, height=(len(notes) + 1) * LINE),
            PageLine(head, "head", height=3 * LINE),
            *(PageLine(example, "example") for example in _examples(rules)),
        ],
        WIDTHS,
        frozen=3,
        choices=choices,
        others=frozenset({UNIT}),
        free=ROWS,
    )


def _notes(rules: Rules) -> Iterator[str]:
    yield "填表说明：每行邀请一人担任一个角色；带 * 的栏目必填；请勿使用公式、隐藏行或合并单元格。"
    yield "姓名：邀请评审专家时必填。单位：推荐单位从下拉列表中选择；评审专家填工作单位，用于回避。"
    yield f"擅长主题：可填多个，用顿号分隔：{'、'.join(theme.name.zh for theme in rules.themes)}。"
    yield "专业领域：评审专家熟悉的行业，如工业、传媒、艺术、影视，可填多个。"
    yield "分配作品时优先考虑擅长主题，其次是与主题同名的专业领域。"
    yield f"最多评审数：专家每轮最多评审几件作品，写作整数；不填则按规则，最多 {_most(rules)} 件。"
    yield "截止日期：此日之后角色失效，写作 2024-05-29；不填则长期有效。"
    yield f"以“{EXAMPLE}”开头的行是示例，不会导入，可以删去。导入后系统向每人发一封邀请邮件。"
    yield "One person and one role per row. Columns with * are required. Judges need a name."
    yield f"Rows with {EXAMPLE} are examples. Each person receives one invitation by mail."


def _examples(rules: Rules) -> Iterator[tuple[str, ...]]:
    of_role = {
        "judge": ("顾清源", "gu@example.com", "某某报社", rules.themes[0].name.zh, "传媒", "40"),
        "screener": ("李四", "li@example.com", "", "", "", ""),
        "unit": (
            *("刘建设", "liu@example.com"),
            *(unit.name.zh for unit in rules.units[:1]),
            *("", "", ""),
        ),
    }
    last = f"{rules.rounds[-1].closes.astimezone(rules.zone):%Y-%m-%d}"
    for role, name in roles(rules).items():
        who, *rest = of_role[role]
        yield (name, f"{EXAMPLE}{who}", *rest, last if role == "judge" else "")


def _most(rules: Rules) -> int:
    return max(round_.max_load for round_ in rules.rounds)
