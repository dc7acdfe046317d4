"""Makes the blank invitation sheet from the rules: notes, headings, lists and examples."""

from collections.abc import Iterator, Mapping

from contest.mail.account_mail import ROLES
from contest.model import Text
from contest.people.account import GRANTED, Role
from contest.rules.rules import Rules
from contest.spreadsheets.columns import made
from contest.spreadsheets.layout import Page, PageLine
from contest.spreadsheets.rows import EXAMPLE

HEADINGS = (
    made("role", Text(zh="角色", en="Role"), ("身份", "邀请角色", "类别"), required=True),
    made("name", Text(zh="姓名", en="Name"), ("专家姓名", "联系人", "名字"), required=False),
    made(
        "address",
        Text(zh="邮箱", en="E-mail"),
        ("电子邮箱", "电子邮件", "邮箱地址", "电子邮箱地址", "联系邮箱"),
        required=True,
    ),
    made(
        "unit",
        Text(zh="单位", en="Unit"),
        (
            *("工作单位", "所在单位", "任职单位", "供职单位", "单位名称", "推荐单位"),
            *("推荐单位名称", "单位职务", "单位及职务", "单位和职务", "单位名称及职务"),
            *("工作单位职务", "工作单位及职务", "工作单位和职务", "所在单位及职务"),
            *("单位及职称", "工作单位及职称", "单位及职务职称", "工作单位及职务职称"),
        ),
        required=False,
    ),
    made("themes", Text(zh="擅长主题", en="Themes"), ("主题", "擅长领域"), required=False),
    made(
        "expertise",
        Text(zh="专业领域", en="Expertise"),
        ("专业", "专长", "专业方向", "行业领域"),
        required=False,
    ),
    made(
        "max_load",
        Text(zh="最多评审数", en="Most works"),
        ("评审上限", "最多作品数", "最多评审作品数", "数量上限"),
        required=False,
    ),
    made(
        "ends_at",
        Text(zh="截止日期", en="Last day"),
        ("有效期至", "结束日期", "到期日期"),
        required=False,
    ),
)
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


def roles(rules: Rules) -> Mapping[Role, str]:
    """The roles that a sheet may invite to, by name. The unit role needs a unit in the rules."""
    return {role: ROLES[role].zh for role in GRANTED[::-1] if role is not Role.UNIT or rules.units}


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
