"""Pages of Django: the start state and history, each beside the bare rows from a signed-in view of the same server."""

import json
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

from bench import scenes, serving
from bench.figures import Figure, middle, percentile
from bench.run import Run
from bench.scenes import Scene
from bench.web import Browser

CHATS = 60
# Another seed is another archive: to be changed with the way in which it is filled.
SEED = 1
# Requests that nobody counts: threads open their connections and read the schema.
WARMING = 40


def figures(run: Run) -> Iterator[Figure]:
    yield _start_state(run)
    yield _history(run)


def _start_state(run: Run) -> Figure:
    folder = run.fresh("school")
    scene = scenes.make(folder, "school", run.scale.school, CHATS)
    with serving.peremena(folder, settings="bench.floors.settings") as server:
        browser = Browser(server.port, scene.people[0])
        _same_rows(browser)
        pairs = _rounds(
            run, lambda: browser.seconds_of_get("/floor/start"), lambda: browser.seconds_of_get("/api/start"), 0.5
        )
        browser.close()
    run.say_rounds("start_state_ms", pairs, "ms")
    return middle("start_state_ms", pairs)


def _same_rows(browser: Browser) -> None:
    """Make sure that the floor does not read less."""
    there, here = json.loads(browser.get("/floor/start")), json.loads(browser.get("/api/start"))["conversations"]
    if {row[1] for row in there} != {row["id"] for row in here} or len(here) != CHATS:
        raise RuntimeError(f"the floor has {len(there)} chats, the start state {len(here)}")


def _history(run: Run) -> Figure:
    folder = _archive(run)
    with serving.peremena(folder, settings="bench.floors.settings") as server:
        scene = scenes.load(folder)
        browser = Browser(server.port, scene.people[0])
        floors, pages = _Pages(scene, "/floor"), _Pages(scene, "/api")
        _same_page(browser, scene)
        pairs = _rounds(
            run, lambda: browser.seconds_of_get(floors.any()), lambda: browser.seconds_of_get(pages.any()), 0.99
        )
        browser.close()
    run.say_rounds("history_page_p99_ms", pairs, "ms")
    return middle("history_page_p99_ms", pairs)


class _Pages:
    """Pages anywhere in the archive, the same ones for both sides."""

    def __init__(self, scene: Scene, root: str) -> None:
        self._scene = scene
        self._root = root
        self._dice = random.Random(SEED)

    def any(self) -> str:
        conversation = self._dice.choice(self._scene.conversations)
        before = self._dice.randrange(51, self._scene.messages + 2)
        return f"{self._root}/conversations/{conversation}/messages?before={before}"


def _same_page(browser: Browser, scene: Scene) -> None:
    path = f"/conversations/{scene.conversations[-1]}/messages?before={scene.messages}"
    there, here = json.loads(browser.get(f"/floor{path}")), json.loads(browser.get(f"/api{path}"))["messages"]
    if [row[0] for row in reversed(there)] != [message["no"] for message in here] or len(here) != 50:
        raise RuntimeError("the floor reads another page")


def _rounds(run: Run, floor: Callable[[], float], ours: Callable[[], float], share: float) -> list[tuple[float, float]]:
    """Ask floor and ours in turn; each round gives the percentile of both in milliseconds."""
    for _ in range(min(WARMING, run.scale.requests)):
        floor()
        ours()
    pairs = []
    for _ in range(run.scale.rounds):
        taken = [(floor(), ours()) for _ in range(run.scale.requests)]
        there, here = sorted(one for one, _ in taken), sorted(one for _, one in taken)
        pairs.append((percentile(there, share) * 1000, percentile(here, share) * 1000))
    return pairs


def _archive(run: Run) -> Path:
    """Return the archive of this size and seed, made once and kept; the server brings its tables up to date."""
    folder = run.cache / f"archive-{run.scale.archive}-{SEED}"
    if not (folder / "scene.json").exists():
        run.say(f"an archive of {run.scale.archive:,} messages is being made, once")
        shutil.rmtree(folder, ignore_errors=True)
        scenes.make(folder, "archive", run.scale.archive, SEED)
    return folder
