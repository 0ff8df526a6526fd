"""What travels about calls: one set of structs for HTTP and, generated, for TypeScript.

What happens inside a running call reaches browsers through LiveKit: `RoomState` is the room's metadata, `PersonState`
the attributes of each participant. Only the server writes either, so nobody can call themselves a teacher.
"""

from typing import Annotated, Literal

import msgspec
from msgspec import UNSET, Meta, Struct, UnsetType

from peremena.calls.rules import Part, Power
from peremena.calls.rules_gathering import UnitName, WhomName
from peremena.chat.schemas import Id, Ms, PersonKind, Row

CallKind = Literal["chat", "link", "meeting", "broadcast"]
MediaName = Literal["audio", "video"]
WhoName = Literal["all", "hosts"]
CallState = Literal["planned", "open", "over"]
Title = Annotated[str, Meta(max_length=200)]
Token = Annotated[str, Meta(pattern="^[A-Za-z0-9_-]{20,60}$")]
GuestName = Annotated[str, Meta(min_length=1, max_length=60)]
QuestionText = Annotated[str, Meta(min_length=1, max_length=500)]


class PolicyOut(Struct):
    """What members may do; hosts may always."""

    lobby: bool
    locked: bool
    speak: WhoName
    camera: WhoName
    share: WhoName
    write: WhoName


class AudienceOut(Struct):
    """Whom a meeting or a broadcast is for."""

    unit: UnitName
    # What the unit is called: «3 А», or the child of the family.
    title: str
    whom: WhomName


class CallOut(Struct):
    """A call as one person sees it."""

    id: int
    kind: CallKind
    state: CallState
    media: MediaName
    title: str
    # The chat whose call it is, or that the members of a call by link write in; null for guests.
    conversation: int | None
    by: int
    by_name: str
    # For when it was planned; when it began; when it was over.
    planned_at: Ms | None
    started_at: Ms | None
    ended_at: Ms | None
    # `calls.models.EndedBy` once it is over.
    ended_by: str
    # How many are inside now.
    count: int
    policy: PolicyOut
    part: Part
    may: list[Power]
    # Of a call that is over: whether I was in it, and the milliseconds I was.
    was_in: bool = False
    my_ms: int = 0
    # Null for one by link, and the call of a chat.
    audience: AudienceOut | None = None


class Calls(Struct):
    # Those that go on, then those to come (the next first), then those that are over (the last first).
    open: list[CallOut]
    planned: list[CallOut]
    over: list[CallOut]
    # Ask for those before this number for the next page of `over`; null when there are no more.
    before: int | None
    # Whether I may make a call by link; the sentence that says what is missing when nobody can call at all.
    may_plan: bool
    missing: str


class StartRequest(Struct, forbid_unknown_fields=True):
    media: MediaName
    # Whom to ring, of those who sit there; left out: everybody.
    ring: Annotated[list[Id], Meta(max_length=200)] | UnsetType = UNSET


class AudienceWish(Struct, forbid_unknown_fields=True):
    """Whom to gather: the number is that of the chat, class, grade, school, or of the child's card."""

    unit: UnitName
    number: Id
    # Of a chat it is everybody who sits there, of a family the guardians, whatever is said here.
    whom: WhomName = "all"


class PlanRequest(Struct, forbid_unknown_fields=True):
    """A call by link, a meeting of an audience, or a broadcast by link or for an audience; now or at a time."""

    title: Title
    # More people than fit into a meeting make a broadcast of it.
    kind: Literal["link", "meeting", "broadcast"] = "link"
    audience: AudienceWish | None = None
    media: MediaName = "video"
    planned_at: Ms | None = None
    lobby: bool = True
    speak: WhoName = "all"
    camera: WhoName = "all"
    share: WhoName = "hosts"
    write: WhoName = "all"
    guests: bool = True


class ChangeCallRequest(Struct, forbid_unknown_fields=True):
    """What is left out stays."""

    title: Title | UnsetType = UNSET
    planned_at: Ms | UnsetType | None = UNSET
    lobby: bool | UnsetType = UNSET
    locked: bool | UnsetType = UNSET
    speak: WhoName | UnsetType = UNSET
    camera: WhoName | UnsetType = UNSET
    share: WhoName | UnsetType = UNSET
    write: WhoName | UnsetType = UNSET


class CallAnswer(Struct):
    call: CallOut


class AudienceChoice(Struct):
    """A unit that I may gather, and how many of it are registered."""

    unit: UnitName
    number: int
    title: str
    pupils: int
    guardians: int
    staff: int
    everybody: int
    # The class of the child of a family.
    school_class: int = 0


class Audiences(Struct):
    """Whom I may gather, chats left out; and how many fit into a meeting and before a broadcast."""

    choices: list[AudienceChoice]
    people: int
    viewers: int


class MadeCallAnswer(Struct):
    """A call by link with its link, which is told this once: it stands in no address and in no log.

    What is for an audience has no link: the token is empty.
    """

    call: CallOut
    token: str


class JoinRequest(Struct, forbid_unknown_fields=True):
    # Take the call over from another device of mine.
    move: bool = False


class JoinAnswer(Struct, omit_defaults=True):
    """`admit` comes with a token for the media; `wait`: ask `again` after so much; `elsewhere`: on another device."""

    door: Literal["admit", "wait", "refuse", "elsewhere"]
    # For people: why not, or what one waits for.
    why: str = ""
    # The media server's token, good for five minutes and for one room. It is never written into a log.
    token: str = ""
    # Milliseconds; hundreds of viewers need not ask as often as one at the door of a lesson.
    again: int = 2_000
    call: CallOut | None = None


class HandRequest(Struct, forbid_unknown_fields=True):
    up: bool


Deed = Literal[
    "mute",  # off now; may be turned on again
    "silence",  # off, and stays off
    "let_speak",
    "hide",  # the camera, likewise for good
    "let_show",
    "unshare",
    "let_share",
    "lower",
    "remove",
    "admit",
    "refuse",
    "appoint",
    "dismiss",
]


class GovernRequest(Struct, forbid_unknown_fields=True):
    """What a host does to one participant, or to all who are no hosts."""

    what: Deed
    who: Id | None


class Waiting(Struct):
    participant: int
    profile: int | None
    name: str
    kind: PersonKind | Literal["guest"]
    # Who gave a guest the link.
    invited_by: str
    since: Ms


class QuestionRequest(Struct, forbid_unknown_fields=True):
    text: QuestionText


class AnswerRequest(Struct, forbid_unknown_fields=True):
    """What a host does with a question: show it to all, put it away, or let nobody see it."""

    what: Literal["show", "done", "dismiss"]


class QuestionOut(Struct):
    id: int
    text: str
    state: Literal["waiting", "shown", "done", "dismissed"]
    asked_at: Ms
    # Who asked, for hosts; nobody else is told.
    name: str = ""
    kind: PersonKind | Literal["guest", ""] = ""


class Colleague(Struct):
    """Somebody of the staff among the viewers, who may be made a host."""

    participant: int
    name: str


class Questions(Struct):
    """The queue for hosts, the oldest first; a viewer's own for a viewer, and no colleagues."""

    questions: list[QuestionOut]
    colleagues: list[Colleague]


class ShownQuestion(Struct):
    """A question as everybody sees it."""

    id: int
    text: str


class Lobby(Struct):
    waiting: list[Waiting]


class LinkTokenRequest(Struct, forbid_unknown_fields=True):
    token: Token


class CallPreview(Struct):
    """Where a link leads, told to whoever it may let in."""

    call: int
    title: str
    by_name: str
    kind: CallKind
    state: CallState
    planned_at: Ms | None
    # Whoever is signed in comes under their own name; others are guests, where guests may come.
    signed_in: bool
    guests: bool
    # The name under which this browser is a guest of the call already.
    guest: str = ""


class GuestRequest(Struct, forbid_unknown_fields=True):
    token: Token
    name: GuestName


class Stay(Struct):
    """One interval in which somebody was there, short breaks closed."""

    came: Ms
    went: Ms | None


class Attendee(Struct):
    participant: int
    profile: int | None
    name: str
    kind: PersonKind | Literal["guest"]
    stays: list[Stay]
    total_ms: int
    # How often the line fell and came back.
    breaks: int


class Attendance(Struct):
    """Who was there and when; also those of the chat who never came."""

    started_at: Ms | None
    ended_at: Ms | None
    attendees: list[Attendee]
    absent: list[str]


class RoomState(Struct):
    """The metadata of a room at LiveKit: what everybody inside sees of the call itself."""

    call: int
    title: str
    policy: PolicyOut
    frozen: bool
    # How many wait to be let in; who they are is asked by hosts alone.
    waiting: int = 0
    # Of a broadcast: how many watch, how many questions wait for the hosts, and the one that is shown.
    viewers: int = 0
    questions: int = 0
    shown: ShownQuestion | None = None


class PersonState(Struct):
    """The attributes of a participant at LiveKit, all of them texts."""

    # The number of the participant, for what a host does.
    id: str
    # Of `Part`; the kind of the person, or `guest`; the badge as in chats; who invited a guest.
    part: str
    kind: str
    # The person's number in chats, by which they have one colour everywhere; guests have none.
    profile: str = ""
    # Of `rules.Hosting`.
    hosting: str = ""
    badge: str = ""
    invited_by: str = ""
    # Milliseconds since 1970 at which the hand went up; empty when it is down.
    hand: str = ""
    # Commas between what they may do, of `Power`.
    may: str = ""


class CallChat(Struct):
    """The chat of a call, for whoever is in it."""

    conversation: Row


def state_of(started: int | None, ended: int | None) -> CallState:
    """Say in one word where a call stands."""
    if ended is not None:
        return "over"
    return "planned" if started is None else "open"


# What the room's metadata and the attributes are encoded with.
encode = msgspec.json.Encoder().encode
