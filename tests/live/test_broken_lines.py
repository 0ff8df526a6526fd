"""Lines that break: resets in a flood, readers that do not read, sockets that nobody closed."""

import socket
import struct
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from peremena.live.socket import Socket
from tests.databases import Database
from tests.live.client import LiveClient
from tests.live.conftest import beside
from tests.live.speaking import say_at_once
from tests.server import Server
from tests.torture import cast
from tests.torture.cast import Somebody

RESETS = 300


@pytest.fixture
def server(sqlite_database: Database, tmp_path: Path) -> Iterator[Server]:
    one = Server(tmp_path, sqlite_database, {"PEREMENA_SENDS_PER_10_SECONDS": "100000"}).start()
    with beside(one):
        yield one
    one.stop()


def _line(server: Server, somebody: Somebody) -> socket.socket:
    """Open a WebSocket by hand, so that it can be broken by hand."""
    line = socket.create_connection(("127.0.0.1", server.port))
    line.sendall(
        f"GET /ws?protocol=1 HTTP/1.1\r\nHost: {server.address}\r\nOrigin: http://{server.address}\r\n"
        f"Cookie: sessionid={somebody.session}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n".encode()
    )
    return line


def _greeted(line: socket.socket) -> None:
    seen = b""
    while b'"hello"' not in seen:
        part = line.recv(4096)
        assert part, seen
        seen += part


def _reset(line: socket.socket) -> None:
    """Close with RST: the server's next write to it fails."""
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    line.close()


def test_hundreds_of_resets_during_a_flood_disturb_nobody(server: Server) -> None:
    author, reader, breaking = cast.people(3)
    conversation = cast.group("класс", [author, reader, breaking])
    talking, listening = (LiveClient(server.address, one.session) for one in (author, reader))
    talking.hello()
    listening.hello()
    given = []
    lines: list[socket.socket] = []
    for number in range(RESETS):
        line = _line(server, breaking)
        lines.append(line)
        if number % 3 == 0:
            _greeted(line)
        given.append(_give(talking, conversation, number))
        if len(lines) > 5:
            _reset(lines.pop(0))
        if number % 20 == 19:
            for one in given:
                assert "ok" in talking.answer(one)
            given.clear()
    for line in lines:
        _reset(line)
    for one in given:
        assert "ok" in talking.answer(one)
    texts = [listening.event("message.sent")["text"] for _ in range(RESETS)]
    assert texts == [str(number) for number in range(RESETS)]
    talking.close()
    listening.close()
    assert "Traceback" not in server.log.read_text()


def _give(client: LiveClient, conversation: int, number: int) -> int:
    return client.give("message.send", conversation=conversation, key=str(uuid.uuid4()), text=str(number))


def test_a_reader_that_does_not_read_is_cut_off_and_its_memory_is_free_within_a_second(server: Server) -> None:
    author, sleeper, reader = cast.people(3)
    conversation = cast.group("класс", [author, sleeper, reader])
    line = _line(server, sleeper)
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    _greeted(line)
    listening = LiveClient(server.address, reader.session)
    listening.hello()
    before = _memory(server)
    sent, waiting = 0, True
    while waiting and sent < 40_000_000:
        say_at_once(conversation, author.profile, *("я" * 4000 for _ in range(50)))
        sent += 50 * 8000
        for _ in range(50):
            listening.event("message.sent")
        waiting = _is_open(server, line)
    assert not waiting, f"still open after {sent} bytes"
    time.sleep(1.0)
    assert _memory(server) - before < 40_000_000
    assert listening.command("sync", topics={})["ok"]["topics"] == {}
    listening.close()
    line.close()


def _is_open(server: Server, line: socket.socket) -> bool:
    """Look from the server's side: an aborted line is no longer among its descriptors."""
    assert server.process is not None
    port = f":{line.getsockname()[1]:04X}"
    rows = [row.split() for row in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return any(row[2].endswith(port) and row[3] == "01" for row in rows)


def _memory(server: Server) -> int:
    assert server.process is not None
    fields = Path(f"/proc/{server.process.pid}/statm").read_text().split()
    return int(fields[1]) * 4096


def test_a_slow_reader_is_judged_by_a_quarter_of_a_megabyte() -> None:
    assert Socket.SLOW_BYTES == 256 * 1024
    assert Socket.WHISPER_BYTES < Socket.SLOW_BYTES


def test_who_was_cut_off_comes_back_and_syncs(server: Server) -> None:
    author, reader = cast.people(2)
    conversation = cast.group("класс", [author, reader])
    first = LiveClient(server.address, reader.session)
    first.hello()
    _reset(first.socket.socket)
    say_at_once(conversation, author.profile, "раз", "два")
    again = LiveClient(server.address, reader.session)
    assert again.hello()["heads"][f"c{conversation}"] == 2
    topics = again.command("sync", topics={f"c{conversation}": 0})["ok"]["topics"]
    assert [event["text"] for event in topics[f"c{conversation}"]["events"]] == ["раз", "два"]
    again.close()
    with pytest.raises((ConnectionClosed, OSError)):
        first.socket.send("{}")
