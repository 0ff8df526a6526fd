"""Lines that end nowhere: a transport for tests of the hub, which lays open what was written to it."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from functools import wraps
from typing import Any, cast

import uvloop

from peremena.live.contract import Event, Principal, Published, Subscription, encode
from peremena.live.hub import Hub
from peremena.live.socket import Socket

SHORT, MEDIUM = 126, 127


class Line:
    """Takes what a transport takes. `unread` bytes wait for a reader that does not read; `is_reset` fails writes."""

    def __init__(self) -> None:
        self.written = b""
        self.unread = 0
        self.is_reset = False
        self.aborted = False
        self.closed_with: list[int] = []
        self._writes = asyncio.Event()

    async def written_to(self) -> None:
        """Wait for the first write."""
        async with asyncio.timeout(10):
            await self._writes.wait()

    def write(self, packed: bytes) -> None:
        if self.is_reset:
            raise RuntimeError("unable to perform operation; the handler is closed")
        self.written += packed
        self._writes.set()

    def get_write_buffer_size(self) -> int:
        return self.unread

    def is_closing(self) -> bool:
        return self.aborted

    def abort(self) -> None:
        self.aborted = True

    def frames(self) -> list[Any]:
        """Return the JSON of every frame written so far."""
        rest, found = self.written, []
        while rest:
            start, size = _size(rest)
            found.append(json.loads(rest[start : start + size]))
            rest = rest[start + size :]
        return found

    def seqs(self, topic: str) -> list[int]:
        return [one["seq"] for one in self.frames() if one.get("topic") == topic]


def _size(packed: bytes) -> tuple[int, int]:
    assert packed[0] == 0x81, "a frame is one whole uncompressed text"
    if packed[1] < SHORT:
        return 2, packed[1]
    if packed[1] == SHORT:
        return 4, int.from_bytes(packed[2:4])
    return 10, int.from_bytes(packed[2:10])


class Told(Event, tag="told"):
    """Stands for any durable event."""

    topic: str
    seq: int


def told(topic: str, seq: int, *, joins: tuple[Subscription, ...] = (), leaves: tuple[str, ...] = ()) -> Published:
    return Published(topic, seq, encode(Told(topic=topic, seq=seq)), joins, leaves)


FAR = 4_000_000_000.0


def opened(hub: Hub, profile: int = 7, session: str = "", expires_at: float = FAR) -> tuple[Socket, Line]:
    """Let a socket enter the hub, its rights not read yet."""
    line = Line()
    principal = Principal(profile, session or f"session of {profile}", expires_at)
    socket = Socket(principal, cast("Any", line), line.closed_with.append)
    hub.enter(socket)
    return socket, line


def admitted(hub: Hub, *topics: str, profile: int = 7, seq: int = 0) -> tuple[Socket, Line]:
    """Let a socket enter and hear `topics`, all of which stand at `seq`, like its own topic."""
    socket, line = opened(hub, profile)
    hub.admit(socket, [Subscription(f"p{profile}", seq), *(Subscription(topic, seq) for topic in topics)])
    return socket, line


def on_a_loop(test: Callable[..., Awaitable[None]]) -> Callable[..., None]:
    """Run a test on an event loop of its own, of the kind that serves."""

    @wraps(test)
    def run(*arguments: Any, **named: Any) -> None:
        async def whole() -> None:
            await test(*arguments, **named)

        uvloop.run(whole())

    return run
