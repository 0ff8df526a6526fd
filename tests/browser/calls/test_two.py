"""A call of two from their chat: it rings, is declined, missed, answered; it outlives a reload and the media server."""

import os
import re
import signal
import time

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.calls.ears import comes, wait_until_comes
from tests.browser.calls.rooms import enter, is_inside, press_join
from tests.browser.conftest import Visit
from tests.browser.school import School
from tests.browser.visitors import open_chat
from tests.calls.test_serve import arguments, pids

pytestmark = [pytest.mark.browser, pytest.mark.long]

TEACHER, FATHER, MOTHER = "Марина Сергеевна Ветрова", "Лев Никитич Римский-Корсаков", "Екатерина Львовна Шевченко"
# What is promised when the media server is killed.
BACK_SECONDS = 10.0


def call(page: Page, what: str = "Аудиозвонок") -> None:
    page.get_by_role("button", name="Позвонить").click()
    page.get_by_role("menuitem", name=what).click()
    press_join(page)
    is_inside(page)


def ring(page: Page, name: str) -> Locator:
    return page.get_by_role("alertdialog", name=f"Входящий звонок: {name}")


def in_a_call(teacher: Page, father: Page) -> None:
    open_chat(father, TEACHER)
    call(father)
    ring(teacher, FATHER).get_by_role("button", name="Ответить").click()
    for page in (teacher, father):
        is_inside(page)
        wait_until_comes(page)


def hang_up(page: Page, other: Page) -> None:
    page.get_by_role("button", name="Выйти").click()
    expect(other.get_by_role("heading", name="Звонок завершён")).to_be_visible()


def livekit_of(school: School) -> int | None:
    config = str(school.folder / "livekit" / "config.yaml")
    return next((pid for pid in pids() if config in arguments(pid) and "--config" in arguments(pid)[1:2]), None)


def test_a_call_is_declined_missed_and_answered(visiting: Visit) -> None:
    teacher, father = enter(visiting, TEACHER, "phone"), enter(visiting, FATHER)
    open_chat(father, TEACHER)
    call(father)
    card = ring(teacher, FATHER)
    expect(card).to_contain_text("Аудиозвонок")
    card.get_by_role("button", name="Отклонить").click()
    expect(card).to_have_count(0)
    expect(father.get_by_role("heading", name="Звонок завершён")).to_be_visible()
    father.get_by_role("button", name="Закрыть").click()
    open_chat(teacher, FATHER)
    expect(teacher.get_by_role("log").get_by_text("Пропущенный")).to_have_count(1)
    # Whoever calls gives up while it still rings.
    call(father)
    expect(card).to_be_visible()
    father.get_by_role("button", name="Выйти").click()
    expect(card).to_have_count(0)
    expect(teacher.get_by_role("log").get_by_text("Пропущенный")).to_have_count(2)
    # And at last they talk, as they may have done before.
    talks = teacher.get_by_role("log").get_by_text(re.compile("звонок, меньше минуты", re.IGNORECASE))
    before = talks.count()
    call(father)
    card.get_by_role("button", name="Ответить").click()
    for page in (teacher, father):
        wait_until_comes(page)
    hang_up(father, teacher)
    teacher.get_by_role("button", name="Закрыть").click()
    expect(talks).to_have_count(before + 1)


def test_a_chat_without_sound_does_not_ring(visiting: Visit) -> None:
    teacher, mother = enter(visiting, TEACHER), enter(visiting, MOTHER)
    open_chat(mother, TEACHER)
    open_chat(teacher, MOTHER)
    teacher.locator("li[data-row]").filter(has_text=MOTHER).click(button="right")
    teacher.get_by_role("menuitem", name="Отключить уведомления").click()
    teacher.get_by_role("menuitem", name="Пока не включу").click()
    call(mother)
    # It is told, and it does not ring.
    banner = teacher.get_by_role("region", name="Звонок в этом чате")
    expect(banner).to_be_visible()
    expect(ring(teacher, MOTHER)).to_have_count(0)
    mother.get_by_role("button", name="Выйти").click()
    expect(banner).to_have_count(0)


def test_a_reload_ends_no_call_and_asks_nothing(visiting: Visit) -> None:
    teacher, father = enter(visiting, TEACHER), enter(visiting, FATHER, "phone")
    in_a_call(teacher, father)
    father.get_by_role("button", name="Микрофон — выключить").click()
    expect(father.get_by_role("button", name="Включить микрофон")).to_be_visible()
    father.reload()
    is_inside(father)
    wait_until_comes(father)
    # As it was: nobody is heard who had turned the microphone off.
    expect(father.get_by_role("button", name="Включить микрофон")).to_be_visible()
    assert not comes(teacher)
    father.get_by_role("button", name="Включить микрофон").click()
    wait_until_comes(teacher)
    # The small window is a call too.
    father.get_by_role("button", name="Свернуть звонок").click()
    expect(father.get_by_role("textbox", name="Сообщение")).to_be_visible()
    father.reload()
    is_inside(father)
    wait_until_comes(teacher)
    hang_up(father, teacher)


def test_a_media_server_that_is_killed_is_back_with_both(visiting: Visit, school: School) -> None:
    teacher, father = enter(visiting, TEACHER), enter(visiting, FATHER)
    in_a_call(teacher, father)
    killed = livekit_of(school)
    assert killed is not None
    os.kill(killed, signal.SIGKILL)
    killed_at = time.monotonic()
    for page in (teacher, father):
        wait_until_comes(page, seconds=killed_at + BACK_SECONDS - time.monotonic())
    assert livekit_of(school) not in {None, killed}
    hang_up(teacher, father)
