"""Who was there and when: stays made of lines that stood, whatever order the media server tells them in."""

import itertools
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from peremena.calls import actions_visits
from peremena.calls.models import Visit
from peremena.calls.queries_attendance import merged
from peremena.roster import actions as roster
from tests.calls.lesson import Lesson

MINUTE = 60_000


@pytest.mark.parametrize(
    ("visits", "stays", "breaks"),
    [
        ([(0, MINUTE)], [(0, MINUTE)], 0),
        ([(0, MINUTE), (MINUTE + 59_999, 3 * MINUTE)], [(0, 3 * MINUTE)], 1),
        ([(0, MINUTE), (2 * MINUTE, 3 * MINUTE)], [(0, MINUTE), (2 * MINUTE, 3 * MINUTE)], 0),
        # The second device took over before the first fell.
        ([(0, 2 * MINUTE), (MINUTE, 3 * MINUTE)], [(0, 3 * MINUTE)], 0),
        ([(0, MINUTE), (MINUTE, None)], [(0, None)], 0),
        ([(0, None), (MINUTE, 2 * MINUTE)], [(0, None)], 0),
        ([], [], 0),
    ],
)
def test_stays(visits: list[tuple[int, int | None]], stays: list[tuple[int, int | None]], breaks: int) -> None:
    found, count = merged(list(reversed(visits)))
    assert ([(one.came, one.went) for one in found], count) == (stays, breaks)


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)).map(lambda pair: (min(pair), max(pair)))))
def test_stays_cover_every_visit_and_lie_apart(visits: list[tuple[int, int]]) -> None:
    stays, _ = merged(visits)
    assert all(any(stay.came <= came and went <= (stay.went or 0) for stay in stays) for came, went in visits)
    assert all((one.went or 0) + MINUTE <= other.came for one, other in itertools.pairwise(stays))


def test_the_table_and_the_file(lesson: Lesson) -> None:
    elena, masha = lesson.person("elena"), lesson.person("masha")
    call = elena.started(lesson.chat("3 А"))
    elena.come(call)
    masha.come(call)
    lesson.wait(120)
    masha.drop()
    lesson.wait(20)
    masha.come(call)
    lesson.wait(180)
    elena.post(f"calls/{call}/end")
    status, told = elena.get(f"calls/{call}/attendance")
    assert status == 200
    (pupil,) = [one for one in told["attendees"] if one["kind"] == "pupil"]
    assert (len(pupil["stays"]), pupil["breaks"]) == (1, 1)
    assert 320_000 < pupil["total_ms"] < 330_000
    assert told["absent"] == ["Пётр Дюма"]
    status, body = elena.get(f"calls/{call}/attendance.csv")
    assert status == 200
    assert body.startswith(b"\xef\xbb\xbf")
    lines = body.decode("utf-8-sig").splitlines()
    assert lines[0] == "Имя;Кто;Пришёл;Ушёл;Был, мин;Обрывов связи"
    assert any(line.startswith("Мария Кузнецова;ученик;") and line.endswith(";5;1") for line in lines)
    assert "Пётр Дюма;;не был;;0;0" in lines
    _, mine = masha.get("calls")
    assert (mine["over"][0]["was_in"], mine["over"][0]["my_ms"] > 290_000) == (True, True)


def test_whoever_has_left_the_chat_stays_what_they_were(lesson: Lesson) -> None:
    elena, vera, boris = (lesson.person(name) for name in ("elena", "vera", "boris"))
    call = elena.started(lesson.chat("3 А Родители"))
    elena.come(call)
    vera.come(call)
    boris.come(call)
    elena.post(f"calls/{call}/end")
    roster.dismiss(by=None, person=lesson.world.vera.person)
    roster.end_guardianship(by=None, guardian=lesson.world.boris.person, child=lesson.world.masha.person)
    lesson.later(2 * 24 * 3600)
    told = {one["profile"]: one["kind"] for one in elena.get(f"calls/{call}/attendance")[1]["attendees"]}
    assert told == {elena.id: "teacher", vera.id: "staff", boris.id: "guardian"}


@pytest.mark.parametrize("seed", range(3))
def test_webhooks_may_come_twice_and_in_any_order(lesson: Lesson, seed: int) -> None:
    lesson.is_heard = False
    elena, masha = lesson.person("elena"), lesson.person("masha")
    call = elena.started(lesson.chat("3 А"))
    for seconds in (5, 90, 200):
        elena.come(call)
        masha.come(call)
        lesson.later(seconds)
        masha.drop()
        lesson.later(seconds)
    notices = [one for one in lesson.twin.happened for _ in range(2)]
    random.Random(seed).shuffle(notices)
    for notice in notices:
        actions_visits.apply(notice)
    visits = Visit.objects.filter(participant__profile=masha.id).order_by("came_at_ms")
    assert len(visits) == 3
    spans = [(one.went_at_ms or 0) - one.came_at_ms for one in visits]
    assert all(abs(span - seconds * 1000) < 2500 for span, seconds in zip(spans, (5, 90, 200), strict=True))


def test_only_the_media_server_is_heard(lesson: Lesson) -> None:
    elena = lesson.person("elena")
    call = elena.started(lesson.chat("3 А"))
    lesson.is_heard = False
    elena.come(call)
    anybody = lesson.stranger().client
    body = {"number": 0}
    path = "/api/calls/livekit-webhook"
    assert anybody.post(path, body, content_type="application/webhook+json").status_code == 404
    signed = {"authorization": "forged"}
    assert anybody.post(path, body, content_type="application/webhook+json", headers=signed).status_code == 404
    assert Visit.objects.count() == 0
    signed = {"authorization": "signed"}
    assert anybody.post(path, body, content_type="application/webhook+json", headers=signed).status_code == 204
    assert Visit.objects.count() == 1
