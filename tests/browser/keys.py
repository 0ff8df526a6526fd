"""Somebody without a mouse: walks by Tab and the arrows, and presses what has the focus."""

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Visit

# No screen needs more steps than this from one end to the other.
MOST_STEPS = 80

HAS_FOCUS = "element => element === document.activeElement"


def walk_to(page: Page, goal: Locator, key: str = "Tab") -> None:
    """Press one key until the focus stands at the goal."""
    expect(goal).to_be_visible()
    for _ in range(MOST_STEPS):
        if goal.evaluate(HAS_FOCUS):
            return
        page.keyboard.press(key)
    expect(goal).to_be_focused()


def press(page: Page, goal: Locator, key: str = "Enter") -> None:
    """Walk to a button, a link or a box, and press it."""
    walk_to(page, goal)
    page.keyboard.press(key)


def enter(visiting: Visit, role: str) -> Page:
    """Come in by the demo door."""
    page = visiting().open("/")
    press(page, page.get_by_role("button", name=role))
    expect(page.get_by_role("heading", name="Чаты", level=1)).to_be_visible()
    return page


def stop_at(page: Page, title: str) -> None:
    """Stand on the row of a chat: the list is one stop for Tab, the arrows go on from there."""
    stops = page.locator("li[data-row] [data-stop]")
    walk_to(page, page.locator("li[data-row] [data-stop][tabindex='0']"))
    page.keyboard.press("Home")
    expect(stops.first).to_be_focused()
    goal = stops.filter(has=page.get_by_text(title, exact=True))
    walk_to(page, goal, "ArrowDown")
    # From here Tab goes on to what belongs to this row.
    expect(goal).to_have_attribute("tabindex", "0")


def open_chat(page: Page, title: str) -> None:
    stop_at(page, title)
    page.keyboard.press("Enter")
    expect(page.get_by_role("log", name=title)).to_be_visible()


def write(page: Page, text: str) -> Locator:
    """Type into the field of the conversation and send; the bubble, when it has arrived."""
    walk_to(page, page.get_by_role("textbox", name="Сообщение"))
    page.keyboard.type(text)
    page.keyboard.press("Enter")
    return arrived(page, text)


def arrived(page: Page, text: str) -> Locator:
    """Return the bubble with these words, once the server has it."""
    bubble = page.get_by_role("log").locator("article").filter(has_text=text).last
    expect(bubble).to_be_visible()
    expect(bubble.get_by_role("img", name="Отправляется")).to_have_count(0)
    return bubble


def choose(page: Page, *items: str) -> None:
    """Walk through an open menu, page after page."""
    for item in items:
        goal = page.get_by_role("menuitem", name=item, exact=True)
        walk_to(page, goal, "ArrowDown")
        page.keyboard.press("Enter")
    expect(page.get_by_role("menu")).to_have_count(0)


def message_menu(page: Page, bubble: Locator) -> None:
    """Go to a message by the arrows and open its menu."""
    if not bubble.evaluate(HAS_FOCUS):
        walk_to(page, page.get_by_role("region", name="Сообщения"), "Shift+Tab")
        walk_to(page, bubble, "ArrowUp")
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem").first).to_be_focused()


def row_menu(page: Page, title: str, *items: str) -> None:
    """Choose from the menu of a chat in the list: its dots follow the row."""
    stop_at(page, title)
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name=f"Действия: {title}", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem").first).to_be_focused()
    choose(page, *items)
