"""One callable for everything: the live road on the event loop, Django in a pool of threads beside it."""

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from a2wsgi import WSGIMiddleware

from peremena.calls.contract import WEBHOOK_PATH
from peremena.calls.door import SOCKET_PATHS, VALIDATE_PATHS, Door
from peremena.live.gateway import Gateway

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

# Threads that run Django. On two cores more would only wait for each other; a slow one must not stop the rest.
HTTP_THREADS = 8
# All of a request has to arrive in this time, because a thread waits for it: the largest, a picture, on a slow line.
BODY_SECONDS = 120.0


class Site:
    def __init__(
        self, gateway: Gateway, door: Door, wsgi: Any, started: Callable[[], Awaitable[None]], host: str
    ) -> None:
        self._gateway = gateway
        self._door = door
        self._http = WSGIMiddleware(wsgi, workers=HTTP_THREADS)
        self._started = started
        self._host = host.encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] in VALIDATE_PATHS:
            await self._door(scope, receive, send)
        elif scope["type"] == "http":
            if scope["path"] == WEBHOOK_PATH:
                scope = _addressed(scope, self._host)
            await self._http(scope, _in_time(receive), send)  # type: ignore[arg-type]
        elif scope["type"] == "websocket" and scope["path"] == "/ws":
            await self._gateway(scope, receive, send)
        elif scope["type"] == "websocket" and scope["path"] in SOCKET_PATHS:
            await self._door(scope, receive, send)
        elif scope["type"] == "websocket":
            await send({"type": "websocket.close"})
        else:
            await self._live(receive, send)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        await self._started()
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await asyncio.sleep(0)
        await send({"type": "lifespan.shutdown.complete"})


def _addressed(scope: Scope, host: bytes) -> Scope:
    """Name us as we are named outside: LiveKit comes over loopback, which need not be among the hosts of a school."""
    headers = [(name, value) for name, value in scope["headers"] if name != b"host"]
    return {**scope, "headers": [*headers, (b"host", host)]}


def _in_time(receive: Receive) -> Receive:
    """Let whoever dawdles over a request lose it; to Django it looks like a broken line."""
    until = asyncio.get_running_loop().time() + BODY_SECONDS

    async def received() -> MutableMapping[str, Any]:
        async with asyncio.timeout_at(until):
            return await receive()

    return received
