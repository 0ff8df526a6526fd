"""Making a chat: name, people, settings and a face, in the order of the device; and coming in by a link."""

import re
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.axe import findings
from tests.browser.conftest import Visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

LEADER = "Классный руководитель 3 А"
FATHER = "Папа ученика 3 А"
PUPIL = "Ученица 3 А"


def _tick(page: Page, name: str) -> None:
    page.get_by_role("searchbox", name="Искать, кого добавить").fill(name)
    page.get_by_role("checkbox", name=re.compile(name)).first.check()


def _photo(folder: Path) -> Path:
    photo = folder / "photo.png"
    Image.new("RGB", (640, 400), "seagreen").save(photo)
    return photo


def _give_photo(page: Page, photo: Path) -> None:
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Установить фото чата").click()
    chooser.value.set_files(photo)


def _make(page: Page, title: str, *people: str, photo: Path | None = None) -> None:
    """Make a chat on the desktop."""
    page.get_by_role("button", name="Новый чат").click()
    page.get_by_role("textbox", name="Название чата").fill(title)
    for name in people:
        _tick(page, name)
    if photo is not None:
        _give_photo(page, photo)
        with page.expect_response("**/api/pictures"):
            page.get_by_role("button", name="Готово").click()
    page.get_by_role("button", name="Создать чат").click()
    expect(page.get_by_role("region", name=title)).to_be_visible()


def test_on_the_desktop_one_gives_a_name_people_and_a_face(visiting: Visit, tmp_path: Path) -> None:
    father = visiting(size="phone").enter(FATHER)
    page = visiting().enter(LEADER)
    page.get_by_role("button", name="Новый чат").click()
    expect(page.get_by_role("textbox", name="Название чата")).to_be_focused()
    page.get_by_role("textbox", name="Название чата").fill("Поход в музей")
    page.get_by_role("button", name="Родители", exact=True).click()
    _tick(page, "Лев Никитич")
    page.get_by_role("searchbox", name="Искать, кого добавить").fill("")
    expect(page.get_by_role("heading", name="Выбран 1 человек")).to_be_visible()
    _give_photo(page, _photo(tmp_path))
    expect(page.get_by_role("dialog", name="Что будет на фото чата")).to_be_visible()
    with page.expect_response("**/api/pictures") as sent:
        page.get_by_role("button", name="Готово").click()
    assert sent.value.ok
    assert findings(page) == []
    page.get_by_role("button", name="Создать чат").click()
    expect(page.get_by_role("heading", name="Поход в музей")).to_be_visible()
    expect(page.get_by_role("region", name="Поход в музей").locator("img").first).to_be_visible()
    expect(father.get_by_role("link", name=re.compile("Поход в музей"))).to_be_visible()


def test_on_the_phone_people_come_first_and_back_loses_nothing(visiting: Visit) -> None:
    page = visiting(size="phone").enter(LEADER)
    page.get_by_role("button", name="Новый чат").click()
    expect(page.get_by_role("button", name="Продолжить")).to_be_disabled()
    _tick(page, "Лев Никитич")
    assert findings(page) == []
    page.get_by_role("button", name="Продолжить").click()
    page.get_by_role("textbox", name="Название чата").fill("Родительский комитет")
    page.get_by_text("Закреплять сообщения").click()
    assert findings(page) == []
    page.go_back()
    expect(page.get_by_role("button", name=re.compile("Убрать: .*Корсаков"))).to_be_visible()
    page.get_by_role("button", name="Продолжить").click()
    expect(page.get_by_role("textbox", name="Название чата")).to_have_value("Родительский комитет")
    expect(page.get_by_role("switch", name="Закреплять сообщения")).to_be_checked()
    page.get_by_role("button", name="Создать чат").click()
    expect(page.get_by_role("heading", name="Родительский комитет")).to_be_visible()


def test_a_refusal_is_said_and_what_was_chosen_stays(visiting: Visit) -> None:
    page = visiting().enter(LEADER)
    page.get_by_role("button", name="Новый чат").click()
    _tick(page, "Лев Никитич")
    page.get_by_role("button", name="Создать чат").click()
    expect(page.get_by_role("alert").get_by_text("Назовите чат.")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("Убрать: .*Корсаков"))).to_be_visible()
    page.get_by_role("button", name=re.compile("Убрать: .*Корсаков")).click()
    expect(page.get_by_role("heading", name="Кого добавить")).to_be_visible()


def test_a_file_that_is_no_picture_is_refused_in_words(visiting: Visit, tmp_path: Path) -> None:
    page = visiting().enter(LEADER)
    page.get_by_role("button", name="Новый чат").click()
    text = tmp_path / "list.png"
    text.write_bytes(b"no picture")
    _give_photo(page, text)
    expect(page.get_by_text("не получается открыть как фото")).to_be_visible()


def test_a_chat_is_made_by_keyboard_alone(visiting: Visit) -> None:
    page = visiting().enter(LEADER)
    page.get_by_role("button", name="Новый чат").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("textbox", name="Название чата")).to_be_focused()
    page.keyboard.type("Кружок")
    boxes = page.get_by_role("checkbox")
    boxes.first.focus()
    page.keyboard.press("ArrowDown")
    expect(boxes.nth(1)).to_be_focused()
    page.keyboard.press("Space")
    expect(boxes.nth(1)).to_be_checked()
    page.get_by_role("textbox", name="Название чата").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Кружок")).to_be_visible()


def test_pupils_make_no_chats(visiting: Visit) -> None:
    page = visiting().enter(PUPIL)
    page.get_by_role("button", name="Новый чат").click()
    expect(page.get_by_role("heading", name="Контакты")).to_be_visible()
    expect(page.get_by_role("button", name="Создать чат")).to_have_count(0)


def test_a_link_lets_in_whom_its_maker_could_add_until_it_is_revoked(visiting: Visit, tmp_path: Path) -> None:
    page = visiting().enter(LEADER)
    _make(page, "Выпускной", "Черных", photo=_photo(tmp_path))
    page.get_by_role("link", name="Информация о чате").click()
    page.get_by_role("button", name="Ссылка", exact=True).click()
    page.get_by_role("button", name="Создать ссылку").click()
    page.get_by_role("combobox", name="Сколько человек войдёт").select_option("10")
    page.get_by_role("button", name="Создать", exact=True).click()
    expect(page.get_by_text("не больше 10 человек")).to_be_visible()
    assert findings(page) == []
    address = page.get_by_role("textbox", name="Адрес ссылки").input_value()

    father = visiting(size="phone").enter(FATHER)
    father.goto(address)
    expect(father.get_by_text("Вас приглашает")).to_be_visible()
    expect(father.get_by_role("region", name="Приглашение в чат").locator("img")).to_be_visible()
    assert findings(father) == []
    father.get_by_role("button", name="Вступить").click()
    expect(father.get_by_role("heading", name="Выпускной")).to_be_visible()

    pupil = visiting(size="phone").enter(PUPIL)
    page.reload()
    expect(page.get_by_role("list", name="Кто вошёл по ссылке")).to_contain_text("Римский-Корсаков")
    page.get_by_role("button", name="Отозвать").click()
    page.get_by_role("dialog").get_by_role("button", name="Отозвать").click()
    expect(page.get_by_text("ссылка больше не действует")).to_be_visible()
    pupil.goto(address)
    expect(pupil.get_by_text("По этой ссылке не войти")).to_be_visible()
