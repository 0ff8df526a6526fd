"""One writer at a time on SQLite, first come first served; events leave in the order of the commits."""

import threading
import time
from collections.abc import Callable
from functools import partial

import pytest
from django.db import OperationalError, ProgrammingError, connection, connections, transaction

from peremena.audit.models import AuditEvent
from peremena.database import raw
from peremena.database.writing import WriteQueue, write_queue
from tests.databases import Database

SECONDS = 10.0


def in_threads(*works: Callable[[], None]) -> None:
    """Run each in a thread of its own, with a database connection of its own; raises what any of them raised."""
    errors: list[BaseException] = []

    def guarded(work: Callable[[], None]) -> None:
        try:
            work()
        except BaseException as error:  # noqa: BLE001 handed to the test
            errors.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=guarded, args=[work]) for work in works]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(SECONDS)
    assert not any(thread.is_alive() for thread in threads)
    if errors:
        raise errors[0]


def add_row() -> None:
    AuditEvent.objects.create(action="test.row.added", target="row:1")


def fail(error: Exception) -> None:
    raise error


def test_whoever_asked_first_is_first() -> None:
    queue = WriteQueue()
    turns: list[int] = []
    queue.acquire()
    threads = []
    for number in range(8):
        thread = threading.Thread(target=_take_turn, args=[queue, turns, number])
        thread.start()
        threads.append(thread)
        while len(queue._waiting) <= number:
            time.sleep(0.001)
    queue.release()
    for thread in threads:
        thread.join(SECONDS)
    assert turns == list(range(8))


def _take_turn(queue: WriteQueue, turns: list[int], number: int) -> None:
    queue.acquire()
    turns.append(number)
    queue.release()


def test_who_lets_go_and_at_once_asks_again_stands_behind_those_who_wait() -> None:
    queue = WriteQueue()
    turns: list[int] = []
    queue.acquire()
    thread = threading.Thread(target=_take_turn, args=[queue, turns, 1])
    thread.start()
    while not queue._waiting:
        time.sleep(0.001)
    queue.release()
    _take_turn(queue, turns, 2)
    thread.join(SECONDS)
    assert turns == [1, 2]


def test_it_knows_how_long_it_was_held() -> None:
    queue = WriteQueue()
    queue.acquire()
    time.sleep(0.03)
    queue.release()
    assert 0.03 <= queue.longest_hold < SECONDS


def test_events_leave_in_the_order_of_the_commits(sqlite_database: Database) -> None:
    told: list[int] = []

    def write() -> None:
        for _ in range(40):
            with transaction.atomic():
                number = AuditEvent.objects.count()
                AuditEvent.objects.create(action="test.row.added", target=f"row:{number}")
                transaction.on_commit(lambda number=number: told.append(number))  # type: ignore[misc] # a default binds it

    in_threads(*[write] * 6)
    assert told == list(range(240))


def test_every_way_to_write_waits_for_its_turn(sqlite_database: Database) -> None:
    """In a transaction, outside of one, and many rows at once: none is begun while another thread holds the queue."""
    begun: list[str] = []

    def transactionally() -> None:
        with transaction.atomic():
            begun.append("atomic")

    def at_once() -> None:
        add_row()
        begun.append("autocommit")

    def many() -> None:
        with connection.cursor() as cursor:
            cursor.executemany("UPDATE audit_auditevent SET target = %s WHERE action = %s", [("row:2", "nothing")])
        begun.append("many")

    def reading() -> None:
        assert AuditEvent.objects.count() >= 0
        begun.append("read")

    write_queue.acquire()
    holder = threading.Thread(target=in_threads, args=[transactionally, at_once, many, reading])
    holder.start()
    until = time.monotonic() + SECONDS
    while not begun and time.monotonic() < until:
        time.sleep(0.01)
    time.sleep(0.2)
    assert begun == ["read"], "reading needs no turn"
    write_queue.release()
    holder.join(SECONDS)
    assert sorted(begun) == ["atomic", "autocommit", "many", "read"]


def test_a_transaction_that_fails_lets_go(sqlite_database: Database) -> None:
    with pytest.raises(RuntimeError, match="in the middle"), transaction.atomic():  # noqa: PT012 what is written before is the point
        add_row()
        fail(RuntimeError("in the middle"))
    assert not write_queue.held_here()
    in_threads(add_row)
    assert AuditEvent.objects.count() == 1


def test_a_commit_that_fails_lets_go(sqlite_database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    full = partial(fail, OperationalError("database or disk is full"))
    with pytest.raises(OperationalError, match="disk is full"), transaction.atomic():  # noqa: PT012 what is written before is the point
        add_row()
        monkeypatch.setattr(connection, "_commit", full)
    monkeypatch.undo()
    assert not write_queue.held_here()
    assert not AuditEvent.objects.exists()


def test_a_callback_after_the_commit_that_fails_lets_go(sqlite_database: Database) -> None:
    with pytest.raises(RuntimeError, match="in a callback"), transaction.atomic():
        transaction.on_commit(partial(fail, RuntimeError("a mistake in a callback")))
    assert not write_queue.held_here()


def test_a_connection_closed_in_the_middle_lets_go(sqlite_database: Database) -> None:
    with pytest.raises(ProgrammingError), transaction.atomic():  # noqa: PT012 what is written before is the point
        connection.close()
        add_row()
    assert not write_queue.held_here()


def test_many_rows_are_written_only_inside_a_transaction(database: Database) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        raw.write_many("UPDATE chat_conversation SET title = %s", [("",)])
