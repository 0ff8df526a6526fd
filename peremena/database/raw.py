"""Plain SQL for the few hot paths, the same text for SQLite and PostgreSQL (placeholders are `%s`).

Runs on Django's connection of the thread, so that transactions, the write queue and errors are Django's.
"""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db import connection, transaction

Row = tuple[Any, ...]


def rows(sql: str, parameters: Sequence[object] = ()) -> list[Row]:
    """Return all rows of a query."""
    connection.ensure_connection()
    with connection.wrap_database_errors:
        if connection.vendor == "sqlite":
            return connection.connection.execute(_question_marks(sql), parameters).fetchall()  # type: ignore[no-any-return]
        with connection.connection.cursor() as cursor:
            cursor.execute(sql, parameters)
            return cursor.fetchall()  # type: ignore[no-any-return]


def write_many(sql: str, parameters: Iterable[Sequence[object]]) -> None:
    """Run one writing statement for many rows; only inside a transaction, where the write queue is held."""
    _insist_on_a_transaction()
    with connection.wrap_database_errors:
        if connection.vendor == "sqlite":
            connection.connection.executemany(_question_marks(sql), parameters)
            return
        with connection.connection.cursor() as cursor:
            cursor.executemany(sql, parameters)


def insert_many(table: str, columns: Sequence[str], values: Sequence[Sequence[object]]) -> None:
    """Insert many rows; only inside a transaction. On PostgreSQL they travel as one COPY."""
    names = ", ".join(columns)
    if connection.vendor == "sqlite":
        places = ", ".join(["%s"] * len(columns))
        write_many(f"INSERT INTO {table} ({names}) VALUES ({places})", values)  # noqa: S608 names of our own
        return
    _insist_on_a_transaction()
    with (
        connection.wrap_database_errors,
        connection.connection.cursor() as cursor,
        cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy,
    ):
        for row in values:
            copy.write_row(row)


def set_numbers(table: str, columns: Sequence[str], keys: Sequence[str], values: Sequence[Sequence[int]]) -> None:
    """Set whole numbers in many rows; each value has those of `columns`, then those of `keys`.

    One statement on PostgreSQL; SQLite, which has no trips to save, is quicker with the same short one for each row.
    """
    if connection.vendor == "sqlite":
        setting, where = ", ".join([f"{name} = %s" for name in columns]), " AND ".join([f"{key} = %s" for key in keys])
        write_many(f"UPDATE {table} SET {setting} WHERE {where}", values)  # noqa: S608 names of our own
        return
    _insist_on_a_transaction()
    setting = ", ".join([f"{name} = fresh.{name}" for name in columns])
    where = " AND ".join([f"{table}.{key} = fresh.{key}" for key in keys])
    fresh = ",".join([f"({','.join([str(int(one)) for one in row])})" for row in values])
    names = ", ".join([*columns, *keys])
    with connection.wrap_database_errors, connection.connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {setting} FROM (VALUES {fresh}) AS fresh({names}) WHERE {where}")  # noqa: S608 the same


def _insist_on_a_transaction() -> None:
    """Refuse to write outside a transaction: inside, the write queue is held."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("raw writes need a transaction")


def pairs(values: Sequence[tuple[int, int]]) -> str:
    """Return whole numbers as the rows of a VALUES clause; numbers need no quoting."""
    return ",".join([f"({int(first)},{int(second)})" for first, second in values])


def numbers(values: Iterable[int]) -> str:
    """Return whole numbers as the inside of an IN clause; an empty one matches nothing."""
    return ",".join([str(int(value)) for value in values]) or "NULL"


def for_update() -> str:
    """Return the clause that locks the rows read; SQLite has locked the whole database by then.

    Not the keys: a row that merely points to a conversation (a seat) may be made meanwhile. With them, a send that
    locks two conversations and a transfer that has just made a seat in the second would wait for each other.
    """
    return " FOR NO KEY UPDATE" if connection.vendor == "postgresql" else ""


def vendor() -> str:
    return connection.vendor


def moment(value: datetime) -> Any:
    """Turn an aware datetime into what the database compares datetimes with."""
    return connection.ops.adapt_datetimefield_value(value)


def from_moment(value: Any) -> datetime:
    """Turn what the database says of a datetime into an aware one; SQLite keeps UTC as text."""
    if isinstance(value, datetime):
        return value
    return datetime.fromisoformat(value).replace(tzinfo=UTC)


@lru_cache(maxsize=256)
def _question_marks(sql: str) -> str:
    return sql.replace("%s", "?")
