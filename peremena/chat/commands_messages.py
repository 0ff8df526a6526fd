"""What a browser may ask over the socket about messages that are already there."""

from collections.abc import Sequence
from typing import Annotated

import msgspec
from msgspec import Meta

from peremena.chat.schemas import Id, Mention, No
from peremena.live.contract import Answer, Call, Command, CommandError, Kind, Limit

# As many as somebody selects by hand.
Numbers = Annotated[list[No], Meta(min_length=1, max_length=100)]


class EditMessage(Command, tag="message.edit"):
    conversation: Id
    no: No
    text: str
    mentions: Annotated[list[Mention], Meta(max_length=100)] = msgspec.field(default_factory=list)


class DeleteMessages(Command, tag="message.delete"):
    conversation: Id
    nos: Numbers
    for_all: bool


class RestoreMessages(Command, tag="message.restore"):
    conversation: Id
    nos: Numbers


class ReactToMessage(Command, tag="message.react"):
    conversation: Id
    no: No
    emoji: Annotated[str, Meta(max_length=16)] | None


class PinMessage(Command, tag="message.pin"):
    conversation: Id
    no: No
    on: bool


class MarkMessages(Command, tag="message.mark"):
    conversation: Id
    nos: Numbers
    important: bool


class Edited(msgspec.Struct):
    seq: int
    edited: int


class Changed(msgspec.Struct):
    seq: int


class Reached(msgspec.Struct):
    """The messages to which it was done; the others are not there, or not this person's to change."""

    nos: list[int]


def _not_yet(calls: Sequence[Call]) -> list[Answer]:
    return [Answer(error=CommandError("not_found", "Этого пока нет.")) for _ in calls]


def kinds() -> list[Kind]:
    """Return the commands of this module with their limits."""
    return [
        Kind("message.edit", EditMessage, Edited, _not_yet, Limit(30, 10), writes=True),
        Kind("message.delete", DeleteMessages, Reached, _not_yet, Limit(30, 10), writes=True),
        Kind("message.restore", RestoreMessages, Reached, _not_yet, Limit(30, 10), writes=True),
        Kind("message.react", ReactToMessage, Changed, _not_yet, Limit(60, 10), writes=True),
        Kind("message.pin", PinMessage, Changed, _not_yet, Limit(20, 10), writes=True),
        Kind("message.mark", MarkMessages, Reached, _not_yet, Limit(30, 10), writes=True),
    ]
