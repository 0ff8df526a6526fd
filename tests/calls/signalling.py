"""A browser's side of LiveKit's signalling, as far as the door is concerned."""

import time
import urllib.error
import urllib.request
from urllib.parse import urlencode

from livekit.protocol import rtc
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin

OPEN_SECONDS = 10.0
# What is promised of a removal, the end of a call and the end of a session.
AT_ONCE_SECONDS = 1.0


def knock(
    address: str,
    token: str | None,
    *,
    origin: str | None = None,
    cookie: str = "",
    path: str = "/rtc",
    more: str = "",
) -> ClientConnection:
    """Open the socket that LiveKit's client opens; refused, it raises InvalidStatus."""
    query = urlencode({"auto_subscribe": "1", "protocol": "16", **({"access_token": token} if token else {})})
    return connect(
        f"ws://{address}{path}?{query}{more}",
        origin=Origin(origin or f"http://{address}"),
        additional_headers={"Cookie": cookie} if cookie else {},
        open_timeout=OPEN_SECONDS,
        compression=None,
        proxy=None,
    )


def joined(line: ClientConnection) -> rtc.JoinResponse:
    """Return LiveKit's first word."""
    said = rtc.SignalResponse.FromString(line.recv(5))  # type: ignore[arg-type] # binary, as they send it
    assert said.WhichOneof("message") == "join"
    return said.join


def closed_within(line: ClientConnection, seconds: float = AT_ONCE_SECONDS) -> int:
    """Return the code of the close that came in time."""
    end = time.monotonic() + seconds
    try:
        while True:
            line.recv(max(0.0, end - time.monotonic()))
    except ConnectionClosed as closed:
        return closed.rcvd.code if closed.rcvd else 1006


def why_not(address: str, token: str | None, path: str = "/rtc/validate") -> tuple[int, str]:
    """Ask as LiveKit's client does after a refusal."""
    query = urlencode({"access_token": token} if token else {})
    try:
        with urllib.request.urlopen(f"http://{address}{path}?{query}", timeout=5) as told:
            return told.status, told.read().decode()
    except urllib.error.HTTPError as told:
        with told:
            return told.code, told.read().decode()
