"""The rows of a small database, kept and put into another one: reading back is quicker than acting out."""

from dataclasses import dataclass
from typing import Any

from django.db import connection, transaction

# Written by the migrations, so every copy of the template has them.
OF_MIGRATIONS = {"django_migrations", "django_content_type", "auth_permission", "auth_group", "django_site"}


@dataclass(frozen=True)
class Rows:
    """What the tables of one database held, in the words of its vendor."""

    tables: dict[str, Any]
    # How far the numbers of new rows had come, by the name that the vendor gives to the counter.
    counters: dict[str, int]


def take() -> Rows:
    names = sorted(set(connection.introspection.table_names()) - OF_MIGRATIONS)
    return _take_from_postgres(names) if connection.vendor == "postgresql" else _take_from_sqlite(names)


def put(rows: Rows) -> None:
    """Fill a database that has only been migrated. Its keys are checked when the transaction ends."""
    with transaction.atomic():
        if connection.vendor == "postgresql":
            _put_into_postgres(rows)
        else:
            _put_into_sqlite(rows)


def _take_from_sqlite(names: list[str]) -> Rows:
    tables = {}
    with connection.cursor() as cursor:
        for name in names:
            if found := cursor.execute(f'SELECT * FROM "{name}"').fetchall():
                tables[name] = found
        counters = dict(cursor.execute("SELECT name, seq FROM sqlite_sequence").fetchall())
    return Rows(tables, counters)


def _put_into_sqlite(rows: Rows) -> None:
    # Django's cursor would read the values anew for its own types; these come as they lay in the file.
    cursor = connection.connection.cursor()
    for name, values in rows.tables.items():
        places = ", ".join("?" * len(values[0]))
        cursor.executemany(f'INSERT INTO "{name}" VALUES ({places})', values)
    for name, number in rows.counters.items():
        cursor.execute("UPDATE sqlite_sequence SET seq = ? WHERE name = ?", (number, name))


def _take_from_postgres(names: list[str]) -> Rows:
    tables = {}
    connection.ensure_connection()
    with connection.connection.cursor() as cursor:
        for name in names:
            with cursor.copy(f'COPY "{name}" TO STDOUT') as out:
                if found := b"".join(bytes(piece) for piece in out):
                    tables[name] = found
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL")
        counters = dict(cursor.fetchall())
    return Rows(tables, counters)


def _put_into_postgres(rows: Rows) -> None:
    with connection.connection.cursor() as cursor:
        for name, lines in rows.tables.items():
            with cursor.copy(f'COPY "{name}" FROM STDIN') as into:
                into.write(lines)
        for name, number in rows.counters.items():
            cursor.execute("SELECT setval(%s::regclass, %s)", (f'"{name}"', number))
