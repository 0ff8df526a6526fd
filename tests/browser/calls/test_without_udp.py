"""A school's network that lets no UDP through: one comes into a lesson all the same, by TCP."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from peremena.calls.configuration import free_port
from tests.browser.calls import network
from tests.browser.calls.ears import open_ears, roads, wait_until_comes
from tests.browser.calls.network import Far
from tests.browser.calls.rooms import end_for_all, enter, is_inside, press_join, wait_until_seen
from tests.browser.conftest import Visit
from tests.browser.school import School
from tests.browser.visitors import open_chat, visit

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.timeout(180),
    pytest.mark.skipif(network.why_not() != "", reason=network.why_not()),
]

CHAT, TEACHER, MASHA = "3 А", "Марина Сергеевна Ветрова", "Мария Шевченко"


@pytest.fixture(scope="module")
def far() -> Iterator[Far]:
    with network.far_end() as end:
        yield end


@pytest.fixture(scope="module")
def school(
    school_template: Path, livekit_program: Path, far: Far, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[School]:
    """Open a school that offers UDP and TCP on its own loopback; only TCP leads there from the far one's."""
    folder = tmp_path_factory.mktemp("calls") / "school"
    shutil.copytree(school_template, folder, ignore=shutil.ignore_patterns("*.sock"))
    tcp = free_port()
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PEREMENA_LIVEKIT")
        patch.setenv("PEREMENA_LIVEKIT_TCP_PORT", str(tcp))
        opened = School(folder).start()
    # The road would carry UDP, too, in whatever direction it is tried first.
    far.lose_the_school()
    for port in (opened.port, tcp):
        far.reach(port, tmp_path_factory.mktemp("way"))
    yield opened
    opened.stop()


@pytest.fixture(scope="module")
def browsers(far: Far, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Browser, Browser]]:
    with network.two_browsers(far, tmp_path_factory.mktemp("far")) as started:
        yield started


@pytest.fixture(scope="module")
def browser(browsers: tuple[Browser, Browser]) -> Browser:
    return browsers[0]


def test_where_udp_is_closed_a_lesson_comes_by_tcp(
    visiting: Visit, browsers: tuple[Browser, Browser], school: School
) -> None:
    teacher = enter(visiting, TEACHER)
    open_chat(teacher, CHAT)
    teacher.get_by_role("button", name="Позвонить").click()
    teacher.get_by_role("menuitem", name="Видеозвонок").click()
    press_join(teacher)
    is_inside(teacher)
    beyond = visit(browsers[1], school.url)
    open_ears(beyond.context)
    masha = beyond.enter(MASHA)
    open_chat(masha, CHAT)
    masha.get_by_role("region", name="Звонок в этом чате").get_by_role("button", name="Присоединиться").click()
    press_join(masha)
    is_inside(masha)
    wait_until_comes(masha)
    wait_until_seen(masha, TEACHER)
    wait_until_comes(teacher)
    assert roads(masha) == ["tcp"]
    assert roads(teacher) == ["udp"]
    end_for_all(teacher)
    beyond.context.close()
