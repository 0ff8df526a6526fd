"""WebSocket frames, and uvicorn's protocol with its transport laid open."""

import struct
from collections.abc import Callable
from typing import Any

from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.http11 import Request

_SHORT, _MEDIUM = 126, 65536
_FINAL_TEXT = 0x81


def frame(payload: bytes) -> bytes:
    """Return `payload` as one unmasked, uncompressed text frame (RFC 6455, section 5.2)."""
    size = len(payload)
    if size < _SHORT:
        return bytes((_FINAL_TEXT, size)) + payload
    if size < _MEDIUM:
        return struct.pack(">BBH", _FINAL_TEXT, 126, size) + payload
    return struct.pack(">BBQ", _FINAL_TEXT, 127, size) + payload


class OpenTransport(WebSocketsSansIOProtocol):
    """Lets the application write shared frames straight to the transport (compression must be off for that).

    `lost` is called in `connection_lost`, before the application's task wakes: a write to a transport that is gone
    raises under uvloop, so the hub has to forget the socket first.
    """

    lost: Callable[[], None] | None = None
    # Given by the gateway once it serves this socket: frames then go to it without a queue and a task to wake.
    take: Callable[[bytes], None] | None = None

    def handle_connect(self, event: Request) -> None:
        super().handle_connect(event)
        if hasattr(self, "scope"):
            self.scope["extensions"]["peremena.transport"] = {"protocol": self}

    def send_receive_event_to_app(self) -> None:
        # What came before is still in uvicorn's queue, and nothing is read until that is empty: the order stays.
        if self.take is None or self.close_sent:
            super().send_receive_event_to_app()
            return
        packed = b"".join(self.frames)
        self.frames = []
        self.take(packed)

    def connection_lost(self, exc: Exception | None) -> None:
        if self.lost is not None:
            self.lost()
        # They lead to the socket, which leads back here: without this each closed line waits for the collector.
        self.lost = self.take = None
        super().connection_lost(exc)

    def connection_made(self, transport: Any) -> None:
        super().connection_made(transport)
        # The hub judges a slow reader by what waits in the buffer; the kernel's own buffers come before that.
        transport.set_write_buffer_limits(high=1 << 30)
