"""Restart: what was taken is finished and acknowledged, everybody is told when to come back, and nothing is lost."""

import subprocess
import sys
import threading
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from websockets.exceptions import ConnectionClosed

from peremena.chat.models import Message
from tests.databases import Database
from tests.live.client import LiveClient
from tests.live.conftest import beside
from tests.server import Server
from tests.torture import cast


@pytest.fixture
def server(sqlite_database: Database, tmp_path: Path) -> Iterator[Server]:
    one = Server(tmp_path, sqlite_database, {"PEREMENA_SENDS_PER_10_SECONDS": "100000"}).start()
    with beside(one):
        yield one
    one.stop()


def test_a_restart_says_when_to_come_back_and_loses_nothing(server: Server) -> None:
    masha, petya = cast.people(2)
    conversation = cast.group("класс", [masha, petya])
    author, reader = (LiveClient(server.address, one.session) for one in (masha, petya))
    author.hello()
    reader.hello()
    acknowledged: list[str] = []
    refused: list[str] = []

    def talk() -> None:
        try:
            while True:
                given = [(key := str(uuid.uuid4()), _give(author, conversation, key)) for _ in range(20)]
                for key, number in given:
                    answer = author.answer(number)
                    (acknowledged if "ok" in answer else refused).append(key)
        except (ConnectionClosed, AssertionError):
            return

    talking = threading.Thread(target=talk)
    talking.start()
    while len(acknowledged) < 100:
        reader.event("message.sent")
    server.stop(20)
    talking.join(20)
    assert server.process is not None
    assert server.process.returncode is not None
    restart = reader.event("restart")
    assert 500 <= restart["after_ms"] <= 1000 + 2 * 500
    assert reader.closed_with() == 1012
    stored = set(Message.objects.filter(conversation=conversation).values_list("key", flat=True))
    assert set(acknowledged) <= stored
    assert not stored & set(refused), "what was refused was not written"


def _give(client: LiveClient, conversation: int, key: str) -> int:
    return client.give("message.send", conversation=conversation, key=key, text=key)


def test_after_kill_9_everything_acknowledged_is_there_and_the_same_key_is_no_second_message(server: Server) -> None:
    masha, petya = cast.people(2)
    conversation = cast.group("класс", [masha, petya])
    client = LiveClient(server.address, masha.session)
    client.hello()
    keys = [str(uuid.uuid4()) for _ in range(50)]
    first = {key: client.send(conversation, key, key)["ok"] for key in keys}
    server.kill()
    assert client.closed_with() == 1006
    server.start()
    again = LiveClient(server.address, masha.session)
    assert again.hello()["heads"][f"c{conversation}"] == 50
    assert {key: again.send(conversation, key, key)["ok"] for key in keys} == first
    assert Message.objects.filter(conversation=conversation).count() == 50
    again.close()


class FragileServer(Server):
    """A server whose committer dies once."""

    def start(self) -> "FragileServer":
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.live.fragile_server", "serve", "--port", str(self.port)],
                env={**self._environment, "PEREMENA_TEST_DIED": str(self.folder / "died")},
                stdout=log,
                stderr=log,
            )
        self._wait_until_it_answers()
        return self


def test_a_process_whose_committer_died_starts_anew_by_itself(sqlite_database: Database, tmp_path: Path) -> None:
    server = FragileServer(tmp_path, sqlite_database).start()
    try:
        with beside(server):
            (masha,) = cast.people(1)
            conversation = cast.group("класс", [masha])
            client = LiveClient(server.address, masha.session)
            client.hello()
            assert "ok" in client.send(conversation, "раз")
            assert server.process is not None
            client.give("message.send", conversation=conversation, key=str(uuid.uuid4()), text="умри")
            assert client.closed_with(seconds=20) in {1006, 1012}
            assert (tmp_path / "died").exists()
            server._wait_until_it_answers()
            again = LiveClient(server.address, masha.session)
            assert again.hello()["heads"][f"c{conversation}"] == 1, "what was not acknowledged was not stored"
            assert again.send(conversation, "умри")["ok"]["no"] == 2
            assert server.process.poll() is None, "the same process, begun anew"
            again.close()
    finally:
        server.stop()
