"""A broadcast: a host, somebody signed in who watches, and a guest; a question that is asked and shown."""

import os
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import findings
from tests.browser.calls.ears import open_ears, wait_until_comes
from tests.browser.calls.rooms import Tokens, come_by_a_program, enter, is_inside, press_join, wait_until_seen
from tests.browser.conftest import Visit
from tests.browser.school import School

pytestmark = [pytest.mark.browser, pytest.mark.slow, pytest.mark.timeout(240)]

TEACHER, MASHA = "Марина Сергеевна Ветрова", "Мария Шевченко"
QUESTION, TITLE = "Когда будет следующий концерт?", "Осенний концерт"


def look_at(page: Page, name: str) -> None:
    """Keep a picture, where somebody asks for it."""
    if folder := os.environ.get("PEREMENA_LOOK"):
        page.screenshot(path=Path(folder, f"{name}.png"))


def begin(visiting: Visit) -> tuple[Page, str]:
    host = enter(visiting, TEACHER)
    host.get_by_role("link", name="Звонки").click()
    host.get_by_role("link", name="Собрание или трансляция").click()
    host.get_by_label("Название").fill(TITLE)
    assert findings(host) == []
    look_at(host, "form")
    host.get_by_label("Что", exact=True).select_option("broadcast")
    host.get_by_label("Для кого").select_option("link")
    host.get_by_role("button", name="Создать трансляцию").click()
    link = host.get_by_label("Адрес ссылки").input_value()
    host.get_by_role("button", name="Начать звонок").click()
    press_join(host)
    is_inside(host)
    return host, link


def test_viewers_watch_and_their_question_is_shown_by_the_host(visiting: Visit, school: School) -> None:
    host, link = begin(visiting)
    masha = enter(visiting, MASHA)
    tokens = Tokens(masha.context)
    masha.goto(link)
    masha.get_by_role("button", name="Присоединиться к звонку через браузер").click()
    visitor = visiting(size="phone")
    open_ears(visitor.context)
    guest = visitor.open("/call#" + link.partition("#")[2])
    guest.get_by_label("Ваше имя").fill("Бабушка Клава")
    guest.get_by_role("button", name="Войти как гость").click()
    for page in (masha, guest):
        expect(page.get_by_text("Вас не видят и не слышат")).to_be_visible()
        page.get_by_role("button", name="Смотреть").click()
        is_inside(page)
        wait_until_seen(page, TEACHER)
        wait_until_comes(page)
        # Nothing to publish with, and nobody to see but the host.
        for name in ("Участники", "Камера", "Микрофон"):
            expect(page.get_by_role("button", name=name)).to_have_count(0)
        assert page.locator("article").count() == 1
    for page in (host, masha, guest):
        expect(page.get_by_text("2 зрителя")).to_be_visible()
    assert host.locator("article").count() == 1

    guest.get_by_role("button", name="Вопрос").click()
    guest.get_by_label("Ваш вопрос").fill(QUESTION)
    look_at(guest, "ask")
    guest.get_by_role("button", name="Спросить").click()
    expect(guest.get_by_text("Ждёт ведущего")).to_be_visible()
    host.get_by_role("button", name="Вопросы").click()
    expect(host.get_by_text("Бабушка Клава, гость")).to_be_visible()
    expect(masha.get_by_text(QUESTION)).to_have_count(0)
    assert findings(host) == []
    look_at(host, "queue")
    host.get_by_role("button", name="Показать всем").click()
    expect(masha.get_by_text(QUESTION)).to_be_visible()
    expect(masha.get_by_text("Бабушка Клава")).to_have_count(0)
    expect(guest.get_by_text("Показан всем")).to_be_visible()
    look_at(masha, "viewer")
    guest.get_by_role("button", name="Закрыть").click()
    look_at(guest, "viewer-phone")
    host.get_by_role("button", name="Убрать").click()
    expect(masha.get_by_text(QUESTION)).to_have_count(0)

    # With a program of one's own one is as hidden, and as silent.
    page, failure = come_by_a_program(masha.context, school.url, tokens.last)
    assert failure == ""
    said = page.evaluate("window.rogue.localParticipant.setCameraEnabled(true).then(() => 'published', String)")
    assert "insufficient permissions" in said
    assert host.locator("article").count() == 1
