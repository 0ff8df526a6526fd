"""The school with its media server, which other tests go without, and browsers with invented devices."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS
from tests.browser.school import School
from tests.calls.conftest import livekit_program

__all__ = ["livekit_program"]

MEDIA = [
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--auto-select-desktop-capture-source=Entire screen",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-features=WebRtcHideLocalIpsWithMdns",
]


@pytest.fixture(scope="module")
def school(school_template: Path, livekit_program: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
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
