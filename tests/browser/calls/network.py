"""A far end of the network: a namespace of its own, whose road to the school can be cut or narrowed."""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from peremena.calls.configuration import free_port
from tests.browser.calls.conftest import MEDIA
from tests.browser.conftest import CHROMIUM, FLAGS

_RELAY = (sys.executable, "-m", "tests.browser.calls.relay")
_ROAD = (sys.executable, "-m", "tests.browser.calls.road")


def why_not() -> str:
    """Say in a sentence what is missing for a network of the test's own; empty when nothing is."""
    if os.geteuid() != 0:
        return "only root makes a network of its own"
    missing = [name for name in ("ip", "tc") if shutil.which(name) is None]
    return f"a network of its own needs {' and '.join(missing)}, of Debian's iproute2" if missing else ""


def _run(*command: str) -> None:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{' '.join(command)}: {done.stderr}"


@dataclass
class Far:
    """The far end, and the road between it and the school."""

    name: str
    near: str
    remote: str
    # The addresses of this network are below it.
    net: str
    _road: subprocess.Popen[str]
    _relays: list[subprocess.Popen[bytes]] = field(default_factory=list)

    @property
    def address(self) -> str:
        """The address of the school as the far end sees it."""
        return f"{self.net}.1"

    def program(self, folder: Path) -> str:
        """Return a browser that lives there."""
        script = folder / f"chromium-{self.name}"
        script.write_text(f'#!/bin/sh\nexec ip netns exec {self.name} {CHROMIUM} "$@"\n')
        script.chmod(0o755)
        return str(script)

    def reach(self, port: int, past_the_road: Path | None = None) -> None:
        """Let TCP to 127.0.0.1 of the far end lead to that of this machine: across the road, or through a folder."""
        # Whoever listens at that port may do so at every address of this machine.
        between = str(past_the_road / str(port)) if past_the_road else f"{self.address}:{free_port()}"
        there = ("ip", "netns", "exec", self.name, *_RELAY, f"127.0.0.1:{port}", between)
        here = (*_RELAY, between, f"127.0.0.1:{port}")
        started = [subprocess.Popen(command, stdout=subprocess.PIPE) for command in (here, there)]
        self._relays += started
        for relay in started:
            assert relay.stdout is not None
            assert relay.stdout.readline() == b"ready\n"
            relay.stdout.close()

    def cut(self) -> None:
        _run("ip", "link", "set", self.near, "down")

    def mend(self) -> None:
        _run("ip", "link", "set", self.near, "up")

    def lose_the_school(self) -> None:
        """Let the road lead nowhere, although the far end has it: nothing but what is carried past it arrives."""
        _run("ip", "addr", "flush", "dev", self.near)

    def narrow(self, kilobits: int) -> None:
        """Let no more than this come down the road in a second."""
        limits = ("rate", f"{kilobits}kbit", "burst", "4kb", "latency", "400ms")
        _run("tc", "qdisc", "replace", "dev", self.near, "root", "tbf", *limits)

    def widen(self) -> None:
        _run("tc", "qdisc", "del", "dev", self.near, "root")

    def spoil(self, *, loss: float, delay: float) -> None:
        """Let this share of the packets be lost in each direction, and the others take so many seconds."""
        assert self._road.stdin is not None
        self._road.stdin.write(f"{loss} {delay}\n")
        self._road.stdin.flush()

    def move_to(self, number: int) -> None:
        """Be somewhere else, as a phone is that leaves the Wi-Fi: under another address, and the old one is gone."""
        _run("ip", "-n", self.name, "addr", "flush", "dev", self.remote)
        _run("ip", "-n", self.name, "addr", "add", f"{self.net}.{number}/24", "dev", self.remote)
        _run("ip", "-n", self.name, "route", "add", "default", "dev", self.remote)

    def stop(self) -> None:
        for relay in self._relays:
            relay.terminate()
            relay.wait(10)


@contextmanager
def far_end() -> Iterator[Far]:
    """Make a far end, and take it away again."""
    number = os.getpid()
    name, near, remote = f"peremena-{number}", f"pm{number}a", f"pm{number}b"
    _run("ip", "netns", "add", name)
    command = [*_ROAD, near, remote]
    try:
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as road:
            assert road.stdout is not None
            assert road.stdout.readline() == "ready\n"
            far = Far(name, near, remote, f"10.213.{number % 250}", road)
            _run("ip", "link", "set", remote, "netns", name)
            _run("ip", "addr", "add", f"{far.address}/24", "dev", near)
            _run("ip", "link", "set", near, "up")
            _run("ip", "-n", name, "link", "set", remote, "up")
            _run("ip", "-n", name, "link", "set", "lo", "up")
            far.move_to(2)
            try:
                yield far
            finally:
                far.stop()
    finally:
        _run("ip", "netns", "del", name)


@contextmanager
def two_browsers(far: Far, folder: Path) -> Iterator[tuple[Browser, Browser]]:
    """Start a browser beside the school, and one at the far end."""
    with sync_playwright() as playwright:
        programs = (CHROMIUM, far.program(folder))
        started = [playwright.chromium.launch(executable_path=program, args=[*FLAGS, *MEDIA]) for program in programs]
        yield started[0], started[1]
        for browser in started:
            browser.close()
