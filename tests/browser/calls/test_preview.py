"""The look at oneself before a call: what is pressed stays where it is, and what is turned off is closed."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.visitors import open_chat, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TEACHER, FATHER = "Марина Сергеевна Ветрова", "Лев Никитич Римский-Корсаков"
# A camera takes its time; every track that was ever opened is kept.
_SLOW_CAMERA = """(() => {
  // An empty page has none.
  if (!navigator.mediaDevices) return;
  const real = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
  window.asked = 0;
  window.tracks = [];
  navigator.mediaDevices.getUserMedia = async (how) => {
    window.asked += 1;
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    const stream = await real(how);
    window.tracks.push(...stream.getTracks());
    return stream;
  };
})()"""
_LIVE = "window.tracks.filter((one) => one.readyState === 'live').map((one) => one.kind)"


def look(visiting: Visit, size: str) -> tuple[Page, Locator]:
    """Let the father call the teacher as far as the look at himself."""
    visitor = visiting(size=size)
    visitor.context.add_init_script(_SLOW_CAMERA)
    page = visitor.enter(FATHER)
    open_chat(page, TEACHER)
    page.get_by_role("button", name="Позвонить").click()
    page.get_by_role("menuitem", name="Видеозвонок").click()
    before = page.get_by_role("region", name="Перед входом в звонок")
    expect(before.get_by_role("heading", name=TEACHER)).to_be_visible()
    return page, before


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_nothing_moves_under_the_finger_while_the_camera_is_opened(visiting: Visit, size: str) -> None:
    _, before = look(visiting, size)
    buttons = [before.get_by_role("button", name=name) for name in ("Присоединиться", "Войти без видео")]
    expect(buttons[1]).to_be_disabled()
    boxes = [button.bounding_box() for button in buttons]
    expect(before.get_by_role("combobox", name="Камера")).to_be_enabled()
    expect(buttons[1]).to_be_enabled()
    assert [button.bounding_box() for button in buttons] == boxes
    before.get_by_role("button", name="Закрыть").click()


def test_what_is_turned_off_is_closed_and_nothing_else_is_opened_anew(visiting: Visit) -> None:
    page, before = look(visiting, "desktop")
    before.get_by_role("button", name="Выключить микрофон").click()
    expect(before.get_by_role("button", name="Включить микрофон")).to_be_visible()
    page.wait_for_timeout(500)
    assert (page.evaluate("window.asked"), page.evaluate(_LIVE)) == (1, ["video"])
    # It is turned on once more, and the screen is left before it is there.
    before.get_by_role("button", name="Включить микрофон").click()
    before.get_by_role("button", name="Закрыть").click()
    until(page, "window.tracks.length === 3")
    until(page, f"{_LIVE}.length === 0")
