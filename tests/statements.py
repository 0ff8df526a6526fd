"""Counts what is asked of the database: Django's cursors and the plain SQL of the hot paths."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

from django.db import connection

from peremena.database import raw

_TRANSACTION = ("BEGIN", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE")


@dataclass
class Statements:
    texts: list[str] = field(default_factory=list)

    def __len__(self) -> int:
        return len(self.texts)

    def __str__(self) -> str:
        return "\n".join(self.texts)


@contextmanager
def counted() -> Iterator[Statements]:
    """Collect every statement of this thread; the words of transactions (BEGIN, COMMIT) are not counted."""
    seen = Statements()

    def through_django(execute: Any, sql: str, parameters: Any, many: bool, context: Any) -> Any:
        if not sql.startswith(_TRANSACTION):
            seen.texts.append(sql)
        return execute(sql, parameters, many, context)

    def through(call: Any) -> Any:
        def noted(sql: str, *arguments: Any) -> Any:
            seen.texts.append(sql)
            return call(sql, *arguments)

        return noted

    with (
        connection.execute_wrapper(through_django),
        mock.patch.object(raw, "rows", through(raw.rows)),
        mock.patch.object(raw, "write_many", through(raw.write_many)),
    ):
        yield seen
