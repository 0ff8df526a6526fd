"""A lesson in two real browsers with invented cameras, through our server and a real LiveKit."""

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS, Visit
from tests.browser.school import School

TEACHER, PUPIL = "Марина Сергеевна Ветрова", "Мария Шевченко"
CHAT = "3 А"
MEDIA = [
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-features=WebRtcHideLocalIpsWithMdns",
]
# A busy machine takes its time over pictures.
PICTURE_MS = 30_000
TWO_PICTURES = "() => [...document.querySelectorAll('article video')].filter((one) => one.videoWidth > 0).length >= 2"
START = """async (conversation) => {
  const token = document.cookie.match(/csrftoken=([^;]*)/)[1];
  const headers = { 'Content-Type': 'application/json', 'X-CSRFToken': token };
  const body = JSON.stringify({ media: 'video' });
  let said = '';
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await fetch(`/api/conversations/${conversation}/call`, { method: 'POST', headers, body });
    said = await answer.text();
    if (answer.ok) return said;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(said);
}"""


@pytest.fixture(scope="module")
def school(school_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    """The school with its media server, which other tests go without."""
    folder = tmp_path_factory.mktemp("calls") / "school"
    shutil.copytree(school_template, folder, ignore=shutil.ignore_patterns("*.sock"))
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PEREMENA_LIVEKIT")
        opened = School(folder).start()
    yield opened
    opened.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *MEDIA])
        yield started
        started.close()


def _start(page: Page) -> int:
    page.get_by_role("link", name=CHAT).first.click()
    conversation = int(page.url.rsplit("/", 1)[1])
    told: dict[str, Any] = json.loads(page.evaluate(START, conversation))
    call: int = told["call"]["id"]
    return call


def _join(page: Page, call: int) -> None:
    page.goto(re.sub(r"/chats.*", f"/calls/{call}", page.url))
    page.get_by_role("button", name="Присоединиться").click()
    expect(page.get_by_role("toolbar", name="Управление звонком")).to_be_visible()


def _govern(teacher: Page, what: str) -> None:
    people = teacher.get_by_role("complementary", name="Участники")
    people.get_by_role("button", name=f"Что сделать: {PUPIL}").click()
    teacher.get_by_role("menuitem", name=what).click()


def test_a_lesson_of_two_obeys_the_teacher(visiting: Visit) -> None:
    teacher, pupil = visiting().enter(TEACHER), visiting(size="phone").enter(PUPIL)
    call = _start(teacher)
    _join(teacher, call)
    _join(pupil, call)
    for page in (teacher, pupil):
        page.wait_for_function(TWO_PICTURES, timeout=PICTURE_MS)
    # The hand goes up and the word is given.
    pupil.get_by_role("button", name="Рука — поднять").click()
    teacher.get_by_role("button", name="Хотят ответить").click()
    teacher.get_by_role("button", name="Дать слово").click()
    expect(pupil.get_by_role("button", name="Рука — поднять")).to_be_visible()
    # Off and kept off: the pupil's own button says so, and does nothing.
    _govern(teacher, "Выключить микрофон и не давать включать")
    barred = pupil.get_by_role("button", name="Включить микрофон", disabled=True)
    expect(barred).to_be_visible()
    _govern(teacher, "Разрешить говорить")
    pupil.get_by_role("button", name="Включить микрофон", disabled=False).click()
    expect(pupil.get_by_role("button", name="Микрофон — выключить")).to_be_visible()
    # A small window beside the chat, and back.
    pupil.get_by_role("button", name="Свернуть звонок").click()
    pupil.get_by_role("button", name="Развернуть звонок").click()
    expect(pupil.get_by_role("toolbar", name="Управление звонком")).to_be_visible()
    # Over for everybody.
    teacher.get_by_role("button", name="Завершить").click()
    teacher.get_by_role("menuitem", name="Завершить для всех").click()
    teacher.get_by_role("dialog").get_by_role("button", name="Завершить").click()
    expect(pupil.get_by_role("heading", name="Звонок завершён")).to_be_visible()
