"""What people do in a call, by what they read on the screen."""

import json
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.calls.ears import open_ears
from tests.browser.conftest import Visit

TOOLBAR = "Управление звонком"
# Somebody's camera on my screen, drawn.
_SEES = """([name, isScreen]) => [...document.querySelectorAll('article')].some((one) =>
  one.getAttribute('aria-label') === (isScreen ? 'Экран: ' + name : name)
  && one.querySelector('video')?.videoWidth > 0)"""
# A busy machine takes its time over pictures.
PICTURE_MS = 30_000
CLIENT = Path(__file__).parents[3] / "web" / "node_modules" / "livekit-client" / "dist" / "livekit-client.umd.js"


class Tokens:
    """The tokens that a browser was given, as somebody who looks into it finds them."""

    def __init__(self, context: BrowserContext) -> None:
        self.last = ""
        context.on("response", self._look)

    def _look(self, response: Any) -> None:
        if response.url.endswith("/join") and response.ok:
            self.last = json.loads(response.body()).get("token") or self.last


def enter(visiting: Visit, who: str, size: str = "desktop") -> Page:
    """Come into the school as somebody, with ears."""
    visitor = visiting(size=size)
    open_ears(visitor.context)
    return visitor.enter(who)


def toolbar(page: Page) -> Locator:
    return page.get_by_role("toolbar", name=TOOLBAR)


def press_join(page: Page, *, with_video: bool = True) -> None:
    name = "Присоединиться" if with_video else "Войти без видео"
    # The banner of a chat has a button of this name, too, and may be there before the screen.
    before = page.get_by_role("region", name="Перед входом в звонок")
    before.get_by_role("button", name=name, exact=True).click()


def is_inside(page: Page) -> None:
    expect(toolbar(page)).to_be_visible()


def wait_until_seen(page: Page, name: str, *, is_screen: bool = False) -> None:
    page.wait_for_function(_SEES, arg=[name, is_screen], timeout=PICTURE_MS)


def people(page: Page) -> Locator:
    """Return the panel of participants, opened."""
    panel = page.get_by_role("complementary", name="Участники")
    if panel.count() == 0:
        page.get_by_role("button", name="Участники").click()
    return panel


def govern(host: Page, who: str, what: str) -> None:
    people(host).get_by_role("button", name=f"Что сделать: {who}").click()
    host.get_by_role("menuitem", name=what, exact=True).click()


def leave(host: Page) -> None:
    """Leave as a host, who may end it for all instead."""
    host.get_by_role("button", name="Завершить").click()
    host.get_by_role("menuitem", name="Выйти из звонка").click()


def end_for_all(host: Page) -> None:
    host.get_by_role("button", name="Завершить").click()
    host.get_by_role("menuitem", name="Завершить для всех").click()
    host.get_by_role("dialog").get_by_role("button", name="Завершить").click()


_ROGUE = """async (token) => {
  const room = new LivekitClient.Room();
  window.rogue = room;
  try {
    await room.connect(location.origin.replace('http', 'ws'), token);
    return '';
  } catch (error) {
    return String(error);
  }
}"""
_PUBLISH = """async (source) => {
  const mine = window.rogue.localParticipant;
  const tries = { microphone: () => mine.setMicrophoneEnabled(true), camera: () => mine.setCameraEnabled(true) };
  try {
    await tries[source]();
    return 'published';
  } catch (error) {
    return String(error);
  }
}"""
# What was taken is taken of whoever comes with an older token too, a moment later.
_IS_BARRED = """() => !window.rogue.localParticipant.permissions.canPublishSources.includes(2)"""


def come_by_a_program(context: BrowserContext, url: str, token: str) -> tuple[Page, str]:
    """Come into the room with a program of one's own instead of ours; tells why that failed, if it did."""
    page = context.new_page()
    page.add_init_script(path=CLIENT)
    page.goto(f"{url}/call")
    return page, page.evaluate(_ROGUE, token)


def publish_by_a_program(page: Page, source: str) -> str:
    """Try to be heard or seen by the media server's own interface; tells what it said."""
    page.wait_for_function(_IS_BARRED)
    said: str = page.evaluate(_PUBLISH, source)
    return said
