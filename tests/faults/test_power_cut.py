"""The power fails at the moment of an acknowledgement: every message that was acknowledged is on the disk."""

import re
import shutil
import sqlite3
import sys
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from tests.databases import Database
from tests.faults.power import Disk, Moment, strace, traced, whole
from tests.live.client import LiveClient
from tests.server import PROGRAM, Server
from tests.torture import cast

MESSAGES = 40

_ACKNOWLEDGED = re.compile(rb'\{"id":\d+,"ok":\{"no":(\d+),"seq":')

pytestmark = pytest.mark.skipif(strace() is None, reason="strace is not installed")


def cut_at_each_acknowledgement(database: Database, folder: Path, program: Sequence[str]) -> list[Moment]:
    """Let two people talk under strace; return what the disk holds at each moment at which one is acknowledged."""
    assert database.path is not None
    anna, boris = cast.people(2)
    group = cast.group("Все", [anna, boris])
    # All that is there already is on the disk before the first call is noted.
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    disk = Disk(database.path, database.path.with_name(f"{database.path.name}-wal"))
    trace = folder / "trace"
    server = Server(
        folder, database, {"PEREMENA_SENDS_PER_10_SECONDS": "1000"}, program=[*traced(trace), *program]
    ).start()
    clients = [LiveClient(server.address, one.session) for one in (anna, boris)]
    for client in clients:
        client.hello()
    for number in range(MESSAGES):
        answer = clients[number % 2].send(group, f"сообщение {number}")
        assert "ok" in answer, answer
    for client in clients:
        client.close()
    server.stop()
    return [moment for moment in disk.replay(whole(trace)) if _ACKNOWLEDGED.search(moment.said)]


def found_after(moment: Moment, folder: Path) -> set[int]:
    """Start from what is on the disk, as after the cut; return the numbers of the messages that are there."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    for path, content in moment.disk.items():
        (folder / Path(path).name).write_bytes(content)
    with closing(sqlite3.connect(folder / "peremena.sqlite3")) as database:
        assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        return {no for (no,) in database.execute("SELECT no FROM chat_message")}


def lost(moments: Sequence[Moment], folder: Path) -> set[int]:
    """Return the numbers that were acknowledged at some moment and are not on the disk then."""
    acknowledged: set[int] = set()
    missing: set[int] = set()
    for moment in moments:
        acknowledged |= {int(no) for no in _ACKNOWLEDGED.findall(moment.said)}
        missing |= acknowledged - found_after(moment, folder)
    assert acknowledged == set(range(1, MESSAGES + 1)), "the trace does not show every acknowledgement"
    return missing


def test_what_was_acknowledged_survives_the_loss_of_power(sqlite_database: Database, tmp_path: Path) -> None:
    moments = cut_at_each_acknowledgement(sqlite_database, tmp_path, PROGRAM)
    assert lost(moments, tmp_path / "after") == set()


def test_without_the_fsync_it_would_not(sqlite_database: Database, tmp_path: Path) -> None:
    """The test above proves something: with `synchronous=NORMAL` the same talk is lost."""
    program = [sys.executable, "-m", "tests.faults.hurt", "without-fsync"]
    moments = cut_at_each_acknowledgement(sqlite_database, tmp_path, program)
    assert len(lost(moments, tmp_path / "after")) > MESSAGES / 2
