"""Callers of the benches: a small program in Go around LiveKit's own test client, built once for a machine.

A browser is worth some three of them, and what is measured is what serves them.
"""

import hashlib
import json
import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from bench.run import Run
from peremena.calls import program

SOURCE = Path(__file__).parent / "callers" / "main.go"
_MODULE = f"github.com/livekit/livekit-server@v{program.VERSION}"


class NotBuilt(Exception):
    """Why there are no callers; a sentence."""


@dataclass(frozen=True, slots=True)
class Caller:
    """Somebody with a token for a room and, where our door asks for it, the cookie of their session."""

    Token: str
    Cookie: str = ""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the program is asked to do, in its own words."""

    Address: str
    Origin: str = ""
    Publishers: Sequence[Caller] = ()
    Listeners: Sequence[Caller] = ()
    Later: Sequence[Caller] = ()
    Media: str = "audio"
    Bytes: int = 80
    PaceMs: int = 20
    Hear: bool = False
    Tracks: int = 0


class Callers:
    """The program at work, from the moment at which everybody hears everybody."""

    def __init__(self, program_path: Path | str, wish: Wish) -> None:
        self._process = subprocess.Popen(
            [program_path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        self._ask(json.dumps(asdict(wish)))

    @property
    def pid(self) -> int:
        return self._process.pid

    def received(self) -> int:
        """Return how many bytes all listeners have received so far."""
        return int(self._ask(""))

    def let_come(self, more: int) -> None:
        """Let more listeners come; returns when they hear everybody."""
        self._ask(f"+{more}")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._process.kill()
        self._process.communicate()

    def _ask(self, line: str) -> str:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(line + "\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        if not answer:
            _, complaints = self._process.communicate()
            raise RuntimeError(f"the callers gave up: {complaints.strip()[:2000]}")
        return answer


def built(run: Run, *, may_build: bool) -> Path:
    """Return the program, built if need be; raises NotBuilt."""
    mark = hashlib.sha256(SOURCE.read_bytes()).hexdigest()[:12]
    path = program.path().with_name(f"livekit-callers-{program.VERSION}-{mark}")
    if path.exists():
        return path
    go = program.compiler()
    if not may_build or go is None:
        raise NotBuilt("the callers are not built on this machine; a full bench builds them, which needs Go")
    run.say("building the callers, once on this machine: some three minutes")
    with tempfile.TemporaryDirectory(prefix=".callers-", dir=path.parent) as folder:
        _build(go, Path(folder))
        Path(folder, "callers").rename(path)
    return path


def _build(go: str, folder: Path) -> None:
    """Build within the module graph of LiveKit itself: whoever could build LiveKit has nothing more to download."""
    shutil.copy(SOURCE, folder)
    found: dict[str, Any] = json.loads(_go(go, folder, "mod", "download", "-json", _MODULE))
    theirs = Path(found["Dir"])
    lines = (theirs / "go.mod").read_text().splitlines()
    (folder / "go.mod").write_text("\n".join(["module callers", *lines[1:]]) + "\n")
    (folder / "go.sum").write_bytes((theirs / "go.sum").read_bytes())
    (folder / "go.mod").chmod(0o600)
    _go(go, folder, "mod", "edit", f"-require={_MODULE}")
    _go(go, folder, "build", "-trimpath", "-ldflags=-s -w", "-o", "callers", ".")


def _go(go: str, folder: Path, *arguments: str) -> str:
    ours = {"GOTOOLCHAIN": "local", "CGO_ENABLED": "0", "GOFLAGS": "-mod=mod"}
    done = subprocess.run(
        [go, *arguments], cwd=folder, env={**os.environ, **ours}, capture_output=True, text=True, check=False
    )
    if done.returncode:
        complaints = done.stderr.strip().splitlines() or [""]
        raise NotBuilt(f"the callers could not be built: {complaints[-1]}")
    return done.stdout
