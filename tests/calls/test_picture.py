"""Two people see each other through the door: real browsers, a real LiveKit, invented cameras."""

import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from peremena.calls.contract import ALL_SOURCES, Grants, Refusal
from tests.browser.conftest import CHROMIUM, FLAGS
from tests.calls.conftest import Doorway, Kept

CLIENT = Path(__file__).parents[2] / "web" / "node_modules" / "livekit-client" / "dist" / "livekit-client.umd.js"
CAMERAS = [
    "--use-fake-ui-for-media-stream",
    "--use-fake-device-for-media-stream",
    "--autoplay-policy=no-user-gesture-required",
    "--disable-features=WebRtcHideLocalIpsWithMdns",
]
PAGE = """<!doctype html><title>.</title><video autoplay playsinline></video><script src=/client.js></script><script>
const seen = window.seen = { tracks: 0, ended: '' };
const room = window.room = new LivekitClient.Room();
const video = document.querySelector('video');
room.on('trackSubscribed', track => { seen.tracks++; if (track.kind === 'video') track.attach(video) });
room.on('disconnected', reason => seen.ended = String(reason));
room.connect(location.origin.replace('http', 'ws'), new URLSearchParams(location.search).get('t'))
  .then(() => room.localParticipant.enableCameraAndMicrophone()).catch(error => seen.ended = String(error));
</script>"""
SEES = "seen.ended || (seen.tracks >= 2 && document.querySelector('video').currentTime > 0.3)"

pytestmark = pytest.mark.browser


@pytest.fixture
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=[*FLAGS, *CAMERAS])
        yield started
        started.close()


def _come(browser: Browser, doorway: Doorway, token: str) -> Page:
    page = browser.new_context().new_page()
    page.goto(f"{doorway.origin}/call?t={token}")
    return page


def test_two_see_each_other_and_one_who_is_removed_stays_out(kept: Kept, doorway: Doorway, browser: Browser) -> None:
    doorway.pages["/call"] = b"text/html", PAGE.encode()
    doorway.pages["/client.js"] = b"text/javascript", CLIENT.read_bytes()
    room = uuid.uuid4().hex
    kept.livekit.create_room(room)
    tokens = {
        name: kept.livekit.mint(room=room, identity=name, name=name, grants=Grants(ALL_SOURCES))
        for name in ("olga", "masha")
    }
    olga, masha = (_come(browser, doorway, token) for token in tokens.values())
    for page in (olga, masha):
        page.wait_for_function(SEES, timeout=30_000)
        assert page.evaluate("seen.ended") == ""

    kept.livekit.update_participant(room, "masha", grants=Grants())
    masha.wait_for_function("room.localParticipant.trackPublications.size === 0", timeout=5_000)
    again = "room.localParticipant.setMicrophoneEnabled(true).then(() => 'published', error => String(error))"
    assert "insufficient permissions" in masha.evaluate(again)

    doorway.refused["masha"] = Refusal(403, "Вас удалили из звонка.")
    kept.livekit.remove(room, "masha")
    doorway.door.close(room, "masha")
    masha.wait_for_function("seen.ended", timeout=5_000)
    returned = _come(browser, doorway, tokens["masha"])
    returned.wait_for_function("seen.ended", timeout=10_000)
    assert "Вас удалили из звонка." in returned.evaluate("seen.ended")
    assert [one.identity for one in kept.livekit.list_participants(room)] == ["olga"]


def test_a_viewer_watches_and_cannot_publish(kept: Kept, doorway: Doorway, browser: Browser) -> None:
    doorway.pages["/call"] = b"text/html", PAGE.encode()
    doorway.pages["/client.js"] = b"text/javascript", CLIENT.read_bytes()
    room = uuid.uuid4().hex
    kept.livekit.create_room(room)
    host = kept.livekit.mint(room=room, identity="olga", name="olga", grants=Grants(ALL_SOURCES))
    viewer = kept.livekit.mint(room=room, identity="masha", name="masha", grants=Grants(hidden=True))
    olga, masha = _come(browser, doorway, host), _come(browser, doorway, viewer)
    # What the page tries at once is refused by the media server, and the picture comes all the same.
    masha.wait_for_function("seen.ended.includes('insufficient permissions') && seen.tracks >= 2", timeout=30_000)
    masha.wait_for_function("document.querySelector('video').currentTime > 0.3", timeout=30_000)
    for source in ("setCameraEnabled", "setScreenShareEnabled"):
        tried = f"room.localParticipant.{source}(true).then(() => 'published', error => String(error))"
        assert masha.evaluate(tried) != "published"
    word = "room.localParticipant.publishData(new Uint8Array([1])).then(() => 'sent', error => String(error))"
    masha.evaluate(word)
    assert olga.evaluate("room.remoteParticipants.size") == 0
    (seen,) = [one for one in kept.livekit.list_participants(room) if one.identity == "masha"]
    assert seen.tracks == ()
