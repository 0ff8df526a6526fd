"""What travels about chats: one set of structs for the socket, for HTTP and, generated, for TypeScript."""

from typing import Annotated

import msgspec
from msgspec import Meta, Struct

# Code points, counted alike in browser and server.
LONGEST_TEXT = 4096

# What a browser may say: whole numbers that JavaScript and both databases can hold.
Id = Annotated[int, Meta(ge=1, le=2**53)]
No = Annotated[int, Meta(ge=0, le=2**53)]
# More topics than any person has chats; a bound, not a target.
MOST_SYNCED = 2000

Ms = Annotated[int, Meta(description="milliseconds since 1970, UTC")]


class Message(Struct):
    """One message as everybody in the conversation sees it."""

    no: int
    seq: int
    by: int
    name: str
    key: str
    text: str
    at: Ms


class Row(Struct):
    """A conversation in one person's list."""

    id: int
    kind: str
    title: str
    # The other person of a direct chat.
    peer: int | None
    member_count: int
    role: str
    read_no: int
    last_no: int
    # Position in the conversation's topic: events up to it are contained in this row.
    seq: int
    # The highest read mark of anybody else: what it covers shows two ticks.
    others_read_no: int
    # The lowest number this reader may see of the present stay.
    from_no: int
    last: Message | None
    may_post: bool
    # A sentence for people when `may_post` is false.
    closed_because: str | None


class RoleOut(Struct):
    role: str
    label: str
    school: str
    since: str


class Me(Struct):
    id: int
    surname: str
    first_name: str
    patronymic: str
    name: str
    roles: list[RoleOut]
    demo: bool


class TextLimits(Struct):
    text: int = LONGEST_TEXT


class StartState(Struct):
    """All that the first screen needs, in one answer."""

    me: Me
    conversations: list[Row]
    # Where to go on from on each topic.
    topics: dict[str, int]
    now: Ms
    limits: TextLimits


class HistoryPage(Struct):
    messages: list[Message]
    # The lowest number this reader may ever see; reached = nothing above.
    first_no: int | None
    last_no: int


class ReasonOut(Struct):
    text: str
    since: str | None


class MemberOut(Struct):
    profile: int | None
    person: int | None
    name: str
    badge: str
    role: str
    linked: bool
    reasons: list[ReasonOut]


class Members(Struct):
    members: list[MemberOut]
    me_reasons: list[ReasonOut]


class Reader(Struct):
    profile: int
    name: str
    read_no: int


class Readers(Struct):
    readers: list[Reader]
    unread: list[Reader]


class Contact(Struct):
    profile: int
    name: str
    badge: str
    relation: str


class Contacts(Struct):
    contacts: list[Contact]


class DirectRequest(Struct, forbid_unknown_fields=True):
    profile: Id


class DirectAnswer(Struct):
    conversation: Row


class TopicAnswer(Struct, omit_defaults=True):
    """What changed on one topic. `reset`: load it afresh; `gone`: no right to it; `more`: ask again from `head`."""

    events: list[msgspec.Raw] = []
    head: int = 0
    more: bool = False
    reset: bool = False
    gone: bool = False


class SyncRequest(Struct, forbid_unknown_fields=True):
    topics: Annotated[dict[str, No], Meta(max_length=MOST_SYNCED)]


class SyncAnswer(Struct):
    topics: dict[str, TopicAnswer]
    # Topics whose answer is too large for the socket: ask `POST /api/sync`.
    by_http: list[str]
