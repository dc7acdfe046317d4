"""The entrants' page in a real browser: from the first sign-in to a submitted work. What is typed
is never lost, and every mistake is shown at its field."""

from datetime import timedelta

import pytest

from contest.model import Text
from contest.rules.checks import ASKED_OF_ALL
from tests.builders import any_rules
from tests.e2e import effort
from tests.e2e.browser import Browser, chromium
from tests.e2e.contest_client import CONTACT, FORM, good_video
from tests.e2e.newcomer import FIELDS, LINES, Newcomer, choose_region, fill, open_step, saved, typed
from tests.e2e.signing_in import mailed_code

pytestmark = pytest.mark.skipif(chromium() is None, reason="Chromium is not installed")


@pytest.fixture
def newcomer(organiser) -> Newcomer:
    return Newcomer(organiser)


def test_a_work_is_created_filled_in_and_submitted(newcomer, window):
    newcomer.sign_in(window)
    window.do("wait", text="您还没有作品")
    newcomer.enter(window)
    window.picture("form-new")
    assert window.do("focused").endswith("-entrant"), "the first that is missing"

    fill(window, **LINES | {"电话": "12", "邮箱": "何@example"})
    saved(window)
    phone = window.do("described", label="电话", scope=FIELDS)
    email = window.do("described", label="邮箱", scope=FIELDS)
    assert (phone["invalid"], email["invalid"]) == (True, True)
    assert "电话号码有误" in phone["says"]
    assert "邮箱格式有误" in email["says"]
    window.picture("form-mistakes")
    fill(window, 电话=LINES["电话"], 邮箱=LINES["邮箱"])
    window.do("select", label="单位性质", option="企业", scope=FIELDS)
    window.do("tick", label="绿色低碳", scope=FIELDS)
    choose_region(window, "湖南省", "长沙市")
    saved(window)
    assert not window.do("described", label="电话", scope=FIELDS)["invalid"]

    window.do("reload")
    window.do("wait", text="随填随存")
    kept = {label: typed(window, label) for label in LINES}
    assert kept == LINES
    assert newcomer.entry["form"] == FORM | {
        "credits": ["导演 周立群", "摄影 李四"],
        "region": "湖南省长沙市",
        "unit_type": "企业",
        "remarks": "",
        "further_themes": ["green"],
        "ai_use": "",
        "ai_how": "",
        "more": {},
    }

    window.do("press", name="提交作品")
    window.do("wait", text="请阅读并接受声明")
    assert window.do("focused").endswith("-declaration")
    window.picture("form-declaration")
    window.do("tick", label="我已阅读并接受")
    window.do("wait", text="已接受.版本 2024-1")
    window.do("press", name="下一步：视频")
    window.do("choose", file=str(good_video()))
    window.do("wait", text="文件符合要求")
    window.do("press", name="开始上传")
    window.do("wait", text="视频合格，等待您提交", seconds=60)
    window.picture("form-ready")
    window.do("press", name="提交作品")
    window.do("wait", text="已提交，等待初筛", seconds=60)
    window.do("wait", text="导演 周立群", scope=".filled")
    window.picture("form-submitted")

    assert window.do("faults") == []
    assert newcomer.entry["status"] == "screening"


def test_from_the_mailed_code_to_a_submitted_work(newcomer, window):
    """As somebody does who makes no mistake, and leaves out nothing but remarks."""
    window.do("open", url=newcomer.url)
    code = mailed_code(window, newcomer.url, f"{newcomer.person}@example.org")
    effort.begin(window)
    window.do("fill", label="六位验证码", text=code)
    window.do("press", name="登录")
    newcomer.enter(window)
    prefilled = {"作品名称", "邮箱"}
    fill(window, **{label: text for label, text in LINES.items() if label not in prefilled})
    window.do("select", label="单位性质", option="企业", scope=FIELDS)
    choose_region(window, "湖南省", "长沙市")
    window.do("press", name="下一步：参选声明")
    window.do("tick", label="我已阅读并接受")
    window.do("press", name="下一步：视频")
    with effort.not_counted(window):
        window.do("choose", file=str(good_video()))
        window.do("wait", text="文件符合要求")
        window.do("press", name="开始上传")
        window.do("wait", text="视频合格，等待您提交", seconds=60)
    window.do("press", name="提交作品")
    window.do("wait", text="已提交，等待初筛", seconds=60)
    effort.end(window, "entrant")

    assert newcomer.entry["status"] == "screening"
    assert newcomer.entry["contact"]["email"] == f"{newcomer.person}@example.org"
    assert window.do("faults") == []


def test_of_two_windows_that_save_the_same_form_the_second_is_warned(newcomer, window):
    newcomer.has_entered(window)
    with Browser() as second:
        newcomer.open_form(second)
        fill(window, 作品简介="第一个窗口写的简介。", 推荐单位="长沙市工业和信息化局")
        saved(window)

        fill(second, 作品简介="第二个窗口写的简介。", 备注="第二个窗口写的备注。")
        second.do("wait", text="刚刚在另一个窗口或设备上保存过")
        message = second.do("described", label="作品简介", scope=FIELDS)["says"]
        assert "另一处保存的内容：第一个窗口写的简介。" in message
        assert typed(second, "作品简介") == "第二个窗口写的简介。"
        assert typed(second, "推荐单位") == "长沙市工业和信息化局"
        second.picture("form-elsewhere")
        assert newcomer.entry["form"]["synopsis"] == "第一个窗口写的简介。"

        second.do("press", name="保存我填写的内容")
        second.do("wait", text="^已保存$", scope=".draft")
    form = newcomer.entry["form"]
    assert (form["synopsis"], form["remarks"]) == ("第二个窗口写的简介。", "第二个窗口写的备注。")
    assert form["recommending_unit"] == "长沙市工业和信息化局"


def test_a_field_over_its_limit_keeps_no_other_from_being_saved(newcomer, window):
    newcomer.has_entered(window)
    fill(window, 主创人员="导演 周立群\n" + "长" * 101, 备注="其余的备注。", 电话="13800000001")
    window.do("key", key="Tab")
    window.do("wait", text="标出的 1 项未保存，请改正；其余内容已保存", scope=".draft")
    window.picture("form-too-long")
    message = window.do("described", label="主创人员", scope=FIELDS)
    assert message["invalid"]
    assert "此项未保存：最多 50 行，每行最多 100 字。" in message["says"]
    assert "另一个窗口" not in window.do("text", scope=".draft")
    entry = newcomer.entry
    assert (entry["form"]["remarks"], entry["contact"]["phone"]) == ("其余的备注。", "13800000001")
    assert entry["form"]["credits"] == FORM["credits"]

    window.do("press", name="提交作品")
    window.do("wait", text="请先改正标出的栏目")
    assert window.do("focused").endswith("-credits")
    fill(window, 主创人员="导演 周立群")
    saved(window)
    assert newcomer.entry["form"]["credits"] == ["导演 周立群"]


def test_two_windows_that_change_different_fields_are_no_conflict(newcomer, window):
    newcomer.has_entered(window)
    with Browser() as second:
        newcomer.open_form(second)
        fill(window, 备注="第一个窗口写的备注。")
        saved(window)
        fill(second, 作品简介="第二个窗口写的简介。")
        saved(second)
        assert typed(second, "备注") == "第一个窗口写的备注。"
    form = newcomer.entry["form"]
    assert (form["synopsis"], form["remarks"]) == ("第二个窗口写的简介。", "第一个窗口写的备注。")


def test_the_form_that_another_window_saved_can_be_taken(newcomer, window):
    entry = newcomer.has_entered(window)
    newcomer.contest_client.entrant(newcomer.person).fill_in(
        entry, FORM | {"title": "别处的名称"}, CONTACT
    )
    fill(window, 作品名称="此处的名称")
    window.do("wait", text="刚刚在另一个窗口或设备上保存过")
    window.do("press", name="改用已保存的内容")
    window.do("wait", text="别处的名称", scope="h1")

    assert typed(window, "作品名称") == "别处的名称"
    assert newcomer.entry["form"]["title"] == "别处的名称"


def test_what_is_typed_without_a_connection_is_kept_and_saved_when_it_is_back(newcomer, window):
    newcomer.has_entered(window)
    window.do("offline", offline=True)
    fill(window, 备注="断网时写的备注。")
    window.do("wait", text="未保存：连接中断")
    window.do(
        "wait", text="^网络已断开。您填写的内容存在本机，恢复后自动保存。$", scope=".connection"
    )
    [bar] = window.do("boxes", scope=".connection")
    assert bar["y"] == 0, "it stays in view, however far down the form is"
    window.picture("form-offline")
    window.do("offline", offline=False)
    window.do("wait", text="^网络已恢复。$", scope=".connection")
    window.do("wait", text="^已保存$", scope=".draft")
    assert newcomer.entry["form"]["remarks"] == "断网时写的备注。"


def test_a_page_on_which_nothing_is_filled_in_promises_nothing_without_a_connection(
    newcomer, window
):
    window.do("open", url=newcomer.url)
    window.do("wait", text="发送验证码")
    window.do("offline", offline=True)
    window.do("wait", text="^网络已断开。恢复后请再试。$", scope=".connection")


def test_leaving_with_something_unsaved_asks_first(newcomer, window):
    newcomer.has_entered(window)
    fill(window, 备注="已保存的备注。")
    saved(window)
    window.do("reload")
    assert window.do("dialogs") == []
    window.do("wait", text="随填随存")
    window.do("offline", offline=True)
    fill(window, 备注="没有保存的备注。")
    window.do("open", url="about:blank")
    assert window.do("dialogs") == ["beforeunload"]


def test_only_the_shown_declaration_is_accepted_and_a_changed_one_has_to_be_accepted_again(
    newcomer, window
):
    newcomer.sign_in(window)
    newcomer.enter(window)
    open_step(window, "参选声明")
    newcomer.declare("2024-2", "作品未曾在别处获奖。")
    window.do("tick", label="我已阅读并接受")
    window.do("wait", text="请阅读并接受现行声明.版本 2024-2")
    window.do("wait", text="作品未曾在别处获奖", scope=".declaration ol")
    assert newcomer.entry["declaration"] is None
    window.do("tick", label="我已阅读并接受")
    window.do("wait", text="已接受.版本 2024-2")

    newcomer.declare("2024-3", "作品未曾公开放映。")
    open_step(window, "推荐表")
    fill(window, 备注="有备注。")
    saved(window)
    open_step(window, "参选声明")
    window.do("wait", text="声明已更新，请重新阅读并接受", scope=".declaration")
    window.do("wait", text="作品未曾公开放映", scope=".declaration ol")
    window.picture("form-declaration-changed")
    window.do("tick", label="我已阅读并接受")
    window.do("wait", text="已接受.版本 2024-3")
    assert newcomer.entry["declaration"] == "2024-3"


def test_typing_goes_on_while_a_video_is_uploaded_and_checked(newcomer, window):
    newcomer.has_entered(window)
    open_step(window, "视频")
    window.do("choose", file=str(good_video()))
    window.do("wait", text="文件符合要求")
    window.do("hold", parts=0)
    window.do("press", name="开始上传")
    window.do("wait", text="等待视频上传完成")
    open_step(window, "推荐表")
    fill(window, 备注="上传时写的备注。")
    window.do("wait", text="正在上传 0%", scope=".dock")
    window.picture("form-while-uploading")
    window.do("follow", name="‹ 我的作品")
    window.do("wait", text="等待视频上传完成", scope="[data-entry]")
    window.do("release")  # it goes on while another page is looked at
    window.do("follow", name=FORM["title"])
    window.do("wait", text="视频合格，等待您提交", seconds=60)

    open_step(window, "推荐表")
    assert typed(window, "备注") == "上传时写的备注。"
    saved(window)
    assert newcomer.entry["form"]["remarks"] == "上传时写的备注。"
    assert newcomer.entry["status"] == "ready"


def test_a_work_is_withdrawn_once_it_is_confirmed(newcomer, window):
    newcomer.has_entered(window)
    window.do("press", name="撤回作品")
    window.picture("form-withdrawing")
    window.do("press", name="不撤回")
    assert newcomer.entry["status"] == "draft"
    window.do("press", name="撤回作品")
    window.do("press", name="撤回作品")
    window.do("wait", text="^已撤回$")
    assert newcomer.entry["status"] == "withdrawn"
    assert "提交作品" not in window.do("text")


def test_a_work_that_was_returned_for_its_form_is_changed_and_submitted_again(newcomer, window):
    contest_client = newcomer.contest_client
    entry = contest_client.submitted(person=newcomer.person)
    contest_client.screener().decide(entry, "return", "form-incomplete", note="请补充备注")
    newcomer.open_form(window)
    window.do("wait", text="请补充备注")
    fill(window, 备注="已补充。")
    saved(window)
    window.picture("form-returned")
    window.do("press", name="提交作品")
    window.do("wait", text="已提交，等待初筛", seconds=60)
    assert newcomer.entry["form"]["remarks"] == "已补充。"


def test_a_phone_shows_all_of_it_in_either_language(newcomer, window):
    window.do("resize", width=390, height=844)
    newcomer.sign_in(window)
    newcomer.enter(window, title="一部名称很长很长的作品" * 6)
    window.do("press", name="提交作品")
    window.do("wait", text="请填写此项")
    window.picture("form-phone")
    assert window.do("width") <= 390, "nothing is wider than the phone"
    assert window.do("focused").endswith("-entrant"), "the first mistake"

    window.do("press", name="English")
    window.do("wait", text="Fill in this field")
    window.picture("form-phone-english")
    assert window.do("width") <= 390
    assert window.do("faults") == []


def test_other_rules_make_another_form(organiser, window):
    asked = {field.id: field for field in any_rules().form}
    hint = Text(zh="写工厂所在的地方。", en="Where the factory is.")
    place = asked["region"].model_copy(
        update={"hint": hint, "max_length": 4, "private": True, "divisions": None}
    )
    newcomer = Newcomer(organiser, form=(place, *(asked[name] for name in ASKED_OF_ALL)))
    newcomer.sign_in(window)
    newcomer.enter(window)
    fill(window, 地区="湖南长沙")
    window.do("key", key="End")
    window.do("type", text="市")
    saved(window)

    assert window.do("described", label="地区", scope=FIELDS)["says"] == "写工厂所在的地方。"
    assert newcomer.entry["form"]["region"] == "湖南长沙", "no key makes it longer than 4"
    shown = window.do("text", scope=FIELDS)
    assert shown.index("仅主办单位可见") < shown.index("地区")
    assert "作品简介" not in shown


def test_once_the_call_is_over_the_page_says_so(newcomer, window):
    closes = newcomer.contest_client.rules.dates.submission_closes
    newcomer.contest_client.turn_clock(closes + timedelta(hours=1))
    newcomer.sign_in(window)
    window.do("wait", text="投稿已于 2024年7月31日 24:00（北京时间）截止")
    window.do("wait", text="不能再新建作品")
