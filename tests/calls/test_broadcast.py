"""Broadcasts: viewers whom nobody sees, how many they are, and questions that only hosts show."""

import pytest

from peremena.calls import rules, rules_gathering
from tests.calls.lesson import Json, Lesson, Person
from tests.calls.test_gathering import gathered
from tests.calls.test_links import come_as, planned


def broadcast(lesson: Lesson) -> tuple[int, Person]:
    """Return one for all of 3 А that goes on, and its host."""
    elena = lesson.person("elena")
    call = gathered(lesson, elena, "class", "all", kind="broadcast")
    assert (call["kind"], call["part"]) == ("broadcast", "host")
    return call["id"], elena.come(call["id"])


def ask(person: Person, call: int, text: str = "Когда каникулы?") -> None:
    status, body = person.post(f"calls/{call}/questions", {"text": text})
    assert status == 204, body


def questions(person: Person, call: int) -> list[Json]:
    status, body = person.get(f"calls/{call}/questions")
    assert status == 200, body
    found: list[Json] = body["questions"]
    return found


def test_viewers_are_hidden_and_only_counted(lesson: Lesson) -> None:
    call, elena = broadcast(lesson)
    for name in ("masha", "anna"):
        person = lesson.person(name).come(call)
        assert person.present is not None
        assert (person.present.grants.sources, person.present.grants.hidden) == ((), True)
        assert person.get(f"calls/{call}")[1]["call"]["conversation"] is None
        assert person.get(f"calls/{call}/lobby")[0] == person.get(f"calls/{call}/attendance")[0] == 403
    lesson.wait(1)
    assert lesson.room(call).state["viewers"] == 2
    assert elena.get(f"calls/{call}")[1]["call"]["conversation"] is not None
    # Its chat is the hosts' alone.
    chat = lesson.call(call).conversation_id
    assert lesson.person("masha").get(f"conversations/{chat}/messages")[0] == 404


def test_guests_watch_without_waiting_in_a_lobby(lesson: Lesson) -> None:
    elena, guest = lesson.person("elena"), lesson.stranger()
    call, token = planned(elena, kind="broadcast")
    come_as(guest, token)
    early = guest.join(call)
    assert (early["door"], early["why"], early["again"]) == ("wait", rules.WAIT_FOR_THE_HOST, 8_000)
    assert elena.get(f"calls/{call}/lobby")[1]["waiting"] == []
    elena.come(call)
    guest.come(call)
    assert guest.present is not None
    assert guest.present.grants.hidden
    elena.delete(f"calls/{call}/links")
    late = lesson.stranger()
    assert late.post("calls/guest", {"token": token, "name": "Дядя Коля"})[0] == 404


def test_the_next_viewer_is_refused_whichever_broadcast_it_is(lesson: Lesson, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.conf.settings.BROADCAST_VIEWERS", 1)
    call, _ = broadcast(lesson)
    other, _ = broadcast(lesson)
    masha, anna = lesson.person("masha").come(call), lesson.person("anna")
    for number in (call, other):
        refused = anna.join(number)
        assert (refused["door"], refused["why"]) == ("refuse", rules.BROADCAST_IS_FULL.format(count=1))
    masha.post(f"calls/{call}/leave")
    anna.come(other)


def test_a_full_call_speaks_of_broadcasts(lesson: Lesson, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("django.conf.settings.CALL_PEOPLE", 2)
    elena, masha, petya = (lesson.person(name) for name in ("elena", "masha", "petya"))
    call = elena.started(lesson.chat("3 А"))
    elena.come(call)
    masha.come(call)
    why = petya.join(call)["why"]
    assert why == rules.IT_IS_FULL.format(count=2)
    assert "трансляци" in why


def test_a_question_reaches_nobody_until_a_host_shows_it(lesson: Lesson) -> None:
    call, elena = broadcast(lesson)
    masha, anna = lesson.person("masha").come(call), lesson.person("anna").come(call)
    ask(masha, call, " Когда\nканикулы? ")
    ask(anna, call, "А обед?")
    state = lesson.room(call).state
    assert (state["questions"], state["shown"]) == (2, None)
    first, second = questions(elena, call)
    assert (first["text"], first["name"], first["kind"]) == ("Когда каникулы?", "Мария Кузнецова", "pupil")
    assert [(one["text"], one["name"]) for one in questions(anna, call)] == [("А обед?", "")]

    assert elena.post(f"calls/{call}/questions/{first['id']}", {"what": "show"})[0] == 204
    state = lesson.room(call).state
    # Not who asked: only hosts know that.
    assert (state["questions"], state["shown"]) == (1, {"id": first["id"], "text": "Когда каникулы?"})
    assert "Мария" not in lesson.room(call).metadata
    assert elena.post(f"calls/{call}/questions/{second['id']}", {"what": "show"})[0] == 204
    assert [one["state"] for one in questions(elena, call)] == ["done", "shown"]
    assert elena.post(f"calls/{call}/questions/{second['id']}", {"what": "done"})[0] == 204
    assert lesson.room(call).state["shown"] is None
    ask(anna, call, "Ещё вопрос")
    (_, _, third) = questions(elena, call)
    assert elena.post(f"calls/{call}/questions/{third['id']}", {"what": "dismiss"})[0] == 204
    assert (lesson.room(call).state["questions"], questions(anna, call)[-1]["state"]) == (0, "dismissed")


def test_who_does_not_ask_and_who_does_not_answer(lesson: Lesson) -> None:
    call, elena = broadcast(lesson)
    masha, anna = lesson.person("masha").come(call), lesson.person("anna")
    assert elena.post(f"calls/{call}/questions", {"text": "Я ведущая"})[0] == 403
    # Not from outside, nothing empty, and not without end.
    assert anna.post(f"calls/{call}/questions", {"text": "Я ещё не внутри"})[0] == 403
    assert masha.post(f"calls/{call}/questions", {"text": "  "})[0] == 422
    for _ in range(rules_gathering.MOST_QUESTIONS_WAITING):
        ask(masha, call)
    status, body = masha.post(f"calls/{call}/questions", {"text": "И ещё"})
    assert (status, body["error"]["message"]) == (403, rules_gathering.STILL_MANY_QUESTIONS)
    number = questions(elena, call)[0]["id"]
    assert masha.post(f"calls/{call}/questions/{number}", {"what": "show"})[0] == 403
    assert lesson.person("kolya").post(f"calls/{call}/questions/{number}", {"what": "show"})[0] == 404
    assert elena.post(f"calls/{call}/questions/{number + 99}", {"what": "show"})[0] == 404


def test_without_a_host_nobody_asks(lesson: Lesson) -> None:
    call, elena = broadcast(lesson)
    masha = lesson.person("masha").come(call)
    elena.drop()
    lesson.wait(1)
    lesson.wait(16)
    status, body = masha.post(f"calls/{call}/questions", {"text": "Где вы?"})
    assert (status, body["error"]["message"]) == (403, rules.STILL_WITHOUT_HOST)


def test_a_colleague_who_watches_is_made_a_host_and_a_viewer_again(lesson: Lesson) -> None:
    call, elena = broadcast(lesson)
    ivan = lesson.person("ivan").come(call)
    lesson.person("anna").come(call)
    (colleague,) = elena.get(f"calls/{call}/questions")[1]["colleagues"]
    assert colleague["name"] == "Иван Сергеевич Ли"
    assert elena.govern(call, "appoint", colleague["participant"])[0] == 204
    assert ivan.inside is not None
    assert (ivan.inside.attributes["part"], ivan.inside.grants.hidden) == ("host", False)
    assert "microphone" in ivan.inside.grants.sources
    chat = lesson.call(call).conversation_id
    assert ivan.get(f"conversations/{chat}/messages")[0] == 200
    assert elena.govern(call, "dismiss", colleague["participant"])[0] == 204
    assert (ivan.inside.attributes["part"], ivan.inside.grants.hidden) == ("viewer", True)
    assert ivan.get(f"conversations/{chat}/messages")[0] == 404
    assert lesson.person("anna").get(f"calls/{call}/questions")[1]["colleagues"] == []


def test_a_broadcast_has_no_lobby(lesson: Lesson) -> None:
    call, elena = broadcast(lesson)
    assert elena.patch(f"calls/{call}", lobby=True)[1]["call"]["policy"]["lobby"] is False
