"""Servers under measurement: the real one and the floors, each a process of its own on the server's core."""

import contextlib
import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from bench import machine
from tests.server import free_port

# The whole server of a floor or of ours starts within seconds; a loaded machine takes longer.
_START_SECONDS = 60.0
_STOP_SECONDS = 20.0
FLOORS = Path(__file__).parent / "floors"


class Served:
    """A server on loopback, started at `with` and ended after it."""

    def __init__(self, command: Sequence[str], port: int, folder: Path, environment: Mapping[str, str]) -> None:
        self.port = port
        self.folder = folder
        self._command = ["taskset", "-c", str(machine.SERVER_CORE), *command]
        self._environment = {**os.environ, **environment}
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        assert self._process is not None
        return self._process.pid  # taskset becomes what it starts

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    def start(self) -> Self:
        with (self.folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                self._command, env=self._environment, stdout=log, stderr=log, cwd=FLOORS.parents[1]
            )
        self._wait_until_it_answers()
        return self

    def stop(self) -> None:
        if self._process is None or self._process.poll() is not None:
            return
        self._process.send_signal(signal.SIGTERM)
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.stop()

    def _wait_until_it_answers(self) -> None:
        assert self._process is not None
        until = time.monotonic() + _START_SECONDS
        while time.monotonic() < until:
            if self._process.poll() is not None:
                break
            with contextlib.suppress(OSError, http.client.HTTPException):
                connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=2)
                connection.request("GET", "/api/me")
                connection.getresponse().read()
                connection.close()
                return
            time.sleep(0.01)
        raise RuntimeError(f"the server did not start:\n{(self.folder / 'server.log').read_text()}")


def peremena(
    folder: Path, *, database: str = "", settings: str = "peremena.site.settings", livekit: str = "off"
) -> Served:
    """`peremena serve` on the data folder; the limit of sends is raised, and stays on the road."""
    port = free_port()
    return Served(
        [sys.executable, "-m", "peremena.site.cli", "serve", "--port", str(port)],
        port,
        folder,
        {
            "PEREMENA_DATA": str(folder),
            "PEREMENA_LIVEKIT": livekit,
            "PEREMENA_DATABASE": database,
            "PEREMENA_SENDS_PER_10_SECONDS": "1000000000",
            "DJANGO_SETTINGS_MODULE": settings,
        },
    )


def floor(name: str, folder: Path) -> Served:
    """A floor that is a server: `bench/floors/NAME.py PORT FOLDER`."""
    port = free_port()
    return Served([sys.executable, str(FLOORS / f"{name}.py"), str(port), str(folder)], port, folder, {})
