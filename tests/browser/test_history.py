"""Years of talk: older pages come without a jump, and the page stays quick and small."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import Visit
from tests.browser.school import School, talk_much
from tests.browser.visitors import open_chat, write

pytestmark = [pytest.mark.browser, pytest.mark.slow]

MESSAGES = 3_000
CHAT = "3 А Родители"

# For every frame: how far a line that stays on the screen moved more than the scrolling itself explains.
WATCH = """
() => {
  const box = document.querySelector('section[aria-label="Сообщения"]');
  window.jumps = [];
  let before = null;
  const look = () => {
    const top = box.getBoundingClientRect().top;
    const now = new Map();
    for (const line of box.querySelectorAll('[data-no]')) {
      // The lower edge: a line loses its author's name when the line before it arrives.
      const y = line.getBoundingClientRect().bottom - top;
      if (y > 0 && y < box.clientHeight) now.set(line.dataset.no, y);
    }
    if (before && window.isStill) {
      for (const [no, y] of now) if (before.has(no)) window.jumps.push(Math.abs(y - before.get(no)));
    }
    before = now;
    requestAnimationFrame(look);
  };
  look();
}
"""


@pytest.fixture(scope="module")
def school(school_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    folder = tmp_path_factory.mktemp("browser") / "long"
    shutil.copytree(school_template, folder, ignore=shutil.ignore_patterns("*.sock"))
    talk_much(folder, CHAT, MESSAGES)
    opened = School(folder).start()
    yield opened
    opened.stop()


def _first_no(page: Page) -> int:
    found: int = page.evaluate("Number(document.querySelector('[data-no]')?.dataset.no)")
    return found


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_older_pages_come_without_a_jump(visiting: Visit, size: str) -> None:
    page = visiting(size=size).enter("Классный руководитель 3 А")
    open_chat(page, CHAT)
    expect(page.get_by_role("log").get_by_text(f"Сообщение {MESSAGES}.")).to_be_visible()
    page.evaluate(WATCH)
    box = page.get_by_role("region", name="Сообщения")
    for _ in range(6):
        loaded = _first_no(page)
        # A flick upwards, then stillness while the page arrives: whatever moves now is a jump.
        box.evaluate("(box) => { window.isStill = false; box.scrollTop = Math.min(box.scrollTop, 40); }")
        page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        page.evaluate("window.isStill = true")
        page.wait_for_function("(no) => Number(document.querySelector('[data-no]')?.dataset.no) < no", arg=loaded)
        page.wait_for_timeout(150)
    assert page.evaluate("window.jumps.length") > 0
    assert page.evaluate("Math.max(...window.jumps)") <= 1


def test_a_long_conversation_stays_small_and_quick(visiting: Visit) -> None:
    page = visiting().enter("Классный руководитель 3 А")
    open_chat(page, CHAT)
    expect(page.get_by_role("log").get_by_text(f"Сообщение {MESSAGES}.")).to_be_visible()
    box = page.get_by_role("region", name="Сообщения")
    for _ in range(12):
        loaded = _first_no(page)
        box.evaluate("(box) => { box.scrollTop = 0; }")
        page.wait_for_function("(no) => Number(document.querySelector('[data-no]')?.dataset.no) < no", arg=loaded)
    # Over 600 messages were read, and what went out at the other end is not held any more.
    page.wait_for_timeout(300)
    assert page.locator("article").count() <= 400
    page.get_by_role("button", name="К последним сообщениям").click()
    expect(page.get_by_role("log").get_by_text(f"Сообщение {MESSAGES}.")).to_be_in_viewport()
    write(page, "Всё ещё быстро")
    expect(page.get_by_role("log").get_by_text("Всё ещё быстро")).to_be_in_viewport()


def test_much_unread_opens_at_the_unread_line(visiting: Visit, school: School) -> None:
    school.stop()
    talk_much(school.folder, "3 А", 200, unread=150)
    school.start()
    page = visiting(size="phone").enter("Классный руководитель 3 А")
    open_chat(page, "3 А")
    expect(page.get_by_text("Непрочитанные сообщения")).to_be_in_viewport()
    page.get_by_role("button", name="К последним сообщениям").click()
    expect(page.get_by_role("log").get_by_text("Сообщение 200.")).to_be_in_viewport()


def test_history_that_cannot_be_had_is_not_hammered(visiting: Visit) -> None:
    page = visiting().enter("Классный руководитель 3 А")
    asked: list[str] = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(status=500, json={"error": {"code": "broken", "message": "Не получилось."}})

    page.route("**/messages?**", refuse)
    open_chat(page, CHAT)
    expect(page.get_by_text("Не удалось загрузить сообщения")).to_be_visible()
    page.wait_for_timeout(1_000)
    assert len(asked) <= 2
    page.unroute("**/messages?**")
    page.get_by_role("button", name="Ещё раз").click()
    expect(page.get_by_role("log").get_by_text(f"Сообщение {MESSAGES}.")).to_be_visible()
