"""What a browser may ask over the socket about a person's own view of their chats."""

from collections.abc import Sequence
from typing import Annotated

import msgspec
from msgspec import Meta

from peremena.chat.schemas import LONGEST_TEXT, Appearance, Id, No
from peremena.live.contract import Answer, Call, Command, CommandError, Kind, Limit

# The manuals' number (row G9).
MOST_PINNED = 5


class SetConversation(Command, tag="conversation.set"):
    """Change what is given; what is left out stays."""

    conversation: Id
    pinned: bool | None = None
    # 0: heard; -1: until turned on again.
    muted_until: Annotated[int, Meta(ge=-1, le=2**53)] | None = None
    archived: bool | None = None
    unread: bool | None = None
    appearance: Appearance | None = None


class ArrangeConversations(Command, tag="conversation.arrange"):
    """The pinned chats in their order."""

    pinned: Annotated[list[Id], Meta(max_length=MOST_PINNED)]


class ClearConversation(Command, tag="conversation.clear"):
    conversation: Id


class SaveDraft(Command, tag="draft.save"):
    """What is typed and not sent; an empty text is none. The latest `edited_at` of all devices wins."""

    conversation: Id
    text: Annotated[str, Meta(max_length=4 * LONGEST_TEXT)]
    edited_at: No
    reply: No | None = None


class Taken(msgspec.Struct):
    """Nothing to say but that it was taken; the row comes as `membership.changed`."""


class Cleared(msgspec.Struct):
    from_no: int


def _not_yet(calls: Sequence[Call]) -> list[Answer]:
    return [Answer(error=CommandError("not_found", "Этого пока нет.")) for _ in calls]


def kinds() -> list[Kind]:
    """Return the commands of this module with their limits."""
    return [
        Kind("conversation.set", SetConversation, Taken, _not_yet, Limit(60, 10), writes=True),
        Kind("conversation.arrange", ArrangeConversations, Taken, _not_yet, Limit(30, 10), writes=True),
        Kind("conversation.clear", ClearConversation, Cleared, _not_yet, Limit(20, 10), writes=True),
        Kind("draft.save", SaveDraft, Taken, _not_yet, Limit(30, 10), writes=True),
    ]
