"""Draws every screen of the demo school in Chromium: two widths, light and dark, into var/shots."""

from __future__ import annotations

import http.client
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from playwright.sync_api import Error as PlaywrightError
from playwright.sync_api import sync_playwright

from tools import shots_calls

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Locator, Page

ROOT = Path(__file__).parent.parent
SHOTS = ROOT / "var" / "shots"
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
START_SECONDS = 120
WIDTHS = {"desktop": (1280, 800), "phone": (390, 844)}
PHONE = {"width": 390, "height": 844}
SCHEMES = ("light", "dark")
# Screens below the account, and below one chat.
SECTIONS = ("profile", "notifications", "view", "sessions", "help")
BELOW_A_CHAT = ("card", "settings", "add", "links", "appearance", "pins")


@dataclass(frozen=True)
class Screen:
    """One screen: who looks, where, and what to wait for before the picture is taken."""

    name: str
    path: str
    person: str | None = "class_teacher"
    # What is done there first.
    act: Callable[[Page], None] = lambda _page: None


def _hold(page: Page, place: Locator) -> None:
    """Press with a finger until a menu comes, or with the right button where there is a mouse."""
    if page.viewport_size != PHONE:
        place.click(button="right")
        return
    box = place.bounding_box()
    if box is None:
        return
    touches = page.context.new_cdp_session(page)
    point = {"x": box["x"] + 24, "y": box["y"] + box["height"] - 10}
    touches.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    page.wait_for_timeout(700)
    touches.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})


def _message_menu(page: Page) -> None:
    _hold(page, page.get_by_role("log").locator("article").nth(-2))


def _list_menu(page: Page) -> None:
    _hold(page, page.locator("li[data-row]").nth(1).locator("[data-stop]"))


def _select(page: Page) -> None:
    _message_menu(page)
    page.get_by_role("menuitem", name="Выбрать", exact=True).click()


def _forward(page: Page) -> None:
    _message_menu(page)
    page.get_by_role("menuitem", name="Переслать", exact=True).click()


def _reply(page: Page) -> None:
    _message_menu(page)
    page.get_by_role("menuitem", name="Ответить", exact=True).click()


def _emoji(page: Page) -> None:
    page.get_by_role("button", name="Эмодзи").click()


def _mention(page: Page) -> None:
    page.get_by_role("textbox", name="Сообщение").press_sequentially("Спасибо, @")


def _jump(page: Page) -> None:
    page.keyboard.press("Control+k")


def screens(conversations: dict[str, int]) -> list[Screen]:
    """List every screen; `conversations` tells the numbers of chats by kind."""
    found = [
        Screen("signin", "/sign-in", None),
        Screen("chats", "/chats"),
        Screen("chats-mother", "/chats", "mother_of_two"),
        Screen("archive", "/chats/archive"),
        Screen("important", "/important"),
        Screen("make", "/chats/new"),
        Screen("contacts", "/contacts"),
        Screen("account", "/account"),
        Screen("check", "/check"),
        Screen("dev-sms", "/dev/sms"),
    ]
    found += [Screen(f"account-{section}", f"/account/{section}") for section in SECTIONS]
    if "guardians" in conversations:
        chat = f"/chats/{conversations['guardians']}"
        acts = {
            "menu": _message_menu,
            "select": _select,
            "forward": _forward,
            "reply": _reply,
            "emoji": _emoji,
            "mention": _mention,
        }
        found += [Screen(f"message-{name}", chat, act=act) for name, act in acts.items()]
    found += [Screen("chats-menu", "/chats", act=_list_menu), Screen("chats-jump", "/chats", act=_jump)]
    found += [
        Screen(f"chat-{kind}", f"/chats/{conversations[kind]}")
        for kind in ("class", "guardians", "staff", "direct")
        if kind in conversations
    ]
    if "guardians" in conversations:
        found += [Screen(below, f"/chats/{conversations['guardians']}/{below}") for below in BELOW_A_CHAT]
    return found


@contextmanager
def demo() -> Iterator[str]:
    """Run the demo school on a folder of its own; gives its address."""
    folder = tempfile.mkdtemp(prefix="peremena-shots-")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "peremena.site.cli", "--data", folder, "demo", "--port", str(port)]
    with (Path(folder) / "log").open("wb") as log:
        server = subprocess.Popen(command, cwd=ROOT, stdout=log, stderr=log)
    try:
        _wait(port, server, Path(folder) / "log")
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def _wait(port: int, server: subprocess.Popen[bytes], log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:
        if server.poll() is not None:
            sys.exit(f"The demo did not start:\n{log.read_text()}")
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
        try:
            connection.request("GET", "/api/demo/cast")
            if connection.getresponse().status == http.client.OK:
                return
        except OSError:
            time.sleep(0.2)
        finally:
            connection.close()
    sys.exit("The demo does not answer.")


def enter(context: BrowserContext, url: str, person: str) -> None:
    """Go through the demo door as somebody of the cast."""
    page = context.new_page()
    page.goto(f"{url}/sign-in")
    page.evaluate(
        """async (key) => {
            const token = document.cookie.match(/csrftoken=([^;]+)/)?.[1] ?? "";
            const answer = await fetch("/api/demo/enter", {
                method: "POST",
                headers: {"Content-Type": "application/json", "X-CSRFToken": token},
                body: JSON.stringify({key}),
            });
            if (!answer.ok) throw new Error(`the door said ${answer.status}`);
        }""",
        person,
    )
    page.close()


def conversations_of(browser: Browser, url: str) -> dict[str, int]:
    """Return the number of one chat of each kind that the class teacher has, those with messages first."""
    context = browser.new_context()
    enter(context, url, "class_teacher")
    rows = json.loads(context.request.get(f"{url}/api/start").text())["conversations"]
    context.close()
    return {row["kind"]: row["id"] for row in sorted(rows, key=lambda row: row["last_no"])}


def draw(page: Page, url: str, screen: Screen, path: Path) -> None:
    page.goto(f"{url}{screen.path}", wait_until="load")
    # Fonts, the start state and the first page of history arrive; the socket never lets the network be idle.
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(1200)
    try:
        screen.act(page)
    except PlaywrightError as error:
        # The other pictures are still worth looking at.
        print(f"    {screen.name}: {str(error).splitlines()[0]}", flush=True)
    page.wait_for_timeout(600)
    page.screenshot(path=path)


def calls_of(calls: shots_calls.Calls) -> list[Screen]:
    """List the screens around calls; those that ring come last, and the others are drawn while nothing rings."""
    return [
        Screen("calls", "/calls"),
        Screen("call-make", "/calls/new"),
        Screen("call-gather", "/calls/gather"),
        Screen("call-plan", f"/calls/{calls.planned}/plan"),
        Screen("call-attendance", f"/calls/{calls.over}/attendance"),
        Screen("call-preview", f"/calls/{calls.planned}"),
        Screen("call-guest", calls.link, None),
        Screen("call-ring", "/chats", "pupil_1", act=lambda _page: calls.ring("class")),
        Screen("call-banner", "/chats", "pupil_1", act=_banner),
    ]


def _banner(page: Page) -> None:
    page.get_by_role("button", name="Отклонить").click()
    page.get_by_role("link", name="3 А").first.click()
    page.get_by_role("region", name="Звонок в этом чате").wait_for()
    page.wait_for_timeout(600)


def draw_stages(browser: Browser) -> None:
    with shots_calls.trial() as url:
        for device, (width, height) in WIDTHS.items():
            context = browser.new_context(
                viewport={"width": width, "height": height},
                locale="ru-RU",
                device_scale_factor=2,
                has_touch=device == "phone",
            )
            page = context.new_page()
            for name, path in shots_calls.stages():
                picture = SHOTS / f"{device}-{name}.png"
                draw(page, url, Screen(name, path), picture)
                print(f"    {picture.relative_to(ROOT)}", flush=True)
            context.close()


def draw_all(browser: Browser, url: str) -> None:
    conversations = conversations_of(browser, url)
    wanted = screens(conversations)
    calls = shots_calls.held(browser, url, enter, conversations)
    if calls is not None:
        wanted += calls_of(calls)
    for device, (width, height) in WIDTHS.items():
        for scheme in SCHEMES:
            for person in dict.fromkeys(screen.person for screen in wanted):
                context = browser.new_context(
                    viewport={"width": width, "height": height},
                    color_scheme="dark" if scheme == "dark" else "light",
                    locale="ru-RU",
                    timezone_id="Europe/Moscow",
                    device_scale_factor=2,
                    has_touch=device == "phone",
                )
                if calls is not None:
                    calls.hang_up()
                if person:
                    enter(context, url, person)
                page = context.new_page()
                for screen in (one for one in wanted if one.person == person):
                    path = SHOTS / f"{device}-{screen.name}-{scheme}.png"
                    draw(page, url, screen, path)
                    print(f"    {path.relative_to(ROOT)}", flush=True)
                context.close()


def main() -> None:
    SHOTS.mkdir(parents=True, exist_ok=True)
    print("==> Pictures of every screen", flush=True)
    with demo() as url, sync_playwright() as playwright:
        program = os.environ.get("CHROMIUM", CHROMIUM)
        browser = playwright.chromium.launch(executable_path=program, args=[*FLAGS, *shots_calls.FLAGS])
        draw_stages(browser)
        draw_all(browser, url)
        browser.close()


if __name__ == "__main__":
    main()
