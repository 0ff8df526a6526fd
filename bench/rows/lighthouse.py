"""What Lighthouse says of the first screen on its own model of a middling phone with a slow network."""

from collections.abc import Iterator
from statistics import median

from playwright.sync_api import sync_playwright

from bench import machine, scenes, serving
from bench.figures import Figure
from bench.run import Run
from tests.browser.lighthouse import report, shared_browser

CHATS = 20
MESSAGES = 30
POINTS = 100


def figures(run: Run) -> Iterator[Figure]:
    folder = run.fresh("lighthouse")
    scene = scenes.make(folder, "phone", CHATS, MESSAGES)
    # A browser is several processes, and its model of a phone counts what its page waits for the others as work.
    with (
        machine.all_cores(),
        serving.peremena(folder) as server,
        sync_playwright() as playwright,
        shared_browser(playwright.chromium, folder) as (context, port),
    ):
        context.add_cookies([{"name": "sessionid", "value": scene.people[0].session, "url": server.url}])
        # One visit says little: its model starts from what this machine happened to do.
        found = [report(f"{server.url}/chats", port, folder, "performance") for _ in range(run.scale.audits)]
    scores = [POINTS * one["categories"]["performance"]["score"] for one in found]
    run.say("lighthouse_phone_points: " + " ".join(f"{score:.0f}" for score in scores))
    yield Figure("lighthouse_phone_points", median(scores))
