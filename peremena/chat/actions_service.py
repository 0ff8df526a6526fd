"""Lines that say what happened in a chat: «Павлова Е. В. добавила Машу»."""

import uuid

import msgspec

from peremena import clock
from peremena.chat.events import message_sent, published
from peremena.chat.schemas import Message, Service
from peremena.database import raw
from peremena.live.publishing import publish


def say_service(conversation: int, by: int, service: Service) -> int:
    """Store a line and tell the chat, in the caller's transaction. It has a number like any message, and no text.

    Returns the number.
    """
    ((last_no, last_seq),) = raw.rows(
        f"SELECT last_no, last_seq FROM chat_conversation WHERE id = %s{raw.for_update()}", [conversation]
    )
    ((name,),) = raw.rows("SELECT display_name FROM people_profile WHERE id = %s", [by])
    no: int = last_no + 1
    seq, at = last_seq + 1, clock.now_ms()
    line = Message(no=no, seq=seq, by=by, name=name, key=str(uuid.uuid4()), text="", at=at, service=service)
    raw.insert_many(
        "chat_message",
        ("conversation_id", "no", "changed_seq", "author_id", "key", "text", "sent_at_ms", "service"),
        [(conversation, no, seq, by, line.key, "", at, msgspec.json.encode(service).decode())],
    )
    raw.set_numbers("chat_conversation", ("last_seq", "last_no"), ("id",), [(seq, no, conversation)])
    # Whoever does something has read that it was done.
    raw.set_numbers("chat_membership", ("read_no",), ("conversation_id", "profile_id"), [(no, conversation, by)])
    publish(published(message_sent(conversation, line)))
    return no
