"""A day without a mouse: everything that people do most is done by keys alone."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import keys
from tests.browser.conftest import Visit
from tests.browser.rows import MOTHER, TEACHER, row_of

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("plain_lists")]

CHAT, OTHER = "3 А Родители", "Учительская"


def _at(visiting: Visit, title: str = CHAT) -> Page:
    page = keys.enter(visiting, TEACHER)
    keys.open_chat(page, title)
    return page


def _make_group(page: Page, title: str, *people: str) -> None:
    keys.press(page, page.get_by_role("button", name="Новый чат"))
    expect(page.get_by_role("textbox", name="Название чата")).to_be_focused()
    page.keyboard.type(title)
    search = page.get_by_role("searchbox", name="Искать, кого добавить")
    for name in people:
        keys.walk_to(page, search)
        page.keyboard.press("Control+a")
        page.keyboard.type(name)
        keys.press(page, page.get_by_role("checkbox", name=re.compile(name)).first, "Space")
        expect(page.get_by_role("button", name=re.compile(f"Убрать: .*{name.split()[-1]}"))).to_be_visible()
        keys.walk_to(page, search, "Shift+Tab")
    keys.press(page, page.get_by_role("button", name="Создать чат"))
    expect(page.get_by_role("region", name=title)).to_be_visible()


def _react(page: Page, bubble: Locator, sign: str) -> None:
    keys.message_menu(page, bubble)
    bar = page.get_by_role("group", name="Реакция").get_by_role("button")
    keys.walk_to(page, bar.first, "Shift+Tab")
    keys.walk_to(page, bar.and_(page.get_by_role("button", name=sign, exact=True)), "ArrowRight")
    page.keyboard.press("Enter")
    expect(page.get_by_role("menu")).to_have_count(0)


def _undo(page: Page) -> None:
    """Press the key of the button that is offered for a while."""
    offer = page.get_by_role("button", name="Отменить")
    expect(offer).to_be_visible()
    page.keyboard.press("Control+z")
    expect(offer).to_have_count(0)


def test_come_in_open_a_chat_and_write(visiting: Visit) -> None:
    page = _at(visiting)
    keys.write(page, "Без мыши")
    page.keyboard.press("Escape")
    keys.open_chat(page, OTHER)
    keys.write(page, "И коллегам без мыши")
    expect(row_of(page, OTHER)).to_contain_text("И коллегам без мыши")


def test_a_person_is_found_and_written_to(visiting: Visit) -> None:
    page = keys.enter(visiting, MOTHER)
    page.keyboard.press("Control+k")
    expect(page.get_by_role("combobox")).to_be_focused()
    page.keyboard.type("ким петр")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Enter")
    expect(page.get_by_role("region", name="Пётр Ильич Ким")).to_be_visible()
    keys.write(page, "Добрый день!")


def test_a_message_is_answered_from_its_menu(visiting: Visit) -> None:
    page = _at(visiting)
    bubble = keys.write(page, "Кто ведёт в театр?")
    keys.message_menu(page, bubble)
    keys.choose(page, "Ответить")
    expect(page.get_by_text("Ответ:")).to_be_visible()
    answer = keys.write(page, "Я веду")
    expect(answer.get_by_role("button", name=re.compile("Кто ведёт в театр"))).to_be_visible()


def test_the_last_own_message_is_corrected(visiting: Visit) -> None:
    page = _at(visiting)
    keys.write(page, "Собрание в шесть")
    page.keyboard.press("ArrowUp")
    expect(page.get_by_text("Изменение сообщения")).to_be_visible()
    page.keyboard.press("Control+End")
    page.keyboard.type(" тридцать")
    page.keyboard.press("Enter")
    expect(keys.arrived(page, "Собрание в шесть тридцать")).to_contain_text("изм.")


def test_a_reaction_is_put_and_taken_back(visiting: Visit) -> None:
    page = _at(visiting)
    bubble = keys.write(page, "Концерт удался")
    chip = bubble.get_by_role("button", name="🎉 1")
    _react(page, bubble, "Праздник")
    expect(chip).to_have_attribute("aria-pressed", "true")
    expect(bubble).to_be_focused()
    _react(page, bubble, "Праздник")
    expect(chip).to_have_count(0)


def test_a_message_is_passed_on_to_several(visiting: Visit) -> None:
    page = _at(visiting)
    bubble = keys.write(page, "Завтра каникулы")
    keys.message_menu(page, bubble)
    keys.choose(page, "Переслать")
    dialog = page.get_by_role("dialog", name="Переслать сообщение")
    targets = dialog.get_by_role("group", name="Чаты").get_by_role("button")
    names = [OTHER, "3 А"]
    for name in names:
        keys.walk_to(page, targets.filter(has=page.get_by_text(name, exact=True)))
        page.keyboard.press("Space")
        expect(targets.filter(has=page.get_by_text(name, exact=True))).to_have_attribute("aria-pressed", "true")
    keys.press(page, dialog.get_by_role("button", name="Переслать", exact=True))
    expect(page.get_by_text("Переслано в 2 чата")).to_be_visible()
    for name in names:
        expect(row_of(page, name)).to_contain_text("Завтра каникулы")


def test_a_chat_is_pinned_muted_and_archived_and_all_is_undone(visiting: Visit) -> None:
    page = keys.enter(visiting, TEACHER)
    row = row_of(page, OTHER)
    keys.row_menu(page, OTHER, "Закрепить")
    expect(row.get_by_role("img", name="Закреплён")).to_be_visible()
    _undo(page)
    expect(row.get_by_role("img", name="Закреплён")).to_have_count(0)
    keys.row_menu(page, OTHER, "Отключить уведомления", "На 8 часов")
    expect(row.get_by_role("img", name="Без звука")).to_be_visible()
    _undo(page)
    expect(row.get_by_role("img", name="Без звука")).to_have_count(0)
    keys.row_menu(page, OTHER, "Архивировать")
    expect(row).to_have_count(0)
    _undo(page)
    expect(row).to_be_visible()


def test_a_group_is_made(visiting: Visit) -> None:
    page = keys.enter(visiting, TEACHER)
    _make_group(page, "Поход без мыши", "Лев Никитич")
    keys.write(page, "Собираемся у школы")


def test_a_group_is_silenced_and_left_from_its_card(visiting: Visit) -> None:
    page = keys.enter(visiting, TEACHER)
    _make_group(page, "Ненадолго", "Лев Никитич")
    keys.press(page, page.get_by_role("link", name="Информация о чате"))
    keys.press(page, page.get_by_role("button", name="Уведомления", exact=True))
    keys.choose(page, "Отключить на 8 часов")
    expect(page.get_by_role("button", name="Без звука")).to_be_visible()
    keys.press(page, page.get_by_role("button", name="Ещё", exact=True))
    keys.choose(page, "Выйти из чата")
    keys.press(page, page.get_by_role("button", name="Выйти", exact=True))
    expect(row_of(page, "Ненадолго")).to_have_count(0)


def test_the_theme_is_changed_and_another_session_ended(visiting: Visit) -> None:
    other = visiting(size="phone").enter(TEACHER)
    page = keys.enter(visiting, TEACHER)
    keys.press(page, page.get_by_role("link", name="Аккаунт"))
    keys.press(page, page.get_by_role("link", name="Вид и язык"))
    theme = page.get_by_role("region", name="Тема").get_by_role("radio")
    keys.walk_to(page, theme.first)
    page.keyboard.press("ArrowLeft")
    expect(theme.last).to_be_checked()
    page.wait_for_function("() => getComputedStyle(document.documentElement).colorScheme === 'dark'")
    keys.press(page, page.get_by_role("link", name="Где вы вошли"))
    keys.press(page, page.get_by_role("button", name="Завершить все остальные"))
    expect(other.get_by_text("Сеанс на этом устройстве завершён")).to_be_visible()
    expect(page.get_by_role("button", name="Завершить все остальные")).to_have_count(0)
