"""Hints between processes: a Unix socket that only its owner may use, and that nobody has to be listening on."""

import asyncio
import socket
import stat
from collections.abc import Sequence
from pathlib import Path

from peremena.live.carrier import CarrierClient, CarrierServer
from peremena.live.publishing import News, SessionEnded, Whisper
from tests.live.lines import on_a_loop, told

SECONDS = 5.0


class Taken:
    def __init__(self) -> None:
        self.hints: list[tuple[dict[str, int], list[str]]] = []
        self._more = asyncio.Event()

    def __call__(self, topics: dict[str, int], sessions: Sequence[str]) -> None:
        self.hints.append((topics, list(sessions)))
        self._more.set()

    async def next(self) -> tuple[dict[str, int], list[str]]:
        await asyncio.wait_for(self._more.wait(), SECONDS)
        self._more.clear()
        return self.hints[-1]


@on_a_loop
async def test_a_commit_of_another_process_is_one_hint_with_the_newest_seq_of_each_topic(tmp_path: Path) -> None:
    taken, path = Taken(), tmp_path / "live.sock"
    server = CarrierServer(path, taken)
    await server.start()
    news: News = [
        told("c1", 5),
        told("c1", 7),
        told("c1", 6),
        told("p3", 2),
        Whisper("c1", b"{}", ""),
        SessionEnded("s"),
    ]
    await asyncio.to_thread(CarrierClient(path).tell, news)
    assert await taken.next() == ({"c1": 7, "p3": 2}, ["s"])
    assert len(taken.hints) == 1
    await server.stop()
    assert not path.exists()


@on_a_loop
async def test_only_the_owner_may_open_the_socket(tmp_path: Path) -> None:
    server = CarrierServer(tmp_path / "live.sock", Taken())
    await server.start()
    assert stat.S_IMODE((tmp_path / "live.sock").stat().st_mode) == 0o600
    await server.stop()
    (tmp_path / "after").touch()
    assert stat.S_IMODE((tmp_path / "after").stat().st_mode) != 0o600, "other files keep the mode they would have"


@on_a_loop
async def test_the_socket_of_a_server_that_was_killed_is_no_obstacle(tmp_path: Path) -> None:
    path = tmp_path / "live.sock"
    with socket.socket(socket.AF_UNIX) as killed:
        killed.bind(str(path))
    CarrierClient(path).tell([told("c1", 1)])
    taken = Taken()
    server = CarrierServer(path, taken)
    await server.start()
    await asyncio.to_thread(CarrierClient(path).tell, [told("c1", 1)])
    assert await taken.next() == ({"c1": 1}, [])
    await server.stop()


def test_nobody_serving_is_no_error(tmp_path: Path) -> None:
    CarrierClient(tmp_path / "live.sock").tell([told("c1", 1)])


@on_a_loop
async def test_a_hint_that_is_not_understood_harms_nobody(tmp_path: Path) -> None:
    taken, path = Taken(), tmp_path / "live.sock"
    server = CarrierServer(path, taken)
    await server.start()
    for line in (b"nonsense\n", b'{"topics": {"c1": "x"}}\n', b"[" * 100_000 + b"\n", b"\xff\n"):
        reader, writer = await asyncio.open_unix_connection(str(path))
        writer.write(line)
        assert await asyncio.wait_for(reader.read(), SECONDS) == b""
        writer.close()
    await asyncio.to_thread(CarrierClient(path).tell, [told("c1", 1)])
    assert await taken.next() == ({"c1": 1}, [])
    await server.stop()


@on_a_loop
async def test_a_server_that_hangs_does_not_hang_the_command(tmp_path: Path) -> None:
    path = tmp_path / "live.sock"
    with socket.socket(socket.AF_UNIX) as deaf:
        deaf.bind(str(path))
        deaf.listen(1)
        large = [told(f"c{number}", 1) for number in range(100_000)]
        await asyncio.wait_for(asyncio.to_thread(CarrierClient(path).tell, large), SECONDS)
