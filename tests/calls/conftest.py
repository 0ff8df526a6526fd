"""A real LiveKit for the tests of calls, and our door in front of it, with rules of the test's own."""

import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
import uvicorn

from peremena.calls import program
from peremena.calls.configuration import Ports as MediaPorts
from peremena.calls.configuration import Wish
from peremena.calls.contract import Endpoint, Knock, Refusal
from peremena.calls.door import Door, Ports
from peremena.calls.keeper import OwnLiveKit
from peremena.calls.livekit import LiveKit
from peremena.calls.media import Media
from peremena.site.serve import RoomyTransport
from tests.calls.hooks import Hooks
from tests.calls.lesson import Lesson, lessons
from tests.databases import Database
from tests.server import free_port

READY_SECONDS = 30.0


def until(holds: Callable[[], object], seconds: float = READY_SECONDS, why: str = "it did not happen") -> None:
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, why
        time.sleep(0.02)


@pytest.fixture(scope="session")
def livekit_program() -> Path:
    found = program.path()
    if not program.is_there(found):
        pytest.skip("LiveKit is not built on this machine; `peremena livekit build` says why")
    return found


@dataclass
class Kept:
    """LiveKit under a keeper of ours, and what it told by webhooks."""

    media: Media
    keeper: OwnLiveKit
    hooks: Hooks

    @property
    def livekit(self) -> LiveKit:
        return self.media.livekit

    @property
    def endpoint(self) -> Endpoint:
        found = self.media.endpoint()
        assert found is not None
        return found


@pytest.fixture(scope="module")
def kept(livekit_program: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Kept]:
    media = Media()
    media.speak_through(LiveKit)
    hooks = Hooks()
    keeper = OwnLiveKit(
        media,
        program_path=livekit_program,
        may_build=False,
        folder=tmp_path_factory.mktemp("livekit"),
        secret="a secret of the tests, which is longer than 32 characters",
        wish=Wish("127.0.0.1", MediaPorts(0, 0, 0), "", 0, hooks.url),
    )
    keeper.start()
    until(lambda: media.state.name == "ready", why="LiveKit did not start")
    yield Kept(media, keeper, hooks)
    media.livekit.close()
    keeper.stop()
    hooks.close()


@dataclass
class Doorway:
    """Our door on a port of its own; the test says who is refused."""

    door: Door
    address: str
    refused: dict[str, Refusal] = field(default_factory=dict)
    knocks: list[Knock] = field(default_factory=list)
    # Pages of the same origin: type and content by path.
    pages: dict[str, tuple[bytes, bytes]] = field(default_factory=dict)

    @property
    def origin(self) -> str:
        return f"http://{self.address}"


@pytest.fixture(scope="module")
def doorway(kept: Kept) -> Iterator[Doorway]:
    def admits(knocks: Sequence[Knock]) -> list[Refusal | None]:
        way.knocks += knocks
        return [way.refused.get(knock.claims.identity) for knock in knocks]

    ports = Ports(
        endpoint=kept.media.endpoint,
        claims_of=kept.livekit.claims_of,
        admits=admits,
        session_of=lambda cookie: cookie.removeprefix("session="),
        hosts=lambda host: host.startswith("127.0.0.1:"),
    )
    door = Door(ports)
    way = Doorway(door, f"127.0.0.1:{free_port()}")
    with _served(way, int(way.address.rpartition(":")[2])):
        yield way


class _served:  # noqa: N801 a context, read like a verb
    def __init__(self, way: Doorway, port: int) -> None:
        async def app(scope: Any, receive: Any, send: Any) -> None:
            if scope["type"] == "lifespan":
                await receive()
                await way.door.start()
                await send({"type": "lifespan.startup.complete"})
                await receive()
                await way.door.stop()
                await send({"type": "lifespan.shutdown.complete"})
            elif scope["path"] in way.pages:
                kind, body = way.pages[scope["path"]]
                await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", kind)]})
                await send({"type": "http.response.body", "body": body})
            else:
                await way.door(scope, receive, send)

        config = uvicorn.Config(
            app, port=port, ws=RoomyTransport, ws_per_message_deflate=False, ws_max_size=64 * 1024, log_config=None
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def __enter__(self) -> None:
        self._thread.start()
        until(lambda: self._server.started, why="the door did not open")

    def __exit__(self, *_error: object) -> None:
        self._server.should_exit = True
        self._thread.join(10)


@pytest.fixture(autouse=True)
def _nobody_is_refused(request: pytest.FixtureRequest) -> Iterator[None]:
    yield
    if "doorway" in request.fixturenames:
        way: Doorway = request.getfixturevalue("doorway")
        way.refused.clear()
        way.knocks.clear()


def is_listening(port: int) -> bool:
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0


@pytest.fixture
def lesson(database: Database) -> Iterator[Lesson]:
    """A school with a media server in memory."""
    yield from lessons()
