"""What the media server is told: never inside a transaction, because the write queue does not wait for a network.

The database says what should be. Whatever can't be told now is mended by the next reconciliation, so being away is
logged and forgotten here; only whoever wants to come in is told.
"""

import logging
import threading
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

import msgspec
from django.conf import settings

from peremena import clock
from peremena.calls import queries_inside
from peremena.calls.contract import Grants, LiveKitAway, NoSuchThing, Source
from peremena.calls.contract import Participant as Present
from peremena.calls.media import media
from peremena.calls.models import Call
from peremena.calls.queries_inside import Inside
from peremena.calls.refusals import AWAY, CallsAway
from peremena.calls.rules import grants_of, hosting_of
from peremena.calls.schemas import PersonState, encode
from peremena.calls.standing import Standing

if TYPE_CHECKING:
    from peremena.calls.livekit import LiveKit

_log = logging.getLogger("peremena.calls")

# Hosts fit above the bound that the rules hold; beyond this the media server itself refuses.
_ROOM_FOR_HOSTS = 20
# A room that nobody came into, and one that all have left; the database ends the call before.
_EMPTY_SECONDS = 300
_DEPARTURE_SECONDS = 120


def _no_lines(_room: str) -> None:
    return None


def _close_nothing(room: str, identity: str) -> None:
    """There is no door in a process that does not serve."""


@dataclass
class _Ports:
    """What `peremena.site.wiring` fills in: the door of the serving process."""

    # How many lines each identity has open to a room; None where there is no door to ask.
    lines: Callable[[str], Mapping[str, int] | None] = field(default=_no_lines)
    close_line: Callable[[str, str], None] = field(default=_close_nothing)


ports = _Ports()

# Calls whose people came, or may have, since the watch looked last.
_doubted: set[int] = set()

# One at a time says how a call is now, and reads it in its turn: what is told last is what holds.
_turns: defaultdict[int, threading.Lock] = defaultdict(threading.Lock)


def doubt(call: int) -> None:
    """Let the watch look soon whether everybody in a call may no more than they should. From any thread."""
    _doubted.add(call)


def take_doubted() -> set[int]:
    """Return the calls that were doubted since this was asked last."""
    taken = set(_doubted)
    _doubted.difference_update(taken)
    return taken


def missing() -> str:
    """Say in a sentence what calls lack at this moment; empty when they can be made."""
    state = media.state
    return "" if state.name == "ready" else state.reason or AWAY


def server() -> "LiveKit":
    """Return who speaks to the media server; raises CallsAway with a sentence where there is none."""
    if why := missing():
        raise CallsAway(why)
    return media.livekit


def identity_of(participant: int) -> str:
    """Return the name by which the media server knows a participant."""
    return f"p{participant}"


def participant_of(identity: str) -> int | None:
    """Return the number of a participant from such a name; None for a name that is none of ours."""
    number = identity.removeprefix("p")
    return int(number) if identity.startswith("p") and number.isascii() and number.isdecimal() else None


def grants_for(standing: Standing) -> Grants:
    allowed = grants_of(standing.part, standing.may)
    return Grants(sources=allowed.sources, hidden=allowed.is_hidden)


def attributes_of(one: Inside) -> dict[str, str]:
    """Return what all inside see of one participant."""
    told = PersonState(
        id=str(one.participant.pk),
        part=one.standing.part,
        kind=one.standing.kind,
        profile=str(one.participant.profile_id or ""),
        hosting=hosting_of(one.standing.place, one.standing.one),
        badge=one.badge,
        invited_by=one.invited_by,
        hand="" if one.participant.hand_at_ms is None else str(one.participant.hand_at_ms),
        may=",".join(one.standing.may),
    )
    attributes: dict[str, str] = msgspec.to_builtins(told)
    return attributes


def token_for(one: Inside, at: datetime) -> str:
    """Sign what lets somebody in for the next five minutes; opens the room if it is not open. Raises CallsAway."""
    livekit, call = server(), one.participant.call
    try:
        open_room(livekit, call, at)
        return livekit.mint(
            room=call.room,
            identity=identity_of(one.participant.pk),
            name=one.standing.name,
            grants=grants_for(one.standing),
            attributes=attributes_of(one),
        )
    except LiveKitAway as error:
        raise CallsAway(AWAY) from error


def open_room(livekit: "LiveKit", call: Call, at: datetime) -> None:
    """Open the room of a call; one that is open stays as it is."""
    livekit.create_room(
        call.room,
        most=settings.CALL_PEOPLE + settings.BROADCAST_VIEWERS + _ROOM_FOR_HOSTS,
        empty_seconds=_EMPTY_SECONDS,
        departure_seconds=_DEPARTURE_SECONDS,
        metadata=_metadata(call, at),
    )


def _metadata(call: Call, at: datetime) -> str:
    return encode(queries_inside.room_state(call, at)).decode()


@contextmanager
def _turn_of(call: int) -> "Iterator[LiveKit | None]":
    with _turns[call]:
        try:
            yield None if missing() else media.livekit
        except NoSuchThing:
            # Nobody has come yet, or they have just gone: who comes is told how it is then.
            _log.debug("a room or somebody in it is not there, call %d", call)
        except LiveKitAway as error:
            _log.warning("the media server was not told of call %d: %s", call, error)


def follow(call: int, only: Collection[int] | None = None) -> None:
    """Let a room be as the database says: what is told of it, and what its people may, all of them or `only` some."""
    with _turn_of(call) as livekit:
        row = queries_inside.open_call(call)
        if livekit is None or row is None:
            return
        now = clock.now()
        livekit.tell_room(row.room, _metadata(row, now))
        present = {one.identity: one for one in livekit.list_participants(row.room)}
        for inside in queries_inside.let_in(row, now, only):
            one = present.get(identity_of(inside.participant.pk))
            if one is not None:
                _follow_one(livekit, row, inside, one)


def follow_newcomer(call: int, participant: int, one: Present) -> None:
    """Let whoever has just come be as the database says: what their token grants may be as old as the token."""
    with _turn_of(call) as livekit:
        row = queries_inside.open_call(call)
        if livekit is None or row is None:
            return
        for inside in queries_inside.let_in(row, clock.now(), [participant]):
            _follow_one(livekit, row, inside, one)


def _follow_one(livekit: "LiveKit", call: Call, inside: Inside, one: Present) -> None:
    grants = grants_for(inside.standing)
    is_same = set(grants.sources) == set(one.grants.sources) and grants.hidden == one.grants.hidden
    attributes = _differing(attributes_of(inside), one.attributes)
    if is_same and not attributes:
        return
    # Whoever goes at this moment must not keep the others from being told.
    with suppress(NoSuchThing):
        livekit.update_participant(
            call.room, one.identity, grants=None if is_same else grants, attributes=attributes or None
        )


def _differing(wanted: Mapping[str, str], present: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in wanted.items() if present.get(name, "") != value}


def follow_room(call: int) -> None:
    """Tell a room what is told of it as a whole."""
    with _turn_of(call) as livekit:
        row = queries_inside.open_call(call)
        if livekit is not None and row is not None:
            livekit.tell_room(row.room, _metadata(row, clock.now()))


def mute(call: Call, participants: Collection[int], source: Source) -> None:
    """Turn a source of some participants off; they may turn it on again as far as they may."""
    wanted = {identity_of(one) for one in participants}
    with _turn_of(call.pk) as livekit:
        if livekit is None:
            return
        for one in livekit.list_participants(call.room):
            for track in one.tracks if one.identity in wanted else ():
                if track.source == source and not track.muted:
                    with suppress(NoSuchThing):
                        livekit.mute_track(call.room, one.identity, track.sid)


def send_out(call: Call, participants: Sequence[int]) -> None:
    """Take people out of a room and close their lines at the door."""
    for one in participants:
        send_out_identity(call, identity_of(one))


def send_out_identity(call: Call, identity: str) -> None:
    """Take out whoever bears a name in a room, also one that is none of ours."""
    ports.close_line(call.room, identity)
    with _turn_of(call.pk) as livekit:
        if livekit is not None:
            livekit.remove(call.room, identity)


def close(call: Call) -> None:
    """Close the room of a call that is over."""
    with _turn_of(call.pk) as livekit:
        if livekit is not None:
            livekit.delete_room(call.room)
    _turns.pop(call.pk, None)
