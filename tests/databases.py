"""Databases for tests: a SQLite file and a real PostgreSQL, each copied from a migrated template.

Never Django's in-memory database or TestCase: what is tested is what runs, with real commits on real files.
"""

import contextlib
import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
from django.core.management import call_command
from django.db import connections
from psycopg import sql

from tests.snapshots import OF_MIGRATIONS

_numbers = count()


@dataclass(frozen=True)
class Database:
    """One database of a test: how Django and how a server of its own reach it."""

    vendor: str
    settings: dict[str, Any]
    # For PEREMENA_DATABASE; empty for SQLite, whose file lies in the data folder.
    url: str
    path: Path | None = None


class Postgres:
    """A PostgreSQL cluster of Debian's, in a folder of its own, reachable by a Unix socket only."""

    def __init__(self, folder: Path, *, fsync: bool = False) -> None:
        self._folder = folder
        # The tests of durability have their own ways; elsewhere fsync would only cost minutes. The bench measures it.
        self._fsync = "on" if fsync else "off"
        self._bin = newest_postgres()
        # PostgreSQL refuses to run as root; Debian's package makes this user.
        self._user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
        self._line: psycopg.Connection[Any] | None = None
        self._tables: list[str] = []
        self._renewed: set[str] = set()

    def start(self) -> None:
        self._folder.chmod(0o755)
        if os.geteuid() == 0:
            shutil.chown(self._folder, self._user)
        self._run(
            "initdb",
            "-D",
            str(self._folder / "data"),
            "-U",
            "peremena",
            "--auth=trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
        )
        options = f"-c listen_addresses='' -k {self._folder} -c fsync={self._fsync} -c max_connections=200"
        self._run(
            "pg_ctl", "-D", str(self._folder / "data"), "-w", "-l", str(self._folder / "log"), "-o", options, "start"
        )

    def stop(self) -> None:
        if self._line is not None:
            self._line.close()
            self._line = None
        self._run("pg_ctl", "-D", str(self._folder / "data"), "-m", "immediate", "stop")

    def url(self, name: str) -> str:
        return f"postgresql://peremena@{str(self._folder).replace('/', '%2F')}/{name}"

    def settings(self, name: str) -> dict[str, Any]:
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": name,
            "USER": "peremena",
            "HOST": str(self._folder),
            "CONN_MAX_AGE": None,
        }

    def create(self, name: str, template: str = "template1") -> None:
        # Files are copied in less time than pages are written to the log, for a database as small as a test's.
        self._say("CREATE DATABASE {} TEMPLATE {} STRATEGY file_copy", name, template)

    def drop(self, name: str) -> None:
        self._say("DROP DATABASE IF EXISTS {} WITH (FORCE)", name)

    def renew(self, name: str) -> None:
        """Make a database that is like the template; one that was there is emptied in a tenth of a copy's time."""
        if name in self._renewed:
            self._empty(name)
        else:
            self.create(name, "peremena_template")
            self._renewed.add(name)

    def _empty(self, name: str) -> None:
        with psycopg.connect(host=str(self._folder), user="peremena", dbname=name) as line:
            line.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s AND pid <> pg_backend_pid()",
                [name],
            )
            if not self._tables:
                found = line.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'").fetchall()
                self._tables = sorted({table for (table,) in found} - OF_MIGRATIONS)
            # Rows go whatever points at them, and whatever else watches over them.
            line.execute("SET session_replication_role = replica")
            line.execute(
                sql.SQL("; ").join(sql.SQL("DELETE FROM {}").format(sql.Identifier(table)) for table in self._tables)
            )
            line.execute(
                "SELECT setval(quote_ident(sequencename)::regclass, start_value, false) FROM pg_sequences"
                " WHERE last_value IS NOT NULL"
            )

    def _say(self, statement: str, *names: str) -> None:
        """Say something to the cluster as a whole. The programs of Debian take as long to start as all of it."""
        if self._line is None:
            self._line = psycopg.connect(host=str(self._folder), user="peremena", dbname="postgres", autocommit=True)
        self._line.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._bin / program), *arguments]
        if os.geteuid() == 0:
            command = ["setpriv", f"--reuid={self._user}", f"--regid={self._user}", "--init-groups", *command]
        done = subprocess.run(command, check=False, capture_output=True, cwd=self._folder)
        if done.returncode:
            raise RuntimeError(f"{program}: {done.stderr.decode()}")


def newest_postgres() -> Path:
    """Return the folder of Debian's newest PostgreSQL programs."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise RuntimeError("PostgreSQL is not installed; `make test` says how to get it")
    return found[-1].parent


def point_django_at(settings: dict[str, Any]) -> None:
    """Let Django's connections of all threads begin anew with another database."""
    _close()
    complete = dict(connections.settings["default"])
    for name in ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT", "OPTIONS"):
        complete[name] = settings.get(name, {} if name == "OPTIONS" else "")
    complete["CONN_MAX_AGE"] = None
    connections.settings["default"] = complete


def _close() -> None:
    with contextlib.suppress(AttributeError):
        connections["default"].close()
        del connections["default"]


def migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)


def copy_of_sqlite(template: Path, folder: Path, settings: dict[str, Any]) -> Iterator[Database]:
    """Give a file of its own, as a server in `folder` would find it."""
    path = folder / "peremena.sqlite3"
    shutil.copyfile(template, path)
    yield Database("sqlite", {**settings, "NAME": str(path)}, "", path)


def empty_postgres(cluster: Postgres) -> Iterator[Database]:
    """Give the one database of this process that its tests take in turn."""
    name = f"test_{os.getpid()}"
    cluster.renew(name)
    yield Database("postgresql", cluster.settings(name), cluster.url(name))
    _close()


def copy_of_postgres(cluster: Postgres) -> Iterator[Database]:
    """Give one of its own to a server that tests of other databases interrupt."""
    name = f"test_{os.getpid()}_{next(_numbers)}"
    cluster.create(name, "peremena_template")
    yield Database("postgresql", cluster.settings(name), cluster.url(name))
    _close()
    cluster.drop(name)
