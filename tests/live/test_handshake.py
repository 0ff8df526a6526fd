"""Handshake against revocation: a barrier stands between the reading of the rights and the subscription."""

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.db import connections

from peremena.live import publishing
from peremena.live.contract import Ports, Principal, Subscription
from peremena.live.gateway import Gateway
from peremena.people.sessions import SessionStore
from peremena.site import wiring
from tests.databases import Database
from tests.live.lines import Line, on_a_loop
from tests.live.speaking import say
from tests.torture import cast
from tests.torture.cast import Somebody

SECONDS = 5.0


@dataclass(frozen=True)
class Scene:
    masha: Somebody
    petya: Somebody
    # One conversation of the two, one of Petya's alone.
    theirs: int
    his: int


@pytest.fixture
def scene(database: Database) -> Scene:
    masha, petya = cast.people(2)
    return Scene(masha, petya, cast.group("класс", [masha, petya]), cast.group("шахматы", [petya]))


class Barrier:
    """Stops `admit` after it has read the rights, and lets it go on when the test says so."""

    def __init__(self) -> None:
        self.has_read = threading.Event()
        self.go_on = threading.Event()

    def around(self, admit: Callable[..., Any]) -> Callable[..., Any]:
        def held(asked: Sequence[tuple[Principal, str]]) -> Sequence[Sequence[Subscription] | None]:
            rights: Sequence[Sequence[Subscription] | None] = admit(asked)
            self.has_read.set()
            assert self.go_on.wait(SECONDS)
            return rights

        return held


class Browser:
    """The other side of the ASGI callable, with a line of its own."""

    def __init__(self, somebody: Somebody) -> None:
        self.line = Line()
        self._cookie = f"sessionid={somebody.session}"
        self._inbox: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self._inbox.put_nowait({"type": "websocket.connect"})
        self.closed_with: list[int] = []

    async def serve(self, gateway: Gateway) -> None:
        scope = {
            "type": "websocket",
            "query_string": b"protocol=1",
            "headers": [(b"cookie", self._cookie.encode()), (b"host", b"localhost"), (b"origin", b"http://localhost")],
            "extensions": {"peremena.transport": {"protocol": _Protocol(self.line)}},
        }
        await gateway(scope, self._inbox.get, self._sent)

    async def _sent(self, message: Any) -> None:
        if message["type"] == "websocket.close":
            self.closed_with.append(message["code"])
            self._inbox.put_nowait({"type": "websocket.disconnect"})

    def leave(self) -> None:
        self._inbox.put_nowait({"type": "websocket.disconnect"})

    def say(self, text: str) -> None:
        self._inbox.put_nowait({"type": "websocket.receive", "text": text})


class _Protocol:
    disconnected = False
    lost: Any = None

    def __init__(self, line: Line) -> None:
        self.transport = line


@asynccontextmanager
async def gateway_of(ports: Ports, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Gateway]:
    """The gateway as it is wired for the server, with other ports."""
    monkeypatch.setattr(wiring, "_ports", lambda: ports)
    before = publishing.ports.after_commit, publishing.ports.sink
    gateway = wiring.wire_server()
    await gateway.start()
    yield gateway
    await gateway.stop()
    publishing.ports.after_commit, publishing.ports.sink = before


@asynccontextmanager
async def gateway_with(barrier: Barrier, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Gateway]:
    real = wiring._ports()
    async with gateway_of(replace(real, admit=barrier.around(real.admit)), monkeypatch) as gateway:
        yield gateway
        barrier.go_on.set()


@pytest.fixture(autouse=True)
def _no_connection_stays_open(monkeypatch: pytest.MonkeyPatch) -> None:
    """The threads of these gateways end with the test, and would leave their connections behind."""

    def closing(ask: Callable[..., Any]) -> Callable[..., Any]:
        def asked(question: Any) -> Any:
            try:
                return ask(question)
            finally:
                connections.close_all()

        return asked

    monkeypatch.setattr(wiring, "_on_a_live_connection", closing)


def elsewhere(work: Callable[..., object], *arguments: object) -> Awaitable[None]:
    """Write in another thread, with a database connection of its own."""

    def run() -> None:
        try:
            work(*arguments)
        finally:
            connections.close_all()

    return asyncio.to_thread(run)


async def until(true: Callable[[], object]) -> None:
    async with asyncio.timeout(SECONDS):
        while not true():  # noqa: ASYNC110 what is waited for tells nobody
            await asyncio.sleep(0.005)


Steps = Callable[[Gateway, Browser], Awaitable[None]]


async def handshake(
    somebody: Somebody,
    monkeypatch: pytest.MonkeyPatch,
    meanwhile: Callable[[], Awaitable[None]],
    afterwards: Steps | None = None,
) -> Browser:
    """Open a socket; do `meanwhile` after the rights were read and before they are used."""
    barrier, browser = Barrier(), Browser(somebody)
    async with gateway_with(barrier, monkeypatch) as gateway:
        serving = asyncio.create_task(browser.serve(gateway))
        await until(barrier.has_read.is_set)
        await meanwhile()
        barrier.go_on.set()
        if afterwards is None:
            await until(lambda: browser.closed_with)
        else:
            await until(browser.line.frames)
            await afterwards(gateway, browser)
        browser.leave()
        await serving
    return browser


@on_a_loop
async def test_a_member_removed_in_the_middle_of_the_handshake_hears_nothing(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def removed() -> None:
        await elsewhere(cast.leave, scene.theirs, scene.masha.profile)

    async def afterwards(gateway: Gateway, browser: Browser) -> None:
        await elsewhere(say, scene.theirs, scene.petya.profile, "раз")
        await asyncio.sleep(0.05)
        assert f"c{scene.theirs}" not in gateway.hub.topics

    browser = await handshake(scene.masha, monkeypatch, removed, afterwards)
    hello = browser.line.frames()[0]
    assert hello["heads"] == {f"p{scene.masha.profile}": 1}, "and its stream shows that something changed"
    assert browser.line.seqs(f"c{scene.theirs}") == []


@on_a_loop
async def test_a_member_added_in_the_middle_of_the_handshake_hears_all(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def added() -> None:
        await elsewhere(cast.join, scene.his, scene.masha.profile)

    async def afterwards(_gateway: Gateway, browser: Browser) -> None:
        await elsewhere(say, scene.his, scene.petya.profile, "раз")
        await until(lambda: browser.line.seqs(f"c{scene.his}"))

    browser = await handshake(scene.masha, monkeypatch, added, afterwards)
    assert browser.line.frames()[0]["heads"] == {
        f"p{scene.masha.profile}": 1,
        f"c{scene.theirs}": 0,
        f"c{scene.his}": 1,
    }
    assert browser.line.seqs(f"c{scene.his}") == [2]


@on_a_loop
async def test_a_session_ended_in_the_middle_of_the_handshake_is_closed(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:

    async def ended() -> None:
        await elsewhere(SessionStore(scene.masha.session).delete)

    browser = await handshake(scene.masha, monkeypatch, ended)
    assert browser.closed_with == [4401]
    assert browser.line.frames() == []


@on_a_loop
async def test_a_session_ended_between_its_two_readings_is_closed(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ended after the cookie was read and before the socket is registered for its session: no news can reach it."""
    real = wiring._ports()
    browser = Browser(scene.masha)

    def authenticated(cookies: Sequence[str]) -> Sequence[Principal | None]:
        found = real.authenticate(cookies)
        SessionStore(scene.masha.session).delete()
        return found

    async with gateway_of(replace(real, authenticate=authenticated), monkeypatch) as gateway:
        await asyncio.wait_for(browser.serve(gateway), SECONDS)
    assert browser.closed_with == [4401]
    assert browser.line.frames() == []


@on_a_loop
async def test_a_message_in_the_middle_of_the_handshake_shows_in_the_heads(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def said() -> None:
        await elsewhere(say, scene.theirs, scene.petya.profile, "между")

    async def synced(_gateway: Gateway, browser: Browser) -> None:
        browser.say(json.dumps({"id": 1, "do": "sync", "topics": {f"c{scene.theirs}": 0}}))
        await until(lambda: len(browser.line.frames()) > 1)

    browser = await handshake(scene.masha, monkeypatch, said, synced)
    hello, answer = browser.line.frames()
    assert hello["heads"][f"c{scene.theirs}"] == 1
    (event,) = answer["ok"]["topics"][f"c{scene.theirs}"]["events"]
    assert (event["seq"], event["text"]) == (1, "между")


@on_a_loop
async def test_a_line_lost_in_the_middle_of_the_handshake_leaves_nothing_behind(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    barrier, browser = Barrier(), Browser(scene.masha)
    async with gateway_with(barrier, monkeypatch) as gateway:
        serving = asyncio.create_task(browser.serve(gateway))
        await until(barrier.has_read.is_set)
        (socket,) = gateway.hub.profiles[scene.masha.profile]
        gateway._forget(socket)
        barrier.go_on.set()
        await asyncio.wait_for(serving, SECONDS)
        assert (gateway.hub.topics, gateway.hub.profiles, gateway.hub.sessions) == ({}, {}, {})
    assert browser.line.frames() == []
