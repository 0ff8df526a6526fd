"""One write per socket: what a batch tells an author and what it answers them leave together.

A write costs the kernel more than all else that a message costs us; an author would otherwise pay it twice.
"""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    from asyncio import Transport
    from collections.abc import Callable, Iterable, Iterator

    from peremena.live.socket import Socket


class _Gathered:
    """Stands in for the transport of one socket for a moment, and keeps what is written."""

    __slots__ = ("parts", "transport")

    def __init__(self, transport: Transport) -> None:
        self.transport = transport
        self.parts: list[bytes] = []

    def write(self, packed: bytes) -> None:
        self.parts.append(packed)

    def get_write_buffer_size(self) -> int:
        return self.transport.get_write_buffer_size()

    def is_closing(self) -> bool:
        return self.transport.is_closing()

    def abort(self) -> None:
        self.transport.abort()


@contextmanager
def gathered(sockets: Iterable[Socket], lost: Callable[[Socket], None]) -> Iterator[None]:
    """Let all that is written to `sockets` inside leave in one write each; `lost` is told of those that fail."""
    waiting: dict[Socket, _Gathered] = {}
    for socket in sockets:
        if socket not in waiting:
            waiting[socket] = stand_in = _Gathered(socket.transport)
            socket.transport = cast("Transport", stand_in)  # It has what is asked of a socket's transport.
    try:
        yield
    finally:
        for socket, stand_in in waiting.items():
            socket.transport = stand_in.transport
            if stand_in.parts and not socket.gone and not socket.write(b"".join(stand_in.parts)):
                lost(socket)
