"""«Проверка связи» in a real browser, with a real LiveKit: what passes is said, and what does not."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser.axe import findings
from tests.browser.conftest import CHROMIUM, FLAGS, Visit
from tests.browser.school import School
from tests.browser.visitors import visit

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FATHER = "Папа ученика 3 А"
MEDIA = [
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-features=WebRtcHideLocalIpsWithMdns",
]
# The browser sends no UDP then, as in a network that lets none out.
WITHOUT_UDP = "--webrtc-ip-handling-policy=disable_non_proxied_udp"
# All ways are tried one after the other, on a busy machine.
CHECK_MS = 90_000


@pytest.fixture(scope="module")
def school(school_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[School]:
    """The school with its media server, whose operator lets strangers check."""
    folder = tmp_path_factory.mktemp("check") / "school"
    shutil.copytree(school_template, folder, ignore=shutil.ignore_patterns("*.sock"))
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("PEREMENA_LIVEKIT", raising=False)
        patch.setenv("PEREMENA_CALL_CHECK_OPEN", "True")
        opened = School(folder).start()
    yield opened
    opened.stop()


@pytest.fixture(scope="module", params=[[]])
def browser(request: pytest.FixtureRequest) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *MEDIA, *request.param])
        yield started
        started.close()


def _check(page: Page) -> None:
    # LiveKit is ready a moment after the site.
    page.wait_for_function("fetch('/api/calls/check').then((one) => one.json()).then((one) => !one.calls_missing)")
    page.get_by_role("button", name="Начать проверку").click()
    expect(page.get_by_role("region", name="Итог")).to_be_visible(timeout=CHECK_MS)


def _said(page: Page, part: str) -> str:
    line = page.get_by_role("region", name="Что проверено").get_by_role("listitem").filter(has_text=part)
    return line.inner_text().removeprefix(part).strip()


def test_parent_learns_that_all_is_well(visiting: Visit) -> None:
    page = visiting(size="phone").enter(FATHER)
    page.get_by_role("link", name="Аккаунт").click()
    page.get_by_role("link", name="Проверка связи").click()
    assert findings(page) == []
    _check(page)
    parts = ("Защищённая страница", "Сообщения сразу", "Сервер звонков", "Звонки по UDP", "Звонки по TCP")
    assert [_said(page, part) for part in parts] == ["Работает"] * len(parts)
    assert _said(page, "Звонки через порт 443") == "Здесь не настроено"
    assert [_said(page, part) for part in ("Микрофон", "Камера")] == ["Есть", "Есть"]
    assert re.search(r"Мбит/с к вам, .* Мбит/с от вас; задержка \d+ мс", _said(page, "Скорость интернета"))
    expect(page.get_by_text("Всё готово к уроку.")).to_be_visible()
    assert findings(page) == []
    # Whoever helps reads the same from the code.
    code = page.get_by_role("status").filter(has_text=re.compile(r"^\w{5}-\w{5}$")).inner_text()
    page.get_by_text("Прочитать чужой код").click()
    page.get_by_label("Код проверки").fill(code.lower())
    expect(page.get_by_role("region", name="Что проверено")).to_have_count(2)
    page.get_by_label("Код проверки").fill("AAAAA-AAAAA")
    expect(page.get_by_text("Такого кода не бывает")).to_be_visible()
    # On paper, which is wider than a phone, the same is said.
    page.set_viewport_size({"width": 794, "height": 1123})
    page.emulate_media(media="print")
    expect(page.get_by_text(f"Код проверки: {code}")).to_be_visible()


def test_paper_names_the_ports_of_this_installation(visiting: Visit, school: School) -> None:
    page = visiting().enter(FATHER)
    page.goto(f"{school.url}/check")
    expect(page.get_by_role("button", name="Начать проверку")).to_be_visible()
    page.wait_for_function("fetch('/api/calls/check').then((one) => one.json()).then((one) => !one.calls_missing)")
    page.reload()
    table = page.get_by_role("region", name="Что открыть")
    expect(table.get_by_role("row")).to_have_count(5)
    expect(table.get_by_role("cell", name=str(school.port), exact=True)).to_be_visible()
    page.emulate_media(media="print")
    expect(page.get_by_text("Просим открыть из школьной сети")).to_be_visible()
    expect(page.get_by_role("button", name="Начать проверку")).to_be_hidden()


def test_stranger_checks_from_the_door_and_is_told_of_a_block(school: School, browser: Browser) -> None:
    visitor = visit(browser, school.url)
    page = visitor.open("/")
    page.get_by_role("link", name="Проверка связи").click()
    # The operator of the network blocks the way to calls.
    page.route(re.compile("/rtc"), lambda route: route.abort())
    page.route_web_socket(re.compile("/rtc"), lambda socket: socket.close())
    _check(page)
    assert _said(page, "Сообщения сразу") == "Работает"
    assert _said(page, "Сервер звонков") == "Не проходит"
    expect(page.get_by_text("Эта сеть не пропускает звонки.")).to_be_visible()
    assert findings(page) == []
    visitor.context.close()


@pytest.mark.parametrize("browser", [[WITHOUT_UDP]], indirect=True)
def test_where_udp_is_closed_it_is_said_that_tcp_works(visiting: Visit) -> None:
    page = visiting().open("/check")
    _check(page)
    assert _said(page, "Звонки по UDP") == "Не проходит"
    assert _said(page, "Звонки по TCP") == "Работает"
    voice = page.get_by_role("region", name="Итог").get_by_role("listitem").filter(has_text="Голос")
    expect(voice).to_contain_text("С перебоями")
    expect(page.get_by_text("Звонки пойдут запасным путём")).to_be_visible()
