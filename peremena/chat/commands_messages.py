"""What a browser may ask over the socket about messages that are already there."""

from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta

from peremena.chat import actions_reactions
from peremena.chat.actions_marks import Marking, What, mark_messages
from peremena.chat.actions_messages import Deletion, Edit, Pinning, delete_for_all, edit_messages, pin_messages
from peremena.chat.actions_reactions import Sign
from peremena.chat.bench import Target
from peremena.chat.drafts import Refused
from peremena.chat.schemas import Id, Mention, Message, No
from peremena.chat.wording import word
from peremena.live.contract import Answer, Call, Command, CommandError, Kind, Limit

_Done = TypeVar("_Done")

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


def edit(calls: Sequence[Call]) -> list[Answer]:
    """`message.edit`: what is wrong with a text is said before anything is written."""
    edits = [_edit(call) for call in calls]
    sound = [one for one in edits if isinstance(one, Edit)]
    stored = iter(edit_messages(sound) if sound else [])
    outcomes = [one if isinstance(one, Refused) else next(stored) for one in edits]
    return [_answer(one, lambda message: Edited(message.seq, message.edited)) for one in outcomes]


def _edit(call: Call) -> Edit | Refused:
    wording = word(call.command.text, call.command.mentions)
    return wording if isinstance(wording, Refused) else Edit(_target(call), wording.text, wording.mentions)


def react(calls: Sequence[Call]) -> list[Answer]:
    """`message.react`: one sign of each person; another one takes its place."""
    signs = [Sign(_target(call), call.command.emoji) for call in calls]
    return [_answer(one, _changed) for one in actions_reactions.react(signs)]


def pin(calls: Sequence[Call]) -> list[Answer]:
    """`message.pin`."""
    return [_answer(one, _changed) for one in pin_messages([Pinning(_target(call), call.command.on) for call in calls])]


def _target(call: Call) -> Target:
    return Target(call.principal.profile, call.command.conversation, call.command.no)


def _changed(message: Message) -> Changed:
    return Changed(message.seq)


def delete(calls: Sequence[Call]) -> list[Answer]:
    """`message.delete`: for all or for oneself, each kind in one transaction."""
    for_all = [_deletion(call) for call in calls if call.command.for_all]
    for_me = [_marking(call, "hidden") for call in calls if not call.command.for_all]
    gone = iter(delete_for_all(for_all) if for_all else [])
    hidden = iter(mark_messages(for_me) if for_me else [])
    return [_answer(next(gone if call.command.for_all else hidden), Reached) for call in calls]


def _deletion(call: Call) -> Deletion:
    return Deletion(call.principal.profile, call.command.conversation, _nos(call))


def restore(calls: Sequence[Call]) -> list[Answer]:
    """`message.restore`: what one deleted for oneself is shown again."""
    return [_answer(one, Reached) for one in mark_messages([_marking(call, "shown") for call in calls])]


def mark(calls: Sequence[Call]) -> list[Answer]:
    """`message.mark`: important to this person."""
    wanted = [_marking(call, "important" if call.command.important else "unimportant") for call in calls]
    return [_answer(one, Reached) for one in mark_messages(wanted)]


def _marking(call: Call, what: What) -> Marking:
    return Marking(call.principal.profile, call.command.conversation, _nos(call), what)


def _nos(call: Call) -> tuple[int, ...]:
    return tuple(dict.fromkeys(call.command.nos))


def _answer(outcome: _Done | Refused, say: Callable[[_Done], object]) -> Answer:
    if isinstance(outcome, Refused):
        return Answer(error=CommandError(outcome.code, outcome.message, outcome.retry_after_ms))
    return Answer(ok=say(outcome))


# A person may name a hundred messages at once: fewer commands in one transaction.
_BATCH = 50


def kinds() -> list[Kind]:
    """Return the commands of this module with their limits."""
    return [
        Kind("message.edit", EditMessage, Edited, edit, Limit(30, 10), writes=True),
        Kind("message.delete", DeleteMessages, Reached, delete, Limit(30, 10), writes=True, batch=_BATCH),
        Kind("message.restore", RestoreMessages, Reached, restore, Limit(30, 10), writes=True, batch=_BATCH),
        Kind("message.react", ReactToMessage, Changed, react, Limit(60, 10), writes=True),
        Kind("message.pin", PinMessage, Changed, pin, Limit(20, 10), writes=True),
        Kind("message.mark", MarkMessages, Reached, mark, Limit(30, 10), writes=True, batch=_BATCH),
    ]
