"""What every batch of messages ends with: new rows, numbers of the conversations, read marks, and a second try."""

import logging
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec
from django.db import IntegrityError, InterfaceError, OperationalError, connection

from peremena.chat.drafts import Refused
from peremena.chat.events import message_sent, published_message
from peremena.chat.places import Place
from peremena.chat.schemas import Message
from peremena.database import raw
from peremena.live.contract import Published

_log = logging.getLogger("peremena.chat")

_Deed = TypeVar("_Deed")
_Outcome = TypeVar("_Outcome")

_COLUMNS = ("conversation_id", "no", "changed_seq", "author_id", "key", "text", "sent_at_ms")
_MORE_COLUMNS = ("reply_no", "forwarded", "mentions", "service")
_PLAIN = (None, "", "", "")


def attempt(
    store: Callable[[Sequence[_Deed]], Sequence[_Outcome]], deeds: Sequence[_Deed], unsure: Refused
) -> list[_Outcome | Refused]:
    """Store a batch. Never raises for what a database does to us: then it is `unsure` whether it was stored.

    What spoils a batch by a race is tried singly, so that it spoils the batch for nobody else.
    """
    try:
        outcomes = store(deeds)
    except IntegrityError:
        return [_attempt_alone(store, deed, unsure) for deed in deeds]
    except (OperationalError, InterfaceError):
        _log.exception("a batch of %d was not stored", len(deeds))
        connection.close_if_unusable_or_obsolete()
        return [unsure] * len(deeds)
    return list(outcomes)


def _attempt_alone(
    store: Callable[[Sequence[_Deed]], Sequence[_Outcome]], deed: _Deed, unsure: Refused
) -> _Outcome | Refused:
    try:
        return store([deed])[0]
    except (IntegrityError, OperationalError, InterfaceError):
        _log.exception("one of a batch was not stored")
        return unsure


def write_places(places: Mapping[int, Place]) -> None:
    """Write the messages that were put into conversations, and the numbers of those of which anything was told."""
    sent = [(conversation, message) for conversation, place in sorted(places.items()) for message in place.sent]
    if sent:
        _insert(sent)
    moved = [(one.last_seq, one.last_no, key) for key, one in sorted(places.items()) if one.last_seq != one.seq_before]
    if moved:
        raw.set_numbers("chat_conversation", ("last_seq", "last_no"), ("id",), moved)
    # Whoever writes has read: no browser has to say so, and its other tabs conclude it from the message.
    newest = {(conversation, message.by): message.no for conversation, message in sent}
    if newest:
        raw.set_numbers(
            "chat_membership",
            ("read_no",),
            ("conversation_id", "profile_id"),
            [(no, *place) for place, no in newest.items()],
        )


def news_of(places: Mapping[int, Place]) -> list[Published]:
    """Return what the conversations are told of the messages that were put there."""
    return [
        published_message(message_sent(conversation, message), is_new=True)
        for conversation, place in sorted(places.items())
        for message in place.sent
    ]


def as_json(value: Any) -> str:
    """Return what a column of JSON keeps; nothing for nothing."""
    return msgspec.json.encode(value).decode() if value else ""


def _insert(sent: Sequence[tuple[int, Message]]) -> None:
    rows = [(c, m.no, m.seq, m.by, m.key, m.text, m.at) for c, m in sent]
    more = [_more(message) for _, message in sent]
    if all(one == _PLAIN for one in more):
        raw.insert_many("chat_message", _COLUMNS, rows)
    else:
        whole = [(*row, *one) for row, one in zip(rows, more, strict=True)]
        raw.insert_many("chat_message", _COLUMNS + _MORE_COLUMNS, whole)


def _more(message: Message) -> tuple[int | None, str, str, str]:
    """Return the columns that an ordinary text leaves to the database."""
    reply_no = None if message.reply is None else message.reply.no
    return reply_no, as_json(message.forwarded), as_json(message.mentions), as_json(message.service)
