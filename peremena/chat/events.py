"""What browsers are told about chats. docs/protocol.md is the prose; a test compares the two."""

from peremena.chat.schemas import Message, Row
from peremena.live.contract import Event, Published, encode


def topic_of(conversation: int) -> str:
    """Name the topic of a conversation."""
    return f"c{conversation}"


class MessageSent(Event, tag="message.sent"):
    topic: str
    seq: int
    no: int
    by: int
    name: str
    key: str
    text: str
    at: int


class ConversationChanged(Event, tag="conversation.changed"):
    topic: str
    seq: int
    title: str
    member_count: int


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


Durable = MessageSent | ConversationChanged | MembershipChanged | MembershipEnded | ConversationRead


def published(event: Durable) -> Published:
    """Encode an event once, for everybody."""
    return Published(event.topic, event.seq, encode(event))


def message_sent(conversation: int, message: Message) -> MessageSent:
    return MessageSent(
        topic=topic_of(conversation),
        seq=message.seq,
        no=message.no,
        by=message.by,
        name=message.name,
        key=message.key,
        text=message.text,
        at=message.at,
    )
