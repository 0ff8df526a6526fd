"""A pupil changes the class while he and his father look at the screen."""

import time

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.school import School
from tests.browser.visitors import open_chat

pytestmark = [pytest.mark.browser, pytest.mark.slow]

# The change travels within a second; the rest is two browsers on two busy cores.
SECONDS = 2.0


def test_a_transferred_pupil_and_his_father_change_chats(visiting: Visit, school: School) -> None:
    pupil, father = visiting().enter("Ученик 3 А"), visiting(size="phone").enter("Папа ученика 3 А")
    pupil.get_by_role("link", name="3 А", exact=False).first.wait_for()
    open_chat(father, "3 А Родители")
    me = pupil.evaluate("fetch('/api/me').then((answer) => answer.json())")
    name = " ".join(filter(None, [me["surname"], me["first_name"], me["patronymic"]]))
    school.command("roster", "transfer", name, "3 Б")
    done = time.monotonic()
    expect(father.get_by_text("больше нет в вашем списке")).to_be_visible()
    expect(pupil.get_by_text("Чата «3 А» больше нет в вашем списке")).to_be_visible()
    expect(pupil.get_by_role("link", name="3 Б").first).to_be_visible()
    assert time.monotonic() - done < SECONDS
    expect(father.get_by_role("textbox", name="Сообщение")).to_have_count(0)
    father.get_by_role("button", name="К списку чатов").click()
    expect(father.get_by_role("link", name="3 Б Родители")).to_be_visible()
