"""The process itself: how soon it answers after its start, and what it weighs, beside its applications set up alone."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator

from bench import machine, scenes, serving
from bench.figures import Figure, middle
from bench.run import Run
from bench.serving import FLOORS


def figures(run: Run) -> Iterator[Figure]:
    folder = run.fresh("process")
    scenes.make(folder, "staff_room", 10, 2, 1)  # The database is there, as at every start but the first.
    starts, weights = [], []
    for turn in range(run.scale.rounds + 1):
        floor_seconds, floor_kb = _apps_only(folder)
        started = time.perf_counter()
        with serving.peremena(folder) as server:
            seconds = time.perf_counter() - started
            weight = machine.resident_kb(server.pid) / 1024
        if turn:  # The first turn filled the caches of the disk and of the compiler.
            starts.append((floor_seconds, seconds))
            weights.append((floor_kb / 1024, weight))
    run.say_rounds("cold_start_s", starts, "s")
    run.say_rounds("rss_mb", weights, "MB")
    yield middle("cold_start_s", starts)
    yield middle("rss_mb", weights)


def _apps_only(folder: os.PathLike[str]) -> tuple[float, float]:
    started = time.perf_counter()
    done = subprocess.run(
        ["taskset", "-c", str(machine.SERVER_CORE), sys.executable, str(FLOORS / "apps_only.py")],
        env={**os.environ, "PEREMENA_DATA": str(folder)},
        capture_output=True,
        text=True,
        check=True,
    )
    return time.perf_counter() - started, float(done.stdout)
