"""What leads out of a chat: answering in private, passing on, leaving; and where one is named, and who reacted."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.messages import choose, message, open_menu
from tests.browser.rows import MOTHER, SIZES, TEACHER, row_of
from tests.browser.rows import choose as choose_in_list
from tests.browser.visitors import open_chat, write

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FATHER, CHAT = "Папа ученика 3 А", "3 А Родители"
PRIVATELY = "Ответить лично"
SCREENFUL = "\n".join(["Ещё строка, чтобы было что листать."] * 6)


def _in_chat(visiting: Visit, role: str, size: str = "desktop") -> Page:
    page = visiting(size=size).enter(role)
    open_chat(page, CHAT)
    return page


def _name(page: Page) -> str:
    me = page.evaluate("fetch('/api/me').then((answer) => answer.json())")
    return " ".join(filter(None, [me["first_name"], me["patronymic"], me["surname"]]))


def _menu_that_knows(page: Page, text: str) -> None:
    """Open the menu of somebody's message twice: the first does not wait long for what the rules say of them."""
    with page.expect_response(re.compile(r"/api/people/\d+")):
        open_menu(page, text)
    page.keyboard.press("Escape")
    expect(page.get_by_role("menu")).to_have_count(0)
    open_menu(page, text)


@pytest.mark.parametrize("size", SIZES)
def test_a_message_is_answered_in_private(visiting: Visit, size: str) -> None:
    father, teacher = _in_chat(visiting, FATHER), _in_chat(visiting, TEACHER, size)
    text, answer = f"Лев заболел, {size}", f"Пусть поправляется, {size}"
    write(father, text)
    expect(message(teacher, text)).to_be_visible()
    privately = teacher.get_by_role("menuitem", name=PRIVATELY, exact=True)
    open_menu(teacher, text)
    if not privately.is_visible():
        # A menu does not wait long for what the rules say of somebody; the next one knows.
        teacher.keyboard.press("Escape")
        expect(teacher.get_by_role("menu")).to_have_count(0)
        open_menu(teacher, text)
    privately.click()
    expect(teacher.get_by_role("region", name=_name(father))).to_be_visible()
    expect(teacher.get_by_text("Переслать 1 сообщение")).to_be_visible()
    write(teacher, answer)
    expect(message(teacher, text)).to_contain_text("Переслано от")
    # The others have not seen it.
    expect(father.get_by_role("log").get_by_text(answer)).to_have_count(0)
    open_chat(father, _name(teacher))
    expect(message(father, answer)).to_be_visible()
    expect(message(father, text)).to_contain_text("Переслано от")


def test_nobody_is_answered_in_private_whom_one_may_not_write_to(visiting: Visit) -> None:
    father, mother = _in_chat(visiting, FATHER), _in_chat(visiting, MOTHER)
    write(father, "Кто может отвезти детей?")
    expect(message(mother, "Кто может отвезти детей?")).to_be_visible()
    _menu_that_knows(mother, "Кто может отвезти детей?")
    expect(mother.get_by_role("menuitem", name="Ответить", exact=True)).to_be_visible()
    expect(mother.get_by_role("menuitem", name=PRIVATELY)).to_have_count(0)
    open_menu(father, "Кто может отвезти детей?")
    expect(father.get_by_role("menuitem", name=PRIVATELY)).to_have_count(0)


@pytest.mark.parametrize("size", SIZES)
def test_a_button_leads_to_where_one_is_named(visiting: Visit, size: str) -> None:
    # Each of them once: what was read may not have been told before the browser closed.
    named = visiting(size=size).enter(FATHER if size == "desktop" else MOTHER)
    surname = _name(named).split()[-1]
    teacher = _in_chat(visiting, TEACHER)
    for _ in range(8):
        write(teacher, SCREENFUL)
    teacher.get_by_role("textbox", name="Сообщение").press_sequentially(f"@{surname}")
    expect(teacher.get_by_role("option").first).to_contain_text(surname)
    teacher.keyboard.press("Enter")
    teacher.keyboard.type(f"ждём вас, {size}")
    teacher.keyboard.press("Enter")
    expect(row_of(named, CHAT).get_by_role("img", name="Вас упомянули")).to_be_visible()
    open_chat(named, CHAT)
    expect(message(named, f"ждём вас, {size}")).not_to_be_in_viewport()
    button = named.get_by_role("button", name="К упоминанию")
    button.click()
    expect(message(named, f"ждём вас, {size}")).to_be_in_viewport()
    expect(button).to_have_count(0)


@pytest.mark.parametrize("size", SIZES)
def test_who_put_which_reaction(visiting: Visit, size: str) -> None:
    mother, teacher = _in_chat(visiting, MOTHER), _in_chat(visiting, TEACHER, size)
    text = f"Пироги испечены, {size}"
    write(mother, text)
    open_menu(teacher, text)
    teacher.get_by_role("button", name="Нравится", exact=True).click()
    expect(message(mother, text).get_by_role("button", name="👍 1")).to_be_visible()
    open_menu(mother, text)
    mother.get_by_role("button", name="Праздник", exact=True).click()
    expect(message(teacher, text).get_by_role("button", name="🎉 1")).to_be_visible()
    choose(teacher, text, "Кто отреагировал")
    put = teacher.get_by_role("dialog", name="Реакции").get_by_role("listitem")
    expect(put).to_have_count(2)
    expect(put.filter(has_text=_name(mother))).to_contain_text("🎉")
    expect(put.filter(has_text=_name(teacher))).to_contain_text("👍")


@pytest.mark.parametrize("size", SIZES)
def test_several_chats_get_it_with_and_without_its_author(visiting: Visit, size: str) -> None:
    mother, teacher = _in_chat(visiting, MOTHER), _in_chat(visiting, TEACHER, size)
    for is_named in (True, False):
        text = f"Секция по четвергам, {size}, {is_named}"
        write(mother, text)
        choose(teacher, text, "Переслать")
        dialog = teacher.get_by_role("dialog", name="Переслать сообщение")
        for target in ("Учительская", "3 А"):
            dialog.get_by_role("group", name="Чаты").get_by_text(target, exact=True).click()
        author = dialog.get_by_role("checkbox", name="С именем автора")
        expect(author).to_be_checked()
        if not is_named:
            author.uncheck(force=True)
        dialog.get_by_role("button", name="Переслать", exact=True).click()
        expect(teacher.get_by_text("Переслано в 2 чата")).to_be_visible()
        # One stays where one was.
        expect(teacher.get_by_role("log", name=CHAT)).to_be_visible()
        for target in ("Учительская", "3 А"):
            _go_to(teacher, target)
            expect(message(teacher, text)).to_be_visible()
            expect(message(teacher, text).get_by_text("Переслано от")).to_have_count(1 if is_named else 0)
        _go_to(teacher, CHAT)


def _go_to(page: Page, title: str) -> None:
    if page.get_by_role("button", name="Назад").is_visible():
        page.get_by_role("button", name="Назад").click()
    row_of(page, title).get_by_role("link").click()
    expect(page.get_by_role("log", name=title, exact=True)).to_be_visible()


@pytest.mark.parametrize("size", SIZES)
def test_a_group_made_by_hand_is_left_from_the_list(visiting: Visit, size: str) -> None:
    father, teacher = visiting(size=size).enter(FATHER), visiting().enter(TEACHER)
    title = f"Поездка в музей, {size}"
    teacher.get_by_role("button", name="Новый чат").click()
    teacher.get_by_role("textbox", name="Название чата").fill(title)
    teacher.get_by_role("searchbox", name="Искать, кого добавить").fill("Лев Никитич")
    teacher.get_by_role("checkbox", name=re.compile("Лев Никитич")).first.check()
    teacher.get_by_role("button", name="Создать чат").click()
    expect(row_of(father, title)).to_be_visible()
    choose_in_list(father, title, "Выйти из чата")
    question = father.get_by_role("alertdialog").or_(father.get_by_role("dialog"))
    expect(question).to_contain_text("Вернуться можно, только если вас снова добавят")
    question.get_by_role("button", name="Отмена").click()
    expect(row_of(father, title)).to_be_visible()
    choose_in_list(father, title, "Выйти из чата")
    question.get_by_role("button", name="Выйти", exact=True).click()
    expect(row_of(father, title)).to_have_count(0)
    expect(teacher.get_by_role("log").get_by_text(re.compile("вышел"))).to_be_visible()
