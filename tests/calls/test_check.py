"""Checking a connection: who may, what it gives, and what it does not."""

import json
from typing import Any

import pytest
from django.core.cache import cache
from django.test import override_settings

from peremena.calls import check, configuration
from peremena.calls.contract import ALL_SOURCES, Claims, Knock
from peremena.calls.media import media
from peremena.calls.models import Call, Visit
from peremena.calls.queries_door import admits
from peremena.calls.schemas_check import DOWN_PIECE, UP_PIECE
from tests.calls.lesson import Answer, Lesson, Person
from tests.calls.test_configuration import described
from tests.web import HOST

BY_EVERYBODY = override_settings(CALL_CHECK_OPEN=True)
ROADS: tuple[tuple[str, Any], ...] = (
    ("calls/check", {}),
    ("calls/check/down", {"ticket": "x", "size": 1}),
    ("calls/check/up", {}),
)


@pytest.fixture
def masha(lesson: Lesson) -> Person:
    return lesson.person("masha")


def begin(person: Person) -> dict[str, Any]:
    status, body = person.post("calls/check")
    assert status == 200, body
    answer: dict[str, Any] = body
    return answer


def take(person: Person, ticket: str, size: int) -> Answer:
    return person.post("calls/check/down", {"ticket": ticket, "size": size})


def give(person: Person, ticket: str, size: int) -> int:
    answer = person.client.post(
        "/api/calls/check/up", bytes(size), content_type="application/octet-stream", headers={"X-Check": ticket}
    )
    status: int = answer.status_code
    return status


def knock(token: str, **changed: Any) -> Knock:
    said = json.loads(token)
    claims = {"room": said["room"], "identity": said["identity"], "name": "", "expires_at": said["until"] / 1000}
    return Knock(Claims(**{**claims, **changed}), "", "127.0.0.1")


# --- who --------------------------------------------------------------------------------------------------------------


def test_whoever_is_signed_in_may_check(masha: Person) -> None:
    status, plan = masha.get("calls/check")
    assert (status, plan["calls_missing"]) == (200, "")
    assert plan["ways"][0] == {"what": "site", "host": HOST, "port": 80, "protocol": "tcp"}
    begun = begin(masha)
    assert take(masha, begun["ticket"], 1000)[0] == 200
    assert give(masha, begun["ticket"], 1000) == 204


def test_a_stranger_may_where_the_operator_says_so(lesson: Lesson) -> None:
    stranger = lesson.stranger()
    assert stranger.get("calls/check")[0] == 401
    assert [stranger.post(road, body)[0] for road, body in ROADS] == [401] * len(ROADS)
    assert lesson.twin.rooms == {}
    with BY_EVERYBODY:
        assert stranger.get("calls/check")[0] == 200
        begun = begin(stranger)
        assert take(stranger, begun["ticket"], 1000)[0] == 200
        assert give(stranger, begun["ticket"], 1000) == 204


def test_asking_what_there_is_makes_nothing(lesson: Lesson, masha: Person) -> None:
    masha.get("calls/check")
    assert lesson.twin.rooms == {}


@BY_EVERYBODY
def test_a_page_of_another_site_begins_nothing(lesson: Lesson) -> None:
    stranger = lesson.stranger()
    stranger.client.handler.enforce_csrf_checks = True
    assert stranger.post("calls/check")[0] == 422
    assert lesson.twin.rooms == {}


# --- the room ---------------------------------------------------------------------------------------------------------


def test_two_who_check_are_in_two_rooms_and_in_no_call(lesson: Lesson, masha: Person) -> None:
    other = lesson.person("petya")
    tokens = [begin(person)["token"] for person in (masha, other)]
    for token in tokens:
        lesson.twin.come(token)
    lesson.tell()
    assert [list(room.inside) for room in lesson.twin.rooms.values()] == [["check"], ["check"]]
    assert Call.objects.count() == Visit.objects.count() == 0


def test_nobody_is_seen_or_heard_there(lesson: Lesson, masha: Person) -> None:
    grants = lesson.twin.come(begin(masha)["token"]).grants
    assert (grants.sources, grants.data, grants.hidden) == ((), False, True)
    assert set(ALL_SOURCES).isdisjoint(grants.sources)


def test_the_door_lets_a_check_in_and_ends_it_in_time(lesson: Lesson, masha: Person) -> None:
    token = begin(masha)["token"]
    assert admits([knock(token)]) == [None]
    lesson.later(check.LIFE.total_seconds() + 1)
    assert admits([knock(token)]) == [check.OVER]


def test_a_check_opens_no_other_room(lesson: Lesson, masha: Person) -> None:
    elena = lesson.person("elena")
    call = elena.started(lesson.chat("3 А"))
    room = lesson.call(call).room
    (refusal,) = admits([knock(begin(masha)["token"], room=room)])
    assert refusal is not None
    assert refusal.status == 403


def test_without_a_media_server_the_rest_is_checked(lesson: Lesson, masha: Person) -> None:
    lesson.twin.is_away = True
    begun = begin(masha)
    assert begun["token"] == ""
    assert take(masha, begun["ticket"], 1000)[0] == 200


# --- pieces -----------------------------------------------------------------------------------------------------------


def test_a_piece_has_its_size_and_is_not_packed(masha: Person) -> None:
    ticket = begin(masha)["ticket"]
    asked = {"ticket": ticket, "size": 50_000}
    answer = masha.client.post(
        "/api/calls/check/down", asked, content_type="application/json", headers={"Accept-Encoding": "gzip"}
    )
    assert (len(answer.content), answer.headers["Content-Encoding"]) == (50_000, "identity")
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("size", [0, -1, DOWN_PIECE + 1, "many"])
def test_only_small_pieces_are_given(masha: Person, size: object) -> None:
    ticket = begin(masha)["ticket"]
    assert masha.post("calls/check/down", {"ticket": ticket, "size": size})[0] == 422


@pytest.mark.parametrize("size", [0, UP_PIECE + 1])
def test_only_small_pieces_are_taken(masha: Person, size: int) -> None:
    ticket = begin(masha)["ticket"]
    assert give(masha, ticket, size) == 422


def test_without_a_ticket_nothing_travels(lesson: Lesson, masha: Person) -> None:
    ticket = begin(masha)["ticket"]
    for bad in ("", "x", ticket[:-1] + ("x" if ticket[-1] != "x" else "y")):
        assert take(masha, bad, 10)[0] == 404
        assert give(masha, bad, 10) == 404
    lesson.later(check.LIFE.total_seconds() + 1)
    assert take(masha, ticket, 10)[0] == 404
    assert give(masha, ticket, 10) == 404


def test_a_check_takes_and_gives_so_much_and_no_more(masha: Person) -> None:
    ticket = begin(masha)["ticket"]
    whole = check.MOST_DOWN // DOWN_PIECE
    assert [take(masha, ticket, DOWN_PIECE)[0] for _ in range(whole + 1)] == [200] * whole + [429]
    whole = check.MOST_UP // UP_PIECE
    assert [give(masha, ticket, UP_PIECE) for _ in range(whole + 1)] == [204] * whole + [429]
    assert take(masha, begin(masha)["ticket"], 10)[0] == 200


def test_one_address_begins_so_many(masha: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "CHECKS_OF_ADDRESS", 1)
    begin(masha)
    status, body = masha.post("calls/check")
    assert (status, body["error"]["code"]) == (429, "too_often")
    cache.clear()
    begin(masha)


def test_all_together_begin_so_many(masha: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(check, "CHECKS_OF_ALL", 1)
    begin(masha)
    assert masha.post("calls/check")[0] == 429


def test_a_few_pieces_travel_at_a_time(masha: Person) -> None:
    ticket = begin(masha)["ticket"]
    with check.receiving(ticket, 1), check.receiving(ticket, 1):
        assert take(masha, ticket, 10)[0] == 429
        assert give(masha, ticket, 10) == 429
    assert take(masha, ticket, 10)[0] == 200


# --- what is checked --------------------------------------------------------------------------------------------------


def test_the_ways_are_those_of_this_installation(masha: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    told = described(domain="turn.school.example")
    monkeypatch.setattr(media, "ways", configuration.ways_of(told))
    _, plan = masha.get("calls/check")
    assert [(way["what"], way["host"], way["port"], way["protocol"]) for way in plan["ways"][1:]] == [
        ("udp", "192.168.1.5", 7882, "udp"),
        ("tcp", "192.168.1.5", 7881, "tcp"),
        ("turn", "192.168.1.5", 3478, "udp"),
        ("turn_tls", "turn.school.example", 443, "tcp"),
    ]


def test_a_relay_that_is_not_there_is_not_named() -> None:
    assert [way.what for way in configuration.ways_of(described())] == ["udp", "tcp", "turn"]


@override_settings(HTTPS=True)
def test_behind_a_front_the_site_is_on_443(masha: Person) -> None:
    _, plan = masha.get("calls/check")
    assert plan["ways"][0]["port"] == 443
