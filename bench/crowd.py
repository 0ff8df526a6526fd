"""Many sockets of one process (picows, uvloop) that count what they hear: on the real road, and on its floor."""

import asyncio
import json
import secrets
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import TypeVar

from picows import WSFrame, WSListener, WSMsgType, WSTransport, ws_connect

from bench.scenes import TEXT, Someone

# People who come at the same time: more than a server has in its queue would measure the kernel's queue.
AT_ONCE = 256
# What was acknowledged is on its way; whatever has not come by then counts as lost.
_ARRIVAL_SECONDS = 30.0

# Keys carry a number by which a screen recognises a message, and end in the number of the run.
_numbers = count(1)
_RUN = secrets.token_hex(6)
_KEY = b'"key":"'

_Kind = TypeVar("_Kind", bound="Screen")


class Lost(Exception):
    """Something was not delivered, or came twice, or out of order."""


@dataclass(frozen=True, slots=True)
class Road:
    """How one speaks with a server: the real one, or the room that is its floor."""

    port: int
    event: bytes
    # On the floor there are no answers: one's own message that comes back is the acknowledgement.
    answers: bool
    position: str

    def command(self, number: int, conversation: int) -> bytes:
        key = f"{number & 0xFFFFFFFF:08x}-0000-7000-8000-{_RUN}"
        if self.answers:
            said = f'{{"id":{number},"do":"message.send","conversation":{conversation},"key":"{key}","text":"{TEXT}"}}'
        else:
            said = f'{{"do":"send","room":{conversation},"key":"{key}","text":"{TEXT}"}}'
        return said.encode()


def real_road(port: int) -> Road:
    return Road(port, b'{"on":"message.sent"', answers=True, position="no")


def floor_road(port: int) -> Road:
    return Road(port, b'{"on":"sent"', answers=False, position="seq")


class Screen(WSListener):
    """One browser. It counts messages, keeps the first and the last, and says the next when one is acknowledged."""

    def __init__(self, road: Road) -> None:
        self.road = road
        self.transport: WSTransport | None = None
        self.is_gone = False
        self.hello: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()
        self.conversation = 0
        self.is_talking = False
        self.count = 0
        self.acknowledged = 0
        # How many are to be said again, because the server was busy.
        self.postponed = 0
        self.first = b""
        self.last = b""
        # When messages were seen, by the number in their key; only screens that are asked to keep it.
        self.seen: list[tuple[int, float]] | None = None

    def on_ws_connected(self, transport: WSTransport) -> None:
        self.transport = transport
        if not self.road.answers:
            self.hello.set_result(b"")

    def on_ws_disconnected(self, _transport: WSTransport) -> None:
        self.is_gone = True

    def on_ws_frame(self, _transport: WSTransport, frame: WSFrame) -> None:
        payload = frame.get_payload_as_bytes()
        if payload.startswith(self.road.event):
            self._heard(payload)
        elif payload.startswith(b'{"id":'):
            self._answered(payload)
        elif not self.hello.done():
            self.hello.set_result(payload)

    def _heard(self, payload: bytes) -> None:
        if not self.count:
            self.first = payload
        self.count += 1
        self.last = payload
        if self.seen is not None:
            place = payload.find(_KEY) + len(_KEY)
            self.seen.append((int(payload[place : place + 8], 16), time.perf_counter()))
        if self.is_talking and not self.road.answers:
            self.acknowledged += 1
            self.say()

    def _answered(self, payload: bytes) -> None:
        if b'"ok":' not in payload:
            self._postpone(payload)
            return
        self.acknowledged += 1
        if self.is_talking:
            self.say()

    def _postpone(self, payload: bytes) -> None:
        """Say it again when the server said it is busy, as a browser does: what waited so long counts as that slow."""
        answer = json.loads(payload)
        if answer["error"]["code"] != "busy":
            raise Lost(payload.decode())
        self.postponed += 1
        asyncio.get_running_loop().call_later(answer["error"]["retry_after_ms"] / 1000, self._say_again, answer["id"])

    def _say_again(self, number: int) -> None:
        self.postponed -= 1
        if not self.is_gone:
            self._send(number)

    def say(self) -> int:
        """Send the next message and return its number."""
        number = next(_numbers)
        self._send(number)
        return number

    def _send(self, number: int) -> None:
        assert self.transport is not None
        self.transport.send(WSMsgType.TEXT, self.road.command(number, self.conversation))

    def begin(self) -> None:
        self.count = self.acknowledged = 0
        self.first = self.last = b""

    def check(self, expected: int) -> None:
        """Raise Lost unless exactly `expected` messages came, one after another in one sequence."""
        if self.count != expected:
            raise Lost(f"{self.count} messages came of {expected}")
        if expected:
            position = self.road.position
            span = json.loads(self.last)[position] - json.loads(self.first)[position] + 1
            if span != expected:
                raise Lost(f"{expected} messages came from a span of {span}")


async def open_socket(road: Road, someone: Someone, kind: type[_Kind]) -> _Kind:
    """Open one socket and wait for its `hello`."""
    screen = kind(road)
    await ws_connect(
        lambda: screen,
        f"ws://127.0.0.1:{road.port}/ws?protocol=1",
        extra_headers={"Cookie": f"sessionid={someone.session}", "Origin": f"http://127.0.0.1:{road.port}"},
        websocket_handshake_timeout=60,
    )
    await asyncio.wait_for(asyncio.shield(screen.hello), 60)
    return screen


async def connect(road: Road, people: Sequence[Someone]) -> list[Screen]:
    """Open a socket for each person, wait for every `hello`."""
    turns = asyncio.Semaphore(AT_ONCE)

    async def one(someone: Someone) -> Screen:
        async with turns:
            return await open_socket(road, someone, Screen)

    return list(await asyncio.gather(*(one(someone) for someone in people)))


async def leave(screens: Sequence[Screen]) -> None:
    for screen in screens:
        if screen.transport is not None and not screen.is_gone:
            screen.transport.disconnect()
    while not all(screen.is_gone for screen in screens):  # noqa: ASYNC110 thousands of sockets, one question
        await asyncio.sleep(0.01)


@dataclass(frozen=True, slots=True)
class Burst:
    """What a burst of messages came to."""

    deliveries_per_s: float
    sends_per_s: float
    # The generator's own processor time for each second: near 1, the generator is what was measured.
    generator_cpu: float


async def burst(screens: Sequence[Screen], in_flight: int, seconds: float) -> Burst:
    """Let the first screen keep `in_flight` messages unanswered, and make sure that all screens got all of them."""
    author = screens[0]
    for screen in screens:
        screen.begin()
    started, cpu = time.perf_counter(), time.process_time()
    author.is_talking = True
    for _ in range(in_flight):
        author.say()
    await asyncio.sleep(seconds)
    took, used = time.perf_counter() - started, time.process_time() - cpu
    delivered, acknowledged = sum(screen.count for screen in screens), author.acknowledged
    author.is_talking = False
    await _all_arrived(screens, author)
    return Burst(delivered / took, acknowledged / took, used / took)


async def _all_arrived(screens: Sequence[Screen], author: Screen) -> None:
    """Wait until nothing is under way any more, then compare what came with what was acknowledged."""
    until, before = time.perf_counter() + _ARRIVAL_SECONDS, -1
    while (now := sum(screen.count for screen in screens) + author.acknowledged) != before or author.postponed:
        if time.perf_counter() > until:
            raise Lost("messages still come, long after the last was sent")
        before = now
        await asyncio.sleep(0.3)
    if author.road.answers and author.acknowledged != author.count:
        raise Lost(f"{author.acknowledged} were acknowledged, {author.count} came")
    for screen in screens:
        screen.check(author.count)


async def open_loop(screens: Sequence[Screen], rate: float, seconds: float, watchers: Sequence[Screen]) -> list[float]:
    """Send `rate` messages a second whatever comes back; return the sorted seconds from the write to each watcher.

    Every screen says its share: nobody has more than a few messages unanswered.
    """
    for screen in screens:
        screen.begin()
    for watcher in watchers:
        watcher.seen = []
    said: dict[int, float] = {}
    started = time.perf_counter()
    total = int(rate * seconds)
    while len(said) < total:
        due = min(total, int((time.perf_counter() - started) * rate))
        while len(said) < due:
            moment = time.perf_counter()
            said[screens[len(said) % len(screens)].say() & 0xFFFFFFFF] = moment
        await asyncio.sleep(0.001)
    until = time.perf_counter() + _ARRIVAL_SECONDS
    while any(screen.count < total for screen in screens) and time.perf_counter() < until:  # noqa: ASYNC110 the same
        await asyncio.sleep(0.05)
    for screen in screens:
        screen.check(total)
    seen = [one for watcher in watchers for one in watcher.seen or ()]
    for watcher in watchers:
        watcher.seen = None
    return sorted(at - said[number] for number, at in seen)
