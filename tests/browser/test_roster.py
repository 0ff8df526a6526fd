"""The school changes its register while people look at their chats."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.school import School
from tests.browser.visitors import open_chat, write

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# The bench measures the second that a change may take; here three browsers share busy cores.
SOON = 6_000


def test_a_class_gets_another_leader(visiting: Visit, school: School) -> None:
    page = visiting().enter("Учитель 3 Б и мама ученицы 3 А")
    expect(page.get_by_role("link", name="9 А Родители")).to_have_count(0)
    school.command("roster", "lead", "Черных Алёна Петровна", "9 А")
    expect(page.get_by_role("link", name="9 А Родители")).to_be_visible(timeout=SOON)
    open_chat(page, "9 А Родители")
    write(page, "Здравствуйте, я ваш новый классный руководитель")
    expect(page.get_by_role("img", name="Отправлено").last).to_be_visible()
    page.get_by_role("button", name="Участники").click()
    own = page.get_by_role("listitem").filter(has_text="(вы)")
    expect(own).to_contain_text("администратор чата")
    expect(page.get_by_role("region", name="Почему я здесь?")).to_contain_text("9 А")
