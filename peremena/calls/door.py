"""The door to LiveKit: browsers reach its signalling only through here, on our own origin.

LiveKit lets a good token in until it expires, whatever happened meanwhile. So the door asks the rules of calls at every
connect, asks again from time to time, and closes at once when it is told to; `relay` carries the frames meanwhile.
Everything here runs on the event loop, except where a thread is named.
"""

import asyncio
import logging
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial

from websockets.exceptions import InvalidStatus, WebSocketException

from peremena.calls import contract, relay
from peremena.calls.contract import Admits, Claims, Endpoint, Knock, Refusal
from peremena.calls.relay import AWAY, Browser, Query, Receive, Scope, Send
from peremena.live.batching import Batcher

_log = logging.getLogger("peremena.calls")

SOCKET_PATHS = frozenset({"/rtc", "/rtc/v1"})
VALIDATE_PATHS = frozenset({"/rtc/validate", "/rtc/v1/validate"})
# A first frame holds offers with all codecs and candidates; what comes later is small.
INBOUND_FRAME_BYTES = 1024 * 1024
# One person in one call: the line in use, one that is being replaced, and one of a second device.
LINES_OF_A_PERSON = 4
# A whole school stands behind one address.
LINES_OF_AN_ADDRESS = 1_000
LINES_OF_ALL = 5_000
# What nobody told us, such as a session that ran out, is noticed within this long.
ASK_AGAIN_SECONDS = 15.0
# A close that the browser hears.
REMOVED = 4403


@dataclass(frozen=True, slots=True)
class Ports:
    """What the door asks; `peremena.site.wiring` fills it in.

    `endpoint` says where LiveKit is, None while it is not ready. `claims_of` reads a token (in a worker thread), None
    for a bad one. `admits` is the rules of calls (worker thread, batches). `session_of` names the session in a Cookie
    header, "" for none. `hosts` says whether a Host header names this installation.
    """

    endpoint: Callable[[], Endpoint | None]
    claims_of: Callable[[str], Claims | None]
    admits: Admits
    session_of: Callable[[str], str]
    hosts: Callable[[str], bool]


@dataclass(eq=False, slots=True)
class _Line:
    """One open connection of a browser through the door."""

    knock: Knock
    session: str
    closed: asyncio.Event = field(default_factory=asyncio.Event)
    code: int = REMOVED

    def close(self, code: int) -> None:
        if not self.closed.is_set():
            self.code = code
            self.closed.set()


class Door:
    def __init__(self, ports: Ports) -> None:
        self._ports = ports
        self._executor = ThreadPoolExecutor(2, thread_name_prefix="calls-door")
        self._admits: Batcher[Knock, Refusal | None] = Batcher(ports.admits, self._executor)
        self._claims: Batcher[str, Claims | None] = Batcher(self._read_tokens, self._executor)
        self._lines: set[_Line] = set()
        self._of_addresses: Counter[str] = Counter()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._asking: asyncio.Task[None] | None = None
        self._stopping = False

    # --- life, and what other threads may call ------------------------------------------------------------------------

    async def start(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._asking = self._loop.create_task(self._ask_again_for_ever())

    async def stop(self) -> None:
        self._stopping = True
        if self._asking is not None:
            self._asking.cancel()
        for line in tuple(self._lines):
            line.close(AWAY)
        self._executor.shutdown(wait=False, cancel_futures=True)

    def close(self, room: str, identity: str | None = None) -> None:
        """Cut one identity, or everybody, off the signalling of a room. From any thread; done within milliseconds.

        Media flow beside the signalling: LiveKit has to be told too (`LiveKit.remove`, `LiveKit.delete_room`). First
        let the rules refuse, then tell LiveKit, then close here.
        """
        self._on_the_loop(lambda: self._close(room, identity))

    def close_session(self, session: str) -> None:
        """Cut off all lines of a session that ended. From any thread."""
        self._on_the_loop(lambda: self._close_where(lambda line: line.session == session))

    def doubt(self, room: str) -> None:
        """Ask the rules again about everybody in a room, now, and cut off whom they refuse. From any thread."""
        self._on_the_loop(lambda: self._ask_again_about(room))

    def inside(self, room: str) -> dict[str, int]:
        """Return how many lines each identity has open to a room. From any thread."""
        claims = [line.knock.claims for line in tuple(self._lines) if not line.closed.is_set()]
        return dict(Counter(one.identity for one in claims if one.room == room))

    # --- one browser --------------------------------------------------------------------------------------------------

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one WebSocket to LiveKit, or the question why it was refused."""
        query = Query.of(scope)
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        if scope["type"] == "http":
            await self._validate(scope, query, headers, send)
            return
        await receive()
        knock = await self._knock(scope, query, headers)
        if isinstance(knock, Refusal):
            await _refuse(knock, send)
            return
        # It is on the list before the rules are asked: a removal in between closes it.
        line = _Line(knock, self._ports.session_of(knock.cookie))
        self._enter(line)
        try:
            refusal = self._too_many_of(knock) or await self._judged(knock)
            if refusal is not None:
                await _refuse(refusal, send)
            else:
                await self._serve(line, scope, query, receive, send)
        finally:
            self._leave(line)

    async def _knock(self, scope: Scope, query: Query, headers: dict[bytes, str]) -> Knock | Refusal:
        """Look at who comes before anybody else is asked: the origin, the limits, the token."""
        refusal = self._own_limits(scope, headers)
        if refusal is not None:
            return refusal
        if self._stopping or self._ports.endpoint() is None:
            return contract.NO_CALLS
        claims = await self._claims(query.token) if query.token else None
        return Knock(claims, headers.get(b"cookie", ""), _address(scope)) if claims else contract.NOT_SIGNED

    async def _judged(self, knock: Knock) -> Refusal | None:
        """Ask the rules; when they cannot be asked, the door stays shut."""
        try:
            return await self._admits(knock)
        except Exception:  # noqa: BLE001 logged; the browser comes again
            _log.exception("whether somebody may enter a call could not be asked")
            return contract.NO_CALLS

    def _own_limits(self, scope: Scope, headers: dict[bytes, str]) -> Refusal | None:
        if scope["type"] == "websocket" and not self._own_origin(headers):
            return contract.FOREIGN
        if not self._ports.hosts(headers.get(b"host", "")):
            return contract.FOREIGN
        if len(self._lines) >= LINES_OF_ALL or self._of_addresses[_address(scope)] >= LINES_OF_AN_ADDRESS:
            return contract.TOO_MANY
        return None

    def _own_origin(self, headers: dict[bytes, str]) -> bool:
        """A page of another site may not open a line with the cookies of this one (RFC 6455, section 10.2)."""
        host = headers.get(b"host", "")
        return headers.get(b"origin", "") in {f"https://{host}", f"http://{host}"}

    def _too_many_of(self, knock: Knock) -> Refusal | None:
        who = knock.claims.room, knock.claims.identity
        mine = sum(
            (line.knock.claims.room, line.knock.claims.identity) == who and not line.closed.is_set()
            for line in self._lines
        )
        return contract.TOO_MANY if mine > LINES_OF_A_PERSON else None

    def _read_tokens(self, tokens: Sequence[str]) -> list[Claims | None]:
        return [self._ports.claims_of(token) for token in tokens]

    # --- the line -----------------------------------------------------------------------------------------------------

    async def _serve(self, line: _Line, scope: Scope, query: Query, receive: Receive, send: Send) -> None:
        endpoint = self._ports.endpoint()
        try:
            upstream = await relay.reach(endpoint, scope["path"], query) if endpoint else None
        except InvalidStatus as refused:
            await _refuse(Refusal(refused.response.status_code, "LiveKit отказал."), send)
            return
        except (OSError, TimeoutError, WebSocketException):
            upstream = None
        if upstream is None:
            await _refuse(contract.NO_CALLS, send)
            return
        await send({"type": "websocket.accept"})
        protocol = scope["extensions"]["peremena.transport"]["protocol"]
        try:
            code = await relay.carry(Browser(receive, send, protocol.transport), upstream, line.closed)
            if line.closed.is_set():
                code = line.code
            if code is not None:
                await _quietly(send({"type": "websocket.close", "code": code}))
        finally:
            await relay.hang_up(upstream)

    def _enter(self, line: _Line) -> None:
        self._lines.add(line)
        self._of_addresses[line.knock.address] += 1

    def _leave(self, line: _Line) -> None:
        self._lines.discard(line)
        self._of_addresses[line.knock.address] -= 1
        if self._of_addresses[line.knock.address] <= 0:
            del self._of_addresses[line.knock.address]

    # --- why not ------------------------------------------------------------------------------------------------------

    async def _validate(self, scope: Scope, query: Query, headers: dict[bytes, str], send: Send) -> None:
        """LiveKit's client asks this after a refusal: the body is the sentence that it hands to our screens."""
        knock = await self._knock(scope, query, headers)
        refusal = knock if isinstance(knock, Refusal) else await self._judged(knock)
        if refusal is not None:
            await _answer(refusal.status, refusal.message, send)
            return
        endpoint = self._ports.endpoint()
        told = None if endpoint is None else await relay.status_at(endpoint, scope["path"], query)
        if told is None:
            await _answer(contract.NO_CALLS.status, contract.NO_CALLS.message, send)
        else:
            # Their body may repeat the token; ours does not.
            await _answer(told, "success" if told == 200 else _their_words(told), send)  # noqa: PLR2004 HTTP

    # --- closing ------------------------------------------------------------------------------------------------------

    def _on_the_loop(self, act: Callable[[], None]) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(act)

    def _close(self, room: str, identity: str | None) -> None:
        def is_meant(line: _Line) -> bool:
            claims = line.knock.claims
            return claims.room == room and identity in {None, claims.identity}

        self._close_where(is_meant)

    def _close_where(self, is_meant: Callable[[_Line], bool]) -> None:
        for line in tuple(self._lines):
            if is_meant(line):
                line.close(REMOVED)

    def _ask_again_about(self, room: str | None = None) -> None:
        for line in tuple(self._lines):
            if room in {None, line.knock.claims.room}:
                self._admits(line.knock).add_done_callback(partial(_apply, line))

    async def _ask_again_for_ever(self) -> None:
        while True:
            await asyncio.sleep(ASK_AGAIN_SECONDS)
            self._ask_again_about()


def _apply(line: _Line, reply: "asyncio.Future[Refusal | None]") -> None:
    """What could not be asked changes nothing; it is asked again soon."""
    if reply.cancelled():
        return
    if reply.exception() is not None:
        _log.error("whether somebody may stay in a call could not be asked", exc_info=reply.exception())
    elif reply.result() is not None:
        line.close(REMOVED)


def _their_words(status: int) -> str:
    # LiveKit's client looks for these words, which tell it to give up.
    return "requested room does not exist" if status == 404 else contract.NOBODY_ASKED.message  # noqa: PLR2004 HTTP


async def _refuse(refusal: Refusal, send: Send) -> None:
    """Answer the handshake with an HTTP status: the socket never opens, and LiveKit's client asks why."""
    head = {"type": "websocket.http.response.start", "status": refusal.status, "headers": _PLAIN}
    await _quietly(send(head))
    await _quietly(send({"type": "websocket.http.response.body", "body": refusal.message.encode()}))


_PLAIN = [
    (b"content-type", b"text/plain; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-content-type-options", b"nosniff"),
]


async def _answer(status: int, text: str, send: Send) -> None:
    body = text.encode()
    headers = [*_PLAIN, (b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _quietly(sending: Awaitable[None]) -> None:
    try:
        await sending
    except Exception:  # noqa: BLE001 the line was already gone, which is what was wanted
        _log.debug("a line to LiveKit was gone before it could be closed")


def _address(scope: Scope) -> str:
    client = scope.get("client")
    return client[0] if client else ""
