"""The fronts of deploy/ on loopback, with a CA of their own."""

import contextlib
import http.client
import os
import shutil
import signal
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.server import free_port

DEPLOY = Path(__file__).parents[2] / "deploy"
# Chromium takes every name below localhost for this machine.
SITE, TURN = "school.localhost", "turn.localhost"
START_SECONDS = 30.0


def program(name: str) -> str:
    found = shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")
    if found is None:
        pytest.skip(f"{name} is not installed; tools/system_packages.sh installs it")
    return found


@dataclass
class Front:
    """A front that runs."""

    folder: Path
    port: int
    log: Path

    @property
    def root(self) -> Path:
        """The certificate of the own CA, as a school gives it to its devices."""
        return self.folder / "caddy" / "pki" / "authorities" / "local" / "root.crt"

    @property
    def certificates(self) -> Path:
        return self.folder / "caddy" / "certificates" / "local"

    @property
    def trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=str(self.root))

    def ask(self, path: str, name: str = SITE, body: str | None = None, **headers: str) -> "Answer":
        """Ask as a browser does, a question with a body by POST."""
        line = _Line(self, name)
        with contextlib.closing(line):
            sent = {key.replace("_", "-"): value for key, value in headers.items()}
            line.request("GET" if body is None else "POST", path, body, sent)
            said = line.getresponse()
            return Answer(said.status, said.headers.get("Set-Cookie", ""), said.read())

    def plain_line(self) -> socket.socket:
        return socket.create_connection(("127.0.0.1", self.port), 10)


@dataclass
class Answer:
    status: int
    cookie: str
    body: bytes


class _Line(http.client.HTTPConnection):
    """HTTPS to a name that no name server knows."""

    def __init__(self, front: Front, name: str) -> None:
        super().__init__(name, front.port, timeout=10)
        self._front, self._name = front, name

    def connect(self) -> None:
        plain = self._front.plain_line()
        try:
            self.sock = self._front.trust.wrap_socket(plain, server_hostname=self._name)
        except OSError:
            plain.close()
            raise


@contextmanager
def caddy(folder: Path, upstream: str, names: Sequence[str] = (SITE,)) -> Iterator[Front]:
    front = Front(folder, free_port(), folder / "caddy.log")
    settings = {
        "FRONT_NAMES": ", ".join(names),
        "FRONT_TURN": TURN,
        "FRONT_PEREMENA": upstream,
        "FRONT_HTTP_PORT": str(free_port()),
        "FRONT_HTTPS_PORT": str(front.port),
        "FRONT_ADMIN": "off",
        "XDG_DATA_HOME": str(folder),
        "XDG_CONFIG_HOME": str(folder),
        "HOME": str(folder),
    }
    command = [program("caddy"), "run", "--config", str(DEPLOY / "Caddyfile"), "--adapter", "caddyfile"]
    with _running(command, settings, front.log):
        for name in names:
            _until_it_answers(front, name)
        yield front


@contextmanager
def haproxy(certified: Front, *, turn_to: str, upstream: str) -> Iterator[Front]:
    """The front on 443 of loopback, with the certificates of a caddy that runs."""
    front = Front(certified.folder, 443, certified.folder / "haproxy.log")
    settings = {
        "FRONT_ADDRESS": "127.0.0.1",
        "FRONT_CERTIFICATES": str(certified.certificates),
        "FRONT_SITE": SITE,
        "FRONT_TURN": TURN,
        "FRONT_TURN_TO": turn_to,
        "FRONT_PEREMENA": upstream,
    }
    command = [program("haproxy"), "-db", "-f", str(DEPLOY / "haproxy.cfg")]
    with _running(command, settings, front.log):
        _until_it_answers(front, SITE)
        yield front


@contextmanager
def _running(command: Sequence[str], settings: Mapping[str, str], log: Path) -> Iterator[None]:
    with log.open("ab") as lines:
        process = subprocess.Popen(command, env={**os.environ, **settings}, stdout=lines, stderr=lines)
    try:
        yield
    finally:
        process.send_signal(signal.SIGTERM)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(5)
        process.kill()
        process.wait()


def _until_it_answers(front: Front, name: str) -> None:
    end = time.monotonic() + START_SECONDS
    while not _answers(front, name):
        assert time.monotonic() < end, front.log.read_text()
        time.sleep(0.1)


def _answers(front: Front, name: str) -> bool:
    try:
        front.ask("/", name)
    except (OSError, http.client.HTTPException):
        return False
    return True
