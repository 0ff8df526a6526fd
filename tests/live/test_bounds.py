"""Bounds inward: a socket, the process and a person each have theirs, and every refusal says when to come again."""

import json
import threading
import uuid
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, cast

import pytest

from peremena.live import gateway as gateway_module
from peremena.live.contract import Answer, Call, Command, Kind, Limit, Ports, Principal
from peremena.live.gateway import Gateway
from peremena.live.socket import Socket
from tests.databases import Database
from tests.live.client import LiveClient
from tests.live.conftest import beside
from tests.live.lines import Line, on_a_loop
from tests.server import Server
from tests.torture import cast as town


class Do(Command, tag="do"):
    pass


def gateway_of(handler: Any) -> Gateway:
    ports = Ports(
        authenticate=lambda _cookies: [],
        admit=lambda _asked: [],
        catch_up=lambda _positions: [],
        heads=lambda _topics: {},
        now=lambda: 0.0,
    )
    return Gateway(ports, [Kind("do", Do, Do, handler, Limit(10_000, 1), writes=True)], hosts=lambda _host: True)


def socket_of(gateway: Gateway, profile: int) -> tuple[Socket, Line]:
    line = Line()
    socket = Socket(Principal(profile, str(profile), 4e9), cast("Any", line), lambda _code: None)
    gateway.hub.enter(socket)
    gateway.hub.admit(socket, [])
    return socket, line


@on_a_loop
async def test_a_process_that_is_full_is_busy_for_everybody(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gateway_module, "UNANSWERED_OF_THE_PROCESS", 50)
    gate = threading.Event()

    def handler(calls: Sequence[Call]) -> list[Answer]:
        gate.wait(5)
        return [Answer(ok={}) for _ in calls]

    gateway = gateway_of(handler)
    await gateway.start()
    lines = []
    for profile in range(1, 5):
        socket, line = socket_of(gateway, profile)
        lines.append(line)
        for number in range(20):
            gateway._take(socket, json.dumps({"id": number, "do": "do"}))
    refused = [answer for line in lines for answer in line.frames()]
    assert len(refused) == 30
    assert {answer["error"]["code"] for answer in refused} == {"busy"}
    assert all(answer["error"]["retry_after_ms"] > 0 for answer in refused)
    gate.set()
    await gateway.stop()
    answered = [answer for line in lines for answer in line.frames() if "ok" in answer]
    assert len(answered) == 50, "what was taken is answered, also when the server stops"
    late, line = socket_of(gateway, 9)
    gateway._take(late, '{"id": 1, "do": "do"}')
    assert line.frames()[-1]["error"]["code"] == "busy", "a server that is about to restart takes nothing more"


@on_a_loop
async def test_a_socket_whose_session_has_ended_gives_no_more_commands() -> None:
    """Its line is open until the browser has answered the closing frame; what comes meanwhile has nobody behind it."""
    handled: list[int] = []

    def handler(calls: Sequence[Call]) -> list[Answer]:
        handled.extend(call.command.id for call in calls)
        return [Answer(ok={}) for _ in calls]

    gateway = gateway_of(handler)
    await gateway.start()
    socket, line = socket_of(gateway, 1)
    gateway._take(socket, '{"id": 1, "do": "do"}')
    gateway.hub.close_session("1")
    gateway._take(socket, '{"id": 2, "do": "do"}')
    await gateway.stop()
    assert handled == [1], "what was in flight is finished"
    assert line.frames() == []


@pytest.fixture
def server(sqlite_database: Database, tmp_path: Path) -> Iterator[Server]:
    one = Server(tmp_path, sqlite_database, {"PEREMENA_SENDS_PER_10_SECONDS": "5"}).start()
    with beside(one):
        yield one
    one.stop()


def test_a_person_who_sends_too_fast_is_told_so_in_all_tabs(server: Server) -> None:
    masha, petya = town.people(2)
    conversation = town.group("класс", [masha, petya])
    first, second = (LiveClient(server.address, masha.session) for _ in range(2))
    answers = [client.send(conversation, str(uuid.uuid4())) for _ in range(4) for client in (first, second)]
    assert ["ok" in answer for answer in answers] == [True] * 5 + [False] * 3
    assert {answer["error"]["code"] for answer in answers[5:]} == {"too_fast"}
    assert all(0 < answer["error"]["retry_after_ms"] <= 2001 for answer in answers[5:])
    other = LiveClient(server.address, petya.session)
    assert "ok" in other.send(conversation, "раз"), "the limit is a person's own"
    assert "ok" in first.command("sync", topics={})
    for client in (first, second, other):
        client.close()
