"""A media server in memory that keeps LiveKit's promises, for tests of what calls tell it and hear from it.

What LiveKit itself promises is tried with the real one in test_livekit.py and test_server_calls.py.
"""

import itertools
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

from peremena import clock
from peremena.calls.contract import (
    Endpoint,
    Grants,
    LiveKitAway,
    NoSuchThing,
    Notice,
    Participant,
    Room,
    Track,
)

TOKEN_MS = 5 * 60 * 1000
_numbers = itertools.count(1)


@dataclass
class TwinRoom:
    metadata: str
    inside: dict[str, Participant] = field(default_factory=dict)

    @property
    def state(self) -> Any:
        return json.loads(self.metadata)


class Twin:
    """In the place of `calls.livekit.LiveKit`; tests let people come and go."""

    def __init__(self, _endpoint: Callable[[], Endpoint | None]) -> None:
        self.rooms: dict[str, TwinRoom] = {}
        # Everything that happened, for whoever tells it on as webhooks.
        self.happened: list[Notice] = []
        self.is_away = False
        self.muted: list[str] = []

    # --- what a browser does ------------------------------------------------------------------------------------------

    def come(self, token: str) -> Participant:
        """Let a browser in with its token, as LiveKit does: also one whose owner was removed."""
        said = json.loads(token)
        assert said["until"] >= clock.now_ms(), "the token has expired"
        room = self._room(said["room"])
        before = room.inside.get(said["identity"])
        if before is not None:
            self.go(said["room"], said["identity"])
        one = Participant(
            identity=said["identity"],
            name=said["name"],
            sid=f"PA_{next(_numbers)}",
            joined_at=clock.now_ms() / 1000,
            is_active=True,
            grants=Grants(tuple(said["sources"]), hidden=said["hidden"]),
            attributes=said["attributes"],
            tracks=tuple(Track(f"TR_{next(_numbers)}", source, False) for source in said["sources"]),
        )
        room.inside[one.identity] = one
        self._tell("participant_joined", said["room"], one)
        return one

    def go(self, room: str, identity: str) -> None:
        """Let a line fall."""
        one = self._room(room).inside.pop(identity, None)
        if one is not None:
            self._tell("participant_left", room, one)

    def lose(self) -> None:
        """Forget all rooms, as a restart does, and say nothing."""
        self.rooms.clear()

    # --- what the server asks -----------------------------------------------------------------------------------------

    def mint(
        self,
        *,
        room: str,
        identity: str,
        name: str,
        grants: Grants,
        attributes: Mapping[str, str] | None = None,
        life: timedelta = timedelta(minutes=5),
    ) -> str:
        self._answer()
        until = clock.now_ms() + life // timedelta(milliseconds=1)
        return json.dumps(
            {
                "room": room,
                "identity": identity,
                "name": name,
                "sources": grants.sources,
                "hidden": grants.hidden,
                "attributes": dict(attributes or {}),
                "until": until,
            }
        )

    def create_room(self, room: str, *, metadata: str = "", **_more: int) -> Room:
        self._answer()
        found = self.rooms.setdefault(room, TwinRoom(metadata))
        return Room(room, f"RM_{room}", len(found.inside), 0, found.metadata)

    def tell_room(self, room: str, metadata: str) -> None:
        self._room(room).metadata = metadata

    def delete_room(self, room: str) -> None:
        self._answer()
        for identity in tuple(self.rooms[room].inside) if room in self.rooms else ():
            self.go(room, identity)
        if self.rooms.pop(room, None) is not None:
            self._tell("room_finished", room, None)

    def list_rooms(self, names: Sequence[str] = ()) -> list[Room]:
        self._answer()
        return [Room(name, name, len(one.inside), 0, one.metadata) for name, one in self.rooms.items()]

    def list_participants(self, room: str) -> list[Participant]:
        return list(self._room(room).inside.values())

    def remove(self, room: str, identity: str) -> None:
        self._answer()
        if room in self.rooms:
            self.go(room, identity)

    def mute_track(self, room: str, identity: str, track: str) -> None:
        one = self._one(room, identity)
        tracks = tuple(replace(own, muted=True) if own.sid == track else own for own in one.tracks)
        self.rooms[room].inside[identity] = replace(one, tracks=tracks)
        self.muted.append(identity)

    def update_participant(
        self,
        room: str,
        identity: str,
        *,
        grants: Grants | None = None,
        attributes: Mapping[str, str] | None = None,
        name: str | None = None,
    ) -> Participant:
        one = self._one(room, identity)
        told = {key: value for key, value in {**one.attributes, **(attributes or {})}.items() if value}
        allowed = one.grants if grants is None else grants
        tracks = tuple(track for track in one.tracks if track.source in allowed.sources)
        changed = replace(one, grants=allowed, attributes=told, tracks=tracks)
        self.rooms[room].inside[identity] = changed
        return changed

    def notice_of(self, body: bytes, authorization: str) -> Notice | None:
        number = json.loads(body)["number"] if authorization == "signed" else None
        return None if number is None else self.happened[number]

    # ------------------------------------------------------------------------------------------------------------------

    def _answer(self) -> None:
        if self.is_away:
            raise LiveKitAway("the test took it away")

    def _room(self, room: str) -> TwinRoom:
        self._answer()
        if room not in self.rooms:
            raise NoSuchThing(room)
        return self.rooms[room]

    def _one(self, room: str, identity: str) -> Participant:
        inside = self._room(room).inside
        if identity not in inside:
            raise NoSuchThing(identity)
        return inside[identity]

    def _tell(self, event: str, room: str, one: Participant | None) -> None:
        self.happened.append(
            Notice(f"EV_{next(_numbers)}", event, clock.now_ms() // 1000, room, f"RM_{room}", one, None)
        )
