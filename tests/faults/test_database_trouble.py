"""The database is locked, or the disk is full: commands are answered, the server lives, nothing is lost."""

import http.client
import os
import shutil
import sqlite3
import subprocess
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import connection, transaction

from peremena.chat.models import Conversation, Message
from tests.databases import Database
from tests.live.client import LiveClient
from tests.server import PROGRAM, Server
from tests.torture import cast

RETRY = {"retry_same_key", "busy", "broken"}
# Longer than the server waits for a lock by itself.
LOCKED_SECONDS = 7.0


def send_until_stored(client: LiveClient, conversation: int, text: str, seconds: float = 30.0) -> list[str]:
    """Send as a browser does, the same key until there is an answer that is one; return the errors on the way."""
    key = str(uuid.uuid4())
    errors: list[str] = []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        answer = client.command("message.send", seconds=20, conversation=conversation, key=key, text=text)
        if "ok" in answer:
            return errors
        assert answer["error"]["code"] in RETRY, answer
        errors.append(answer["error"]["code"])
        time.sleep(max(0.05, answer["error"].get("retry_after_ms", 0) / 1000))
    raise AssertionError(f"not stored in {seconds} s: {errors}")


def texts(conversation: int) -> list[str]:
    return list(Message.objects.filter(conversation=conversation).order_by("no").values_list("text", flat=True))


@contextmanager
def sqlite_locked(path: Path) -> Iterator[None]:
    """Hold the write lock from outside the server's queue, as another process would."""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        try:
            yield
        finally:
            other.execute("ROLLBACK")


@pytest.mark.slow
def test_a_locked_database_loses_and_doubles_nothing(sqlite_database: Database, tmp_path: Path) -> None:
    assert sqlite_database.path is not None
    anna, boris = cast.people(2)
    group = cast.group("Все", [anna, boris])
    server = Server(tmp_path, sqlite_database).start()
    with (
        closing(LiveClient(server.address, anna.session)) as writer,
        closing(LiveClient(server.address, boris.session)) as reader,
    ):
        writer.hello()
        reader.hello()
        errors: list[str] = []
        sending = threading.Thread(target=lambda: errors.extend(send_until_stored(writer, group, "раз")))
        with sqlite_locked(sqlite_database.path):
            locked_at = time.monotonic()
            sending.start()
            assert reader.command("sync", topics={f"c{group}": 0})["ok"]["topics"], "reading goes on"
            mark = reader.give("conversation.read", conversation=group, no=0)
            time.sleep(max(0.0, locked_at + LOCKED_SECONDS - time.monotonic()))
        sending.join(30)
        assert reader.answer(mark, seconds=20)["ok"] == {"no": 0}, "what waited behind it was done after it"
        assert errors, "a lock of that length is said to the browser"
        send_until_stored(writer, group, "два")
        assert [reader.event("message.sent")["no"] for _ in range(2)] == [1, 2]
    server.stop()
    assert texts(group) == ["раз", "два"]


def test_a_locked_conversation_only_makes_wait(postgres_database: Database, tmp_path: Path) -> None:
    anna, boris = cast.people(2)
    group = cast.group("Все", [anna, boris])
    server = Server(tmp_path, postgres_database).start()
    with closing(LiveClient(server.address, anna.session)) as writer:
        writer.hello()
        with transaction.atomic():
            Conversation.objects.select_for_update().get(pk=group)
            given = writer.give("message.send", conversation=group, key=str(uuid.uuid4()), text="раз")
            assert writer.quiet(1.0) == []
        assert writer.answer(given)["ok"]["no"] == 1
    server.stop()
    assert texts(group) == ["раз"]


@pytest.mark.slow
def test_lost_connections_lose_and_double_nothing(postgres_database: Database, tmp_path: Path) -> None:
    """Every connection of the server is ended again and again, also in the middle of a commit."""
    anna, boris = cast.people(2)
    group = cast.group("Все", [anna, boris])
    server = Server(tmp_path, postgres_database, {"PEREMENA_SENDS_PER_10_SECONDS": "1000"}).start()
    wanted = [f"сообщение {number}" for number in range(100)]
    errors: list[str] = []

    def send_all() -> None:
        for text in wanted:
            errors.extend(send_until_stored(writer, group, text))

    with (
        closing(LiveClient(server.address, anna.session)) as writer,
        closing(LiveClient(server.address, boris.session)) as reader,
    ):
        writer.hello()
        reader.hello()
        sending = threading.Thread(target=send_all)
        sending.start()
        for _ in range(5):
            seen = len(errors)
            until = time.monotonic() + 2
            while sending.is_alive() and len(errors) == seen and time.monotonic() < until:
                _end_all_other_connections()
                time.sleep(0.01)
        sending.join(60)
        assert [reader.event("message.sent")["text"] for _ in wanted] == wanted
    server.stop()
    assert errors, "no commit was met"
    assert texts(group) == wanted


def _end_all_other_connections() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


# --- A full disk ------------------------------------------------------------------------------------------------------

# The test's own small disk: mounted by the server's process, in a namespace that only it sees.
_SMALL_DISK = """
set -e
cp "$PEREMENA_DATA/peremena.sqlite3" "$PEREMENA_DATA.copy"
mount -t tmpfs -o size=16m tmpfs "$PEREMENA_DATA"
mv "$PEREMENA_DATA.copy" "$PEREMENA_DATA/peremena.sqlite3"
exec "$@"
"""
_ALONE = ["unshare", "--mount", *([] if os.geteuid() == 0 else ["--user", "--map-root-user"])]


def _may_mount() -> bool:
    if shutil.which("unshare") is None:
        return False
    tried = subprocess.run([*_ALONE, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], check=False, capture_output=True)
    return tried.returncode == 0


@pytest.mark.skipif(not _may_mount(), reason="this machine lets nobody but its owner mount a small disk")
def test_a_full_disk_is_said_and_survived(sqlite_database: Database, tmp_path: Path) -> None:
    anna, boris = cast.people(2)
    group = cast.group("Все", [anna, boris])
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    data = tmp_path / "data"
    data.mkdir()
    assert sqlite_database.path is not None
    shutil.move(sqlite_database.path, data / "peremena.sqlite3")
    program = [*_ALONE, "sh", "-c", _SMALL_DISK, "sh", *PROGRAM]
    server = Server(data, sqlite_database, {"PEREMENA_SENDS_PER_10_SECONDS": "1000"}, program).start()
    assert server.process is not None
    disk = Path(f"/proc/{server.process.pid}/root{data}")
    with (
        closing(LiveClient(server.address, anna.session)) as writer,
        closing(LiveClient(server.address, boris.session)) as reader,
    ):
        writer.hello()
        reader.hello()
        assert send_until_stored(writer, group, "раз") == []
        _fill(disk / "rubbish")
        key = str(uuid.uuid4())
        text = "я" * 4000
        refused = _until_refused(writer, group, text)
        assert refused in RETRY
        assert writer.command("message.send", conversation=group, key=key, text=text)["error"]["code"] in RETRY
        assert reader.command("sync", topics={f"c{group}": 0})["ok"], "reading goes on"
        assert _get(server, "/api/me", anna.session) == http.HTTPStatus.OK
        assert server.process.poll() is None
        (disk / "rubbish").unlink()
        again = writer.command("message.send", conversation=group, key=key, text=text)
        assert "ok" in again, again
        assert send_until_stored(writer, group, "два") == []
        heard = [reader.event("message.sent")["no"] for _ in range(again["ok"]["no"] + 1)]
        assert heard == list(range(1, len(heard) + 1))
        _check_file(disk / "peremena.sqlite3", tmp_path / "copy.sqlite3", len(heard))
    server.stop()


def _fill(rubbish: Path) -> None:
    with rubbish.open("wb", buffering=0) as file:
        for size in (1 << 20, 1 << 12, 1):
            try:
                while True:
                    file.write(bytes(size))
            except OSError:
                continue


def _until_refused(client: LiveClient, conversation: int, text: str) -> str:
    """Write until the WAL, which reuses what it has, has to grow."""
    for _ in range(2000):
        answer: dict[str, Any] = client.send(conversation, text)
        if "error" in answer:
            return str(answer["error"]["code"])
    raise AssertionError("the disk never was full")


def _check_file(path: Path, copy: Path, messages: int) -> None:
    """Look at the file from inside the small disk: whole, and with every message once."""
    for suffix in ("", "-wal"):
        shutil.copyfile(f"{path}{suffix}", f"{copy}{suffix}")
    with closing(sqlite3.connect(copy)) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert database.execute("SELECT count(*), max(no) FROM chat_message").fetchone() == (messages, messages)


def _get(server: Server, path: str, session: str) -> int:
    with closing(http.client.HTTPConnection(server.address, timeout=10)) as line:
        line.request("GET", path, headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}"})
        return line.getresponse().status
