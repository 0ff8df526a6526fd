"""`peremena serve` with a real LiveKit beside it."""

import contextlib
import json
import os
import signal
import stat
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from websockets.exceptions import InvalidStatus

from peremena.calls.configuration import free_port
from peremena.calls.contract import ALL_SOURCES, Endpoint, Grants
from peremena.calls.door import REMOVED
from peremena.calls.livekit import LiveKit
from peremena.people.sessions import SessionStore
from tests.calls.conftest import until
from tests.calls.signalling import closed_within, joined, knock, why_not
from tests.databases import Database
from tests.live.conftest import beside, database_of
from tests.server import PROGRAM, Server

LOUD = (sys.executable, "-m", "tests.calls.loud_server")


@contextlib.contextmanager
def serving(folder: Path, database: Database, program: Sequence[str] = PROGRAM, **environment: str) -> Iterator[Server]:
    server = Server(folder, database, {"PEREMENA_LIVEKIT": "own", **environment}, program=program)
    try:
        yield server.start()
    finally:
        server.stop()


@pytest.fixture(scope="module")
def served(
    livekit_program: Path, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server that the tests share which leave it running."""
    folder = tmp_path_factory.mktemp("served")
    with database_of("sqlite", request, folder) as database, serving(folder, database) as server:
        until(lambda: is_ready(server), why="LiveKit did not become ready")
        yield server


@pytest.fixture(scope="module")
def loud(
    livekit_program: Path, request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A server that logs everything and whose rules let every good token in."""
    folder = tmp_path_factory.mktemp("loud")
    with database_of("sqlite", request, folder) as database, serving(folder, database, LOUD) as server:
        until(lambda: is_ready(server), why="LiveKit did not become ready")
        yield server


def is_ready(server: Server) -> bool:
    return state_of(server)["name"] == "ready"


def state_of(server: Server) -> dict[str, str]:
    file = server.folder / "livekit" / "state.json"
    state: dict[str, str] = json.loads(file.read_text()) if file.exists() else {"name": "", "reason": ""}
    return state


def livekit_of(server: Server) -> int | None:
    """Return the process number of LiveKit beside a server."""
    assert server.process is not None
    config = str(server.folder / "livekit" / "config.yaml")
    return next((pid for pid in pids() if config in arguments(pid) and "--config" in arguments(pid)[1:2]), None)


def pids() -> list[int]:
    return [int(path.name) for path in Path("/proc").iterdir() if path.name.isdigit()]


def arguments(pid: int) -> list[str]:
    with contextlib.suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_text().split("\0")
    return []


def endpoint_of(server: Server) -> Endpoint:
    config = json.loads((server.folder / "livekit" / "config.yaml").read_text())
    ((key, secret),) = config["keys"].items()
    return Endpoint(f"http://127.0.0.1:{config['port']}", key, secret)


def token_for(server: Server, room: str) -> str:
    livekit = LiveKit(lambda: endpoint_of(server))
    livekit.create_room(room)
    livekit.close()
    return livekit.mint(room=room, identity="olga", name="Ольга", grants=Grants(ALL_SOURCES))


def test_livekit_that_was_killed_is_back(served: Server) -> None:
    before = livekit_of(served)
    assert before is not None
    os.kill(before, signal.SIGKILL)
    until(lambda: livekit_of(served) not in {None, before} and is_ready(served))


def test_livekit_ends_with_a_server_that_was_killed(
    livekit_program: Path, sqlite_database: Database, tmp_path: Path
) -> None:
    with serving(tmp_path, sqlite_database) as server:
        until(lambda: is_ready(server) and livekit_of(server))
        server.kill()
        until(lambda: livekit_of(server) is None)


def test_livekit_ends_with_a_server_that_stops(
    livekit_program: Path, sqlite_database: Database, tmp_path: Path
) -> None:
    with serving(tmp_path, sqlite_database) as server:
        until(lambda: is_ready(server) and livekit_of(server))
        server.stop(60)
        assert livekit_of(server) is None
        told = server.command("livekit", "status")
    assert (told.returncode, told.stdout) == (1, "Звонки на этом сервере выключены.\n")


def test_the_state_can_be_asked_beside_the_server(served: Server) -> None:
    told = served.command("livekit", "status")
    assert (told.returncode, told.stdout) == (0, "Звонки работают.\n")


def test_the_secret_is_in_files_that_nobody_else_reads(served: Server) -> None:
    secret = endpoint_of(served).secret
    assert len(secret) >= 32
    for file in (served.folder / "livekit" / "config.yaml", served.folder / "secrets" / "livekit_secret"):
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
    pid = livekit_of(served)
    assert pid is not None
    assert secret not in " ".join(arguments(pid))
    assert secret.encode() not in Path(f"/proc/{pid}/environ").read_bytes()
    assert secret not in served.log.read_text()


def test_livekit_listens_for_its_api_on_loopback_only(served: Server) -> None:
    port = f":{int(endpoint_of(served).url.rpartition(':')[2]):04X} "
    listening = [line.split()[1] for line in Path("/proc/net/tcp").read_text().splitlines() if port in line]
    assert "0100007F" + port.strip() in listening
    assert not any(address.startswith("00000000:") for address in listening)
    assert not any(port in line for line in Path("/proc/net/tcp6").read_text().splitlines())


def test_nobody_comes_in_before_there_are_rules(served: Server) -> None:
    token = token_for(served, "a room")
    with pytest.raises(InvalidStatus, match="403"):
        knock(served.address, token)
    assert why_not(served.address, token)[0] == 403


def test_a_session_that_ends_elsewhere_ends_its_call(loud: Server) -> None:
    token = token_for(loud, "a lesson")
    with knock(loud.address, token, cookie="sessionid=abcdef") as line:
        joined(line)
        with beside(loud):
            SessionStore().delete("abcdef")
        assert closed_within(line) == REMOVED


def test_no_token_is_ever_in_a_log(loud: Server) -> None:
    token = token_for(loud, "a room")
    foreign = LiveKit(lambda: Endpoint("", "peremena", "y" * 40)).mint(
        room="a room", identity="x", name="x", grants=Grants()
    )
    with knock(loud.address, token) as line:
        joined(line)
    for path in ("/rtc", "/rtc/v1"):
        with pytest.raises(InvalidStatus):
            knock(loud.address, foreign, path=path)
    why_not(loud.address, token)
    why_not(loud.address, foreign, "/rtc/v1/validate")
    with contextlib.suppress(OSError):
        urllib.request.urlopen(f"{loud.url}/nothing-here/?access_token={token}", timeout=5).close()
    log = loud.log.read_text()
    assert "access_token=[hidden]" in log  # It was loud enough to say them.
    for secret in (token, foreign, token.rpartition(".")[2], endpoint_of(loud).secret):
        assert secret not in log


def test_without_the_program_everything_else_works(sqlite_database: Database, tmp_path: Path) -> None:
    absent = str(tmp_path / "no-such-livekit")
    with serving(tmp_path, sqlite_database, PEREMENA_LIVEKIT_PROGRAM=absent) as server:
        until(lambda: state_of(server)["reason"].startswith("Звонков пока нет"))
        assert why_not(server.address, "any")[0] == 503
        with pytest.raises(urllib.error.HTTPError, match="401") as told:
            urllib.request.urlopen(f"{server.url}/api/me", timeout=10)
        told.value.close()


def test_an_outside_livekit_is_named_by_settings(
    served: Server, sqlite_database: Database, tmp_path_factory: pytest.TempPathFactory
) -> None:
    outside = endpoint_of(served)
    secret = tmp_path_factory.mktemp("outside") / "secret"
    secret.write_text(outside.secret)
    folder = tmp_path_factory.mktemp("second")
    named = {"PEREMENA_LIVEKIT_KEY": outside.key, "PEREMENA_LIVEKIT_SECRET_FILE": str(secret)}
    with serving(folder, sqlite_database, LOUD, **{**named, "PEREMENA_LIVEKIT": outside.url}) as second:
        until(lambda: is_ready(second))
        assert livekit_of(second) is None
        with knock(second.address, token_for(served, "shared")) as line:
            joined(line)


def test_an_outside_livekit_that_does_not_answer_is_missing(sqlite_database: Database, tmp_path: Path) -> None:
    away = f"ws://127.0.0.1:{free_port()}"
    keys = {"PEREMENA_LIVEKIT_KEY": "a", "PEREMENA_LIVEKIT_SECRET": "b" * 40}
    with serving(tmp_path, sqlite_database, **{**keys, "PEREMENA_LIVEKIT": away}) as server:
        until(lambda: state_of(server)["reason"].startswith("Звонков пока нет"))
