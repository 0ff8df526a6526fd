"""From the tap to the other's first picture: two Chromium with invented cameras, beside a bare page of LiveKit."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import urlencode

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from bench import machine, media, scenes, serving
from bench.figures import Figure, percentile
from bench.media import Bare
from bench.rows.calls import gathered, is_there
from bench.run import ROOT, Run
from bench.scenes import Someone
from bench.serving import FLOORS, Served
from tools.shots import CHROMIUM, FLAGS

CAMERAS = [
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-features=WebRtcHideLocalIpsWithMdns",
]
CLIENT = ROOT / "web" / "node_modules" / "livekit-client" / "dist" / "livekit-client.umd.js"
PEOPLE = 10
# A slow machine under a browser that codes pictures by its processor.
_PICTURE_MS = 60_000
_SETTLES_MS = 1_000

# From the tap to the first frame in which the other's picture moves; one's own comes from an invented device.
WATCH_JOINING = """
() => {
  let started = 0;
  addEventListener('click', (event) => { started ||= event.timeStamp; }, { capture: true, once: true });
  window.joined = new Promise((done) => {
    const look = () => {
      const pictures = [...document.querySelectorAll('article video')];
      const moves = (one) => one.videoWidth > 0 && one.currentTime > 0;
      const isOwn = (one) => one.srcObject?.getVideoTracks()[0]?.label.startsWith('fake_device');
      if (started && pictures.some((one) => moves(one) && !isOwn(one))) done(performance.now() - started);
      else requestAnimationFrame(look);
    };
    look();
  });
}
"""


def figures(run: Run) -> Iterator[Figure]:
    if not is_there(run):
        yield Figure("call_join_s", None)
        return
    with machine.all_cores(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *CAMERAS])
        ours, floor = _ours(run, browser), _floor(run, browser)
        browser.close()
    yield Figure("call_join_s", ours, floor)


def _ours(run: Run, browser: Browser) -> float:
    folder = run.fresh("joining")
    scene = scenes.make(folder, "staff_room", PEOPLE, PEOPLE, 1)
    with serving.peremena(folder, livekit="own") as server:
        call = gathered(server, scene.people[:2])
        host, guest = (_visitor(browser, server, one) for one in scene.people[:2])
        _come(host.new_page(), server, call)
        times = []
        for _ in range(run.scale.joins + 1):
            page = guest.new_page()
            times.append(_come(page, server, call, watched=True))
            page.wait_for_timeout(_SETTLES_MS)
            page.close()
        for one in (host, guest):
            one.close()
    return _p95(run, "ours", times)


def _visitor(browser: Browser, server: Served, one: Someone) -> BrowserContext:
    context = browser.new_context(service_workers="block")
    context.add_cookies([{"name": "sessionid", "value": one.session, "url": server.url}])
    return context


def _come(page: Page, server: Served, call: int, *, watched: bool = False) -> float:
    page.set_default_timeout(_PICTURE_MS)
    page.goto(f"{server.url}/calls/{call}")
    button = page.get_by_role("button", name="Присоединиться")
    button.wait_for()
    # One looks at oneself before one goes in.
    page.locator("video").first.wait_for()
    page.wait_for_timeout(_SETTLES_MS)
    if watched:
        page.evaluate(WATCH_JOINING)
    button.click()
    if watched:
        return float(page.evaluate("window.joined")) / 1000
    page.locator("article video").first.wait_for()
    return 0.0


def _floor(run: Run, browser: Browser) -> float:
    with media.bare(run, "joining-floor") as alone, _pages(run.fresh("joining-page")) as url:
        host, guest = (caller.Token for caller in alone.callers("publisher", 2))
        context = browser.new_context()
        _enter(context.new_page(), alone, url, host)
        times = []
        for _ in range(run.scale.joins + 1):
            page = context.new_page()
            _enter(page, alone, url, guest)
            times.append(float(page.evaluate("window.joined")) / 1000)
            page.wait_for_timeout(_SETTLES_MS)
            page.close()
        context.close()
    return _p95(run, "floor", times)


def _enter(page: Page, alone: Bare, url: str, token: str) -> None:
    page.set_default_timeout(_PICTURE_MS)
    page.goto(f"{url}/call.html?{urlencode({'address': alone.address, 'token': token})}")
    page.wait_for_function("window.isReady")
    page.wait_for_timeout(_SETTLES_MS)
    page.get_by_role("button").click()


@contextmanager
def _pages(folder: Path) -> Iterator[str]:
    (folder / "call.html").write_bytes((FLOORS / "call.html").read_bytes())
    (folder / "client.js").write_bytes(CLIENT.read_bytes())
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *_said: object) -> None:
        """Nobody reads it."""


def _p95(run: Run, whose: str, times: list[float]) -> float:
    """Leave out the first, which found nothing warm."""
    warm = sorted(times[1:])
    run.say(f"call_join_s: {whose}, " + " ".join(f"{one:.2f}" for one in warm))
    return percentile(warm, 0.95)
