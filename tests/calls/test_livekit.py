"""What calls ask of LiveKit, against a real one."""

import uuid
from datetime import timedelta

import pytest
from websockets.exceptions import InvalidStatus

from peremena.calls.contract import ALL_SOURCES, Endpoint, Grants, LiveKitAway, NoSuchThing
from peremena.calls.livekit import LiveKit
from tests.calls.conftest import Doorway, Kept, until
from tests.calls.signalling import joined, knock


@pytest.fixture
def room(kept: Kept) -> str:
    name = f"room-{uuid.uuid4().hex}"
    kept.livekit.create_room(name, most=3, metadata="3 А")
    return name


def token_of(kept: Kept, room: str, identity: str = "olga", **more: object) -> str:
    return kept.livekit.mint(room=room, identity=identity, name="Ольга", grants=Grants(ALL_SOURCES, data=True), **more)  # type: ignore[arg-type] # what mint takes


def test_a_token_says_what_was_minted(kept: Kept) -> None:
    token = token_of(kept, "a room", attributes={"role": "staff"})
    claims = kept.livekit.claims_of(token)
    assert claims is not None
    assert (claims.room, claims.identity, claims.name, dict(claims.attributes)) == (
        "a room",
        "olga",
        "Ольга",
        {"role": "staff"},
    )


@pytest.mark.parametrize("endpoint", [Endpoint("", "peremena", "x" * 40), Endpoint("", "another", "x" * 40)])
def test_a_foreign_token_says_nothing(kept: Kept, endpoint: Endpoint) -> None:
    foreign = LiveKit(lambda: endpoint).mint(room="a", identity="b", name="c", grants=Grants())
    assert kept.livekit.claims_of(foreign) is None


def test_an_expired_token_says_nothing(kept: Kept) -> None:
    assert kept.livekit.claims_of(token_of(kept, "a", life=timedelta(seconds=-1))) is None


@pytest.mark.parametrize("nonsense", ["", "a.b.c", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0."])
def test_nonsense_says_nothing(kept: Kept, nonsense: str) -> None:
    assert kept.livekit.claims_of(nonsense) is None


def test_a_room_is_there_until_it_is_closed(kept: Kept, room: str) -> None:
    assert [(one.name, one.metadata, one.participants) for one in kept.livekit.list_rooms([room])] == [(room, "3 А", 0)]
    kept.livekit.delete_room(room)
    assert kept.livekit.list_rooms([room]) == []
    kept.livekit.delete_room(room)  # Once more is no error.


def test_who_is_inside_is_listed_changed_and_sent_out(kept: Kept, doorway: Doorway, room: str) -> None:
    with knock(doorway.address, token_of(kept, room)) as line:
        joined(line)
        until(lambda: kept.livekit.list_participants(room))
        (olga,) = kept.livekit.list_participants(room)
        assert (olga.identity, olga.name, olga.grants) == ("olga", "Ольга", Grants(ALL_SOURCES, data=True))
        changed = kept.livekit.update_participant(
            room, "olga", grants=Grants(("microphone",)), attributes={"hand": "1"}
        )
        assert (changed.grants, dict(changed.attributes)) == (Grants(("microphone",)), {"hand": "1"})
        kept.livekit.send_data(room, b"{}", topic="test", to=["olga"])
        kept.livekit.remove(room, "olga")
        until(lambda: kept.livekit.list_participants(room) == [])
    kept.livekit.remove(room, "olga")  # Once more is no error.


def test_nobody_may_publish_without_a_source(kept: Kept, doorway: Doorway, room: str) -> None:
    token = kept.livekit.mint(room=room, identity="viewer", name="Гость", grants=Grants(hidden=True))
    with knock(doorway.address, token) as line:
        permission = joined(line).participant.permission
        assert (permission.can_publish, permission.can_publish_data, permission.hidden) == (False, False, True)
        assert permission.can_subscribe


def test_what_is_not_there_is_told_so(kept: Kept, room: str) -> None:
    with pytest.raises(NoSuchThing):
        kept.livekit.update_participant(room, "nobody", grants=Grants())


def test_an_absent_livekit_is_one_error() -> None:
    away = LiveKit(lambda: Endpoint("http://127.0.0.1:9", "peremena", "x" * 40))
    with pytest.raises(LiveKitAway):
        away.list_rooms()
    away.close()
    with pytest.raises(LiveKitAway):
        LiveKit(lambda: None).list_rooms()


def test_a_room_never_opens_by_itself(kept: Kept, doorway: Doorway) -> None:
    assert kept.livekit.list_rooms(["never made"]) == []
    with pytest.raises(InvalidStatus, match="404"):
        knock(doorway.address, token_of(kept, "never made"))
    assert kept.livekit.list_rooms(["never made"]) == []


def test_nobody_is_handed_a_server_of_another_origin(kept: Kept, doorway: Doorway, room: str) -> None:
    with knock(doorway.address, token_of(kept, room)) as line:
        named = [url for server in joined(line).ice_servers for url in server.urls]
    assert named
    assert all(url.startswith("turn:127.0.0.1:") for url in named), named


def test_webhooks_are_believed_only_when_livekit_signed_them(kept: Kept, doorway: Doorway, room: str) -> None:
    def notices() -> list[str]:
        told = [kept.livekit.notice_of(body, signed) for body, signed in tuple(kept.hooks.heard)]
        return [notice.event for notice in told if notice and notice.room == room]

    with knock(doorway.address, token_of(kept, room)) as line:
        joined(line)
        until(lambda: "room_started" in notices())
    body, signed = kept.hooks.heard[0]
    assert kept.livekit.notice_of(body, signed) is not None
    assert kept.livekit.notice_of(body + b" ", signed) is None
    assert kept.livekit.notice_of(body, "") is None
    assert kept.livekit.notice_of(body, token_of(kept, room)) is None
