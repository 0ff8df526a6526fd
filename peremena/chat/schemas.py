"""What travels about chats: one set of structs for the socket, for HTTP and, generated, for TypeScript."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta, Struct

from peremena.people.events import Preferences

# Code points, counted alike in browser and server.
LONGEST_TEXT = 4096

# What a browser may say: whole numbers that JavaScript and both databases can hold.
Id = Annotated[int, Meta(ge=1, le=2**53)]
No = Annotated[int, Meta(ge=0, le=2**53)]
# More topics than any person has chats; a bound, not a target.
MOST_SYNCED = 2000

Ms = Annotated[int, Meta(description="milliseconds since 1970, UTC")]


class Quote(Struct, omit_defaults=True):
    """The message that another one answers, as it is now: the beginning of its text."""

    no: int
    by: int
    name: str
    text: str
    deleted: bool = False


class Forwarded(Struct):
    """Whose words these were, and when they were said."""

    by: int
    name: str
    at: Ms


# Where a text names somebody: first code point, how many, and the profile; profile 0 names everybody in the chat.
Mention = tuple[No, Annotated[int, Meta(ge=1)], No]


class Reaction(Struct):
    """One sign under a message and who put it there."""

    emoji: str
    by: list[int]


ServiceKind = Literal[
    "created",
    "renamed",
    "pictured",
    "added",
    "removed",
    "left",
    "joined_by_link",
    "pinned",
    "appointed",
    "dismissed",
    "called",
    "missed",
    # A meeting or a broadcast of the school was planned, or put off; or it is called off.
    "planned",
    "called_off",
]
# With pictures, or voices alone.
MediaName = Literal["audio", "video"]
GatheringName = Literal["meeting", "broadcast"]


class Service(Struct, omit_defaults=True):
    """What happened in the chat; the sentence is made in the browser, with the sex of whoever did it."""

    what: ServiceKind
    # "f", "m", or empty where the roster does not say; of the author of the line.
    sex: str = ""
    # Those to whom it happened: as many names as people.
    people: list[int] = []
    names: list[str] = []
    # The new title, or the beginning of the pinned text.
    title: str = ""
    # The pinned message.
    no: int = 0
    # Of a call: how long it was, and what it was begun with.
    ms: int = 0
    media: MediaName = "audio"
    # Of one that was planned: its number, which of the two it is, and when (0: at once). `title` is its name.
    call: int = 0
    gathering: GatheringName = "meeting"
    planned_at: Ms = 0


class Message(Struct, omit_defaults=True):
    """One message as everybody in the conversation sees it. What an ordinary text lacks is left out."""

    no: int
    seq: int
    by: int
    name: str
    key: str
    text: str
    at: Ms
    edited: Ms = 0
    # Deleted for all: its text and all else is empty.
    deleted: bool = False
    pinned: Ms = 0
    reply: Quote | None = None
    forwarded: Forwarded | None = None
    mentions: list[Mention] = []
    # The most frequent first; of equal ones the smaller emoji.
    reactions: list[Reaction] = []
    service: Service | None = None


class DraftOut(Struct, omit_defaults=True):
    """What was typed and not sent, on whichever device."""

    text: str
    reply: int | None
    at: Ms
    mentions: list[Mention] = []


class Appearance(Struct, frozen=True):
    """How one person wants one chat to look: one of eight hues, and the name of a paper, or neither."""

    hue: Annotated[int, Meta(ge=0, le=7)] | None = None
    paper: Annotated[str, Meta(pattern="^[a-z0-9-]{0,20}$")] = ""


AbilityName = Literal["edit", "invite", "write", "pin", "call", "mention_all"]
_ABILITIES: tuple[AbilityName, ...] = ("edit", "invite", "write", "pin", "call", "mention_all")


def ability_names(abilities: int) -> list[AbilityName]:
    """Name the bits of `models.Ability`, in their order."""
    return [name for place, name in enumerate(_ABILITIES) if abilities >> place & 1]


# What one may do in a chat at this moment: the abilities that hold for oneself, and what comes with a role.
Power = Literal[
    "edit", "invite", "write", "pin", "call", "mention_all", "manage", "delete_others", "exclude", "appoint", "leave"
]


class CallBrief(Struct):
    """The call that goes on in a chat."""

    id: int
    media: MediaName
    # Who began it, and the name by which the others know them.
    by: int
    name: str
    # When it began; until when it rings.
    at: Ms
    ring_until: Ms
    # How many are in it.
    count: int
    # Those alone whom it rings; null: everybody but `by`.
    rings: list[int] | None = None


_read_brief = msgspec.json.Decoder(CallBrief).decode


def call_brief(kept: str) -> CallBrief | None:
    """Return the call of a chat from what `models.Conversation.call` keeps."""
    return _read_brief(kept) if kept else None


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
    # The lowest number this reader may see of the present stay; moves on when they clear the history.
    from_no: int
    last: Message | None
    may_post: bool
    # A sentence for people when `may_post` is false.
    closed_because: str | None
    # Arises from the roster, and cannot be left by hand.
    is_automatic: bool = True
    picture: int | None = None
    # What plain members may do here; what this person may.
    abilities: list[AbilityName] = []
    may: list[Power] = []
    # The newest message that names this person: an @ while it is above `read_no`.
    mention_no: int = 0
    # Place among the pinned chats, from 1; 0 when not pinned.
    pin: int = 0
    # 0: heard; -1: until turned on again.
    muted_until: Ms = 0
    # In the archive while `last_no` does not exceed it, or while muted; null: not in the archive.
    archived_no: int | None = None
    # Marked as unread by hand.
    unread: bool = False
    draft: DraftOut | None = None
    appearance: Appearance = Appearance()
    # The call that goes on here.
    call: CallBrief | None = None


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
    preferences: Preferences
    conversations: list[Row]
    # Where to go on from on each topic.
    topics: dict[str, int]
    now: Ms
    limits: TextLimits


class HistoryPage(Struct):
    messages: list[Message]
    # Which of them this person marked as important.
    important: list[int]
    # The lowest number this reader may ever see; reached = nothing above.
    first_no: int | None
    last_no: int


class Pins(Struct):
    # The last pinned first.
    messages: list[Message]


class Mentions(Struct):
    # The messages that name the reader, ascending.
    nos: list[int]


class ImportantMessage(Struct):
    # Ask for those before this one for the next page.
    mark: int
    conversation: int
    title: str
    message: Message


class ImportantPage(Struct):
    # The last marked first.
    messages: list[ImportantMessage]


class ReasonOut(Struct):
    text: str
    since: str | None


# What somebody is to the school, in one word: the strongest of their roles.
PersonKind = Literal["pupil", "guardian", "teacher", "staff", "head"]


class MemberOut(Struct):
    profile: int | None
    person: int | None
    name: str
    badge: str
    kind: PersonKind
    role: str
    linked: bool
    reasons: list[ReasonOut]
    # What the reader may do with this member.
    may_exclude: bool = False
    # The roster seats this member, so that excluding asks for a reason.
    needs_reason: bool = False
    may_appoint: bool = False
    may_dismiss: bool = False


class Excluded(Struct):
    """Somebody whom the roster seats here and who was taken out; shown to those who may let them in again."""

    person: int
    name: str
    reason: str
    by: str
    at: Ms


class Members(Struct):
    members: list[MemberOut]
    me_reasons: list[ReasonOut]
    excluded: list[Excluded] = []


class Reader(Struct):
    profile: int
    name: str
    read_no: int


class Readers(Struct):
    readers: list[Reader]
    unread: list[Reader]


# Under which heading one finds somebody: one's own children, the class one leads, others whom one teaches, and so on.
ContactGroup = Literal["children", "class", "pupils", "teachers", "parents", "staff"]


class Contact(Struct):
    profile: int
    name: str
    badge: str
    relation: str
    kind: PersonKind
    group: ContactGroup


class PersonOut(Struct):
    """Somebody's card, as far as the reader knows them."""

    profile: int
    name: str
    kind: PersonKind
    # «учитель», «родитель: Маша»: the hats in which the reader meets them.
    roles: list[str]
    # Why the reader sees them.
    reasons: list[ReasonOut]
    # The chats in which both sit.
    common: list[int]
    may_write: bool


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
