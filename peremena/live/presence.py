"""Who is online, told only to those who watch, coalesced. Whom one may watch was decided by the domain."""

import asyncio

import msgspec

from peremena.live.contract import Event, encode
from peremena.live.hub import Hub
from peremena.live.socket import Socket

# A phone in a lift goes and comes back within seconds; nobody needs to see that.
COALESCE_SECONDS = 2.0


class PresenceChanged(Event, tag="presence"):
    profile: int
    online: bool


class WatchAnswer(msgspec.Struct):
    online: list[int]


class Presence:
    def __init__(self, hub: Hub) -> None:
        self._hub = hub
        self._watchers: dict[int, set[Socket]] = {}
        self._told: dict[int, bool] = {}
        self._due: set[int] = set()
        hub.on_presence = self._changed
        hub.on_right_lost = self.doubt

    def watch(self, socket: Socket, profiles: tuple[int, ...]) -> WatchAnswer:
        """Replace what `socket` watches; answer who of them is online now."""
        self.forget(socket)
        socket.watch = frozenset(profiles)
        for profile in profiles:
            self._watchers.setdefault(profile, set()).add(socket)
            if profile in self._due:
                # Whoever watches already was told something else than the newcomer: all are told again.
                self._told.pop(profile, None)
            else:
                self._told.setdefault(profile, profile in self._hub.profiles)
        return WatchAnswer(online=[profile for profile in profiles if profile in self._hub.profiles])

    def forget(self, socket: Socket) -> None:
        for profile in socket.watch:
            self._stop_watching(socket, profile)
        socket.watch = frozenset()

    def doubt(self, profile: int) -> None:
        """End every watch of and by a profile that lost a right; who still may has to ask again, and sees "offline"."""
        for socket in tuple(self._hub.profiles.get(profile, ())):
            for watched in tuple(socket.watch):
                self._end(socket, watched)
        for socket in tuple(self._watchers.get(profile, ())):
            self._end(socket, profile)

    def _end(self, socket: Socket, profile: int) -> None:
        self._stop_watching(socket, profile)
        socket.watch -= {profile}
        socket.say(encode(PresenceChanged(profile=profile, online=False)))

    def _stop_watching(self, socket: Socket, profile: int) -> None:
        sockets = self._watchers[profile]
        sockets.discard(socket)
        if not sockets:
            del self._watchers[profile]
            self._told.pop(profile, None)

    def _changed(self, profile: int, _online: bool) -> None:  # noqa: FBT001 the hub's callback
        if profile in self._watchers and profile not in self._due:
            self._due.add(profile)
            asyncio.get_running_loop().call_later(COALESCE_SECONDS, self._tell, profile)

    def _tell(self, profile: int) -> None:
        self._due.discard(profile)
        online = profile in self._hub.profiles
        if profile not in self._watchers or self._told.get(profile) == online:
            return
        self._told[profile] = online
        payload = encode(PresenceChanged(profile=profile, online=online))
        for socket in tuple(self._watchers[profile]):
            if not socket.is_slow(Socket.WHISPER_BYTES):
                socket.say(payload)
