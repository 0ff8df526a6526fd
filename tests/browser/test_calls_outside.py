"""How people get into calls: the section, a call by link with its settings, and the page to which the link leads."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import findings
from tests.browser.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TEACHER, FATHER, PUPIL = "Классный руководитель 3 А", "Папа ученика 3 А", "Ученик 3 А"
TITLE = "Собрание третьих классов"


def _plan(page: Page, title: str) -> str:
    """Make a call by link for a time to come, and return the link."""
    page.get_by_role("link", name="Звонки").click()
    page.get_by_role("link", name="Создать звонок по ссылке").click()
    page.get_by_label("Название").fill(title)
    page.get_by_text("Запланировать на время").click()
    expect(page.get_by_label("Когда")).to_be_visible()
    page.get_by_role("button", name="Запланировать", exact=True).click()
    expect(page.get_by_role("img", name="QR-код ссылки на звонок")).to_be_visible()
    link = page.get_by_label("Адрес ссылки").input_value()
    assert re.fullmatch(r"http://[\d.:]+/call#[\w-]{20,60}", link)
    return link


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_call_by_link_is_planned_changed_renewed_and_called_off(visiting: Visit, size: str) -> None:
    page = visiting(size=size).enter(TEACHER)
    former = _plan(page, TITLE)
    assert findings(page) == []
    page.get_by_label("Название").fill("Собрание 3 А")
    page.get_by_role("button", name="Сохранить").click()
    expect(page.get_by_role("heading", name="Собрание 3 А", level=1)).to_be_visible()
    page.get_by_role("button", name="Новая ссылка").click()
    page.get_by_role("dialog").get_by_role("button", name="Сделать новую").click()
    expect(page.get_by_label("Адрес ссылки")).not_to_have_value(former)
    page.get_by_role("button", name="Отменить звонок").click()
    page.get_by_role("dialog").get_by_role("button", name="Отменить звонок").click()
    expect(page.get_by_role("heading", name="Звонки", level=1)).to_be_visible()
    expect(page.get_by_role("link", name="Собрание 3 А")).to_have_count(0)


def test_link_asks_a_guest_for_a_name_and_waits_for_a_sign_in(visiting: Visit) -> None:
    link = _plan(visiting().enter(TEACHER), TITLE)
    guest = visiting(size="phone").open(f"/call#{link.partition('#')[2]}")
    expect(guest.get_by_role("heading", name=TITLE)).to_be_visible()
    assert findings(guest) == []
    guest.get_by_role("button", name="Войти как гость").click()
    expect(guest.get_by_role("alert")).to_contain_text("Назовитесь")
    guest.get_by_role("button", name="Войти под своим именем").click()
    guest.get_by_role("button", name=FATHER).click()
    expect(guest.get_by_role("button", name="Присоединиться к звонку через браузер")).to_be_visible()
    assert findings(guest) == []


def test_meeting_is_planned_from_the_parents_chat_and_the_parents_are_told(visiting: Visit) -> None:
    page = visiting(size="phone").enter(TEACHER)
    page.get_by_role("link", name="3 А Родители").first.click()
    page.get_by_role("button", name="Позвонить").click()
    page.get_by_role("dialog").get_by_role("button", name="Запланировать собрание").click()
    expect(page.get_by_label("Чат", exact=True)).to_be_visible()
    page.get_by_label("Название").fill("Итоги четверти")
    page.get_by_text("Запланировать на время").click()
    assert findings(page) == []
    page.get_by_role("button", name="Запланировать", exact=True).click()
    expect(page.get_by_text("Для кого: 3 А Родители")).to_be_visible()
    father = visiting().enter(FATHER)
    father.get_by_role("link", name="3 А Родители").first.click()
    father.get_by_role("link", name=re.compile("^Собрание «Итоги четверти»")).click()
    expect(father.get_by_role("heading", name="Итоги четверти", level=1)).to_be_visible()
    expect(father.get_by_role("region", name="Запланированы").get_by_text("Итоги четверти")).to_be_visible()
    assert findings(father) == []
    pupil = visiting().enter(PUPIL)
    pupil.get_by_role("link", name="Звонки").click()
    expect(pupil.get_by_text("Звонков пока не было")).to_be_visible()


def test_link_that_is_not_whole_says_so(visiting: Visit) -> None:
    page = visiting().open("/call")
    expect(page.get_by_text("Ссылка неполная")).to_be_visible()


def test_pupil_makes_no_calls_by_link_and_rings_no_class(visiting: Visit) -> None:
    page = visiting().enter(PUPIL)
    page.get_by_role("link", name="3 А").first.click()
    expect(page.get_by_role("button", name="Участники")).to_be_visible()
    expect(page.get_by_role("button", name="Позвонить")).to_have_count(0)
    page.get_by_role("link", name="Звонки").click()
    expect(page.get_by_text("Звонков пока не было")).to_be_visible()
    expect(page.get_by_role("link", name="Создать звонок по ссылке")).to_have_count(0)


def test_person_may_be_called_from_their_card(visiting: Visit) -> None:
    page = visiting().enter(FATHER)
    page.get_by_role("link", name="Контакты").click()
    page.get_by_role("link", name="Марина Сергеевна Ветрова").first.click()
    page.get_by_role("button", name="Позвонить").click()
    expect(page.get_by_role("menuitem", name="Аудиозвонок")).to_be_visible()
    expect(page.get_by_role("menuitem", name="Видеозвонок")).to_be_visible()
