"""Without a network: the shell, the last chats, and nothing of them after signing out. And how a new version comes."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Visit
from tests.browser.school import School
from tests.browser.visitors import Visitor, open_chat, until, visit, write

pytestmark = [pytest.mark.browser, pytest.mark.slow]

CHAT, TEACHER, FATHER = "3 А Родители", "Классный руководитель 3 А", "Папа ученика 3 А"
DIST = Path(__file__).parents[2] / "web" / "dist"

# The worker is installed, its cache is full, and the snapshot holds the chat that is open.
IS_KEPT = """
async () => {
  const registration = await navigator.serviceWorker.getRegistration();
  if (registration?.active?.state !== 'activated') return false;
  const bases = await indexedDB.databases();
  if (!bases.some(({ name }) => name === 'peremena-snapshot')) return false;
  const opening = indexedDB.open('peremena-snapshot', 1);
  await new Promise((resolve) => { opening.onsuccess = resolve; });
  const database = opening.result;
  const keys = database.transaction('parts').objectStore('parts').getAllKeys();
  await new Promise((resolve) => { keys.onsuccess = resolve; });
  database.close();
  return keys.result.includes(Number(location.pathname.split('/')[2]));
}
"""
HAS_PAGE = """
() => performance.getEntriesByType('resource').some(({ name }) => name.includes('/api/conversations/%s/messages'))
"""
LEFT = """
async () => ({
  workers: (await navigator.serviceWorker.getRegistrations()).length,
  databases: (await indexedDB.databases()).length,
  caches: (await caches.keys()).length,
  local: localStorage.length,
})
"""
IS_NOTHING_LEFT = f"() => ({LEFT})().then((left) => Object.values(left).every((count) => count === 0))"
NOTHING = {"workers": 0, "databases": 0, "caches": 0, "local": 0}
NO_NETWORK = "Нет связи."


def _reading(visitor: Visitor, role: str = TEACHER) -> Page:
    page = visitor.enter(role)
    open_chat(page, CHAT)
    until(page, IS_KEPT)
    return page


@pytest.mark.parametrize("size", ["phone", "desktop"])
def test_a_reload_without_a_network_shows_the_last_chats(visiting: Visit, size: str) -> None:
    visitor = visiting(size=size)
    page = _reading(visitor)
    said = page.locator("article p").last.inner_text()
    visitor.context.set_offline(True)
    page.reload()
    expect(page.get_by_role("log", name=CHAT)).to_be_visible()
    expect(page.locator("article p").last).to_have_text(said)
    expect(page.get_by_text(NO_NETWORK)).to_be_visible()
    write(page, f"Написано без сети, {size}")
    other = visiting(size="phone").enter(FATHER)
    open_chat(other, CHAT)
    write(other, f"А сеть была, {size}")
    expect(other.get_by_text(f"А сеть была, {size}", exact=True)).to_be_visible()
    visitor.context.set_offline(False)
    expect(page.get_by_text(f"А сеть была, {size}", exact=True)).to_be_visible()
    expect(other.get_by_text(f"Написано без сети, {size}", exact=True)).to_be_visible()
    expect(page.get_by_text(NO_NETWORK)).to_have_count(0)


def test_a_chat_in_sight_opens_although_the_network_went_before_the_tap(visiting: Visit) -> None:
    """The pages of the upper chats come while nothing else is to be done, and not before somebody may want them."""
    visitor = visiting(size="phone")
    page = visitor.enter(TEACHER)
    address = page.get_by_role("link", name=CHAT).first.get_attribute("href") or ""
    until(page, HAS_PAGE % address.rpartition("/")[2])
    visitor.context.set_offline(True)
    open_chat(page, CHAT)
    expect(page.get_by_role("log").locator("article").last).to_be_visible()


def test_the_list_and_the_account_open_without_a_network_too(visiting: Visit) -> None:
    visitor = visiting(size="phone")
    page = _reading(visitor)
    visitor.context.set_offline(True)
    page.goto(f"{visitor.url}/chats")
    expect(page.get_by_role("link", name=CHAT)).to_be_visible()
    page.get_by_role("link", name="Аккаунт").click()
    page.get_by_role("link", name="Помощь").click()
    expect(page.get_by_text("Что работает без интернета?")).to_be_visible()


def test_signing_out_leaves_neither_worker_nor_chats(visiting: Visit) -> None:
    visitor = visiting()
    page = _reading(visitor)
    page.get_by_role("link", name="Аккаунт").click()
    page.get_by_role("button", name="Выйти").click()
    expect(page.get_by_label("Номер телефона")).to_be_visible()
    until(page, IS_NOTHING_LEFT)
    page.reload()
    expect(page.get_by_label("Номер телефона")).to_be_visible()
    assert page.evaluate(LEFT) == NOTHING
    # Whoever comes next in the same tab has a worker again.
    page.get_by_role("button", name=FATHER).click()
    open_chat(page, CHAT)
    until(page, IS_KEPT)


def test_a_session_ended_elsewhere_leaves_nothing_here(visiting: Visit) -> None:
    here, there = visiting(), visiting(size="phone")
    page = _reading(here)
    far = there.enter(TEACHER)
    far.goto(f"{there.url}/account/sessions")
    far.get_by_role("button", name="Завершить все остальные").click()
    expect(page.get_by_text("Сеанс на этом устройстве завершён")).to_be_visible()
    until(page, IS_NOTHING_LEFT)


def test_another_person_at_this_browser_finds_nothing_of_the_first(visiting: Visit) -> None:
    visitor = visiting(size="phone")
    page = _reading(visitor)
    page.evaluate("localStorage.setItem('peremena.theme', 'dark')")
    page.close()
    token = next(one["value"] for one in visitor.context.cookies() if one.get("name") == "csrftoken")
    cast = visitor.context.request.get(f"{visitor.url}/api/demo/cast").json()["cast"]
    key = next(one["key"] for one in cast if one["role_label"] == "Ученица 3 А")
    entered = visitor.context.request.post(
        f"{visitor.url}/api/demo/enter", data={"key": key}, headers={"X-CSRFToken": token, "Referer": visitor.url}
    )
    assert entered.status == 204
    page = visitor.open("/chats")
    expect(page.get_by_role("link", name="3 А").first).to_be_visible()
    expect(page.get_by_role("link", name=CHAT)).to_have_count(0)
    assert page.evaluate("localStorage.getItem('peremena.theme')") is None


@pytest.fixture
def own_school(school_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[School, Path]]:
    """A school that serves a copy of the built pages, which a test may change."""
    web = tmp_path / "web"
    shutil.copytree(DIST, web)
    monkeypatch.setenv("PEREMENA_WEB", str(web))
    shutil.copytree(school_template, tmp_path / "school", ignore=shutil.ignore_patterns("*.sock"))
    school = School(tmp_path / "school").start()
    yield school, web
    school.stop()


def test_a_new_version_waits_for_a_word_and_then_is_there(browser: Browser, own_school: tuple[School, Path]) -> None:
    school, web = own_school
    visitor = visit(browser, school.url, size="phone")
    page = _reading(visitor)
    page.reload()
    expect(page.get_by_role("log", name=CHAT)).to_be_visible()
    school.stop()
    index, worker = web / "index.html", web / "sw.js"
    index.write_text(index.read_text().replace("<head>", '<head><meta name="newer" content="yes" />'))
    worker.write_text(
        re.sub(r'("revision":")\w{32}(","url":"index.html")', rf"\g<1>{'0' * 32}\g<2>", worker.read_text())
    )
    school.start()
    page.evaluate("navigator.serviceWorker.getRegistration().then((registration) => registration.update())")
    expect(page.get_by_text("Доступна новая версия.")).to_be_visible()
    assert page.locator("meta[name=newer]").count() == 0
    page.get_by_role("button", name="Обновить").click()
    expect(page.locator("meta[name=newer]")).to_have_count(1)
    expect(page.get_by_role("log", name=CHAT)).to_be_visible()
    expect(page.get_by_text("Доступна новая версия.")).to_have_count(0)
    visitor.context.close()


def test_it_can_be_installed(visiting: Visit) -> None:
    visitor = visiting()
    page = visitor.open("/")
    expect(page.get_by_label("Номер телефона")).to_be_visible()
    assert page.locator("link[rel=manifest]").get_attribute("href") == "/manifest.webmanifest"
    manifest = visitor.context.request.get(f"{visitor.url}/manifest.webmanifest").json()
    assert (manifest["name"], manifest["display"], manifest["start_url"]) == ("Перемена", "standalone", "/")
    assert {icon["purpose"] for icon in manifest["icons"]} == {"any", "maskable"}
    apple = str(page.locator("link[rel=apple-touch-icon]").get_attribute("href"))
    for source in [*(icon["src"] for icon in manifest["icons"]), apple]:
        answer = visitor.context.request.get(visitor.url + source)
        assert (answer.status, answer.headers["content-type"]) == (200, "image/png"), source
