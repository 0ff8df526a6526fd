"""What a person feels: Chromium, a phone's width, its processor made four times slower.

Opening a chat is timed from the tap to the frame with its last message, a key from its press to the frame that shows
it while others write, scrolling by its frames. A trace of the scrolling is kept beside the table.
"""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import CDPSession, Page, sync_playwright
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from bench import scenes, serving
from bench.figures import Figure, percentile
from bench.run import ROOT, Run
from bench.scenes import Scene
from bench.serving import Served
from tools.shots import CHROMIUM, FLAGS

PHONE = {"width": 390, "height": 844}
SLOWER = 4
CHATS = 20
KEYS = 60
# Messages of others a second while somebody types.
ARRIVING_PER_S = 20
SCROLL_SECONDS = 4.0
TRACE = ROOT / "var" / "bench-scroll-trace.json"

# From the tap to the frame after the one in which the newest message of the chat stands on the screen.
OPEN = """
(conversation) => new Promise((done) => {
  const started = performance.now();
  const look = () => {
    const lines = document.querySelectorAll('[role=log] [data-no]');
    const last = lines[lines.length - 1];
    const box = last?.getBoundingClientRect();
    if (last && Number(last.dataset.no) === window.lastNo && box.top < innerHeight)
      requestAnimationFrame(() => done(performance.now() - started));
    else requestAnimationFrame(look);
  };
  document.querySelector(`a[href="/chats/${conversation}"]`).click();
  look();
})
"""
# The browser's own measure: from the key to the next paint. What is quicker than a frame is not reported.
WATCH_KEYS = """
() => {
  window.keys = [];
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (entry.name === 'keydown') window.keys.push(entry.duration);
  }).observe({ type: 'event', durationThreshold: 16 });
}
"""
SHORTEST_REPORTED_MS = 16.0
WATCH_FRAMES = """
() => {
  window.frames = 0;
  const count = () => { window.frames += 1; requestAnimationFrame(count); };
  requestAnimationFrame(count);
}
"""


def figures(run: Run) -> Iterator[Figure]:
    folder = run.fresh("screens")
    scene = scenes.make(folder, "phone", CHATS, run.scale.scrolled)
    with serving.peremena(folder) as server, _phone(server, scene) as page:
        yield _open_chats(run, page, scene)
        yield _press_keys(run, page, server, scene)
        yield _scroll(run, page, scene)


@contextmanager
def _phone(server: Served, scene: Scene) -> Iterator[Page]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, service_workers="block")  # type: ignore[arg-type] # a plain dict of two numbers
        context.add_cookies([{"name": "sessionid", "value": scene.people[0].session, "url": server.url}])
        page = context.new_page()
        page.goto(f"{server.url}/chats")
        page.locator('a[href^="/chats/"]').first.wait_for()
        _devtools(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        try:
            yield page
        finally:
            browser.close()


def _devtools(page: Page) -> CDPSession:
    return page.context.new_cdp_session(page)


def _open_chats(run: Run, page: Page, scene: Scene) -> Figure:
    """Open every chat once, each for the first time in this tab."""
    page.evaluate("(no) => { window.lastNo = no; }", scene.messages)
    times = []
    for conversation in scene.conversations[1:]:
        times.append(page.evaluate(OPEN, conversation))
        page.go_back()
        page.locator(f'a[href="/chats/{conversation}"]').wait_for()
    times.sort()
    run.say(f"open_chat_ms: {len(times)} chats, median {percentile(times, 0.5):.0f}, slowest {times[-1]:.0f}")
    return Figure("open_chat_ms", percentile(times, 0.95))


def _press_keys(run: Run, page: Page, server: Served, scene: Scene) -> Figure:
    page.locator(f'a[href="/chats/{scene.conversations[1]}"]').click()
    field = page.get_by_role("textbox", name="Сообщение")
    field.click()
    page.evaluate(WATCH_KEYS)
    with _others_write(server, scene):
        for press in range(KEYS):
            page.keyboard.press("a" if press % 6 else "Space")
            page.wait_for_timeout(80)
    page.wait_for_timeout(300)
    slow: list[float] = page.evaluate("window.keys")
    times = sorted([*slow, *[SHORTEST_REPORTED_MS] * max(0, KEYS - len(slow))])
    run.say(f"keypress_ms: {len(slow)} of {KEYS} keys over a frame, slowest {times[-1]:.0f}")
    field.fill("")
    page.go_back()
    return Figure("keypress_ms", percentile(times, 0.95))


@contextmanager
def _others_write(server: Served, scene: Scene) -> Iterator[None]:
    """Let another person write into the open chat until the end."""
    is_over = threading.Event()

    def write(line: ClientConnection) -> None:
        number = 0
        while not is_over.wait(1 / ARRIVING_PER_S):
            number += 1
            key = f"{number:08x}-0000-7000-8000-{int(time.time() * 1000) & 0xFFFFFFFFFFFF:012x}"
            said = {"conversation": scene.conversations[1], "key": key, "text": f"Сообщение {number}"}
            line.send(json.dumps({"id": number, "do": "message.send", **said}))

    with connect(
        f"ws://{server.address}/ws?protocol=1",
        additional_headers={"Cookie": f"sessionid={scene.people[1].session}"},
        origin=Origin(server.url),
        compression=None,
        ping_interval=None,
    ) as line:
        thread = threading.Thread(target=write, args=[line])
        thread.start()
        try:
            yield
        finally:
            is_over.set()
            thread.join()


def _scroll(run: Run, page: Page, scene: Scene) -> Figure:
    """Fling through a conversation of very many messages, and count the frames."""
    page.evaluate("(no) => { window.lastNo = no; }", run.scale.scrolled)
    page.evaluate(OPEN, scene.conversations[0])
    devtools = _devtools(page)
    page.evaluate(WATCH_FRAMES)
    assert page.context.browser is not None
    TRACE.parent.mkdir(exist_ok=True)
    page.context.browser.start_tracing(page=page, path=TRACE)
    frames, started = page.evaluate("window.frames"), time.perf_counter()
    gesture = {"x": 195, "y": 400, "gestureSourceType": "touch", "speed": 4000, "repeatCount": 0}
    while time.perf_counter() - started < SCROLL_SECONDS:
        devtools.send("Input.synthesizeScrollGesture", {**gesture, "yDistance": 3000})
    seconds = time.perf_counter() - started
    rate = (page.evaluate("window.frames") - frames) / seconds
    page.context.browser.stop_tracing()
    drawn = page.locator("[data-no]").count()
    first = page.evaluate("Number(document.querySelector('[data-no]')?.dataset.no ?? 0)")
    run.say(f"scroll_frames_per_s: from {run.scale.scrolled} up to {first} in {seconds:.1f} s, {drawn} lines drawn")
    run.say(f"scroll_frames_per_s: the trace is in {json.dumps(str(TRACE.relative_to(ROOT)))}")
    return Figure("scroll_frames_per_s", rate)
