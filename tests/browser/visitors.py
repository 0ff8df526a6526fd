"""People in front of browsers: each has a context of their own, enters by the demo door, and is watched for errors."""

import re
import time
from dataclasses import dataclass, field

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, ViewportSize, expect

SIZES: dict[str, ViewportSize] = {
    "desktop": {"width": 1280, "height": 800},
    "phone": {"width": 390, "height": 844},
}
# What the browser prints by itself: the server is away, nobody is signed in yet, a refusal that the test asked for.
EXPECTED = re.compile(
    r"(400|401|403|404|422|500|503) \([A-Z]|ERR_(CONNECTION|EMPTY_RESPONSE|INTERNET_DISCONNECTED|FAILED)"
    r"|WebSocket connection to|error occurred when fetching the script"
)

# Two cores are shared by several browsers and the server.
expect.set_options(timeout=15_000)
UNTIL_SECONDS = 30.0


@dataclass
class Visitor:
    """One person at one browser."""

    context: BrowserContext
    url: str
    complaints: list[str] = field(default_factory=list)

    def open(self, path: str) -> Page:
        page = self.context.new_page()
        page.goto(self.url + path)
        return page

    def enter(self, role: str) -> Page:
        """Go through the demo door by clicking the card of a role: «Папа ученика 3 А»."""
        page = self.open("/")
        page.get_by_role("button", name=role).click()
        expect(page.get_by_role("heading", name="Чаты", level=1)).to_be_visible()
        return page

    def listen(self) -> None:
        """Note errors of the page, and every request that leaves the origin."""
        self.context.on("console", self._on_console)
        self.context.on("weberror", lambda error: self.complaints.append(str(error.error)))
        self.context.on("request", self._on_request)

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning") and not EXPECTED.search(message.text):
            self.complaints.append(message.text)

    def _on_request(self, request: Request) -> None:
        if not request.url.startswith((self.url, "data:", "blob:")):
            self.complaints.append(f"left the origin: {request.url}")


def visit(browser: Browser, url: str, *, size: str = "desktop", scheme: str = "light") -> Visitor:
    context = browser.new_context(
        viewport=SIZES[size],
        color_scheme="dark" if scheme == "dark" else "light",
        has_touch=size == "phone",
        is_mobile=size == "phone",
        locale="ru-RU",
    )
    visitor = Visitor(context, url)
    visitor.listen()
    return visitor


def open_chat(page: Page, title: str) -> None:
    page.get_by_role("link", name=title).first.click()
    expect(page.get_by_role("log", name=title)).to_be_visible()


def write(page: Page, text: str) -> None:
    """Type and send; a phone has no Enter, so it presses the button."""
    page.get_by_role("textbox", name="Сообщение").fill(text)
    page.get_by_role("button", name="Отправить").click()


def bubbles(page: Page) -> list[str]:
    """The texts on the screen, from top to bottom."""
    return page.locator("article p").all_inner_texts()


def until(page: Page, question: str) -> None:
    """Ask the page again and again until it says yes; it may take its time to answer."""
    deadline = time.monotonic() + UNTIL_SECONDS
    while not page.evaluate(question):
        assert time.monotonic() < deadline, f"it never became true: {question}"
        page.wait_for_timeout(100)
