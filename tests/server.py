"""A real server in a process of its own, for tests that speak HTTP and WebSocket like a browser."""

import contextlib
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.databases import Database

# What starts the server; a test of faults puts something before it, or in its place.
PROGRAM = (sys.executable, "-m", "peremena.site.cli")
# A machine under load starts slowly; this only bounds a start that never comes.
START_SECONDS = 60.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Server:
    """`peremena serve` on the database of a test. The clock of the process is set through a file."""

    def __init__(
        self,
        folder: Path,
        database: Database,
        environment: Mapping[str, str] | None = None,
        program: Sequence[str] = PROGRAM,
    ) -> None:
        self.folder = folder
        self.database = database
        self.port = free_port()
        self.log = folder / "server.log"
        self.clock = folder / "clock"
        self._program = program
        self._environment = {
            **os.environ,
            "PEREMENA_DATA": str(folder),
            "PEREMENA_DATABASE": database.url,
            "PEREMENA_CLOCK_FILE": str(self.clock),
            **(environment or {}),
        }
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def url(self) -> str:
        return f"http://{self.address}"

    def start(self) -> "Server":
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*self._program, "serve", "--port", str(self.port)],
                env=self._environment,
                stdout=log,
                stderr=log,
            )
        self._wait_until_it_answers()
        return self

    def kill(self) -> None:
        """End the process as a loss of power to it would: without a word."""
        if self.process is not None:
            self.process.kill()
            self.process.wait()

    def stop(self, seconds: float = 20.0) -> None:
        """Ask it to end, as an operator does."""
        if self.process is None or self.process.poll() is not None:
            return
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(seconds)
        except subprocess.TimeoutExpired:
            self.kill()

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run `peremena ...` beside the server, on its data folder."""
        return subprocess.run(
            [*PROGRAM, *arguments],
            env=self._environment,
            capture_output=True,
            text=True,
            check=False,
        )

    def move_clock(self, seconds: float) -> None:
        """Let the server's clock run `seconds` ahead of the machine's."""
        fresh = self.clock.with_suffix(".new")
        fresh.write_text(str(seconds))
        fresh.replace(self.clock)

    def _wait_until_it_answers(self) -> None:
        until = time.monotonic() + START_SECONDS
        while time.monotonic() < until:
            assert self.process is not None
            if self.process.poll() is not None:
                raise RuntimeError(f"the server did not start:\n{self.log.read_text()}")
            with (
                contextlib.suppress(OSError, http.client.HTTPException),
                contextlib.closing(http.client.HTTPConnection(self.address, timeout=1)) as connection,
            ):
                connection.request("GET", "/api/me")
                connection.getresponse().read()
                return
            time.sleep(0.05)
        raise RuntimeError(f"the server does not answer:\n{self.log.read_text()}")
