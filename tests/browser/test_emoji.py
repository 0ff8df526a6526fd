"""Emoji: found by Russian names, put where the caret is, remembered on this device; nothing is asked elsewhere."""

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.axe import findings
from tests.browser.conftest import Visit
from tests.browser.visitors import open_chat

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FATHER = "Папа ученика 3 А"
CHAT = "3 А Родители"


def _chat(page: Page) -> Locator:
    """Open the chat with an empty field: the draft of the test before has followed here."""
    open_chat(page, CHAT)
    field = page.get_by_role("textbox", name="Сообщение")
    field.fill("")
    return field


def _picker(page: Page) -> None:
    page.get_by_role("button", name="Эмодзи", exact=True).click()
    expect(page.get_by_role("grid", name="Эмодзи").get_by_role("gridcell").first).to_be_visible()


def test_an_emoji_is_found_by_its_russian_name_and_by_keyboard(visiting: Visit) -> None:
    page = visiting().enter(FATHER)
    field = _chat(page)
    field.fill("Скоро праздник!")
    field.press("End")
    page.keyboard.press("ArrowLeft")
    _picker(page)
    search = page.get_by_role("searchbox", name="Поиск эмодзи")
    expect(search).to_be_focused()
    for typed in ("елка", "ёлка"):
        search.fill(typed)
        expect(page.get_by_role("gridcell")).to_have_text(["🌲", "🎄"])
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(field).to_have_value("Скоро праздник🎄!")
    search.fill("такого нет")
    expect(page.get_by_text("Ничего не нашлось")).to_be_visible()
    page.keyboard.press("Escape")
    expect(search).to_have_count(0)
    expect(field).to_be_focused()
    # The caret stands behind what was put.
    page.keyboard.type("🎁")
    expect(field).to_have_value("Скоро праздник🎄🎁!")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_on_a_phone_they_stand_in_the_place_of_the_keyboard(visiting: Visit, scheme: str) -> None:
    page = visiting(size="phone", scheme=scheme).enter(FATHER)
    field = _chat(page)
    field.blur()
    _picker(page)
    expect(field).not_to_be_focused()
    bar, sheet = field.bounding_box(), page.get_by_role("region", name="Эмодзи").bounding_box()
    assert bar is not None
    assert sheet is not None
    assert sheet["y"] >= bar["y"] + bar["height"]
    assert findings(page) == []
    cell = page.get_by_role("gridcell", name="смеется", exact=True)
    box = cell.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= 44
    cell.click()
    cell.click()
    expect(field).to_have_value("😃😃")
    expect(field).not_to_be_focused()
    field.click()
    expect(page.get_by_role("grid")).to_have_count(0)


def test_recent_ones_stay_on_the_device_until_the_person_leaves(visiting: Visit) -> None:
    page = visiting().enter(FATHER)
    _chat(page)
    _picker(page)
    page.get_by_role("gridcell", name="смеется", exact=True).click()
    page.keyboard.press("Escape")
    page.reload()
    _picker(page)
    recent = page.get_by_role("region", name="Недавние эмодзи")
    expect(recent.get_by_role("button")).to_have_text(["😃"])
    assert findings(page) == []
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Сменить человека").click()
    expect(page.get_by_role("heading", name="Войти как…")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('peremena.emoji'))") == []


def test_a_few_emoji_are_large(visiting: Visit) -> None:
    page = visiting().enter(FATHER)
    field = _chat(page)
    sizes = []
    for text in ("Ура 🎉", "🎉🎉🎉🎉", "🎉🎉🎉", "🎉"):
        field.fill(text)
        page.keyboard.press("Enter")
        shown = page.locator("article p").last
        expect(shown).to_have_text(text)
        expect(page.get_by_role("img", name="Отправляется")).to_have_count(0)
        sizes.append(shown.evaluate("(element) => parseFloat(getComputedStyle(element).fontSize)"))
    assert sizes[0] == sizes[1] < sizes[2] < sizes[3]
