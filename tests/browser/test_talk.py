"""Teacher and parents talk: what each of them sees, through lost lines and killed servers."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.school import School
from tests.browser.visitors import bubbles, open_chat, write

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TEACHER, MOTHER, FATHER = "Классный руководитель 3 А", "Мама: 3 А и 9 А", "Папа ученика 3 А"
CHAT = "3 А Родители"


def _block_sockets(page: Page) -> None:
    """Let the page load while its socket never opens."""
    page.route_web_socket("**/ws**", lambda socket: socket.close(code=1012))


def test_teacher_and_mother_talk(visiting: Visit) -> None:
    teacher, mother = visiting().enter(TEACHER), visiting(size="phone").enter(MOTHER)
    open_chat(teacher, CHAT)
    teacher.get_by_role("textbox", name="Сообщение").fill("Завтра идём в музей")
    row = mother.get_by_role("link", name=CHAT).first
    expect(row).to_contain_text("печатает")
    teacher.keyboard.press("Enter")
    expect(teacher.locator("article").last).to_contain_text("Завтра идём в музей")
    expect(teacher.locator("article").last.get_by_role("img", name="Отправлено")).to_be_visible()
    expect(row).to_contain_text("Завтра идём в музей")
    expect(row.get_by_role("img", name=re.compile("непрочитанн"))).to_be_visible()

    row.click()
    expect(mother.get_by_text("Непрочитанные сообщения")).to_be_visible()
    # What is below the screen has not been read yet.
    mother.get_by_role("log").get_by_text("Завтра идём в музей").last.scroll_into_view_if_needed()
    expect(teacher.locator("article").last.get_by_role("img", name="Прочитано")).to_be_visible()
    write(mother, "Спасибо, Маша уже собирается!")
    expect(teacher.locator("article").last).to_contain_text("Маша уже собирается")
    for page in (teacher, mother):
        assert bubbles(page).count("Завтра идём в музей") == 1
        assert bubbles(page)[-2:] == ["Завтра идём в музей", "Спасибо, Маша уже собирается!"]
    mother.get_by_role("button", name="Назад").click()
    expect(row.get_by_role("img", name=re.compile("непрочитанн"))).to_have_count(0)


def test_unsent_messages_survive_reload_and_closing_in_order(visiting: Visit) -> None:
    visitor = visiting(size="phone")
    father, mother = visitor.enter(FATHER), visiting().enter(MOTHER)
    open_chat(mother, CHAT)
    open_chat(father, CHAT)
    address = father.url
    _block_sockets(father)
    father.reload()
    words = ["Первое без связи", "Второе без связи", "Третье без связи"]
    for word in words:
        write(father, word)
    expect(father.get_by_text("Нет связи")).to_be_visible()
    expect(father.get_by_role("img", name="Отправляется")).to_have_count(3)
    father.reload()
    expect(father.get_by_role("img", name="Отправляется")).to_have_count(3)
    father.close()

    # The line is still away when he opens the next tab; then it comes back.
    another = visitor.context.new_page()
    _block_sockets(another)
    another.goto(address)
    expect(another.get_by_role("img", name="Отправляется")).to_have_count(3)
    another.close()
    last = visitor.context.new_page()
    last.goto(address)
    expect(mother.locator("article").last).to_contain_text(words[-1])
    expect(last.get_by_role("img", name="Отправляется")).to_have_count(0)
    for page in (last, mother):
        assert [text for text in bubbles(page) if text in words] == words


def test_two_tabs_send_once(visiting: Visit) -> None:
    visitor = visiting()
    first = visitor.enter(FATHER)
    open_chat(first, CHAT)
    second = visitor.context.new_page()
    second.goto(first.url)
    expect(second.get_by_role("log", name=CHAT)).to_be_visible()
    for number in range(4):
        write(first if number % 2 else second, f"Вкладка {number}")
    for page in (first, second):
        expect(page.get_by_role("log").get_by_text("Вкладка 3")).to_be_visible()
        expect(page.get_by_role("img", name="Отправляется")).to_have_count(0)
    assert sorted(text for text in bubbles(first) if text.startswith("Вкладка")) == [f"Вкладка {n}" for n in range(4)]
    assert bubbles(first) == bubbles(second)


def test_a_killed_server_loses_nothing(visiting: Visit, school: School) -> None:
    teacher, father = visiting().enter(TEACHER), visiting(size="phone").enter(FATHER)
    open_chat(teacher, CHAT)
    open_chat(father, CHAT)
    write(teacher, "До обрыва")
    expect(father.get_by_role("log").get_by_text("До обрыва")).to_be_visible()
    school.kill()
    write(teacher, "Пока сервера нет")
    write(father, "И я пишу без сервера")
    expect(teacher.get_by_text("Нет связи")).to_be_visible()
    assert "До обрыва" in bubbles(teacher)
    school.start()
    for page in (teacher, father):
        log = page.get_by_role("log")
        expect(log.get_by_text("Пока сервера нет")).to_have_count(1)
        expect(log.get_by_text("И я пишу без сервера")).to_have_count(1)
        expect(page.get_by_text("Нет связи")).to_have_count(0)
        expect(page.get_by_role("img", name="Отправляется")).to_have_count(0)
    seen = bubbles(teacher)[-3:]
    assert seen == bubbles(father)[-3:]
    teacher.reload()
    expect(teacher.get_by_role("log").get_by_text("Пока сервера нет")).to_be_visible()
    assert bubbles(teacher)[-3:] == seen


def test_a_direct_chat_is_opened_from_contacts(visiting: Visit) -> None:
    mother = visiting(size="phone").enter(MOTHER)
    mother.get_by_role("link", name="Контакты").click()
    mother.get_by_role("searchbox").fill("Ким")
    mother.get_by_role("button", name="Пётр Ильич Ким").click()
    write(mother, "Здравствуйте, Пётр Ильич!")
    expect(mother.get_by_role("img", name="Отправлено")).to_be_visible()
    mother.get_by_role("button", name="Назад").click()
    expect(mother.get_by_role("link", name="Пётр Ильич Ким")).to_contain_text("Здравствуйте, Пётр Ильич!")
