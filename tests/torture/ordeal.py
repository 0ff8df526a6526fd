"""People who write, read, lose the line and load anew, while the server under them is killed again and again."""

import asyncio
import contextlib
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from random import Random
from typing import Any

from django.db import connection

from peremena.chat import queries
from peremena.chat.models import Message
from tests.server import Server
from tests.torture import cast, deeds
from tests.torture.browser import Browser
from tests.torture.history import History, Shown, Stored
from tests.torture.screen import Chat, Screen

# A hint that was lost is made good every five seconds; a reconnecting browser may need one more sync after it.
SETTLE_SECONDS = 40.0
LOOK_SECONDS = 0.2
# The longest that a server works before it is killed, and how closely we look.
WORK_SECONDS = 4.0
BLINK_SECONDS = 0.01
# The longest that people live on a server that nobody kills.
CALM_SECONDS = 120.0
# Waiting behind each other this many, somebody stops writing and looks.
MOST_WAITING = 12
PAGE = 100


@dataclass(frozen=True, slots=True)
class Ground:
    """Three groups: everybody sits in the first for good, people come and go in the others."""

    people: Sequence[cast.Somebody]
    groups: Sequence[int]

    @staticmethod
    def prepare() -> "Ground":
        people = cast.people(6, sessions=2)
        groups = [cast.group("Все", people), cast.group("Кружок", people[:3]), cast.group("Поход", people[2:])]
        return Ground(people, groups)


class Ordeal:
    def __init__(self, server: Server, ground: Ground, seed: str) -> None:
        self.server = server
        self.history = History()
        self._ground = ground
        self._seed = seed
        self._killer = Random(f"{seed} kills")
        # The first two people have a second tab open.
        places = [(one, 0) for one in ground.people] + [(one, 1) for one in ground.people[:2]]
        self.browsers = [
            Browser(f"{one.profile}/{tab}", server.address, one.sessions[tab], Random(f"{seed} {n}"), self.history)
            for n, (one, tab) in enumerate(places)
        ]
        self.kills = 0

    @property
    def deeds(self) -> Counter[str]:
        """What was done so far, by the name of the command."""
        return sum((browser.deeds for browser in self.browsers), Counter())

    @property
    def heard(self) -> set[str]:
        """The names of the events that some browser heard over its socket."""
        return set().union(*(browser.heard for browser in self.browsers))

    async def run(self, kills: int) -> None:
        """Let everybody live while the server is killed so often."""

        async def kill() -> None:
            while self.kills < kills:
                await self._kill()

        await self._live_during(kill())

    async def run_until(self, is_over: Callable[[], bool]) -> None:
        """Let everybody live on a server that works, until enough has happened."""

        async def wait() -> None:
            await asyncio.to_thread(self.server.start)
            for _ in range(int(CALM_SECONDS / LOOK_SECONDS)):
                if is_over():
                    break
                await asyncio.sleep(LOOK_SECONDS)
            await asyncio.to_thread(self.server.stop)

        await self._live_during(wait())

    async def _live_during(self, work: Coroutine[Any, Any, None]) -> None:
        for browser in self.browsers:
            browser.open()
        with self._comings():
            lives = [asyncio.create_task(life) for life in self._lives()]
            await work
            for life in lives:
                life.cancel()
            await asyncio.gather(*lives, return_exceptions=True)
        await self._settle()
        for browser in self.browsers:
            self.history.shown.append(await self._compare(browser))
        for browser in self.browsers:
            await browser.close()
        self.history.stored = await asyncio.to_thread(_on_a_connection_of_its_own, self._stored)

    # --- lives --------------------------------------------------------------------------------------------------------

    def _lives(self) -> list[Coroutine[Any, Any, None]]:
        writing = [self._write(browser, Random(f"{self._seed} {browser.name} w")) for browser in self.browsers]
        doing = [self._do(browser, Random(f"{self._seed} {browser.name} d")) for browser in self.browsers]
        cutting = [self._cut(browser, Random(f"{self._seed} {browser.name} c")) for browser in self.browsers]
        return [*writing, *doing, *cutting]

    async def _write(self, browser: Browser, chance: Random) -> None:
        for number in range(sys.maxsize):
            await asyncio.sleep(chance.expovariate(1 / 0.08))
            if not browser.screen.chats or browser.waiting() > MOST_WAITING:
                continue
            conversation = chance.choice(sorted(browser.screen.chats))
            if chance.random() < 0.15:
                await browser.read(conversation, browser.screen.chats[conversation].row["last_no"])
                continue
            length = 3000 if chance.random() < 0.08 else chance.randrange(40)
            shown = browser.screen.chats[conversation].messages
            reply = chance.choice(sorted(shown)[-20:]) if shown and chance.random() < 0.15 else None
            browser.write(conversation, f"{browser.name} {number} {'я' * length}".strip(), reply)

    async def _do(self, browser: Browser, chance: Random) -> None:
        while True:
            await asyncio.sleep(chance.expovariate(1 / 0.15))
            await deeds.do_something(browser, chance)

    async def _cut(self, browser: Browser, chance: Random) -> None:
        while True:
            await asyncio.sleep(chance.expovariate(1 / 2.5))
            if chance.random() < 0.1:
                browser.reload()
            else:
                browser.cut(chance.uniform(2, 7) if chance.random() < 0.12 else chance.uniform(0, 0.3))

    async def _kill(self) -> None:
        """Let the server work for a while, or not even come to life, kill it, and start it again."""
        starting = asyncio.create_task(asyncio.to_thread(self.server.start))
        if self._killer.random() < 0.15:
            await asyncio.sleep(self._killer.uniform(0.2, 1.2))
        else:
            await asyncio.wait([starting])
            await self._until_acknowledged(self._killer.randrange(40))
        self.server.kill()
        with contextlib.suppress(RuntimeError):
            await starting
        self.kills += 1

    async def _until_acknowledged(self, more: int) -> None:
        """Wait for so many acknowledgements: under load a machine needs longer, and a kill has to meet something."""
        wanted = self._acknowledged() + more
        for _ in range(int(WORK_SECONDS / BLINK_SECONDS)):
            if self._acknowledged() >= wanted:
                return
            await asyncio.sleep(BLINK_SECONDS)

    def _acknowledged(self) -> int:
        return sum(one.acknowledged is not None for one in self.history.sent)

    def _comings(self) -> contextlib.ExitStack:
        ground = self._ground
        groups = ",".join(str(one) for one in ground.groups[1:])
        profiles = ",".join(str(one.profile) for one in ground.people)
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.torture.comings", self._seed, groups, profiles],
            env=self.server._environment,
            stdin=subprocess.PIPE,
        )

        def end() -> None:
            process.communicate(b"\n", timeout=30)
            assert process.returncode == 0, "the process that lets people in and out failed"

        stack = contextlib.ExitStack()
        stack.callback(end)
        return stack

    # --- the end ------------------------------------------------------------------------------------------------------

    async def _settle(self) -> None:
        """Start the server for good and wait until everything is answered and everybody has heard everything."""
        await asyncio.to_thread(self.server.start)
        for _ in range(int(SETTLE_SECONDS / LOOK_SECONDS)):
            await asyncio.sleep(LOOK_SECONDS)
            self.history.restless = await self._restless()
            if not self.history.restless:
                return

    async def _restless(self) -> list[str]:
        count = sum(not one.settled for one in self.history.sent)
        waiting = [f"{count} messages are still on their way"] if count else []
        wanted = {topic for browser in self.browsers for topic in browser.screen.positions}
        heads = await asyncio.to_thread(_on_a_connection_of_its_own, lambda: queries.heads(sorted(wanted)))
        return waiting + [
            f"{browser.name} stays at {seq} of {heads[topic]} on {topic}"
            for browser in self.browsers
            for topic, seq in browser.screen.positions.items()
            if seq != heads[topic]
        ]

    async def _compare(self, browser: Browser) -> Shown:
        """Put what a browser shows beside a fresh load, from the page on that it had loaded."""
        fresh = await self._fresh(browser)
        chats = browser.screen.chats
        lowest = {number: chat.lowest or 0 for number, chat in chats.items()}
        return Shown(
            browser.name,
            {number: chat.shown(lowest[number]) for number, chat in chats.items()},
            {number: chat.shown(lowest.get(number, 0)) for number, chat in fresh.items()},
            tuple(browser.screen.faults),
        )

    async def _fresh(self, browser: Browser) -> dict[int, Chat]:
        """Load everything as a new browser of the same person would, from the first message on."""
        screen = Screen()
        screen.begin(await browser.fetch("/api/start"))
        for number, chat in screen.chats.items():
            after = 0
            while True:
                page = await browser.fetch(f"/api/conversations/{number}/messages?after={after}&limit={PAGE}")
                if not page["messages"]:
                    break
                chat.messages.update((one["no"], one) for one in page["messages"])
                chat.important.update(page["important"])
                after = page["messages"][-1]["no"]
        return screen.chats

    def _stored(self) -> dict[int, list[Stored]]:
        return {
            group: [
                _stored(message)
                for message in Message.objects.filter(conversation=group).order_by("no").prefetch_related("versions")
            ]
            for group in self._ground.groups
        }


def _stored(message: Message) -> Stored:
    versions = sorted(message.versions.all(), key=lambda one: one.pk)
    return Stored(
        no=message.no,
        seq=message.changed_seq,
        author=message.author_id,
        key=message.key,
        text=versions[0].text if versions else message.text,
        is_service=bool(message.service),
    )


def _on_a_connection_of_its_own(ask: Callable[[], Any]) -> Any:
    """A thread of the pool may be another one next time: nothing of the database stays open in it."""
    try:
        return ask()
    finally:
        connection.close()
