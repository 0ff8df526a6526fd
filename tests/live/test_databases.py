"""The databases of the tests are the ones that run."""

from django.db import connection

from peremena.audit.models import AuditEvent
from tests.databases import Database


def test_each_test_has_an_empty_database_of_its_own(database: Database) -> None:
    assert connection.vendor == database.vendor
    assert not AuditEvent.objects.exists()
    AuditEvent.objects.create(action="test.row.added", target="nobody:1")


def test_every_connection_waits_for_the_disk(sqlite_database: Database) -> None:
    assert sqlite_database.path is not None
    with connection.cursor() as cursor:
        assert cursor.execute("PRAGMA synchronous").fetchone() == (2,)
        assert cursor.execute("PRAGMA journal_mode").fetchone() == ("wal",)
