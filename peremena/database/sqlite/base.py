"""A write transaction holds the write queue from BEGIN until the callbacks after its commit have run."""

from typing import Any

from django.db.backends.sqlite3 import base

from peremena.database.writing import write_queue

_READING = ("SELECT", "PRAGMA", "EXPLAIN", "WITH", "SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")


class Cursor(base.SQLiteCursorWrapper):
    """Takes the write queue for a single writing statement outside a transaction."""

    def execute(self, query: str, params: Any = None) -> Any:
        if write_queue.held_here() or query.lstrip()[:9].upper().startswith(_READING):
            return super().execute(query, params)
        with _Turn():
            return super().execute(query, params)

    def executemany(self, query: str, param_list: Any) -> Any:
        if write_queue.held_here():
            return super().executemany(query, param_list)
        with _Turn():
            return super().executemany(query, param_list)


class DatabaseWrapper(base.DatabaseWrapper):
    def create_cursor(self, name: str | None = None) -> Cursor:  # noqa: ARG002 Django's signature
        return self.connection.cursor(factory=Cursor)  # type: ignore[no-any-return]

    def _start_transaction_under_autocommit(self) -> None:
        write_queue.acquire()
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc] # the stubs do not show it
        except BaseException:
            write_queue.release()
            raise

    def set_autocommit(
        self,
        autocommit: bool,  # noqa: FBT001 Django's signature
        force_begin_transaction_with_broken_autocommit: bool = False,  # noqa: FBT001, FBT002 the same
    ) -> None:
        try:
            # Going back to autocommit runs the callbacks after the commit: inside the queue, so in its order.
            super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
        finally:
            if autocommit:
                _let_go()

    def close(self) -> None:
        try:
            super().close()
        finally:
            _let_go()  # A closed connection has rolled its transaction back.


class _Turn:
    def __enter__(self) -> None:
        write_queue.acquire()

    def __exit__(self, *_error: object) -> None:
        write_queue.release()


def _let_go() -> None:
    if write_queue.held_here():
        write_queue.release()
