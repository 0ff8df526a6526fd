"""The checker is checked: a history that kept the promise passes, and each way of breaking it is found."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.torture.history import History, Sent, Shown, Stored, violations
from tests.torture.screen import Screen

Damage = Callable[[History], None]


def a_good_history() -> History:
    """Two browsers, two conversations, four messages, everything answered and shown."""
    history = History()
    for no, (browser, author, conversation, text) in enumerate(
        [("a", 1, 5, "раз"), ("b", 2, 5, "два"), ("a", 1, 5, "три"), ("a", 1, 6, "четыре")], start=1
    ):
        number = no if conversation == 5 else 1
        key = f"key {no}"
        history.sent.append(Sent(browser, author, conversation, key, text, acknowledged=(number, number + 10)))
        history.stored.setdefault(conversation, []).append(Stored(number, number + 10, author, key, text))
    shown = {5: {"last_no": 3, "messages": ["раз", "два", "три"]}, 6: {"last_no": 1, "messages": ["четыре"]}}
    history.shown = [Shown(browser, dict(shown), dict(shown)) for browser in ("a", "b")]
    return history


def test_a_history_that_kept_the_promise_passes() -> None:
    assert violations(a_good_history()) == []


def lose_the_last(history: History) -> None:
    history.stored[5].pop()


def lose_one_in_the_middle(history: History) -> None:
    del history.stored[5][1]


def double_under_the_same_key(history: History) -> None:
    history.stored[5].append(Stored(4, 14, 1, "key 1", "раз"))


def double_under_a_key_of_nobody(history: History) -> None:
    history.stored[5].append(Stored(4, 14, 1, "another", "раз"))


def swap_two_of_one_author(history: History) -> None:
    """Whole and acknowledged so, but not in the order in which they were written."""
    first, second, third = history.sent[:3]
    first.acknowledged, third.acknowledged = third.acknowledged, first.acknowledged
    history.stored[5] = [
        Stored(1, 11, 1, third.key, third.text),
        Stored(2, 12, 2, second.key, second.text),
        Stored(3, 13, 1, first.key, first.text),
    ]


def acknowledge_another_place(history: History) -> None:
    history.sent[0].acknowledged = (2, 12)


def store_another_text(history: History) -> None:
    history.stored[6] = [Stored(1, 11, 1, "key 4", "пять")]


def store_in_another_conversation(history: History) -> None:
    history.stored[6].append(Stored(2, 12, 2, "key 2", "два"))


def store_what_was_refused(history: History) -> None:
    history.sent[3].acknowledged, history.sent[3].refused = None, "not_found"


def leave_one_unanswered(history: History) -> None:
    history.sent[3].acknowledged = None


def leave_a_hole_in_the_numbers(history: History) -> None:
    history.stored[6] = [Stored(2, 12, 1, "key 4", "четыре")]
    history.sent[3].acknowledged = (2, 12)


def give_a_seq_twice(history: History) -> None:
    history.stored[5][2] = Stored(3, 12, 1, "key 3", "три")
    history.sent[2].acknowledged = (3, 12)


def _show(history: History, conversation: int, **differently: Any) -> None:
    before = history.shown[1]
    screen = {**before.screen, conversation: {**before.screen[conversation], **differently}}
    history.shown[1] = Shown(before.browser, screen, before.fresh)


def show_one_too_few(history: History) -> None:
    _show(history, 5, messages=["раз", "три"])


def show_one_twice(history: History) -> None:
    _show(history, 5, messages=["раз", "два", "два", "три"])


def show_another_order(history: History) -> None:
    _show(history, 5, messages=["два", "раз", "три"])


def show_another_number(history: History) -> None:
    _show(history, 5, last_no=2)


def show_a_chat_too_many(history: History) -> None:
    before = history.shown[1]
    history.shown[1] = Shown(before.browser, {**before.screen, 7: {}}, before.fresh)


def notice_a_fault(history: History) -> None:
    before = history.shown[1]
    history.shown[1] = Shown(before.browser, before.screen, before.fresh, ("one seq was two events",))


@pytest.mark.parametrize(
    ("damage", "word"),
    [
        (lose_the_last, "lost"),
        (lose_one_in_the_middle, "lost"),
        (double_under_the_same_key, "doubled"),
        (double_under_a_key_of_nobody, "nobody wrote"),
        (swap_two_of_one_author, "reordered"),
        (acknowledge_another_place, "lost"),
        (store_another_text, "lost"),
        (store_in_another_conversation, "doubled"),
        (store_what_was_refused, "and yet stored"),
        (leave_one_unanswered, "never answered"),
        (leave_a_hole_in_the_numbers, "holes"),
        (give_a_seq_twice, "have one seq"),
        (show_one_too_few, "missing ['два']"),
        (show_one_twice, "messages"),
        (show_another_order, "messages"),
        (show_another_number, "last_no 2 instead of 3"),
        (show_a_chat_too_many, "shows the chats"),
        (notice_a_fault, "one seq was two events"),
    ],
)
def test_each_way_of_breaking_it_is_found(damage: Damage, word: str) -> None:
    history = a_good_history()
    damage(history)
    assert any(word in found for found in violations(history)), violations(history)


# --- The screen: a browser that forgave the server would hide its faults ----------------------------------------------


def a_screen() -> Screen:
    screen = Screen()
    row = {"id": 5, "title": "Все", "member_count": 2, "role": "member", "read_no": 0, "last_no": 0, "from_no": 1}
    row |= {"may_post": True, "seq": 10, "last": None, "unread": False}
    screen.begin({"me": {"id": 1}, "topics": {"c5": 10, "p1": 3}, "conversations": [row]})
    screen.turn_page(5, {"messages": [], "important": []})
    screen.behind.clear()
    return screen


def a_message(seq: int, no: int, text: str = "раз", by: int = 2) -> dict[str, Any]:
    place = {"on": "message.sent", "topic": "c5", "seq": seq, "no": no, "by": by}
    return {**place, "name": "Имя", "key": f"key {no}", "text": text, "at": 0}


def test_an_event_is_applied_once() -> None:
    screen = a_screen()
    screen.hear(a_message(11, 1))
    screen.hear(a_message(11, 1))
    assert [one["no"] for one in screen.chats[5].shown()["messages"]] == [1]
    assert screen.positions["c5"] == 11
    assert not screen.faults


def test_a_gap_is_not_shown_but_asked_for() -> None:
    screen = a_screen()
    screen.hear(a_message(12, 2))
    assert not screen.chats[5].messages
    assert screen.behind == {"c5"}
    screen.repair("c5", {"events": [a_message(11, 1), a_message(12, 2)], "head": 13})
    assert (sorted(screen.chats[5].messages), screen.positions["c5"], screen.behind) == ([1, 2], 13, set())


def test_two_events_with_one_seq_are_a_fault() -> None:
    screen = a_screen()
    screen.hear(a_message(11, 1))
    screen.hear(a_message(11, 2))
    assert screen.faults


def test_one_number_with_two_messages_is_a_fault() -> None:
    screen = a_screen()
    screen.hear(a_message(11, 1))
    screen.hear({**a_message(12, 1, "два"), "key": "another"})
    assert screen.faults


def test_a_changed_message_takes_the_place_of_the_earlier_one_in_quotes_too() -> None:
    screen = a_screen()
    screen.hear(a_message(11, 1))
    quote = {"no": 1, "by": 2, "name": "Имя", "text": "раз"}
    screen.hear({**a_message(12, 2, "два"), "reply": quote})
    screen.hear({**a_message(13, 1, "исправлено"), "on": "message.changed", "edited": 5})
    shown = screen.chats[5].shown()
    assert [one["text"] for one in shown["messages"]] == ["исправлено", "два"]
    assert shown["messages"][1]["reply"]["text"] == shown["last"]["reply"]["text"] == "исправлено"
    assert shown["last_no"] == 2


def test_what_is_deleted_for_oneself_goes_and_does_not_come_back_by_a_change() -> None:
    screen = a_screen()
    screen.hear(a_message(11, 1))
    marked = {"on": "message.marked", "topic": "p1", "seq": 4, "conversation": 5, "no": 1, "important": False}
    screen.hear({**marked, "hidden": True, "last": None})
    screen.hear({**a_message(12, 1, "исправлено"), "on": "message.changed"})
    shown = screen.chats[5].shown()
    assert (shown["messages"], shown["last"]) == ([], None)


def test_an_own_message_moves_the_own_mark() -> None:
    screen = a_screen()
    screen.hear(a_message(11, 1, by=1))
    assert screen.chats[5].row["read_no"] == 1


def test_leaving_closes_the_chat_and_later_events_do_not_open_it() -> None:
    screen = a_screen()
    screen.hear({"on": "membership.ended", "topic": "p1", "seq": 4, "conversation": 5, "title": "", "why": ""})
    screen.hear(a_message(11, 1))
    assert not screen.chats


def test_another_stay_is_loaded_afresh() -> None:
    """Left and let in again, and the first of it was never told: what was heard in between is not kept."""
    screen = a_screen()
    screen.hear(a_message(11, 1))
    row = {**screen.chats[5].row, "from_no": 2, "seq": 11, "last_no": 1}
    screen.hear({"on": "membership.changed", "topic": "p1", "seq": 4, "row": row})
    assert (screen.chats[5].messages, screen.unread, screen.behind) == ({}, {5}, {"c5"})


def test_a_chat_that_sync_tells_of_is_asked_for_at_once() -> None:
    """Its first message may have been heard before the answer with its row, and went by."""
    screen = a_screen()
    screen.hear({**a_message(31, 9), "topic": "c6"})
    row = {**screen.chats[5].row, "id": 6, "seq": 30, "last_no": 8}
    told = {"on": "membership.changed", "topic": "p1", "seq": 4, "row": row}
    screen.repair("p1", {"events": [told], "head": 4})
    assert screen.behind == {"c6"}
