"""A browser's end of the live road, in the words of docs/protocol.md."""

import json
import time
import uuid
from collections.abc import Callable, Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect
from websockets.typing import Origin

from peremena.people.models import Account
from peremena.people.sessions import SessionStore

Json = dict[str, Any]


def session_of(account: Account) -> str:
    """Sign an account in by writing its session; returns the session's key."""
    session = SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.create()
    assert session.session_key
    return session.session_key


class LiveClient:
    """One socket. Commands wait for their answers; events that come meanwhile are kept in `events`."""

    def __init__(self, address: str, session: str, *, origin: str | None = None, protocol: int = 1) -> None:
        self.events: list[Json] = []
        self._answers: dict[int, Json] = {}
        self._id = 0
        self.socket = connect(
            f"ws://{address}/ws?protocol={protocol}",
            additional_headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={session}"},
            origin=Origin(origin if origin is not None else f"http://{address}"),
            compression=None,
            max_size=None,
            ping_interval=None,
            legacy=True,  # a socket that outlives the block it was opened in
        )

    def hello(self) -> Json:
        return self.event("hello")

    def command(self, do: str, *, seconds: float = 10.0, **fields: Any) -> Json:
        """Give a command and return its whole answer, `ok` or `error`."""
        return self.answer(self.give(do, **fields), seconds=seconds)

    def give(self, do: str, **fields: Any) -> int:
        """Give a command without waiting; returns its id."""
        self._id += 1
        self.socket.send(json.dumps({"id": self._id, "do": do, **fields}))
        return self._id

    def answer(self, given: int, *, seconds: float = 10.0) -> Json:
        self._until(lambda: given in self._answers, seconds)
        return self._answers.pop(given)

    def send(self, conversation: int, text: str, key: str | None = None) -> Json:
        return self.command("message.send", conversation=conversation, key=key or str(uuid.uuid4()), text=text)

    def event(self, on: str, *, seconds: float = 10.0, **fields: Any) -> Json:
        """Return and take out the first event of that name with those fields, waiting for it if need be."""
        self._until(lambda: self._find(on, fields) is not None, seconds)
        index = self._find(on, fields)
        assert index is not None
        return self.events.pop(index)

    def quiet(self, seconds: float = 0.3) -> list[Json]:
        """Return all events once nothing has come for `seconds`."""
        while self._read(seconds):
            pass
        taken, self.events = self.events, []
        return taken

    def closed_with(self, *, seconds: float = 10.0) -> int:
        """Wait until the server closes; returns the code (1006 for a line that was cut)."""
        try:
            self._until(lambda: False, seconds)
        except ConnectionClosed as closed:
            return closed.rcvd.code if closed.rcvd else 1006
        raise AssertionError("the socket is still open")

    def close(self) -> None:
        self.socket.close()

    def _find(self, on: str, fields: Json) -> int | None:
        for index, event in enumerate(self.events):
            if event["on"] == on and all(event.get(name) == value for name, value in fields.items()):
                return index
        return None

    def _until(self, done: Callable[[], bool], seconds: float) -> None:
        end = time.monotonic() + seconds
        while not done():
            left = end - time.monotonic()
            assert left > 0, f"waited {seconds} s in vain; events: {self.events}, answers: {self._answers}"
            self._read(left)

    def _read(self, seconds: float) -> bool:
        try:
            frame = json.loads(self.socket.recv(timeout=seconds))
        except TimeoutError:
            return False
        if "on" in frame:
            self.events.append(frame)
        else:
            self._answers[frame["id"]] = frame
        return True


def by_topic(events: list[Json]) -> Iterator[tuple[str, int]]:
    for event in events:
        if "seq" in event:
            yield event["topic"], event["seq"]
