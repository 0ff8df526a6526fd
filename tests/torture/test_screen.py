"""The faithful browser itself: what it hears while a page of history is on its way is newer than that page."""

from typing import Any

import pytest

from tests.torture.screen import Screen

Json = dict[str, Any]

CHAT = 5
TOPIC = f"c{CHAT}"


def a_message(no: int, seq: int, **fields: Any) -> Json:
    return {"no": no, "seq": seq, "by": 2, "name": "Житель 2", "key": f"key {no}", "text": f"{no}", **fields}


def a_page(*messages: Json, important: tuple[int, ...] = ()) -> Json:
    return {"messages": list(messages), "important": list(important)}


@pytest.fixture
def screen() -> Screen:
    """A screen that knows the row of one chat, and waits for its first page."""
    row = {"id": CHAT, "seq": 20, "from_no": 1, "last_no": 2, "read_no": 2, "last": a_message(2, 12)}
    screen = Screen()
    screen.begin({"me": {"id": 1}, "topics": {"p1": 7, TOPIC: 20}, "conversations": [row]})
    return screen


def test_a_change_that_overtakes_its_page_is_shown(screen: Screen) -> None:
    changed = a_message(1, 21, reactions=[{"emoji": "🎉", "by": [2]}])
    screen.hear({"on": "message.changed", "topic": TOPIC, **changed})
    screen.turn_page(CHAT, a_page(a_message(1, 11), a_message(2, 12)))
    assert screen.chats[CHAT].messages == {1: changed, 2: a_message(2, 12)}


def test_a_page_that_is_newer_than_what_was_heard_stays(screen: Screen) -> None:
    screen.hear({"on": "message.changed", "topic": TOPIC, **a_message(1, 21, text="раз")})
    screen.turn_page(CHAT, a_page(a_message(1, 22, text="два")))
    assert screen.chats[CHAT].messages[1]["text"] == "два"


def test_a_quote_of_a_page_says_what_was_heard_of_its_original(screen: Screen) -> None:
    screen.hear({"on": "message.changed", "topic": TOPIC, **a_message(1, 21, text="исправлено")})
    answer = a_message(2, 12, reply={"no": 1, "by": 2, "name": "Житель 2", "text": "1"})
    screen.turn_page(CHAT, a_page(a_message(1, 11), answer))
    assert screen.chats[CHAT].messages[2]["reply"]["text"] == "исправлено"


def test_what_was_hidden_or_unmarked_meanwhile_does_not_come_back(screen: Screen) -> None:
    marked = {"on": "message.marked", "topic": "p1", "conversation": CHAT, "last": a_message(2, 12)}
    screen.hear({**marked, "seq": 8, "no": 1, "important": False, "hidden": True})
    screen.hear({**marked, "seq": 9, "no": 2, "important": False, "hidden": False})
    screen.turn_page(CHAT, a_page(a_message(1, 11), a_message(2, 12), important=(2,)))
    assert list(screen.chats[CHAT].messages) == [2]
    assert screen.chats[CHAT].important == set()
