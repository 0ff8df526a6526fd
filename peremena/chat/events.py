"""What browsers are told about chats. docs/protocol.md is the prose; a test compares the two."""

from typing import Any

from msgspec import field
from msgspec.structs import astuple, replace

from peremena.chat.schemas import (
    AbilityName,
    CallBrief,
    Forwarded,
    Mention,
    Message,
    Quote,
    Reaction,
    Row,
    Service,
    ability_names,
    call_brief,
)
from peremena.live.contract import Event, Published, encode
from peremena.people.events import PreferencesChanged


def topic_of(conversation: int) -> str:
    """Name the topic of a conversation."""
    return f"c{conversation}"


class OfMessage(Event, omit_defaults=True):
    """A message on the wire: the fields of `schemas.Message` beside the topic."""

    topic: str
    seq: int
    no: int
    by: int
    name: str
    key: str
    text: str
    at: int
    edited: int = 0
    deleted: bool = False
    pinned: int = 0
    reply: Quote | None = None
    forwarded: Forwarded | None = None
    mentions: list[Mention] = field(default_factory=list)
    reactions: list[Reaction] = field(default_factory=list)
    service: Service | None = None


class MessageSent(OfMessage, tag="message.sent"):
    """A message is there. In an answer of `sync` also one that changed since."""


class MessageChanged(OfMessage, tag="message.changed"):
    """A message was edited, deleted for all, pinned, or got a reaction; told whole."""


class ConversationChanged(Event, tag="conversation.changed"):
    topic: str
    seq: int
    title: str
    member_count: int
    picture: int | None
    abilities: list[AbilityName]
    # The call that goes on there.
    call: CallBrief | None


class ConversationPassed(Event, tag="conversation.passed"):
    """Something changed that this reader may not see: the position moves on."""

    topic: str
    seq: int


class MessageMarked(Event, tag="message.marked"):
    """What one message is to this person; told on their own topic."""

    topic: str
    seq: int
    conversation: int
    no: int
    important: bool
    hidden: bool
    # The newest message that is still shown, for the chat list.
    last: Message | None


class MembershipChanged(Event, tag="membership.changed"):
    topic: str
    seq: int
    row: Row


class MembershipEnded(Event, tag="membership.ended"):
    topic: str
    seq: int
    conversation: int
    title: str
    why: str


class ConversationRead(Event, tag="conversation.read"):
    topic: str
    seq: int
    conversation: int
    no: int


class ConversationReadBy(Event, tag="conversation.read_by"):
    topic: str
    # The two highest marks; whoever is one of them looks at the other.
    marks: list[tuple[int, int]]


class Typing(Event, tag="typing"):
    topic: str
    by: int
    name: str


Durable = (
    MessageSent
    | MessageChanged
    | ConversationPassed
    | MessageMarked
    | ConversationChanged
    | MembershipChanged
    | MembershipEnded
    | ConversationRead
    | PreferencesChanged
)


def published(event: Durable) -> Published:
    """Encode an event once, for everybody."""
    return Published(event.topic, event.seq, encode(event))


def published_message(event: OfMessage, *, is_new: bool) -> Published:
    """Encode what became of a message. Those who may not see it, or the one that it answers, are told less."""
    veils = [] if is_new else [(event.no, encode(ConversationPassed(event.topic, event.seq)))]
    if event.reply is not None and event.reply.by:
        veils.append((event.reply.no, encode(replace(event, reply=unseen_quote(event.reply.no)))))
    return Published(event.topic, event.seq, encode(event), veils=tuple(veils))


def unseen_quote(no: int) -> Quote:
    """Return what is told of an original to those who may not see it: that there is one."""
    return Quote(no=no, by=0, name="", text="")


# Of `chat_conversation`: what `conversation_changed` reads.
CONVERSATION_COLUMNS = "id, changed_seq, title, member_count, picture, abilities, call"


def conversation_changed(one: tuple[Any, ...]) -> ConversationChanged:
    """Say what a conversation is now, from the `CONVERSATION_COLUMNS` of its row."""
    conversation, seq, title, member_count, picture, abilities, call = one
    names = ability_names(abilities)
    return ConversationChanged(topic_of(conversation), seq, title, member_count, picture, names, call=call_brief(call))


def message_sent(conversation: int, message: Message) -> MessageSent:
    """Say that a message is there."""
    return MessageSent(topic_of(conversation), *astuple_in_order(message))


def message_changed(conversation: int, message: Message) -> MessageChanged:
    """Say what a message has become."""
    return MessageChanged(topic_of(conversation), *astuple_in_order(message))


def astuple_in_order(message: Message) -> tuple[Any, ...]:
    """Return the fields of a message in the order of the event, where `seq` comes first."""
    (no, seq, *rest) = astuple(message)
    return (seq, no, *rest)
