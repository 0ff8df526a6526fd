"""The card of a chat: who is here and why, what may be done, by whom, and how the chat looks to oneself."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import findings
from tests.browser.conftest import Visit
from tests.browser.visitors import open_chat

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LEADER = "Классный руководитель 3 А"
FATHER = "Папа ученика 3 А"
CHAT = "3 А Родители"


def _card(page: Page, title: str = CHAT) -> None:
    open_chat(page, title)
    page.get_by_role("link", name="Информация о чате").click()
    expect(page.get_by_text("Почему я здесь?")).to_be_visible()


def _member(page: Page, name: str) -> Locator:
    return page.get_by_role("list", name="Список участников").get_by_role("listitem").filter(has_text=name)


def test_excluding_somebody_of_the_roster_asks_why_and_can_be_undone(visiting: Visit) -> None:
    page = visiting().enter(LEADER)
    _card(page)
    page.get_by_role("searchbox", name="Искать среди участников").fill("корсаков лев")
    _member(page, "Лев").get_by_role("button", name=re.compile("Действия")).click()
    page.get_by_role("menuitem", name="Исключить из чата").click()
    dialog = page.get_by_role("dialog", name="Исключить из чата?")
    expect(dialog.get_by_role("textbox", name="Причина")).to_be_focused()
    assert findings(page) == []
    dialog.get_by_role("button", name="Исключить").click()
    expect(dialog.get_by_role("alert")).to_contain_text("Напишите причину")
    dialog.get_by_role("textbox", name="Причина").fill("Просьба семьи")
    dialog.get_by_role("button", name="Исключить").click()
    expect(dialog).to_have_count(0)
    page.get_by_role("searchbox", name="Искать среди участников").fill("")
    expect(_member(page, "Лев Никитич")).to_have_count(0)
    excluded = page.get_by_role("region", name=re.compile("Исключены"))
    expect(excluded).to_contain_text("Просьба семьи")
    excluded.get_by_role("button", name=re.compile("Вернуть в чат")).click()
    expect(_member(page, "Лев Никитич")).to_be_visible()


def test_a_plain_member_sees_no_door_that_is_closed_to_them(visiting: Visit) -> None:
    page = visiting(size="phone").enter(FATHER)
    _card(page)
    expect(page.get_by_role("button", name="Уведомления")).to_be_visible()
    for closed in ("Добавить", "Ссылка"):
        expect(page.get_by_role("button", name=closed, exact=True)).to_have_count(0)
    expect(page.get_by_role("button", name=re.compile("Действия:"))).to_have_count(0)
    page.get_by_role("button", name="Ещё", exact=True).click()
    expect(page.get_by_role("menuitem", name="Архивировать")).to_be_visible()
    expect(page.get_by_role("menuitem", name="Выйти из чата")).to_have_count(0)
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Настройки чата").click()
    expect(page.get_by_text("Только для меня")).to_be_visible()
    expect(page.get_by_text("Что могут участники")).to_have_count(0)
    expect(page.get_by_role("button", name="Установить фото чата")).to_have_count(0)


def test_abilities_an_administrator_and_people_are_given(visiting: Visit) -> None:
    page = visiting().enter(LEADER)
    _card(page)
    page.get_by_role("searchbox", name="Искать среди участников").fill("шевченко")
    _member(page, "Шевченко").first.get_by_role("button", name=re.compile("Действия")).click()
    page.get_by_role("menuitem", name="Назначить администратором").click()
    expect(_member(page, "Шевченко").first).to_contain_text("администратор чата")
    page.get_by_role("button", name="Настройки чата").click()
    page.get_by_text("Закреплять сообщения").click()
    expect(page.get_by_text("Возможности участников изменены")).to_be_visible()
    page.reload()
    expect(page.get_by_role("switch", name="Закреплять сообщения")).to_be_checked()
    page.get_by_role("button", name="Назад").click()
    page.get_by_role("button", name="Добавить", exact=True).click()
    page.get_by_role("checkbox").first.check()
    assert findings(page) == []
    page.get_by_role("button", name=re.compile("Добавить: выбран 1 человек")).click()
    expect(page.get_by_text("Добавлен 1 человек")).to_be_visible()


@pytest.mark.parametrize(("size", "scheme"), [("desktop", "light"), ("phone", "dark")])
def test_every_part_of_the_card_is_readable_for_all(visiting: Visit, size: str, scheme: str) -> None:
    visitor = visiting(size=size, scheme=scheme)
    page = visitor.enter(LEADER)
    _card(page)
    card = page.url
    found = {}
    for part in ("card", "settings", "appearance", "links", "add"):
        page.goto(card.replace("/card", f"/{part}"))
        expect(page.locator("main").get_by_role("heading", level=1 if size == "phone" else 2).first).to_be_visible()
        page.wait_for_timeout(500)
        found[part] = findings(page)
    assert {part: said for part, said in found.items() if said} == {}


def test_an_own_look_of_a_chat_stays(visiting: Visit) -> None:
    page = visiting().enter(LEADER)
    _card(page)
    page.get_by_role("button", name="Настройки чата").click()
    page.get_by_text("Внешний вид").click()
    page.get_by_text("лес", exact=True).click()
    page.get_by_text("в точку", exact=True).click()
    look = page.locator("section[data-hue='green'][data-paper='dots']")
    expect(look).to_be_visible()
    page.reload()
    expect(look).to_be_visible()
    page.get_by_role("button", name="Как было").click()
    expect(look).to_have_count(0)


def test_a_chat_is_muted_and_begins_another(visiting: Visit) -> None:
    page = visiting().enter(LEADER)
    _card(page, "3 А Родители")
    page.get_by_role("button", name="Уведомления", exact=True).click()
    page.get_by_role("menuitem", name="Отключить на 1 час").click()
    expect(page.get_by_role("button", name="Без звука")).to_be_visible()
    page.get_by_role("button", name="Ещё", exact=True).click()
    page.get_by_role("menuitem", name="Создать новый чат на основе этого").click()
    expect(page.get_by_role("heading", name="Новый чат")).to_be_visible()
    expect(page.get_by_role("list", name="Выбраны").get_by_role("listitem").nth(5)).to_be_attached()
