"""A faithful browser: one outbox per conversation with one message in flight, the same key until there is an answer,
reconnecting with jitter, heads compared at `hello`, gaps and `by_http`, `more`, `reset` followed.
"""

import asyncio
import contextlib
import http.client
import json
from collections import Counter, defaultdict
from random import Random
from typing import Any

from django.conf import settings
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, WebSocketException

from tests.torture.history import History, Sent
from tests.torture.screen import Screen

Json = dict[str, Any]

TRY_AGAIN = {"busy", "too_fast", "retry_same_key", "broken"}
# Longer than any pause that a server owes: an answer that takes longer was lost, and the browser knocks anew.
ANSWER_SECONDS = 20.0
HTTP_SECONDS = 10.0


class Offline(Exception):
    """The line is gone; what was asked has to be asked again."""


class Browser:
    def __init__(self, name: str, address: str, session: str, chance: Random, history: History) -> None:
        self.name = name
        self.screen = Screen()
        self._address = address
        self._session = session
        self._chance = chance
        self._history = history
        self._outboxes: dict[int, asyncio.Queue[Sent]] = defaultdict(asyncio.Queue)
        self._line: ClientConnection | None = None
        self._online = asyncio.Event()
        self._answers: dict[int, asyncio.Future[Json]] = {}
        self._commands = 0
        self._repairing: asyncio.Task[None] | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._away_seconds = 0.0
        self._is_loaded = False
        # What was done, by the name of the command.
        self.deeds: Counter[str] = Counter()
        # The names of the events that came.
        self.heard: set[str] = set()
        self.connections = 0
        self.resets = 0
        self.by_http = 0

    # --- what its person does -----------------------------------------------------------------------------------------

    def write(self, conversation: int, text: str, reply: int | None = None) -> None:
        author = self.screen.profile
        sent = Sent(self.name, author, conversation, uuid7(self._chance), text, reply=reply)
        self._history.sent.append(sent)
        if conversation not in self._outboxes:
            self._tasks.append(asyncio.create_task(self._empty(conversation)))
        self._outboxes[conversation].put_nowait(sent)

    async def read(self, conversation: int, no: int) -> None:
        with contextlib.suppress(Offline):
            answer = await self.ask("conversation.read", conversation=conversation, no=no)
            if "ok" in answer:
                self.screen.mark_read(conversation, answer["ok"]["no"])

    def cut(self, away_seconds: float) -> None:
        """Lose the line, as in a lift; what was on its way in either direction is gone."""
        self._away_seconds = away_seconds
        if self._line is not None:
            self._line.transport.abort()

    def reload(self) -> None:
        """Load the page anew: the screen is forgotten, the outbox is not."""
        self._is_loaded = False
        self.cut(0.0)

    def waiting(self) -> int:
        return sum(outbox.qsize() for outbox in self._outboxes.values())

    # --- life ---------------------------------------------------------------------------------------------------------

    def open(self) -> None:
        self._tasks.append(asyncio.create_task(self._live()))

    async def close(self) -> None:
        for task in (*self._tasks, self._repairing):
            if task is not None:
                task.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await task

    async def fetch(self, path: str, body: Json | None = None) -> Json:
        """Ask over HTTP; raises Offline when the server does not answer."""
        return await asyncio.to_thread(self._fetch, path, body)

    async def _live(self) -> None:
        while True:
            try:
                if not self._is_loaded:
                    await self._load()
                async with connect(
                    f"ws://{self._address}/ws?protocol=1",
                    additional_headers=self._headers(),
                    origin=f"http://{self._address}",  # type: ignore[arg-type] # a NewType of str
                    compression=None,
                    max_size=None,
                    ping_interval=None,
                    open_timeout=ANSWER_SECONDS,
                    close_timeout=0.1,
                ) as self._line:
                    self.connections += 1
                    await self._listen(self._line)
                    self._look_at_the_close(self._line.close_code)
            except ConnectionClosed as closed:
                self._look_at_the_close(closed.rcvd.code if closed.rcvd else 1006)
            except (OSError, WebSocketException, Offline, TimeoutError):
                pass
            finally:
                self._go_offline()
            await asyncio.sleep(self._away_seconds + self._chance.uniform(0.02, 0.2))
            self._away_seconds = 0.0

    async def _listen(self, line: ClientConnection) -> None:
        async for frame in line:
            said = json.loads(frame)
            if "id" in said:
                answered = self._answers.pop(said["id"], None)
                if answered is not None and not answered.done():
                    answered.set_result(said)
                continue
            self.heard.add(said["on"])
            if said["on"] == "hello":
                self.screen.greet(said["heads"])
                self._online.set()
            elif said["on"] == "restart":
                self._away_seconds = said["after_ms"] / 1000
            elif "seq" in said:
                self.screen.hear(said)
            self._repair_if_need_be()

    def _look_at_the_close(self, code: int | None) -> None:
        if code in {4401, 4403, 4426}:
            self.screen.faults.append(f"closed with {code}")

    def _go_offline(self) -> None:
        self._line = None
        self._online.clear()
        for answered in self._answers.values():
            if not answered.done():
                answered.set_exception(Offline())
                answered.exception()  # Whoever waited may be gone as well.
        self._answers.clear()

    async def ask(self, do: str, **fields: Any) -> Json:
        if self._line is None:
            raise Offline
        self._commands += 1
        given = self._commands
        answered: asyncio.Future[Json] = asyncio.get_running_loop().create_future()
        self._answers[given] = answered
        try:
            await self._line.send(json.dumps({"id": given, "do": do, **fields}))
            async with asyncio.timeout(ANSWER_SECONDS):
                return await answered
        except TimeoutError:
            self.screen.faults.append(f"{do} was not answered in {ANSWER_SECONDS} s")
            self.cut(0.0)
            raise Offline from None
        except WebSocketException:
            raise Offline from None

    # --- the outbox ---------------------------------------------------------------------------------------------------

    async def _empty(self, conversation: int) -> None:
        outbox = self._outboxes[conversation]
        while True:
            sent = await outbox.get()
            while not sent.settled:
                await self._online.wait()
                try:
                    await self._send(sent)
                except Offline:
                    await asyncio.sleep(0.01)  # Let the one who listens notice it, too.

    async def _send(self, sent: Sent) -> None:
        answer = await self.ask(
            "message.send", conversation=sent.conversation, key=sent.key, text=sent.text, reply=sent.reply
        )
        if "ok" in answer:
            sent.acknowledged = answer["ok"]["no"], answer["ok"]["seq"]
        elif answer["error"]["code"] in TRY_AGAIN:
            await asyncio.sleep(answer["error"].get("retry_after_ms", 0) / 1000)
        else:
            sent.refused = answer["error"]["code"]

    # --- loading and repairing ----------------------------------------------------------------------------------------

    async def _load(self) -> None:
        start = await self.fetch("/api/start")
        faults = self.screen.faults
        self.screen.begin(start)
        self.screen.faults = faults
        self._is_loaded = True
        await self._turn_pages()

    async def _turn_pages(self) -> None:
        for conversation in tuple(self.screen.unread):
            chat = self.screen.chats.get(conversation)
            if chat is None:
                # Left while the page of another one was on its way.
                self.screen.unread.discard(conversation)
                continue
            try:
                page = await self.fetch(f"/api/conversations/{conversation}/messages")
            except Refused:
                # Left meanwhile: the own topic will say so.
                self.screen.unread.discard(conversation)
                continue
            # Left and joined again while the page was on its way: that page is of a chat that is shown no more.
            if self.screen.chats.get(conversation) is chat:
                self.screen.turn_page(conversation, page)

    def _repair_if_need_be(self) -> None:
        screen = self.screen
        if (screen.behind or screen.unread or screen.dropped or screen.is_lost) and (
            self._repairing is None or self._repairing.done()
        ):
            self._repairing = asyncio.create_task(self._repair())

    async def _repair(self) -> None:
        screen = self.screen
        with contextlib.suppress(Offline):
            while self._line is not None:
                if screen.is_lost:
                    await self._load()
                elif screen.dropped:
                    screen.reopen(await self.fetch("/api/start"))
                elif screen.unread:
                    await self._turn_pages()
                elif screen.behind:
                    await self._sync({topic: screen.positions[topic] for topic in screen.behind})
                else:
                    return

    async def _sync(self, topics: dict[str, int]) -> None:
        said = await self.ask("sync", topics=topics)
        if "error" in said:
            await asyncio.sleep(said["error"].get("retry_after_ms", 100) / 1000)
            return
        self._take_answer(said["ok"])
        positions = self.screen.positions
        while by_http := {topic: positions[topic] for topic in said["ok"]["by_http"] if topic in positions}:
            self.by_http += 1
            answer = await self.fetch("/api/sync", {"topics": by_http})
            self._take_answer(answer)
            said = {"ok": {"by_http": [topic for topic, one in answer["topics"].items() if one.get("more")]}}

    def _take_answer(self, answer: Json) -> None:
        for topic, one in answer["topics"].items():
            self.resets += bool(one.get("reset"))
            self.screen.repair(topic, one)

    # --- HTTP ---------------------------------------------------------------------------------------------------------

    def _headers(self) -> dict[str, str]:
        token = "t" * 32
        cookies = f"{settings.SESSION_COOKIE_NAME}={self._session}; {settings.CSRF_COOKIE_NAME}={token}"
        return {"Cookie": cookies, "X-CSRFToken": token}

    def _fetch(self, path: str, body: Json | None) -> Json:
        line = http.client.HTTPConnection(self._address, timeout=HTTP_SECONDS)
        try:
            if body is None:
                line.request("GET", path, headers=self._headers())
            else:
                headers = {**self._headers(), "Content-Type": "application/json"}
                line.request("POST", path, json.dumps(body), headers)
            answer = line.getresponse()
            text = answer.read()
        except (OSError, http.client.HTTPException) as error:
            raise Offline from error
        finally:
            line.close()
        if answer.status == http.HTTPStatus.NOT_FOUND:
            raise Refused(path)
        if answer.status != http.HTTPStatus.OK:
            self.screen.faults.append(f"{path} answered {answer.status}: {text[:200]!r}")
            raise Offline
        found: Json = json.loads(text)
        return found


class Refused(Exception):
    """There is no such thing for this person."""


def uuid7(chance: Random) -> str:
    """Return a key as a browser makes it; the same seed makes the same keys."""
    stamp = f"{chance.getrandbits(48):012x}"
    tail = f"{chance.getrandbits(62) | 1 << 63:016x}"
    return f"{stamp[:8]}-{stamp[8:]}-7{chance.getrandbits(12):03x}-{tail[:4]}-{tail[4:]}"
