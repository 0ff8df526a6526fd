"""Going to a message far away and back, coming back to where one stood, and a flick that meets no blank paper."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.school import School, talk_much
from tests.browser.visitors import open_chat, write

pytestmark = [pytest.mark.browser, pytest.mark.slow]

TEACHER = "Классный руководитель 3 А"
CHAT, OTHER = "3 А Родители", "Учительская"
MESSAGES = 2_000

# Scrolls as fast as a finger flicks, and counts the frames in which some of the screen showed no message.
FLICK = """
async () => {
  const box = document.querySelector('section[aria-label="Сообщения"]');
  let blank = 0;
  for (let frame = 0; frame < 90; frame += 1) {
    box.scrollTop -= 120;
    await new Promise(requestAnimationFrame);
    const frameOf = box.getBoundingClientRect();
    const lines = [...box.querySelectorAll('[data-key]')].map((line) => line.getBoundingClientRect());
    const seen = lines.filter(({top, bottom}) => bottom > frameOf.top && top < frameOf.bottom);
    const gap = seen.length === 0 ? Infinity : frameOf.bottom - Math.max(...seen.map(({bottom}) => bottom));
    if (gap > 200) blank += 1;
  }
  return blank;
}
"""


@pytest.fixture(scope="module")
def school(school_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    folder = tmp_path_factory.mktemp("browser") / "far"
    shutil.copytree(school_template, folder, ignore=shutil.ignore_patterns("*.sock"))
    talk_much(folder, CHAT, MESSAGES)
    opened = School(folder).start()
    yield opened
    opened.stop()


def _open(visiting: Visit, size: str) -> Page:
    page = visiting(size=size).enter(TEACHER)
    open_chat(page, CHAT)
    expect(page.get_by_role("log").locator("article").last).to_be_in_viewport()
    return page


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_a_pinned_message_of_long_ago_and_back_to_the_end(visiting: Visit, size: str) -> None:
    page = _open(visiting, size)
    bar = page.get_by_role("button", name=re.compile("Закреплённое сообщение"))
    text = bar.locator("span").last.inner_text()
    bar.click()
    found = page.get_by_role("log").locator("article").filter(has_text=text)
    expect(found).to_be_in_viewport()
    expect(found).to_be_focused()
    page.get_by_role("button", name="К последним сообщениям").click()
    expect(page.get_by_role("log").locator("article").last).to_be_in_viewport()
    write(page, f"Снова внизу, {size}")
    expect(page.get_by_role("log").get_by_text(f"Снова внизу, {size}")).to_be_in_viewport()


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_coming_back_shows_the_place_where_one_was(visiting: Visit, size: str) -> None:
    page = _open(visiting, size)
    box = page.get_by_role("region", name="Сообщения")
    box.evaluate("(box) => { box.scrollTop -= 900; }")
    page.wait_for_timeout(300)
    seen = page.evaluate(
        "() => [...document.querySelectorAll('[data-no]')].find((line) => line.getBoundingClientRect().top > 250)"
        "?.dataset.no"
    )
    line = page.locator(f"[data-no='{seen}']")
    before = line.bounding_box()
    if size == "phone":
        page.get_by_role("button", name="Назад").click()
    open_chat(page, OTHER)
    if size == "phone":
        page.get_by_role("button", name="Назад").click()
    open_chat(page, CHAT)
    expect(line).to_be_in_viewport()
    after = line.bounding_box()
    assert before is not None
    assert after is not None
    assert abs(before["y"] - after["y"]) <= 1


def test_a_quote_leads_to_the_original_and_the_way_back(visiting: Visit) -> None:
    page = _open(visiting, "desktop")
    page.get_by_role("log").locator("article").last.click(button="right")
    page.get_by_role("menuitem", name="Ответить", exact=True).click()
    write(page, "Отвечаю на это")
    for number in range(12):
        write(page, f"И ещё {number}")
    quote = page.get_by_role("log").locator("article").filter(has_text="Отвечаю на это").get_by_role("button").first
    quote.scroll_into_view_if_needed()
    quote.click()
    back = page.get_by_role("button", name="Вернуться к ответу")
    expect(back).to_be_visible()
    back.click()
    expect(page.get_by_role("log").locator("article").filter(has_text="Отвечаю на это")).to_be_focused()
    expect(back).to_have_count(0)


def test_a_flick_meets_no_blank_paper(visiting: Visit) -> None:
    page = _open(visiting, "phone")
    assert page.evaluate(FLICK) == 0
