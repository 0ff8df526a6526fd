"""Meetings and broadcasts for people of the school: who gathers whom, who is told, who comes in, who does not."""

import pytest

from peremena.calls import actions_links, rules, rules_gathering
from peremena.chat.models import Conversation
from peremena.roster import actions as roster
from tests.calls.lesson import Json, Lesson, Person

DAY = 24 * 3600 * 1000


def wish(lesson: Lesson, unit: str, whom: str = "guardians") -> Json:
    school_class = lesson.world.class_3a
    number = {
        "chat": lambda: lesson.chat("3 А Родители") if whom == "guardians" else lesson.chat("3 А"),
        "class": lambda: school_class.pk,
        "grade": lambda: school_class.grade_id,
        "school": lambda: lesson.world.school.pk,
        "family": lambda: lesson.world.masha.person.pk,
    }[unit]()
    return {"unit": unit, "number": number, "whom": whom}


def gathered(lesson: Lesson, by: Person, unit: str, whom: str = "guardians", **wanted: object) -> Json:
    asked = {"title": "Итоги четверти", "kind": "meeting", "lobby": False, **wanted}
    status, body = by.post("calls", {**asked, "audience": wish(lesson, unit, whom)})
    assert status == 200, body
    assert body["token"] == ""
    call: Json = body["call"]
    return call


def sees(person: Person, call: int) -> bool:
    listed = person.get("calls")[1]
    is_listed = call in [one["id"] for one in [*listed["open"], *listed["planned"]]]
    assert is_listed is (person.get(f"calls/{call}")[0] == 200)
    return is_listed


def who_sees(lesson: Lesson, call: int) -> set[str]:
    names = ("olga", "elena", "nina", "ivan", "masha", "petya", "kolya", "anna", "boris", "vera", "fyodor")
    return {name for name in names if sees(lesson.person(name), call)}


@pytest.mark.parametrize(
    ("by", "unit", "whom", "seen_by"),
    [
        ("elena", "class", "guardians", {"anna", "boris", "vera"}),
        ("ivan", "class", "pupils", {"masha", "petya"}),
        ("olga", "grade", "guardians", {"anna", "boris", "vera"}),
        ("olga", "grade", "pupils", {"masha", "petya", "kolya"}),
        ("olga", "school", "staff", {"elena", "nina", "ivan", "vera"}),
        ("elena", "family", "guardians", {"anna", "boris"}),
        ("elena", "chat", "guardians", {"anna", "boris", "vera"}),
    ],
)
def test_whoever_it_is_for_sees_it_and_nobody_else(
    lesson: Lesson, by: str, unit: str, whom: str, seen_by: set[str]
) -> None:
    call = gathered(lesson, lesson.person(by), unit, whom, planned_at=lesson.now_ms() + DAY)
    assert (call["kind"], call["part"], call["audience"]["unit"]) == ("meeting", "host", unit)
    assert who_sees(lesson, call["id"]) == seen_by | {by}


@pytest.mark.parametrize(
    ("by", "unit", "status"),
    [
        ("nina", "class", 403),
        ("nina", "family", 403),
        ("elena", "grade", 403),
        ("elena", "school", 403),
        ("nina", "chat", 404),
        ("anna", "class", 404),
        ("anna", "chat", 403),
        ("masha", "class", 404),
        ("fyodor", "class", 404),
        ("fyodor", "school", 404),
    ],
)
def test_others_gather_nobody(lesson: Lesson, by: str, unit: str, status: int) -> None:
    wanted = {"title": "Собрание", "kind": "meeting", "audience": wish(lesson, unit)}
    assert lesson.person(by).post("calls", wanted)[0] == status


def test_a_meeting_needs_somebody_it_is_for(lesson: Lesson) -> None:
    elena = lesson.person("elena")
    assert elena.post("calls", {"title": "Собрание", "kind": "meeting"})[0] == 422
    for unit in ("chat", "class", "grade", "school", "family"):
        wanted = {"title": "Собрание", "kind": "meeting", "audience": {"unit": unit, "number": 999_999}}
        assert elena.post("calls", wanted)[0] == 404
    late = {"title": "Собрание", "kind": "meeting", "planned_at": 1, "audience": wish(lesson, "class")}
    assert elena.post("calls", late)[0] == 422


def lines(person: Person, chat: int) -> list[Json]:
    messages = person.get(f"conversations/{chat}/messages")[1]["messages"]
    return [one["service"] for one in messages if one.get("service", {}).get("what") in {"planned", "called_off"}]


def test_the_guardians_are_told_with_the_time_in_their_chat(lesson: Lesson) -> None:
    elena, anna = lesson.person("elena"), lesson.person("anna")
    at = lesson.now_ms() + DAY
    call = gathered(lesson, elena, "class", planned_at=at)["id"]
    chat = lesson.chat("3 А Родители")
    (line,) = lines(anna, chat)
    assert (line["title"], line["planned_at"], line["call"]) == ("Итоги четверти", at, call)
    assert lines(lesson.person("masha"), lesson.chat("3 А")) == []
    elena.patch(f"calls/{call}", planned_at=at + DAY)
    elena.patch(f"calls/{call}", locked=True)
    assert [one["planned_at"] for one in lines(anna, chat)] == [at, at + DAY]
    assert elena.post(f"calls/{call}/end")[0] == 204
    assert [one["what"] for one in lines(anna, chat)] == ["planned", "planned", "called_off"]
    assert anna.get("calls")[1]["planned"] == []


def test_one_family_is_told_each_guardian_in_private(lesson: Lesson) -> None:
    elena = lesson.person("elena")
    gathered(lesson, elena, "family", planned_at=lesson.now_ms() + DAY)
    for name in ("anna", "boris"):
        other = lesson.person(name)
        (line,) = lines(other, lesson.direct(other, elena))
        assert line["what"] == "planned"
    assert lines(lesson.person("vera"), lesson.chat("3 А Родители")) == []


def test_a_whole_school_is_told_in_every_chat_it_has(lesson: Lesson) -> None:
    gathered(lesson, lesson.person("olga"), "school", "all", planned_at=lesson.now_ms() + DAY)
    for name, chat in (("masha", "3 А"), ("kolya", "3 Б"), ("anna", "3 А Родители")):
        assert len(lines(lesson.person(name), lesson.chat(chat))) == 1
    staff_room = Conversation.objects.get(kind="staff", school=lesson.world.school).id
    assert len(lines(lesson.person("ivan"), staff_room)) == 1


def test_guardians_come_in_once_the_host_is_there_and_others_never(lesson: Lesson) -> None:
    elena, anna, masha = (lesson.person(name) for name in ("elena", "anna", "masha"))
    call = gathered(lesson, elena, "class")["id"]
    assert anna.join(call)["why"] == rules.WAIT_FOR_THE_HOST
    elena.come(call)
    anna.come(call)
    assert anna.present is not None
    assert anna.present.attributes["part"] == "member"
    assert masha.post(f"calls/{call}/join")[0] == 404
    # There is no link to pass on.
    status, body = elena.post(f"calls/{call}/links")
    assert (status, body["error"]["message"]) == (403, actions_links.NOT_BY_LINK_BUT_BY_LIST)


def test_whoever_is_no_guardian_any_more_is_out(lesson: Lesson) -> None:
    elena, boris = lesson.person("elena"), lesson.person("boris")
    call = gathered(lesson, elena, "class")["id"]
    elena.come(call)
    boris.come(call)
    roster.end_guardianship(by=None, guardian=lesson.world.boris.person, child=lesson.world.masha.person)
    lesson.wait(1, reconcile=True)
    assert boris.inside is None
    assert not sees(boris, call)


def test_more_people_than_fit_make_a_broadcast_of_it(lesson: Lesson, monkeypatch: pytest.MonkeyPatch) -> None:
    elena = lesson.person("elena")
    monkeypatch.setattr("django.conf.settings.CALL_PEOPLE", 2)
    assert gathered(lesson, elena, "family")["kind"] == "meeting"
    call = gathered(lesson, elena, "class")
    assert (call["kind"], call["policy"]["lobby"]) == ("broadcast", False)


def test_the_form_is_told_whom_one_may_gather(lesson: Lesson) -> None:
    head = lesson.person("olga").get("calls/audiences")[1]
    counts = {(one["unit"], one["title"]): one for one in head["choices"]}
    school, grade, class_3a = (
        counts[key] for key in (("school", "Школа № 7"), ("grade", "3-е классы"), ("class", "3 А"))
    )
    assert (school["pupils"], school["guardians"], school["staff"], school["everybody"]) == (3, 3, 5, 10)
    assert (grade["pupils"], grade["guardians"]) == (3, 3)
    assert (class_3a["pupils"], class_3a["guardians"], class_3a["staff"]) == (2, 3, 2)
    assert counts["family", "Кузнецова Мария"]["guardians"] == 2
    assert (head["people"], head["viewers"]) == (100, 300)
    teacher = lesson.person("nina").get("calls/audiences")[1]["choices"]
    assert [(one["unit"], one["title"]) for one in teacher] == [("class", "3 Б"), ("family", "Кузнецов Николай")]
    for name in ("anna", "masha"):
        assert lesson.person(name).get("calls/audiences")[1]["choices"] == []


def test_asking_at_a_meeting_is_done_by_hand(lesson: Lesson) -> None:
    elena, anna = lesson.person("elena"), lesson.person("anna")
    call = gathered(lesson, elena, "class")["id"]
    elena.come(call)
    anna.come(call)
    status, body = anna.post(f"calls/{call}/questions", {"text": "Когда каникулы?"})
    assert (status, body["error"]["message"]) == (403, rules_gathering.ASKING_IS_FOR_VIEWERS)


def test_a_meeting_tells_who_of_its_people_did_not_come(lesson: Lesson) -> None:
    elena, anna = lesson.person("elena"), lesson.person("anna")
    meetings = [gathered(lesson, elena, unit)["id"] for unit in ("class", "chat")]
    for call in meetings:
        elena.come(call)
        anna.come(call)
        status, told = elena.get(f"calls/{call}/attendance")
        assert status == 200
        assert told["absent"] == ["Борис Ильич Кузнецов", "Вера Олеговна Дюма"]
        assert anna.get(f"calls/{call}/attendance")[0] == 403
        elena.post(f"calls/{call}/end")


def test_a_broadcast_keeps_no_list_of_those_who_did_not_watch(lesson: Lesson) -> None:
    elena = lesson.person("elena")
    call = gathered(lesson, elena, "class", kind="broadcast")["id"]
    elena.come(call)
    assert elena.get(f"calls/{call}/attendance")[1]["absent"] == []
