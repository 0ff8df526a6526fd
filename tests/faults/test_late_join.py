"""Whoever is let in by another process misses nothing that is said between the reading of the row and its telling."""

import asyncio
from collections.abc import Sequence
from dataclasses import replace

import pytest

from peremena.chat import commands
from peremena.live.contract import Ports, Published, Subscription
from peremena.live.gateway import Gateway
from peremena.live.hub import Hub
from peremena.site import wiring
from tests.databases import Database
from tests.live.lines import admitted, on_a_loop, told


@on_a_loop
async def test_what_the_others_heard_before_the_join_was_told_is_repeated_to_the_one_who_joined() -> None:
    late: list[tuple[int, str, int]] = []
    hub = Hub(lambda: 0.0)
    hub.on_late_join = lambda *one: late.append(one)
    _, others = admitted(hub, "c1", profile=8)
    _, line = admitted(hub, profile=7)
    hub.tell([told("c1", 1)])
    # The row was read before that message.
    hub.tell([told("p7", 1, joins=(Subscription("c1", 0),))])
    assert late == [(7, "c1", 0)]
    hub.repeat(7, [told("c1", 1)])
    hub.tell([told("c1", 2)])
    assert (line.seqs("c1"), others.seqs("c1")) == ([1, 2], [1, 2])


@on_a_loop
async def test_what_nobody_heard_before_the_join_was_told_is_delivered_then() -> None:
    late: list[tuple[int, str, int]] = []
    hub = Hub(lambda: 0.0)
    hub.on_late_join = lambda *one: late.append(one)
    _, line = admitted(hub, profile=7)
    hub.tell([told("c1", 1)])
    hub.tell([told("p7", 1, joins=(Subscription("c1", 0),))])
    assert late == [(7, "c1", 0)]
    hub.repeat(7, [told("c1", 1)])
    hub.tell([told("c1", 2)])
    assert line.seqs("c1") == [1, 2]


@on_a_loop
async def test_nothing_is_repeated_to_who_left_meanwhile_or_knew_it_already() -> None:
    late: list[tuple[int, str, int]] = []
    hub = Hub(lambda: 0.0)
    hub.on_late_join = lambda *one: late.append(one)
    admitted(hub, "c1", profile=8)
    _, line = admitted(hub, profile=7)
    hub.tell([told("p7", 1, joins=(Subscription("c1", 0),))])
    assert late == [], "all that comes after the row comes through the hub"
    hub.tell([told("p7", 2, leaves=("c1",))])
    hub.repeat(7, [told("c1", 1)])
    assert line.seqs("c1") == []


@on_a_loop
async def test_the_gateway_fetches_what_was_missed(database: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[dict[str, int]] = []

    def catch_up(positions: dict[str, int]) -> Sequence[Published]:
        asked.append(positions)
        return [told("c1", 1)]

    ports: Ports = replace(wiring._ports(), catch_up=catch_up)
    gateway = Gateway(ports, commands.kinds(), hosts=lambda _host: True)
    _, line = admitted(gateway.hub, profile=7)
    gateway.hub.tell([told("p7", 1, joins=(Subscription("c1", 0),))])
    for _ in range(100):
        await asyncio.sleep(0.01)
        if line.seqs("c1"):
            break
    assert asked == [{"c1": 0}]
    assert line.seqs("c1") == [1]
    gateway._executor.shutdown()
