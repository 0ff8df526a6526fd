"""Parts of the page that cannot be fetched: a calm word and a way to try again, and everything else goes on."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import findings
from tests.browser.conftest import Visit
from tests.browser.rows import SIZES, TEACHER, row_of
from tests.browser.visitors import open_chat, write

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHAT = "3 А Родители"
# The worker would have kept them.
NO_WORKER = "delete Navigator.prototype.serviceWorker;"


def _without(visiting: Visit, *parts: str, size: str = "desktop") -> Page:
    """Come to the list; these parts of the page are out of reach."""
    visitor = visiting(size=size)
    visitor.context.add_init_script(NO_WORKER)
    page = visitor.enter(TEACHER)
    page.route(re.compile(f"/assets/({'|'.join(parts)})-[^/]+\\.js"), lambda route: route.abort())
    return page


def _is_usable(page: Page, text: str) -> None:
    write(page, text)
    expect(page.get_by_role("log").get_by_text(text)).to_be_visible()
    expect(page.get_by_role("img", name="Отправляется")).to_have_count(0)
    expect(page.get_by_text("Что-то сломалось")).to_have_count(0)


@pytest.mark.parametrize("size", SIZES)
def test_a_panel_that_did_not_come_is_tried_again(visiting: Visit, size: str) -> None:
    page = _without(visiting, "EmojiPanel", size=size)
    open_chat(page, CHAT)
    page.get_by_role("button", name="Эмодзи").click()
    panel = page.get_by_role("region", name="Эмодзи")
    expect(panel.get_by_text("Не удалось загрузить.")).to_be_visible()
    assert findings(page) == []
    _is_usable(page, f"Без эмодзи, {size}")
    # It was put away by writing.
    page.get_by_role("button", name="Эмодзи").click()
    page.unroute_all()
    panel.get_by_role("button", name="Повторить").click()
    expect(panel.get_by_role("searchbox")).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
def test_a_screen_that_did_not_come_is_tried_again(visiting: Visit, size: str) -> None:
    page = _without(visiting, "Account", size=size)
    page.get_by_role("link", name="Аккаунт").click()
    expect(page.get_by_text("Проверьте, есть ли интернет, и попробуйте ещё раз.")).to_be_visible()
    assert findings(page) == []
    page.get_by_role("link", name="Чаты").click()
    expect(row_of(page, CHAT)).to_be_visible()
    page.get_by_role("link", name="Аккаунт").click()
    page.unroute_all()
    page.get_by_role("button", name="Повторить").click()
    expect(page.get_by_role("button", name="Выйти")).to_be_visible()


def test_a_menu_and_a_bar_that_did_not_come_leave_the_chat_alone(visiting: Visit) -> None:
    page = _without(visiting, "Menu", "menu", "IntentBar", "JumpDialog")
    open_chat(page, CHAT)
    _is_usable(page, "Исправьте меня")
    bubble = page.get_by_role("log").locator("article").last
    bubble.click(button="right")
    expect(page.get_by_text("Не удалось загрузить. Проверьте")).to_be_visible()
    page.keyboard.press("Control+k")
    missing = page.get_by_text("Не удалось загрузить.", exact=True)
    expect(missing).to_be_visible()
    page.get_by_role("status").filter(has=missing).get_by_role("button", name="Закрыть").click()
    expect(missing).to_have_count(0)
    page.get_by_role("textbox", name="Сообщение").press("ArrowUp")
    expect(missing).to_be_visible()
    page.unroute_all()
    page.get_by_role("button", name="Повторить").click()
    expect(page.get_by_text("Изменение сообщения")).to_be_visible()
    page.get_by_role("textbox", name="Сообщение").press("Escape")
    bubble.click(button="right")
    expect(page.get_by_role("menuitem", name="Ответить", exact=True)).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox")).to_be_visible()
