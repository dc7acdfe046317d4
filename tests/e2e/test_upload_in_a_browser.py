"""Uploads in a real browser: an upload resumes whatever interrupted it, and the page says what is
wrong with a video."""

import re
import secrets
from pathlib import Path

import pytest

from tests.e2e.browser import Browser, chromium
from tests.e2e.contest_client import CONTACT, FORM, ContestClient, good_video, short_video
from tests.e2e.signing_in import letter, sign_in

MIB = 1024 * 1024
PADDING = 36 * MIB
PART = 8
"""MB, of all parts but the last."""

pytestmark = pytest.mark.skipif(chromium() is None, reason="Chromium is not installed")


@pytest.fixture(scope="module")
def large_video(tmp_path_factory) -> Path:
    """A good work of 5 parts: a free box (ISO/IEC 14496-12, 8.1.2) makes it large."""
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
        window.do("open", url=self.url)
        sign_in(window, self.url, self.address)
        window.do("wait", text=FORM["title"])

    def begin(self, window: Browser, video: Path) -> None:
        window.do("choose", file=str(video))
        window.do("wait", text="文件符合要求")
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

        assert sorted(another.do("parts")) == sorted({1, 2, 3, 4, 5} - there)
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

    assert sorted(window.do("parts")) == [1, 2, 3, 4, 5], "each of them once"


def pause_after_two(api_fixtures, window, video):
    api_fixtures.sign_in(window)
    window.do("hold", parts=2)
    api_fixtures.begin(window, video)
    sent(window, parts=2)
    window.do("press", name="暂停上传")


def test_after_a_pause_and_a_lost_connection_nothing_is_sent_twice(
    api_fixtures, window, large_video
):
    pause_after_two(api_fixtures, window, large_video)
    window.do("wait", text="已暂停")
    window.picture("paused")
    window.do("press", name="继续上传")
    window.do("wait", text="正在上传")
    window.do("offline", offline=True)
    window.do("release")
    window.do("wait", text="连接中断")
    window.picture("offline")
    window.do("offline", offline=False)
    window.do("wait", text="视频合格，等待您提交", seconds=60)

    assert sorted(window.do("parts")) == [1, 2, 3, 4, 5], "each of them once"


def test_a_part_that_the_bucket_does_not_take_is_sent_again(api_fixtures, window, large_video):
    api_fixtures.sign_in(window)
    window.do("refuse", parts=2, status=503)
    api_fixtures.begin(window, large_video)
    window.do("wait", text="视频合格，等待您提交", seconds=60)

    assert sorted(window.do("parts")) == [1, 2, 3, 4, 5], "each of them once"


def test_if_the_bucket_refuses_for_good_the_page_says_so_and_sent_parts_are_kept(
    api_fixtures, window, large_video
):
    pause_after_two(api_fixtures, window, large_video)
    sent = api_fixtures.there()
    window.do("refuse", parts=99, status=403)
    window.do("press", name="继续上传")
    window.do("wait", text="上传中断，已上传的部分会保留")

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
    window.do("wait", text="已退回，请修改后重新提交", seconds=60)
    window.picture("returned")

    refused = api_fixtures.entrant.entry(api_fixtures.entry)["reasons"]
    assert len(refused) == 2
    shown = window.do("text", scope=".reasons")
    assert all(reason["zh"] in shown for reason in refused)
    assert window.do("width") <= 390, "nothing is wider than the phone"
    window.do("press", name="English")
    assert all(reason["en"] in window.do("text", scope=".reasons") for reason in refused)
    assert window.do("faults") == []
