"""Everything that people do, for some seconds, with lines that break: at the end each screen equals a fresh load."""

import asyncio
from collections import Counter
from pathlib import Path

import pytest

from peremena.chat import events
from peremena.live.contract import Event
from peremena.site import protocol
from tests.databases import Database
from tests.server import Server
from tests.torture import deeds
from tests.torture.history import violations
from tests.torture.ordeal import Ground, Ordeal

# So many of each deed have to be done before the end; chance gives the frequent ones many more.
OF_EACH = 3

pytestmark = [pytest.mark.long, pytest.mark.torture, pytest.mark.timeout(0)]


def test_every_screen_equals_a_fresh_load(database: Database, tmp_path: Path) -> None:
    server = Server(tmp_path, database, {"PEREMENA_SENDS_PER_10_SECONDS": "150"})
    ordeal = Ordeal(server, Ground.prepare(), "deeds")
    try:
        asyncio.run(ordeal.run_until(lambda: _everything_was_done(ordeal.deeds)))
    finally:
        server.stop()
    found = violations(ordeal.history)
    assert not found, f"{len(found)} violations\n" + "\n".join(found[:30])
    assert _everything_was_done(ordeal.deeds), ordeal.deeds
    assert ordeal.heard >= {event.__struct_config__.tag for event in protocol.durable_events() if _is_of_chats(event)}


def _is_of_chats(event: type[Event]) -> bool:
    return event.__module__ == events.__name__


def _everything_was_done(done: Counter[str]) -> bool:
    return all(done[name] >= OF_EACH for name in deeds.NAMES)
