"""The chat list: what a person does with their chats, by mouse, by finger and by keys."""

import json
import re
import sqlite3

import pytest
from playwright.sync_api import Locator, Page, WebSocketRoute, expect

from tests.browser.axe import findings
from tests.browser.conftest import Visit
from tests.browser.school import School
from tests.browser.visitors import open_chat, write

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TEACHER, MOTHER, HEAD = "Классный руководитель 3 А", "Мама: 3 А и 9 А", "Директор"
SIZES = ["desktop", "phone"]


@pytest.fixture(autouse=True)
def _plain_lists(school: School) -> None:
    """Nobody has pinned, muted, archived or marked anything yet, and everybody has read everything."""
    with sqlite3.connect(school.folder / "peremena.sqlite3", timeout=10) as database:
        database.execute(
            "UPDATE chat_membership SET pin = 0, muted_until_ms = 0, archived_no = NULL, marked_unread = FALSE,"
            " read_no = (SELECT last_no FROM chat_conversation WHERE id = conversation_id)"
        )
    database.close()


def _row(page: Page, title: str) -> Locator:
    return page.locator("li[data-row]").filter(has=page.get_by_text(title, exact=True))


def _titles(page: Page) -> list[str]:
    expect(page.locator("li[data-row]").first).to_be_visible()
    return page.locator("li[data-row] span[class*='_title_']").all_inner_texts()


def _menu(page: Page, title: str, *items: str) -> None:
    """Choose from the menu of a row, page after page."""
    _row(page, title).locator("[data-stop]").click(button="right")
    for item in items:
        page.get_by_role("menuitem", name=item, exact=True).click()
    expect(page.get_by_role("menu")).to_have_count(0)


def _undo(page: Page) -> None:
    page.get_by_role("button", name="Отменить").click()


class Finger:
    """One finger on the glass, through the browser's own debugging line."""

    def __init__(self, page: Page) -> None:
        self._line = page.context.new_cdp_session(page)
        self._page = page

    def stroke(self, row: Locator, dx: int, *, dy: int = 0, start: float = 0.5, is_cancelled: bool = False) -> None:
        box = row.bounding_box()
        assert box is not None
        x, y = box["x"] + box["width"] * start, box["y"] + box["height"] / 2
        self._touch("touchStart", x, y)
        for step in range(1, 9):
            self._touch("touchMove", x + dx * step / 8, y + dy * step / 8)
            self._page.wait_for_timeout(16)
        self._page.wait_for_timeout(60)
        self._touch("touchCancel" if is_cancelled else "touchEnd")
        self._page.wait_for_timeout(250)

    def hold(self, row: Locator) -> None:
        box = row.bounding_box()
        assert box is not None
        self._touch("touchStart", box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
        self._page.wait_for_timeout(700)
        self._touch("touchEnd")

    def _touch(self, kind: str, *at: float) -> None:
        points = [{"x": at[0], "y": at[1]}] if at else []
        self._line.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})


def test_pinned_chats_stand_on_top_in_their_own_order(visiting: Visit) -> None:
    page = visiting().enter(TEACHER)
    first, second = _titles(page)[3], _titles(page)[5]
    _menu(page, first, "Закрепить")
    _menu(page, second, "Закрепить")
    expect(_row(page, second).get_by_role("img", name="Закреплён")).to_be_visible()
    assert _titles(page)[:2] == [first, second]

    # By keys, with a word about it; the focus stays on the chat.
    _row(page, second).locator("[data-stop]").focus()
    page.keyboard.press("Alt+ArrowUp")
    expect(page.get_by_role("status").filter(has_text="место 1 из 2")).to_have_count(1)
    assert _titles(page)[:2] == [second, first]
    expect(_row(page, second).locator("[data-stop]")).to_be_focused()

    # By the mouse; a click it is not.
    page.wait_for_timeout(1_200)
    box = _row(page, second).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 60, box["y"] + 30)
    page.mouse.down()
    page.mouse.move(box["x"] + 60, box["y"] + 110, steps=6)
    page.mouse.up()
    expect(page.locator("li[data-row]").first).to_contain_text(first)
    expect(page).to_have_url(re.compile(r"/chats$"))
    page.reload()
    expect(page.locator("li[data-row]").first).to_contain_text(first)
    assert _titles(page)[:2] == [first, second]

    _menu(page, first, "Открепить")
    expect(page.locator("li[data-row]").first).to_contain_text(second)
    _undo(page)
    expect(page.locator("li[data-row]").first).to_contain_text(first)


def test_the_sixth_pin_is_refused_in_words(visiting: Visit) -> None:
    page = visiting().enter(TEACHER)
    titles = _titles(page)[:6]
    for title in titles[:5]:
        _menu(page, title, "Закрепить")
    expect(page.locator("li[data-pinned]")).to_have_count(5)
    _menu(page, titles[5], "Закрепить")
    expect(page.get_by_text("Закрепить можно до пяти чатов.")).to_be_visible()
    expect(page.locator("li[data-pinned]")).to_have_count(5)


@pytest.mark.parametrize("size", SIZES)
def test_the_archive_is_a_row_and_a_screen(visiting: Visit, size: str) -> None:
    page = visiting(size=size).enter(TEACHER)
    title = _titles(page)[4]
    _menu(page, title, "Архивировать")
    archive = page.get_by_role("link", name=re.compile("^Архив"))
    expect(archive).to_contain_text(title)
    expect(_row(page, title)).to_have_count(0)
    _undo(page)
    expect(_row(page, title)).to_be_visible()
    expect(archive).to_have_count(0)

    _menu(page, title, "Архивировать")
    archive.click()
    expect(page.get_by_role("heading", name="Архив", level=1)).to_be_visible()
    expect(page.locator("li[data-row]")).to_have_count(1)
    _row(page, title).locator("[data-stop]").click()
    expect(page.get_by_role("log")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Архив", level=1)).to_be_visible()
    _menu(page, title, "Вернуть из архива")
    expect(page.get_by_text("В архиве пусто")).to_be_visible()
    page.get_by_role("button", name="К списку чатов" if size == "desktop" else "Назад").click()
    expect(_row(page, title)).to_be_visible()


def test_a_new_message_opens_the_archive_unless_it_is_muted(visiting: Visit) -> None:
    mother, teacher = visiting(size="phone").enter(MOTHER), visiting().enter(TEACHER)
    _menu(mother, "3 А Родители", "Архивировать")
    expect(mother.get_by_role("link", name=re.compile("^Архив"))).to_be_visible()
    open_chat(teacher, "3 А Родители")
    write(teacher, "Это важно всем")
    row = _row(mother, "3 А Родители")
    expect(row).to_contain_text("Это важно всем")

    _menu(mother, "3 А Родители", "Отключить уведомления", "Пока не включу")
    _menu(mother, "3 А Родители", "Архивировать")
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
    row = _row(page, title)
    _menu(page, title, "Отметить непрочитанным")
    mark = "Отмечено непрочитанным"
    for tab in (page, other):
        expect(_row(tab, title).get_by_role("img", name=mark)).to_be_visible()
    open_chat(other, title)
    for tab in (page, other):
        expect(_row(tab, title).get_by_role("img", name=mark)).to_have_count(0)
    open_chat(page, title)
    _menu(page, title, "Отметить непрочитанным")
    expect(page).to_have_url(re.compile(r"/chats$"))
    expect(row.get_by_role("img", name=mark)).to_be_visible()
    _menu(page, title, "Отметить прочитанным")
    expect(row.get_by_role("img", name=mark)).to_have_count(0)
    _undo(page)
    expect(row.get_by_role("img", name=mark)).to_be_visible()


def test_muting_counts_grey_and_not_at_the_section(visiting: Visit) -> None:
    page = visiting().enter(HEAD)
    title = _titles(page)[0]
    _menu(page, title, "Отметить непрочитанным")
    waiting = page.get_by_role("navigation").get_by_role("link", name="Чаты")
    before = waiting.inner_text()
    _menu(page, title, "Отключить уведомления", "На 8 часов")
    expect(_row(page, title).get_by_role("img", name="Без звука")).to_be_visible()
    expect(waiting).not_to_have_text(before, use_inner_text=True)
    page.keyboard.press("Control+z")
    expect(_row(page, title).get_by_role("img", name="Без звука")).to_have_count(0)
    expect(waiting).to_have_text(before, use_inner_text=True)


def test_strokes_lay_the_buttons_open(visiting: Visit) -> None:
    page = visiting(size="phone").enter(TEACHER)
    page.wait_for_timeout(1_200)
    finger, title = Finger(page), _titles(page)[2]
    row = _row(page, title)
    face = row.locator("[data-stop]")

    finger.stroke(face, -200)
    for name in ("Без звука", "В архив"):
        expect(row.get_by_role("button", name=name)).to_be_visible()
    # A tap elsewhere puts them away and opens nothing.
    page.touchscreen.tap(200, 700)
    expect(row.get_by_role("button", name="В архив")).to_have_count(0)
    expect(page).to_have_url(re.compile(r"/chats$"))

    finger.stroke(face, 180)
    row.get_by_role("button", name="Закрепить").tap()
    expect(page.locator("li[data-pinned]")).to_have_count(1)
    _undo(page)
    expect(page.locator("li[data-pinned]")).to_have_count(0)

    finger.stroke(face, -200)
    row.get_by_role("button", name="В архив").tap()
    expect(_row(page, title)).to_have_count(0)
    _undo(page)
    expect(_row(page, title)).to_be_visible()


def test_strokes_leave_the_system_and_the_scrolling_alone(visiting: Visit) -> None:
    page = visiting(size="phone").enter(TEACHER)
    page.wait_for_timeout(1_200)
    finger = Finger(page)
    row = page.locator("li[data-row]").nth(3)
    face, tray = row.locator("[data-stop]"), page.locator("[data-tray]")
    # From the very edge it is the system's "back"; a short or a taken-back one is nothing; up and down it scrolls.
    finger.stroke(face, 200, start=0.02)
    expect(tray).to_have_count(0)
    finger.stroke(face, -40)
    expect(tray).to_have_count(0)
    finger.stroke(face, -200, is_cancelled=True)
    expect(tray).to_have_count(0)
    finger.stroke(face, -60, dy=-300)
    expect(tray).to_have_count(0)
    assert page.locator("[data-list]").evaluate("box => box.scrollTop") > 0
    expect(page).to_have_url(re.compile(r"/chats$"))


def test_a_long_press_opens_the_menu_and_nothing_else(visiting: Visit) -> None:
    page = visiting(size="phone").enter(MOTHER)
    title = "3 А Родители"
    Finger(page).hold(_row(page, title).locator("[data-stop]"))
    menu = page.get_by_role("menu", name=title)
    expect(menu).to_be_visible()
    names = menu.get_by_role("menuitem").all_inner_texts()
    assert [names[0], *names[-2:]] == ["Отправить смайл", "Очистить историю", "Выйти из чата"]
    page.get_by_role("menuitem", name="Отправить смайл").tap()
    page.get_by_role("menuitem", name="🎉").tap()
    expect(_row(page, title)).to_contain_text("Вы: 🎉")
    expect(page).to_have_url(re.compile(r"/chats$"))


def test_a_school_chat_is_not_left_but_silenced(visiting: Visit) -> None:
    page = visiting().enter(MOTHER)
    title = "3 А Родители"
    _menu(page, title, "Выйти из чата")
    expect(page.get_by_role("dialog", name="Из этого чата нельзя выйти")).to_be_visible()
    page.keyboard.press("Escape")
    expect(_row(page, title)).to_be_visible()
    _menu(page, title, "Выйти из чата")
    page.get_by_role("button", name="Убрать в архив без звука").click()
    expect(_row(page, title)).to_have_count(0)
    _undo(page)
    expect(_row(page, title)).to_be_visible()
    expect(_row(page, title).get_by_role("img", name="Без звука")).to_have_count(0)


def test_a_cleared_history_is_gone_for_me_only(visiting: Visit) -> None:
    head, mother = visiting().enter(HEAD), visiting().enter(TEACHER)
    title = "Учительская"
    _menu(head, title, "Очистить историю")
    head.get_by_role("button", name="Отмена").click()
    expect(_row(head, title)).not_to_contain_text("Сообщений пока нет")
    _menu(head, title, "Очистить историю")
    head.get_by_role("button", name="Очистить", exact=True).click()
    expect(_row(head, title)).to_contain_text("Сообщений пока нет")
    expect(_row(mother, title)).not_to_contain_text("Сообщений пока нет")


@pytest.mark.parametrize("size", SIZES)
def test_many_are_chosen_and_done_with_at_once(visiting: Visit, size: str) -> None:
    page = visiting(size=size).enter(TEACHER)
    one, two = _titles(page)[2], _titles(page)[3]
    _menu(page, one, "Выбрать")
    expect(page.get_by_text("Выбран 1 чат")).to_be_visible()
    page.get_by_role("checkbox").nth(3).click()
    expect(page.get_by_text("Выбрано 2 чата")).to_be_visible()
    page.get_by_role("button", name="Архивировать").click()
    expect(page.get_by_text("2 чата в архиве")).to_be_visible()
    expect(_row(page, one)).to_have_count(0)
    _undo(page)
    for title in (one, two):
        expect(_row(page, title)).to_be_visible()
    expect(page.get_by_role("checkbox")).to_have_count(0)


def test_tabs_show_a_part(visiting: Visit) -> None:
    page = visiting(size="phone").enter(TEACHER)
    everything = page.locator("li[data-row]").count()
    page.get_by_role("tab", name="Личные").click()
    expect(_row(page, "3 А Родители")).to_have_count(0)
    page.get_by_role("tab", name="Классы").click()
    expect(_row(page, "3 А Родители")).to_be_visible()
    page.get_by_role("tab", name="Классы").press("ArrowLeft")
    page.get_by_role("tab", name="Личные").press("ArrowLeft")
    page.keyboard.press("Enter")
    expect(page.get_by_role("tab", name="Непрочитанные")).to_have_attribute("aria-selected", "true")
    page.get_by_role("tab", name="Все", exact=True).click()
    expect(page.locator("li[data-row]")).to_have_count(everything)


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


def test_keys_alone_walk_the_list_and_its_menu(visiting: Visit) -> None:
    page = visiting().enter(TEACHER)
    stops = page.locator("[data-stop]")
    stops.first.focus()
    page.keyboard.press("ArrowDown")
    expect(stops.nth(1)).to_be_focused()
    page.keyboard.press("End")
    expect(stops.last).to_be_focused()
    page.keyboard.press("Home")
    title = _titles(page)[0]
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
    before = _titles(page)
    _menu(page, before[5], "Закрепить")
    expect(page.get_by_text("Сервер занят.")).to_be_visible()
    assert _titles(page) == before
    _menu(page, before[5], "Архивировать")
    expect(page.get_by_text("Сервер занят.")).to_be_visible()
    assert _titles(page) == before


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_what_opens(visiting: Visit, size: str, scheme: str) -> None:
    page = visiting(size=size, scheme=scheme).enter(TEACHER)
    title = _titles(page)[3]
    found = {}
    _row(page, title).locator("[data-stop]").click(button="right")
    expect(page.get_by_role("menu")).to_be_visible()
    page.wait_for_timeout(300)
    found["menu"] = findings(page)
    page.get_by_role("menuitem", name="Отключить уведомления").click()
    found["page of a menu"] = findings(page)
    page.keyboard.press("Escape")
    _menu(page, title, "Закрепить")
    _menu(page, _titles(page)[4], "Закрепить")
    page.wait_for_timeout(300)
    found["undo"] = findings(page)
    _menu(page, title, "Изменить порядок")
    page.wait_for_timeout(300)
    found["order"] = findings(page)
    page.get_by_role("button", name="Готово").click()
    _menu(page, title, "Выбрать")
    page.wait_for_timeout(300)
    found["choosing"] = findings(page)
    page.get_by_role("button", name="Закончить выбор").click()
    page.keyboard.press("Control+k")
    expect(page.get_by_role("option").first).to_be_visible()
    page.wait_for_timeout(300)
    found["jump"] = findings(page)
    page.keyboard.press("Escape")
    _menu(page, title, "Очистить историю")
    page.wait_for_timeout(300)
    found["question"] = findings(page)
    page.keyboard.press("Escape")
    _menu(page, title, "Архивировать")
    page.get_by_role("link", name=re.compile("^Архив")).click()
    expect(_row(page, title)).to_be_visible()
    page.wait_for_timeout(300)
    found["archive"] = findings(page)
    assert {name: findings for name, findings in found.items() if findings} == {}
