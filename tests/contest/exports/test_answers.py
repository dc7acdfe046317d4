"""What the cells of a list of works show, masked and in full."""

from contest.entry import masking
from contest.entry.form import Contact
from contest.exports.answers import answers, fields_of
from contest.rules.form_fields import AiRules, FormField
from tests.builders import any_form, any_rules, any_text

CARD = "430102199001011234"
OWN = (
    FormField(id="id_card", type="text", label=any_text("身份证号"), private=True),
    FormField(id="nickname", type="text", label=any_text("笔名"), private=True),
    FormField(id="drone", type="yes_no", label=any_text("是否航拍")),
    FormField(id="tools", type="choices", label=any_text("设备"), choices=(any_text("无人机"),)),
)


def cells(*, full):
    shipped = any_rules()
    rules = shipped.model_copy(update={"form": (*shipped.form, *OWN), "ai": AiRules(asked=True)})
    more = {"id_card": CARD, "nickname": "湘江客", "drone": "yes", "tools": ("无人机", "摇臂")}
    form = any_form(
        further_themes=("digital",),
        credits=("导演：周立群", "摄影：何敏"),
        more=more,
        ai_use="none",
    )
    contact = Contact(person="周立群", phone="０１３８-0013 8000", email="zhou@example.com")
    told = answers(form, contact, rules=rules, full=full)
    return dict(zip([field.id for field in fields_of(rules)], told, strict=True))


def test_what_the_rules_call_private_is_masked_and_nothing_else():
    masked, full = cells(full=False), cells(full=True)
    assert {name for name in full if masked[name] != full[name]} == {
        "contact", "phone", "email", "id_card", "nickname",
    }  # fmt: skip
    assert full["phone"] == "０１３８-0013 8000"
    assert full["id_card"] == CARD
    assert (masked["contact"], masked["email"]) == ("周**", "z***@example.com")
    assert masked["id_card"] == "****1234"
    assert masked["nickname"] == "湘**"
    assert "0013" not in masked["phone"]


def test_choices_and_themes_are_in_words():
    told = cells(full=False)
    assert told["theme"] == "高端制造" or told["theme"] in {
        theme.name.zh for theme in any_rules().themes
    }
    assert told["credits"] == "导演：周立群、摄影：何敏"
    assert told["drone"] == "是 yes"
    assert told["tools"] == "无人机、摇臂"
    assert told["ai_use"] == "未使用 AI 生成或修改 Nothing is made or changed by AI"


def test_another_private_answer_shows_how_it_begins_or_ends():
    assert masking.text("1") == "*"
    assert masking.text("") == ""
    assert masking.text("li@example.org") == "l***@example.org"
    assert masking.text("Ｅ12345678") == "****5678"
    assert masking.text("1234567") == "1**"
