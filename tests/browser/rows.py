"""The rows of the chat list, as a visitor finds and uses them."""

from playwright.sync_api import Locator, Page, expect

TEACHER, MOTHER, HEAD = "Классный руководитель 3 А", "Мама: 3 А и 9 А", "Директор"
SIZES = ["desktop", "phone"]


def row_of(page: Page, title: str) -> Locator:
    return page.locator("li[data-row]").filter(has=page.get_by_text(title, exact=True))


def titles(page: Page) -> list[str]:
    expect(page.locator("li[data-row]").first).to_be_visible()
    return page.locator("li[data-row] span[class*='_title_']").all_inner_texts()


def choose(page: Page, title: str, *items: str) -> None:
    """Choose from the menu of a row, page after page."""
    row_of(page, title).locator("[data-stop]").click(button="right")
    for item in items:
        page.get_by_role("menuitem", name=item, exact=True).click()
    expect(page.get_by_role("menu")).to_have_count(0)


def undo(page: Page) -> None:
    page.get_by_role("button", name="Отменить").click()
