"""Visitors to Django beside the live road, in a process of their own: so many requests a second, a fifth writing.

python -m bench.visitors PORT FOLDER RATE SECONDS TURN

They come on time whatever the answers do. Prints one line when they begin and one about how they fared.
"""

import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from pathlib import Path
from statistics import median

from bench import scenes
from bench.scenes import Scene
from bench.web import Browser

_BROWSERS = 8
_places = count()


class Visitors:
    def __init__(self, port: int, scene: Scene) -> None:
        self._port = port
        self._scene = scene
        self._here = threading.local()
        self.seconds: list[float] = []

    def visit(self, number: int, addressee: int) -> None:
        """Make one request. Every fifth opens a direct chat that was not there: rows, two streams, one commit."""
        browser = self._browser()
        started = time.perf_counter()
        if number % 5 == 0:
            browser.post("/api/direct", f'{{"profile":{addressee}}}')
        else:
            browser.get(self._page(number))
        self.seconds.append(time.perf_counter() - started)

    def _page(self, number: int) -> str:
        place = f"/api/conversations/{self._scene.conversations[1]}"
        pages = ("/api/start", f"{place}/messages", f"{place}/members", "/api/me")
        return pages[number % len(pages)]

    def _browser(self) -> Browser:
        """Return the browser of this thread."""
        if not hasattr(self._here, "browser"):
            self._here.browser = Browser(self._port, self._scene.people[next(_places)])
        browser: Browser = self._here.browser
        return browser


def visit(port: int, scene: Scene, rate: float, seconds: float, turn: int) -> str:
    """Come at the given rate for so long; addressees are those whom nobody has written to in earlier turns."""
    visitors = Visitors(port, scene)
    total = int(rate * seconds)
    written = turn * total // 5
    with ThreadPoolExecutor(_BROWSERS) as pool:
        started = time.perf_counter()
        visits = []
        for number in range(total):
            time.sleep(max(0.0, started + number / rate - time.perf_counter()))
            stranger = scene.people[(_BROWSERS + written + number // 5) % len(scene.people)]
            visits.append(pool.submit(visitors.visit, number, stranger.profile))
    for one in visits:
        one.result()
    worst = max(visitors.seconds) * 1000
    return f"{total} requests, median {median(visitors.seconds) * 1000:.1f} ms, the slowest {worst:.0f} ms"


if __name__ == "__main__":
    print("here", flush=True)
    port, folder, rate, seconds, turn = sys.argv[1:]
    print(visit(int(port), scenes.load(Path(folder)), float(rate), float(seconds), int(turn)))
