"""The field of a conversation: writing, naming, answering, correcting, and what survives when one looks away."""

import json
import re
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import findings
from tests.browser.conftest import Visit
from tests.browser.visitors import bubbles, open_chat, write

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TEACHER, MOTHER, FATHER = "Классный руководитель 3 А", "Мама: 3 А и 9 А", "Папа ученика 3 А"
CHAT = "3 А Родители"
SIZES = pytest.mark.parametrize("size", ["desktop", "phone"])


def _field(page: Page) -> Locator:
    return page.get_by_role("textbox", name="Сообщение")


def _at(visiting: Visit, who: str, size: str = "desktop") -> Page:
    page = visiting(size=size).enter(who)
    open_chat(page, CHAT)
    # The draft of the test before has followed here.
    _field(page).fill("")
    return page


def _sent(page: Page, name: str) -> list[dict[str, Any]]:
    """Collect the commands of this name that leave the page from now on."""
    found: list[dict[str, Any]] = []

    def look(payload: str | bytes) -> None:
        frame = json.loads(payload)
        if frame.get("do") == name:
            found.append(frame)

    page.on("websocket", lambda socket: socket.on("framesent", look))
    page.reload()
    expect(page.get_by_role("log", name=CHAT)).to_be_visible()
    return found


@SIZES
def test_somebody_is_named_by_keyboard(visiting: Visit, size: str) -> None:
    page = _at(visiting, TEACHER, size)
    sent = _sent(page, "message.send")
    field = _field(page)
    field.click()
    field.press_sequentially("🎉 Спасибо, @черн")
    options = page.get_by_role("listbox", name="Кого упомянуть").get_by_role("option")
    expect(options.filter(has_text="Черных")).not_to_have_count(0)
    expect(options.first).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(options.nth(1)).to_have_attribute("aria-selected", "true")
    expect(field).to_have_attribute("aria-activedescendant", options.nth(1).get_attribute("id") or "-")
    assert findings(page) == []
    name = options.nth(1).inner_text().split("\n")[1]
    page.keyboard.press("Enter")
    expect(field).to_have_value(f"🎉 Спасибо, @{name} ")
    # What is written in front of a name moves it.
    page.keyboard.press("Control+Home")
    page.keyboard.type("😀 ")
    page.get_by_role("button", name="Отправить").click()
    expect(page.get_by_role("img", name="Отправляется")).to_have_count(0)
    assert [len(frame["mentions"]) for frame in sent] == [1]
    start, length, _ = sent[0]["mentions"][0]
    # Code points, as Python counts them too.
    assert sent[0]["text"][start : start + length] == f"@{name}"


def test_escape_closes_the_names_and_stays_in_the_chat(visiting: Visit) -> None:
    page = _at(visiting, TEACHER)
    _field(page).press_sequentially("@")
    expect(page.get_by_role("option", name=re.compile("все участники"))).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("listbox")).to_have_count(0)
    expect(_field(page)).to_have_value("@")
    expect(_field(page)).to_be_focused()


def test_enter_sends_where_there_is_a_keyboard_and_breaks_the_line_on_a_phone(visiting: Visit) -> None:
    teacher, mother = _at(visiting, TEACHER), _at(visiting, MOTHER, "phone")
    for page in (teacher, mother):
        _field(page).click()
        page.keyboard.type("Первая")
        page.keyboard.press("Shift+Enter")
        page.keyboard.type("вторая")
        page.keyboard.press("Enter")
    expect(teacher.locator("article p").last).to_have_text("Первая\nвторая")
    expect(_field(teacher)).to_have_value("")
    expect(_field(mother)).to_have_value("Первая\nвторая\n")


@SIZES
def test_the_field_grows_to_eight_lines(visiting: Visit, size: str) -> None:
    page = _at(visiting, TEACHER, size)
    field = _field(page)
    heights = []
    for lines in (1, 4, 8, 30):
        field.fill("\n".join(["строка"] * lines))
        heights.append(field.evaluate("(element) => element.clientHeight"))
    assert heights[0] < heights[1] < heights[2] == heights[3]
    assert heights[2] == pytest.approx(180, abs=2)


def test_a_long_text_goes_in_parts_after_a_question(visiting: Visit) -> None:
    page = _at(visiting, TEACHER)
    field = _field(page)
    long = "\n\n".join(f"Часть {number}. " + "Слово за словом. " * 100 for number in range(1, 5))
    field.fill(long)
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Сообщение слишком длинное")
    expect(dialog).to_contain_text("их будет 2")
    assert findings(page) == []
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(field).to_have_value(long)
    field.focus()
    page.keyboard.press("Enter")
    dialog.get_by_role("button", name="Отправить частями").click()
    expect(field).to_have_value("")
    expect(page.get_by_role("img", name="Отправляется")).to_have_count(0)
    parts = bubbles(page)[-2:]
    assert [part[:8] for part in parts] == ["Часть 1.", "Часть 3."]
    assert "".join("".join(parts).split()) == "".join(long.split())


def test_pasted_lines_stay_lines(visiting: Visit) -> None:
    page = _at(visiting, TEACHER)
    _field(page).focus()
    page.evaluate(
        """() => {
            const data = new DataTransfer();
            data.setData("text/plain", "раз\\r\\nдва\\n\\nтри");
            document.activeElement.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true}));
            document.execCommand("insertText", false, data.getData("text/plain"));
        }"""
    )
    page.keyboard.press("Enter")
    expect(page.locator("article p").last).to_have_text("раз\nдва\n\nтри")


@SIZES
def test_a_draft_survives_reload_and_leaving(visiting: Visit, size: str) -> None:
    page = _at(visiting, FATHER, size)
    _field(page).fill("Не забыть спросить")
    page.reload()
    expect(_field(page)).to_have_value("Не забыть спросить")
    page.goto(page.url.rsplit("/", 1)[0])
    open_chat(page, CHAT)
    expect(_field(page)).to_have_value("Не забыть спросить")
    _field(page).fill("")
    page.reload()
    expect(_field(page)).to_have_value("")


def test_a_draft_follows_to_another_device_and_goes_when_sent(visiting: Visit) -> None:
    desk, phone = _at(visiting, FATHER), _at(visiting, FATHER, "phone")
    _field(desk).fill("Начал на столе")
    _field(desk).blur()
    expect(_field(phone)).to_have_value("Начал на столе")
    desk.get_by_role("button", name="Отправить").click()
    expect(_field(phone)).to_have_value("")
    # Whoever is writing is not disturbed by what is written elsewhere.
    _field(phone).fill("Пишу в пути")
    _field(desk).fill("И за столом")
    desk.reload()
    expect(_field(desk)).to_have_value("И за столом")
    phone.wait_for_timeout(500)
    expect(_field(phone)).to_have_value("Пишу в пути")


def test_the_last_own_message_is_corrected_and_the_draft_comes_back(visiting: Visit) -> None:
    page = _at(visiting, TEACHER)
    field = _field(page)
    write(page, "Собрание в 18:00")
    expect(page.get_by_role("img", name="Отправляется")).to_have_count(0)
    field.press("ArrowUp")
    expect(page.get_by_text("Изменение сообщения")).to_be_visible()
    expect(field).to_have_value("Собрание в 18:00")
    assert findings(page) == []
    page.keyboard.press("Escape")
    expect(page.get_by_text("Изменение сообщения")).to_have_count(0)
    expect(field).to_have_value("")
    page.keyboard.press("ArrowUp")
    field.press("End")
    page.keyboard.type(", кабинет 12")
    page.keyboard.press("Enter")
    expect(page.locator("article p").last).to_have_text("Собрание в 18:00, кабинет 12")
    expect(field).to_have_value("")
    expect(page.get_by_role("button", name="Отправить")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_link_that_pretends_is_named_before_it_opens(visiting: Visit, scheme: str) -> None:
    page = visiting(scheme=scheme).enter(MOTHER)
    open_chat(page, CHAT)
    write(page, "Войдите: https://gosus1ugi.ru/login или https://school.example.org")
    # On arrival the message is drawn anew, and the link with it.
    expect(page.get_by_role("img", name="Отправляется")).to_have_count(0)
    page.get_by_role("link", name="https://gosus1ugi.ru/login").last.click()
    dialog = page.get_by_role("dialog", name="Осторожно, ссылка")
    expect(dialog).to_contain_text("похож на gosuslugi.ru")
    expect(dialog.get_by_role("button", name="Отмена")).to_be_focused()
    assert findings(page) == []
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    honest = page.get_by_role("link", name="https://school.example.org").last
    assert (honest.get_attribute("rel"), honest.get_attribute("target")) == ("noopener noreferrer nofollow", "_blank")


@SIZES
def test_a_long_message_is_folded_and_unfolds_in_its_place(visiting: Visit, size: str) -> None:
    page = _at(visiting, TEACHER, size)
    write(page, "\n".join(f"Строка {number}" for number in range(1, 41)))
    expect(page.get_by_role("img", name="Отправляется")).to_have_count(0)
    text = page.locator("article p").last
    more = page.locator("article").last.get_by_role("button", name="Показать полностью")
    expect(more).to_be_visible()
    folded = text.bounding_box()
    assert folded is not None
    more.focus()
    page.keyboard.press("Enter")
    expect(more).to_have_count(0)
    page.wait_for_timeout(300)
    unfolded = text.bounding_box()
    assert unfolded is not None
    assert abs(unfolded["y"] - folded["y"]) <= 1
    assert unfolded["height"] > 2 * folded["height"]
    expect(text).to_be_focused()


def test_typing_stays_quick_while_messages_come(visiting: Visit) -> None:
    teacher, father = _at(visiting, TEACHER), _at(visiting, FATHER)
    field = _field(teacher)
    field.focus()
    teacher.evaluate(
        """() => {
            window.drawn = 0;
            const field = document.activeElement;
            new MutationObserver(() => { window.drawn += 1; })
                .observe(field.closest("footer"), {subtree: true, childList: true, attributes: true});
        }"""
    )
    for number in range(8):
        write(father, f"Сообщение {number}")
    expect(teacher.get_by_role("log").get_by_text("Сообщение 7")).to_be_visible()
    # Not one of them touched the field or anything around it.
    assert teacher.evaluate("window.drawn") == 0
