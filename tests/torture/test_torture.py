"""kill -9 in mid-talk, over and over: no acknowledged message is lost, doubled or reordered, and every screen is right.

`make torture KILLS=1000` does it a thousand times, in rounds with a ground of their own.
PEREMENA_TORTURE_SEED repeats what was decided by chance (not what the machine decides about time).
"""

import asyncio
import os
import secrets
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.databases import Database
from tests.server import Server
from tests.torture.history import violations
from tests.torture.ordeal import Ground, Ordeal

KILLS = int(os.environ.get("PEREMENA_TORTURE_KILLS", "20"))
SEED = os.environ.get("PEREMENA_TORTURE_SEED") or secrets.token_hex(4)
# So many kills on one ground: the histories of a long torture stay small enough to be compared.
ROUND = 50

pytestmark = [pytest.mark.long, pytest.mark.torture, pytest.mark.timeout(0)]


def suffer(kills: int, database: Database, folder: Path, say: Callable[[str], None]) -> None:
    """Go through all rounds; the seed of each is said before it."""
    done = 0
    while done < kills:
        seed = f"{SEED}.{done}"
        share = min(ROUND, kills - done)
        say(f"torture: {database.vendor}, {share} kills, seed {seed}")
        server = Server(folder, database, {"PEREMENA_SENDS_PER_10_SECONDS": "150"})
        ordeal = Ordeal(server, Ground.prepare(), seed)
        try:
            asyncio.run(ordeal.run(share))
        finally:
            server.stop()
        found = violations(ordeal.history)
        assert not found, f"seed {seed}: {len(found)} violations\n" + "\n".join(found[:30]) + _tail(server)
        _assert_that_something_happened(ordeal)
        done += share
        say(f"torture: {summary(ordeal)}")


def summary(ordeal: Ordeal) -> str:
    sent = ordeal.history.sent
    return (
        f"{ordeal.kills} kills, {sum(bool(one.acknowledged) for one in sent)} messages acknowledged,"
        f" {sum(bool(one.refused) for one in sent)} refused,"
        f" {sum(browser.connections for browser in ordeal.browsers)} connections,"
        f" {sum(browser.by_http for browser in ordeal.browsers)} syncs by HTTP,"
        f" {sum(browser.resets for browser in ordeal.browsers)} resets, done:"
        f" {', '.join(f'{number} {name}' for name, number in sorted(ordeal.deeds.items()))}"
    )


def _assert_that_something_happened(ordeal: Ordeal) -> None:
    """A checker that saw nothing proves nothing."""
    assert sum(bool(one.acknowledged) for one in ordeal.history.sent) > 5 * ordeal.kills, summary(ordeal)
    assert sum(browser.connections for browser in ordeal.browsers) > 2 * ordeal.kills, summary(ordeal)


def _tail(server: Server) -> str:
    return "\nthe end of the server's log:\n" + server.log.read_text()[-3000:]


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Speak past pytest's capturing: a torture of an hour says how far it is, and its seed is never lost."""

    def aloud(sentence: str) -> None:
        with capsys.disabled():
            print(f"\n{sentence}", flush=True)  # noqa: T201 as said

    return aloud


def test_nothing_is_lost_on_sqlite(sqlite_database: Database, tmp_path: Path, say: Callable[[str], None]) -> None:
    suffer(KILLS, sqlite_database, tmp_path, say)


def test_nothing_is_lost_on_postgresql(postgres_database: Database, tmp_path: Path, say: Callable[[str], None]) -> None:
    suffer(max(5, KILLS // 4), postgres_database, tmp_path, say)
