"""LiveKit alone, as a floor and as what is loaded: on the server's core, with rooms of the bench's own."""

import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bench import machine
from bench.callers import Caller
from bench.run import Run
from peremena.calls import program
from peremena.calls.configuration import Ports, Wish
from peremena.calls.contract import ALL_SOURCES, Endpoint, Grants
from peremena.calls.keeper import OwnLiveKit
from peremena.calls.livekit import LiveKit
from peremena.calls.media import Media

ROOM = "bench"
# That nobody listens to its webhooks is no news.
logging.getLogger("peremena.calls").setLevel(logging.ERROR)
_START_SECONDS = 30.0


@dataclass(frozen=True, slots=True)
class Bare:
    """LiveKit without us, and one open room."""

    livekit: LiveKit
    endpoint: Endpoint
    pid: int

    @property
    def address(self) -> str:
        return self.endpoint.url.replace("http", "ws", 1)

    def callers(self, what: str, count: int) -> list[Caller]:
        """Mint tokens: a publisher may send everything, others nothing, and are not shown to anybody."""
        grants = Grants(ALL_SOURCES) if what == "publisher" else Grants(hidden=True)
        names = [f"{what}-{number}" for number in range(count)]
        return [Caller(self.livekit.mint(room=ROOM, identity=name, name=name, grants=grants)) for name in names]


@contextmanager
def bare(run: Run, name: str) -> Iterator[Bare]:
    """Start LiveKit on the server's core."""
    media = Media()
    media.speak_through(LiveKit)
    # Nobody listens to its webhooks.
    wish = Wish("127.0.0.1", Ports(0, 0, 0), "", 0, "http://127.0.0.1:9/")
    keeper = OwnLiveKit(
        media,
        program_path=program.path(),
        may_build=False,
        folder=run.fresh(name),
        secret="a secret of the benches, which is longer than 32 characters",
        wish=wish,
    )
    with machine.server_core():
        keeper.start()
    try:
        endpoint = _ready(media)
        assert keeper.child is not None
        media.livekit.create_room(ROOM)
        yield Bare(media.livekit, endpoint, keeper.child.pid)
    finally:
        media.livekit.close()
        keeper.stop()


def _ready(media: Media) -> Endpoint:
    until = time.monotonic() + _START_SECONDS
    while media.state.name != "ready":
        if time.monotonic() > until:
            raise RuntimeError("LiveKit did not start")
        time.sleep(0.02)
    endpoint = media.endpoint()
    assert endpoint is not None
    return endpoint
