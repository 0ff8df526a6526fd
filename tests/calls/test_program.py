"""How the program of LiveKit comes to a machine, with a Go that only pretends."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from peremena.calls import media, program
from peremena.calls.configuration import Ports, Wish
from peremena.calls.keeper import OwnLiveKit
from peremena.calls.media import Media
from tests.calls.conftest import until

BUILDS = f"""
echo once >> "$COUNT"
echo "go: downloading github.com/one v1" >&2
printf '#!/bin/sh\\necho livekit-server version {program.VERSION}\\n' > "$GOBIN/server"
chmod +x "$GOBIN/server"
"""
NO_PROXY = """
echo 'go: github.com/livekit/livekit-server@v1.13.5: Get "https://proxy": dial tcp: lookup proxy: no such host' >&2
exit 1
"""
BROKEN = "echo 'x.go:1:1: undefined: y' >&2; exit 1"
ANOTHER_VERSION = BUILDS.replace(program.VERSION, "0.1")
ENDLESS = 'echo $$ > "$COUNT"; sleep 1000'

Pretend = Callable[[str], Path]


@pytest.fixture
def wanted(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "livekit-server"


@pytest.fixture
def pretend(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Pretend:
    """Put a script in the place of Go; what it counts is in the file that is returned."""

    def as_go(script: str) -> Path:
        count = tmp_path / "count"
        monkeypatch.setenv("COUNT", str(count))
        go = tmp_path / "go"
        go.write_text(f"#!/bin/sh\n{script}\n")
        go.chmod(0o755)
        monkeypatch.setattr(program, "compiler", lambda: str(go))
        return count

    return as_go


def silence(_line: str) -> None:
    """Tell nobody."""


def refusal(wanted: Path) -> str:
    with pytest.raises(program.BuildFailed) as failed:
        program.build(wanted, silence)
    assert not wanted.exists()
    assert [path.name for path in wanted.parent.iterdir()] == [".livekit-server.lock"]
    return str(failed.value)


def test_it_is_built_once(wanted: Path, pretend: Pretend) -> None:
    count = pretend(BUILDS)
    left = wanted.parent / ".livekit-server-of-a-killed-build"
    left.mkdir(parents=True)
    told: list[str] = []
    builders = [threading.Thread(target=program.build, args=[wanted, told.append]) for _ in range(3)]
    for builder in builders:
        builder.start()
    for builder in builders:
        builder.join()
    program.build(wanted, told.append)
    assert program.is_there(wanted)
    assert count.read_text() == "once\n"
    assert told[-1] == f"LiveKit {program.VERSION} собран."
    assert not left.exists()


@pytest.mark.parametrize(
    ("script", "why"),
    [(NO_PROXY, program.NO_MODULES), (BROKEN, program.NOT_BUILT), (ANOTHER_VERSION, program.NOT_BUILT)],
)
def test_a_failed_build_says_why_and_leaves_nothing(wanted: Path, pretend: Pretend, script: str, why: str) -> None:
    pretend(script)
    assert refusal(wanted) == why


def test_a_machine_without_go_is_told_so(wanted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(program, "compiler", lambda: None)
    assert refusal(wanted) == program.NO_GO


def test_a_build_that_is_stopped_ends_what_it_started(wanted: Path, pretend: Pretend) -> None:
    count = pretend(ENDLESS)
    stop = threading.Event()
    failures: list[program.BuildFailed] = []

    def build() -> None:
        try:
            program.build(wanted, silence, stop)
        except program.BuildFailed as failed:
            failures.append(failed)

    builder = threading.Thread(target=build)
    builder.start()
    until(lambda: count.exists() and count.read_text())
    stop.set()
    builder.join(10)
    assert [str(failed) for failed in failures] == [program.STOPPED]
    until(lambda: not Path(f"/proc/{count.read_text().strip()}").exists())


def test_it_lies_in_the_cache_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", "/somewhere")
    assert program.path() == Path(f"/somewhere/peremena/livekit-server-{program.VERSION}")
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", "/home/olga")
    assert program.path() == Path(f"/home/olga/.cache/peremena/livekit-server-{program.VERSION}")
    assert program.path("/opt/livekit") == Path("/opt/livekit")


def keeper(wanted: Path, told: Media, *, may_build: bool) -> OwnLiveKit:
    wish = Wish("127.0.0.1", Ports(0, 0, 0), "", 0, "http://127.0.0.1:9/")
    return OwnLiveKit(told, program_path=wanted, may_build=may_build, folder=wanted.parent, secret="s" * 32, wish=wish)


@pytest.mark.parametrize(("may_build", "why"), [(True, program.NO_MODULES), (False, "нет программы livekit-server")])
def test_without_it_calls_are_missing_with_a_sentence(
    wanted: Path, pretend: Pretend, may_build: bool, why: str
) -> None:
    pretend(NO_PROXY)
    told = Media()
    keeping = keeper(wanted, told, may_build=may_build)
    keeping.start()
    until(lambda: told.state.name == "missing" and told.state != media.OFF)
    assert told.state.reason == f"Звонков пока нет: на сервере не запущен LiveKit ({why})."
    assert told.endpoint() is None
    keeping.stop()


def test_a_program_that_does_not_start_is_missing_in_the_end(wanted: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("peremena.calls.keeper.FIRST_WAIT_SECONDS", 0.01)
    wanted.parent.mkdir()
    wanted.write_text("#!/bin/sh\necho cannot listen\nexit 1\n")
    wanted.chmod(0o755)
    told = Media()
    keeping = keeper(wanted, told, may_build=False)
    started = time.monotonic()
    keeping.start()
    until(lambda: "не запускается" in told.state.reason)
    assert time.monotonic() - started < 30
    keeping.stop()
