"""A whole lesson: a teacher, two pupils and a guest in real browsers, through our server and a real LiveKit."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.browser.calls.ears import comes, open_ears, wait_until_comes
from tests.browser.calls.rooms import (
    Tokens,
    come_by_a_program,
    end_for_all,
    enter,
    govern,
    is_inside,
    people,
    press_join,
    publish_by_a_program,
    wait_until_seen,
)
from tests.browser.conftest import Visit
from tests.browser.school import School

pytestmark = [pytest.mark.browser, pytest.mark.long, pytest.mark.timeout(240)]

TEACHER, MASHA, TIMOFEY = "Марина Сергеевна Ветрова", "Мария Шевченко", "Тимофей Римский-Корсаков"
GUEST, TITLE = "Бабушка Клава", "Урок с гостем"


@dataclass
class Lesson:
    teacher: Page
    masha: Page
    timofey: Page
    guest: Page


def test_a_whole_lesson_obeys_the_teacher(visiting: Visit, school: School) -> None:
    lesson = gather(visiting)
    teacher, masha, timofey = lesson.teacher, lesson.masha, lesson.timofey
    tokens = Tokens(masha.context), Tokens(timofey.context)
    admit(lesson)
    reload_as_a_guest(lesson)
    queue_hands(lesson)
    mute_for_good(lesson, school, tokens[0])
    share_the_screen(lesson)
    write_beside(lesson)
    remove(lesson, school, tokens[1])
    end_for_all(teacher)
    for page in (masha, lesson.guest):
        expect(page.get_by_role("heading", name="Звонок завершён")).to_be_visible()
    expect(timofey.get_by_role("heading", name="Войти не получилось")).to_be_visible()
    look_who_was_there(teacher)


def gather(visiting: Visit) -> Lesson:
    """Let a teacher begin a call by link, and the others come to its door."""
    teacher = enter(visiting, TEACHER)
    teacher.get_by_role("link", name="Звонки").click()
    teacher.get_by_role("link", name="Создать звонок по ссылке").click()
    teacher.get_by_label("Название").fill(TITLE)
    teacher.get_by_role("button", name="Создать звонок", exact=True).click()
    link = teacher.get_by_label("Адрес ссылки").input_value()
    teacher.get_by_role("button", name="Начать звонок").click()
    press_join(teacher)
    is_inside(teacher)
    masha, timofey = enter(visiting, MASHA), enter(visiting, TIMOFEY, "phone")
    for page in (masha, timofey):
        page.goto(link)
        page.get_by_role("button", name="Присоединиться к звонку через браузер").click()
    visitor = visiting(size="phone")
    open_ears(visitor.context)
    guest = visitor.open("/call#" + link.partition("#")[2])
    guest.get_by_label("Ваше имя").fill(GUEST)
    guest.get_by_role("button", name="Войти как гость").click()
    return Lesson(teacher, masha, timofey, guest)


def admit(lesson: Lesson) -> None:
    waiting = people(lesson.teacher).get_by_role("region", name="Ждут входа").get_by_role("listitem")
    # Two cameras are enough for a busy machine.
    for count, page in enumerate((lesson.masha, lesson.timofey, lesson.guest), 1):
        press_join(page, with_video=page is lesson.masha)
        expect(page.get_by_role("heading", name="Ждём, когда вас впустят")).to_be_visible()
        expect(waiting).to_have_count(count)
    expect(waiting.nth(2)).to_contain_text(f"{GUEST}гость, пригласил")
    waiting.filter(has_text=MASHA).get_by_role("button", name="Впустить").click()
    expect(waiting).to_have_count(2)
    is_inside(lesson.masha)
    expect(lesson.timofey.get_by_role("heading", name="Ждём, когда вас впустят")).to_be_visible()
    lesson.teacher.get_by_role("button", name="Впустить всех").click()
    for page in (lesson.timofey, lesson.guest):
        is_inside(page)
    wait_until_seen(lesson.teacher, MASHA)
    wait_until_seen(lesson.masha, TEACHER)
    wait_until_seen(lesson.guest, TEACHER)
    wait_until_comes(lesson.guest)


def reload_as_a_guest(lesson: Lesson) -> None:
    lesson.guest.reload()
    is_inside(lesson.guest)
    wait_until_comes(lesson.guest)


def queue_hands(lesson: Lesson) -> None:
    queue = people(lesson.teacher).get_by_role("region", name="Хотят ответить").get_by_role("listitem")
    for count, page in enumerate((lesson.timofey, lesson.guest, lesson.masha), 1):
        page.get_by_role("button", name="Рука — поднять").click()
        expect(queue).to_have_count(count)
    for place, name in enumerate((TIMOFEY, GUEST, MASHA)):
        expect(queue.nth(place)).to_contain_text(f"{name}{place + 1}-й в очереди")
    queue.nth(1).get_by_role("button", name="Дать слово").click()
    expect(queue).to_have_count(2)
    expect(lesson.guest.get_by_role("button", name="Рука — поднять")).to_be_visible()
    lesson.teacher.get_by_role("button", name="Опустить руки").click()
    expect(queue).to_have_count(0)
    for page in (lesson.timofey, lesson.masha):
        expect(page.get_by_role("button", name="Рука — поднять")).to_be_visible()


def mute_for_good(lesson: Lesson, school: School, tokens: Tokens) -> None:
    """What the teacher takes the media server keeps, whatever program the pupil has."""
    teacher, masha = lesson.teacher, lesson.masha
    govern(teacher, MASHA, "Выключить микрофон и не давать включать")
    expect(masha.get_by_role("button", name="Включить микрофон", disabled=True)).to_be_visible()
    program, why_not = come_by_a_program(masha.context, school.url, tokens.last)
    assert why_not == ""
    assert "insufficient permissions" in publish_by_a_program(program, "microphone")
    sign = people(teacher).get_by_role("listitem").filter(has_text=MASHA).get_by_label("микрофон выключен")
    expect(sign).to_be_visible()
    # Two programs of one person: the page says so, and takes the call back.
    masha.get_by_role("button", name="Перейти сюда").click()
    is_inside(masha)
    program.close()
    govern(teacher, MASHA, "Разрешить говорить")
    masha.get_by_role("button", name="Включить микрофон", disabled=False).click()
    expect(masha.get_by_role("button", name="Микрофон — выключить")).to_be_visible()
    expect(sign).to_have_count(0)


def share_the_screen(lesson: Lesson) -> None:
    expect(lesson.masha.get_by_role("button", name="Экран — демонстрировать", disabled=True)).to_be_visible()
    lesson.teacher.get_by_role("button", name="Экран — демонстрировать").click()
    for page in (lesson.masha, lesson.timofey, lesson.guest):
        wait_until_seen(page, TEACHER, is_screen=True)
    lesson.teacher.get_by_role("button", name="Экран — остановить показ").click()
    expect(lesson.masha.get_by_role("article", name=f"Экран: {TEACHER}")).to_have_count(0)


def write_beside(lesson: Lesson) -> None:
    """The chat of a call is of those who are signed in."""
    teacher, masha = lesson.teacher, lesson.masha
    for page in (teacher, masha):
        page.get_by_role("button", name="Чат", exact=True).click()
    teacher.get_by_role("textbox", name="Сообщение").fill("Откройте страницу 12")
    teacher.keyboard.press("Enter")
    chat = masha.get_by_role("complementary", name="Чат")
    expect(chat.get_by_text("Откройте страницу 12")).to_be_visible()
    expect(lesson.guest.get_by_role("button", name="Чат", exact=True)).to_have_count(0)
    # As a small window beside what is read there, and back; it goes on all the while.
    masha.get_by_role("button", name="Свернуть звонок").click()
    expect(masha.get_by_role("region", name=f"Звонок: {TITLE}")).to_be_visible()
    assert comes(masha)
    masha.get_by_role("button", name="Развернуть звонок").click()
    is_inside(masha)


def remove(lesson: Lesson, school: School, tokens: Tokens) -> None:
    timofey = lesson.timofey
    govern(lesson.teacher, TIMOFEY, "Удалить из звонка")
    lesson.teacher.get_by_role("dialog").get_by_role("button", name="Удалить").click()
    expect(timofey.get_by_role("heading", name="Вы больше не в звонке")).to_be_visible()
    expect(people(lesson.teacher).get_by_role("listitem").filter(has_text=TIMOFEY)).to_have_count(0)
    # Neither with the old token, which is good for minutes yet, nor at the door.
    program, why_not = come_by_a_program(timofey.context, school.url, tokens.last)
    assert "Вас удалили" in why_not
    program.close()
    timofey.reload()
    press_join(timofey, with_video=False)
    expect(timofey.get_by_text("Вас удалили из этого звонка")).to_be_visible()


def look_who_was_there(teacher: Page) -> None:
    teacher.get_by_role("link", name="Звонки").click()
    teacher.get_by_role("link", name=f"Кто был в звонке «{TITLE}»").click()
    table = teacher.get_by_role("table")
    for name in (TEACHER, MASHA, TIMOFEY, GUEST):
        expect(table.get_by_role("row").filter(has_text=name)).to_contain_text(re.compile("минут"))
    expect(table.get_by_role("row")).to_have_count(5)
