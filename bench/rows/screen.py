"""What a person feels: Chromium, a phone's width, its processor made four times slower.

Opening a chat is timed from the finger's leaving the glass to the frame with its last message, a key from its press to
the frame that shows it while others write, scrolling by its frames. Each has a floor: a plain page of as many plain
boxes (`floors/plain.js`) in the same browser, in the same minute. A trace of the scrolling is kept beside the table.
"""

import json
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from playwright.sync_api import CDPSession, Page, sync_playwright
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

from bench import machine, scenes, serving
from bench.figures import Figure, percentile
from bench.run import ROOT, Run
from bench.scenes import Scene
from bench.serving import FLOORS, Served
from tools.shots import CHROMIUM, FLAGS

PHONE = {"width": 390, "height": 844}
SLOWER = 4
# Messages of others a second while somebody types.
ARRIVING_PER_S = 20
TRACE = ROOT / "var" / "bench-scroll-trace.json"
# Messages that come with the opening.
PAGE = 50
# What comes after the first screen, and after a chat is open, is not what the next tap is about.
START_SETTLES_MS = 3_000
TAP_SETTLES_MS = 500

# From the finger's leaving to the end of the frame in which the newest message of the chat stands on the screen.
WATCH_OPENING = """
(no) => {
  let started = 0;
  addEventListener('pointerup', (event) => { started = event.timeStamp; }, { capture: true, once: true });
  window.opening = new Promise((done, fail) => {
    setTimeout(() => fail(new Error('the chat did not open')), 30_000);
    const look = () => {
      const box = document.querySelector(`[role=log] [data-no="${no}"]`)?.getBoundingClientRect();
      if (!started || !box || box.top >= innerHeight) return requestAnimationFrame(look);
      // The first task after the frame has been laid out and painted.
      scheduler.postTask(() => done(performance.now() - started), { priority: 'user-blocking' });
    };
    requestAnimationFrame(look);
  });
}
"""
# From the key to the end of the frame that shows it. The browser's own measure waits for the picture to reach the
# screen, and a browser without a screen keeps that back for seconds in a page that rests.
WATCH_KEYS = """
() => {
  window.keys = [];
  addEventListener('keydown', ({ timeStamp }) => {
    requestAnimationFrame(() => {
      scheduler.postTask(() => window.keys.push(performance.now() - timeStamp), { priority: 'user-blocking' });
    });
  }, { capture: true });
}
"""
WATCH_FRAMES = """
() => {
  window.frames = 0;
  const count = () => { window.frames += 1; requestAnimationFrame(count); };
  requestAnimationFrame(count);
}
"""


def figures(run: Run) -> Iterator[Figure]:
    folder = run.fresh("screens")
    scene = scenes.make(folder, "phone", run.scale.opened + 1, run.scale.scrolled)
    with serving.peremena(folder) as server, _phone(server, scene) as page:
        opened = _open_ours(run, page, scene)
        pressed = _press_ours(run, page, server, scene)
        scrolled = _scroll_ours(run, page, scene)
        _become_plain(page, server, scene)
        yield Figure("open_chat_ms", opened, _open_plain(run, page, scene))
        yield Figure("keypress_ms", pressed, _press_plain(run, page))
        yield Figure("scroll_frames_per_s", scrolled, _scroll_plain(run, page))


@contextmanager
def _phone(server: Served, scene: Scene) -> Iterator[Page]:
    # A thread that is slowed down keeps its core busy meanwhile; a phone draws on other cores than it thinks on.
    with machine.all_cores(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, service_workers="block")  # type: ignore[arg-type] # a plain dict of two numbers
        context.add_cookies([{"name": "sessionid", "value": scene.people[0].session, "url": server.url}])
        page = context.new_page()
        page.goto(f"{server.url}/chats")
        page.locator('a[href^="/chats/"]').first.wait_for()
        page.wait_for_timeout(START_SETTLES_MS)
        _devtools(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        try:
            yield page
        finally:
            browser.close()


def _become_plain(page: Page, server: Served, scene: Scene) -> None:
    """Take the place of our page in the same tab, at an address of the same server."""
    scripts = f"{server.url}/assets/*.js"
    page.route(scripts, lambda route: route.abort())
    page.goto(f"{server.url}/chats")
    page.unroute(scripts)
    page.evaluate((FLOORS / "plain.js").read_text(), scene.conversations)


def _devtools(page: Page) -> CDPSession:
    return page.context.new_cdp_session(page)


def _open_ours(run: Run, page: Page, scene: Scene) -> float:
    def back() -> None:
        page.go_back()

    return _open_chats(run, page, scene, "ours", back)


def _open_plain(run: Run, page: Page, scene: Scene) -> float:
    return _open_chats(run, page, scene, "floor", lambda: page.evaluate("plain.back()"))


def _open_chats(run: Run, page: Page, scene: Scene, whose: str, back: Callable[[], None]) -> float:
    """Open every chat once, each for the first time in this tab."""
    times = []
    for conversation in scene.conversations[2:]:
        times.append(_open(page, conversation, scene.messages))
        page.wait_for_timeout(TAP_SETTLES_MS)
        back()
        page.locator(f'a[href="/chats/{conversation}"]').wait_for()
        page.wait_for_timeout(TAP_SETTLES_MS)
    times.sort()
    run.say(f"open_chat_ms: {whose}, {len(times)} chats, median {percentile(times, 0.5):.0f}, slowest {times[-1]:.0f}")
    return percentile(times, 0.95)


def _open(page: Page, conversation: int, last_no: int) -> float:
    """Tap on a chat as a finger does; return the milliseconds until its last message is drawn."""
    link = page.locator(f'a[href="/chats/{conversation}"]')
    link.scroll_into_view_if_needed()
    box = link.bounding_box()
    assert box is not None
    page.evaluate(WATCH_OPENING, last_no)
    page.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    return float(page.evaluate("window.opening"))


def _press_ours(run: Run, page: Page, server: Served, scene: Scene) -> float:
    _open(page, scene.conversations[1], scene.messages)
    page.get_by_role("textbox", name="Сообщение").click()
    with _others_write(server, scene):
        pressed = _press_keys(run, page, "ours")
    page.get_by_role("textbox", name="Сообщение").fill("")
    page.go_back()
    return pressed


def _press_plain(run: Run, page: Page) -> float:
    _open_empty(page)
    page.get_by_role("textbox").click()
    page.evaluate("(perSecond) => plain.listen(perSecond)", ARRIVING_PER_S)
    pressed = _press_keys(run, page, "floor")
    page.evaluate("plain.rest()")
    return pressed


def _open_empty(page: Page) -> None:
    page.evaluate("document.querySelector('main').hidden = false; document.querySelector('nav').hidden = true")
    page.evaluate("plain.fill(200)")


def _press_keys(run: Run, page: Page, whose: str) -> float:
    page.evaluate(WATCH_KEYS)
    page.wait_for_timeout(TAP_SETTLES_MS)
    for press in range(run.scale.keys):
        page.keyboard.press("a" if press % 6 else "Space")
        page.wait_for_timeout(80)
    page.wait_for_timeout(300)
    times: list[float] = sorted(page.evaluate("window.keys"))
    run.say(f"keypress_ms: {whose}, {len(times)} keys, median {percentile(times, 0.5):.0f}, slowest {times[-1]:.0f}")
    return percentile(times, 0.95)


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


def _scroll_ours(run: Run, page: Page, scene: Scene) -> float:
    """Fling through a conversation of very many messages, and count the frames."""
    _open(page, scene.conversations[0], run.scale.scrolled)
    page.wait_for_timeout(TAP_SETTLES_MS)
    rate = _fling(run, page, "ours")
    first = page.evaluate("Number(document.querySelector('[data-no]')?.dataset.no ?? 0)")
    # A page that stands still has all its frames; one that moved has more than the page it began with.
    if first > run.scale.scrolled - PAGE:
        raise RuntimeError(f"the chat was not scrolled: its first line is {first} of {run.scale.scrolled}")
    run.say(f"scroll_frames_per_s: from {run.scale.scrolled} up to {first}")
    _trace_fling(run, page)
    return rate


def _trace_fling(run: Run, page: Page) -> None:
    """Once more for the trace: being watched so closely costs frames."""
    assert page.context.browser is not None
    TRACE.parent.mkdir(exist_ok=True)
    page.context.browser.start_tracing(page=page, path=TRACE)
    _fling(run, page, "ours, traced")
    page.context.browser.stop_tracing()
    run.say(f"scroll_frames_per_s: the trace is in {json.dumps(str(TRACE.relative_to(ROOT)))}")


def _scroll_plain(run: Run, page: Page) -> float:
    _open_empty(page)
    return _fling(run, page, "floor")


def _fling(run: Run, page: Page, whose: str) -> float:
    """Stroke the glass again and again, each stroke ending in a fling; return the frames a second."""
    devtools = _devtools(page)
    page.evaluate(WATCH_FRAMES)
    frames, started = page.evaluate("window.frames"), time.perf_counter()
    while time.perf_counter() - started < run.scale.fling_seconds:
        _stroke(devtools, [150 + 75 * step for step in range(9)])
        page.wait_for_timeout(150)
    seconds = time.perf_counter() - started
    rate = float((page.evaluate("window.frames") - frames) / seconds)
    run.say(f"scroll_frames_per_s: {whose}, {rate:.1f} for {seconds:.1f} s")
    return rate


def _stroke(devtools: CDPSession, heights: Sequence[int]) -> None:
    points = [{"x": 195, "y": height} for height in heights]
    devtools.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": points[:1]})
    for point in points[1:]:
        time.sleep(0.016)
        devtools.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [point]})
    devtools.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
