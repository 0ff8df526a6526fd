"""How large each bench is: the full one, the quick one of the CI, and the tiny one that only shows that it runs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scale:
    # Turns of floor and ours whose medians are taken, and seconds of one burst of messages.
    rounds: int
    burst_seconds: float
    # People in the two rooms of the fan-out.
    room: int
    large_room: int
    # Conversations, each with its own author, that store at the same time.
    authors: int
    # Sockets of the idle and of the reconnecting crowd.
    crowd: int
    # People of the school whose start state is read, messages of the archive that is paged through.
    school: int
    archive: int
    # The invented school in which pupils are moved.
    roster: str
    # Requests of one round of a page's measurement.
    requests: int
    # Messages of the chat that is scrolled through.
    scrolled: int
    # Chats that a finger opens, keys that are pressed, seconds of flinging, visits of Lighthouse.
    opened: int
    keys: int
    fling_seconds: float
    audits: int
    # How often somebody comes into a call, how long one goes on, and at most how many watch a broadcast.
    joins: int
    call_seconds: float
    viewers: int


FULL = Scale(
    rounds=5,
    burst_seconds=2.0,
    room=100,
    large_room=300,
    authors=250,
    crowd=5_000,
    school=2_500,
    archive=10_000_000,
    roster="school",
    requests=300,
    scrolled=100_000,
    opened=20,
    keys=60,
    fling_seconds=4.0,
    audits=3,
    joins=20,
    call_seconds=10.0,
    viewers=600,
)
QUICK = Scale(
    rounds=3,
    burst_seconds=1.0,
    room=100,
    large_room=300,
    authors=250,
    crowd=1_000,
    school=2_500,
    archive=100_000,
    roster="school",
    requests=150,
    scrolled=100_000,
    opened=20,
    keys=60,
    fling_seconds=4.0,
    audits=3,
    joins=7,
    call_seconds=5.0,
    viewers=300,
)
TINY = Scale(
    rounds=1,
    burst_seconds=0.3,
    room=10,
    large_room=20,
    authors=20,
    crowd=30,
    school=300,
    archive=2_000,
    roster="small",
    requests=10,
    scrolled=1_000,
    opened=2,
    keys=6,
    fling_seconds=2.0,
    audits=1,
    joins=1,
    call_seconds=0.5,
    viewers=10,
)
