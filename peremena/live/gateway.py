"""The WebSocket door: handshake, commands in, answers out. docs/protocol.md is the text that this follows.

Everything here runs on the event loop, except where a thread is named.
"""

import asyncio
import logging
import random
from collections import deque
from collections.abc import Awaitable, Callable, MutableMapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Any, Union
from urllib.parse import parse_qs

import msgspec

from peremena.live import contract
from peremena.live.batching import Batcher
from peremena.live.committer import BROKEN, Committer, Waiting, answers_of
from peremena.live.contract import Answer, Call, CommandError, Event, Kind, Ports, Principal, Subscription, encode
from peremena.live.gathering import gathered
from peremena.live.hub import Hub
from peremena.live.limits import Limits
from peremena.live.presence import Presence
from peremena.live.publishing import News
from peremena.live.socket import Socket
from peremena.live.wire import OpenTransport, frame

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]

_log = logging.getLogger("peremena.live")

# Commands of one socket that may wait for their answers, and of the whole process; beyond it, `busy`.
UNANSWERED_OF_A_SOCKET = 32
UNANSWERED_OF_THE_PROCESS = 10_000
BUSY_RETRY_MS = 500
# Restarted browsers come back spread over this long: 2 ms each, so that 5,000 need 10 s.
RESTART_MS_PER_SOCKET = 2
RESTART_MS_AT_LEAST = 500
# How often heads are compared with the database, to make good a hint that was lost.
RECONCILE_SECONDS = 5.0
TICK_SECONDS = 1.0
# A thousand brackets in a frame are a RecursionError.
_NOT_UNDERSTOOD = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)


class Hello(Event, tag="hello"):
    """The first thing a browser hears: who it is, and the newest seq of every topic it may hear."""

    protocol: int
    profile: int
    heads: dict[str, int]
    now: int


class Restart(Event, tag="restart"):
    """The server is about to restart; come back after so many milliseconds."""

    after_ms: int


@dataclass(frozen=True, slots=True)
class _Answers:
    """The answers of one batch, as frames."""

    packed: Sequence[tuple[Socket, bytes]]


class _Unknown(msgspec.Struct):
    id: Any = None
    do: Any = None


class Gateway:
    def __init__(self, ports: Ports, kinds: Sequence[Kind], *, hosts: Callable[[str], bool]) -> None:
        self._ports = ports
        self._kinds = {kind.name: kind for kind in kinds}
        self._decode = msgspec.json.Decoder(Union[tuple(kind.struct for kind in kinds)]).decode  # noqa: UP007 built at run time
        self._hosts = hosts
        # Two readers: one long question does not stop the short ones; more would only fight for the interpreter.
        self._executor = ThreadPoolExecutor(2, thread_name_prefix="live-reader")
        self.hub = Hub(ports.now, self._fill_gap)
        self.hub.on_late_join = lambda profile, topic, seq: self._keep(self._repeat(profile, topic, seq))
        self.presence = Presence(self.hub)
        self._limits = Limits()
        self._committer = Committer(self._answers_from_thread, self._committer_died)
        self._authenticate: Batcher[str, Principal | None] = Batcher(ports.authenticate, self._executor)
        self._admit: Batcher[tuple[Principal, str], Sequence[Subscription] | None] = Batcher(
            ports.admit, self._executor
        )
        self._readers = {
            kind.name: Batcher(_reading(kind), self._executor, kind.batch) for kind in kinds if not kind.writes
        }
        # What threads hand to the loop, in the order of the commits.
        self._outbox: deque[News | _Answers] = deque()
        self._unanswered = 0
        self._accepting = True
        self._loop: asyncio.AbstractEventLoop | None = None
        self._tasks: set[asyncio.Task[None]] = set()
        self._catching_up = asyncio.Lock()
        # Called in the committer's thread when it dies; `serve` starts the process anew.
        self.on_committer_death: Callable[[BaseException], None] = lambda _death: None

    # --- life ---------------------------------------------------------------------------------------------------------

    async def start(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._committer.start()
        self._keep(self._tick())
        self._keep(self._reconcile())

    async def stop(self) -> None:
        """Stop accepting, finish the batch, and tell every browser when to come back (protocol.md, "Restart")."""
        self._accepting = False
        for task in tuple(self._tasks):
            task.cancel()
        await asyncio.to_thread(self._committer.stop, 10.0)
        await asyncio.sleep(0)  # The answers of the last batch are on their way to this loop.
        sockets = [socket for mine in self.hub.profiles.values() for socket in mine]
        spread = max(RESTART_MS_AT_LEAST, RESTART_MS_PER_SOCKET * len(sockets))
        for socket in sockets:
            after = RESTART_MS_AT_LEAST + random.randrange(spread)  # noqa: S311 a spread, not a secret
            socket.say(encode(Restart(after_ms=after)))
        self._executor.shutdown(wait=False, cancel_futures=True)

    def tell(self, news: News) -> None:
        """Take news from any thread, in order. This is the sink of `live.publishing` in the serving process.

        News of the committer wait for the answers of the same batch, which follow at once.
        """
        self._outbox.append(news)
        if not self._committer.is_here():
            self._wake()

    def hint(self, topics: dict[str, int], sessions: Sequence[str] = ()) -> None:
        """Another process committed: fetch what is new on the topics that somebody here listens to."""
        for session in sessions:
            self.hub.close_session(session)
        behind = {}
        for topic, seq in topics.items():
            head = self.hub.head(topic)
            if head is not None and head < seq:
                behind[topic] = head
            elif head is None and topic.startswith("p"):
                self.presence.doubt(int(topic[1:]))  # Nobody of theirs is here to see which right it was.
        if behind:
            self._keep(self._catch_up(behind))

    # --- one socket ---------------------------------------------------------------------------------------------------

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one WebSocket: a refusal is an accepted socket closed with a code that the browser understands."""
        await receive()
        headers = {name: value.decode("latin-1") for name, value in scope["headers"]}
        cookie = headers.get(b"cookie", "")
        refusal = self._refusal(scope, headers)
        principal = None if refusal else await self._authenticate(cookie)
        await send({"type": "websocket.accept"})
        if principal is None:
            await send({"type": "websocket.close", "code": refusal or contract.SIGNED_OUT})
            return
        protocol = scope["extensions"]["peremena.transport"]["protocol"]
        socket = Socket(principal, protocol.transport, _closer(send))
        protocol.lost = lambda: self._forget(socket)
        if protocol.disconnected:
            return
        self.hub.enter(socket)
        try:
            await self._serve(socket, cookie, protocol, receive, send)
        finally:
            self._forget(socket)

    def _refusal(self, scope: Scope, headers: dict[bytes, str]) -> int | None:
        if parse_qs(scope["query_string"].decode("latin-1")).get("protocol") != [str(contract.PROTOCOL)]:
            return contract.PROTOCOL_TOO_OLD
        if not self._own_origin(headers.get(b"origin", ""), headers.get(b"host", "")):
            return contract.FOREIGN_ORIGIN
        return None

    def _own_origin(self, origin: str, host: str) -> bool:
        """A page of another site may not open a socket with the cookies of this one (RFC 6455, section 10.2)."""
        return self._hosts(host) and origin in {f"https://{host}", f"http://{host}"}

    async def _serve(self, socket: Socket, cookie: str, protocol: OpenTransport, receive: Receive, send: Send) -> None:
        if not await self._let_in(socket, cookie, send):
            return
        protocol.take = partial(self._take, socket)
        while (message := await receive())["type"] != "websocket.disconnect":
            self._take(socket, message.get("text") or message.get("bytes") or "")

    async def _let_in(self, socket: Socket, cookie: str, send: Send) -> bool:
        """Read the rights and say `hello`. Apart from `_serve`, which would keep all rights as long as the socket."""
        rights = await self._admit((socket.principal, cookie))
        if socket.gone:
            return False
        if rights is None:
            self.hub.leave(socket)
            await send({"type": "websocket.close", "code": contract.SIGNED_OUT})
            return False
        heads = self.hub.admit(socket, rights)
        now = int(self._ports.now() * 1000)
        hello = Hello(protocol=contract.PROTOCOL, profile=socket.principal.profile, heads=heads, now=now)
        socket.say(encode(hello))
        return True

    def _forget(self, socket: Socket) -> None:
        self.presence.forget(socket)
        self.hub.leave(socket)

    # --- commands -----------------------------------------------------------------------------------------------------

    def _take(self, socket: Socket, text: str | bytes) -> None:
        if socket.gone:
            return  # Signed out or cut off: the line is still open, and nobody is behind it any more.
        try:
            command = self._decode(text)
        except _NOT_UNDERSTOOD:
            self._say(socket, self._refusal_of(text))
            return
        kind = self._kinds[type(command).__struct_config__.tag]
        error = self._too_much(socket, kind)
        if error is not None:
            self._say(socket, _answer(command.id, Answer(error=error)))
            return
        socket.unanswered += 1
        self._unanswered += 1
        waiting = Waiting(Call(socket.principal, command), socket)
        if kind.writes:
            self._committer.put(kind, waiting)
        else:
            self._readers[kind.name](waiting).add_done_callback(lambda reply: self._read(waiting, reply))

    def _too_much(self, socket: Socket, kind: Kind) -> CommandError | None:
        if (
            not self._accepting
            or socket.unanswered >= UNANSWERED_OF_A_SOCKET
            or self._unanswered >= UNANSWERED_OF_THE_PROCESS
        ):
            return CommandError("busy", "Сервер занят. Повторим через мгновение.", BUSY_RETRY_MS)
        seconds = self._limits.wait_seconds(socket.principal.profile, kind)
        if seconds:
            return CommandError("too_fast", "Слишком часто. Повторим чуть позже.", int(seconds * 1000) + 1)
        return None

    def _refusal_of(self, text: str | bytes) -> bytes:
        """Say what was wrong with a frame that is no command, repeating its id where it has one."""
        try:
            seen = msgspec.json.decode(text, type=_Unknown)
        except _NOT_UNDERSTOOD:
            return _answer(None, Answer(error=CommandError("bad_json", "Это не JSON-объект с полями id и do.")))
        given = seen.id if isinstance(seen.id, int) else None
        if not isinstance(seen.do, str) or seen.do not in self._kinds:
            return _answer(given, Answer(error=CommandError("unknown_command", "Такой команды нет.")))
        try:
            self._decode(text)
        except _NOT_UNDERSTOOD as error:
            return _answer(given, Answer(error=CommandError("bad_arguments", f"Команда не разобрана: {error}")))
        return _answer(given, BROKEN)

    def _answers_from_thread(self, answered: Sequence[tuple[Waiting, Answer]]) -> None:
        """Runs in the committer's thread: encode there, write on the loop."""
        self._outbox.append(
            _Answers(
                [(waiting.socket, frame(_answer(waiting.call.command.id, answer))) for waiting, answer in answered]
            )
        )
        self._wake()

    def _wake(self) -> None:
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._empty_outbox)

    def _empty_outbox(self) -> None:
        """Write what was told and answered, in order; whoever is answered gets all of it in one write."""
        parcels = [self._outbox.popleft() for _ in range(len(self._outbox))]
        authors = [socket for parcel in parcels if isinstance(parcel, _Answers) for socket, _frames in parcel.packed]
        with gathered(authors, self._cut):
            for parcel in parcels:
                try:
                    self._deliver(parcel)
                except Exception:  # noqa: BLE001 logged; what one commit tells must not keep back the next
                    _log.exception("news could not be delivered")

    def _deliver(self, parcel: "News | _Answers") -> None:
        if isinstance(parcel, _Answers):
            self._write_answers(parcel.packed)
        else:
            self.hub.tell(parcel)

    def _write_answers(self, packed: Sequence[tuple[Socket, bytes]]) -> None:
        for socket, frames in packed:
            socket.unanswered -= 1
            self._unanswered -= 1
            self._write(socket, frames)

    def _say(self, socket: Socket, payload: bytes) -> None:
        self._write(socket, frame(payload))

    def _write(self, socket: Socket, frames: bytes) -> None:
        """An answer that cannot be written ends its socket: a browser would wait for it in vain."""
        if not socket.gone and not socket.write(frames):
            self._cut(socket)

    def _cut(self, socket: Socket) -> None:
        self._forget(socket)
        socket.abort()

    def _read(self, waiting: Waiting, reply: "asyncio.Future[Answer]") -> None:
        socket = waiting.socket
        answer = BROKEN if reply.cancelled() or reply.exception() else reply.result()
        if answer.watch is not None and not socket.gone:
            answer = Answer(ok=self.presence.watch(socket, answer.watch))
        self._write_answers([(socket, frame(_answer(waiting.call.command.id, answer)))])

    # --- what comes from elsewhere ------------------------------------------------------------------------------------

    def _fill_gap(self, topic: str, head: int) -> None:
        self._keep(self._catch_up({topic: head}))

    async def _catch_up(self, behind: dict[str, int]) -> None:
        loop = asyncio.get_running_loop()
        # One after the other: what an earlier hint says of rights counts before what a later one brings.
        async with self._catching_up:
            self.hub.tell(await loop.run_in_executor(self._executor, self._ports.catch_up, behind))

    async def _repeat(self, profile: int, topic: str, seq: int) -> None:
        """Fetch what a topic was told between the reading of a row and the subscription that came with it."""
        loop = asyncio.get_running_loop()
        self.hub.repeat(profile, await loop.run_in_executor(self._executor, self._ports.catch_up, {topic: seq}))

    async def _reconcile(self) -> None:
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(RECONCILE_SECONDS)
            try:
                heads = await loop.run_in_executor(self._executor, self._ports.heads, tuple(self.hub.topics))
            except Exception:  # noqa: BLE001 logged, tried again in five seconds
                _log.exception("the heads could not be compared")
                continue
            self.hint(heads)

    async def _tick(self) -> None:
        while True:
            await asyncio.sleep(TICK_SECONDS)
            self.hub.end_what_is_over()

    def _committer_died(self, death: BaseException) -> None:
        _log.critical("the committer died", exc_info=death)
        self.on_committer_death(death)

    def _keep(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._done)

    def _done(self, task: "asyncio.Task[None]") -> None:
        self._tasks.discard(task)
        if not task.cancelled() and task.exception() is not None:
            _log.error("a task of the gateway failed", exc_info=task.exception())


def _answer(given: int | None, answer: Answer) -> bytes:
    if answer.error is not None:
        return b'{"id":%b,"error":%b}' % (encode(given), encode(answer.error))
    return b'{"id":%b,"ok":%b}' % (encode(given), encode(answer.ok))


def _reading(kind: Kind) -> Callable[[Sequence[Waiting]], Sequence[Answer]]:
    return lambda waiting: answers_of(kind, waiting)


def _closer(send: Send) -> Callable[[int], None]:
    """Close from a callback of the loop, through the protocol, which then ends the application's task."""

    def close(code: int) -> None:
        asyncio.ensure_future(_quietly(send({"type": "websocket.close", "code": code})))  # noqa: RUF006 ends by itself

    return close


async def _quietly(sending: Awaitable[None]) -> None:
    try:
        await sending
    except Exception:  # noqa: BLE001 the line was already gone, which is what was wanted
        _log.debug("a socket was gone before it could be closed")
