"""Who is online: only for those who watch, coalesced, never across rights."""

import asyncio

import pytest

from peremena.live import presence as presence_module
from peremena.live.contract import Subscription
from peremena.live.hub import Hub
from peremena.live.presence import Presence
from tests.live.lines import Line, admitted, on_a_loop, told

SOON = 0.05


@pytest.fixture(autouse=True)
def _quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    assert presence_module.COALESCE_SECONDS == 2.0
    monkeypatch.setattr(presence_module, "COALESCE_SECONDS", SOON)


async def coalesced() -> None:
    await asyncio.sleep(SOON * 2)


def seen(line: Line) -> list[tuple[int, bool]]:
    return [(one["profile"], one["online"]) for one in line.frames() if one["on"] == "presence"]


@on_a_loop
async def test_watchers_hear_who_comes_and_goes_and_others_do_not() -> None:
    hub = Hub(lambda: 0.0)
    presence = Presence(hub)
    watcher, watching = admitted(hub, profile=1)
    _, bystander = admitted(hub, profile=2)
    assert presence.watch(watcher, (3, 2)).online == [2]
    masha, _ = admitted(hub, profile=3)
    await coalesced()
    hub.leave(masha)
    await coalesced()
    assert seen(watching) == [(3, True), (3, False)]
    assert seen(bystander) == []


@on_a_loop
async def test_a_phone_in_a_lift_is_not_seen_to_go() -> None:
    hub = Hub(lambda: 0.0)
    presence = Presence(hub)
    watcher, watching = admitted(hub, profile=1)
    masha, _ = admitted(hub, profile=3)
    presence.watch(watcher, (3,))
    hub.leave(masha)
    admitted(hub, profile=3)
    await coalesced()
    assert seen(watching) == []


@on_a_loop
async def test_who_begins_to_watch_in_the_lift_is_not_left_with_what_was_true_there() -> None:
    hub = Hub(lambda: 0.0)
    presence = Presence(hub)
    early, _ = admitted(hub, profile=1)
    late, watching = admitted(hub, profile=2)
    masha, _ = admitted(hub, profile=3)
    presence.watch(early, (3,))
    hub.leave(masha)
    assert presence.watch(late, (3,)).online == []
    admitted(hub, profile=3)
    await coalesced()
    assert seen(watching) == [(3, True)]


@on_a_loop
async def test_a_second_tab_does_not_make_anybody_more_online() -> None:
    hub = Hub(lambda: 0.0)
    presence = Presence(hub)
    watcher, watching = admitted(hub, profile=1)
    presence.watch(watcher, (3,))
    first, _ = admitted(hub, profile=3)
    second, _ = admitted(hub, profile=3)
    await coalesced()
    hub.leave(first)
    await coalesced()
    assert seen(watching) == [(3, True)]
    hub.leave(second)
    await coalesced()
    assert seen(watching) == [(3, True), (3, False)]


@on_a_loop
async def test_who_leaves_a_conversation_watches_nobody_until_they_ask_again() -> None:
    hub = Hub(lambda: 0.0)
    presence = Presence(hub)
    leaver, watching = admitted(hub, "c1", profile=1)
    admitted(hub, "c1", profile=3)
    presence.watch(leaver, (3,))
    hub.tell([told("p1", 1, leaves=("c1",))])
    assert seen(watching) == [(3, False)]
    await _comes_and_goes(hub, 3)
    assert seen(watching) == [(3, False)]


@on_a_loop
async def test_who_leaves_a_conversation_is_watched_by_nobody_until_asked_for_again() -> None:
    hub = Hub(lambda: 0.0)
    presence = Presence(hub)
    watcher, watching = admitted(hub, "c1", profile=1)
    admitted(hub, "c1", profile=3)
    presence.watch(watcher, (3,))
    hub.tell([told("p3", 1, leaves=("c1",))])
    assert seen(watching) == [(3, False)]
    await _comes_and_goes(hub, 3)
    assert seen(watching) == [(3, False)]


@on_a_loop
async def test_the_same_for_somebody_without_a_socket() -> None:
    hub = Hub(lambda: 0.0)
    presence = Presence(hub)
    watcher, watching = admitted(hub, profile=1)
    presence.watch(watcher, (3,))
    hub.tell([told("p3", 1, leaves=("c1",))])
    await _comes_and_goes(hub, 3)
    assert (3, True) not in seen(watching)


@on_a_loop
async def test_a_right_that_ends_by_its_date_ends_the_watch_too() -> None:
    moment = [100.0]
    hub = Hub(lambda: moment[0])
    presence = Presence(hub)
    watcher, watching = admitted(hub, profile=1)
    hub.tell([told("p1", 1, joins=(Subscription("c1", 0, until=200.0),))])
    presence.watch(watcher, (3,))
    moment[0] = 200.0
    hub.end_what_is_over()
    await _comes_and_goes(hub, 3)
    assert (3, True) not in seen(watching)


@on_a_loop
async def test_nothing_is_kept_of_sockets_that_went() -> None:
    hub = Hub(lambda: 0.0)
    presence = Presence(hub)
    for number in range(10, 20):
        socket, _ = admitted(hub, "c1", profile=number)
        presence.watch(socket, (1, 2, 3))
        hub.tell([told(f"p{number}", 1, leaves=("c1",))])
        presence.forget(socket)
        hub.leave(socket)
    await coalesced()
    assert presence._watchers == {}
    assert presence._told == {}
    assert presence._due == set()


async def _comes_and_goes(hub: Hub, profile: int) -> None:
    for socket in tuple(hub.profiles.get(profile, ())):
        hub.leave(socket)
    await coalesced()
    again, _ = admitted(hub, profile=profile)
    await coalesced()
    hub.leave(again)
    await coalesced()
