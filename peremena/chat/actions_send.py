"""Storing messages: many at once, in one transaction with one fsync.

1. Answer what is already stored: the same key is the same message.
2. Lock the conversations in ascending id and read their numbers and the authors' rights.
3. Refuse what may not be posted.
4. Give every message the next `no` and `seq` of its conversation, in the order of arrival.
5. Write, commit, publish.
"""

import logging
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from django.db import IntegrityError, InterfaceError, OperationalError, connection, transaction

from peremena import clock
from peremena.chat import relations
from peremena.chat.drafts import KEY_REUSED, NOT_FOUND, RETRY_SAME_KEY, Draft, Outcome, Refused, Stored
from peremena.chat.events import message_sent, published
from peremena.chat.schemas import Message
from peremena.database import raw
from peremena.live.publishing import publish

_log = logging.getLogger("peremena.chat")


def send_messages(drafts: Sequence[Draft]) -> list[Outcome]:
    """Store drafts and tell the conversations; answers in the order of the drafts. A `Stored` is on disk.

    Rights are judged by the dates at this moment (docs/membership.md). Never raises for what a database does to us:
    a lost connection or a full disk is `retry_same_key`, because the key makes a second try harmless.
    """
    try:
        return _store(drafts)
    except IntegrityError:
        # A race on one key spoils the batch for nobody else.
        return [_store_alone(draft) for draft in drafts]
    except (OperationalError, InterfaceError):
        _log.exception("a batch of %d messages was not stored", len(drafts))
        connection.close_if_unusable_or_obsolete()
        return [RETRY_SAME_KEY] * len(drafts)


def _store_alone(draft: Draft) -> Outcome:
    try:
        return _store([draft])[0]
    except (IntegrityError, OperationalError, InterfaceError):
        _log.exception("a message was not stored")
        return RETRY_SAME_KEY


@dataclass(slots=True)
class _Place:
    """A conversation of the batch: its numbers as they grow, and what it was told."""

    kind: str
    last_seq: int
    last_no: int
    sent: list[Message] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Right:
    """What the database says of one author in one conversation."""

    name: str
    peer: int | None


def _store(drafts: Sequence[Draft]) -> list[Outcome]:
    moment = clock.now()
    with transaction.atomic():
        known = _already_stored(drafts)
        fresh = [draft for draft in drafts if (draft.key, draft.author) not in known]
        places = _lock_places({draft.conversation for draft in fresh})
        rights = _read_rights(fresh, moment)
        closed = _closed_directs(rights, places, moment)
        outcomes = [_decide(draft, known, places, rights, closed, clock.to_ms(moment)) for draft in drafts]
        _write(places)
        publish(
            *(
                published(message_sent(conversation, message))
                for conversation, place in sorted(places.items())
                for message in place.sent
            )
        )
    return outcomes


def _decide(
    draft: Draft,
    known: "dict[tuple[str, int], tuple[Draft, Stored]]",
    places: dict[int, _Place],
    rights: dict[tuple[int, int], _Right],
    closed: dict[tuple[int, int], str],
    at: int,
) -> Outcome:
    """Give one draft its place, or refuse it. Remembers it in `known`, for a twin in the same batch."""
    found = known.get((draft.key, draft.author))
    if found is not None:
        before, stored = found
        return stored if before == draft else KEY_REUSED
    place = places.get(draft.conversation)
    right = rights.get((draft.conversation, draft.author))
    if place is None or right is None:
        return NOT_FOUND
    why = closed.get((draft.conversation, draft.author))
    if why is not None:
        return Refused("may_not_post", why)
    place.last_seq += 1
    place.last_no += 1
    stored = Stored(place.last_no, place.last_seq, at)
    known[draft.key, draft.author] = (draft, stored)
    place.sent.append(
        Message(no=stored.no, seq=stored.seq, by=draft.author, name=right.name, key=draft.key, text=draft.text, at=at)
    )
    return stored


def _already_stored(drafts: Sequence[Draft]) -> dict[tuple[str, int], tuple[Draft, Stored]]:
    places = ",".join(["%s"] * len(drafts))
    # The first seq of a message is not kept once it is edited; the row's present one serves the browser as well.
    found = raw.rows(
        "SELECT key, author_id, conversation_id, text, no, changed_seq, sent_at_ms FROM chat_message"
        f" WHERE key IN ({places})",
        [draft.key for draft in drafts],
    )
    return {
        (key, author): (Draft(author, conversation, key, text), Stored(no, seq, at))
        for key, author, conversation, text, no, seq, at in found
    }


def _lock_places(conversations: set[int]) -> dict[int, _Place]:
    """Lock in ascending id, as everybody does, so that two writers never wait for each other."""
    found = raw.rows(
        "SELECT id, kind, last_seq, last_no FROM chat_conversation"
        f" WHERE id IN ({raw.numbers(conversations)}) ORDER BY id{raw.for_update()}"
    )
    return {conversation: _Place(kind, last_seq, last_no) for conversation, kind, last_seq, last_no in found}


def _read_rights(drafts: Sequence[Draft], at: datetime) -> dict[tuple[int, int], _Right]:
    wanted = sorted({(draft.conversation, draft.author) for draft in drafts})
    if not wanted:
        return {}
    found = raw.rows(
        f"WITH wanted(conversation, profile) AS (VALUES {raw.pairs(wanted)})"
        " SELECT m.conversation_id, m.profile_id, p.display_name,"
        " CASE WHEN c.direct_low_id = m.profile_id THEN c.direct_high_id ELSE c.direct_low_id END"
        " FROM wanted w"
        " JOIN chat_membership m ON m.conversation_id = w.conversation AND m.profile_id = w.profile"
        " JOIN chat_conversation c ON c.id = m.conversation_id"
        " JOIN people_profile p ON p.id = m.profile_id"
        f" WHERE m.is_current AND (m.ends_at IS NULL OR m.ends_at > %s)",
        [raw.moment(at)],
    )
    return {(conversation, profile): _Right(name, peer) for conversation, profile, name, peer in found}


def _closed_directs(
    rights: dict[tuple[int, int], _Right], places: dict[int, _Place], at: datetime
) -> dict[tuple[int, int], str]:
    """Return the direct chats among the places in which the relation no longer lasts, each with its sentence."""
    directs = {key: right.peer for key, right in rights.items() if key[0] in places and right.peer is not None}
    if not directs:
        return {}
    verdicts = relations.direct_verdicts({(author, peer) for (_, author), peer in directs.items()}, at)
    return {
        (conversation, author): verdict.why
        for (conversation, author), peer in directs.items()
        if not (verdict := verdicts[author, peer]).allowed
    }


def _write(places: dict[int, _Place]) -> None:
    told = [(conversation, place) for conversation, place in sorted(places.items()) if place.sent]
    if not told:
        return
    raw.insert_many(
        "chat_message",
        ("conversation_id", "no", "changed_seq", "author_id", "key", "text", "sent_at_ms"),
        [(c, m.no, m.seq, m.by, m.key, m.text, m.at) for c, place in told for m in place.sent],
    )
    raw.set_numbers(
        "chat_conversation",
        ("last_seq", "last_no"),
        ("id",),
        [(place.last_seq, place.last_no, conversation) for conversation, place in told],
    )
    # Whoever writes has read: no browser has to say so, and its other tabs conclude it from the message.
    newest = {(c, m.by): m.no for c, place in told for m in place.sent}
    raw.set_numbers(
        "chat_membership",
        ("read_no",),
        ("conversation_id", "profile_id"),
        [(no, conversation, author) for (conversation, author), no in newest.items()],
    )
