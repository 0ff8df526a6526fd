"""The hub: one order, gaps, rights that change under way, and lines that break. Everything on a real event loop."""

import asyncio

import pytest

from peremena.live.contract import Subscription
from peremena.live.hub import HOLD_SECONDS, Hub
from peremena.live.publishing import SessionEnded, Whisper
from peremena.live.socket import Socket
from tests.live.lines import Line, admitted, on_a_loop, opened, told


def hub_at(moment: float = 0.0) -> Hub:
    return Hub(lambda: moment)


class Gaps:
    """What the gateway would be asked to fetch."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, int]] = []

    def __call__(self, topic: str, head: int) -> None:
        self.asked.append((topic, head))


# --- One order -------------------------------------------------------------------------------------------------------


@on_a_loop
async def test_events_leave_in_the_order_of_their_seq_and_once() -> None:
    hub = hub_at()
    _, line = admitted(hub, "c1")
    hub.tell([told("c1", 1), told("c1", 2)])
    hub.tell([told("c1", 2)])
    hub.tell([told("c1", 3)])
    assert line.seqs("c1") == [1, 2, 3]


@on_a_loop
async def test_an_event_that_shows_a_gap_waits_for_the_one_before() -> None:
    gaps = Gaps()
    hub = Hub(lambda: 0.0, gaps)
    _, line = admitted(hub, "c1")
    hub.tell([told("c1", 3)])
    hub.tell([told("c1", 2)])
    assert line.seqs("c1") == []
    hub.tell([told("c1", 1)])
    assert line.seqs("c1") == [1, 2, 3]
    assert gaps.asked == [("c1", 0)], "what is missing is fetched once"
    await asyncio.sleep(HOLD_SECONDS * 1.5)
    assert line.seqs("c1") == [1, 2, 3]


@on_a_loop
async def test_a_gap_that_stays_is_let_through_after_a_fifth_of_a_second() -> None:
    hub = hub_at()
    _, line = admitted(hub, "c1")
    started = asyncio.get_running_loop().time()
    hub.tell([told("c1", 2)])
    assert line.seqs("c1") == []
    await line.written_to()
    assert HOLD_SECONDS * 0.95 < asyncio.get_running_loop().time() - started < HOLD_SECONDS + 2.0
    assert line.seqs("c1") == [2]
    hub.tell([told("c1", 3)])
    assert line.seqs("c1") == [2, 3]


@on_a_loop
async def test_two_gaps_one_after_the_other_are_both_let_through() -> None:
    gaps = Gaps()
    hub = Hub(lambda: 0.0, gaps)
    _, line = admitted(hub, "c1")
    hub.tell([told("c1", 2)])
    hub.tell([told("c1", 4)])
    await asyncio.sleep(HOLD_SECONDS * 1.3)
    hub.tell([told("c1", 6)])
    assert line.seqs("c1") == [2, 4]
    await asyncio.sleep(HOLD_SECONDS * 1.3)
    assert line.seqs("c1") == [2, 4, 6]
    assert gaps.asked == [("c1", 0), ("c1", 4)]


# --- Handshake against what happens meanwhile ------------------------------------------------------------------------


@on_a_loop
async def test_who_is_removed_while_the_rights_are_read_hears_nothing_more() -> None:
    hub = hub_at()
    socket, line = opened(hub)
    rights = [Subscription("p7", 20), Subscription("c1", 5)]
    hub.tell([told("p7", 21, leaves=("c1",))])
    heads = hub.admit(socket, rights)
    hub.tell([told("c1", 6)])
    assert heads == {"p7": 21}
    assert line.seqs("c1") == []


@on_a_loop
async def test_who_joins_while_the_rights_are_read_hears_it() -> None:
    hub = hub_at()
    socket, line = opened(hub)
    hub.tell([told("p7", 21, joins=(Subscription("c1", 5),))])
    heads = hub.admit(socket, [Subscription("p7", 20)])
    hub.tell([told("c1", 6)])
    assert heads == {"p7": 21, "c1": 5}
    assert line.seqs("c1") == [6]


@on_a_loop
async def test_a_change_that_the_rights_already_contain_is_not_applied_again() -> None:
    hub = hub_at()
    socket, line = opened(hub)
    hub.tell([told("p7", 21, leaves=("c1",))])
    hub.tell([told("p7", 22, joins=(Subscription("c1", 5),))])
    hub.admit(socket, [Subscription("p7", 22), Subscription("c1", 5)])
    hub.tell([told("c1", 6)])
    assert line.seqs("c1") == [6]


@on_a_loop
async def test_a_message_between_the_reading_of_rights_and_the_subscription_shows_in_the_heads() -> None:
    hub = hub_at()
    socket, _ = opened(hub)
    rights = [Subscription("p7", 0), Subscription("c1", 5)]
    hub.tell([told("c1", 6)])
    assert hub.admit(socket, rights)["c1"] == 6, "nobody listened, and yet it is not forgotten"


@on_a_loop
async def test_the_same_with_others_who_listen() -> None:
    hub = hub_at()
    admitted(hub, "c1", profile=8, seq=5)
    socket, _ = opened(hub)
    hub.tell([told("c1", 6)])
    assert hub.admit(socket, [Subscription("p7", 0), Subscription("c1", 5)])["c1"] == 6


@on_a_loop
async def test_a_removal_held_back_by_a_gap_reaches_a_socket_that_opened_meanwhile() -> None:
    hub = hub_at()
    admitted(hub, seq=20)
    socket, line = opened(hub)
    hub.tell([told("p7", 22, leaves=("c1",))])  # 21 is still on its way
    hub.admit(socket, [Subscription("p7", 20), Subscription("c1", 5)])
    hub.tell([told("c1", 6)])
    hub.tell([told("p7", 21)])
    hub.tell([told("c1", 7)])
    assert line.seqs("c1") == []


# --- Rights that change ----------------------------------------------------------------------------------------------


@on_a_loop
async def test_leaving_stops_delivery_before_anything_later_is_written() -> None:
    hub = hub_at()
    _, leaver = admitted(hub, "c1", profile=7)
    _, other = admitted(hub, "c1", profile=8)
    hub.tell([told("p7", 1, leaves=("c1",)), told("c1", 1)])
    assert leaver.seqs("c1") == []
    assert leaver.seqs("p7") == [1]
    assert other.seqs("c1") == [1]


@on_a_loop
async def test_a_leave_stops_delivery_even_while_it_waits_for_the_change_before_it() -> None:
    hub = hub_at()
    _, line = admitted(hub, "c1")
    hub.tell([told("p7", 2, leaves=("c1",))])
    hub.tell([told("c1", 1)])
    assert line.seqs("c1") == []


@on_a_loop
async def test_join_and_leave_told_in_the_wrong_order_end_outside() -> None:
    hub = hub_at()
    _, line = admitted(hub)
    hub.tell([told("p7", 2, leaves=("c1",))])
    hub.tell([told("p7", 1, joins=(Subscription("c1", 5),))])
    hub.tell([told("c1", 6)])
    assert line.seqs("c1") == []
    assert line.seqs("p7") == [1, 2]


@on_a_loop
async def test_leave_and_join_told_in_the_wrong_order_end_inside() -> None:
    hub = hub_at()
    _, line = admitted(hub, "c1")
    hub.tell([told("p7", 2, joins=(Subscription("c1", 0),))])
    hub.tell([told("p7", 1, leaves=("c1",))])
    hub.tell([told("c1", 1)])
    assert line.seqs("c1") == [1]


@on_a_loop
async def test_join_and_leave_behind_a_gap_end_outside() -> None:
    hub = hub_at()
    _, line = admitted(hub)
    hub.tell([told("p7", 2, joins=(Subscription("c1", 5),))])
    hub.tell([told("p7", 3, leaves=("c1",))])
    await asyncio.sleep(HOLD_SECONDS * 1.3)
    hub.tell([told("c1", 6)])
    assert line.seqs("c1") == []


@on_a_loop
async def test_a_leave_told_twice_does_not_end_the_stay_after_it() -> None:
    hub = hub_at()
    _, line = admitted(hub, "c1")
    leave = told("p7", 1, leaves=("c1",))
    hub.tell([leave])
    hub.tell([told("p7", 2, joins=(Subscription("c1", 0),))])
    hub.tell([leave])  # fetched to fill a gap that had closed by itself
    hub.tell([told("c1", 1)])
    assert line.seqs("c1") == [1]


@on_a_loop
async def test_a_join_later_than_the_gap_was_held_still_counts() -> None:
    hub = hub_at()
    _, line = admitted(hub)
    hub.tell([told("p7", 2)])
    await asyncio.sleep(HOLD_SECONDS * 1.3)
    hub.tell([told("p7", 1, joins=(Subscription("c1", 5),))])
    hub.tell([told("c1", 6)])
    assert line.seqs("c1") == [6]


# --- Dates and sessions ----------------------------------------------------------------------------------------------


@on_a_loop
async def test_a_right_ends_at_its_moment_and_not_before() -> None:
    moment = [100.0]
    hub = Hub(lambda: moment[0])
    socket, line = opened(hub)
    hub.admit(socket, [Subscription("p7", 0), Subscription("c1", 0, until=200.0), Subscription("c2", 0)])
    moment[0] = 199.9
    hub.tell([told("c1", 1)])
    moment[0] = 200.0
    hub.tell([told("c1", 2), told("c2", 1)])
    assert line.seqs("c1") == [1]
    assert line.seqs("c2") == [1]


@on_a_loop
async def test_a_right_that_was_made_longer_does_not_end_at_its_former_moment() -> None:
    moment = [100.0]
    hub = Hub(lambda: moment[0])
    socket, line = opened(hub)
    hub.admit(socket, [Subscription("p7", 0), Subscription("c1", 0, until=200.0)])
    hub.tell([told("p7", 1, joins=(Subscription("c1", 0, until=300.0),))])
    moment[0] = 250.0
    hub.tell([told("c1", 1)])
    moment[0] = 300.0
    hub.tell([told("c1", 2)])
    assert line.seqs("c1") == [1]


@on_a_loop
async def test_a_socket_is_closed_when_its_session_expires_or_is_ended() -> None:
    moment = [100.0]
    hub = Hub(lambda: moment[0])
    _, expiring = opened(hub, session="a", expires_at=200.0)
    _, ended = opened(hub, session="b")
    _, staying = opened(hub, session="c")
    hub.tell([SessionEnded("b")])
    moment[0] = 200.0
    hub.end_what_is_over()
    assert (expiring.closed_with, ended.closed_with, staying.closed_with) == ([4401], [4401], [])
    hub.tell([told("p7", 1)])
    assert (expiring.frames(), ended.frames()) == ([], [])


@on_a_loop
async def test_ends_of_sockets_that_went_are_not_kept_for_a_month() -> None:
    hub = hub_at()
    for number in range(5000):
        socket, _ = opened(hub, profile=number)
        hub.leave(socket)
    assert len(hub._ends) < 2500
    assert not hub.topics
    assert not hub.profiles
    assert not hub.sessions


# --- Lines that break ------------------------------------------------------------------------------------------------


@on_a_loop
async def test_a_write_that_fails_removes_that_socket_and_nothing_else() -> None:
    hub = hub_at()
    people = [admitted(hub, "c1", profile=number) for number in range(20)]
    for _, line in people[::2]:
        line.is_reset = True
    hub.tell([told("c1", 1)])
    hub.tell([told("c1", 2)])
    assert [socket.gone for socket, _ in people] == [True, False] * 10
    assert all(line.seqs("c1") == [1, 2] for _, line in people[1::2])
    assert set(hub.profiles) == set(range(1, 20, 2))


@on_a_loop
async def test_a_slow_reader_is_aborted_and_gets_no_word() -> None:
    hub = hub_at()
    slow, slow_line = admitted(hub, "c1", profile=7)
    _, quick_line = admitted(hub, "c1", profile=8)
    slow_line.unread = Socket.SLOW_BYTES + 1
    hub.tell([told("c1", 1)])
    assert slow.gone
    assert slow_line.aborted
    assert slow_line.frames() == []
    assert slow_line.closed_with == [], "a close frame would wait behind the megabytes"
    assert quick_line.seqs("c1") == [1]


@pytest.mark.parametrize("unread", [Socket.WHISPER_BYTES + 1, 0])
@on_a_loop
async def test_ephemeral_events_are_dropped_long_before_a_reader_counts_as_slow(unread: int) -> None:
    hub = hub_at()
    socket, line = admitted(hub, "c1")
    line.unread = unread
    hub.tell([Whisper("c1", b"{}", key="typing")])
    assert line.frames() == ([] if unread else [{}])
    assert not socket.gone


# --- Whispers --------------------------------------------------------------------------------------------------------


@on_a_loop
async def test_whispers_of_a_key_are_coalesced_and_the_last_one_wins() -> None:
    hub = hub_at()
    _, line = admitted(hub, "c1")
    for number in range(10):
        hub.tell([Whisper("c1", b'{"on":"read","number":%d}' % number, key="read:1", every_seconds=0.1)])
    hub.tell([Whisper("c1", b'{"on":"other"}', key="read:2", every_seconds=0.1)])
    assert _numbers(line) == [0, None]
    await asyncio.sleep(0.15)
    assert _numbers(line) == [0, None, 9]
    await asyncio.sleep(0.25)
    assert _numbers(line) == [0, None, 9]
    assert hub._whispers == {}


def _numbers(line: Line) -> list[int | None]:
    return [one.get("number") for one in line.frames()]
