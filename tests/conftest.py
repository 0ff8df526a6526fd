"""The ground of all tests: Django set up once, a database for each test that asks, a clock that can be set."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import settings

# A machine that is busy elsewhere makes no property false; examples that failed are printed, not kept in a folder.
settings.register_profile("peremena", deadline=None, database=None)
settings.load_profile("peremena")

_FOLDER = Path(tempfile.mkdtemp(prefix="peremena-tests-"))
os.environ["DJANGO_SETTINGS_MODULE"] = "peremena.site.settings"
os.environ["PEREMENA_DATA"] = str(_FOLDER / "settings")
os.environ["PEREMENA_SECRET_KEY"] = "a key for tests only"
# A media server beside each of the many servers would only cost; tests/calls starts it where it is needed.
os.environ["PEREMENA_LIVEKIT"] = "off"

import django  # noqa: E402 the settings read the environment

django.setup()

from django.db import connections  # noqa: E402 after the set-up

from peremena import clock  # noqa: E402 as above
from tests.databases import (  # noqa: E402 as above
    Database,
    Postgres,
    copy_of_sqlite,
    empty_postgres,
    migrate,
    point_django_at,
)

_SQLITE = dict(connections.settings["default"])


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Let what takes minutes begin first, so that all workers end together."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_unconfigure() -> None:
    shutil.rmtree(_FOLDER, ignore_errors=True)


@pytest.fixture(scope="session")
def sqlite_template() -> Path:
    path = _FOLDER / "template.sqlite3"
    point_django_at({**_SQLITE, "NAME": str(path)})
    migrate()
    connections["default"].cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connections["default"].close()
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    # A path of its own, because a socket's path may have 107 bytes and its folder must be open to another user.
    folder = Path(tempfile.mkdtemp(prefix="peremena-pg-"))
    cluster = Postgres(folder)
    cluster.start()
    cluster.create("peremena_template")
    point_django_at(cluster.settings("peremena_template"))
    migrate()
    connections["default"].close()
    yield cluster
    cluster.stop()
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def sqlite_database(sqlite_template: Path, tmp_path: Path) -> Iterator[Database]:
    """A SQLite database of the test's own, for tests that say nothing of databases."""
    for database in copy_of_sqlite(sqlite_template, tmp_path, _SQLITE):
        point_django_at(database.settings)
        yield database
        connections["default"].close()


@pytest.fixture
def postgres_database(postgres: Postgres) -> Iterator[Database]:
    for database in empty_postgres(postgres):
        point_django_at(database.settings)
        yield database
        connections["default"].close()


@pytest.fixture(params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest) -> Database:
    """Run the test twice: on SQLite and on PostgreSQL."""
    name = {"sqlite": "sqlite_database", "postgresql": "postgres_database"}[request.param]
    fixture: Database = request.getfixturevalue(name)
    return fixture


@pytest.fixture(autouse=True)
def _right_clock() -> Iterator[None]:
    yield
    clock.set_offset(timedelta())


@pytest.fixture
def set_clock() -> Callable[[datetime], None]:
    """Set the clock of this process to a moment; it goes on from there."""

    def to(moment: datetime) -> None:
        clock.set_offset(timedelta())
        clock.set_offset(moment - clock.now())

    return to
