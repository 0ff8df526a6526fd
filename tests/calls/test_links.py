"""Calls by link: who makes them, who comes by one, guests and their names, and what a link that was closed is worth."""

import pytest
from django.core.cache import cache

from peremena.calls import rules
from peremena.calls.links import GUEST_COOKIE
from tests.calls.lesson import Json, Lesson, Person


def planned(person: Person, **wanted: object) -> tuple[int, str]:
    status, body = person.post("calls", {"title": "Собрание", **wanted})
    assert status == 200, body
    return body["call"]["id"], body["token"]


def come_as(guest: Person, token: str, name: str = "Тётя Клава") -> Json:
    status, body = guest.post("calls/guest", {"token": token, "name": name})
    assert status == 200, body
    call: Json = body["call"]
    return call


def test_staff_plans_and_pupils_and_parents_do_not(lesson: Lesson) -> None:
    elena = lesson.person("elena")
    call, token = planned(elena, lobby=False)
    _, body = elena.get(f"calls/{call}")
    assert (body["call"]["part"], body["call"]["state"], body["call"]["kind"]) == ("host", "planned", "link")
    assert token
    assert token not in str(body)
    for name in ("masha", "anna"):
        status, body = lesson.person(name).post("calls", {"title": "Собрание"})
        assert (status, body["error"]["message"]) == (403, rules.STAFF_PLANS)
    assert lesson.person("masha").get("calls")[1]["may_plan"] is False
    assert [one["id"] for one in elena.get("calls")[1]["planned"]] == [call]


def test_a_parent_comes_by_the_link_and_waits_for_the_host(lesson: Lesson) -> None:
    elena, anna = lesson.person("elena"), lesson.person("anna")
    call, token = planned(elena, lobby=False)
    assert anna.post(f"calls/{call}/join")[0] == 404
    status, preview = anna.post("calls/preview", {"token": token})
    assert (status, preview["title"], preview["by_name"]) == (200, "Собрание", "Елена Викторовна Павлова")
    answer = anna.join(call)
    assert (answer["door"], answer["why"]) == ("wait", rules.WAIT_FOR_THE_HOST)
    elena.come(call)
    anna.come(call)
    assert anna.present is not None
    assert anna.present.attributes["part"] == "member"
    assert "screen_share" not in anna.present.grants.sources
    assert lesson.call(call).started_at_ms is not None


def test_of_another_school_nobody_comes(lesson: Lesson) -> None:
    _, token = planned(lesson.person("elena"))
    status, body = lesson.person("fyodor").post("calls/preview", {"token": token})
    assert (status, body["error"]["message"]) == (403, rules.NOT_OF_THE_SCHOOL)


def test_a_guest_waits_is_let_in_and_hears_only_what_guests_may(lesson: Lesson) -> None:
    elena, guest = lesson.person("elena"), lesson.stranger()
    call, token = planned(elena, lobby=False, share="all")
    elena.come(call)
    seen = come_as(guest, token)
    assert (seen["part"], seen["conversation"]) == ("guest", None)
    cookie = guest.client.cookies[GUEST_COOKIE]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert guest.join(call)["door"] == "wait"
    (waiting,) = elena.get(f"calls/{call}/lobby")[1]["waiting"]
    assert (waiting["name"], waiting["kind"]) == ("Тётя Клава", "guest")
    assert waiting["invited_by"] == "Елена Викторовна Павлова"
    elena.govern(call, "admit", waiting["participant"])
    guest.come(call)
    assert guest.present is not None
    assert set(guest.present.grants.sources) == {"microphone", "camera"}
    assert guest.present.attributes["invited_by"] == "Елена Викторовна Павлова"
    elena.govern(call, "let_share", waiting["participant"])
    assert guest.inside is not None
    assert "screen_share" in guest.inside.grants.sources
    # Nothing else of the school is open to a guest.
    assert guest.get("calls")[0] == guest.get(f"calls/{call}/lobby")[0] == guest.get("start")[0] == 401
    assert guest.get(f"calls/{call}")[1]["call"]["part"] == "guest"
    assert lesson.stranger().get(f"calls/{call}")[0] == 401
    assert guest.govern(call, "mute")[0] == 401


def test_a_guest_of_one_call_is_nobody_to_another(lesson: Lesson) -> None:
    elena, guest = lesson.person("elena"), lesson.stranger()
    _, token = planned(elena)
    other, _ = planned(elena)
    come_as(guest, token)
    assert guest.post(f"calls/{other}/join")[0] == 404
    assert guest.post(f"calls/{lesson.person('elena').started(lesson.chat('3 А'))}/join")[0] == 404


@pytest.mark.parametrize("name", ["Елена Павлова", "Пaвлoвa Елена", "Учитель", "мария кузнецова"])
def test_a_guest_takes_no_name_of_the_school(lesson: Lesson, name: str) -> None:
    _, token = planned(lesson.person("elena"))
    status, body = lesson.stranger().post("calls/guest", {"token": token, "name": name})
    assert (status, body["error"]["message"]) == (403, rules.NAME_IS_TAKEN)


def test_whoever_is_signed_in_is_no_guest(lesson: Lesson) -> None:
    _, token = planned(lesson.person("elena"))
    status, _ = lesson.person("masha").post("calls/guest", {"token": token, "name": "Тётя Клава"})
    assert status == 403


def test_a_link_without_guests_lets_only_accounts_in(lesson: Lesson) -> None:
    _, token = planned(lesson.person("elena"), guests=False)
    status, body = lesson.stranger().post("calls/guest", {"token": token, "name": "Тётя Клава"})
    assert (status, body["error"]["message"]) == (403, rules.NO_GUESTS_HERE)
    assert lesson.stranger().post("calls/preview", {"token": token})[1]["guests"] is False


def test_a_new_link_closes_the_former(lesson: Lesson) -> None:
    elena, anna, boris, guest = (*(lesson.person(name) for name in ("elena", "anna", "boris")), lesson.stranger())
    call, token = planned(elena, lobby=False)
    elena.come(call)
    for one in (anna, boris):
        one.post("calls/preview", {"token": token})
    anna.come(call)
    come_as(guest, token)
    status, body = elena.post(f"calls/{call}/links")
    assert status == 200
    assert anna.post("calls/preview", {"token": token})[1]["error"]["code"] == "link_over"
    # Who is inside stays, who only held the old link needs the new one, and its guests stay outside.
    assert anna.join(call)["door"] == "admit"
    assert boris.post(f"calls/{call}/join")[0] == 404
    assert guest.join(call)["door"] == "refuse"
    assert boris.post("calls/preview", {"token": body["token"]})[0] == 200
    assert elena.delete(f"calls/{call}/links")[0] == 204
    assert boris.post("calls/preview", {"token": body["token"]})[0] == 404
    assert anna.post(f"calls/{call}/links")[0] == anna.delete(f"calls/{call}/links")[0] == 403


def test_whoever_guesses_is_slowed_down(lesson: Lesson) -> None:
    cache.clear()
    stranger = lesson.stranger()
    answers = [stranger.post("calls/preview", {"token": f"{number:024}"})[0] for number in range(21)]
    assert answers == [404] * 20 + [429]


def test_a_colleague_is_made_a_host_and_a_parent_is_not(lesson: Lesson) -> None:
    elena, ivan, anna = (lesson.person(name) for name in ("elena", "ivan", "anna"))
    call, token = planned(elena, lobby=False)
    elena.come(call)
    for one in (ivan, anna):
        one.post("calls/preview", {"token": token})
        one.come(call)
    assert elena.govern(call, "appoint", ivan.number)[0] == 204
    assert ivan.inside is not None
    assert (ivan.inside.attributes["part"], ivan.inside.attributes["hosting"]) == ("host", "appointed")
    assert ivan.govern(call, "remove", elena.number)[0] == 403
    assert ivan.govern(call, "dismiss", elena.number)[0] == 403, "who made the call was appointed by nobody"
    assert elena.govern(call, "appoint", anna.number)[0] == 403
    assert ivan.govern(call, "remove", anna.number)[0] == 204
    assert anna.join(call)["door"] == "refuse"
    assert elena.govern(call, "remove", None)[0] == 422
    assert elena.govern(call, "dismiss", ivan.number)[0] == 204
    assert (ivan.inside.attributes["part"], ivan.inside.attributes["hosting"]) == ("member", "possible")
    assert elena.govern(call, "dismiss", ivan.number)[0] == 403


def test_a_broadcast_is_watched(lesson: Lesson) -> None:
    elena, masha, guest = lesson.person("elena"), lesson.person("masha"), lesson.stranger()
    call, token = planned(elena, kind="broadcast", lobby=False)
    masha.post("calls/preview", {"token": token})
    come_as(guest, token)
    assert masha.join(call)["door"] == "wait"
    elena.come(call)
    for one in (masha, guest):
        one.come(call)
        assert one.present is not None
        assert (one.present.grants.sources, one.present.grants.hidden) == ((), True)
        assert one.present.attributes["may"] == "ask"


def test_the_file_for_a_calendar(lesson: Lesson) -> None:
    elena = lesson.person("elena")
    at = lesson.now_ms() + 24 * 3600 * 1000
    call, token = planned(elena, planned_at=at, title="Собрание; 3 А, родители: " + "очень " * 10 + "важное")
    status, body = elena.get(f"calls/{call}/calendar.ics")
    lines = body.decode().split("\r\n")
    assert status == 200
    assert (lines[0], lines[-2], lines[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR", "")
    assert max(len(line.encode()) for line in lines) <= 75
    whole = body.decode().replace("\r\n ", "")
    assert "SUMMARY:Собрание\\; 3 А\\, родители" in whole
    assert token not in whole
    assert lesson.person("elena").patch(f"calls/{call}", planned_at=None)[0] == 200
    assert elena.get(f"calls/{call}/calendar.ics")[0] == 404
    assert elena.patch(f"calls/{call}", planned_at=at - 10 * 24 * 3600 * 1000)[0] == 422
