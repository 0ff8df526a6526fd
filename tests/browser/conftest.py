"""A school, a browser, and people who visit. All are closed with their module: other modules run event loops."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.school import School
from tests.browser.visitors import Visitor, visit

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

Visit = Callable[..., Visitor]


@pytest.fixture(scope="session")
def school_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An invented school that was opened once and closed in order."""
    folder = tmp_path_factory.mktemp("browser") / "template"
    folder.mkdir(mode=0o700)
    School(folder).start().stop()
    return folder


@pytest.fixture(scope="module")
def school(school_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    folder = tmp_path_factory.mktemp("browser") / "school"
    shutil.copytree(school_template, folder, ignore=shutil.ignore_patterns("*.sock"))
    opened = School(folder).start()
    yield opened
    opened.stop()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


@pytest.fixture
def visiting(browser: Browser, school: School) -> Iterator[Visit]:
    """Give visitors; at the end nobody may have met an error, nor anything of another origin."""
    visitors: list[Visitor] = []

    def come(**how: str) -> Visitor:
        visitors.append(visit(browser, school.url, **how))
        return visitors[-1]

    yield come
    for visitor in visitors:
        visitor.context.close()
    assert [complaint for visitor in visitors for complaint in visitor.complaints] == []


@pytest.fixture
def plain_lists(school: School) -> None:
    """Nobody has pinned, muted, archived or marked anything yet, and everybody has read everything."""
    with sqlite3.connect(school.folder / "peremena.sqlite3", timeout=10) as database:
        database.execute(
            "UPDATE chat_membership SET pin = 0, muted_until_ms = 0, archived_no = NULL, marked_unread = FALSE,"
            " read_no = (SELECT last_no FROM chat_conversation WHERE id = conversation_id)"
        )
    database.close()
