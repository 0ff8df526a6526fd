"""A call of a chat, from its ring to its end, as people go through it."""

import pytest

from peremena.calls import rules
from peremena.calls.models import Call
from tests.calls.lesson import Lesson


@pytest.fixture
def class_chat(lesson: Lesson) -> int:
    return lesson.chat("3 А")


def test_a_teacher_starts_a_lesson_and_a_pupil_comes_in(lesson: Lesson, class_chat: int) -> None:
    elena, masha = lesson.person("elena"), lesson.person("masha")
    status, body = elena.start(class_chat)
    assert status == 200
    call = body["call"]
    assert (call["part"], call["state"], call["conversation"], call["title"]) == ("host", "open", class_chat, "3 А")
    elena.come(call["id"])
    masha.come(call["id"])
    assert masha.present is not None
    assert set(masha.present.grants.sources) == {"microphone", "camera", "screen_share", "screen_share_audio"}
    assert masha.present.attributes["part"] == "member"
    assert masha.present.attributes["may"] == "speak,show,share,write,hand"
    assert lesson.room(call["id"]).state["title"] == "3 А"
    _, body = masha.get(f"calls/{call['id']}")
    assert (body["call"]["part"], body["call"]["count"]) == ("member", 2)


def test_whoever_presses_later_comes_into_the_same_call(lesson: Lesson, class_chat: int) -> None:
    assert lesson.person("elena").started(class_chat) == lesson.person("masha").started(class_chat)
    assert Call.objects.count() == 1


@pytest.mark.parametrize(("name", "chat"), [("masha", "3 А"), ("anna", "3 А Родители"), ("masha", "3А - Математика")])
def test_where_the_school_gathers_people_its_staff_calls(lesson: Lesson, name: str, chat: str) -> None:
    status, body = lesson.person(name).start(lesson.chat(chat))
    assert (status, body["error"]["message"]) == (403, rules.STAFF_STARTS)


def test_nobody_finds_the_call_of_a_chat_they_do_not_sit_in(lesson: Lesson, class_chat: int) -> None:
    call = lesson.person("elena").started(class_chat)
    for name in ("kolya", "fyodor", "boris", "olga"):
        other = lesson.person(name)
        assert other.start(class_chat)[0] == 404
        assert other.get(f"calls/{call}")[0] == 404
        assert other.post(f"calls/{call}/join")[0] == 404
        assert other.post(f"calls/{call}/leave")[0] == 404
    assert lesson.stranger().post(f"calls/{call}/join")[0] == 401


def test_without_a_media_server_one_is_told_so(lesson: Lesson, class_chat: int) -> None:
    elena = lesson.person("elena")
    call = elena.started(class_chat)
    lesson.twin.is_away = True
    status, body = elena.post(f"calls/{call}/join")
    assert (status, body["error"]["code"]) == (503, "calls_away")


def test_a_host_silences_and_removes_and_nobody_comes_back_with_an_old_token(lesson: Lesson, class_chat: int) -> None:
    elena, masha = lesson.person("elena"), lesson.person("masha")
    call = elena.started(class_chat)
    elena.come(call)
    masha.come(call)
    assert elena.govern(call, "silence", masha.number)[0] == 204
    assert masha.inside is not None
    assert "microphone" not in masha.inside.grants.sources
    assert "camera" in masha.inside.grants.sources
    assert elena.govern(call, "let_speak", masha.number)[0] == 204
    assert "microphone" in masha.inside.grants.sources
    assert elena.govern(call, "remove", masha.number)[0] == 204
    lesson.tell()
    assert masha.inside is None
    assert masha.join(call) == {
        "door": "refuse",
        "why": rules.YOU_WERE_REMOVED,
        "call": masha.get(f"calls/{call}")[1]["call"],
    }
    # LiveKit knows no revocation; what we hear of sends them out again.
    masha.enter()
    assert masha.inside is None


def test_a_pupil_governs_nobody_and_ends_nothing(lesson: Lesson, class_chat: int) -> None:
    elena, masha, petya = (lesson.person(name) for name in ("elena", "masha", "petya"))
    call = elena.started(class_chat)
    for one in (elena, masha, petya):
        one.come(call)
    for what in ("mute", "silence", "remove", "admit", "appoint", "lower", "let_share"):
        assert masha.govern(call, what, petya.number)[0] == 403, what
    assert masha.govern(call, "mute")[0] == 403
    assert masha.post(f"calls/{call}/end")[0] == 403
    assert masha.patch(f"calls/{call}", locked=True)[0] == 403
    assert masha.get(f"calls/{call}/lobby")[0] == 403
    assert masha.get(f"calls/{call}/attendance")[0] == 403
    assert elena.govern(call, "appoint", masha.number)[0] == 403


def test_settings_reach_everybody_inside(lesson: Lesson, class_chat: int) -> None:
    elena, masha, petya = (lesson.person(name) for name in ("elena", "masha", "petya"))
    call = elena.started(class_chat)
    for one in (elena, masha, petya):
        one.come(call)
    elena.govern(call, "let_share", petya.number)
    status, body = elena.patch(f"calls/{call}", share="hosts", camera="hosts", locked=True)
    assert (status, body["call"]["policy"]["share"]) == (200, "hosts")
    assert masha.inside is not None
    assert petya.inside is not None
    assert elena.inside is not None
    assert masha.inside.grants.sources == ("microphone",)
    assert set(petya.inside.grants.sources) == {"microphone", "screen_share", "screen_share_audio"}
    assert "camera" in elena.inside.grants.sources
    assert lesson.room(call).state["policy"]["locked"] is True
    petya.post(f"calls/{call}/leave")
    assert petya.join(call)["door"] == "admit"


def test_muting_leaves_the_right(lesson: Lesson, class_chat: int) -> None:
    elena, masha = lesson.person("elena"), lesson.person("masha")
    call = elena.started(class_chat)
    elena.come(call)
    masha.come(call)
    assert elena.govern(call, "mute")[0] == 204
    assert masha.inside is not None
    assert [track.source for track in masha.inside.tracks if track.muted] == ["microphone"]
    assert "microphone" in masha.inside.grants.sources
    assert lesson.twin.muted == [masha.inside.identity]


def test_hands_go_up_in_order_and_are_lowered(lesson: Lesson, class_chat: int) -> None:
    elena, masha, petya = (lesson.person(name) for name in ("elena", "masha", "petya"))
    call = elena.started(class_chat)
    for one in (elena, masha, petya):
        one.come(call)
    assert masha.post(f"calls/{call}/hand", {"up": True})[0] == 204
    lesson.wait(1)
    petya.post(f"calls/{call}/hand", {"up": True})
    hands = [int(one.inside.attributes["hand"]) for one in (masha, petya) if one.inside is not None]
    assert hands == sorted(hands)
    assert len(hands) == 2
    elena.govern(call, "lower", masha.number)
    petya.post(f"calls/{call}/hand", {"up": False})
    assert all("hand" not in one.inside.attributes for one in (masha, petya) if one.inside)


def test_a_locked_lesson_takes_nobody_new(lesson: Lesson, class_chat: int) -> None:
    elena, masha = lesson.person("elena"), lesson.person("masha")
    call = elena.started(class_chat)
    elena.come(call)
    elena.patch(f"calls/{call}", locked=True)
    answer = masha.join(call)
    assert (answer["door"], answer["why"]) == ("refuse", rules.DOOR_IS_LOCKED)
    elena.patch(f"calls/{call}", locked=False, lobby=True)
    assert masha.join(call)["door"] == "wait"
    _, lobby = elena.get(f"calls/{call}/lobby")
    assert [(one["name"], one["kind"]) for one in lobby["waiting"]] == [("Мария Кузнецова", "pupil")]
    assert lesson.room(call).state["waiting"] == 1
    elena.govern(call, "admit")
    assert lesson.room(call).state["waiting"] == 0
    assert masha.join(call)["door"] == "admit"


def test_one_person_is_there_once(lesson: Lesson, class_chat: int) -> None:
    masha, phone = lesson.person("masha"), lesson.person("masha")
    call = lesson.person("elena").started(class_chat)
    masha.come(call)
    assert phone.join(call)["door"] == "elsewhere"
    assert phone.join(call, move=True)["door"] == "admit"
    phone.enter()
    assert len(lesson.room(call).inside) == 1
    assert masha.join(call)["door"] == "elsewhere"


def test_between_two_either_hangs_up_for_both(lesson: Lesson) -> None:
    elena, ivan = lesson.person("elena"), lesson.person("ivan")
    call = elena.started(lesson.direct(elena, ivan))
    elena.come(call)
    ivan.come(call)
    ivan.post(f"calls/{call}/leave")
    assert (lesson.call(call).ended_by, lesson.twin.rooms) == ("hand", {})
    assert elena.join(call)["why"] == rules.CALL_IS_OVER


def test_declined_between_two_it_is_over(lesson: Lesson) -> None:
    masha, elena = lesson.person("masha"), lesson.person("elena")
    call = masha.started(lesson.direct(masha, elena), media="audio")
    masha.come(call)
    assert elena.post(f"calls/{call}/decline")[0] == 204
    assert lesson.call(call).ended_by == "declined"
    _, mine = elena.get("calls")
    assert [(one["id"], one["was_in"], one["ended_by"]) for one in mine["over"]] == [(call, False, "declined")]


def test_nobody_answers(lesson: Lesson) -> None:
    masha, elena = lesson.person("masha"), lesson.person("elena")
    call = masha.started(lesson.direct(masha, elena))
    masha.come(call)
    lesson.wait(29)
    assert lesson.call(call).ended_at_ms is None
    lesson.wait(2)
    assert lesson.call(call).ended_by == "unanswered"
    assert masha.inside is None


def test_a_teacher_drops_and_the_children_are_still(lesson: Lesson, class_chat: int) -> None:
    elena, masha = lesson.person("elena"), lesson.person("masha")
    call = elena.started(class_chat)
    elena.come(call)
    masha.come(call)
    lesson.wait()
    elena.drop()
    lesson.wait()
    lesson.wait(14)
    assert lesson.call(call).is_frozen is False
    lesson.wait(1.5)
    assert lesson.call(call).is_frozen is True
    assert masha.inside is not None
    assert (masha.inside.grants.sources, masha.inside.attributes["may"]) == ((), "hand")
    assert lesson.room(call).state["frozen"] is True
    elena.enter()
    lesson.wait(1)
    assert lesson.call(call).is_frozen is False
    assert "microphone" in masha.inside.grants.sources


def test_another_teacher_of_the_chat_takes_over(lesson: Lesson) -> None:
    chat = lesson.chat("3 А Родители")
    elena, vera, masha_mother = (lesson.person(name) for name in ("elena", "vera", "anna"))
    call = elena.started(chat)
    assert vera.come(call).present is not None
    assert masha_mother.come(call).present is not None
    assert vera.present is not None
    assert vera.present.attributes["part"] == "host"


def test_nobody_comes_back_for_five_minutes(lesson: Lesson, class_chat: int) -> None:
    elena, masha = lesson.person("elena"), lesson.person("masha")
    call = elena.started(class_chat)
    elena.come(call)
    masha.come(call)
    elena.post(f"calls/{call}/leave")
    for seconds in (0, 20, 270):
        lesson.wait(seconds)
    assert lesson.call(call).is_frozen is True
    lesson.wait(15)
    assert (lesson.call(call).ended_by, masha.inside) == ("deserted", None)


def test_a_call_that_all_have_left_is_over_in_a_minute(lesson: Lesson, class_chat: int) -> None:
    elena, masha = lesson.person("elena"), lesson.person("masha")
    call = elena.started(class_chat)
    elena.come(call)
    masha.come(call)
    lesson.wait(120)
    elena.post(f"calls/{call}/leave")
    masha.drop()
    lesson.wait(50)
    assert lesson.call(call).ended_at_ms is None
    lesson.wait(11)
    row = lesson.call(call)
    assert row.ended_by == "empty"
    assert row.started_at_ms is not None
    assert row.ended_at_ms is not None
    assert 119_000 < row.ended_at_ms - row.started_at_ms < 130_000


def test_signed_out_is_out(lesson: Lesson, class_chat: int) -> None:
    elena, masha = lesson.person("elena"), lesson.person("masha")
    call = elena.started(class_chat)
    elena.come(call)
    masha.come(call)
    session = masha.client.cookies["sessionid"].value
    from peremena.people.sessions import session_topic  # noqa: PLC0415

    lesson.watch.session_ended(session_topic(session))
    lesson.wait()
    assert masha.inside is None
    assert elena.inside is not None
