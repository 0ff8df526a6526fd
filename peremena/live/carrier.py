"""Between processes: a Unix socket (mode 0600) in the data folder, on which other processes say what they changed.

A hint is one line of JSON: the newest seq of each topic that changed, and the sessions that ended. It carries no
content; the server reads the rows itself. A hint that is lost is made good by the gateway's reconciling.
"""

import asyncio
import contextlib
import logging
import os
import socket
from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from peremena.live.contract import Published
from peremena.live.publishing import News, SessionEnded

_log = logging.getLogger("peremena.live")

# A command line must not hang because the server does.
_SEND_SECONDS = 1.0
# A whole school's import in one hint stays far below this.
_LINE_BYTES = 16 * 1024 * 1024


class Hint(msgspec.Struct):
    topics: dict[str, int] = {}
    sessions: list[str] = []


class CarrierServer:
    """The serving process's end."""

    def __init__(self, path: Path, take: Callable[[dict[str, int], Sequence[str]], None]) -> None:
        self._path = path
        self._take = take
        self._server: asyncio.Server | None = None

    async def start(self) -> None:
        with contextlib.suppress(FileNotFoundError):
            self._path.unlink()
        before = os.umask(0o177)
        try:
            self._server = await asyncio.start_unix_server(self._read, str(self._path), limit=_LINE_BYTES)
        finally:
            os.umask(before)

    async def stop(self) -> None:
        if self._server is not None:
            self._server.close()
            with contextlib.suppress(FileNotFoundError):
                self._path.unlink()

    async def _read(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while line := await reader.readline():
                hint = msgspec.json.decode(line, type=Hint)
                self._take(hint.topics, hint.sessions)
        except (msgspec.DecodeError, ValueError, ConnectionError):
            _log.warning("a hint from another process was not understood")
        finally:
            writer.close()


class CarrierClient:
    """Another process's end: the sink of `live.publishing` in the command line and in jobs."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def tell(self, news: News) -> None:
        """Send one hint for the news of one commit. Nobody serving is no error: the server reads all at its start."""
        hint = Hint(topics={}, sessions=[one.session for one in news if isinstance(one, SessionEnded)])
        for one in news:
            if isinstance(one, Published):
                hint.topics[one.topic] = max(one.seq, hint.topics.get(one.topic, 0))
        if not hint.topics and not hint.sessions:
            return
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as line:
            line.settimeout(_SEND_SECONDS)
            line.connect(str(self._path))
            line.sendall(msgspec.json.encode(hint) + b"\n")
