"""What is typed into the form, as it is kept."""

import pytest

from contest.entry.form import Contact, Form
from contest.entry.queue_card import QueueCard
from tests.builders import any_entry


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("《钢铁脊梁》", "钢铁脊梁"),
        (" 《 钢铁脊梁 》 ", "钢铁脊梁"),
        ("\ufeff《钢铁\u200b脊梁》\u200b", "钢铁脊梁"),
        ("《甲》与《乙》", "《甲》与《乙》"),
        ("《《甲》》", "《《甲》》"),
        ("《钢铁脊梁》第二集", "《钢铁脊梁》第二集"),
        ("《》", "《》"),
        ("《 》", "《 》"),
    ],
)
def test_a_title_is_kept_without_the_book_marks_around_it(typed, kept):
    assert Form(title=typed).title == kept
    stored = QueueCard.of(any_entry()).model_dump() | {"title": typed}
    assert QueueCard.model_validate(stored).title == kept


def test_only_a_title_loses_its_book_marks():
    form = Form(entrant="《求是》", synopsis="《求是》", credits=("《求是》",))

    assert (form.entrant, form.synopsis, form.credits) == ("《求是》", "《求是》", ("《求是》",))


def test_characters_that_nobody_sees_are_not_kept():
    form = Form(
        title="钢铁\u200b脊梁\ufeff",
        entrant="\u202a张三",
        credits=("导演：\u200b李四",),
        synopsis="第一行\r\n第\u00ad二行\t完",
        more={"budget": "\u206612\u2069", "places": ("湖\u200b南",)},
    )

    assert form == Form(
        title="钢铁脊梁",
        entrant="张三",
        credits=("导演：李四",),
        synopsis="第一行\r\n第二行\t完",
        more={"budget": "12", "places": ("湖南",)},
    )
    assert Contact(email="\u200bzhou@exa\u200dmple.com").email == "zhou@example.com"
    assert Contact(phone="138\u200c12345678").phone == "13812345678"


@pytest.mark.parametrize("typed", ["한\u200c글", "👨\u200d👩\u200d👧", "ᠬᠠᠷ\u180eᠠ", "مى\u200cخو"])
def test_what_joins_letters_and_pictures_is_kept(typed):
    form = Form(title=typed, entrant=typed, more={"budget": typed})

    assert (form.title, form.entrant, form.more["budget"]) == (typed, typed, typed)
