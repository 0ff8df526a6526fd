"""The chat list: what a person does with their chats."""

import json
import re

import pytest
from playwright.sync_api import WebSocketRoute, expect

from tests.browser.conftest import Visit
from tests.browser.rows import HEAD, MOTHER, SIZES, TEACHER, choose, row_of, titles, undo
from tests.browser.visitors import open_chat, write

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.usefixtures("plain_lists")]


def test_pinned_chats_stand_on_top_in_their_own_order(visiting: Visit) -> None:
    page = visiting().enter(TEACHER)
    first, second = titles(page)[3], titles(page)[5]
    choose(page, first, "Закрепить")
    choose(page, second, "Закрепить")
    expect(row_of(page, second).get_by_role("img", name="Закреплён")).to_be_visible()
    assert titles(page)[:2] == [first, second]

    # By keys, with a word about it; the focus stays on the chat.
    row_of(page, second).locator("[data-stop]").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.get_by_role("status").filter(has_text="место 1 из 2")).to_have_count(1)
    assert titles(page)[:2] == [second, first]
    expect(row_of(page, second).locator("[data-stop]")).to_be_focused()

    # By the mouse; a click it is not.
    page.wait_for_timeout(1_200)
    box = row_of(page, second).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 60, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 110, steps=6)
    page.mouse.up()
    expect(page.locator("li[data-row]").first).to_contain_text(first)
    expect(page).to_have_url(re.compile(r"/chats$"))
    page.reload()
    expect(page.locator("li[data-row]").first).to_contain_text(first)
    assert titles(page)[:2] == [first, second]

    choose(page, first, "Открепить")
    expect(page.locator("li[data-row]").first).to_contain_text(second)
    undo(page)
    expect(page.locator("li[data-row]").first).to_contain_text(first)


def test_the_sixth_pin_is_refused_in_words(visiting: Visit) -> None:
    page = visiting().enter(TEACHER)
    *five, sixth = titles(page)[:6]
    for title in five:
        choose(page, title, "Закрепить")
    expect(page.locator("li[data-pinned]")).to_have_count(5)
    choose(page, sixth, "Закрепить")
    expect(page.get_by_text("Закрепить можно до пяти чатов.")).to_be_visible()
    expect(page.locator("li[data-pinned]")).to_have_count(5)


@pytest.mark.parametrize("size", SIZES)
def test_the_archive_is_a_row_and_a_screen(visiting: Visit, size: str) -> None:
    page = visiting(size=size).enter(TEACHER)
    title = titles(page)[4]
    choose(page, title, "Архивировать")
    archive = page.get_by_role("link", name=re.compile("^Архив"))
    expect(archive).to_contain_text(title)
    expect(row_of(page, title)).to_have_count(0)
    undo(page)
    expect(row_of(page, title)).to_be_visible()
    expect(archive).to_have_count(0)

    choose(page, title, "Архивировать")
    archive.click()
    expect(page.get_by_role("heading", name="Архив", level=1)).to_be_visible()
    expect(page.locator("li[data-row]")).to_have_count(1)
    row_of(page, title).locator("[data-stop]").click()
    expect(page.get_by_role("log")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Архив", level=1)).to_be_visible()
    choose(page, title, "Вернуть из архива")
    expect(page.get_by_text("В архиве пусто")).to_be_visible()
    page.get_by_role("button", name="К списку чатов" if size == "desktop" else "Назад").click()
    expect(row_of(page, title)).to_be_visible()


def test_a_new_message_opens_the_archive_unless_it_is_muted(visiting: Visit) -> None:
    mother, teacher = visiting(size="phone").enter(MOTHER), visiting().enter(TEACHER)
    choose(mother, "3 А Родители", "Архивировать")
    expect(mother.get_by_role("link", name=re.compile("^Архив"))).to_be_visible()
    open_chat(teacher, "3 А Родители")
    write(teacher, "Это важно всем")
    row = row_of(mother, "3 А Родители")
    expect(row).to_contain_text("Это важно всем")

    choose(mother, "3 А Родители", "Отключить уведомления", "Пока не включу")
    choose(mother, "3 А Родители", "Архивировать")
    write(teacher, "А это подождёт")
    archive = mother.get_by_role("link", name=re.compile("^Архив"))
    expect(archive.get_by_role("img", name="1 непрочитанный чат")).to_be_visible()
    expect(row).to_have_count(0)
    archive.click()
    expect(row).to_contain_text("А это подождёт")
    expect(row.get_by_role("img", name="Без звука")).to_be_visible()


def test_unread_by_hand_and_read_from_the_list(visiting: Visit) -> None:
    visitor = visiting()
    page, other = visitor.enter(TEACHER), visitor.context.new_page()
    other.goto(page.url)
    title = "3 А Родители"
    row = row_of(page, title)
    choose(page, title, "Отметить непрочитанным")
    mark = "Отмечено непрочитанным"
    for tab in (page, other):
        expect(row_of(tab, title).get_by_role("img", name=mark)).to_be_visible()
    open_chat(other, title)
    for tab in (page, other):
        expect(row_of(tab, title).get_by_role("img", name=mark)).to_have_count(0)
    open_chat(page, title)
    choose(page, title, "Отметить непрочитанным")
    expect(page).to_have_url(re.compile(r"/chats$"))
    expect(row.get_by_role("img", name=mark)).to_be_visible()
    choose(page, title, "Отметить прочитанным")
    expect(row.get_by_role("img", name=mark)).to_have_count(0)
    undo(page)
    expect(row.get_by_role("img", name=mark)).to_be_visible()


def test_muting_counts_grey_and_not_at_the_section(visiting: Visit) -> None:
    page = visiting().enter(HEAD)
    title = titles(page)[0]
    waiting = page.get_by_role("navigation").get_by_role("link", name="Чаты")
    nothing_waits = waiting.inner_text()
    choose(page, title, "Отметить непрочитанным")
    expect(waiting).not_to_have_text(nothing_waits, use_inner_text=True)
    one_waits = waiting.inner_text()
    choose(page, title, "Отключить уведомления", "На 8 часов")
    expect(row_of(page, title).get_by_role("img", name="Без звука")).to_be_visible()
    expect(waiting).to_have_text(nothing_waits, use_inner_text=True)
    # It can be taken back once the server has taken it.
    expect(page.get_by_text(f"Уведомления «{title}» отключены на время")).to_be_visible()
    page.keyboard.press("Control+z")
    expect(row_of(page, title).get_by_role("img", name="Без звука")).to_have_count(0)
    expect(waiting).to_have_text(one_waits, use_inner_text=True)


def test_a_school_chat_is_not_left_but_silenced(visiting: Visit) -> None:
    page = visiting().enter(MOTHER)
    title = "3 А Родители"
    choose(page, title, "Выйти из чата")
    expect(page.get_by_role("dialog", name="Из этого чата нельзя выйти")).to_be_visible()
    page.keyboard.press("Escape")
    expect(row_of(page, title)).to_be_visible()
    choose(page, title, "Выйти из чата")
    page.get_by_role("button", name="Убрать в архив без звука").click()
    expect(row_of(page, title)).to_have_count(0)
    undo(page)
    expect(row_of(page, title)).to_be_visible()
    expect(row_of(page, title).get_by_role("img", name="Без звука")).to_have_count(0)


def test_a_cleared_history_is_gone_for_me_only(visiting: Visit) -> None:
    head, mother = visiting().enter(HEAD), visiting().enter(TEACHER)
    title = "Учительская"
    choose(head, title, "Очистить историю")
    head.get_by_role("button", name="Отмена").click()
    expect(row_of(head, title)).not_to_contain_text("Сообщений пока нет")
    choose(head, title, "Очистить историю")
    head.get_by_role("button", name="Очистить", exact=True).click()
    expect(row_of(head, title)).to_contain_text("Сообщений пока нет")
    expect(row_of(mother, title)).not_to_contain_text("Сообщений пока нет")


@pytest.mark.parametrize("size", SIZES)
def test_many_are_chosen_and_done_with_at_once(visiting: Visit, size: str) -> None:
    page = visiting(size=size).enter(TEACHER)
    one, two = titles(page)[2], titles(page)[3]
    choose(page, one, "Выбрать")
    expect(page.get_by_text("Выбран 1 чат")).to_be_visible()
    page.get_by_role("checkbox").nth(3).click()
    expect(page.get_by_text("Выбрано 2 чата")).to_be_visible()
    page.get_by_role("button", name="Архивировать").click()
    expect(page.get_by_text("2 чата в архиве")).to_be_visible()
    expect(row_of(page, one)).to_have_count(0)
    undo(page)
    for title in (one, two):
        expect(row_of(page, title)).to_be_visible()
    expect(page.get_by_role("checkbox")).to_have_count(0)


def test_all_tabs_stand_on_the_narrowest_phone(visiting: Visit) -> None:
    page = visiting(size="phone").enter(MOTHER)
    page.set_viewport_size({"width": 320, "height": 568})
    last = page.get_by_role("tab", name="Классы").bounding_box()
    assert last is not None
    assert last["x"] + last["width"] <= 320


def test_tabs_show_a_part(visiting: Visit) -> None:
    page = visiting(size="phone").enter(TEACHER)
    everything = page.locator("li[data-row]").count()
    page.get_by_role("tab", name="Личные").click()
    expect(row_of(page, "3 А Родители")).to_have_count(0)
    page.get_by_role("tab", name="Классы").click()
    expect(row_of(page, "3 А Родители")).to_be_visible()
    page.get_by_role("tab", name="Классы").press("ArrowLeft")
    page.get_by_role("tab", name="Личные").press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.get_by_role("tab", name="Непрочитанные")).to_have_attribute("aria-selected", "true")
    page.get_by_role("tab", name="Все", exact=True).click()
    expect(page.locator("li[data-row]")).to_have_count(everything)


def _refuse_settings(socket: WebSocketRoute) -> None:
    """Stand between page and server, and say no to every change of a setting."""
    server = socket.connect_to_server()

    def pass_on(frame: str | bytes) -> None:
        asked = json.loads(frame)
        if asked["do"] != "conversation.set":
            server.send(frame)
            return
        refusal = {"code": "busy", "message": "Сервер занят."}
        socket.send(json.dumps({"id": asked["id"], "error": refusal}))

    socket.on_message(pass_on)


def test_what_the_server_refuses_is_taken_back(visiting: Visit) -> None:
    visitor = visiting()
    visitor.context.route_web_socket("**/ws**", _refuse_settings)
    page = visitor.enter(TEACHER)
    before = titles(page)
    choose(page, before[5], "Закрепить")
    expect(page.get_by_text("Сервер занят.")).to_be_visible()
    assert titles(page) == before
    choose(page, before[5], "Архивировать")
    expect(page.get_by_text("Сервер занят.")).to_be_visible()
    assert titles(page) == before
