"""People who were away: they come back, see in `hello` what is behind, sync it, and must have missed nothing."""

import asyncio
import gzip
import json
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from picows import WSFrame, WSMsgType, WSTransport

from bench import web
from bench.crowd import AT_ONCE, Lost, Road, Screen, leave, open_socket, real_road
from bench.scenes import Someone

# Everyone has missed twenty messages: four in each of five conversations.
MISSED, MISSED_IN = 4, 5


class Returning(Screen):
    """A screen that keeps the answer to its one question."""

    def __init__(self, road: Road) -> None:
        super().__init__(road)
        self.answer: asyncio.Future[bytes] = asyncio.get_running_loop().create_future()

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if self.hello.done():
            self.answer.set_result(frame.get_payload_as_bytes())
        else:
            super().on_ws_frame(transport, frame)


@dataclass(slots=True)
class Back:
    """What the return of a crowd came to."""

    seconds: float = 0.0
    events: int = 0
    by_http: int = 0
    screens: list[Screen] = field(default_factory=list)

    @property
    def in_words(self) -> str:
        return f"{self.seconds:.2f} s, {self.events:,} events synced, {self.by_http:,} answers by HTTP, 0 lost"


async def all_come_back(port: int, people: Sequence[Someone]) -> Back:
    """Let everyone return, so many at a time; raises Lost when anybody lacks a message afterwards."""
    back, turns = Back(), asyncio.Semaphore(AT_ONCE)

    async def one(someone: Someone) -> None:
        async with turns:
            await _come_back(port, someone, back)

    started = time.perf_counter()
    await asyncio.gather(*(one(someone) for someone in people))
    back.seconds = time.perf_counter() - started
    await leave(back.screens)
    return back


async def _come_back(port: int, someone: Someone, back: Back) -> None:
    screen = await open_socket(real_road(port), someone, Returning)
    back.screens.append(screen)
    heads: dict[str, int] = json.loads(screen.hello.result())["heads"]
    known = _known(heads)
    behind = {topic: known[topic] for topic, head in heads.items() if known[topic] < head}
    answer = await _sync(screen, behind)
    came = _take(answer, behind)
    while answer["by_http"]:
        wanted = {topic: known[topic] for topic in answer["by_http"]}
        answer = await _sync_by_http(port, someone, wanted)
        back.by_http += 1
        came |= _take(answer, wanted)
    back.events += sum(len(seqs) for seqs in came.values())
    for topic, since in behind.items():
        if came.get(topic) != list(range(since + 1, heads[topic] + 1)):
            raise Lost(f"{topic} came as {came.get(topic)}, wanted {since + 1} to {heads[topic]}")


def _known(heads: dict[str, int]) -> dict[str, int]:
    """Return what was known when the line was lost: everything but the newest messages of some conversations."""
    quiet = dict(heads)
    for topic in sorted(topic for topic in heads if topic.startswith("c"))[:MISSED_IN]:
        quiet[topic] = heads[topic] - MISSED
    return quiet


async def _sync(screen: Returning, behind: dict[str, int]) -> Any:
    assert screen.transport is not None
    screen.transport.send(WSMsgType.TEXT, json.dumps({"id": 1, "do": "sync", "topics": behind}).encode())
    answer = json.loads(await asyncio.wait_for(screen.answer, 60))
    if "ok" not in answer:
        raise Lost(f"sync was refused: {answer}")
    return answer["ok"]


def _take(answer: Any, asked: dict[str, int]) -> dict[str, list[int]]:
    """Return the seqs of the events that came, by topic."""
    came = {}
    for topic, told in answer["topics"].items():
        if topic not in asked or told.get("reset") or told.get("gone") or told.get("more"):
            raise Lost(f"{topic} was not synced: {told}")
        came[topic] = [event["seq"] for event in told["events"]]
    return came


async def _sync_by_http(port: int, someone: Someone, wanted: dict[str, int]) -> Any:
    """Ask like a browser, on a connection of its own, with gzip."""
    body = json.dumps({"topics": wanted}).encode()
    fields = {
        **web.headers(someone),
        "Host": f"127.0.0.1:{port}",
        "Connection": "close",
        "Accept-Encoding": "gzip",
        "Content-Length": str(len(body)),
    }
    head = "POST /api/sync HTTP/1.1\r\n" + "".join(f"{name}: {value}\r\n" for name, value in fields.items()) + "\r\n"
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(head.encode() + body)
    answer = await asyncio.wait_for(reader.read(), 60)
    writer.close()
    top, _, content = answer.partition(b"\r\n\r\n")
    if not top.startswith(b"HTTP/1.1 200"):
        raise Lost(f"sync by HTTP was refused: {top.decode()}")
    return json.loads(gzip.decompress(content) if b"content-encoding: gzip" in top.lower() else content)
