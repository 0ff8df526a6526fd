"""What a browser really receives, whatever its screen says: packets and loudness, as WebRTC itself counts them."""

import time

from playwright.sync_api import BrowserContext, Page

# Keeps every connection that the page makes where the test finds it.
_REMEMBER = """(() => {
  const Real = window.RTCPeerConnection;
  window.peers = [];
  window.RTCPeerConnection = class extends Real {
    constructor(...how) { super(...how); window.peers.push(this); }
  };
  window.received = async (kind) => {
    const sum = { packets: 0, lost: 0, bytes: 0, energy: 0, samples: 0, invented: 0 };
    for (const peer of window.peers) {
      if (peer.connectionState === 'closed') continue;
      const stats = await peer.getStats();
      for (const one of stats.values()) {
        if (one.type === 'inbound-rtp' && one.kind === kind) {
          sum.packets += one.packetsReceived;
          sum.lost += one.packetsLost;
          sum.bytes += one.bytesReceived;
          sum.energy += one.totalAudioEnergy ?? 0;
          sum.samples += one.totalSamplesReceived ?? 0;
          sum.invented += (one.concealedSamples ?? 0) - (one.silentConcealedSamples ?? 0);
        }
      }
    }
    return sum;
  };
})()"""
_COMES = """async (kind) => {
  const before = await window.received(kind);
  await new Promise((resolve) => setTimeout(resolve, 400));
  const after = await window.received(kind);
  return after.packets - before.packets > 3 && (kind === 'video' || after.energy > before.energy);
}"""
# By which protocols media really go.
_ROADS = """async () => {
  const roads = new Set();
  for (const peer of window.peers) {
    const stats = await peer.getStats();
    for (const one of stats.values())
      if (one.type === 'candidate-pair' && one.state === 'succeeded' && one.nominated)
        roads.add(stats.get(one.remoteCandidateId).protocol);
  }
  return [...roads];
}"""
SECONDS = 30.0


def open_ears(context: BrowserContext) -> None:
    """Let the pages of a browser, from now on, tell what they receive."""
    context.add_init_script(_REMEMBER)


def comes(page: Page, kind: str = "audio") -> bool:
    """Say whether sound (not silence), or pictures, come at this moment."""
    is_so: bool = page.evaluate(_COMES, kind)
    return is_so


def wait_until_comes(page: Page, kind: str = "audio", seconds: float = SECONDS) -> None:
    end = time.monotonic() + seconds
    while not comes(page, kind):
        assert time.monotonic() < end, f"no {kind} came"


def roads(page: Page) -> list[str]:
    """Return the protocols by which the page reaches the media server: udp, tcp."""
    found: list[str] = page.evaluate(_ROADS)
    return found
