"""The part of the rules that entrants fill in: the form, recommending units, the declaration, and
whether they say how they used AI."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Annotated, Literal, get_args

from pydantic import Field, StringConstraints

from contest.model import Fact, Id, Text
from contest.rules.faults import Fault, fault, repeated
from contest.rules.times import Moment

FormFieldId = Literal[
    "title",
    "theme",
    "further_themes",
    "entrant",
    "unit_type",
    "region",
    "credits",
    "contact",
    "phone",
    "email",
    "synopsis",
    "duration",
    "recommending_unit",
    "remarks",
]
"""The columns of 《征选推荐表》 and 《推荐汇总表》."""


USUAL: tuple[str, ...] = get_args(FormFieldId)
FieldId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")]
"""A usual field, or one that the contest adds."""
FieldType = Literal["text", "number", "date", "link", "choice", "choices", "yes_no"]
CHOSEN = ("choice", "choices")
USUAL_LENGTH = 200
LONGEST: Mapping[str, int] = {
    **dict.fromkeys(("title", "entrant", "credits", "recommending_unit"), 100),
    **dict.fromkeys(("theme", "further_themes"), 64),
    **dict.fromkeys(("unit_type", "region", "contact"), 50),
    "phone": 60,
    "email": 200,
    "synopsis": 2000,
    "remarks": 1000,
}
"""The most characters that a form takes, whatever the rules say; of `credits`, for each name."""
LONGEST_OWN = 1000
LONGEST_OF_SEVERAL = 200
"""For each answer to a field of type `choices`."""


class RecommendingUnit(Fact):
    """推荐单位: collects works in its region and submits 《推荐汇总表》 by a date of its own."""

    id: Id
    name: Text
    region: Text
    sheet_closes: Moment | None = None
    """None: when submission closes."""


class Declaration(Fact):
    version: str = Field(min_length=1)
    clauses: tuple[Text, ...] = Field(min_length=1)


class FormField(Fact):
    id: FieldId
    """One of the usual ones, or any other with a `type`."""
    type: FieldType | None = None
    """What is typed into a field beyond the usual ones: it stands on the form, not in the units'
    sheets."""
    label: Text
    hint: Text | None = None
    required: bool = True
    max_length: int = Field(default=USUAL_LENGTH, gt=0)
    choices: tuple[Text, ...] = ()
    divisions: Literal["china"] | None = None
    """Whose provinces and cities the page offers. In a unit's sheet any text is taken."""
    private: bool = False
    """Shown only to people who need it, and stored apart from the entry."""
    judges_see: bool = False
    """Whether judges see this field. Review is blind: all other fields are hidden from them."""
    measured: bool = False
    """Whether it is read from the work's file instead of being typed."""

    @property
    def longest(self) -> int:
        """The most characters that the form takes, whatever `max_length` says."""
        if self.type:
            return LONGEST_OF_SEVERAL if self.type == "choices" else LONGEST_OWN
        return LONGEST.get(self.id, USUAL_LENGTH)


class AiUse(StrEnum):
    """What an entrant says about AI in a work."""

    NONE = "none"
    PARTLY = "partly"
    WHOLLY = "wholly"


AI_USES: Mapping[AiUse, Text] = {
    AiUse.NONE: Text(zh="未使用 AI 生成或修改", en="Nothing is made or changed by AI"),
    AiUse.PARTLY: Text(zh="部分由 AI 生成或修改", en="Made or changed by AI in part"),
    AiUse.WHOLLY: Text(zh="全部由 AI 生成", en="Made by AI as a whole"),
}
AI_FIELDS = (
    FormField(
        id="ai_use",
        label=Text(zh="使用人工智能的情况", en="Use of AI"),
        hint=Text(
            zh="画面、声音、文字中由 AI 生成或修改的都算；调色、降噪、剪辑不算。",
            en="Pictures, sound and text that AI has made or changed. Grading, noise reduction and "
            "cutting do not count.",
        ),
        choices=tuple(AI_USES.values()),
    ),
    FormField(
        id="ai_how",
        label=Text(zh="怎样使用人工智能", en="How AI was used"),
        hint=Text(
            zh="如使用了 AI：用了哪些工具，用在哪些部分。",
            en="If AI was used: which tools, and for which parts.",
        ),
        required=False,
        max_length=500,
    ),
)
"""They stand at the end of the form, if it asks."""


class AiRules(Fact):
    """Whether the form asks about AI, and what follows."""

    asked: bool = False
    accepts: tuple[AiUse, ...] = Field(default=tuple(AiUse), min_length=1)
    """The works that may enter."""
    judges_see: Literal["nothing", "declaration"] = "nothing"
    """`declaration`: what the entrant chose, in the words of the form."""

    @property
    def fields(self) -> tuple[FormField, ...]:
        return AI_FIELDS if self.asked else ()


def ai(rules: AiRules) -> Iterable[Fault]:
    """Nothing follows from a question that is not asked."""
    for position, use in enumerate(rules.accepts):
        if use in rules.accepts[:position]:
            yield Fault(("accepts", position), use, repeated(use))
    if not rules.asked and rules != AiRules():
        allowed = Text(zh="asked: true", en="asked: true")
        error = fault("ai", "未询问 AI 使用情况", "the form does not ask", allowed=allowed)
        yield Fault(("asked",), rules.asked, error)
