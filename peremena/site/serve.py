"""`peremena serve`: one process with the live road, Django and the calendar. docs/operating.md says how to run it."""

import asyncio
import gc
import logging
import os
import signal
import sys
import time
from collections.abc import Sequence
from types import FrameType

import uvicorn
from django.conf import settings
from websockets.http11 import Request

from peremena.calls.door import INBOUND_FRAME_BYTES as DOOR_FRAME_BYTES
from peremena.calls.door import SOCKET_PATHS, Door
from peremena.calls.keeper import OutsideLiveKit, OwnLiveKit
from peremena.live.carrier import CarrierServer
from peremena.live.gateway import Gateway
from peremena.live.wire import OpenTransport
from peremena.site.asgi import Site
from peremena.site.calendar import Calendar
from peremena.site.wiring import carrier_path, keeper_of_livekit, wire_calls, wire_door, wire_server

_log = logging.getLogger("peremena.site")

# A thread that computes gives way after this long; Python's own 5 ms would be felt in every message. See
# docs/decisions/0002-group-commit.md for the figures.
SWITCH_SECONDS = 0.0005
# The largest command is a message of 4,096 code points; nobody may make the server keep more than this.
INBOUND_FRAME_BYTES = 64 * 1024
# Mobile networks forget silent connections after a minute or two; a dead line is noticed within two of these.
PING_SECONDS = 40.0
SHUTDOWN_SECONDS = 5
# Linux keeps 108 bytes for the path of a Unix socket, the closing zero included.
_LONGEST_SOCKET_PATH = 107


class Server(uvicorn.Server):
    """Owns the signals: the live road says goodbye before uvicorn closes the sockets."""

    def __init__(
        self, config: uvicorn.Config, gateway: Gateway, door: Door, livekit: OwnLiveKit | OutsideLiveKit | None
    ) -> None:
        super().__init__(config)
        self._gateway = gateway
        self._door = door
        self._livekit = livekit
        self._leaving = False

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        if self._leaving:
            super().handle_exit(sig, frame)
            return
        self._leaving = True
        asyncio.get_running_loop().create_task(self._leave(sig, frame))

    async def _leave(self, sig: int, frame: FrameType | None) -> None:
        try:
            await self._door.stop()
            await self._gateway.stop()
            if self._livekit is not None:
                await asyncio.to_thread(self._livekit.stop)
        finally:
            super().handle_exit(sig, frame)


def serve(*, host: str, port: int) -> None:
    """Serve until a signal; ends with a sentence where the system would not let it begin."""
    _check_socket_path()
    sys.setswitchinterval(SWITCH_SECONDS)
    gateway = wire_server()
    door = wire_door()
    calls = wire_calls(door)
    gateway.on_committer_death = _start_anew

    def hinted(topics: dict[str, int], sessions: Sequence[str]) -> None:
        gateway.hint(topics, sessions)
        for session in sessions:
            door.close_session(session)
            calls.session_ended(session)

    carrier = CarrierServer(carrier_path(), hinted)
    calendar = Calendar()
    livekit = keeper_of_livekit(host=host, port=port)

    async def started() -> None:
        _spare_the_collector()
        await gateway.start()
        await carrier.start()
        await door.start()
        await asyncio.to_thread(calendar.start)
        if livekit is not None:
            livekit.start()
        calls.start()

    from peremena.site.wsgi import application

    config = uvicorn.Config(
        Site(gateway, door, application, started, settings.ALLOWED_HOSTS[0].lstrip(".")),
        host=host,
        port=port,
        loop="uvloop",
        http="httptools",
        ws=RoomyTransport,
        ws_per_message_deflate=False,
        ws_max_size=INBOUND_FRAME_BYTES,
        ws_ping_interval=PING_SECONDS,
        ws_ping_timeout=PING_SECONDS,
        timeout_graceful_shutdown=SHUTDOWN_SECONDS,
        lifespan="on",
        # uvicorn's own lines carry query strings, in which tokens may stand.
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=settings.HTTPS,
    )
    try:
        Server(config, gateway, door, livekit).run()
    finally:
        calendar.stop()
        calls.stop()


class RoomyTransport(OpenTransport):
    """What browsers say to LiveKit comes in larger frames than what they say to us."""

    def handle_connect(self, event: Request) -> None:
        if event.path.partition("?")[0] in SOCKET_PATHS:
            self.conn.max_message_size = DOOR_FRAME_BYTES
        super().handle_connect(event)


def _spare_the_collector() -> None:
    """Let the garbage collector pass over what is there from the start: code and classes never become garbage.

    It took a fourteenth of the core under load. Its thresholds stay: with larger ones each handshake would leave 20 KB.
    """
    gc.collect()
    gc.freeze()


def _check_socket_path() -> None:
    """The system bounds the path of a Unix socket; its own words for that help nobody."""
    if len(os.fsencode(carrier_path())) > _LONGEST_SOCKET_PATH:
        sys.stderr.write(f"peremena: путь к папке установки слишком длинный: {settings.DATA}. Выберите короче.\n")
        raise SystemExit(2)


def _start_anew(_death: BaseException) -> None:
    """Without its committer the process cannot keep a promise: become a fresh one, with the same number."""
    time.sleep(1)  # A cause that lasts must not make a storm of restarts.
    logging.shutdown()
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])  # noqa: S606 ourselves, with our own arguments


def quiet_signals() -> None:
    """Let a reader that goes away (`peremena roster list | head`) end us without a traceback."""
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
