"""What calls cost: LiveKit under a lesson and a broadcast, and everything of ours beside it."""

import json
import time
from collections.abc import Iterator, Sequence
from typing import Any

import uvloop

from bench import machine, media, scenes, serving
from bench.callers import Caller as CallerOfRoom
from bench.callers import Callers, NotBuilt, Wish, built
from bench.crowd import connect, leave, open_loop, real_road
from bench.figures import Figure, percentile
from bench.media import Bare
from bench.run import Run
from bench.scale import TINY
from bench.scenes import Scene, Someone
from bench.serving import Served
from bench.web import Browser, Refused
from peremena.calls import program

PEOPLE, TALKERS = 30, 10
SPEAKERS, LISTENERS = 10, 30
PACKETS_PER_S = 50
# The least that a packet of sound weighs with its head.
PACKET_BYTES = 92
SENDS_PER_S = 50.0
# A picture of some 320 kbit/s in packets of a common size.
PICTURE_BYTES, PICTURE_PACE_MS = 1_000, 25
# Whoever misses more than this sees it.
ARRIVES = 0.98
BUSY = 0.95
_READY_SECONDS = 60.0
# Whoever has come waits for the next whole picture.
_SETTLES_SECONDS = 1.5


def is_there(run: Run) -> bool:
    """Say whether calls can be measured on this machine, and plainly when they cannot."""
    if program.is_there(program.path()):
        return True
    run.say("LiveKit is not built on this machine (`peremena livekit build`): calls are not measured")
    return False


def _callers(run: Run) -> str:
    """Return where the program of the callers is; empty, and said, when there is none."""
    if not is_there(run):
        return ""
    try:
        return str(built(run, may_build=run.scale is not TINY))
    except NotBuilt as why:
        run.say(str(why))
        return ""


# --- Ours beside a call -----------------------------------------------------------------------------------------------


def figures(run: Run) -> Iterator[Figure]:
    names = ("call_join_server_ms", "call_python_cpu", "chat_p99_during_call_ms")
    callers = _callers(run)
    if not callers:
        yield from (Figure(name, None) for name in names)
        return
    folder = run.fresh("calls")
    scene = scenes.make(folder, "staff_room", PEOPLE, PEOPLE, 1)
    with serving.peremena(folder, livekit="own") as server:
        quiet = _chat_p99_ms(run, server, scene)
        call = gathered(server, scene.people)
        talkers = [_admitted(server, one, call) for one in scene.people[:TALKERS]]
        address = server.url.replace("http", "ws", 1)
        wish = Wish(address, Origin=server.url, Publishers=talkers, Hear=True)
        with Callers(callers, wish):
            time.sleep(min(3.0, run.scale.call_seconds))
            cpu = _cores(server.pid, run.scale.call_seconds)
            run.say(f"call_python_cpu: {TALKERS} talk for {run.scale.call_seconds:g} s")
            yield Figure("call_python_cpu", max(cpu * 100, 0.01))
            yield Figure("call_join_server_ms", _join_ms(run, server, scene.people[TALKERS], call))
            yield Figure("chat_p99_during_call_ms", _chat_p99_ms(run, server, scene), quiet)


def gathered(server: Served, people: Sequence[Someone]) -> int:
    """Make a call by link that has begun, of which everybody knows; the first of them runs it."""
    host, *others = people
    # LiveKit's own client does not say what its sound comes from, which only those may leave out who may send all.
    wanted = {"title": "Совещание", "lobby": False, "share": "all"}
    made = json.loads(_post(server, host, "calls", wanted))
    call: int = made["call"]["id"]
    until = time.monotonic() + _READY_SECONDS
    while True:
        try:
            _post(server, host, f"calls/{call}/join", {})
            break
        except Refused:
            # LiveKit comes up a moment after the server.
            if time.monotonic() > until:
                raise
            time.sleep(0.1)
    for one in others:
        _post(server, one, "calls/preview", {"token": made["token"]})
    return call


def _post(server: Served, one: Someone, path: str, body: dict[str, Any]) -> bytes:
    browser = Browser(server.port, one)
    try:
        return browser.post(f"/api/{path}", json.dumps(body))
    finally:
        browser.close()


def _admitted(server: Served, one: Someone, call: int) -> CallerOfRoom:
    token = json.loads(_post(server, one, f"calls/{call}/join", {}))["token"]
    return CallerOfRoom(token, f"sessionid={one.session}")


def _join_ms(run: Run, server: Served, one: Someone, call: int) -> float:
    """Ask for a token again and again; return the milliseconds of the answer, 95th percentile."""
    browser = Browser(server.port, one)
    browser.post(f"/api/calls/{call}/join", "{}")
    times = []
    for _ in range(run.scale.requests):
        begun = time.perf_counter()
        browser.post(f"/api/calls/{call}/join", "{}")
        times.append((time.perf_counter() - begun) * 1000)
    browser.close()
    times.sort()
    run.say(f"call_join_server_ms: {len(times)} joins, median {percentile(times, 0.5):.1f}, slowest {times[-1]:.1f}")
    return percentile(times, 0.95)


def _chat_p99_ms(run: Run, server: Served, scene: Scene) -> float:
    """Let everybody write in turn in a chat; return the time to the screens."""

    async def talk() -> list[float]:
        screens = await connect(real_road(server.port), scene.people)
        for screen in screens:
            screen.conversation = scene.conversations[0]
        times = await open_loop(screens, SENDS_PER_S, run.scale.call_seconds, screens[:5])
        await leave(screens)
        return times

    return percentile(uvloop.run(talk()), 0.99) * 1000


def _cores(pid: int, seconds: float) -> float:
    """Return how much of a core a process uses."""
    before, begun = machine.cpu_seconds(pid), time.perf_counter()
    time.sleep(seconds)
    return (machine.cpu_seconds(pid) - before) / (time.perf_counter() - begun)


# --- LiveKit under crowds ---------------------------------------------------------------------------------------------


def crowds(run: Run) -> Iterator[Figure]:
    callers = _callers(run)
    if not callers:
        yield from (Figure(name, None) for name in ("lesson_30_livekit_cores", "broadcast_viewers"))
        return
    with media.bare(run, "lesson") as alone:
        yield Figure("lesson_30_livekit_cores", _lesson(run, alone, callers))
    with media.bare(run, "broadcast") as alone:
        yield Figure("broadcast_viewers", _broadcast(run, alone, callers))


def _lesson(run: Run, alone: Bare, callers: str) -> float:
    wish = Wish(
        alone.address,
        Publishers=alone.callers("publisher", SPEAKERS),
        Listeners=alone.callers("listener", LISTENERS),
        Tracks=SPEAKERS,
    )
    with Callers(callers, wish) as crowd:
        time.sleep(min(2.0, run.scale.call_seconds))
        step = _Step(alone, crowd)
        time.sleep(max(2.0, run.scale.call_seconds))
        seconds, cores, generator, arrived = step.end()
    share = arrived / (seconds * LISTENERS * SPEAKERS * PACKETS_PER_S * PACKET_BYTES)
    run.say(f"lesson_30_livekit_cores: {share:.0%} of the least that must arrive; the callers used {generator:.0%}")
    # The tiny run shares its machine with other tests.
    if share < 0.95 and run.scale is not TINY:
        raise RuntimeError(f"only {share:.0%} of the sound arrived")
    return cores


def _broadcast(run: Run, alone: Bare, callers: str) -> float:
    """Let more and more people watch until pictures are missing, the core is full, or it is enough."""
    step_size = max(5, run.scale.viewers // 15)
    wish = Wish(
        alone.address,
        Publishers=alone.callers("publisher", 1),
        Listeners=alone.callers("first", step_size),
        Later=alone.callers("later", run.scale.viewers - step_size),
        Media="video",
        Bytes=PICTURE_BYTES,
        PaceMs=PICTURE_PACE_MS,
        Tracks=1,
    )
    carried, each = 0, 0.0
    with Callers(callers, wish) as crowd:
        for viewers in range(step_size, run.scale.viewers + 1, step_size):
            if viewers > step_size:
                crowd.let_come(step_size)
            time.sleep(_SETTLES_SECONDS)
            step = _Step(alone, crowd)
            time.sleep(min(2.0, max(1.0, run.scale.call_seconds)))
            seconds, cores, generator, arrived = step.end()
            # What few get is what everybody has to get.
            each = each or arrived / seconds / viewers
            share = arrived / seconds / viewers / each
            run.say(f"broadcast_viewers: {viewers} get {share:.1%}; LiveKit {cores:.0%}, callers {generator:.0%}")
            if share < ARRIVES or cores > BUSY:
                break
            carried = viewers
    return carried


class _Step:
    """A stretch of time over which the crowd and LiveKit are looked at."""

    def __init__(self, alone: Bare, crowd: Callers) -> None:
        self._alone, self._crowd = alone, crowd
        self._begun = self._now()

    def end(self) -> tuple[float, float, float, float]:
        """Return the seconds, the shares of a core that LiveKit and the callers used, and the bytes that arrived."""
        seconds, livekit, callers, arrived = (
            now - before for now, before in zip(self._now(), self._begun, strict=True)
        )
        return seconds, livekit / seconds, callers / seconds, arrived

    def _now(self) -> tuple[float, float, float, float]:
        arrived = float(self._crowd.received())
        return (
            time.perf_counter(),
            machine.cpu_seconds(self._alone.pid),
            machine.cpu_seconds(self._crowd.pid),
            arrived,
        )
