"""Every screen: no finding of axe, light and dark, wide and narrow; and all of it by keyboard."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import findings
from tests.browser.conftest import Visit
from tests.browser.visitors import Visitor, open_chat

pytestmark = [pytest.mark.browser, pytest.mark.slow]


def _screens(visitor: Visitor) -> dict[str, str]:
    rows = visitor.context.request.get(f"{visitor.url}/api/start").json()["conversations"]
    chat = next(row["id"] for row in rows if row["kind"] == "guardians")
    direct = next(row["id"] for row in rows if row["kind"] == "direct")
    return {
        "/chats": "Чаты",
        f"/chats/{chat}": "3 А Родители",
        f"/chats/{direct}": "Сообщения",
        f"/chats/{chat}/card": "Информация о чате",
        "/chats/999999": "Чат",
        "/contacts": "Контакты",
        "/account": "Аккаунт",
    }


@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(visiting: Visit, size: str, scheme: str) -> None:
    visitor = visiting(size=size, scheme=scheme)
    page = visitor.open("/sign-in")
    expect(page.get_by_role("heading", name="Войти как…")).to_be_visible()
    found = {"/sign-in": findings(page)}
    page.close()
    page = visitor.enter("Классный руководитель 3 А")
    for path, region in _screens(visitor).items():
        page.goto(visitor.url + path)
        expect(page.get_by_label(region, exact=True).first).to_be_visible()
        page.wait_for_timeout(400)
        found[path] = findings(page)
    assert {path: findings for path, findings in found.items() if findings} == {}


def test_a_chat_is_found_read_and_answered_by_keyboard_alone(visiting: Visit) -> None:
    page = visiting().enter("Классный руководитель 3 А")
    links = page.locator("section[aria-label='Чаты'] a")
    links.first.focus()
    page.keyboard.press("ArrowDown")
    expect(links.nth(1)).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.press("Home")
    expect(links.first).to_be_focused()
    page.keyboard.press("Enter")
    field = page.get_by_role("textbox", name="Сообщение")
    expect(field).to_be_focused()
    page.keyboard.type("Первая строка")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("вторая")
    page.keyboard.press("Enter")
    expect(page.locator("article p").last).to_have_text("Первая строка\nвторая")
    expect(field).to_have_value("")
    page.keyboard.press("Escape")
    expect(page.get_by_text("Выберите чат")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("Выберите чат")).to_have_count(0)


def test_members_say_who_is_here_why_and_who_is_awaited(visiting: Visit) -> None:
    page = visiting(size="phone").enter("Классный руководитель 3 А")
    open_chat(page, "3 А Родители")
    page.get_by_role("button", name="Участники").click()
    expect(page.get_by_text("Почему я здесь?")).to_be_visible()
    expect(page.get_by_text("классный руководитель", exact=True)).to_be_visible()
    expect(page.get_by_text("администратор чата")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("log")).to_be_visible()
