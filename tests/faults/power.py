"""What a disk would hold if the power failed: the system calls of a server, replayed up to the last fsync.

`kill -9` never shows a missing fsync, because the page cache outlives the process. So the server runs under strace;
each write to the database or its WAL counts only from the fsync of that file on that came after it.
"""

import re
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

CALLS = "pwrite64,fsync,fdatasync,ftruncate,write,writev,sendto,sendmsg,unlink"
_WHOLE = 1_000_000

_LINE = re.compile(r"^(?P<thread>\d+) +(?:<\.\.\. (?P<resumed>\w+) resumed>|(?P<call>\w+)\((?P<rest>.*))")
_PLACE = re.compile(r"^\d+<(?P<path>[^>]*)>(?:, (?P<arguments>.*))?")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


def strace() -> str | None:
    """Return where strace is, None where it is not."""
    return shutil.which("strace")


def traced(trace: Path) -> list[str]:
    """Return what to put before a program so that its writes are noted in `trace`."""
    program = strace()
    assert program is not None
    # -D: the program keeps the process number that its starter sees.
    how = [program, "-D", "-f", "-qq", "--seccomp-bpf", "-y", "-xx", "-s", str(_WHOLE)]
    return [*how, "-e", f"trace={CALLS}", "-o", str(trace)]


@dataclass(slots=True)
class File:
    """A file as the page cache has it, and as the disk has it for certain."""

    cached: bytearray = field(default_factory=bytearray)
    durable: bytes = b""

    def write(self, content: bytes, offset: int) -> None:
        if len(self.cached) < offset:
            self.cached.extend(bytes(offset - len(self.cached)))
        self.cached[offset : offset + len(content)] = content

    def truncate(self, size: int) -> None:
        del self.cached[size:]


@dataclass(frozen=True, slots=True)
class Moment:
    """What is on the disk at the moment at which the server says something to a socket."""

    said: bytes
    disk: dict[str, bytes]


class Disk:
    """Replays a trace on top of the files as they lay there before the server started."""

    def __init__(self, *paths: Path) -> None:
        self._files = {str(path): File() for path in paths}
        for path in paths:
            if path.exists():
                content = path.read_bytes()
                self._files[str(path)] = File(bytearray(content), content)
        # What was in the cache when a thread asked for a sync that has not returned yet.
        self._syncing: dict[str, tuple[File, bytes]] = {}

    def replay(self, trace: Path) -> Iterator[Moment]:
        with trace.open() as lines:
            for line in lines:
                said = self._step(line)
                if said:
                    yield Moment(said, {path: file.durable for path, file in self._files.items()})

    def _step(self, line: str) -> bytes:
        found = _LINE.match(line)
        if found is None:
            return b""
        if found["resumed"]:
            if found["resumed"] in {"fsync", "fdatasync"}:
                self._synced(found["thread"])
            return b""
        place = _PLACE.match(found["rest"])
        if place is None:
            return b""
        file = self._files.get(_plain(place["path"]))
        arguments = place["arguments"] or ""
        if file is None:
            return b"".join(bytes.fromhex(one.replace("\\x", "")) for one in _TEXT.findall(arguments))
        self._touch(file, found["call"], arguments, found["thread"])
        if found["call"] in {"fsync", "fdatasync"} and "<unfinished" not in line:
            self._synced(found["thread"])
        return b""

    def _touch(self, file: File, call: str, arguments: str, thread: str) -> None:
        if call == "pwrite64":
            text = _TEXT.match(arguments)
            assert text is not None, arguments[:200]
            content = bytes.fromhex(text[1].replace("\\x", ""))
            size, offset = re.findall(r"\d+", arguments[text.end() :])[:2]
            assert len(content) == int(size), "strace kept only a part"
            file.write(content, int(offset))
        elif call == "ftruncate":
            file.truncate(int(re.findall(r"\d+", arguments)[0]))
        elif call in {"fsync", "fdatasync"}:
            self._syncing[thread] = file, bytes(file.cached)

    def _synced(self, thread: str) -> None:
        waiting = self._syncing.pop(thread, None)
        if waiting is not None:
            file, content = waiting
            file.durable = content


def whole(trace: Path, seconds: float = 20.0) -> Path:
    """Wait until strace has written everything down."""
    size = -1
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if trace.stat().st_size == size:
            return trace
        size = trace.stat().st_size
        time.sleep(0.5)
    raise AssertionError("strace does not come to an end")


def _plain(text: str) -> str:
    return bytes.fromhex(text.replace("\\x", "")).decode() if text.startswith("\\x") else text
