"""Lines that break, stall or talk nonsense harm themselves and nobody else."""

import json
import os
import random
import sys
import threading
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path

import pytest

from tests.databases import Database
from tests.faults.raw import RawLine
from tests.live.client import LiveClient
from tests.server import PROGRAM, Server
from tests.torture import cast

# About 8 KB on the wire.
LONG = "я" * 4000
# More than the kernel's buffers on both sides and what the server lets wait for one reader.
FLOOD = 1500

Start = Callable[..., Server]


@pytest.fixture
def start(sqlite_database: Database, tmp_path: Path) -> Iterator[Start]:
    """Start a server whose people may send as fast as they like."""
    started: list[Server] = []

    def one(program: tuple[str, ...] = PROGRAM) -> Server:
        server = Server(tmp_path, sqlite_database, {"PEREMENA_SENDS_PER_10_SECONDS": "1000000"}, program)
        started.append(server.start())
        return server

    yield one
    for server in started:
        server.stop()


def flood(server: Server, session: str, conversation: int, texts: list[str]) -> None:
    """Send as fast as the server takes it, 30 in flight; every message has to be acknowledged."""
    with closing(LiveClient(server.address, session)) as writer:
        writer.hello()
        given: list[int] = []
        for text in texts:
            if len(given) >= 30:
                assert "ok" in writer.answer(given.pop(0), seconds=20)
            given.append(writer.give("message.send", conversation=conversation, key=str(uuid.uuid4()), text=text))
        for one in given:
            assert "ok" in writer.answer(one, seconds=20)


def heard_in_order(reader: LiveClient, count: int) -> None:
    for number in range(1, count + 1):
        assert reader.event("message.sent", seconds=20)["no"] == number


def lines_of(server: Server) -> int:
    """Count the sockets that the server has open."""
    assert server.process is not None
    count = 0
    for one in Path(f"/proc/{server.process.pid}/fd").iterdir():
        with suppress(FileNotFoundError):  # Closed while we looked.
            count += str(one.readlink()).startswith("socket:")
    return count


def memory_of(server: Server) -> int:
    assert server.process is not None
    fields = Path(f"/proc/{server.process.pid}/statm").read_text().split()
    return int(fields[1]) * os.sysconf("SC_PAGE_SIZE")


def within(seconds: float, true: Callable[[], bool]) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if true():
            return True
        time.sleep(0.02)
    return true()


@pytest.mark.slow
def test_slow_readers_are_cut_and_cost_nothing(start: Start) -> None:
    people = cast.people(3)
    group = cast.group("Все", people)
    server = start()
    flood(server, people[0].session, group, ["разогрев"] * 50)
    with closing(LiveClient(server.address, people[1].session)) as reader:
        reader.hello()
        lines, memory = lines_of(server), memory_of(server)
        slow = [RawLine(server.address, people[2].session, receive_buffer=4096).greeted() for _ in range(20)]
        assert lines_of(server) >= lines + len(slow)
        flooding = threading.Thread(target=flood, args=(server, people[0].session, group, [LONG] * FLOOD))
        flooding.start()
        for number in range(51, 51 + FLOOD):
            assert reader.event("message.sent", seconds=20)["no"] == number
        flooding.join()
        assert within(1.0, lambda: lines_of(server) <= lines), "the slow lines are still open"
        # What waited for each of them, 256 KB at most, is gone; the rest is the database's cache and Python's own.
        assert memory_of(server) - memory < 60 << 20
        for line in slow:
            assert len(line.all_until_it_ends()) < FLOOD * 8000
            line.socket.close()


@pytest.mark.slow
def test_hundreds_of_resets_in_a_flood(start: Start) -> None:
    people = cast.people(3)
    group = cast.group("Все", people)
    server = start()
    chance = random.Random(7)
    with closing(LiveClient(server.address, people[1].session)) as reader:
        reader.hello()
        lines = [RawLine(server.address, people[2].session) for _ in range(400)]
        for line in lines[:300]:
            line.greeted()  # The others break in the middle of the handshake.
        flooding = threading.Thread(target=flood, args=(server, people[0].session, group, ["раз"] * 600))
        flooding.start()
        chance.shuffle(lines)
        for line in lines:
            line.reset()
            time.sleep(chance.uniform(0, 0.004))
        heard_in_order(reader, 600)
        flooding.join()
        assert within(2.0, lambda: lines_of(server) < 60), "lines that are gone are still open"
    assert "Traceback" not in server.log.read_text()


def test_a_half_open_line_is_noticed(start: Start) -> None:
    """The other side vanished without a word: only the missing answer to a ping tells."""
    anna, boris = cast.people(2)
    group = cast.group("Все", [anna, boris])
    server = start((sys.executable, "-m", "tests.faults.hurt", "quick-pings"))
    with closing(LiveClient(server.address, anna.session)) as watching:
        watching.hello()
        vanished = RawLine(server.address, boris.session).greeted()
        assert watching.command("presence.watch", profiles=[boris.profile])["ok"]["online"] == [boris.profile]
        assert watching.event("presence", profile=boris.profile)["online"] is False
        assert "ok" in watching.send(group, "раз")
        assert vanished.all_until_it_ends()
        vanished.socket.close()


NONSENSE = [
    b"",
    b"{",
    b"null",
    b'"text"',
    b'{"id":1,"do":' + b"[" * 20_000,
    b'{"id":1,"do":{}}',
    b'{"id":1,"do":"message.send"}',
    b'{"id":1,"do":"message.send","conversation":"x","key":[],"text":{}}',
    b'{"id":null,"do":null}',
    b'{"id":1,"do":"sync","topics":{"":0,"c":1,"p":1,"c-1":1,"c99999999999999999999":1,"\\u0000":1}}',
    b'{"id":1,"do":"presence.watch","profiles":[9007199254740992]}',
    b'{"id":1,"do":"conversation.read","conversation":9007199254740992,"no":9007199254740992}',
    b'{"id":1,"do":"conversation.typing","conversation":9007199254740992}',
]


@pytest.mark.parametrize("opcode", [1, 2])
def test_nonsense_is_answered_each_by_each(start: Start, opcode: int) -> None:
    """Also as binary frames: nobody promised them, nothing breaks of them."""
    (anna,) = cast.people(1)
    server = start()
    line = RawLine(server.address, anna.session).greeted()
    with closing(line.socket):
        for nonsense in NONSENSE:
            line.say(nonsense, opcode=opcode)
            answer = json.loads(line.frame())
            assert "error" in answer or b"sync" in nonsense or b"watch" in nonsense, (nonsense[:80], answer)
        line.say(b'{"id":7,"do":"sync","topics":{}}', opcode=opcode)
        assert json.loads(line.frame())["id"] == 7
    assert "Traceback" not in server.log.read_text()


def test_frames_that_are_no_frames_close_only_their_line(start: Start) -> None:
    anna, boris = cast.people(2)
    group = cast.group("Все", [anna, boris])
    server = start()
    chance = random.Random(3)
    with closing(LiveClient(server.address, boris.session)) as reader:
        reader.hello()
        for _ in range(40):
            line = RawLine(server.address, anna.session).greeted()
            line.socket.sendall(chance.randbytes(chance.randrange(1, 400)))
            line.reset()
        huge = RawLine(server.address, anna.session).greeted()
        with suppress(ConnectionError):  # It is closed long before the end of it.
            huge.say(b"x" * 10_000_000)
        assert huge.all_until_it_ends()[2:4] in {b"", (1009).to_bytes(2)}, (
            "closed with 1009, unless the reset was first"
        )
        huge.socket.close()
        flood(server, anna.session, group, ["раз"] * 3)
        heard_in_order(reader, 3)
    assert "Traceback" not in server.log.read_text()
