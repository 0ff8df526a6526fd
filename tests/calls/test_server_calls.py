"""Calls over HTTP with a real LiveKit behind them: what is decided here is what holds there."""

import json
from collections.abc import Iterator

import pytest
from django.core.cache import cache

from peremena.calls import media as media_states
from peremena.calls import queries_door
from peremena.calls.contract import Knock, Participant
from peremena.calls.livekit import LiveKit
from peremena.calls.media import media
from peremena.calls.models import Call
from tests import world as worlds
from tests.calls.conftest import Doorway, Kept, until
from tests.calls.lesson import Lesson, Person
from tests.calls.signalling import joined, knock
from tests.calls.test_gathering import gathered
from tests.calls.twin import Twin
from tests.databases import Database


@pytest.fixture
def lesson(sqlite_database: Database, kept: Kept) -> Iterator[Lesson]:
    cache.clear()
    media.speak_through(LiveKit)
    media.set(media_states.READY, kept.endpoint)
    yield Lesson(worlds.build(), Twin(media.endpoint))
    media.livekit.close()
    media.set(media_states.OFF)


def room_of(call: int) -> str:
    return Call.objects.get(pk=call).room


def inside(call: int) -> dict[str, Participant]:
    return {one.name: one for one in media.livekit.list_participants(room_of(call))}


def test_what_a_host_decides_holds_at_the_media_server(lesson: Lesson, kept: Kept, doorway: Doorway) -> None:
    elena, masha = lesson.person("elena"), lesson.person("masha")
    call = elena.started(lesson.chat("3 А"))
    assert elena.join(call)["door"] == masha.join(call)["door"] == "admit"
    with knock(doorway.address, elena.token) as hers, knock(doorway.address, masha.token) as line:
        joined(hers)
        assert json.loads(joined(line).room.metadata)["title"] == "3 А"
        until(lambda: len(inside(call)) == 2)
        pupil = inside(call)["Мария Кузнецова"]
        assert (pupil.attributes["kind"], pupil.attributes["part"]) == ("pupil", "member")
        assert set(pupil.grants.sources) == {"microphone", "camera", "screen_share", "screen_share_audio"}
        number = int(pupil.attributes["id"])
        elena.govern(call, "silence", number)
        assert "microphone" not in inside(call)["Мария Кузнецова"].grants.sources
        masha.post(f"calls/{call}/hand", {"up": True})
        assert inside(call)["Мария Кузнецова"].attributes["hand"]
        elena.govern(call, "lower")
        assert "hand" not in {name for name, value in inside(call)["Мария Кузнецова"].attributes.items() if value}
        elena.patch(f"calls/{call}", locked=True)
        (room,) = media.livekit.list_rooms([room_of(call)])
        assert json.loads(room.metadata)["policy"]["locked"] is True
        elena.govern(call, "remove", number)
        until(lambda: "Мария Кузнецова" not in inside(call))
        assert refused_at_the_door(masha)
        elena.post(f"calls/{call}/end")
        assert media.livekit.list_rooms([room_of(call)]) == []


def refused_at_the_door(person: Person) -> bool:
    claims = media.livekit.claims_of(person.token)
    assert claims is not None, "the token itself is good for five minutes"
    cookie = "; ".join(f"{name}={one.value}" for name, one in person.client.cookies.items())
    (refusal,) = queries_door.admits([Knock(claims, cookie, "")])
    return refusal is not None


def test_what_livekit_tells_is_heard_and_what_it_did_not_sign_is_not(
    lesson: Lesson, kept: Kept, doorway: Doorway
) -> None:
    elena = lesson.person("elena")
    call = elena.started(lesson.chat("3 А"))
    before = len(kept.hooks.heard)
    elena.join(call)
    with knock(doorway.address, elena.token) as line:
        joined(line)
        until(lambda: len(kept.hooks.heard) > before)
    told = lesson.stranger().client
    path = "/api/calls/livekit-webhook"
    body, signed = kept.hooks.heard[before]
    kind = "application/webhook+json"
    assert told.post(path, body, content_type=kind, headers={"authorization": signed}).status_code == 204
    assert told.post(path, body, content_type=kind, headers={"authorization": signed}).status_code == 204
    assert told.post(path, body + b" ", content_type=kind, headers={"authorization": signed}).status_code == 404
    assert told.post(path, body, content_type=kind, headers={"authorization": elena.token}).status_code == 404


def test_a_room_that_was_lost_is_there_again(lesson: Lesson, kept: Kept) -> None:
    elena = lesson.person("elena")
    call = elena.started(lesson.chat("3 А"))
    elena.join(call)
    media.livekit.delete_room(room_of(call))
    lesson.wait(1, reconcile=True)
    assert [room.name for room in media.livekit.list_rooms([room_of(call)])] == [room_of(call)]


def test_a_viewer_is_seen_by_nobody_and_becomes_a_host_only_by_one(
    lesson: Lesson, kept: Kept, doorway: Doorway
) -> None:
    elena, ivan, anna = (lesson.person(name) for name in ("elena", "ivan", "anna"))
    call = gathered(lesson, elena, "class", "all", kind="broadcast")["id"]
    assert [one.join(call)["door"] for one in (elena, ivan, anna)] == ["admit"] * 3
    with knock(doorway.address, elena.token) as hers, knock(doorway.address, anna.token) as watches:
        joined(hers)
        told = joined(watches)
        assert [one.name for one in told.other_participants] == ["Елена Викторовна Павлова"]
        assert (told.participant.permission.can_publish, told.participant.permission.can_publish_data) == (False, False)
        with knock(doorway.address, ivan.token) as his:
            # Neither the host nor a later viewer hears of one who watches.
            assert [one.name for one in joined(his).other_participants] == ["Елена Викторовна Павлова"]
            until(lambda: len(inside(call)) == 3)
            watcher = inside(call)["Иван Сергеевич Ли"]
            assert watcher.grants.hidden
            elena.govern(call, "appoint", int(watcher.attributes["id"]))
            appointed = inside(call)["Иван Сергеевич Ли"].grants
            assert (appointed.hidden, "camera" in appointed.sources) == (False, True)
            assert anna.post(f"calls/{call}/questions", {"text": "Когда каникулы?"})[0] == 204
            (room,) = media.livekit.list_rooms([room_of(call)])
            state = json.loads(room.metadata)
            assert (state["questions"], state["shown"]) == (1, None)
            assert "каникулы" not in room.metadata
