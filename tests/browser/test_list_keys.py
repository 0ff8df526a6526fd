"""The chat list by keys, and for those who hear it."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import findings
from tests.browser.conftest import Visit
from tests.browser.rows import MOTHER, SIZES, TEACHER, choose, row_of, titles

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("plain_lists")]


@pytest.mark.parametrize("size", SIZES)
def test_any_chat_or_person_is_a_few_keys_away(visiting: Visit, size: str) -> None:
    page = visiting(size=size).enter(MOTHER)
    page.keyboard.press("Control+k")
    field = page.get_by_role("combobox")
    expect(field).to_be_focused()
    field.fill("родители 3")
    expect(page.get_by_role("option").first).to_contain_text("3 А Родители")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.get_by_role("button", name="Чат или человек").click()
    field.fill("ким петр")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Пётр Ильич Ким")).to_be_visible()
    page.keyboard.press("Control+k")
    field.fill("такогонет")
    expect(page.get_by_text("Ничего не нашли. Проверьте")).to_be_visible()


def test_keys_alone_walk_the_list_and_itschoose(visiting: Visit) -> None:
    page = visiting().enter(TEACHER)
    stops = page.locator("[data-stop]")
    stops.first.focus()
    page.keyboard.press("ArrowDown")
    expect(stops.nth(1)).to_be_focused()
    page.keyboard.press("End")
    expect(stops.last).to_be_focused()
    page.keyboard.press("Home")
    title = titles(page)[0]
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=f"Действия: {title}", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("menuitem").nth(1)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("menu")).to_have_count(0)
    expect(page.get_by_role("button", name=f"Действия: {title}", exact=True)).to_be_focused()
    expect(page).to_have_url(re.compile(r"/chats$"))


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_what_opens(visiting: Visit, size: str, scheme: str) -> None:
    page = visiting(size=size, scheme=scheme).enter(TEACHER)
    title = titles(page)[3]
    found = {}
    row_of(page, title).locator("[data-stop]").click(button="right")
    expect(page.get_by_role("menu")).to_be_visible()
    page.wait_for_timeout(300)
    found["menu"] = findings(page)
    page.get_by_role("menuitem", name="Отключить уведомления").click()
    found["page of a menu"] = findings(page)
    page.keyboard.press("Escape")
    choose(page, title, "Закрепить")
    choose(page, titles(page)[4], "Закрепить")
    page.wait_for_timeout(300)
    found["undo"] = findings(page)
    choose(page, title, "Изменить порядок")
    page.wait_for_timeout(300)
    found["order"] = findings(page)
    page.get_by_role("button", name="Готово").click()
    choose(page, title, "Выбрать")
    page.wait_for_timeout(300)
    found["choosing"] = findings(page)
    page.get_by_role("button", name="Закончить выбор").click()
    page.keyboard.press("Control+k")
    expect(page.get_by_role("option").first).to_be_visible()
    page.wait_for_timeout(300)
    found["jump"] = findings(page)
    page.keyboard.press("Escape")
    choose(page, title, "Очистить историю")
    page.wait_for_timeout(300)
    found["question"] = findings(page)
    page.keyboard.press("Escape")
    choose(page, title, "Архивировать")
    page.get_by_role("link", name=re.compile("^Архив")).click()
    expect(row_of(page, title)).to_be_visible()
    page.wait_for_timeout(300)
    found["archive"] = findings(page)
    assert {name: findings for name, findings in found.items() if findings} == {}
