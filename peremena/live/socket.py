"""One open WebSocket as the hub and the gateway see it."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from peremena.live.contract import SIGNED_OUT, Principal
from peremena.live.wire import frame

if TYPE_CHECKING:
    from asyncio import Transport
    from collections.abc import Callable

    from peremena.live.contract import Windows
    from peremena.live.topic import Topic


class Socket:
    """Writes whole frames to its transport; its buffer's size tells the slow reader."""

    __slots__ = (
        "_close",
        "ends",
        "gone",
        "is_opening",
        "principal",
        "topics",
        "transport",
        "unanswered",
        "watch",
        "windows",
    )

    # Bytes that may wait for one reader. Some 700 messages: a phone in a lift catches up, a dead line does not pile up.
    SLOW_BYTES: ClassVar[int] = 256 * 1024
    # Ephemeral events are dropped long before a reader counts as slow.
    WHISPER_BYTES: ClassVar[int] = 32 * 1024

    def __init__(self, principal: Principal, transport: Transport, close: Callable[[int], None]) -> None:
        self.principal = principal
        self.transport = transport
        # Topics, not names: sixty names of its own and a set to hold them would be a third of an idle socket.
        self.topics: list[Topic] = []
        self.ends: dict[str, float] = {}
        # By topic, where not all that was told before may be seen. Most see all, and None is lighter than a dict.
        self.windows: dict[str, Windows] | None = None
        self.watch: frozenset[int] = frozenset()
        self.unanswered = 0
        self.gone = False
        # Its rights are still being read: nothing is written to it yet.
        self.is_opening = True
        self._close = close

    def see(self, topic: str, windows: Windows | None) -> None:
        """Remember what of a topic may be seen."""
        if windows is not None:
            self.windows = {**(self.windows or {}), topic: windows}
        elif self.windows is not None:
            self.windows.pop(topic, None)

    def sight_of(self, topic: str) -> Windows | None:
        """Return what of a topic may be seen; None is everything."""
        return None if self.windows is None else self.windows.get(topic)

    def is_slow(self, bound: int) -> bool:
        return self.transport.get_write_buffer_size() > bound

    def write(self, packed: bytes) -> bool:
        """Write frames; False when the line is gone or the reader too slow, and the socket is to be aborted."""
        try:
            if self.transport.is_closing() or self.is_slow(self.SLOW_BYTES):
                return False
            self.transport.write(packed)
        except (RuntimeError, OSError):
            return False
        return True

    def say(self, payload: bytes) -> bool:
        return self.write(frame(payload))

    def abort(self) -> None:
        """Cut the line: a reader that does not read cannot be told anything."""
        self.transport.abort()

    def close_signed_out(self) -> None:
        self._close(SIGNED_OUT)
