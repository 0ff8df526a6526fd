"""Programs that live no longer than we do, started from threads."""

import contextlib
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from typing import IO

# Linux ends the child with the thread that started it, however that ended; `kill -9` of the server included. Elsewhere
# only an orderly end does. Done by a small Python before the program: after a fork no thread may run Python here.
_GUARD = """
import ctypes, os, sys
getattr(ctypes.CDLL(None), "prctl", lambda *_: 0)(1, 9)
if os.getppid() != int(sys.argv[1]): os._exit(1)
os.nice(int(sys.argv[2]))
os.execvp(sys.argv[3], sys.argv[3:])
"""


class Child:
    """One run of a program: its lines go to `hear`, in a thread of their own. Start it from a thread that stays."""

    def __init__(
        self,
        command: Sequence[str],
        hear: Callable[[str], None],
        *,
        niceness: int = 0,
        environment: Mapping[str, str] | None = None,
    ) -> None:
        self._process = subprocess.Popen(  # noqa: S603 our own program
            [sys.executable, "-I", "-S", "-c", _GUARD, str(os.getpid()), str(niceness), *command],
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            # Ctrl-C in a terminal is for us; the child is ended in order.
            process_group=0,
        )
        self._listening = threading.Thread(target=_listen, args=[self._process.stdout, hear], daemon=True)
        self._listening.start()

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def code(self) -> int | None:
        """The exit status, None while it runs."""
        return self._process.poll()

    def wait(self, seconds: float) -> bool:
        """Wait; say whether it has ended. Its last lines have been heard then."""
        try:
            self._process.wait(seconds)
        except subprocess.TimeoutExpired:
            return False
        self._listening.join(1)
        return True

    def end(self, *, asks: int = 1, seconds: float = 2.0) -> None:
        """Ask it to end, so many times, and make it end when it does not."""
        for _ in range(asks):
            self._signal(signal.SIGTERM)
            if self.wait(seconds / asks):
                return
        self.kill()

    def kill(self) -> None:
        """End it with all that it started."""
        self._signal(signal.SIGKILL)
        self._process.wait()

    def _signal(self, number: signal.Signals) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, number)


def _listen(lines: IO[str], hear: Callable[[str], None]) -> None:
    with lines:
        for line in lines:
            hear(line.rstrip())


class Backoff:
    """How long to wait before the next try: short at first, longer while it keeps failing."""

    def __init__(self, *, first: float, longest: float, forgiven_after: float) -> None:
        self._first = self._next = first
        self._longest = longest
        self._forgiven_after = forgiven_after
        self._started = time.monotonic()

    def started(self) -> None:
        self._started = time.monotonic()

    def seconds(self) -> float:
        """Return the wait after a run that has just ended."""
        if time.monotonic() - self._started > self._forgiven_after:
            self._next = self._first
        wait, self._next = self._next, min(self._next * 2, self._longest)
        return wait
