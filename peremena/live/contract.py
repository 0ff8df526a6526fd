"""What travels: commands, answers, events, and the ports that domains are wired in by. Prose: docs/protocol.md."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import msgspec

# Raised when a browser of yesterday would misread what the server of today says; it is then told to reload.
PROTOCOL = 1

# Codes of the closing frame that mean something; every other close means "reconnect and sync".
SIGNED_OUT = 4401
FOREIGN_ORIGIN = 4403
PROTOCOL_TOO_OLD = 4426


class Command(msgspec.Struct, tag_field="do", forbid_unknown_fields=True):
    """What a browser asks over the socket. `id` is the browser's own number, repeated in the answer."""

    id: int


class Event(msgspec.Struct, tag_field="on"):
    """What browsers are told. Durable events have `topic` and `seq`; ephemeral ones lack `seq`."""


@dataclass(frozen=True, slots=True)
class Principal:
    """Who holds a socket: a profile, through a session that ends at `expires_at` (seconds since 1970)."""

    profile: int
    session: str
    expires_at: float


def profile_topic(profile: int) -> str:
    """Name the topic on which a profile hears of its own memberships and read marks."""
    return f"p{profile}"


# Intervals of numbers, `[low, high)`, of what was told on a topic; without `high` they are open.
Windows = tuple[tuple[int, int | None], ...]


@dataclass(frozen=True, slots=True)
class Subscription:
    """The right to hear a topic: its newest seq when the right was read, and when the right ends by itself.

    What was told earlier may come back in a later event. Who may not see all of it has `windows` of what they may.
    """

    topic: str
    seq: int
    until: float | None = None
    windows: Windows | None = None


@dataclass(frozen=True, slots=True)
class Published:
    """One durable event, encoded. On a profile's topic it may also change what its sockets listen to.

    `veils` names what the payload shows of earlier numbers, each with what those are told instead who may not see it.
    """

    topic: str
    seq: int
    payload: bytes
    joins: tuple[Subscription, ...] = ()
    leaves: tuple[str, ...] = ()
    veils: tuple[tuple[int, bytes], ...] = ()

    def seen_through(self, windows: Windows | None) -> bytes:
        """Return what somebody with these windows is told: the first number they may not see decides."""
        if windows is None:
            return self.payload
        return next((instead for no, instead in self.veils if not is_within(no, windows)), self.payload)


def is_within(no: int, windows: Windows) -> bool:
    """Say whether a number lies in one of the windows."""
    return any(low <= no and (high is None or no < high) for low, high in windows)


@dataclass(frozen=True, slots=True)
class Call:
    """A command together with who gives it."""

    principal: Principal
    command: Any


# Every code of docs/protocol.md, "Errors".
ErrorCode = Literal[
    "bad_arguments",
    "bad_json",
    "broken",
    "busy",
    "empty",
    "key_reused",
    "may_not",
    "may_not_post",
    "not_found",
    "retry_same_key",
    "signed_out",
    "too_fast",
    "too_long",
    "too_many",
    "unknown_command",
]


class CommandError(msgspec.Struct, omit_defaults=True):
    """The refusal of a command. `message` is a sentence for people; `code` is for programs."""

    code: ErrorCode
    message: str
    retry_after_ms: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a handler says to one call: a struct (or ready JSON) or an error; `watch` replaces the socket's watch."""

    ok: Any = None
    error: CommandError | None = None
    watch: tuple[int, ...] | None = None


# Takes commands of one kind that arrived together, in a worker thread; answers in the same order.
Handler = Callable[[Sequence[Call]], Sequence[Answer]]


@dataclass(frozen=True, slots=True)
class Limit:
    """How many commands of a kind one person may give within so many seconds."""

    count: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of command: its struct, its handler, whether it writes (the committer's thread) or only reads."""

    name: str
    struct: type[Command]
    # What `ok` holds; the browser side's types are generated from it.
    answer: type
    handler: Handler
    limit: Limit
    writes: bool = False
    # The most commands that one call of the handler takes: bounds the time of one transaction.
    batch: int = 500


@dataclass(frozen=True, slots=True)
class Ports:
    """What the gateway asks of the domains; `peremena.site.wiring` fills it in. All run in worker threads, in batches.

    `authenticate` turns Cookie headers into principals. `admit` takes a principal and its Cookie header again, reads
    the topics it may hear, and says None for a session that has ended meanwhile. `catch_up` turns {topic: seq known}
    into what has been committed since. `heads` reads the newest seq of topics.
    """

    authenticate: Callable[[Sequence[str]], Sequence[Principal | None]]
    admit: Callable[[Sequence[tuple[Principal, str]]], Sequence[Sequence[Subscription] | None]]
    catch_up: Callable[[dict[str, int]], Sequence[Published]]
    heads: Callable[[Sequence[str]], dict[str, int]]
    # Seconds since 1970 by the clock that rights are judged by.
    now: Callable[[], float]


encode = msgspec.json.Encoder().encode
