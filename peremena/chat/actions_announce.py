"""Telling browsers that memberships changed: positions in the streams, numbers of members, and the events."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from peremena import clock
from peremena.chat import queries, texts
from peremena.chat.events import (
    CONVERSATION_COLUMNS,
    MembershipChanged,
    MembershipEnded,
    conversation_changed,
    published,
    topic_of,
)
from peremena.chat.queries import NO_LIMITS, Limits
from peremena.chat.schemas import Row
from peremena.database import raw
from peremena.live.contract import Published, Subscription, profile_topic
from peremena.live.publishing import publish
from peremena.people import actions as people


@dataclass(frozen=True, slots=True)
class MembershipChange:
    """What became of one profile's place in one conversation; the rows are already written."""

    conversation: int
    profile: int
    what: Literal["joined", "changed", "left"]


def announce(changes: Sequence[MembershipChange]) -> None:
    """Give every change its position in its profile's stream and tell browsers, inside the caller's transaction.

    A conversation that somebody joined or left takes one seq, however many they are. Those who leave stop hearing of
    it before anything later is told; those who join hear of it from the row they are given.
    """
    if not changes:
        return
    counted = _count_members({change.conversation for change in changes if change.what != "changed"})
    news: list[Published] = []
    for turn in _one_of_each_profile(changes):
        news += _tell_profiles(turn)
    news.sort(key=lambda one: not one.leaves)
    publish(*news, *counted)


def tell_conversation(conversation: int) -> None:
    """Tell a chat what it is, what its members may and which call goes on there, inside the caller's transaction."""
    publish(*_count_members({conversation}))


def _count_members(conversations: set[int]) -> list[Published]:
    if not conversations:
        return []
    inside = raw.numbers(conversations)
    raw.write_many(
        "UPDATE chat_conversation SET last_seq = last_seq + 1, changed_seq = last_seq + 1, member_count ="
        " (SELECT count(*) FROM chat_membership m WHERE m.conversation_id = chat_conversation.id AND m.is_current)"
        " WHERE id = %s",
        [(conversation,) for conversation in sorted(conversations)],
    )
    found = raw.rows(f"SELECT {CONVERSATION_COLUMNS} FROM chat_conversation WHERE id IN ({inside}) ORDER BY id")
    return [published(conversation_changed(one)) for one in found]


def _one_of_each_profile(changes: Sequence[MembershipChange]) -> list[dict[int, MembershipChange]]:
    """Deal the changes out so that each turn holds at most one of every profile: each takes one position."""
    turns: list[dict[int, MembershipChange]] = []
    dealt: dict[int, int] = {}
    for change in changes:
        turn = dealt.get(change.profile, 0)
        dealt[change.profile] = turn + 1
        if turn == len(turns):
            turns.append({})
        turns[turn][change.profile] = change
    return turns


def _tell_profiles(turn: dict[int, MembershipChange]) -> list[Published]:
    seqs = people.take_stream_seqs(sorted(turn))
    raw.write_many(
        "UPDATE chat_membership SET stream_seq = %s WHERE conversation_id = %s AND profile_id = %s",
        [(seqs[profile], change.conversation, profile) for profile, change in sorted(turn.items())],
    )
    pairs = [(change.conversation, profile) for profile, change in sorted(turn.items())]
    rows = queries.rows_of_pairs(pairs, clock.now())
    limits = queries.limits_of(sorted(rows))
    endings = _endings([pair for pair in pairs if pair not in rows])
    return [
        _joined(profile, seqs[profile], rows[conversation, profile], limits.get((conversation, profile), NO_LIMITS))
        if (conversation, profile) in rows
        else _left(profile, seqs[profile], conversation, *endings[conversation, profile])
        for conversation, profile in pairs
    ]


def _joined(profile: int, seq: int, row: Row, limits: Limits) -> Published:
    topic = profile_topic(profile)
    event = published(MembershipChanged(topic=topic, seq=seq, row=row))
    return Published(
        topic, seq, event.payload, joins=(Subscription(topic_of(row.id), row.seq, limits.until, limits.windows),)
    )


def _left(profile: int, seq: int, conversation: int, title: str, why: str) -> Published:
    topic = profile_topic(profile)
    event = MembershipEnded(topic=topic, seq=seq, conversation=conversation, title=title, why=texts.left(why))
    return Published(topic, seq, published(event).payload, leaves=(topic_of(conversation),))


def _endings(pairs: Sequence[tuple[int, int]]) -> dict[tuple[int, int], tuple[str, str]]:
    if not pairs:
        return {}
    return {
        (conversation, profile): (title, why)
        for conversation, profile, title, why in raw.rows(
            f"WITH wanted(conversation, profile) AS (VALUES {raw.pairs(pairs)})"
            " SELECT m.conversation_id, m.profile_id, c.title, m.left_why FROM wanted w"
            " JOIN chat_membership m ON m.conversation_id = w.conversation AND m.profile_id = w.profile"
            " JOIN chat_conversation c ON c.id = m.conversation_id"
        )
    }
