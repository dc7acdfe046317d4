"""Which changes are told, and in which words."""

from datetime import datetime, timedelta

import pytest

from contest.audit import Actor
from contest.entry.entry import TRANSITIONS, EntryStatus
from contest.entry.host_decisions import LetIn, RevokedAward
from contest.mail.occasions import OCCASIONS, Occasion, occasion_of
from contest.mail.status_mail import BETWEEN, status_mail, untyped_subject
from contest.refusals import Refusal
from contest.rules.templates import IN_MAILS, Mail, Mails
from contest.screen.changes import Explained, ThemeChange
from contest.screen.decision import ScreeningOutcome
from contest.validate.verdict import Verdict
from tests.builders import any_decision, any_entry, any_form, any_rules, any_text, any_time

HOST = Actor.of("host", "h1")
LINK = "https://contest.example.org/contests/c#e"


def written(entry, occasion, **mail):
    """By a template of its own, if there is one."""
    rules = any_rules()
    if mail:
        template = Mail(**{name: any_text(*text) for name, text in mail.items()})
        rules = any_rules(mails=Mails(**{occasion: template}))
    return status_mail(entry, occasion, rules=rules, link=LINK)


def test_every_occasion_is_a_step_of_the_way_and_has_a_text_in_the_rules():
    assert all(to in TRANSITIONS[from_] for from_, to in OCCASIONS)
    beside = {Occasion.RECOMMENDED, Occasion.REOPENED, Occasion.THEME_PROPOSED, Occasion.REVOKED}
    beside |= {Occasion.LET_IN}
    beside |= {Occasion.PROVISIONAL}  # a step of the list, not of the entry
    assert {*OCCASIONS.values()} | beside == set(Occasion)
    assert IN_MAILS.keys() == set(Occasion)


@pytest.mark.parametrize(("step", "occasion"), OCCASIONS.items(), ids=str)
def test_a_step_that_is_told_is_told_by_its_name(step, occasion):
    before, after = (any_entry(status, submitted_at=any_time()) for status in step)

    assert occasion_of(before, after) is occasion


def test_a_work_that_was_never_submitted_is_disqualified_without_a_mail():
    before, after = any_entry(EntryStatus.READY), any_entry(EntryStatus.DISQUALIFIED)
    assert occasion_of(before, after) is None


def test_a_return_that_is_undone_is_no_submission():
    """The mail of the return waits, and is not sent: the entrant has never heard of it."""
    before = any_entry(EntryStatus.RETURNED, version=4)
    after = any_entry(EntryStatus.SCREENING, submitted_at=any_time(), run=1)
    assert occasion_of(before, after) is Occasion.ENTERED
    undone = after.model_copy(update={"undone": (4,)})
    assert occasion_of(before, undone) is None


def test_who_submits_gets_the_number_of_the_work():
    entry = any_entry(EntryStatus.SCREENING, number="GY-0412")
    mail = status_mail(entry, Occasion.ENTERED, rules=any_rules(), link=LINK)
    assert mail.subject == "作品《钢铁脊梁》已提交 / “钢铁脊梁” has been submitted"
    assert "作品编号：GY-0412（主题：高端升级）。" in mail.text


def test_who_is_disqualified_reads_why():
    why = Explained(reason="抄袭他人作品", actor=HOST, at=any_time())
    entry = any_entry(EntryStatus.DISQUALIFIED, number="GY-0412", disqualified=why)
    mail = status_mail(entry, Occasion.DISQUALIFIED, rules=any_rules(), link=LINK)
    assert mail.subject.startswith("关于取消作品《钢铁脊梁》参选资格的通知 / ")
    assert "取消作品《钢铁脊梁》（编号 GY-0412）的参选资格：\n“抄袭他人作品”\n" in mail.text


@pytest.mark.parametrize(
    "step",
    [
        (EntryStatus.DRAFT, EntryStatus.UPLOADING),
        (EntryStatus.UPLOADING, EntryStatus.LATE),
        (EntryStatus.UPLOADING, EntryStatus.RETURNED),
        (EntryStatus.VALIDATING, EntryStatus.READY),
        (EntryStatus.UPLOADING, EntryStatus.READY),
        (EntryStatus.IN_REVIEW, EntryStatus.REVIEWED),
        (EntryStatus.IN_REVIEW, EntryStatus.IN_REVIEW),
        (EntryStatus.SCREENING, EntryStatus.WITHDRAWN),
    ],
)
def test_other_steps_are_told_nobody(step):
    assert occasion_of(any_entry(step[0]), any_entry(step[1])) is None


def test_a_new_entry_is_told_nobody():
    assert occasion_of(None, any_entry()) is None


def test_the_shipped_text_is_filled_in_in_chinese_and_then_in_english():
    mail = written(any_entry(EntryStatus.VALIDATING), Occasion.SUBMITTED)

    assert mail.subject == "已收到作品《钢铁脊梁》的视频 / We have received the video of “钢铁脊梁”"
    assert mail.text == (
        "“湘江重工集团”：\n"
        "您好！作品《钢铁脊梁》的视频已收到，正在进行技术校验。\n"
        f"查看进度：{LINK}\n"
        "校验通过后，如您尚未提交作品，请在截止前到该页面点“提交作品”。\n"
        "工业和信息化部工业文化发展中心"
        f"{BETWEEN}"
        "Dear “湘江重工集团”,\n"
        "the video of “钢铁脊梁” has arrived and is being checked.\n"
        f"See how it stands: {LINK}\n"
        "If you have not submitted the work yet, do so on that page before the deadline, once the\n"
        "video has passed the check.\n"
        "Industrial Culture Development Centre, Ministry of Industry and Information Technology\n"
    )


def test_reasons_of_the_validation_stand_one_a_line_in_the_readers_language():
    short = Refusal(code="media.too_short", measured="0:45", allowed="1:00–8:00")
    silent = Refusal(code="media.no_sound")
    entry = any_entry(
        EntryStatus.RETURNED,
        verdict=Verdict(refusals=(short, silent)),
        screening=any_decision(ScreeningOutcome.RETURN, reasons=("rights",), note="旧的"),
    )

    mail = written(entry, Occasion.INVALID, subject=["s"], body=["{reasons}"])

    assert mail.text == (
        "- 时长 0:45，须在 1:00–8:00 之间。\n- 视频没有声音。"
        f"{BETWEEN}"
        "- The video is 0:45 long. It must be 1:00–8:00 long.\n- The video has no sound.\n"
    )


def test_a_screeners_reasons_and_note_stand_in_the_mail():
    decision = any_decision(ScreeningOutcome.RETURN, reasons=("rights",), note=" 请补充\n授权书 ")
    own = any_rules().dates.upload_ends + timedelta(days=7)
    entry = any_entry(EntryStatus.RETURNED, screening=decision, resubmit_by=own)
    [reason] = [r.text for r in any_rules().screening.reasons if r.id == "rights"]

    mail = written(
        entry, Occasion.RETURNED, subject=["s"], body=["{reasons}\n{note}\n完 {resubmit_by}"]
    )

    zh = mail.text.split(BETWEEN)[0]
    assert zh == f"- {reason.zh}\n“请补充\n授权书”\n完 2024年8月7日 24:00"


def refused_at(now, **changes):
    return any_entry(EntryStatus.RETURNED, changed_at=now, **changes)


def test_until_the_grace_period_begins_a_mail_names_the_deadline_as_it_was_announced():
    dates = any_rules().dates
    with_grace = dates.model_copy(update={"grace": timedelta(hours=2)})
    mails = Mails(invalid=Mail(subject=any_text("s"), body=any_text("前 {resubmit_by}")))
    rules = any_rules(dates=with_grace, mails=mails)

    def mailed(entry):
        text = status_mail(entry, Occasion.INVALID, rules=rules, link=LINK).text
        return text.split(BETWEEN)[0]

    closes = dates.submission_closes
    assert mailed(refused_at(any_time())) == "前 2024年7月31日 24:00"
    assert mailed(refused_at(closes)) == "前 2024年8月1日 02:00"
    own = closes + timedelta(days=7)
    assert mailed(refused_at(closes, resubmit_by=own)) == "前 2024年8月7日 24:00"
    # As a correction that ends with the contest's own deadline is stored.
    assert mailed(refused_at(any_time(), resubmit_by=rules.dates.upload_ends)) == (
        "前 2024年7月31日 24:00"
    )


def test_once_the_deadline_has_passed_a_mail_names_the_host_instead_of_a_date_that_is_over():
    mail = written(refused_at(any_rules().dates.submission_closes), Occasion.INVALID)

    zh, en = mail.text.split(BETWEEN)
    assert zh.splitlines()[-2:] == [
        "投稿已于 2024年7月31日 24:00 截止，不能再上传。如有正当理由，请联系主办单位。"
        f"作品页面：{LINK}",
        "工业和信息化部工业文化发展中心",
    ]
    assert en.splitlines()[-2] == (
        "Submissions closed on 31 July 2024, 24:00 (China Standard Time); nothing can be uploaded"
        " any more. If you had a good reason, contact the host. The page of the work: " + LINK
    )
    assert "修改并重新上传" not in zh
    assert "upload it again" not in en


def test_a_line_of_a_note_that_there_is_not_is_left_out_and_an_empty_line_stays():
    entry = any_entry(
        EntryStatus.REJECTED, screening=any_decision(ScreeningOutcome.REJECT, reasons=("rights",))
    )

    mail = written(entry, Occasion.REJECTED, subject=["s"], body=["一\n\n{note}\n二"])

    assert mail.text.split(BETWEEN)[0] == "一\n\n二"


def test_all_awards_are_named():
    entry = any_entry(EntryStatus.AWARDED, awards=("gold", "best-story"))

    mail = written(entry, Occasion.AWARDED, subject=["{award}"], body=["b"])

    zh, en = mail.subject.split(" / ")
    assert (zh.count("、"), en.count(", ")) == (1, 1)
    assert "金奖" in zh


def test_an_award_of_each_theme_is_named_with_its_own():
    entry = any_entry(
        EntryStatus.AWARDED, awards=("gold", "theme-award"), form=any_form(theme="green")
    )

    mail = written(entry, Occasion.AWARDED, subject=["{award}"], body=["b"])

    assert mail.subject == "金奖、主题奖（绿色低碳） / Gold, Theme award (Green and low-carbon)"


def test_a_proposed_theme_is_told_with_its_reason_and_until_when_to_answer():
    closes = any_rules().dates.screening_closes
    made = ThemeChange(
        theme="digital",
        reason="讲的是数字化",
        actor=Actor.of("screener", "s1"),
        at=closes - timedelta(1),
    )
    text = ["{new_theme}：{note}", "{link}", "{answer_by}"]
    mails = [
        written(
            any_entry(EntryStatus.SCREENING, theme_change=made.model_copy(update={"at": at})),
            Occasion.THEME_PROPOSED,
            subject=["s"],
            body=["\n".join(text)],
        ).text.split(BETWEEN)[0]
        for at in (made.at, closes)
    ]
    name = next(theme.name.zh for theme in any_rules().themes if theme.id == "digital")
    said = f"{name}：“讲的是数字化”\n{LINK}"
    assert mails == [f"{said}\n2024年8月14日 24:00", said]


def test_a_draft_without_a_title_has_words_in_its_place():
    entry = any_entry(EntryStatus.VALIDATING, form=any_form(title="", entrant="", theme=""))

    mail = written(entry, Occasion.SUBMITTED, subject=["{title}"], body=["{entrant}:{theme}"])

    assert mail.subject == "未命名 / untitled"
    assert mail.text == f"参选者:{BETWEEN}entrant:\n"


def test_what_people_type_cannot_leave_its_line_or_name_other_things():
    nasty = "a\r\nBcc: all@example.com\u2028{entrant}\x00"
    entry = any_entry(EntryStatus.VALIDATING, form=any_form(title=nasty))

    mail = written(entry, Occasion.SUBMITTED, subject=["《{title}》"], body=["《{title}》"])

    assert mail.subject.isprintable()
    assert mail.subject.startswith("《a Bcc: all@example.com {entrant}")
    assert mail.text.split(BETWEEN)[0].count("\n") == 0


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        ("作品《{title}》", "作品《〈钢铁〉’脊梁'》"),
        ("“{title}”", "“〈钢铁〉’脊梁'”"),
        ("{title}：您好", "“〈钢铁〉’脊梁'”：您好"),
        ("《{title} 已收到》", "《“〈钢铁〉’脊梁'” 已收到》"),
    ],
)
def test_what_was_typed_stands_in_quotation_marks_that_it_cannot_close(template, filled):
    entry = any_entry(EntryStatus.VALIDATING, form=any_form(title='《钢铁》”脊梁"'))

    mail = written(entry, Occasion.SUBMITTED, subject=[template], body=[template])

    assert mail.subject.split(" / ")[0] == filled
    assert mail.text.split(BETWEEN)[0] == filled


@pytest.mark.parametrize(
    ("status", "ended", "zh"),
    [
        (
            EntryStatus.DISQUALIFIED,
            Explained(reason="经查不是原创", actor=HOST, at=any_time()),
            "经查不是原创",
        ),
        (EntryStatus.WITHDRAWN, None, "已撤回"),
    ],
)
def test_an_award_that_ended_with_its_work_is_revoked_for_the_same_reason(status, ended, zh):
    entry = any_entry(status, revoked=(RevokedAward(place="gold"),), disqualified=ended)

    mail = written(entry, Occasion.REVOKED, subject=["s"], body=["{award}：{reasons}"])

    assert mail.text.split(BETWEEN)[0] == f"金奖：- {zh}"


def test_titles_and_names_are_shortened():
    form = any_form(title="长" * 100, entrant="名" * 100)
    entry = any_entry(EntryStatus.VALIDATING, form=form)

    mail = written(entry, Occasion.SUBMITTED, subject=["《{title}》"], body=["{title}{entrant}"])

    assert mail.subject.split(" / ")[0] == f"《{'长' * 39}…》"
    assert mail.text.split(BETWEEN)[0] == f"“{'长' * 59}…”“{'名' * 59}…”"


@pytest.mark.parametrize("occasion", [o for o in Occasion if o is not Occasion.NOT_AWARDED])
def test_a_subject_for_those_who_know_nothing_of_the_entry_holds_nothing_typed(occasion):
    decision = any_decision(ScreeningOutcome.RETURN, reasons=("rights",), note="金丝雀")
    form = any_form(title="金丝雀", entrant="金丝雀", remarks="金丝雀", synopsis="金丝雀")
    entry = any_entry(
        EntryStatus.RETURNED,
        form=form,
        screening=decision,
        awards=("gold",),
        revoked=(RevokedAward(place="gold", reason="金丝雀"),),
    )

    subject = untyped_subject(entry, occasion, rules=any_rules())

    assert "金丝雀" not in subject
    assert "entry-1" in subject or occasion is Occasion.RECOMMENDED


def test_an_occasion_without_a_text_is_not_told():
    rules = any_rules(mails=Mails())

    assert (
        status_mail(any_entry(EntryStatus.REJECTED), Occasion.REJECTED, rules=rules, link=LINK)
        is None
    )


def test_a_unit_that_recommends_a_work_has_its_contact_told_each_time_and_no_other_change_does():
    entered = any_entry()
    recommended = any_entry(recommended_by="hunan", recommended_at=any_time())
    again = recommended.model_copy(update={"recommended_at": any_time(1), "owner": "li"})

    assert occasion_of(None, entered) is None
    assert occasion_of(None, recommended) is Occasion.RECOMMENDED
    assert occasion_of(entered, recommended) is Occasion.RECOMMENDED
    assert occasion_of(recommended, recommended) is None
    assert occasion_of(recommended, again) is Occasion.RECOMMENDED
    uploading = recommended.model_copy(update={"status": EntryStatus.UPLOADING})
    assert occasion_of(recommended, uploading) is None


@pytest.mark.parametrize("status", [EntryStatus.DRAFT, EntryStatus.READY, EntryStatus.RETURNED])
def test_who_is_let_in_is_told_until_when(status):
    before = any_entry(status)
    until = datetime.fromisoformat("2024-08-05T00:00:00+08:00")
    given = LetIn(actor=HOST, reason="停电", until=until, at=any_time())
    after = before.next_version(let_in=given, resubmit_by=until)
    assert occasion_of(before, after) is Occasion.LET_IN
    assert occasion_of(after, after.next_version()) is None
    later = after.next_version(let_in=given.model_copy(update={"until": any_time(6)}))
    assert occasion_of(after, later) is Occasion.LET_IN
    mail = status_mail(after, Occasion.LET_IN, rules=any_rules(), link=LINK)
    assert mail.subject.startswith("作品《钢铁脊梁》可以继续提交 / ")
    assert "截止时间延至 2024年8月4日 24:00" in mail.text
    assert "停电" not in mail.text, "the reason is the host's own"
    assert LINK in mail.text


@pytest.mark.parametrize(
    ("submitted_at", "occasion"), [(None, Occasion.LET_IN), (any_time(), Occasion.SUBMITTED)]
)
def test_what_came_late_and_is_let_in_is_told_what_is_left_to_do(submitted_at, occasion):
    """Without its submission it has a new date; with it the work goes on by itself."""
    given = LetIn(actor=HOST, reason="停电", until=None, at=any_time())
    before = any_entry(EntryStatus.LATE, submitted_at=submitted_at)
    after = before.next_version(status=EntryStatus.VALIDATING, let_in=given)
    assert occasion_of(before, after) is occasion


def test_the_unit_is_named_to_whoever_it_recommends():
    entry = any_entry(recommended_by="hunan", recommended_at=any_time())
    mail = status_mail(entry, Occasion.RECOMMENDED, rules=any_rules(), link=LINK)

    assert mail.subject.startswith(f"湖南省工业和信息化厅推荐您参加{any_rules().name.zh} / ")
    assert LINK in mail.text
