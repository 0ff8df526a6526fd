"""What messages are to one person: important, or deleted for themselves. Told to their own devices alone."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from django.db import transaction

from peremena import clock
from peremena.chat.actions_messages import UNSURE
from peremena.chat.actions_read import lock_conversations
from peremena.chat.actions_storing import attempt
from peremena.chat.drafts import NO_SUCH_MESSAGE, Refused
from peremena.chat.events import MessageMarked, published
from peremena.chat.queries_messages import HOLDS, newest_shown, seen_by_member
from peremena.chat.schemas import Message
from peremena.database import raw
from peremena.live.contract import Published, profile_topic
from peremena.live.publishing import publish
from peremena.people import actions as people

# The profile, the conversation and the number of the message.
_Key = tuple[int, int, int]
What = Literal["important", "unimportant", "hidden", "shown"]


@dataclass(frozen=True, slots=True)
class Marking:
    """One person marks messages of one conversation."""

    profile: int
    conversation: int
    nos: tuple[int, ...]
    what: What


@dataclass(slots=True)
class _Mark:
    is_deleted: bool
    is_important: bool
    is_hidden: bool
    is_changed: bool = False


def mark_messages(markings: Sequence[Marking]) -> list[list[int] | Refused]:
    """Mark messages; answers with the numbers to which it applies, or that there is none of them."""
    return attempt(_mark_all, markings, UNSURE)


@transaction.atomic
def _mark_all(markings: Sequence[Marking]) -> list[list[int] | Refused]:
    moment = clock.now()
    lock_conversations({marking.conversation for marking in markings})
    marks = _read(markings, moment)
    outcomes = [_mark(marking, marks) for marking in markings]
    changed = {key: mark for key, mark in sorted(marks.items()) if mark.is_changed}
    if changed:
        _write(changed, _hidings(markings), moment)
    return outcomes


def _read(markings: Sequence[Marking], at: datetime) -> dict[_Key, _Mark]:
    """Read the messages that these people may see, with the marks that they have. One query."""
    keys = sorted({(one.conversation, one.profile, no) for one in markings for no in one.nos})
    wanted = ",".join([f"({int(place)},{int(profile)},{int(no)})" for place, profile, no in keys])
    found = raw.rows(
        f"WITH wanted(conversation, profile, no) AS (VALUES {wanted})"
        " SELECT w.profile, w.conversation, w.no, t.deleted_at_ms, k.is_important, k.is_hidden FROM wanted w"
        " JOIN chat_membership m ON m.conversation_id = w.conversation AND m.profile_id = w.profile"
        " JOIN chat_message t ON t.conversation_id = w.conversation AND t.no = w.no"
        " LEFT JOIN chat_personalmark k"
        " ON k.profile_id = w.profile AND k.conversation_id = w.conversation AND k.no = w.no"
        f" WHERE {HOLDS} AND {seen_by_member('t')}",
        [raw.moment(at)],
    )
    return {
        (profile, conversation, no): _Mark(bool(deleted), bool(important), bool(hidden))
        for profile, conversation, no, deleted, important, hidden in found
    }


def _mark(marking: Marking, marks: dict[_Key, _Mark]) -> list[int] | Refused:
    done = [no for no in marking.nos if _mark_one(marks.get((marking.profile, marking.conversation, no)), marking.what)]
    return done or NO_SUCH_MESSAGE


def _mark_one(mark: _Mark | None, what: What) -> bool:
    """Say whether the mark is now as it was wanted."""
    if mark is None or (what == "important" and mark.is_deleted):
        return False
    before = (mark.is_important, mark.is_hidden)
    if what in {"important", "unimportant"}:
        mark.is_important = what == "important"
    else:
        mark.is_hidden = what == "hidden"
    mark.is_changed = mark.is_changed or before != (mark.is_important, mark.is_hidden)
    return True


def _hidings(markings: Sequence[Marking]) -> set[tuple[int, int]]:
    """Return the (conversation, profile) in which the newest message shown may be another one now."""
    return {(one.conversation, one.profile) for one in markings if one.what in {"hidden", "shown"}}


def _write(changed: dict[_Key, _Mark], hidings: Collection[tuple[int, int]], moment: datetime) -> None:
    at = clock.to_ms(moment)
    seqs = _take_seqs([profile for profile, _, _ in changed])
    raw.write_many(
        "INSERT INTO chat_personalmark"
        " (profile_id, conversation_id, no, is_important, is_hidden, marked_at_ms, stream_seq)"
        " VALUES (%s, %s, %s, %s, %s, %s, %s) ON CONFLICT (profile_id, conversation_id, no) DO UPDATE SET"
        " is_important = excluded.is_important, is_hidden = excluded.is_hidden,"
        " marked_at_ms = excluded.marked_at_ms, stream_seq = excluded.stream_seq",
        [
            (*key, mark.is_important, mark.is_hidden, at, seq)
            for (key, mark), seq in zip(changed.items(), seqs, strict=True)
        ],
    )
    newest = newest_shown(sorted(hidings), moment)
    publish(*(_news(key, mark, seq, newest) for (key, mark), seq in zip(changed.items(), seqs, strict=True)))


def _take_seqs(profiles: Sequence[int]) -> list[int]:
    """Take a position of the stream for each change, those of one profile one after the other."""
    counts = Counter(profiles)
    left = {profile: last - counts[profile] for profile, last in people.take_stream_runs(counts).items()}
    seqs = []
    for profile in profiles:
        left[profile] += 1
        seqs.append(left[profile])
    return seqs


def _news(key: _Key, mark: _Mark, seq: int, newest: dict[tuple[int, int], Message]) -> Published:
    profile, conversation, no = key
    return published(
        MessageMarked(
            topic=profile_topic(profile),
            seq=seq,
            conversation=conversation,
            no=no,
            important=mark.is_important,
            hidden=mark.is_hidden,
            last=newest.get((conversation, profile)),
        )
    )
