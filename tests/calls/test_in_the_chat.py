"""What a chat shows of its call: while it rings, while it goes on, and the line that it leaves."""

from typing import Any

from tests.calls.lesson import Json, Lesson, Person


def row(person: Person, chat: int) -> Json:
    _, body = person.get("start")
    found: Json = next(one for one in body["conversations"] if one["id"] == chat)
    return found


def lines(person: Person, chat: int) -> list[Any]:
    _, page = person.get(f"conversations/{chat}/messages")
    return [one["service"] for one in page["messages"] if "service" in one]


def test_everybody_of_the_chat_sees_the_call_and_how_many_are_in_it(lesson: Lesson) -> None:
    chat = lesson.chat("3 А")
    elena, masha = lesson.person("elena"), lesson.person("masha")
    assert row(masha, chat)["call"] is None
    call = elena.started(chat)
    brief = row(masha, chat)["call"]
    assert (brief["id"], brief["by"], brief["count"], brief["rings"]) == (call, elena.id, 0, None)
    assert brief["ring_until"] - brief["at"] == 30_000
    elena.come(call)
    masha.come(call)
    lesson.wait()
    assert row(masha, chat)["call"]["count"] == 2
    elena.post(f"calls/{call}/end")
    assert row(masha, chat)["call"] is None
    assert [one["what"] for one in lines(masha, chat)] == ["called"]


def test_only_those_who_were_chosen_are_rung(lesson: Lesson) -> None:
    chat = lesson.chat("3 А")
    elena, masha, petya = (lesson.person(name) for name in ("elena", "masha", "petya"))
    call = elena.started(chat, ring=[masha.id, petya.id, lesson.person("kolya").id])
    assert row(masha, chat)["call"]["rings"] == sorted([masha.id, petya.id])
    petya.post(f"calls/{call}/decline")
    assert row(petya, chat)["call"]["rings"] == [masha.id]


def test_whoever_has_answered_is_rung_on_none_of_their_devices(lesson: Lesson) -> None:
    chat = lesson.chat("3 А")
    elena, masha, petya = (lesson.person(name) for name in ("elena", "masha", "petya"))
    call = elena.started(chat)
    elena.come(call)
    lesson.wait()
    assert row(masha, chat)["call"]["rings"] is None
    masha.come(call)
    lesson.wait()
    rings = row(petya, chat)["call"]["rings"]
    assert petya.id in rings
    assert masha.id not in rings


def test_whoever_began_a_call_has_it_before_coming_in(lesson: Lesson) -> None:
    chat = lesson.chat("3 А")
    elena, masha = lesson.person("elena"), lesson.person("masha")
    call = elena.started(chat, ring=[masha.id])
    assert row(elena, chat)["call"]["rings"] == [masha.id]
    for one in (elena, masha):
        assert [shown["id"] for shown in one.get("calls")[1]["open"]] == [call]


def test_a_missed_call_leaves_its_line(lesson: Lesson) -> None:
    masha, elena = lesson.person("masha"), lesson.person("elena")
    chat = lesson.direct(masha, elena)
    call = masha.started(chat)
    masha.come(call)
    masha.post(f"calls/{call}/leave")
    assert lesson.call(call).ended_by == "unanswered"
    assert [one["what"] for one in lines(elena, chat)] == ["missed"]
    (missed,) = elena.get("calls")[1]["over"]
    assert (missed["was_in"], missed["title"]) == (False, "Мария Кузнецова")


def test_without_a_host_pupils_write_nothing_and_then_they_do_again(lesson: Lesson) -> None:
    chat = lesson.chat("3 А")
    elena, masha = lesson.person("elena"), lesson.person("masha")
    call = elena.started(chat)
    elena.come(call)
    masha.come(call)
    lesson.wait()
    elena.drop()
    lesson.wait()
    lesson.wait(16)
    assert "write" not in row(masha, chat)["may"]
    assert "write" in row(elena, chat)["may"]
    elena.enter()
    lesson.wait(1)
    assert "write" in row(masha, chat)["may"]
    elena.patch(f"calls/{call}", write="hosts")
    assert "write" not in row(masha, chat)["may"]
    elena.post(f"calls/{call}/end")
    assert "write" in row(masha, chat)["may"]


def test_who_is_let_into_a_call_by_link_writes_in_its_chat(lesson: Lesson) -> None:
    elena, anna = lesson.person("elena"), lesson.person("anna")
    status, body = elena.post("calls", {"title": "Собрание", "lobby": False})
    assert status == 200
    call, token = body["call"]["id"], body["token"]
    elena.come(call)
    anna.post("calls/preview", {"token": token})
    assert anna.get(f"calls/{call}")[1]["call"]["conversation"] is None
    anna.come(call)
    chat = anna.get(f"calls/{call}")[1]["call"]["conversation"]
    assert "write" in row(anna, chat)["may"]
    elena.govern(call, "remove", anna.number)
    assert chat not in [one["id"] for one in anna.get("start")[1]["conversations"]]
    elena.post(f"calls/{call}/end")
    assert "write" not in row(elena, chat)["may"]
