"""The media server as this process knows it: how it is, where it is, and who speaks to it."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from peremena.calls.contract import Endpoint, LiveKitAway, State, Way

if TYPE_CHECKING:
    from peremena.calls.livekit import LiveKit

OFF = State("missing", "Звонки на этом сервере выключены.")
BUILDING = State("starting", "Звонки скоро появятся: их сервер собирается, это займёт несколько минут.")
STARTING = State("starting", "Звонки скоро появятся: их сервер запускается.")
READY = State("ready")


def missing(why: str) -> State:
    """Say what is missing; `why` is a clause for an operator, and no riddle for anybody else."""
    return State("missing", f"Звонков пока нет: на сервере не запущен LiveKit ({why}).")


Opener = Callable[[Callable[[], Endpoint | None]], "LiveKit"]


def _not_wired(_endpoint: Callable[[], Endpoint | None]) -> "LiveKit":
    raise LiveKitAway("nothing has been wired in, as in a command line")


class Media:
    """Set by the keeper's thread, read by all."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._state = OFF
        self._endpoint: Endpoint | None = None
        self._file: Path | None = None
        self._opener: Opener = _not_wired
        self._livekit: LiveKit | None = None
        # Where browsers reach media; what an outside LiveKit uses is not known here.
        self.ways: Sequence[Way] = ()
        # Called in the keeper's thread after each change; a restart of LiveKit ends all rooms.
        self.on_state: Callable[[State], None] = lambda _state: None

    def speak_through(self, opener: "Opener") -> None:
        """Give the way to a LiveKit: the real one, or its twin in a test. It is opened at the first question."""
        with self._lock:
            self._opener, self._livekit = opener, None

    @property
    def livekit(self) -> "LiveKit":
        """Return who speaks to LiveKit. For threads; whatever is asked may raise LiveKitAway."""
        with self._lock:
            if self._livekit is None:
                self._livekit = self._opener(self.endpoint)
            return self._livekit

    @property
    def state(self) -> State:
        return self._state

    def endpoint(self) -> Endpoint | None:
        """Return where LiveKit is, None while it is not ready."""
        return self._endpoint

    def write_to(self, file: Path) -> None:
        """Let other processes of this installation read the state in a file."""
        self._file = file

    def set(self, state: State, endpoint: Endpoint | None = None) -> None:
        with self._lock:
            changed = state != self._state
            self._state, self._endpoint = state, endpoint
            if self._file is not None:
                _write(self._file, state)
        if changed:
            self.on_state(state)


def state_file(data: Path) -> Path:
    """Return the file of a data folder in which other processes read how LiveKit is."""
    return data / "livekit" / "state.json"


def read_state(file: Path) -> State:
    """Return what the serving process last said of its LiveKit."""
    try:
        return msgspec.json.decode(file.read_bytes(), type=State)
    except (OSError, msgspec.DecodeError):
        return OFF


def _write(file: Path, state: State) -> None:
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = file.with_suffix(".new")
    fresh.write_bytes(msgspec.json.encode(state))
    fresh.replace(file)


# The one of this process.
media = Media()
