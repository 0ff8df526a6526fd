"""The chat list under a finger: strokes and the long press."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit
from tests.browser.rows import MOTHER, TEACHER, row_of, titles, undo

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("plain_lists")]


class Finger:
    """One finger on the glass, through the browser's own debugging line."""

    def __init__(self, page: Page) -> None:
        self._line = page.context.new_cdp_session(page)
        self._page = page

    def stroke(self, row: Locator, dx: int, *, dy: int = 0, start: float = 0.5, is_cancelled: bool = False) -> None:
        box = row.bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] * start, box["y"] + box["height"] / 2
        self._touch("touchStart", x, y)
        for step in range(1, 9):
            self._touch("touchMove", x + dx * step / 8, y + dy * step / 8)
            self._page.wait_for_timeout(16)
        self._page.wait_for_timeout(60)
        self._touch("touchCancel" if is_cancelled else "touchEnd")
        self._page.wait_for_timeout(250)

    def hold(self, row: Locator) -> None:
        box = row.bounding_box()
        assert box is not None
        self._touch("touchStart", box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        self._page.wait_for_timeout(700)
        self._touch("touchEnd")

    def _touch(self, kind: str, *at: float) -> None:
        points = [{"x": at[0], "y": at[1]}] if at else []
        self._line.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def test_strokes_lay_the_buttons_open(visiting: Visit) -> None:
    page = visiting(size="phone").enter(TEACHER)
    page.wait_for_timeout(1_200)
    finger, title = Finger(page), titles(page)[2]
    row = row_of(page, title)
    face = row.locator("[data-stop]")

    finger.stroke(face, -200)
    for name in ("Без звука", "В архив"):
        expect(row.get_by_role("button", name=name)).to_be_visible()
    # A tap elsewhere puts them away and opens nothing.
    page.touchscreen.tap(200, 700)
    expect(row.get_by_role("button", name="В архив")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/chats$"))

    finger.stroke(face, 180)
    row.get_by_role("button", name="Закрепить").tap()
    expect(page.locator("li[data-pinned]")).to_have_count(1)
    undo(page)
    expect(page.locator("li[data-pinned]")).to_have_count(0)

    finger.stroke(face, -200)
    row.get_by_role("button", name="В архив").tap()
    expect(row_of(page, title)).to_have_count(0)
    undo(page)
    expect(row_of(page, title)).to_be_visible()


def test_strokes_leave_the_system_and_the_scrolling_alone(visiting: Visit) -> None:
    page = visiting(size="phone").enter(TEACHER)
    page.wait_for_timeout(1_200)
    finger = Finger(page)
    row = page.locator("li[data-row]").nth(3)
    face, tray = row.locator("[data-stop]"), page.locator("[data-tray]")
    # From the very edge it is the system's "back"; a short or a taken-back one is nothing; up and down it scrolls.
    finger.stroke(face, 200, start=0.02)
    expect(tray).to_have_count(0)
    finger.stroke(face, -40)
    expect(tray).to_have_count(0)
    finger.stroke(face, -200, is_cancelled=True)
    expect(tray).to_have_count(0)
    finger.stroke(face, -60, dy=-300)
    expect(tray).to_have_count(0)
    assert page.locator("[data-list]").evaluate("box => box.scrollTop") > 0
    expect(page).to_have_url(re.compile(r"/chats$"))


def test_a_long_press_opens_the_menu_and_nothing_else(visiting: Visit) -> None:
    page = visiting(size="phone").enter(MOTHER)
    title = "3 А Родители"
    Finger(page).hold(row_of(page, title).locator("[data-stop]"))
    menu = page.get_by_role("menu", name=title)
    expect(menu).to_be_visible()
    names = menu.get_by_role("menuitem").all_inner_texts()
    assert [names[0], *names[-2:]] == ["Отправить смайл", "Очистить историю", "Выйти из чата"]
    page.get_by_role("menuitem", name="Отправить смайл").tap()
    page.get_by_role("menuitem", name="🎉").tap()
    expect(row_of(page, title)).to_contain_text("Вы: 🎉")
    expect(page).to_have_url(re.compile(r"/chats$"))
