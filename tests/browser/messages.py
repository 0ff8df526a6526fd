"""The messages of a conversation, as a visitor finds them and opens their menus."""

from playwright.sync_api import Locator, Page, expect


def message(page: Page, text: str) -> Locator:
    """Return the bubble with these words, the last of them."""
    return page.get_by_role("log").locator("article").filter(has_text=text).last


def open_menu(page: Page, text: str) -> Locator:
    """Open the menu of a message, as the device does it."""
    bubble = message(page, text)
    expect(bubble).to_be_visible()
    # What is still on its way has no menu.
    expect(bubble.get_by_role("img", name="Отправляется")).to_have_count(0)
    if page.viewport_size == {"width": 390, "height": 844}:
        _hold(page, bubble)
    else:
        bubble.click(button="right")
    menu = page.get_by_role("menu")
    expect(menu).to_be_visible()
    return menu


def choose(page: Page, text: str, item: str) -> None:
    open_menu(page, text).get_by_role("menuitem", name=item, exact=True).click()
    expect(page.get_by_role("menu")).to_have_count(0)


def _hold(page: Page, bubble: Locator) -> None:
    """Press with a finger for as long as a menu wants."""
    # It has come to rest in sight; its lowest corner may be a reaction, which has a menu of its own.
    bubble.click(trial=True)
    box = bubble.locator("p").last.bounding_box()
    assert box is not None
    touches = page.context.new_cdp_session(page)
    point = {"x": box["x"] + 12, "y": box["y"] + 10}
    touches.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [point]})
    page.wait_for_timeout(600)
    touches.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
