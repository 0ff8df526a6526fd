"""Carrying the frames of one browser to LiveKit and back; `door` decides who may, and for how long."""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable, MutableMapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl, urlencode

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from peremena.calls.contract import Endpoint
from peremena.calls.probe import status_of

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

OUTBOUND_FRAME_BYTES = 4 * 1024 * 1024
# A browser that does not read what LiveKit tells it is cut off and comes back.
UNREAD_BYTES = 4 * 1024 * 1024
CONNECT_SECONDS = 5.0
PING_SECONDS = 20.0
# "The service restarts", after which LiveKit's client comes again.
AWAY = 1012
_NO_CODE = {1005, 1006, 1015}


@dataclass(frozen=True, slots=True)
class Browser:
    """The side of a line that is ours: what ASGI hands us, and the transport below it."""

    receive: Receive
    send: Send
    transport: Any


@dataclass(frozen=True, slots=True)
class Query:
    """A query as LiveKit will read it: written anew, so that both of us see the same one token."""

    token: str = field(repr=False)
    text: str = field(repr=False)

    @classmethod
    def of(cls, scope: Scope) -> "Query":
        try:
            pairs = parse_qsl(scope["query_string"].decode("ascii"), keep_blank_values=True, errors="strict")
        except UnicodeDecodeError:
            pairs = []
        tokens = [value for name, value in pairs if name == "access_token"]
        return cls(tokens[0] if len(tokens) == 1 else "", urlencode(pairs))


async def reach(endpoint: Endpoint, path: str, query: Query) -> ClientConnection:
    """Open a line to LiveKit."""
    return await connect(
        f"{endpoint.socket_url}{path}?{query.text}",
        max_size=OUTBOUND_FRAME_BYTES,
        compression=None,
        open_timeout=CONNECT_SECONDS,
        ping_interval=PING_SECONDS,
        ping_timeout=PING_SECONDS,
        close_timeout=1,
        proxy=None,
        user_agent_header=None,
    )


async def carry(browser: Browser, upstream: ClientConnection, closed: asyncio.Event) -> int | None:
    """Carry frames both ways until one side ends or `closed` is set.

    Return the code the browser is to hear, None when it has gone by itself.
    """
    down = asyncio.create_task(_carry_down(upstream, browser))
    up = asyncio.create_task(_carry_up(browser, upstream))
    told = asyncio.create_task(closed.wait())
    tasks = {down, up, told}
    try:
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    if not up.cancelled() and up.exception() is None:
        return None
    return AWAY if upstream.close_code in _NO_CODE else upstream.close_code or AWAY


async def hang_up(upstream: ClientConnection) -> None:
    """Close the line to LiveKit, if it still stands."""
    with contextlib.suppress(OSError, ConnectionClosed):
        await upstream.close()


async def status_at(endpoint: Endpoint, path: str, query: Query) -> int | None:
    """Ask LiveKit itself over HTTP; return its status, None when it does not answer."""
    return await asyncio.to_thread(status_of, endpoint, f"{path}?{query.text}")


async def _carry_down(upstream: ClientConnection, browser: Browser) -> None:
    async for frame in upstream:
        await browser.send({"type": "websocket.send", "bytes" if isinstance(frame, bytes) else "text": frame})
        if browser.transport.get_write_buffer_size() > UNREAD_BYTES:
            browser.transport.abort()
            return


async def _carry_up(browser: Browser, upstream: ClientConnection) -> None:
    """Ends without an error only when the browser went."""
    while (message := await browser.receive())["type"] != "websocket.disconnect":
        packed = message.get("bytes")
        await upstream.send(message["text"] if packed is None else packed)
