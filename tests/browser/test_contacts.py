"""Contacts: whom I may write to, in groups; who somebody is, why I see them, and where we meet."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.axe import findings
from tests.browser.conftest import Visit
from tests.browser.visitors import open_chat

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LEADER = "Классный руководитель 3 А"
SEARCH = "Искать среди людей, которым можно написать"


@pytest.mark.parametrize(("size", "scheme"), [("desktop", "dark"), ("phone", "light")])
def test_people_stand_in_groups_and_a_card_leads_to_our_chat(visiting: Visit, size: str, scheme: str) -> None:
    page = visiting(size=size, scheme=scheme).enter(LEADER)
    page.get_by_role("link", name="Контакты").click()
    for group in ("Мой класс", "Родители"):
        expect(page.get_by_role("region", name=re.compile(group))).to_be_visible()
    assert findings(page) == []
    page.get_by_role("searchbox", name=SEARCH).fill("ПЕТРОВНА алена")
    people = page.get_by_role("region", name="Контакты").get_by_role("listitem")
    expect(people).to_have_count(1)
    expect(people).to_contain_text("Алёна Петровна Черных")
    people.get_by_role("link").click()
    card = page.get_by_role("region", name="Карточка человека")
    expect(card.get_by_role("heading", name="Алёна Петровна Черных")).to_be_visible()
    expect(card.get_by_role("region", name="Почему я вижу этого человека")).to_be_visible()
    expect(card.get_by_role("region", name=re.compile("Общие чаты"))).to_contain_text("Учительская")
    page.wait_for_timeout(300)
    assert findings(page) == []
    card.get_by_role("button", name="Написать").click()
    expect(page.get_by_role("textbox", name="Сообщение")).to_be_visible()


def test_nobody_found_is_said(visiting: Visit) -> None:
    page = visiting().enter(LEADER)
    page.get_by_role("link", name="Контакты").click()
    page.get_by_role("searchbox", name=SEARCH).fill("щщщ")
    expect(page.get_by_text("Проверьте, как пишется имя.")).to_be_visible()


def test_members_lead_to_their_cards_and_strangers_have_none(visiting: Visit) -> None:
    visitor = visiting(size="phone")
    page = visitor.enter("Папа ученика 3 А")
    open_chat(page, "3 А Родители")
    page.get_by_role("link", name="Информация о чате").click()
    page.get_by_role("link", name=re.compile("Марина Сергеевна Ветрова")).click()
    expect(page.get_by_role("region", name="Карточка человека")).to_contain_text("классный руководитель")
    page.go_back()
    expect(page.get_by_role("list", name="Список участников")).to_be_visible()
    page.goto(f"{visitor.url}/people/999999")
    expect(page.get_by_text("Такого человека здесь нет")).to_be_visible()


def test_contacts_are_walked_by_arrows(visiting: Visit) -> None:
    page = visiting().enter(LEADER)
    page.get_by_role("link", name="Контакты").click()
    links = page.get_by_role("region", name="Контакты").get_by_role("listitem").get_by_role("link")
    links.first.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Карточка человека")).to_be_visible()
