"""Where UDP is closed media flow by TCP: LiveKit is told to offer nothing else, and two browsers see each other."""

import uuid
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from peremena.calls import configuration
from peremena.calls.configuration import Wish
from peremena.calls.contract import ALL_SOURCES, Grants
from tests.browser.calls.ears import open_ears, roads
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.calls.conftest import Doorway, Kept
from tests.calls.test_picture import CAMERAS, CLIENT, PAGE, SEES

pytestmark = [pytest.mark.browser, pytest.mark.slow]


@pytest.fixture(scope="module", autouse=True)
def no_udp() -> Iterator[None]:
    described = configuration.described

    def by_tcp_alone(wish: Wish, **more: Any) -> dict[str, Any]:
        settings = described(wish, **more)
        settings["rtc"]["force_tcp"] = True
        return settings

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(configuration, "described", by_tcp_alone)
        yield


@pytest.fixture
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *CAMERAS])
        yield started
        started.close()


def _come(browser: Browser, doorway: Doorway, token: str) -> Page:
    context = browser.new_context()
    open_ears(context)
    page = context.new_page()
    page.goto(f"{doorway.origin}/call?t={token}")
    return page


def test_two_see_each_other_by_tcp(kept: Kept, doorway: Doorway, browser: Browser) -> None:
    doorway.pages["/call"] = b"text/html", PAGE.encode()
    doorway.pages["/client.js"] = b"text/javascript", CLIENT.read_bytes()
    room = uuid.uuid4().hex
    kept.livekit.create_room(room)
    tokens = [
        kept.livekit.mint(room=room, identity=name, name=name, grants=Grants(ALL_SOURCES)) for name in ("olga", "masha")
    ]
    for page in [_come(browser, doorway, token) for token in tokens]:
        page.wait_for_function(SEES, timeout=30_000)
        assert page.evaluate("seen.ended") == ""
        assert roads(page) == ["tcp"]
