"""Many sockets: what an idle one costs, and how long a crowd needs to come back and be up to date."""

import asyncio
import time
from collections.abc import Iterator, Sequence

import uvloop

from bench import machine, scenes, serving
from bench.crowd import Road, connect, floor_road, leave, real_road
from bench.figures import Figure, middle
from bench.returning import all_come_back
from bench.run import Run
from bench.scenes import Scene, Someone
from bench.serving import Served

TOPICS = 60
MESSAGES = 30
# Rounds of a whole crowd take long and vary little.
ROUNDS = 3
# The caches of the database fill while people come one wave after another, without many sockets at once.
WAVE = 200


def figures(run: Run) -> Iterator[Figure]:
    folder, size = run.fresh("crowd"), run.scale.crowd
    run.say(f"a district of {size:,} people, {TOPICS} conversations each, is being made")
    scene = scenes.make(folder, "district", size, TOPICS, MESSAGES)
    with serving.floor("bare_socket", run.fresh("crowd-floor")) as bare, serving.peremena(folder) as ours:
        yield from uvloop.run(_measure(run, scene, bare, ours))


async def _measure(run: Run, scene: Scene, bare: Served, ours: Served) -> list[Figure]:
    idle = await _idle(run, scene, bare, ours)
    pairs = []
    for _ in range(min(ROUNDS, run.scale.rounds)):
        floor = await _handshakes(floor_road(bare.port), scene.people)
        back = await all_come_back(ours.port, scene.people)
        run.say(f"reconnect_5000_s: {back.in_words}")
        pairs.append((floor, back.seconds))
    run.say_rounds("reconnect_5000_s", pairs, "s")
    return [idle, middle("reconnect_5000_s", pairs)]


async def _idle(run: Run, scene: Scene, bare: Served, ours: Served) -> Figure:
    floor = await _kilobytes(bare, floor_road(bare.port), scene.people)
    ours_kb = await _kilobytes(ours, real_road(ours.port), scene.people)
    run.say_rounds("idle_socket_kb", [(floor, ours_kb)], "KB")
    return Figure("idle_socket_kb", ours_kb, floor)


async def _kilobytes(server: Served, road: Road, people: Sequence[Someone]) -> float:
    """Return the kilobytes that each socket adds to a server that has met all these people before."""
    for start in range(0, len(people), WAVE):
        await leave(await connect(road, people[start : start + WAVE]))
    await asyncio.sleep(0.5)
    before = machine.own_memory_kb(server.pid)
    screens = await connect(road, people)
    await asyncio.sleep(1.0)
    grown = machine.own_memory_kb(server.pid) - before
    await leave(screens)
    return grown / len(people)


async def _handshakes(road: Road, people: Sequence[Someone]) -> float:
    started = time.perf_counter()
    screens = await connect(road, people)
    took = time.perf_counter() - started
    await leave(screens)
    return took
