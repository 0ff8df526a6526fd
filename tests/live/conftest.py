"""A server for all tests of a module, on a database of its own, and browsers that are closed after each test."""

import contextlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.db import connections, transaction

from peremena.live import publishing
from peremena.live.carrier import CarrierClient
from tests.databases import Database, Postgres, copy_of_postgres, copy_of_sqlite, point_django_at
from tests.live.client import LiveClient
from tests.server import Server

SQLITE = dict(connections.settings["default"])

Connect = Callable[..., LiveClient]


@contextlib.contextmanager
def database_of(vendor: str, request: pytest.FixtureRequest, folder: Path) -> Iterator[Database]:
    if vendor == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        yield from copy_of_sqlite(template, folder, SQLITE)
    else:
        cluster: Postgres = request.getfixturevalue("postgres")
        yield from copy_of_postgres(cluster)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def running(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that the tests of a module share; each makes people of its own."""
    folder = tmp_path_factory.mktemp("server")
    with database_of(request.param, request, folder) as database:
        server = Server(folder, database, {"PEREMENA_SENDS_PER_10_SECONDS": "100000"})
        server.start()
        yield server
        server.stop()


@pytest.fixture
def server(running: Server) -> Iterator[Server]:
    """Let this process write beside the server, as the `peremena` command does."""
    with beside(running):
        yield running


@contextlib.contextmanager
def beside(server: Server, *, hints: bool = True) -> Iterator[None]:
    """Be another process: what is committed here wakes the server, unless its hints are to be lost."""
    point_django_at(server.database.settings)
    sink = CarrierClient(server.folder / "live.sock").tell
    before = publishing.ports.after_commit, publishing.ports.sink
    publishing.ports.after_commit = transaction.on_commit
    publishing.ports.sink = sink if hints else lambda _news: None
    yield
    publishing.ports.after_commit, publishing.ports.sink = before
    connections["default"].close()


@pytest.fixture
def opened() -> Iterator[list[LiveClient]]:
    clients: list[LiveClient] = []
    yield clients
    for client in clients:
        client.close()


@pytest.fixture
def connect(server: Server, opened: list[LiveClient]) -> Connect:
    """Open sockets to the server; they are closed after the test."""

    def to(session: str, **options: object) -> LiveClient:
        client = LiveClient(server.address, session, **options)  # type: ignore[arg-type] # what LiveClient takes
        opened.append(client)
        return client

    return to
