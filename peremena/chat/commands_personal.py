"""What a browser may ask over the socket about a person's own view of their chats."""

from collections.abc import Sequence
from typing import Annotated

import msgspec
from msgspec import Meta

from peremena.chat import actions_personal
from peremena.chat.actions_personal import MOST_PINNED, Typed, Wish
from peremena.chat.drafts import NOT_FOUND, Refused
from peremena.chat.schemas import LONGEST_TEXT, Appearance, Id, Mention, No
from peremena.live.contract import Answer, Call, Command, CommandError, Kind, Limit


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
    mentions: Annotated[list[Mention], Meta(max_length=100)] = msgspec.field(default_factory=list)


class Taken(msgspec.Struct):
    """Nothing to say but that it was taken; the row comes as `membership.changed`."""


class Cleared(msgspec.Struct):
    from_no: int


def change_settings(calls: Sequence[Call]) -> list[Answer]:
    """`conversation.set`: how one person keeps one chat."""
    return _answers(actions_personal.change_settings([_wish(call) for call in calls]))


def _wish(call: Call) -> Wish:
    asked: SetConversation = call.command
    return Wish(
        call.principal.profile,
        asked.conversation,
        pinned=asked.pinned,
        muted_until=asked.muted_until,
        archived=asked.archived,
        unread=asked.unread,
        appearance=asked.appearance,
    )


def arrange(calls: Sequence[Call]) -> list[Answer]:
    """`conversation.arrange`: the order of the pinned chats."""
    return _answers(actions_personal.arrange_pinned([(call.principal.profile, call.command.pinned) for call in calls]))


def clear(calls: Sequence[Call]) -> list[Answer]:
    """`conversation.clear`: for this person alone."""
    places = [(call.command.conversation, call.principal.profile) for call in calls]
    return [
        _refusal(NOT_FOUND) if from_no is None else Answer(ok=Cleared(from_no))
        for from_no in actions_personal.clear_history(places)
    ]


def save_draft(calls: Sequence[Call]) -> list[Answer]:
    """`draft.save`: what is typed follows to the other devices."""
    return _answers(actions_personal.save_drafts([_typed(call) for call in calls]))


def _typed(call: Call) -> Typed:
    asked: SaveDraft = call.command
    text = asked.text.replace("\x00", "")
    # What was counted with the signs that no text keeps stands elsewhere now.
    mentions = asked.mentions if text == asked.text else ()
    return Typed(call.principal.profile, asked.conversation, text, asked.reply, asked.edited_at, mentions)


def _answers(outcomes: Sequence[Refused | None]) -> list[Answer]:
    return [Answer(ok=Taken()) if refused is None else _refusal(refused) for refused in outcomes]


def _refusal(refused: Refused) -> Answer:
    return Answer(error=CommandError(refused.code, refused.message))


def kinds() -> list[Kind]:
    """Return the commands of this module with their limits."""
    return [
        Kind("conversation.set", SetConversation, Taken, change_settings, Limit(60, 10), writes=True),
        Kind("conversation.arrange", ArrangeConversations, Taken, arrange, Limit(30, 10), writes=True),
        Kind("conversation.clear", ClearConversation, Cleared, clear, Limit(20, 10), writes=True),
        Kind("draft.save", SaveDraft, Taken, save_draft, Limit(30, 10), writes=True),
    ]
