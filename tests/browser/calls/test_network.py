"""Calls over a network that fails: cut off, too narrow for pictures, lossy and slow, or another one than before."""

import shutil
import sqlite3
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.calls import network
from tests.browser.calls.ears import comes, open_ears, wait_until_comes
from tests.browser.calls.network import Far
from tests.browser.calls.rooms import end_for_all, enter, is_inside, press_join, wait_until_seen
from tests.browser.conftest import Visit
from tests.browser.school import School
from tests.browser.visitors import Visitor, open_chat, visit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.long,
    pytest.mark.timeout(300),
    pytest.mark.skipif(network.why_not() != "", reason=network.why_not()),
]

TEACHER, HEAD, MASHA = "Марина Сергеевна Ветрова", "Ольга Викторовна Соколова", "Мария Шевченко"
STILL = "Ведущий пропал: звонок на паузе, пока не вернётся учитель."
# The teacher's line is missed within this long, then everybody waits for fifteen seconds more.
STILL_MS = 60_000
WEAK_SECONDS = 60.0
LISTEN_SECONDS = 5
NARROW_KILOBITS = 150
# A bad evening of a mobile network.
LOSS, DELAY_SECONDS = 0.05, 0.1
# Words that the browser had to invent; one in ten is still well understood.
MOST_INVENTED = 0.1
DEAD_SECONDS = 30.0
LOCKED_SECONDS = 20.0
# The media library asks every few seconds whether the line lives, and a fresh one needs a few more.
BACK_SECONDS = 60.0
_MAKE = """async ([title, people]) => {
  const token = document.cookie.match(/csrftoken=([^;]*)/)[1];
  const headers = { 'Content-Type': 'application/json', 'X-CSRFToken': token };
  const body = JSON.stringify({
    title, people: people.map((profile) => ({ profile })), abilities: ['write', 'call'],
  });
  const answer = await fetch('/api/conversations', { method: 'POST', headers, body });
  if (!answer.ok) throw new Error(await answer.text());
}"""


@pytest.fixture(scope="module")
def far() -> Iterator[Far]:
    with network.far_end() as end:
        yield end


@pytest.fixture(scope="module")
def school(
    school_template: Path, livekit_program: Path, far: Far, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[School]:
    folder = tmp_path_factory.mktemp("calls") / "school"
    shutil.copytree(school_template, folder, ignore=shutil.ignore_patterns("*.sock"))
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PEREMENA_LIVEKIT")
        patch.setenv("PEREMENA_LIVEKIT_NODE_IP", far.address)
        opened = School(folder).start()
    far.reach(opened.port)
    yield opened
    opened.stop()


@pytest.fixture(scope="module")
def browsers(far: Far, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Browser, Browser]]:
    with network.two_browsers(far, tmp_path_factory.mktemp("far")) as started:
        yield started


@pytest.fixture(scope="module")
def browser(browsers: tuple[Browser, Browser]) -> Browser:
    return browsers[0]


@pytest.fixture
def far_visitor(browsers: tuple[Browser, Browser], school: School) -> Iterator[Visitor]:
    visitor = visit(browsers[1], school.url)
    open_ears(visitor.context)
    yield visitor
    visitor.context.close()


def ids(school: School, *names: str) -> list[int]:
    with sqlite3.connect(school.folder / "peremena.sqlite3", timeout=10) as database:
        found = dict(database.execute("SELECT display_name, id FROM people_profile").fetchall())
    database.close()
    return [found[name] for name in names]


def gather(school: School, chat: str, teacher: Page, *others: Page) -> None:
    """Let the teacher begin a call in a chat of staff and pupils, and others come."""
    teacher.evaluate(_MAKE, [chat, ids(school, HEAD, MASHA)])
    open_chat(teacher, chat)
    teacher.get_by_role("button", name="Позвонить").click()
    teacher.get_by_role("menuitem", name="Видеозвонок").click()
    press_join(teacher)
    is_inside(teacher)
    for page in others:
        come(page, chat)


def come(page: Page, chat: str) -> None:
    open_chat(page, chat)
    page.get_by_role("region", name="Звонок в этом чате").get_by_role("button", name="Присоединиться").click()
    press_join(page)
    is_inside(page)


def test_children_are_never_alone_when_the_teacher_is_cut_off(
    visiting: Visit, far_visitor: Visitor, far: Far, school: School
) -> None:
    teacher, masha = far_visitor.enter(TEACHER), enter(visiting, MASHA)
    head = enter(visiting, HEAD)
    gather(school, "Кружок чтения", teacher, masha)
    wait_until_comes(masha)
    far.cut()
    expect(masha.get_by_text(STILL)).to_be_visible(timeout=STILL_MS)
    expect(masha.get_by_role("button", name="Включить микрофон", disabled=True)).to_be_visible()
    # Any of the staff of that chat takes over, and all is as before.
    come(head, "Кружок чтения")
    expect(masha.get_by_text(STILL)).to_have_count(0)
    expect(masha.get_by_role("button", name="Микрофон — выключить")).to_be_visible()
    wait_until_comes(head)
    # So it is when the teacher is back, who presses nothing.
    far.mend()
    wait_until_comes(teacher)
    end_for_all(head)
    for page in (masha, teacher):
        expect(page.get_by_role("heading", name="Звонок завершён")).to_be_visible()


def hears_well(page: Page) -> bool:
    """Say whether for some seconds the voice came whole, and pictures took no more than was left of the line."""
    before = [page.evaluate("kind => window.received(kind)", kind) for kind in ("audio", "video")]
    page.wait_for_timeout(LISTEN_SECONDS * 1000)
    after = [page.evaluate("kind => window.received(kind)", kind) for kind in ("audio", "video")]
    sound, pictures = (
        {name: now[name] - then[name] for name in ("packets", "lost", "bytes", "energy")}
        for then, now in zip(before, after, strict=True)
    )
    is_whole = sound["energy"] > 0 and sound["packets"] > 0 and sound["lost"] < 0.05 * sound["packets"]
    return bool(is_whole and pictures["bytes"] * 8 / 1000 < NARROW_KILOBITS * LISTEN_SECONDS)


def test_on_a_narrow_line_the_voice_stays(visiting: Visit, far_visitor: Visitor, far: Far, school: School) -> None:
    teacher, masha = enter(visiting, TEACHER), far_visitor.enter(MASHA)
    gather(school, "Кружок танцев", teacher, masha)
    wait_until_seen(masha, TEACHER)
    far.narrow(NARROW_KILOBITS)
    try:
        # The line is judged anew for a while, and pictures are given up for the voice.
        end = time.monotonic() + WEAK_SECONDS
        while not hears_well(masha):
            assert time.monotonic() < end, "the voice does not come whole"
        is_inside(masha)
    finally:
        far.widen()
    # Pictures may be put off a moment later still: the line is judged by what it was.
    again, end = masha.get_by_role("button", name="Показать видео"), time.monotonic() + WEAK_SECONDS
    while not comes(masha, "video"):
        assert time.monotonic() < end, "no picture comes although the line is wide again"
        if again.is_visible():
            again.click()
    end_for_all(teacher)


def invented(page: Page) -> float:
    """Return the share of the voice that did not come in time, over some seconds."""
    before = page.evaluate("window.received('audio')")
    page.wait_for_timeout(LISTEN_SECONDS * 1000)
    after = page.evaluate("window.received('audio')")
    return float((after["invented"] - before["invented"]) / max(1, after["samples"] - before["samples"]))


def test_a_road_that_loses_and_delays_carries_a_lesson(
    visiting: Visit, far_visitor: Visitor, far: Far, school: School
) -> None:
    teacher, masha = enter(visiting, TEACHER), far_visitor.enter(MASHA)
    far.spoil(loss=LOSS, delay=DELAY_SECONDS)
    try:
        gather(school, "Кружок шахмат", teacher, masha)
        wait_until_seen(masha, TEACHER)
        for page in (masha, teacher):
            wait_until_comes(page)
        end = time.monotonic() + WEAK_SECONDS
        while (share := invented(masha)) > MOST_INVENTED:
            assert time.monotonic() < end, f"{share:.0%} of the voice is missing"
        masha.get_by_role("button", name="Рука — поднять").click()
        expect(teacher.get_by_role("button", name="Хотят ответить")).to_contain_text(MASHA)
    finally:
        far.spoil(loss=0, delay=0)
    end_for_all(teacher)


def test_whatever_happens_to_a_line_one_is_back_without_a_click(
    visiting: Visit, far_visitor: Visitor, far: Far, school: School
) -> None:
    teacher, masha = enter(visiting, TEACHER), far_visitor.enter(MASHA)
    gather(school, "Кружок пения", teacher, masha)
    both_hear(masha, teacher)
    # Nothing at all, for longer than the media server waits.
    far.cut()
    masha.wait_for_timeout(DEAD_SECONDS * 1000)
    far.mend()
    both_hear(masha, teacher)
    # From the Wi-Fi into the street.
    far.move_to(3)
    both_hear(masha, teacher)
    # Into the pocket and out again: nothing of the page runs meanwhile.
    devtools = masha.context.new_cdp_session(masha)
    devtools.send("Page.setWebLifecycleState", {"state": "frozen"})
    teacher.wait_for_timeout(LOCKED_SECONDS * 1000)
    devtools.send("Page.setWebLifecycleState", {"state": "active"})
    both_hear(masha, teacher)
    end_for_all(teacher)
    expect(masha.get_by_role("heading", name="Звонок завершён")).to_be_visible()


def both_hear(*pages: Page) -> None:
    for page in pages:
        wait_until_comes(page, seconds=BACK_SECONDS)
        is_inside(page)
