"""What an event shows of earlier numbers is told only to those who may see them."""

from peremena.live.contract import Published, Subscription, Windows
from peremena.live.hub import Hub
from peremena.live.socket import Socket
from tests.live.lines import Line, admitted, on_a_loop, opened, told


def hub_at() -> Hub:
    return Hub(lambda: 0.0)


def listening(hub: Hub, profile: int, windows: Windows | None, seq: int = 0) -> tuple[Socket, Line]:
    socket, line = opened(hub, profile)
    hub.admit(socket, [Subscription(f"p{profile}", seq), Subscription("c1", seq, windows=windows)])
    return socket, line


def veiled(seq: int, *numbers: int) -> Published:
    """Return an event that shows these numbers."""
    veils = tuple((no, b'{"instead_of": %d}' % no) for no in numbers)
    return Published("c1", seq, b'{"shown": %d}' % seq, veils=veils)


@on_a_loop
async def test_each_is_told_what_the_windows_let_them_see() -> None:
    hub = hub_at()
    _, all_of_it = admitted(hub, "c1", profile=7)
    _, newcomer = listening(hub, 8, ((5, None),))
    _, back_again = listening(hub, 9, ((1, 3), (6, None)))
    hub.tell([veiled(1, 2), told("c1", 2), veiled(3, 5)])
    assert all_of_it.frames() == [{"shown": 1}, {"on": "told", "topic": "c1", "seq": 2}, {"shown": 3}]
    assert newcomer.frames() == [{"instead_of": 2}, {"on": "told", "topic": "c1", "seq": 2}, {"shown": 3}]
    assert back_again.frames() == [{"shown": 1}, {"on": "told", "topic": "c1", "seq": 2}, {"instead_of": 5}]


@on_a_loop
async def test_the_first_number_out_of_sight_decides() -> None:
    hub = hub_at()
    _, line = listening(hub, 8, ((5, None),))
    hub.tell([veiled(1, 9, 3, 2), veiled(2, 2, 3), veiled(3, 9, 5)])
    assert line.frames() == [{"instead_of": 3}, {"instead_of": 2}, {"shown": 3}]


@on_a_loop
async def test_a_changed_right_changes_what_is_seen() -> None:
    hub = hub_at()
    _, line = listening(hub, 8, None)
    hub.tell([veiled(1, 2)])
    hub.tell([told("p8", 1, joins=(Subscription("c1", 1, windows=((3, None),)),))])
    hub.tell([veiled(2, 2)])
    hub.tell([told("p8", 2, joins=(Subscription("c1", 2),))])
    hub.tell([veiled(3, 2)])
    assert [one for one in line.frames() if "on" not in one] == [{"shown": 1}, {"instead_of": 2}, {"shown": 3}]


@on_a_loop
async def test_what_is_repeated_and_what_waited_is_veiled_too() -> None:
    hub = hub_at()
    _, line = listening(hub, 8, ((5, None),))
    hub.tell([veiled(2, 2)])
    hub.tell([veiled(1, 1)])
    assert line.frames() == [{"instead_of": 1}, {"instead_of": 2}]
    hub.repeat(8, [veiled(2, 2)])
    assert line.frames()[2:] == [{"instead_of": 2}]
