"""Storing messages: many at once, in one transaction with one fsync.

1. Answer what is already stored: the same key is the same message.
2. Lock the conversations in ascending id and read their numbers and the authors' rights.
3. Read what is answered, sent on or named, where there is any such thing.
4. Refuse what may not be posted.
5. Give every message the next `no` and `seq` of its conversation, in the order of arrival.
6. Write, commit, publish.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from peremena import clock
from peremena.chat.actions_mentions import note_mentions
from peremena.chat.actions_personal import forget_sent_drafts
from peremena.chat.actions_storing import attempt, news_of, write_places
from peremena.chat.drafts import KEY_REUSED, NOT_FOUND, RETRY_SAME_KEY, Draft, Outcome, Refused, Stored
from peremena.chat.extras import Extras, called, dress, read_extras
from peremena.chat.places import Place, Right, lock_places, read_rights
from peremena.chat.schemas import Message
from peremena.database import raw
from peremena.live.publishing import publish


def send_messages(drafts: Sequence[Draft]) -> list[Outcome]:
    """Store drafts and tell the conversations; answers in the order of the drafts. A `Stored` is on disk.

    Rights are judged by the dates at this moment (docs/membership.md). Never raises for what a database does to us:
    a lost connection or a full disk is `retry_same_key`, because the key makes a second try harmless.
    """
    return attempt(_store, drafts, RETRY_SAME_KEY)


@dataclass(frozen=True, slots=True)
class _Before:
    """A message with this key that is there already. Of one that was changed, the text says nothing any more."""

    conversation: int
    text: str
    is_changed: bool
    stored: Stored

    def is_meant_by(self, draft: Draft) -> bool:
        # The words of a message that is sent on are taken from there, and may have changed since.
        same_text = self.is_changed or draft.forward is not None or self.text == draft.text
        return self.conversation == draft.conversation and same_text


def _store(drafts: Sequence[Draft]) -> list[Outcome]:
    moment = clock.now()
    with transaction.atomic():
        known = _already_stored(drafts)
        fresh = [draft for draft in drafts if (draft.key, draft.author) not in known]
        places = lock_places({draft.conversation for draft in fresh})
        rights = read_rights({(draft.conversation, draft.author) for draft in fresh}, places, moment)
        extras = read_extras(fresh, moment)
        outcomes = [_decide(draft, known, places, rights, extras, clock.to_ms(moment)) for draft in drafts]
        write_places(places)
        _note_mentions(places, extras)
        publish(*news_of(places))
        forget_sent_drafts(_drafts_sent(places, rights), clock.to_ms(moment))
    return outcomes


def _decide(
    draft: Draft,
    known: dict[tuple[str, int], _Before],
    places: dict[int, Place],
    rights: dict[tuple[int, int], Right],
    extras: Extras,
    at: int,
) -> Outcome:
    """Give one draft its place, or refuse it. Remembers it in `known`, for a twin in the same batch."""
    before = known.get((draft.key, draft.author))
    if before is not None:
        return before.stored if before.is_meant_by(draft) else KEY_REUSED
    place = places.get(draft.conversation)
    right = rights.get((draft.conversation, draft.author))
    if place is None or right is None:
        return NOT_FOUND
    if right.allowed.closed_because is not None:
        return Refused("may_not_post", right.allowed.closed_because)
    message = Message(
        no=place.last_no + 1,
        seq=place.last_seq + 1,
        by=draft.author,
        name=right.name,
        key=draft.key,
        text=draft.text,
        at=at,
    )
    refused = dress(message, draft, extras, may_call_all="mention_all" in right.allowed.may)
    if refused is not None:
        return refused
    place.put(message)
    stored = Stored(message.no, message.seq, at)
    known[draft.key, draft.author] = _Before(draft.conversation, draft.text, is_changed=False, stored=stored)
    return stored


def _already_stored(drafts: Sequence[Draft]) -> dict[tuple[str, int], _Before]:
    places = ",".join(["%s"] * len(drafts))
    # The first seq of a message is not kept once it is edited; the row's present one serves the browser as well.
    found = raw.rows(
        "SELECT key, author_id, conversation_id, text, edited_at_ms + deleted_at_ms, no, changed_seq, sent_at_ms"
        f" FROM chat_message WHERE key IN ({places})",
        [draft.key for draft in drafts],
    )
    return {
        (key, author): _Before(conversation, text, bool(changed_at), Stored(no, seq, at))
        for key, author, conversation, text, changed_at, no, seq, at in found
    }


def _note_mentions(places: dict[int, Place], extras: Extras) -> None:
    note_mentions(
        [
            (conversation, profile, message.no)
            for conversation, place in sorted(places.items())
            for message in place.sent
            if message.mentions
            for profile in sorted(called(message, extras.members[conversation]))
        ]
    )


def _drafts_sent(places: dict[int, Place], rights: dict[tuple[int, int], Right]) -> set[tuple[int, int]]:
    """Return whose draft has just been sent; one that says something else is still being written."""
    return {
        (conversation, message.by)
        for conversation, place in places.items()
        for message in place.sent
        if (draft := rights[conversation, message.by].draft.strip()) and draft == message.text
    }
