"""Whatever people write is shown as they wrote it; the screens speak Russian."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.visitors import bubbles, open_chat, write

pytestmark = [pytest.mark.browser, pytest.mark.slow]

FATHER, MOTHER = "Папа ученика 3 А", "Мама: 3 А и 9 А"
CHAT = "3 А Родители"

ODD = [
    "<script>document.title='взлом'</script><img src=x onerror=\"document.title='взлом'\">",
    "&lt;b&gt; и &amp; остаются собой",
    "שלום עולם, مرحبا بالعالم",
    "\u202eперевёрнуто",
    "👩‍👩‍👧‍👦 👍🏽 🇷🇺 é",
    "https://example.com/очень/" + "длинный" * 60,
    "{{ 7 * 7 }} ${7 * 7} %s \\n",
]

# Everything that the screen itself says, without what people wrote and how they are called.
OWN_WORDS = """
() => {
    const copy = document.body.cloneNode(true);
    copy.querySelectorAll("article, script, style").forEach((element) => element.remove());
    const labels = [...copy.querySelectorAll("[aria-label], [placeholder], [title], [alt]")].flatMap((element) =>
        ["aria-label", "placeholder", "title", "alt"].map((name) => element.getAttribute(name) ?? ""));
    return [document.title, copy.textContent, ...labels].join(" ");
}
"""
# Names are not translated: of browsers, of a language in itself, and of the key as keyboards show it.
NAMES = {"English", "Chrome", "Linux", "Chromium", "Android", "Ctrl"}


def test_odd_texts_are_shown_as_text(visiting: Visit) -> None:
    father, mother = visiting(size="phone").enter(FATHER), visiting().enter(MOTHER)
    open_chat(father, CHAT)
    open_chat(mother, CHAT)
    for text in ODD:
        write(father, text)
    expect(father.get_by_role("img", name="Отправляется")).to_have_count(0)
    for page in (father, mother):
        expect(page.locator("article p").last).to_have_text(ODD[-1])
        assert bubbles(page)[-len(ODD) :] == ODD
        assert "взлом" not in page.title()
        assert page.locator("article script, article img").count() == 0
        # A word without an end is broken, it does not push the bubble out of the screen.
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert page.locator("article").last.evaluate(
            "(element) => element.closest('section').scrollWidth <= innerWidth"
        )


@pytest.mark.parametrize("size", ["desktop", "phone"])
def test_the_screens_speak_russian(visiting: Visit, size: str) -> None:
    visitor = visiting(size=size)
    page = visitor.open("/sign-in")
    expect(page.get_by_role("heading", name="Войти как…")).to_be_visible()
    found = {"/sign-in": _latin_words(page)}
    page.close()
    page = visitor.enter("Классный руководитель 3 А")
    rows = page.context.request.get(f"{visitor.url}/api/start").json()["conversations"]
    chat = next(row["id"] for row in rows if row["kind"] == "guardians")
    for path in ("/chats", f"/chats/{chat}", f"/chats/{chat}/members", "/chats/999999", "/contacts", "/account"):
        page.goto(visitor.url + path)
        expect(page.get_by_role("main")).to_be_visible()
        page.wait_for_timeout(500)
        found[path] = _latin_words(page)
    assert {path: words for path, words in found.items() if words} == {}


def _latin_words(page: Page) -> set[str]:
    words: str = page.evaluate(OWN_WORDS)
    return set(re.findall(r"[A-Za-z]{3,}", words)) - NAMES
