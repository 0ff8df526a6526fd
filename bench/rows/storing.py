"""Acknowledged messages a second from many conversations, on SQLite and on a PostgreSQL that really writes."""

import asyncio
import json
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import uvloop

from bench import machine, scenes, serving
from bench.crowd import Lost, Screen, connect, leave, real_road
from bench.figures import Figure, middle
from bench.run import Run
from bench.scenes import Scene
from bench.serving import FLOORS, Served
from tests.databases import Postgres

# Of each author: a browser sends the messages of one conversation one after another.
IN_FLIGHT = 1


@dataclass(frozen=True, slots=True)
class Place:
    """Where the messages go, and an empty table of the same kind for the floor."""

    name: str
    ours: Served
    scene: Scene
    floor: str
    query: Callable[[str, int], list[int]]


def figures(run: Run) -> Iterator[Figure]:
    with _sqlite(run) as place:
        yield _row(run, place)
    with _postgresql(run) as place:
        yield _row(run, place)


def _row(run: Run, place: Place) -> Figure:
    pairs = []
    for _ in range(run.scale.rounds):
        since = int(time.time() * 1000)
        ours = uvloop.run(_store(run, place))
        sizes = place.query("SELECT count(*) FROM chat_message WHERE sent_at_ms >= {} GROUP BY sent_at_ms", since)
        pairs.append((_floor(run, place, sizes), ours))
        run.say(f"{place.name}: {len(sizes)} batches of {sum(sizes) / len(sizes):.0f} messages")
    run.say_rounds(place.name, pairs, "sends/s")
    return middle(place.name, pairs)


async def _store(run: Run, place: Place) -> float:
    """Let each author keep some messages unanswered in a conversation of their own; return the answers a second."""
    authors = await connect(real_road(place.ours.port), place.scene.people[: run.scale.authors])
    for screen, conversation in zip(authors, place.scene.conversations[2:], strict=False):
        screen.conversation = conversation
    own, theirs = time.process_time(), machine.cpu_seconds(place.ours.pid)
    speed = await _measure(authors, run.scale.burst_seconds)
    own, theirs = time.process_time() - own, machine.cpu_seconds(place.ours.pid) - theirs
    seconds = run.scale.burst_seconds
    run.say(
        f"{place.name}: {speed:,.0f} sends/s; of a core, server {theirs / seconds:.0%}, generator {own / seconds:.0%}"
    )
    await leave(authors)
    return speed


async def _measure(authors: Sequence[Screen], seconds: float) -> float:
    started = time.perf_counter()
    for screen in authors:
        screen.is_talking = True
        for _ in range(IN_FLIGHT):
            screen.say()
    await asyncio.sleep(seconds)
    speed = sum(screen.acknowledged for screen in authors) / (time.perf_counter() - started)
    for screen in authors:
        screen.is_talking = False
    await asyncio.sleep(1.0)
    for screen in authors:
        if screen.acknowledged < IN_FLIGHT:
            raise Lost("an author waits for an answer")
    return speed


def _floor(run: Run, place: Place, sizes: Sequence[int]) -> float:
    """Store as many rows in batches of the same sizes, and nothing else."""
    people = [someone.profile for someone in place.scene.people[: run.scale.authors]]
    places = list(zip(place.scene.conversations[2:], people, strict=False))
    (run.folder / "sizes.json").write_text(json.dumps({"sizes": sizes, "places": places}))
    done = subprocess.run(
        [
            *("taskset", "-c", str(machine.SERVER_CORE)),
            *(sys.executable, str(FLOORS / "batches.py"), place.floor, str(run.folder / "sizes.json")),
        ],
        capture_output=True,
        text=True,
        check=True,
    )
    return float(done.stdout)


@contextmanager
def _sqlite(run: Run) -> Iterator[Place]:
    folder, floor = run.fresh("storing"), run.fresh("storing-floor") / "floor.sqlite3"
    scene = scenes.make(folder, "staff_room", run.scale.authors, 1, run.scale.authors)
    shutil.copyfile(folder / "peremena.sqlite3", floor)

    def query(sql: str, since: int) -> list[int]:
        with closing(sqlite3.connect(folder / "peremena.sqlite3")) as database:
            return [number for (number,) in database.execute(sql.format(since))]

    with serving.peremena(folder) as ours:
        yield Place("sends_durable_per_s", ours, scene, str(floor), query)


@contextmanager
def _postgresql(run: Run) -> Iterator[Place]:
    # Another user's programs have to reach it, and a socket's path may have 107 bytes.
    home = Path(tempfile.mkdtemp(prefix="peremena-bench-"))
    cluster = Postgres(home, fsync=True)
    with machine.all_cores():
        cluster.start()
    try:
        with _two_databases(run, cluster) as place:
            yield place
    finally:
        cluster.stop()
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def _two_databases(run: Run, cluster: Postgres) -> Iterator[Place]:
    folder, url = run.fresh("storing-pg"), cluster.url("ours")
    cluster.create("ours")
    scene = scenes.make(folder, "staff_room", run.scale.authors, 1, run.scale.authors, database=url)
    cluster.create("floor", "ours")

    def query(sql: str, since: int) -> list[int]:
        with psycopg.connect(url) as database:
            return [number for (number,) in database.execute(sql.format(since))]

    with serving.peremena(folder, database=url) as ours:
        yield Place("sends_durable_pg_per_s", ours, scene, cluster.url("floor"), query)
