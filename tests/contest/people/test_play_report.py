"""A browser is named by its User-Agent, as browsers send it today, and by nothing else in it."""

import pytest

from contest.people.play_report import browser_of

ON_WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
ON_ANDROID = "Mozilla/5.0 (Linux; Android 14; 23078RKD5C Build/UKQ1.230804.001; wv)"
ON_IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X)"
WEBKIT = "AppleWebKit/537.36 (KHTML, like Gecko)"
APPLE = "AppleWebKit/605.1.15 (KHTML, like Gecko)"
AGENTS = {
    f"{ON_WINDOWS} {WEBKIT} Chrome/126.0.0.0 Safari/537.36": "Chrome 126",
    f"{ON_WINDOWS} {WEBKIT} Chrome/126.0.0.0 Safari/537.36 Edg/126.0.2592.87": "Edge 126",
    f"{ON_WINDOWS.replace(')', '; rv:127.0)')} Gecko/20100101 Firefox/127.0": "Firefox 127",
    f"{ON_ANDROID} {WEBKIT} Version/4.0 Chrome/116.0.0.0 Mobile Safari/537.36 XWEB/1160117 "
    "MMWEBSDK/20240301 MicroMessenger/8.0.48.2580(0x28003036) WeChat/arm64": "WeChat 8",
    f"{ON_ANDROID} {WEBKIT} Version/4.0 Chrome/114.0.5735.196 Mobile Safari/537.36 "
    "HuaweiBrowser/15.0.4.312": "Huawei 15",
    f"{ON_WINDOWS} {WEBKIT} Chrome/94.0.4606.71 Safari/537.36 "
    "Core/1.94.249.400 QQBrowser/12.5.5646.400": "QQBrowser 12",
    f"{ON_IPHONE} {APPLE} Version/17.5 Mobile/15E148 Safari/604.1": "Safari 17",
    f"{ON_IPHONE} {APPLE} CriOS/126.0.6478.54 Mobile/15E148 Safari/604.1": "Chrome 126",
    f"{ON_IPHONE} {APPLE} Mobile/15E148 MicroMessenger/8.0.49(0x18003137)": "WeChat 8",
    "Chrome/123456789 zhang.san@example.org": "Chrome 1234",
    "zhang.san@example.org": "other",
    "": "other",
}


@pytest.mark.parametrize("agent", AGENTS)
def test_a_browser_is_named_with_its_main_version_alone(agent):
    assert browser_of(agent) == AGENTS[agent]
