"""Draws the screens of calls: the stage with invented people, and around it real calls of the demo school."""

from __future__ import annotations

import functools
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any

from playwright.sync_api import Error as PlaywrightError

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

ROOT = Path(__file__).parent.parent
TRIAL = ROOT / "var" / "trial"
# Invented cameras and microphones, and no question of the browser.
FLAGS = [
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-features=WebRtcHideLocalIpsWithMdns",
]
READY_SECONDS = 60
TITLE = "Собрание третьих классов"
# What the trial page is asked for; the stage is dark in both schemes.
STAGES = {
    "2": "people=2",
    "5": "people=5",
    "30": "people=30",
    "30-pupil": "people=30&pupil",
    "people": "people=30&panel=people",
    "screen": "people=12&screen",
    "speaker": "people=5&look=speaker",
    "still": "people=5&still&pupil",
    "weak": "people=5&weak&pupil",
    "small": "people=5&small",
}


def stages() -> list[tuple[str, str]]:
    """Name the pictures of the stage and where the trial page shows them."""
    return [(f"call-stage-{name}", f"/call.html?{query}") for name, query in STAGES.items()]


@contextmanager
def trial() -> Iterator[str]:
    """Build the trial page and serve it; gives its address."""
    vite = ROOT / "web" / "node_modules" / ".bin" / "vite"
    subprocess.run(
        [str(vite), "build", "--config", "trial.config.ts", "--logLevel", "warn"], cwd=ROOT / "web", check=True
    )
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(TRIAL)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        server.server_close()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_said: object) -> None:
        """Say nothing: the pictures are listed instead."""


_POST = """async ([path, body]) => {
  const token = document.cookie.match(/csrftoken=([^;]*)/)[1];
  const headers = { 'Content-Type': 'application/json', 'X-CSRFToken': token };
  const answer = await fetch(path, { method: 'POST', headers, body: JSON.stringify(body) });
  return [answer.status, answer.status === 204 ? null : await answer.json()];
}"""


def ask(page: Page, path: str, body: Any) -> Any:
    """Post to the school as whoever has the page; None for a refusal."""
    status, said = page.evaluate(_POST, [path, body])
    return said if status < 300 else None  # noqa: PLR2004 HTTP


class Calls:
    """Calls of the class teacher: one that was, one that is to come, and those that ring while a picture is taken."""

    def __init__(self, teacher: BrowserContext, url: str, conversations: dict[str, int]) -> None:
        self._teacher = teacher.new_page()
        self._teacher.goto(f"{url}/chats")
        self._url = url
        self._chats = conversations
        self.over = 0
        self.planned = 0
        self.link = ""
        self._ringing = 0

    def are_there(self) -> bool:
        """Wait for the media server; says whether calls can be made at all."""
        until = time.monotonic() + READY_SECONDS
        while time.monotonic() < until:
            made = ask(self._teacher, f"/api/conversations/{self._chats['class']}/call", {"media": "video"})
            if made:
                self.over = made["call"]["id"]
                return True
            self._teacher.wait_for_timeout(500)
        return False

    def hold_one(self, pupil: Page) -> None:
        """Be in the first call, the teacher and a pupil, so that there is an attendance."""
        for page in (self._teacher, pupil):
            page.goto(f"{self._url}/calls/{self.over}")
            page.get_by_role("button", name="Присоединиться", exact=True).click()
            page.get_by_role("toolbar", name="Управление звонком").wait_for()
        self._teacher.wait_for_timeout(2000)
        ask(self._teacher, f"/api/calls/{self.over}/end", {})
        self._teacher.goto(f"{self._url}/chats")

    def plan_one(self) -> None:
        at = int(time.time() // 3600 + 20) * 3_600_000
        made = ask(self._teacher, "/api/calls", {"title": TITLE, "planned_at": at})
        self.planned, self.link = made["call"]["id"], f"/call#{made['token']}"

    def ring(self, kind: str) -> None:
        """Ring anew: a ring is over soon, and pictures take their time."""
        self.hang_up()
        chat = self._chats[kind]
        made = ask(self._teacher, f"/api/conversations/{chat}/call", {"media": "video"})
        self._ringing = made["call"]["id"]
        # Between two it would be over when nobody is in it.
        ask(self._teacher, f"/api/calls/{self._ringing}/join", {})

    def hang_up(self) -> None:
        if self._ringing:
            ask(self._teacher, f"/api/calls/{self._ringing}/end", {})
            self._ringing = 0


def held(browser: Browser, url: str, enter: Any, conversations: dict[str, int]) -> Calls | None:
    """Hold and plan the calls that the pictures need; None where this machine has no media server."""
    teacher, pupil = browser.new_context(), browser.new_context()
    enter(teacher, url, "class_teacher")
    enter(pupil, url, "pupil_1")
    calls = Calls(teacher, url, conversations)
    try:
        if not calls.are_there():
            print("    calls: there is no media server; `peremena livekit status` says why", flush=True)
            return None
        calls.hold_one(pupil.new_page())
        calls.plan_one()
    except PlaywrightError as error:
        print(f"    calls: {str(error).splitlines()[0]}", flush=True)
        return None
    finally:
        pupil.close()
    return calls
