"""The invented school behind a real server in a process of its own, for tests that look at screens."""

import http.client
import os
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from uuid import UUID

from tests.server import free_port

CLI = (sys.executable, "-m", "peremena.site.cli")
# A machine under load starts slowly; this only bounds a start that never comes.
START_SECONDS = 60.0


class School:
    """`peremena demo` on a folder of its own; it can be killed and come back at the same address."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> "School":
        with (self.folder.parent / f"{self.folder.name}.log").open("ab") as log:
            self._process = subprocess.Popen(
                [*CLI, "--data", str(self.folder), "demo", "--port", str(self.port)],
                env=os.environ | {"PEREMENA_DATA": str(self.folder)},
                stdout=log,
                stderr=log,
            )
        until = time.monotonic() + START_SECONDS
        while not self._answers():
            assert self._process.poll() is None, "the school did not open"
            assert time.monotonic() < until, "the school does not answer"
            time.sleep(0.1)
        return self

    def kill(self) -> None:
        """End the process as a loss of power to it would: without a word."""
        assert self._process is not None
        self._process.kill()
        self._process.wait()

    def stop(self) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            self._process.wait(20)

    def command(self, *arguments: str) -> None:
        """Run `peremena ...` beside the server, on its data."""
        done = subprocess.run(
            [*CLI, "--data", str(self.folder), *arguments],
            env=os.environ | {"PEREMENA_DATA": str(self.folder)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr + done.stdout

    def _answers(self) -> bool:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
        try:
            connection.request("GET", "/api/demo/cast")
            return connection.getresponse().status == http.client.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


def talk_much(folder: Path, title: str, count: int, *, unread: int = 0) -> None:
    """Write `count` messages into a chat while no server runs: all but the last `unread` of them read."""
    with sqlite3.connect(folder / "peremena.sqlite3") as database:
        conversation, last_no, last_seq = database.execute(
            "SELECT id, last_no, last_seq FROM chat_conversation WHERE title = ?", [title]
        ).fetchone()
        authors = [
            row[0]
            for row in database.execute(
                "SELECT profile_id FROM chat_membership WHERE conversation_id = ? AND is_current ORDER BY id",
                [conversation],
            )
        ]
        first_ms = int(time.time() * 1000) - count * 60_000
        database.executemany(
            "INSERT INTO chat_message (no, changed_seq, key, text, sent_at_ms, author_id, conversation_id)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (
                (
                    last_no + index,
                    last_seq + index,
                    str(UUID(int=conversation << 64 | index)),
                    f"Сообщение {index}. " + "Ещё несколько слов о том же. " * (index % 7),
                    first_ms + index * 60_000,
                    authors[index // 3 % len(authors)],
                    conversation,
                )
                for index in range(1, count + 1)
            ),
        )
        database.execute(
            "UPDATE chat_conversation SET last_no = last_no + ?, last_seq = last_seq + ? WHERE id = ?",
            [count, count, conversation],
        )
        database.execute(
            "UPDATE chat_membership SET read_no = ? WHERE conversation_id = ?", [last_no + count - unread, conversation]
        )
    database.close()
