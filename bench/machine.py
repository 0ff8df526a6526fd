"""The machine under the bench: which core belongs to whom, and what a process uses of it."""

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_CORES = sorted(os.sched_getaffinity(0))
_TICKS = os.sysconf("SC_CLK_TCK")
_PAGE_KB = os.sysconf("SC_PAGE_SIZE") // 1024

# The server has the first core to itself, the generator the last; on a single core they share it.
SERVER_CORE = _CORES[0]
GENERATOR_CORE = _CORES[-1]


def pin_generator() -> None:
    """Keep this process, and what it starts without another word, off the server's core."""
    os.sched_setaffinity(0, {GENERATOR_CORE})


@contextmanager
def all_cores() -> Iterator[None]:
    """Let what is started inside run where the machine likes."""
    with _on(set(_CORES)):
        yield


@contextmanager
def server_core() -> Iterator[None]:
    """Let what is started inside run on the server's core."""
    with _on({SERVER_CORE}):
        yield


@contextmanager
def _on(cores: set[int]) -> Iterator[None]:
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, cores)
    try:
        yield
    finally:
        os.sched_setaffinity(0, before)


def allow_many_sockets() -> int:
    """Raise the limit of open files as far as one may, and return it."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
    return hard


def own_memory_kb(pid: int) -> int:
    """Return the memory that is a process's own; the pages of mapped database files come and go as the kernel likes."""
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("RssAnon:"):
            return int(line.split()[1])
    raise RuntimeError("the kernel does not tell RssAnon")


def resident_kb(pid: int) -> int:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * _PAGE_KB


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS
