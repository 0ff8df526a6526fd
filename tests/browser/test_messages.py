"""What people do with messages, seen by two of them: by the pointer and the keys, and on the phone by hand."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import findings
from tests.browser.conftest import Visit
from tests.browser.messages import choose, message, open_menu
from tests.browser.visitors import open_chat, write

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TEACHER, MOTHER, FATHER = "Классный руководитель 3 А", "Мама: 3 А и 9 А", "Папа ученика 3 А"
CHAT = "3 А Родители"


def _two(visiting: Visit, size: str) -> tuple[Page, Page]:
    teacher, mother = visiting(size=size).enter(TEACHER), visiting().enter(MOTHER)
    open_chat(teacher, CHAT)
    open_chat(mother, CHAT)
    return teacher, mother


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_answer_edit_and_delete(visiting: Visit, size: str) -> None:
    teacher, mother = _two(visiting, size)
    write(mother, f"Во сколько сбор, {size}?")
    choose(teacher, f"Во сколько сбор, {size}?", "Ответить")
    write(teacher, f"В девять ({size})")
    answer = message(mother, f"В девять ({size})")
    expect(answer.get_by_role("button", name=re.compile("Во сколько сбор"))).to_be_visible()

    choose(teacher, f"В девять ({size})", "Изменить")
    field = teacher.get_by_role("textbox", name="Сообщение")
    expect(field).to_have_value(f"В девять ({size})")
    field.fill(f"В десять ({size})")
    teacher.get_by_role("button", name=re.compile("Сохранить|Отправить")).click()
    expect(message(mother, f"В десять ({size})")).to_contain_text("изм.")

    choose(teacher, f"В десять ({size})", "Удалить")
    teacher.get_by_role("button", name="Удалить у всех").click()
    expect(mother.get_by_text(f"В десять ({size})")).to_have_count(0)
    expect(mother.get_by_role("log").get_by_text("Сообщение удалено").last).to_be_visible()


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_own_messages_stand_at_the_right_and_those_of_others_at_the_left(visiting: Visit, size: str) -> None:
    teacher, mother = _two(visiting, size)
    text = f"Кто где, {size}?"
    write(teacher, text)
    left, right = _room_beside(teacher, text)
    assert right < left / 2, (left, right)
    left, right = _room_beside(mother, text)
    assert left < right / 2, (left, right)


def _room_beside(page: Page, text: str) -> tuple[float, float]:
    """Return how far a message stands from both sides of the column of messages."""
    expect(message(page, text)).to_be_visible()
    bubble, column = message(page, text).bounding_box(), page.get_by_role("log").bounding_box()
    assert bubble
    assert column
    left = bubble["x"] - column["x"]
    return left, column["width"] - left - bubble["width"]


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_reactions_are_counted_for_everybody(visiting: Visit, size: str) -> None:
    teacher, mother = _two(visiting, size)
    write(mother, f"Собрали на цветы, {size}")
    text = f"Собрали на цветы, {size}"
    open_menu(teacher, text)
    teacher.get_by_role("button", name="Нравится").click()
    chip = message(mother, text).get_by_role("button", name="👍 1")
    chip.click()
    mine = message(teacher, text).get_by_role("button", name="👍 2")
    expect(mine).to_have_attribute("aria-pressed", "true")
    mine.click()
    expect(message(mother, text).get_by_role("button", name="👍 1")).to_be_visible()


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_delete_for_oneself_can_be_undone(visiting: Visit, size: str) -> None:
    teacher, mother = _two(visiting, size)
    text = f"Лишнее слово, {size}"
    write(mother, text)
    choose(teacher, text, "Удалить")
    teacher.get_by_role("button", name="Удалить у меня").click()
    expect(teacher.get_by_role("log").get_by_text(text)).to_have_count(0)
    expect(message(mother, text)).to_be_visible()
    teacher.get_by_role("button", name="Отменить").click()
    expect(message(teacher, text)).to_be_visible()


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_pinned_and_important_lead_back_to_the_message(visiting: Visit, size: str) -> None:
    teacher, mother = _two(visiting, size)
    text = f"Собрание в четверг, {size}"
    write(teacher, text)
    choose(teacher, text, "Закрепить")
    expect(mother.get_by_role("button", name=re.compile("Закреплённое сообщение.*" + text))).to_be_visible()
    expect(mother.get_by_role("log").get_by_text(re.compile("закрепил"))).not_to_have_count(0)
    choose(teacher, text, "Важное")
    expect(message(teacher, text).get_by_role("img", name="Важное")).to_be_visible()
    teacher.goto(re.sub(r"/chats/.*", "/important", teacher.url))
    teacher.get_by_role("button", name=re.compile(text)).click()
    expect(message(teacher, text)).to_be_in_viewport()
    choose(teacher, text, "Открепить")
    expect(mother.get_by_role("button", name=re.compile("Закреплённое сообщение.*" + text))).to_have_count(0)


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_several_are_selected_and_passed_on(visiting: Visit, size: str) -> None:
    teacher, mother = _two(visiting, size)
    first, second = f"Первое, {size}", f"Второе, {size}"
    write(mother, first)
    write(mother, second)
    choose(teacher, first, "Выбрать")
    expect(teacher.get_by_role("toolbar", name="Выбранные сообщения")).to_contain_text("Выбрано 1 сообщение")
    message(teacher, second).click(force=True)
    expect(teacher.get_by_role("toolbar", name="Выбранные сообщения")).to_contain_text("Выбрано 2 сообщения")
    teacher.get_by_role("button", name="Переслать", exact=True).click()
    dialog = teacher.get_by_role("dialog")
    dialog.get_by_role("searchbox").fill("Учит")
    dialog.get_by_role("button", name="Учительская").click()
    dialog.get_by_role("button", name="Переслать", exact=True).click()
    expect(teacher.get_by_role("log", name="Учительская")).to_be_visible()
    teacher.get_by_role("button", name="Отправить").click()
    expect(message(teacher, second)).to_contain_text("Переслано от")
    expect(message(teacher, first)).to_be_visible()


def test_who_read_it(visiting: Visit) -> None:
    teacher, mother = _two(visiting, "desktop")
    write(teacher, "Кто прочтёт?")
    expect(message(mother, "Кто прочтёт?")).to_be_visible()
    expect(message(teacher, "Кто прочтёт?").get_by_role("img", name="Прочитано")).to_be_visible()
    choose(teacher, "Кто прочтёт?", "Кто прочитал")
    expect(teacher.get_by_role("dialog").get_by_text("Прочитали: 1")).to_be_visible()
    teacher.keyboard.press("Escape")
    expect(teacher.get_by_role("dialog")).to_have_count(0)


def test_everything_by_keyboard(visiting: Visit) -> None:
    teacher, mother = _two(visiting, "desktop")
    write(mother, "Ответьте с клавиатуры")
    bubble = message(teacher, "Ответьте с клавиатуры")
    expect(bubble).to_be_visible()
    teacher.get_by_role("region", name="Сообщения").focus()
    teacher.keyboard.press("ArrowUp")
    expect(bubble).to_be_focused()
    teacher.keyboard.press("Enter")
    expect(teacher.get_by_role("menuitem", name="Ответить", exact=True)).to_be_focused()
    teacher.keyboard.press("Escape")
    expect(bubble).to_be_focused()
    teacher.keyboard.press("Enter")
    teacher.get_by_role("menuitem", name="Выбрать").press("Enter")
    expect(teacher.get_by_role("toolbar", name="Выбранные сообщения")).to_be_visible()
    teacher.keyboard.press("Escape")
    expect(teacher.get_by_role("toolbar", name="Выбранные сообщения")).to_have_count(0)
    bubble.focus()
    teacher.keyboard.type("Пишу")
    expect(teacher.get_by_role("textbox", name="Сообщение")).to_have_value("Пишу")
    teacher.keyboard.press("Enter")
    expect(message(mother, "Пишу")).to_be_visible()


def test_a_new_message_is_spoken_once_and_the_focus_stays(visiting: Visit) -> None:
    teacher, mother = _two(visiting, "desktop")
    field = teacher.get_by_role("textbox", name="Сообщение")
    field.focus()
    write(mother, "Слышно меня?")
    spoken = teacher.locator("[aria-live=polite]").get_by_text(re.compile("пишет: Слышно меня"))
    expect(spoken).to_have_count(1)
    expect(field).to_be_focused()
    expect(teacher.get_by_role("log")).to_have_attribute("aria-live", "off")


def test_a_stroke_to_the_left_answers(visiting: Visit) -> None:
    teacher, mother = _two(visiting, "phone")
    write(mother, "Смахни меня")
    box = message(teacher, "Смахни меня").bounding_box()
    assert box is not None
    touches = teacher.context.new_cdp_session(teacher)
    x, y = box["x"] + box["width"] - 12, box["y"] + box["height"] / 2
    touches.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
    for step in range(1, 9):
        touches.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x - 10 * step, "y": y}]})
    touches.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    write(teacher, "Смахнула")
    expect(message(mother, "Смахнула").get_by_role("button", name=re.compile("Смахни меня"))).to_be_visible()


@pytest.mark.parametrize("size", ["desktop", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_menus_dialogs_and_lists(visiting: Visit, size: str, scheme: str) -> None:
    teacher = visiting(size=size, scheme=scheme).enter(TEACHER)
    open_chat(teacher, CHAT)
    chat = teacher.url
    text = f"Для проверки: {size}, {scheme}"
    write(teacher, text)
    found: dict[str, list[str]] = {}
    open_menu(teacher, text)
    teacher.wait_for_timeout(400)
    found["menu"] = findings(teacher)
    teacher.keyboard.press("Escape")
    for item, dialog in {"Переслать": "Переслать сообщение", "Удалить": "Удалить сообщение?"}.items():
        choose(teacher, text, item)
        expect(teacher.get_by_role("dialog", name=dialog)).to_be_visible()
        teacher.wait_for_timeout(400)
        found[item] = findings(teacher)
        teacher.keyboard.press("Escape")
    choose(teacher, text, "Выбрать")
    expect(teacher.get_by_role("toolbar", name="Выбранные сообщения")).to_be_visible()
    found["selecting"] = findings(teacher)
    for address, name in {chat + "/pins": "Закреплённые сообщения", "/important": "Важные сообщения"}.items():
        teacher.goto(re.sub(r"/chats/.*", "", chat) + address if address.startswith("/") else address)
        expect(teacher.get_by_role("heading", name=name)).to_be_visible()
        teacher.wait_for_timeout(600)
        found[name] = findings(teacher)
    assert {place: all_of for place, all_of in found.items() if all_of} == {}
