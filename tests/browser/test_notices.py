"""Calls for the person while a tab is open: once, by the person's own rules, and not for what they look at."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.visitors import Visitor, open_chat, until, write

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHAT = "3 А Родители"
TEACHER, FATHER = "Классный руководитель 3 А", "Папа ученика 3 А"

# Playwright lets every page believe that it has the focus, and a browser without a screen shows no notifications.
STAND_INS = """
window.isFocused = true;
Document.prototype.hasFocus = () => window.isFocused;
window.called = [];
window.rang = 0;
let permission = PERMISSION;
window.Notification = class {
  static get permission() { return permission; }
  static async requestPermission() { return (permission = 'granted'); }
  constructor(title, options) { window.called.push({ title, body: options.body, tag: options.tag, it: this }); }
  close() { this.isClosed = true; }
};
const start = OscillatorNode.prototype.start;
OscillatorNode.prototype.start = function (...rest) { window.rang += 1; return start.apply(this, rest); };
"""
LOOK_AWAY = "() => { window.isFocused = false; window.dispatchEvent(new Event('blur')); }"
LOOK = "() => { window.isFocused = true; window.dispatchEvent(new Event('focus')); }"
# Loaded a second after the screen, it holds a lock from then on.
READY = "navigator.locks.query().then(({ held }) => held.some(({ name }) => name === 'peremena.notices'))"


def _come(visiting: Visit, role: str = TEACHER, *, permission: str = "granted", size: str = "desktop") -> Visitor:
    visitor = visiting(size=size)
    visitor.context.add_init_script(STAND_INS.replace("PERMISSION", f"'{permission}'"))
    visitor.enter(role)
    return visitor


def _page(visitor: Visitor) -> Page:
    page = visitor.context.pages[0]
    until(page, READY)
    page.get_by_role("link", name="Чаты").first.click()
    return page


def _called(page: Page) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = page.evaluate("window.called.map(({ title, body }) => ({ title, body }))")
    return found


def _say(visiting: Visit, text: str, role: str = FATHER) -> None:
    page = visiting(size="phone").enter(role)
    open_chat(page, CHAT)
    write(page, text)
    expect(page.get_by_role("log").get_by_text(text).last).to_be_visible()


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_who_looks_away_is_called_and_a_click_opens_the_chat(visiting: Visit, size: str) -> None:
    page = _page(_come(visiting, size=size))
    page.evaluate(LOOK_AWAY)
    _say(visiting, "Собрание в шесть")
    page.wait_for_function("() => window.called.length > 0")
    (call,) = _called(page)
    assert call["title"] == CHAT
    assert call["body"].endswith(": Собрание в шесть")
    page.evaluate(LOOK)
    page.evaluate("window.called[0].it.onclick()")
    expect(page.get_by_role("log", name=CHAT)).to_be_visible()
    page.wait_for_function("() => window.called[0].it.isClosed")


def test_numbers_stand_in_the_title_and_at_the_sign_of_the_tab(visiting: Visit) -> None:
    page = _page(_come(visiting))
    page.evaluate(LOOK_AWAY)
    _say(visiting, "Кто ведёт детей в театр?")
    page.wait_for_function("() => /^\\(\\d+\\) /.test(document.title)")
    page.wait_for_function("() => document.querySelector('link[rel=icon]').href.startsWith('data:image/png')")


def test_nobody_is_called_for_the_chat_they_look_at(visiting: Visit) -> None:
    page = _page(_come(visiting))
    open_chat(page, CHAT)
    page.mouse.click(5, 400)
    page.wait_for_timeout(1_200)
    _say(visiting, "Видно и так")
    expect(page.get_by_role("log").get_by_text("Видно и так")).to_be_visible()
    page.wait_for_timeout(1_500)
    assert (_called(page), page.evaluate("window.rang")) == ([], 0)


def test_who_sits_before_another_chat_hears_a_sound(visiting: Visit) -> None:
    page = _page(_come(visiting))
    open_chat(page, "Учительская")
    page.mouse.click(5, 400)
    page.wait_for_timeout(1_200)
    _say(visiting, "Слышно")
    page.wait_for_function("() => window.rang > 0")
    assert _called(page) == []


def test_two_tabs_call_once_and_not_for_what_the_other_shows(visiting: Visit) -> None:
    visitor = _come(visiting)
    page = _page(visitor)
    other = visitor.open("/chats")
    other.wait_for_timeout(2_000)
    for tab in (page, other):
        tab.evaluate(LOOK_AWAY)
    _say(visiting, "Один раз")
    page.wait_for_function("() => window.called.length > 0")
    page.wait_for_timeout(1_500)
    assert len(_called(page)) + len(_called(other)) == 1
    other.evaluate(LOOK)
    open_chat(other, CHAT)
    other.wait_for_timeout(1_200)
    _say(visiting, "Уже читаю")
    expect(other.get_by_role("log").get_by_text("Уже читаю")).to_be_visible()
    page.wait_for_timeout(1_500)
    assert len(_called(page)) + len(_called(other)) == 1


def test_the_persons_own_rules_hold(visiting: Visit) -> None:
    # Choices belong to the person, and the school stays for the other tests.
    visitor = _come(visiting, "Мама: 3 А и 9 А")
    page = _page(visitor)
    page.goto(f"{visitor.url}/account/notifications")
    page.get_by_text("Скрывать текст").click()
    expect(page.get_by_role("switch", name="Скрывать текст")).to_be_checked()
    until(page, READY)
    page.evaluate(LOOK_AWAY)
    _say(visiting, "Секрет")
    page.wait_for_function("() => window.called.length > 0")
    assert _called(page) == [{"title": CHAT, "body": "Новое сообщение"}]
    page.get_by_text("Групповые чаты").click()
    expect(page.get_by_role("switch", name="Групповые чаты")).not_to_be_checked()
    _say(visiting, "Тихо")
    page.wait_for_timeout(2_500)
    assert len(_called(page)) == 1


def test_permission_is_asked_for_by_a_tap_only_and_a_refusal_is_explained(visiting: Visit) -> None:
    visitor = _come(visiting, permission="default", size="phone")
    page = _page(visitor)
    page.goto(f"{visitor.url}/account/notifications")
    assert page.evaluate("Notification.permission") == "default"
    page.get_by_role("button", name="Включить уведомления").click()
    expect(page.get_by_role("switch", name="Показывать уведомления")).to_be_checked()
    blocked = _come(visiting, "Директор", permission="denied", size="phone")
    page = blocked.open("/account/notifications")
    expect(page.get_by_text("Браузеру запрещено показывать уведомления")).to_be_visible()
    expect(page.get_by_role("button", name="Включить уведомления")).to_have_count(0)
