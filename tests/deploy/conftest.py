"""A server behind a front, with the names that the front has."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

from tests.calls.conftest import livekit_program
from tests.databases import Database
from tests.deploy.fronts import SITE
from tests.server import Server

__all__ = ["livekit_program"]

Behind = Callable[[Path, Mapping[str, str]], AbstractContextManager[Server]]


@pytest.fixture(scope="session")
def behind(sqlite_template: Path) -> Behind:
    """Give what starts a server that believes its front."""

    @contextmanager
    def started(folder: Path, more: Mapping[str, str]) -> Iterator[Server]:
        data = folder / "school"
        data.mkdir(mode=0o700)
        shutil.copyfile(sqlite_template, data / "peremena.sqlite3")
        settings = {"PEREMENA_HOSTS": f"{SITE} 127.0.0.1", "PEREMENA_HTTPS": "True", **more}
        server = Server(data, Database("sqlite", {}, ""), settings).start()
        yield server
        server.stop()

    return started
