"""What travels when a chat is made by hand and run."""

from typing import Annotated, Literal

from msgspec import UNSET, Meta, Struct, UnsetType

from peremena.chat.schemas import AbilityName, Id, Ms, PersonKind, Row

MOST_AT_ONCE = 200
LONGEST_TITLE = 100
LONGEST_REASON = 500
MOST_USES = 10_000

Abilities = Annotated[list[AbilityName], Meta(max_length=6)]


class Someone(Struct, forbid_unknown_fields=True):
    """A profile, or the card of somebody who has not registered yet: one of the two."""

    profile: Id | None = None
    person: Id | None = None


People = Annotated[list[Someone], Meta(max_length=MOST_AT_ONCE)]


class GroupRequest(Struct, forbid_unknown_fields=True):
    title: str
    people: People
    abilities: Abilities
    picture: Id | None = None


class ConversationAnswer(Struct):
    conversation: Row


class ChangeRequest(Struct, forbid_unknown_fields=True):
    """What is left out stays; a picture of null is taken away."""

    title: str | UnsetType = UNSET
    picture: Id | UnsetType | None = UNSET
    abilities: Abilities | UnsetType = UNSET


class AddRequest(Struct, forbid_unknown_fields=True):
    people: Annotated[list[Someone], Meta(min_length=1, max_length=MOST_AT_ONCE)]


class ExcludeRequest(Struct, forbid_unknown_fields=True):
    member: Someone
    # Needed when the roster seats the member.
    reason: str = ""


class ReinstateRequest(Struct, forbid_unknown_fields=True):
    person: Id


class RoleRequest(Struct, forbid_unknown_fields=True):
    member: Someone
    role: Literal["member", "admin"]


class Candidate(Struct):
    """Somebody who may be brought into a chat."""

    profile: int | None
    person: int | None
    name: str
    badge: str
    kind: PersonKind
    linked: bool
    # The classes to which they belong as pupil, guardian or teacher.
    units: list[int]


class UnitOut(Struct):
    id: int
    title: str


class Candidates(Struct):
    candidates: list[Candidate]
    # The classes of everybody who may be brought in, whatever was looked for.
    units: list[UnitOut]
    # There are more than travel at once: look for a name.
    more: bool


class LinkRequest(Struct, forbid_unknown_fields=True):
    """Without an end a link lasts until it is revoked, without a number it lets in whoever may be added."""

    expires_at: Ms | None = None
    most_uses: Annotated[int, Meta(ge=1, le=MOST_USES)] | None = None


class LinkUse(Struct):
    name: str
    at: Ms


class LinkOut(Struct):
    id: int
    # What the address of the link carries; a secret of the chat.
    token: str
    made_by: str
    made_at: Ms
    expires_at: Ms | None
    most_uses: int | None
    uses: int
    is_open: bool
    came: list[LinkUse]


class Links(Struct):
    links: list[LinkOut]


class TokenRequest(Struct, forbid_unknown_fields=True):
    """In the body and not in the address, which others write down on the way."""

    token: Annotated[str, Meta(max_length=100)]


class LinkPreview(Struct):
    title: str
    member_count: int
    # To be asked by the same token.
    has_picture: bool
    made_by: str
    # The chat, for whoever sits there already.
    conversation: int | None
