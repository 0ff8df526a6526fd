"""How domains tell browsers: `publish` inside the transaction, delivered in the order of the commits.

`peremena.site.wiring` sets the two ports: when to speak (after the commit, inside the write lock) and to whom (the hub
of this process, or the carrier that wakes the server from another process).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from peremena.live.contract import Published


@dataclass(frozen=True, slots=True)
class Whisper:
    """An ephemeral event: never stored, coalesced by `key`, dropped first for a slow reader."""

    topic: str
    payload: bytes
    key: str
    # At most one whisper of a key leaves in this many seconds; the last one said wins.
    every_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class SessionEnded:
    session: str


_OneNews = Published | Whisper | SessionEnded
News = Sequence[_OneNews]


def _at_once(callback: Callable[[], None]) -> None:
    callback()


def nobody(_news: News) -> None:
    """Drop the news: nothing has been wired in, as in a migration."""


@dataclass
class _Ports:
    after_commit: Callable[[Callable[[], None]], None] = field(default=_at_once)
    sink: Callable[[News], None] = field(default=nobody)


ports = _Ports()


def publish(*news: _OneNews) -> None:
    """Tell browsers, once the present transaction is committed; nothing is told when it is rolled back."""
    if news:
        ports.after_commit(lambda: ports.sink(news))


def close_session(session: str) -> None:
    """Close the sockets of a session that ended, once the present transaction is committed."""
    publish(SessionEnded(session))
