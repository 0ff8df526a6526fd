"""What passes between the door, the media server and the rules of calls. Knows no database."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

# Where LiveKit tells us what happened in rooms.
WEBHOOK_PATH = "/api/calls/livekit-webhook"
# What a token may let somebody publish; LiveKit's own words.
Source = Literal["camera", "microphone", "screen_share", "screen_share_audio"]
ALL_SOURCES: tuple[Source, ...] = ("camera", "microphone", "screen_share", "screen_share_audio")


@dataclass(frozen=True, slots=True)
class Grants:
    """What somebody may do in one room. The default is to watch and listen, seen by all."""

    sources: tuple[Source, ...] = ()
    subscribe: bool = True
    data: bool = False
    # A hidden one is shown to nobody: the watchers of a broadcast.
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Claims:
    """What a token that we signed says, once its signature and its time were found good."""

    room: str
    identity: str
    name: str
    # Seconds since 1970.
    expires_at: float
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Knock:
    """Somebody at the door with a good token; or somebody inside, about whom is asked again."""

    claims: Claims
    # The whole Cookie header: a session, or the mark of a guest.
    cookie: str
    address: str


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why the door stays shut. At 401 and 403 the browser's LiveKit gives up; at any other status it comes again."""

    status: int
    # A sentence for people.
    message: str


NOT_SIGNED = Refusal(401, "Приглашение в звонок не подошло. Войдите в звонок ещё раз.")
NO_CALLS = Refusal(503, "Звонки пока не готовы. Попробуйте ещё раз чуть позже.")
FOREIGN = Refusal(403, "Эта страница не может войти в звонок.")
NOBODY_ASKED = Refusal(403, "В этот звонок нельзя войти.")
TOO_MANY = Refusal(429, "Слишком много соединений. Закройте лишние вкладки.")

# Answers in the order of the knocks; runs in worker threads, in batches. None lets in, or lets stay.
Admits = Callable[[Sequence[Knock]], Sequence[Refusal | None]]


def nobody(knocks: Sequence[Knock]) -> Sequence[Refusal | None]:
    """Refuse everybody: the answer until the rules of calls are wired in."""
    return [NOBODY_ASKED] * len(knocks)


@dataclass(frozen=True, slots=True)
class Endpoint:
    """Where LiveKit listens (`http://...`) and the pair of key and secret that we sign with."""

    url: str
    key: str
    secret: str = field(repr=False)

    @property
    def socket_url(self) -> str:
        return "ws" + self.url.removeprefix("http")


@dataclass(frozen=True, slots=True)
class Way:
    """An address at which browsers reach media: `what` is udp, tcp, turn or turn_tls."""

    what: str
    host: str
    port: int
    protocol: str


@dataclass(frozen=True, slots=True)
class State:
    """Whether calls can be made now; `reason` is a sentence for people unless they can."""

    name: Literal["starting", "ready", "missing"]
    reason: str = ""


# --- what LiveKit tells -----------------------------------------------------------------------------------------------


class LiveKitAway(Exception):
    """LiveKit is not there, did not answer in time, or could not do it."""


class NoSuchThing(LiveKitAway):
    """LiveKit answered: it knows no such room, participant or track."""


@dataclass(frozen=True, slots=True)
class Room:
    name: str
    sid: str
    participants: int
    publishers: int
    metadata: str


@dataclass(frozen=True, slots=True)
class Track:
    sid: str
    source: Source | str
    muted: bool


@dataclass(frozen=True, slots=True)
class Participant:
    identity: str
    name: str
    sid: str
    joined_at: float
    is_active: bool
    grants: Grants
    attributes: Mapping[str, str]
    tracks: tuple[Track, ...]


@dataclass(frozen=True, slots=True)
class Notice:
    """One webhook: LiveKit's own name of what happened, and to whom. May repeat, come late, or never."""

    id: str
    event: str
    at: float
    room: str
    room_sid: str
    participant: Participant | None
    track: Track | None
