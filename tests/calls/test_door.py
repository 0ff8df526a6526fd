"""Who comes through the door to LiveKit, and how they leave it."""

import os
import signal
import uuid
from datetime import timedelta

import pytest
from websockets.exceptions import InvalidStatus

from peremena.calls import door as doors
from peremena.calls import relay
from peremena.calls.contract import ALL_SOURCES, Endpoint, Grants, Refusal
from peremena.calls.livekit import LiveKit
from tests.calls.conftest import Doorway, Kept, until
from tests.calls.signalling import closed_within, joined, knock, why_not


@pytest.fixture
def room(kept: Kept) -> str:
    name = f"room-{uuid.uuid4().hex}"
    kept.livekit.create_room(name)
    return name


@pytest.fixture
def token(kept: Kept, room: str) -> str:
    return token_of(kept, room)


def token_of(kept: Kept, room: str, identity: str = "olga", life: timedelta = timedelta(minutes=5)) -> str:
    return kept.livekit.mint(room=room, identity=identity, name="Ольга", grants=Grants(ALL_SOURCES), life=life)


def refusal_of(doorway: Doorway, token: str | None, **how: str) -> int:
    with pytest.raises(InvalidStatus) as refused:
        knock(doorway.address, token, **how)
    return refused.value.response.status_code


# --- in ---------------------------------------------------------------------------------------------------------------


def test_a_good_token_comes_through(kept: Kept, doorway: Doorway, room: str, token: str) -> None:
    with knock(doorway.address, token, cookie="session=abc") as line:
        said = joined(line)
        assert (said.room.name, said.participant.identity, said.participant.name) == (room, "olga", "Ольга")
        assert doorway.door.inside(room) == {"olga": 1}
        (asked,) = doorway.knocks
        assert (asked.claims.identity, asked.cookie, asked.address) == ("olga", "session=abc", "127.0.0.1")
    until(lambda: doorway.door.inside(room) == {})


def test_what_livekit_would_say_is_asked_of_it(doorway: Doorway, token: str) -> None:
    assert why_not(doorway.address, token) == (200, "success")


def test_who_goes_leaves_livekit_too(kept: Kept, doorway: Doorway, room: str, token: str) -> None:
    with knock(doorway.address, token) as line:
        joined(line)
    until(lambda: kept.livekit.list_participants(room) == [], 60)


# --- out --------------------------------------------------------------------------------------------------------------


def test_no_token_no_entry(doorway: Doorway) -> None:
    assert refusal_of(doorway, None) == 401
    assert why_not(doorway.address, None)[0] == 401
    assert doorway.knocks == []


def test_an_expired_token_is_refused(kept: Kept, doorway: Doorway, room: str) -> None:
    assert refusal_of(doorway, token_of(kept, room, life=timedelta(seconds=-1))) == 401
    assert doorway.knocks == []


@pytest.mark.parametrize("key", ["peremena", "another"])
def test_a_foreign_token_is_refused(doorway: Doorway, room: str, key: str) -> None:
    foreign = LiveKit(lambda: Endpoint("", key, "y" * 40)).mint(room=room, identity="x", name="x", grants=Grants())
    assert refusal_of(doorway, foreign) == 401
    assert why_not(doorway.address, foreign)[0] == 401


def test_of_two_tokens_none_counts(kept: Kept, doorway: Doorway, token: str) -> None:
    foreign = token_of(kept, "another room")
    assert refusal_of(doorway, token, more=f"&access_token={foreign}") == 401


def test_whom_the_rules_refuse_stays_outside(doorway: Doorway, token: str) -> None:
    doorway.refused["olga"] = Refusal(403, "Вас удалили из звонка.")
    assert refusal_of(doorway, token) == 403
    assert refusal_of(doorway, token, path="/rtc/v1") == 403
    assert why_not(doorway.address, token) == (403, "Вас удалили из звонка.")
    assert why_not(doorway.address, token, "/rtc/v1/validate") == (403, "Вас удалили из звонка.")


def test_a_page_of_another_site_stays_outside(doorway: Doorway, token: str) -> None:
    assert refusal_of(doorway, token, origin="https://evil.example") == 403
    assert doorway.knocks == []


def test_one_person_has_a_few_lines(doorway: Doorway, token: str, room: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "LINES_OF_A_PERSON", 1)
    with knock(doorway.address, token) as line:
        joined(line)
        assert refusal_of(doorway, token) == 429
    until(lambda: doorway.door.inside(room) == {})


def test_one_address_has_a_bound(doorway: Doorway, token: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doors, "LINES_OF_AN_ADDRESS", 0)
    assert refusal_of(doorway, token) == 429


def test_a_frame_beyond_the_bound_ends_the_line(doorway: Doorway, token: str) -> None:
    with knock(doorway.address, token) as line:
        joined(line)
        line.send(bytes(doors.INBOUND_FRAME_BYTES + 1))
        assert closed_within(line, 5) == 1009


def test_a_frame_larger_than_ours_goes_through(kept: Kept, doorway: Doorway, room: str, token: str) -> None:
    with knock(doorway.address, token) as line:
        joined(line)
        # Field 15 is none of LiveKit's: it skips what it does not know, and the line stays.
        size = 200_000
        line.send(b"\xfa\x3f" + bytes([size & 0x7F | 0x80, size >> 7 & 0x7F | 0x80, size >> 14]) + bytes(size))
        line.ping().wait(5)
        assert doorway.door.inside(room) == {"olga": 1}


# --- sent out ---------------------------------------------------------------------------------------------------------


def test_one_identity_is_closed_at_once(kept: Kept, doorway: Doorway, room: str, token: str) -> None:
    other = token_of(kept, room, "masha")
    with knock(doorway.address, token) as olga, knock(doorway.address, other) as masha:
        joined(olga), joined(masha)
        doorway.door.close(room, "olga")
        assert closed_within(olga) == doors.REMOVED
        assert doorway.door.inside(room) == {"masha": 1}


def test_a_whole_room_is_closed_at_once(kept: Kept, doorway: Doorway, room: str, token: str) -> None:
    with knock(doorway.address, token) as olga, knock(doorway.address, token_of(kept, room, "masha")) as masha:
        joined(olga), joined(masha)
        doorway.door.close(room)
        assert closed_within(olga) == closed_within(masha) == doors.REMOVED


def test_a_session_that_ended_is_closed_at_once(doorway: Doorway, token: str) -> None:
    with knock(doorway.address, token, cookie="session=ended") as line:
        joined(line)
        doorway.door.close_session("ended")
        assert closed_within(line) == doors.REMOVED


def test_who_is_refused_later_is_closed_when_asked_again(doorway: Doorway, room: str, token: str) -> None:
    with knock(doorway.address, token) as line:
        joined(line)
        doorway.door.doubt(room)
        doorway.refused["olga"] = Refusal(403, "Звонок закончился.")
        doorway.door.doubt(room)
        assert closed_within(line) == doors.REMOVED


def test_the_old_token_of_somebody_removed_is_refused(kept: Kept, doorway: Doorway, room: str, token: str) -> None:
    with knock(doorway.address, token) as line:
        joined(line)
        doorway.refused["olga"] = Refusal(403, "Вас удалили из звонка.")
        kept.livekit.remove(room, "olga")
        doorway.door.close(room, "olga")
        closed_within(line)
    assert refusal_of(doorway, token) == 403
    assert kept.livekit.list_participants(room) == []


def test_while_livekit_is_away_browsers_are_told_to_come_again(
    kept: Kept, doorway: Doorway, token: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept.media, "_endpoint", None)
    assert refusal_of(doorway, token) == 503
    assert why_not(doorway.address, token)[0] == 503


def test_when_livekit_dies_browsers_hear_it_at_once_and_it_comes_back(kept: Kept, doorway: Doorway, token: str) -> None:
    assert kept.keeper.child is not None
    dying = kept.keeper.child.pid
    with knock(doorway.address, token) as line:
        joined(line)
        os.kill(dying, signal.SIGKILL)
        assert closed_within(line) == relay.AWAY
    until(lambda: kept.keeper.child and kept.keeper.child.pid != dying and kept.media.state.name == "ready")
    kept.livekit.create_room("after")
    with knock(doorway.address, token_of(kept, "after")) as line:
        joined(line)
