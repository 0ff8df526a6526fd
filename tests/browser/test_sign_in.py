"""Phone, password, code; and nothing left behind."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.visitors import Visitor, open_chat, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TEACHER_PHONE, PASSWORD = "8 900 555 00 03", "peremena-demo"

# The worker needs a moment to go.
IS_NOTHING_LEFT = """
(async () => [
  localStorage.length,
  sessionStorage.length,
  (await indexedDB.databases()).length,
  (await caches.keys()).length,
].every((count) => count === 0))()
"""


def _code(visitor: Visitor) -> str:
    newest = visitor.context.request.get(f"{visitor.url}/api/dev/sms").json()["sms"][0]["text"]
    found = re.search(r"\b\d{6}\b", newest)
    assert found is not None
    return found.group()


def _ask_for_code(page: Page, password: str = PASSWORD) -> None:
    page.get_by_label("Номер телефона").fill(TEACHER_PHONE)
    page.get_by_label("Пароль").fill(password)
    page.get_by_role("button", name="Получить код").click()


def test_a_teacher_signs_in_by_phone_password_and_code(visiting: Visit) -> None:
    visitor = visiting(size="phone")
    page = visitor.open("/account")
    _ask_for_code(page, "not the password")
    expect(page.get_by_role("alert")).to_contain_text("не подходят")
    _ask_for_code(page)
    expect(page.get_by_text("+7 900 555-00-03")).to_be_visible()
    right = _code(visitor)
    page.get_by_label("Код из СМС").fill("000000" if right != "000000" else "111111")
    expect(page.get_by_role("alert")).to_contain_text("Код не подходит")
    page.get_by_label("Код из СМС").fill(right)
    # The address that was asked for before signing in.
    expect(page.get_by_text("Марина Сергеевна Ветрова")).to_be_visible()
    assert page.url.endswith("/account")


def test_signing_out_leaves_nothing_and_ends_other_tabs(visiting: Visit) -> None:
    visitor = visiting()
    page = visitor.enter("Классный руководитель 3 А")
    open_chat(page, "3 А Родители")
    page.get_by_role("textbox", name="Сообщение").fill("Черновик")
    other = visitor.context.new_page()
    other.goto(page.url)
    expect(other.get_by_role("log")).to_be_visible()
    page.get_by_role("link", name="Аккаунт").click()
    page.get_by_role("link", name="Вид и язык").click()
    page.get_by_text("Тёмная").click()
    page.get_by_role("button", name="Выйти").click()
    expect(page.get_by_label("Номер телефона")).to_be_visible()
    expect(other.get_by_label("Номер телефона")).to_be_visible()
    until(page, IS_NOTHING_LEFT)
    until(other, IS_NOTHING_LEFT)
    page.go_back()
    expect(page.get_by_label("Номер телефона")).to_be_visible()


def test_another_session_is_ended_from_here(visiting: Visit) -> None:
    here, there = visiting(), visiting(size="phone")
    page, far = here.enter("Администратор школы"), there.enter("Администратор школы")
    page.get_by_role("link", name="Аккаунт").click()
    page.get_by_role("link", name="Где вы вошли").click()
    page.get_by_role("button", name="Завершить все остальные").click()
    expect(far.get_by_text("Сеанс на этом устройстве завершён")).to_be_visible()
    expect(page.get_by_text("этот браузер")).to_be_visible()


def test_english_is_one_click_away_and_stays(visiting: Visit) -> None:
    page = visiting().enter("Директор")
    page.get_by_role("link", name="Аккаунт").click()
    page.get_by_role("link", name="Вид и язык").click()
    page.get_by_text("English").click()
    expect(page.get_by_role("link", name="Chats")).to_be_visible()
    page.reload()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()
