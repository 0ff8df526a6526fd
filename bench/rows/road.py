"""The live road under load: fan-out, and the time from a send to the screens."""

import asyncio
import subprocess
import sys
from collections.abc import Awaitable, Callable, Iterator, Sequence
from statistics import mean

import uvloop

from bench import scenes, serving
from bench.crowd import Burst, Screen, burst, connect, floor_road, leave, open_loop, real_road
from bench.figures import Figure, middle, percentile
from bench.run import ROOT, Run
from bench.scenes import Scene
from bench.serving import Served

IN_FLIGHT = 8
# Requests to Django in the same process, a fifth of them writing.
HTTP_PER_SECOND = 50
# Screens on which the time of each message is taken.
WATCHERS = 5

Pairs = list[tuple[float, float]]
Load = Callable[[], Awaitable[list[float]]]


def figures(run: Run) -> Iterator[Figure]:
    scale = run.scale
    folder = run.fresh("room")
    scene = scenes.make(folder, "staff_room", scale.large_room, scale.room, 1)
    with serving.floor("room", run.fresh("room-floor")) as bare, serving.peremena(folder) as ours:
        yield from uvloop.run(_measure(run, scene, bare, ours))


async def _measure(run: Run, scene: Scene, bare: Served, ours: Served) -> list[Figure]:
    large, capacity = await _fan_outs(run, scene, bare, ours)
    return [*large, *await _times(run, scene, bare, ours, capacity)]


async def _fan_outs(run: Run, scene: Scene, bare: Served, ours: Served) -> tuple[list[Figure], float]:
    """Return the rows of both rooms, and how many sends a second the smaller one takes."""
    everybody, few = scene.conversations[:2]
    bursts = await _rounds(run, scene, bare, ours, few, IN_FLIGHT)
    single = await _rounds(run, scene, bare, ours, everybody, 1)
    rows = []
    for name, rounds in (("fanout_n100_per_s", bursts), ("fanout_n300_single_per_s", single)):
        pairs = [(floor.deliveries_per_s, value.deliveries_per_s) for floor, value in rounds]
        run.say_rounds(name, pairs, "deliveries/s")
        run.say(f"{name}: the generator used {_generator(rounds)} of its core")
        rows.append(middle(name, pairs))
    return rows, mean(value.sends_per_s for _, value in bursts)


def _generator(rounds: Sequence[tuple[Burst, Burst]]) -> str:
    floor = mean(floor.generator_cpu for floor, _ in rounds)
    ours = mean(value.generator_cpu for _, value in rounds)
    return f"{floor:.0%} (floor), {ours:.0%} (ours)"


async def _rounds(
    run: Run, scene: Scene, bare: Served, ours: Served, conversation: int, in_flight: int
) -> list[tuple[Burst, Burst]]:
    size = run.scale.room if conversation == scene.conversations[1] else run.scale.large_room
    there = await _room(bare, ours, scene, conversation, size)
    rounds = []
    for _ in range(run.scale.rounds):
        floor = await burst(there[0], in_flight, run.scale.burst_seconds)
        rounds.append((floor, await burst(there[1], in_flight, run.scale.burst_seconds)))
    for screens in there:
        await leave(screens)
    return rounds


async def _room(
    bare: Served, ours: Served, scene: Scene, conversation: int, size: int
) -> tuple[list[Screen], list[Screen]]:
    """Open the same number of sockets to the floor and to the real conversation."""
    people = scene.people[:size]
    floors, screens = await connect(floor_road(bare.port), people), await connect(real_road(ours.port), people)
    for screen in floors:
        screen.conversation = 1
    for screen in screens:
        screen.conversation = conversation
    return floors, screens


async def _times(run: Run, scene: Scene, bare: Served, ours: Served, capacity: float) -> list[Figure]:
    """Take the time from send to screen at half of the capacity, alone and with visitors to Django."""
    floors, screens = await _room(bare, ours, scene, scene.conversations[1], run.scale.room)
    rate, seconds = capacity / 2, run.scale.burst_seconds * 2
    run.say(f"send_to_screen: {rate:,.0f} sends/s to {run.scale.room} screens")
    p50: Pairs = []
    p99: Pairs = []
    mixed: Pairs = []
    for turn in range(run.scale.rounds):
        floor = await open_loop(floors, rate, seconds, _some(floors))
        alone = await open_loop(screens, rate, seconds, _some(screens))
        busy = await _with_visitors(run, ours, turn, lambda: open_loop(screens, rate, seconds, _some(screens)))
        p50.append((percentile(floor, 0.5) * 1000, percentile(alone, 0.5) * 1000))
        p99.append((percentile(floor, 0.99) * 1000, percentile(alone, 0.99) * 1000))
        mixed.append((percentile(alone, 0.99) * 1000, percentile(busy, 0.99) * 1000))
    await leave(floors)
    await leave(screens)
    rows = []
    for name, pairs in (
        ("send_to_screen_p50_ms", p50),
        ("send_to_screen_p99_ms", p99),
        ("send_to_screen_mixed_p99_ms", mixed),
    ):
        run.say_rounds(name, pairs, "ms")
        rows.append(middle(name, pairs))
    return rows


def _some(screens: Sequence[Screen]) -> list[Screen]:
    return list(screens[:: max(1, len(screens) // WATCHERS)])


async def _with_visitors(run: Run, ours: Served, turn: int, load: Load) -> list[float]:
    """Measure while a process of visitors asks Django for pages and opens chats."""
    visitors = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bench.visitors",
        str(ours.port),
        str(ours.folder),
        str(HTTP_PER_SECOND),
        str(run.scale.burst_seconds * 2),
        str(turn),
        stdout=subprocess.PIPE,
        cwd=ROOT,
    )
    assert visitors.stdout is not None
    await visitors.stdout.readline()  # They say when they have come.
    times = await load()
    told, _ = await visitors.communicate()
    run.say(f"visitors: {told.decode().strip()}")
    if visitors.returncode:
        raise RuntimeError("the visitors were refused")
    return times
