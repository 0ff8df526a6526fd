"""Topics and sockets of this process, and nothing else. Everything here runs on the event loop.

An event of a topic is delivered when it is the next one. One that shows a gap waits for the missing ones (another
process may be about to tell them), at most `HOLD_SECONDS`; then it is let through and the browsers repair by `sync`.
"""

import asyncio
import heapq
from collections.abc import Callable, Sequence
from itertools import count
from typing import TypeVar

from peremena.live.contract import Published, Subscription, profile_topic
from peremena.live.publishing import News, SessionEnded, Whisper
from peremena.live.socket import Socket
from peremena.live.topic import UNKNOWN, Topic
from peremena.live.wire import frame

# How long an event waits for the ones before it. Long enough for a commit on its way, short enough to go unnoticed.
HOLD_SECONDS = 0.2

_Key = TypeVar("_Key", int, str)


class Hub:
    def __init__(self, now: Callable[[], float], on_gap: Callable[[str, int], None] | None = None) -> None:
        self.topics: dict[str, Topic] = {}
        self.profiles: dict[int, set[Socket]] = {}
        self.sessions: dict[str, set[Socket]] = {}
        self._now = now
        # Told when a topic shows a gap: (topic, newest seq before it). The gateway fetches what is missing.
        self._on_gap = on_gap
        self._ends: list[tuple[float, int, Socket, str | None]] = []
        self._order = count()
        self._sweep_at = 1000
        # Sockets whose rights are being read, and what topics without listeners have been told meanwhile.
        self._opening = 0
        self._unheard: dict[str, int] = {}
        self._whispers: dict[str, Whisper | None] = {}
        # Called when the first socket of a profile comes and when the last one goes.
        self.on_presence: Callable[[int, bool], None] = lambda _profile, _online: None
        # Called when a profile lost the right to some conversation, whether or not it has a socket here.
        self.on_right_lost: Callable[[int], None] = lambda _profile: None
        # Called when a right may be older than what its topic was told: (profile, topic, seq when it was read).
        self.on_late_join: Callable[[int, str, int], None] = lambda _profile, _topic, _seq: None

    # --- sockets ------------------------------------------------------------------------------------------------------

    def enter(self, socket: Socket) -> None:
        """Listen for the profile and the session before any right is read (protocol.md, "Handshake")."""
        profile = socket.principal.profile
        mine = self.profiles.setdefault(profile, set())
        mine.add(socket)
        self.sessions.setdefault(socket.principal.session, set()).add(socket)
        self._opening += 1
        self._subscribe(socket, Subscription(profile_topic(profile), UNKNOWN))
        self._end_at(socket.principal.expires_at, socket, None)
        if len(mine) == 1:
            self.on_presence(profile, True)  # noqa: FBT003 the callback's own shape

    def admit(self, socket: Socket, subscriptions: Sequence[Subscription]) -> dict[str, int]:
        """Subscribe `socket` to what its rights gave, as changed since they were read; return the heads for `hello`."""
        own = profile_topic(socket.principal.profile)
        rights = {right.topic: right for right in subscriptions}
        since = rights[own].seq if own in rights else 0
        for name, (seq, right) in self.topics[own].rights.items():
            if seq > since and right is None:
                rights.pop(name, None)
            elif seq > since and right is not None:
                rights[name] = right
        heads = {name: self._subscribe(socket, right) for name, right in rights.items()}
        self._opened(socket)
        return heads

    def leave(self, socket: Socket) -> None:
        """Forget a socket entirely; called when its connection is lost or before it is closed."""
        if socket.gone:
            return
        socket.gone = True
        if socket.is_opening:
            self._opened(socket)
        for topic in socket.topics:
            self._forget_listener(topic, socket)
        socket.topics = []
        _forget(self.sessions, socket.principal.session, socket)
        if _forget(self.profiles, socket.principal.profile, socket):
            self.on_presence(socket.principal.profile, False)  # noqa: FBT003 the callback's own shape

    def close_session(self, session: str) -> None:
        for socket in tuple(self.sessions.get(session, ())):
            self._sign_out(socket)

    # --- news ---------------------------------------------------------------------------------------------------------

    def tell(self, news: News) -> None:
        """Deliver the news of one commit, in order. Runs of events of one topic become one write per socket."""
        self.end_what_is_over()
        run: list[Published] = []
        for one in news:
            if run and (not isinstance(one, Published) or one.topic != run[0].topic or one.joins or one.leaves):
                self._deliver(run)
                run = []
            if isinstance(one, Published):
                run.append(one)
            elif isinstance(one, Whisper):
                self._whisper(one)
            elif isinstance(one, SessionEnded):
                self.close_session(one.session)
        if run:
            self._deliver(run)

    def head(self, topic: str) -> int | None:
        """Return the newest seq delivered on `topic`, or None when nobody here listens to it."""
        found = self.topics.get(topic)
        return None if found is None else found.head

    def repeat(self, profile: int, events: Sequence[Published]) -> None:
        """Show a profile what the others have heard already, and everybody what nobody here has."""
        for event in events:
            head = self.head(event.topic)
            if head is None or event.seq > head:
                continue
            for socket in tuple(self.topics[event.topic].sockets):
                if socket.principal.profile == profile and not socket.is_opening:
                    self._write(socket, frame(event.seen_through(socket.sight_of(event.topic))))
        self.tell(events)

    # --- inside -------------------------------------------------------------------------------------------------------

    def _deliver(self, run: list[Published]) -> None:
        topic = self.topics.get(run[0].topic)
        if topic is None:
            self._nobody_listens(run)
            return
        for event in run:
            for name in event.leaves:
                self._change_right(topic, event.seq, name, None)
        fresh = self._in_order(topic, run)
        # A right waits with the event that tells of it; one that was given up and comes after all counts at once.
        for event in (*run, *fresh):
            if event.joins and event.seq <= topic.head:
                for right in event.joins:
                    self._change_right(topic, event.seq, right.topic, right)
        if fresh:
            self._write_to_all(topic, fresh)

    def _nobody_listens(self, run: list[Published]) -> None:
        if self._opening:
            self._unheard[run[0].topic] = run[-1].seq
        if any(event.leaves for event in run):
            self.on_right_lost(int(run[0].topic[1:]))

    def _in_order(self, topic: Topic, run: list[Published]) -> list[Published]:
        """Return the events that may go now; keep the others until the gap before them closes."""
        was_holding = bool(topic.held)
        fresh = topic.advance(run)
        if topic.held and not was_holding:
            asyncio.get_running_loop().call_later(HOLD_SECONDS, self._let_through, run[0].topic)
            if self._on_gap is not None:
                self._on_gap(run[0].topic, topic.head)
        return fresh

    def _let_through(self, name: str) -> None:
        """Deliver what still waits behind a gap; the browsers see the gap and sync."""
        topic = self.topics.get(name)
        if topic is not None and topic.held:
            self._deliver(topic.forget_gap())

    def _write_to_all(self, topic: Topic, events: list[Published]) -> None:
        packed = b"".join([frame(event.payload) for event in events])
        is_veiled = any(event.veils for event in events)
        slow = []
        bound = Socket.SLOW_BYTES
        for socket in topic.sockets:
            if socket.is_opening:
                continue  # The heads of its `hello` will show what it missed.
            transport = socket.transport
            try:
                if transport.get_write_buffer_size() > bound:
                    slow.append(socket)
                elif is_veiled and (windows := socket.sight_of(topic.name)) is not None:
                    transport.write(b"".join([frame(event.seen_through(windows)) for event in events]))
                else:
                    transport.write(packed)
            except (RuntimeError, OSError):
                slow.append(socket)  # Reset, but not yet reported as lost.
        for socket in slow:
            self.leave(socket)
            socket.abort()

    def _whisper(self, whisper: Whisper) -> None:
        if whisper.every_seconds and whisper.key in self._whispers:
            self._whispers[whisper.key] = whisper
            return
        topic = self.topics.get(whisper.topic)
        if topic is None:
            return
        if whisper.every_seconds:
            self._whispers[whisper.key] = None
            asyncio.get_running_loop().call_later(whisper.every_seconds, self._whisper_again, whisper.key)
        packed = frame(whisper.payload)
        for socket in tuple(topic.sockets):
            if not socket.is_opening and not socket.is_slow(Socket.WHISPER_BYTES):
                self._write(socket, packed)

    def _whisper_again(self, key: str) -> None:
        kept = self._whispers.pop(key, None)
        if kept is not None:
            self._whisper(kept)

    def _write(self, socket: Socket, packed: bytes) -> None:
        if not socket.write(packed):
            self.leave(socket)
            socket.abort()

    def _subscribe(self, socket: Socket, right: Subscription) -> int:
        topic = self.topics.get(right.topic)
        if topic is None:
            topic = self.topics[right.topic] = Topic(right.topic, self._head_for(right))
        elif topic.head == UNKNOWN:
            topic.head = right.seq
        if socket not in topic.sockets:
            topic.sockets.add(socket)
            socket.topics.append(topic)
        socket.see(right.topic, right.windows)
        socket.ends.pop(right.topic, None)
        if right.until is not None:
            self._end_at(right.until, socket, right.topic)
        return max(topic.head, right.seq)

    def _unsubscribe(self, socket: Socket, name: str) -> None:
        topic = self.topics.get(name)
        if topic is not None and socket in topic.sockets:
            socket.topics.remove(topic)
            self._forget_listener(topic, socket)

    def _forget_listener(self, topic: Topic, socket: Socket) -> None:
        topic.sockets.discard(socket)
        if not topic.sockets:
            del self.topics[topic.name]

    def _head_for(self, right: Subscription) -> int:
        """Return the head of a topic that nobody listened to: its seq when the right was read, or told meanwhile."""
        return max(right.seq, self._unheard.get(right.topic, UNKNOWN))

    def _change_right(self, own: Topic, seq: int, name: str, right: Subscription | None) -> None:
        """Change what a profile's sockets hear, unless a later change of the same right has been told already."""
        if seq <= own.rights.get(name, (UNKNOWN, None))[0]:
            return
        own.rights[name] = (seq, right)
        topic = self.topics.get(name)
        is_late = topic is None or (right is not None and topic.head > right.seq)
        for socket in tuple(own.sockets):
            if socket.is_opening:
                continue  # `admit` looks at `rights` itself.
            if right is None:
                self._unsubscribe(socket, name)
            else:
                self._subscribe(socket, right)
        if not own.sockets:
            return
        profile = next(iter(own.sockets)).principal.profile
        if right is None:
            self.on_right_lost(profile)
        elif is_late:
            self.on_late_join(profile, name, right.seq)

    def _end_at(self, moment: float, socket: Socket, topic: str | None) -> None:
        if topic is not None:
            socket.ends[topic] = moment
        heapq.heappush(self._ends, (moment, next(self._order), socket, topic))
        if len(self._ends) > self._sweep_at:
            # Sockets that went long before their session's end would stay in memory for a month.
            self._ends = [end for end in self._ends if not end[2].gone]
            heapq.heapify(self._ends)
            self._sweep_at = max(1000, 2 * len(self._ends))

    def end_what_is_over(self) -> None:
        """Rights that end by a date end at that moment, whoever is late elsewhere (protocol.md, "Dates")."""
        if not self._ends or self._ends[0][0] > (now := self._now()):
            return
        while self._ends and self._ends[0][0] <= now:
            moment, _order, socket, topic = heapq.heappop(self._ends)
            if topic is None:
                self._sign_out(socket)
            elif socket.ends.get(topic) == moment and not socket.gone:
                self._unsubscribe(socket, topic)
                self.on_right_lost(socket.principal.profile)

    def _opened(self, socket: Socket) -> None:
        socket.is_opening = False
        self._opening -= 1
        if not self._opening:
            self._unheard.clear()

    def _sign_out(self, socket: Socket) -> None:
        if not socket.gone:
            self.leave(socket)
            socket.close_signed_out()


def _forget(places: dict[_Key, set[Socket]], key: _Key, socket: Socket) -> bool:
    """Take the socket out of one place; say whether the place is empty now."""
    sockets = places.get(key)
    if sockets is None:
        return False
    sockets.discard(socket)
    if sockets:
        return False
    del places[key]
    return True
