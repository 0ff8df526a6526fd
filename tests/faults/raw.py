"""A WebSocket line laid open: reads only when asked, answers no pings by itself, breaks as one likes."""

import os
import socket
import struct
from contextlib import suppress

from django.conf import settings

LINGER_NOT = struct.pack("ii", 1, 0)


class RawLine:
    """One WebSocket line."""

    def __init__(self, address: str, session: str, *, receive_buffer: int = 0) -> None:
        host, port = address.split(":")
        self.socket = socket.socket()
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(10)
        self.socket.connect((host, int(port)))
        request = [
            "GET /ws?protocol=1 HTTP/1.1",
            f"Host: {address}",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==",
            "Sec-WebSocket-Version: 13",
            f"Origin: http://{address}",
            f"Cookie: {settings.SESSION_COOKIE_NAME}={session}",
        ]
        self.socket.sendall("\r\n".join([*request, "", ""]).encode())

    def greeted(self) -> "RawLine":
        """Read as far as the end of `hello`, and no further."""
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            head += self._exactly(1)
        assert head.startswith(b"HTTP/1.1 101"), head
        assert b'"on":"hello"' in self.frame()
        return self

    def frame(self) -> bytes:
        """Return the next frame's content."""
        size = self._exactly(2)[1]
        if size == 126:
            (size,) = struct.unpack(">H", self._exactly(2))
        elif size == 127:
            (size,) = struct.unpack(">Q", self._exactly(8))
        return self._exactly(size)

    def say(self, text: bytes, *, opcode: int = 1) -> None:
        """Send one frame, masked as a browser does."""
        mask = os.urandom(4)
        size = len(text)
        if size < 126:
            head = struct.pack(">BB", 0x80 | opcode, 0x80 | size)
        elif size < 1 << 16:
            head = struct.pack(">BBH", 0x80 | opcode, 0x80 | 126, size)
        else:
            head = struct.pack(">BBQ", 0x80 | opcode, 0x80 | 127, size)
        repeated = (mask * (size // 4 + 1))[:size]
        masked = (int.from_bytes(text) ^ int.from_bytes(repeated)).to_bytes(size)
        self.socket.sendall(head + mask + masked)

    def all_until_it_ends(self) -> bytes:
        """Read until the server closes or resets the line."""
        found = b""
        with suppress(ConnectionError):
            while part := self.socket.recv(1 << 16):
                found += part
        return found

    def reset(self) -> None:
        """Break the line as a crash does: no goodbye, a reset for whatever still comes."""
        self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, LINGER_NOT)
        self.socket.close()

    def _exactly(self, size: int) -> bytes:
        found = b""
        while len(found) < size:
            part = self.socket.recv(size - len(found))
            if not part:
                raise ConnectionError("the server closed the line")
            found += part
        return found
