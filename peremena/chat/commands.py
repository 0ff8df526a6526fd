"""What a browser may ask over the socket about chats, and the handlers that take such commands in batches."""

from collections.abc import Sequence
from typing import Annotated

import msgspec
from django.conf import settings
from msgspec import Meta

from peremena import clock
from peremena.chat import commands_messages, commands_personal, queries, queries_sync
from peremena.chat.actions_read import Mark, mark_read
from peremena.chat.actions_send import send_messages
from peremena.chat.actions_typing import show_typing
from peremena.chat.drafts import NOT_FOUND, Draft, Forward, Outcome, Refused, Stored
from peremena.chat.queries_sync import Ask
from peremena.chat.schemas import MOST_SYNCED, Id, Mention, No, SyncAnswer
from peremena.chat.wording import word
from peremena.live.contract import Answer, Call, Command, CommandError, Kind, Limit
from peremena.live.presence import WatchAnswer

Uuid = Annotated[str, Meta(pattern="^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]

MOST_WATCHED = 50


class ForwardOf(msgspec.Struct, forbid_unknown_fields=True):
    """The message whose words are sent on; the server takes them from there."""

    conversation: Id
    no: No
    with_author: bool


class SendMessage(Command, tag="message.send"):
    conversation: Id
    key: Uuid
    # Empty when something is sent on.
    text: str
    reply: No | None = None
    mentions: Annotated[list[Mention], Meta(max_length=100)] = msgspec.field(default_factory=list)
    forward: ForwardOf | None = None


class ReadConversation(Command, tag="conversation.read"):
    conversation: Id
    no: No


class ShowTyping(Command, tag="conversation.typing"):
    conversation: Id


class WatchPresence(Command, tag="presence.watch"):
    profiles: Annotated[list[Id], Meta(max_length=MOST_WATCHED)]


class Sync(Command, tag="sync"):
    topics: Annotated[dict[str, No], Meta(max_length=MOST_SYNCED)]


class ReadAnswer(msgspec.Struct):
    no: int


_ONLY_SENT_ON = Refused("bad_arguments", "Пересланное сообщение не дополняют: отправьте своё отдельно.")


class Done(msgspec.Struct):
    """Nothing to say but that it was taken."""


def send(calls: Sequence[Call]) -> list[Answer]:
    """`message.send`: what is wrong with a text is said before anything is written."""
    drafts = [_draft(call) for call in calls]
    sound = [draft for draft in drafts if isinstance(draft, Draft)]
    stored = iter(send_messages(sound) if sound else [])
    return [_answer(draft if isinstance(draft, Refused) else next(stored)) for draft in drafts]


def _draft(call: Call) -> Draft | Refused:
    asked: SendMessage = call.command
    author = call.principal.profile
    if asked.forward is not None:
        if asked.text or asked.mentions or asked.reply is not None:
            return _ONLY_SENT_ON
        source = Forward(asked.forward.conversation, asked.forward.no, asked.forward.with_author)
        return Draft(author, asked.conversation, asked.key, "", forward=source)
    wording = word(asked.text, asked.mentions)
    if isinstance(wording, Refused):
        return wording
    return Draft(author, asked.conversation, asked.key, wording.text, asked.reply, wording.mentions)


def _answer(outcome: Outcome) -> Answer:
    if isinstance(outcome, Refused):
        return Answer(error=CommandError(outcome.code, outcome.message, outcome.retry_after_ms))
    return Answer(ok=outcome)


def read(calls: Sequence[Call]) -> list[Answer]:
    """`conversation.read`: the mark only ever moves forward."""
    marks = [Mark(call.principal.profile, call.command.conversation, call.command.no) for call in calls]
    return [_answer(NOT_FOUND) if no is None else Answer(ok=ReadAnswer(no)) for no in mark_read(marks)]


def typing(calls: Sequence[Call]) -> list[Answer]:
    """`conversation.typing`: told to those who listen, if one may write there; never stored."""
    pairs = [(call.command.conversation, call.principal.profile) for call in calls]
    names = queries.posting_names(pairs, clock.now())
    return [_show_typing(pair, names.get(pair)) for pair in pairs]


def _show_typing(pair: tuple[int, int], name: str | None) -> Answer:
    if name is None:
        return _answer(NOT_FOUND)
    show_typing(by=pair[1], name=name, conversation=pair[0])
    return Answer(ok=Done())


def watch(calls: Sequence[Call]) -> list[Answer]:
    """`presence.watch`: of the people asked for, those with whom one shares a chat."""
    return [Answer(watch=queries.fellows(call.principal.profile, call.command.profiles, clock.now())) for call in calls]


def sync(calls: Sequence[Call]) -> list[Answer]:
    """`sync`: what changed since the positions given; large answers are sent to HTTP."""
    asks = [Ask(call.principal.profile, call.command.topics) for call in calls]
    return [Answer(ok=one) for one in queries_sync.answers(asks, clock.now(), queries_sync.SOCKET_BYTES)]


def kinds() -> list[Kind]:
    """Return every command of this package with its limit. The limits are generous to people, not to programs."""
    return [
        Kind("message.send", SendMessage, Stored, send, Limit(settings.SENDS_PER_10_SECONDS, 10), writes=True),
        Kind("conversation.read", ReadConversation, ReadAnswer, read, Limit(60, 10), writes=True),
        Kind("conversation.typing", ShowTyping, Done, typing, Limit(20, 10)),
        Kind("presence.watch", WatchPresence, WatchAnswer, watch, Limit(30, 10)),
        Kind("sync", Sync, SyncAnswer, sync, Limit(60, 10), batch=100),
        *commands_messages.kinds(),
        *commands_personal.kinds(),
    ]
