"""The account: its parts on the phone and beside each other, and what is chosen there."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.visitors import open_chat

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PARTS = ["Профиль и роли", "Где вы вошли", "Уведомления и звук", "Вид и язык", "Помощь"]
TEACHER = "Классный руководитель 3 А"
SIZE = "element => parseFloat(getComputedStyle(element).fontSize)"


def _account(page: Page) -> None:
    page.get_by_role("link", name="Аккаунт").click()
    expect(page.get_by_role("button", name="Выйти")).to_be_visible()


def test_on_the_phone_each_part_is_a_screen_with_a_way_back(visiting: Visit) -> None:
    page = visiting(size="phone").enter(TEACHER)
    _account(page)
    for part in PARTS:
        page.get_by_role("link", name=part).click()
        expect(page.get_by_role("region", name=part)).to_be_visible()
        expect(page.get_by_role("navigation", name="Разделы")).to_have_count(0)
        page.get_by_role("button", name="Назад").click()
        expect(page.get_by_role("button", name="Выйти")).to_be_visible()
    page.get_by_role("link", name="Помощь").click()
    page.go_back()
    expect(page.get_by_text("Перемена, версия")).to_be_visible()


def test_on_the_desktop_the_parts_stand_beside_the_menu(visiting: Visit) -> None:
    page = visiting().enter(TEACHER)
    _account(page)
    expect(page.get_by_role("region", name="Профиль и роли")).to_be_visible()
    for part in PARTS:
        page.get_by_role("link", name=part).click()
        expect(page.get_by_role("heading", name=part, level=1)).to_be_visible()
        expect(page.get_by_role("link", name=part)).to_have_attribute("aria-current", "page")
    page.get_by_text("Как написать учителю?").click()
    expect(page.get_by_text("Откройте «Контакты» и найдите учителя")).to_be_visible()


def test_roles_are_told_with_their_reason(visiting: Visit) -> None:
    page = visiting(size="phone").enter("Мама: 3 А и 9 А")
    _account(page)
    page.get_by_role("link", name="Профиль и роли").click()
    roles = page.get_by_role("region", name="Роли").get_by_role("listitem")
    expect(roles).to_have_count(2)
    expect(roles.first).to_contain_text("Почему:")


def test_a_choice_follows_to_another_device(visiting: Visit) -> None:
    here, there = visiting(), visiting(size="phone")
    page, far = here.enter("Директор"), there.enter("Директор")
    page.goto(f"{here.url}/account/notifications")
    far.goto(f"{there.url}/account/notifications")
    page.get_by_text("Групповые чаты").click()
    expect(page.get_by_role("switch", name="Групповые чаты")).not_to_be_checked()
    expect(far.get_by_role("switch", name="Групповые чаты")).not_to_be_checked()
    far.reload()
    expect(far.get_by_role("switch", name="Личные чаты")).to_be_checked()
    expect(far.get_by_role("switch", name="Групповые чаты")).not_to_be_checked()
    # All of the row can be pressed, though the label in it is one and stands in no other.
    far.get_by_text("Сообщения от одного человека").click(force=True)
    expect(page.get_by_role("switch", name="Личные чаты")).not_to_be_checked()
    expect(page.locator("label label")).to_have_count(0)


def test_a_choice_that_was_not_taken_goes_back(visiting: Visit) -> None:
    visitor = visiting(size="phone")
    page = visitor.enter("Директор")
    page.goto(f"{visitor.url}/account/notifications")
    sound = page.get_by_role("switch", name="Звук")
    expect(sound).to_be_checked()
    page.route("**/api/preferences", lambda route: route.abort())
    page.get_by_text("Звук", exact=True).click()
    expect(page.get_by_text("Нет связи со школой")).to_be_visible()
    expect(sound).to_be_checked()


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_large_text_makes_bubbles_rows_and_fields_larger(visiting: Visit, size: str) -> None:
    visitor = visiting(size=size)
    page = visitor.enter(TEACHER)
    open_chat(page, "3 А Родители")
    words = page.locator("article p").first
    field = page.get_by_role("textbox", name="Сообщение")
    plain = [words.evaluate(SIZE), field.evaluate(SIZE)]
    page.goto(f"{visitor.url}/account/view")
    page.get_by_text("Огромный").click()
    page.goto(f"{visitor.url}/chats")
    open_chat(page, "3 А Родители")
    assert [words.evaluate(SIZE), field.evaluate(SIZE)] == [1.25 * before for before in plain]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "nothing is cut at the side"


def test_the_theme_of_the_person_colours_the_browsers_bars_too(visiting: Visit) -> None:
    visitor = visiting(size="phone")
    page = visitor.enter("Директор")
    page.goto(f"{visitor.url}/account/view")
    page.get_by_text("Тёмная").click()
    colours = "[...document.querySelectorAll('meta[name=theme-color]')].map((meta) => meta.content)"
    page.wait_for_function(f"() => {colours}.every((colour) => colour === '#17181d')")
    page.reload()
    page.wait_for_function(f"() => {colours}.every((colour) => colour === '#17181d')")


def test_320_pixels_and_a_phone_on_its_side_are_enough(visiting: Visit) -> None:
    visitor = visiting(size="phone")
    page = visitor.enter(TEACHER)
    for width, height in ((320, 568), (844, 390)):
        page.set_viewport_size({"width": width, "height": height})
        for path in ("/chats", "/account", "/account/profile", "/account/notifications", "/account/view", "/contacts"):
            page.goto(visitor.url + path)
            expect(page.get_by_role("main")).to_be_visible()
            page.wait_for_timeout(300)
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path, width)
