"""From a change of the roster, made by another process beside the server, to what the pupil's browser shows."""

import asyncio
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator

import uvloop
from picows import WSFrame, WSTransport

from bench import serving
from bench.crowd import Road, Screen, leave, open_socket, real_road
from bench.figures import Figure
from bench.run import ROOT, Run
from bench.scenes import Someone

PUPILS = 7
_SECONDS = 10.0


def figures(run: Run) -> Iterator[Figure]:
    folder = run.fresh("roster")
    environment = {
        **os.environ,
        "PEREMENA_DATA": str(folder),
        "PEREMENA_DATABASE": "",
        "DJANGO_SETTINGS_MODULE": "peremena.site.settings",
    }
    subprocess.run(
        [sys.executable, "-m", "peremena.site.cli", "demo-school", "--size", run.scale.roster, "--seed", "1"],
        env=environment,
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    with serving.peremena(folder) as ours:
        times = uvloop.run(_move(ours.port, environment))
    run.say("roster_change_to_screen_ms: " + " ".join(f"{one * 1000:.0f}" for one in times) + " ms; the slowest counts")
    yield Figure("roster_change_to_screen_ms", max(times) * 1000)


class _Pupil(Screen):
    """Waits until the one class has gone and the other has come."""

    def __init__(self, road: Road) -> None:
        super().__init__(road)
        self.left = self.came = False
        self.moved_at: asyncio.Future[float] = asyncio.get_running_loop().create_future()

    def on_ws_frame(self, transport: WSTransport, frame: WSFrame) -> None:
        if not self.hello.done():
            super().on_ws_frame(transport, frame)
            return
        event = json.loads(frame.get_payload_as_bytes())
        self.left |= event["on"] == "membership.ended"
        self.came |= event["on"] == "membership.changed" and event["row"]["kind"] == "class"
        if self.left and self.came and not self.moved_at.done():
            self.moved_at.set_result(time.perf_counter())


async def _move(port: int, environment: dict[str, str]) -> list[float]:
    mover = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bench.mover", str(PUPILS)),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment,
        cwd=ROOT,
    )
    assert mover.stdin is not None
    assert mover.stdout is not None
    pupils = [Someone(**one) for one in json.loads(await mover.stdout.readline())]
    times = []
    for pupil in pupils:
        screen = await open_socket(real_road(port), pupil, _Pupil)
        mover.stdin.write(b"\n")
        started = json.loads(await mover.stdout.readline())
        times.append(await asyncio.wait_for(screen.moved_at, _SECONDS) - started)
        await leave([screen])
    await mover.wait()
    return times
