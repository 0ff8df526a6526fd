"""What strangers learn at the door, what its guests see on every page, and how fast an ended session ends."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.school import School
from tests.browser.test_sign_in import IS_NOTHING_LEFT, PASSWORD
from tests.browser.visitors import open_chat, until

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FATHER = "Папа ученика 3 А"
HEADS_PHONE, NOBODYS_PHONE = "+7 900 555-00-00", "+7 900 555-99-99"


def _ask_for_code(page: Page, phone: str, password: str) -> None:
    page.get_by_label("Номер телефона").fill(phone)
    page.get_by_label("Пароль").fill(password)
    page.get_by_role("button", name="Получить код").click()


def test_an_unknown_number_looks_like_a_wrong_password(visiting: Visit) -> None:
    page = visiting().open("/")
    said = []
    for phone in (HEADS_PHONE, NOBODYS_PHONE):
        _ask_for_code(page, phone, "not the password")
        said.append(page.get_by_role("alert").inner_text())
        expect(page.get_by_label("Код из СМС")).to_have_count(0)
        page.reload()
    assert said[0] == said[1] != ""


def test_half_a_number_is_asked_to_be_whole(visiting: Visit) -> None:
    page = visiting(size="phone").open("/")
    _ask_for_code(page, "+7900555", PASSWORD)
    expect(page.get_by_role("alert")).to_contain_text("номер целиком")


def test_a_reload_before_the_code_comes_back_to_it(visiting: Visit) -> None:
    page = visiting().open("/")
    _ask_for_code(page, HEADS_PHONE, PASSWORD)
    expect(page.get_by_label("Код из СМС")).to_be_focused()
    page.reload()
    expect(page.get_by_label("Код из СМС")).to_be_visible()


def test_an_ended_session_closes_its_screen_at_once(visiting: Visit) -> None:
    lost, page = visiting(size="phone").enter(FATHER), visiting().enter(FATHER)
    open_chat(lost, "3 А Родители")
    page.get_by_role("link", name="Аккаунт").click()
    page.get_by_role("link", name="Где вы вошли").click()
    page.get_by_role("button", name="Завершить все остальные").click()
    expect(lost.get_by_text("Сеанс на этом устройстве завершён")).to_be_visible(timeout=2_000)
    expect(lost.get_by_role("log")).to_have_count(0)
    until(lost, IS_NOTHING_LEFT)


def test_the_bar_of_the_invented_school_is_on_every_page(visiting: Visit, school: School) -> None:
    visitor = visiting()
    page = visitor.open("/")
    expect(page.get_by_role("complementary", name="Демонстрация")).to_be_visible()
    page.close()
    page = visitor.enter(FATHER)
    open_chat(page, "3 А Родители")
    chat = page.url.removeprefix(school.url)
    for path in ("/chats", chat, f"{chat}/members", "/contacts", "/account"):
        page.goto(school.url + path)
        expect(page.get_by_role("complementary", name="Демонстрация")).to_contain_text("Демонстрационная школа")
    page.get_by_role("button", name="Сменить человека").click()
    expect(page.get_by_role("region", name="Войти как")).to_be_visible()
