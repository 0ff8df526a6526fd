"""One write per socket: what leaves together, in which order, and what becomes of lines that break meanwhile."""

import asyncio
from typing import cast

from peremena.live.gathering import gathered
from peremena.live.hub import Hub
from peremena.live.socket import Socket
from tests.live.lines import Line, admitted, on_a_loop, told


class CountingLine(Line):
    """Counts the writes, which are what costs."""

    writes = 0

    def write(self, packed: bytes) -> None:
        super().write(packed)
        self.writes += 1


def author_of(hub: Hub, profile: int = 7) -> tuple[Socket, CountingLine]:
    socket, _ = admitted(hub, "c1", profile=profile)
    line = CountingLine()
    socket.transport = cast("asyncio.Transport", line)
    return socket, line


@on_a_loop
async def test_an_author_gets_event_and_answer_in_one_write_and_in_order() -> None:
    hub = Hub(lambda: 0.0)
    author, line = author_of(hub)
    reader, other = author_of(hub, profile=8)
    with gathered([author, author], _never):
        hub.tell([told("c1", 1)])
        author.say(b'{"id":1,"ok":{}}')
        hub.tell([told("c1", 2)])
        assert other.writes == 2, "whoever is not answered waits for nothing"
    assert line.writes == 1
    assert [one.get("seq", "answer") for one in line.frames()] == [1, "answer", 2]
    author.say(b'{"id":2,"ok":{}}')
    assert line.writes == 2, "afterwards everything is as before"
    assert not reader.gone


@on_a_loop
async def test_a_line_that_breaks_meanwhile_is_told_as_lost_and_spoils_no_other() -> None:
    hub = Hub(lambda: 0.0)
    broken, line = author_of(hub)
    well, other = author_of(hub, profile=8)
    lost: list[Socket] = []
    with gathered([broken, well], lost.append):
        hub.tell([told("c1", 1)])
        line.is_reset = True
    assert lost == [broken]
    assert other.seqs("c1") == [1]


@on_a_loop
async def test_a_slow_reader_is_aborted_while_gathering_as_always() -> None:
    hub = Hub(lambda: 0.0)
    slow, line = author_of(hub)
    line.unread = Socket.SLOW_BYTES + 1
    with gathered([slow], _never):
        hub.tell([told("c1", 1)])
    assert slow.gone
    assert line.aborted
    assert line.writes == 0


def _never(_socket: Socket) -> None:
    raise AssertionError("nobody was lost")
