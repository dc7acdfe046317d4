"""Uploads in a real browser: an upload resumes whatever interrupted it, and the page says what is
wrong with a video."""

import re
import secrets
from pathlib import Path

import pytest

from local.visitors import until
from tests.e2e.browser import Browser, chromium
from tests.e2e.contest_client import CONTACT, FORM, ContestClient, good_video, short_video
from tests.e2e.signing_in import letter, sign_in

MIB = 1024 * 1024
PADDING = 36 * MIB
PART = 5
"""MB, of all parts but the last."""
ALL = [1, 2, 3, 4, 5, 6, 7, 8]

pytestmark = pytest.mark.skipif(chromium() is None, reason="Chromium is not installed")


@pytest.fixture(scope="module")
def large_video(tmp_path_factory) -> Path:
    """A good work of 8 parts: a free box (ISO/IEC 14496-12, 8.1.2) makes it large."""
    path = tmp_path_factory.mktemp("large") / "作品 large.mp4"
    free = PADDING.to_bytes(4, "big") + b"free" + bytes(PADDING - 8)
    path.write_bytes(good_video().read_bytes() + free)
    return path


def sent(window: Browser, parts: int) -> None:
    """Waits until the bucket has so many parts, and the page says so."""
    window.do("sent", parts=parts)
    window.do("wait", text=f"已传 {parts * PART} MB，共 36.* MB")


class UploadScene:
    """An entrant with one entry, and their page."""

    def __init__(self, organiser) -> None:
        self.contest_client = ContestClient(organiser)
        person = f"p-{secrets.token_hex(4)}"
        self.address = f"{person}@example.org"
        self.entrant = self.contest_client.entrant(person)
        self.entry = self.entrant.enter(FORM, CONTACT)
        self.url = f"{organiser.deployment.site_url}/contests/{self.contest_client.id}"

    def sign_in(self, window: Browser) -> None:
        """By the address that mails about the entry have."""
        window.do("open", url=f"{self.url}/entries/{self.entry}")
        sign_in(window, self.url, self.address)
        window.do("wait", text=FORM["title"])

    def begin(self, window: Browser, video: Path) -> None:
        window.do("choose", file=str(video))
        window.do("wait", text="文件符合要求")
        window.do("press", name="开始上传")

    def begin_doubtful(self, window: Browser, video: Path) -> None:
        """A file that the page warns of."""
        window.do("choose", file=str(video))
        window.do("wait", text="这个文件可能不符合要求")
        window.do("press", name="开始上传")

    def there(self) -> set[int]:
        open_ = self.entrant.ask("GET", f"/entries/{self.entry}/uploads/1")
        return {part["number"] for part in open_["parts"]}


@pytest.fixture
def api_fixtures(organiser) -> UploadScene:
    return UploadScene(organiser)


def test_a_mailed_link_signs_in_when_the_button_is_pressed_and_works_once(api_fixtures, window):
    window.do("open", url=api_fixtures.url)
    link = re.search(
        r"http\S+/sign-in#\S+", letter(window, api_fixtures.url, api_fixtures.address).text
    )[0]
    window.do("open", url="about:blank")
    window.do("open", url=link)
    window.do("wait", text="用邮件中的链接登录")
    window.picture("link")
    assert window.do("url").endswith("/sign-in"), "the secret is in no history"
    window.do("press", name="登录")
    window.do("wait", text=FORM["title"])
    window.do("reload")
    window.do("wait", text=FORM["title"])

    window.do("press", name="退出登录")
    window.do("wait", text="发送验证码")
    window.do("open", url=link)
    window.do("press", name="登录")
    window.do("wait", text="失效|已用|重新", scope=".wrong")
    assert window.do("faults") == []


def test_after_the_browser_was_killed_only_missing_parts_are_sent(
    api_fixtures, window, large_video
):
    api_fixtures.sign_in(window)
    window.do("hold", parts=2)
    api_fixtures.begin(window, large_video)
    sent(window, parts=2)
    window.picture("uploading")
    window.kill()
    there = api_fixtures.there()  # of the three that were being sent
    assert len(there) == 2

    with Browser() as another:
        api_fixtures.sign_in(another)
        another.do("wait", text=f"尚未完成：已传 {2 * PART} MB，共 36.* MB")
        another.picture("resume")
        api_fixtures.begin(another, large_video)
        another.do("wait", text="视频合格，等待您提交", seconds=60)
        another.do("wait", text="画面码率仅 [0-9]+ kbit/s")
        another.picture("ready")
        another.do("press", name="提交作品")
        another.do("wait", text="已提交，等待初筛", seconds=60)
        another.picture("passed")

        assert sorted(another.do("parts")) == sorted({*ALL} - there)
        assert another.do("faults") == []
    assert api_fixtures.entrant.entry(api_fixtures.entry)["status"] == "screening"
    head = api_fixtures.contest_client.organiser.session.client("s3").head_object(
        Bucket=api_fixtures.contest_client.organiser.deployment.media_bucket,
        Key=api_fixtures.contest_client.entry(api_fixtures.entry).upload.key,
    )
    assert head["ContentLength"] == large_video.stat().st_size


def test_an_upload_resumes_after_a_reload(api_fixtures, window, large_video):
    api_fixtures.sign_in(window)
    window.do("hold", parts=3)
    api_fixtures.begin(window, large_video)
    sent(window, parts=3)
    window.do("reload")
    window.do("wait", text=f"尚未完成：已传 {3 * PART} MB，共 36.* MB")
    window.do("release")

    api_fixtures.begin(window, large_video)
    window.do("wait", text="视频合格，等待您提交", seconds=60)

    assert sorted(window.do("parts")) == ALL, "each of them once"


def pause_after_two(api_fixtures, window, video):
    api_fixtures.sign_in(window)
    window.do("hold", parts=2)
    api_fixtures.begin(window, video)
    sent(window, parts=2)
    window.do("press", name="暂停上传")
    window.do("wait", text="正在暂停")
    window.do("press", name="立即停止，正在传的部分须重传")


def test_after_a_pause_and_a_lost_connection_nothing_is_sent_twice(
    api_fixtures, window, large_video
):
    pause_after_two(api_fixtures, window, large_video)
    window.do("wait", text=f"已暂停。已保存 {2 * PART} MB")
    window.picture("paused")
    window.do("press", name="继续上传")
    window.do("wait", text="正在上传")
    window.do("offline", offline=True)
    window.do("release")
    window.do("wait", text="连接中断")
    window.picture("offline")
    window.do("offline", offline=False)
    window.do("wait", text="视频合格，等待您提交", seconds=60)

    assert sorted(window.do("parts")) == ALL, "each of them once"


def percent(window: Browser) -> int:
    return int(window.do("text", scope=".percent").removesuffix("%"))


def test_on_a_slow_line_a_pause_loses_nothing_of_what_was_sent(api_fixtures, window, large_video):
    api_fixtures.sign_in(window)
    window.do("throttle", bytesPerSecond=1_500_000)
    api_fixtures.begin(window, large_video)
    window.do("wait", text=f"其中 {PART} MB 已保存")
    until(lambda: percent(window), lambda seen: seen >= 20, seconds=30)
    before = percent(window)
    window.do("press", name="暂停上传")
    window.do("wait", text="正在暂停：已发出的部分传完即停")
    window.picture("pausing")
    window.do("wait", text="已暂停。已保存 [0-9.]+ MB", seconds=60)
    window.picture("paused-slow")
    there = api_fixtures.there()
    assert percent(window) >= before, "what was sent is kept"
    assert f"已保存 {len(there) * PART} MB" in window.do("text", scope=".upload")
    assert sorted(window.do("parts")) == sorted(there)

    window.do("throttle", bytesPerSecond=0)
    window.do("press", name="继续上传")
    window.do("wait", text="视频合格，等待您提交", seconds=60)
    assert sorted(window.do("parts")) == ALL, "each of them once"
    assert window.do("faults") == []


def test_on_a_very_slow_line_one_part_at_a_time_is_under_way(api_fixtures, window, large_video):
    api_fixtures.sign_in(window)
    window.do("throttle", bytesPerSecond=400_000)
    api_fixtures.begin(window, large_video)
    window.do("wait", text=f"其中 {PART} MB 已保存", seconds=60)
    window.do("wait", text="已传 [67][0-9.]* MB", seconds=60)
    shown = window.do("text", scope=".upload")
    kept, sent_ = (
        float(re.search(pattern, shown)[1])
        for pattern in (r"其中 ([0-9.]+) MB", r"已传 ([0-9.]+) MB")
    )
    assert sent_ - kept <= PART
    window.do("press", name="暂停上传")
    window.do("press", name="立即停止，正在传的部分须重传")
    window.do("wait", text=f"已暂停。已保存 {len(api_fixtures.there()) * PART} MB")


def test_an_empty_file_is_not_offered_to_be_uploaded(api_fixtures, window, tmp_path):
    nothing = tmp_path / "empty.mp4"
    nothing.touch()
    api_fixtures.sign_in(window)
    window.do("choose", file=str(nothing))
    window.do("wait", text="这是一个空文件")
    assert "开始上传" not in window.do("text")


def test_the_reasons_of_the_last_video_do_not_stay_red_while_the_next_is_sent(
    api_fixtures, window, large_video
):
    api_fixtures.sign_in(window)
    api_fixtures.begin_doubtful(window, short_video())
    window.do("wait", text="视频未通过校验，请更换视频", seconds=60)
    shown = window.do("text", scope=".entry")
    assert "退回" not in shown, "nobody has returned a draft that was never submitted"
    window.do("hold", parts=1)
    api_fixtures.begin(window, large_video)
    sent(window, parts=1)
    assert window.do("boxes", scope=".reasons") == []
    window.do("click", text="上一个视频未通过的原因")
    window.picture("replacing")
    window.do("release")
    window.do("wait", text="视频合格，等待您提交", seconds=60)
    assert "上一个视频未通过的原因" not in window.do("text")


def test_a_part_that_the_bucket_does_not_take_is_sent_again(api_fixtures, window, large_video):
    api_fixtures.sign_in(window)
    window.do("refuse", parts=2, status=503)
    api_fixtures.begin(window, large_video)
    window.do("wait", text="视频合格，等待您提交", seconds=60)

    assert sorted(window.do("parts")) == ALL, "each of them once"


def test_if_the_bucket_refuses_for_good_the_page_says_so_and_sent_parts_are_kept(
    api_fixtures, window, large_video
):
    pause_after_two(api_fixtures, window, large_video)
    sent = api_fixtures.there()
    window.do("refuse", parts=99, status=403)
    window.do("press", name="继续上传")
    window.do("wait", text=f"上传中断。已保存 {2 * PART} MB")

    assert len(sent) == 2, "whichever of those that go side by side came first"
    assert api_fixtures.there() == sent


def test_an_upload_that_was_ended_elsewhere_says_so(api_fixtures, window, large_video):
    api_fixtures.sign_in(window)
    window.do("hold", parts=2)
    api_fixtures.begin(window, large_video)
    sent(window, parts=2)
    api_fixtures.entrant.ask("DELETE", f"/entries/{api_fixtures.entry}/uploads/1")
    window.do("release")

    window.do("wait", text="这不是当前的上传，请重新开始上传")


def test_a_cancelled_upload_leaves_a_draft(api_fixtures, window, large_video):
    api_fixtures.sign_in(window)
    window.do("hold", parts=1)
    api_fixtures.begin(window, large_video)
    sent(window, parts=1)
    window.do("press", name="放弃上传")
    window.picture("giving-up")
    window.do("press", name="放弃上传")
    window.do("wait", text="草稿，尚未上传视频")
    window.do("wait", text="选择视频")

    assert api_fixtures.entrant.entry(api_fixtures.entry)["status"] == "draft"


def test_a_wrong_video_is_warned_of_and_refused_with_every_reason_on_a_phone(api_fixtures, window):
    window.do("resize", width=390, height=844)
    api_fixtures.sign_in(window)
    window.do("choose", file=str(short_video()))
    window.do("wait", text="这个文件可能不符合要求")
    warnings = window.do("text", scope=".doubt")
    assert "时长 0:45，须在 1:00–8:00 之间" in warnings
    assert "画面 1280×720，须不低于 1920×1080" in warnings
    window.picture("warned")

    window.do("press", name="开始上传")
    window.do("wait", text="视频未通过校验，请更换视频", seconds=60)
    window.picture("returned")

    refused = api_fixtures.entrant.entry(api_fixtures.entry)["reasons"]
    assert len(refused) == 2
    shown = window.do("text", scope=".reasons")
    assert all(reason["zh"] in shown for reason in refused)
    assert window.do("width") <= 390, "nothing is wider than the phone"
    window.do("press", name="English")
    window.do("wait", text=refused[0]["en"])
    assert all(reason["en"] in window.do("text", scope=".reasons") for reason in refused)
    assert window.do("faults") == []
