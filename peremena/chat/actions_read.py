"""Read marks: durable, on the reader's own stream; others see the highest, coalesced (docs/protocol.md)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.db import transaction

from peremena import clock
from peremena.chat.events import ConversationRead, ConversationReadBy, published, topic_of
from peremena.database import raw
from peremena.live.contract import encode, profile_topic
from peremena.live.publishing import Whisper, publish
from peremena.people import actions as people

# Others see marks at most this often: a class reading one message is one event, not thirty.
MARKS_EVERY_SECONDS = 1.0


@dataclass(frozen=True, slots=True)
class Mark:
    profile: int
    conversation: int
    no: int


def mark_read(marks: Sequence[Mark]) -> list[int | None]:
    """Move read marks forward; answers the mark that holds now, or None where there is no such chat for the reader.

    A chat that its reader marked as unread is that no longer, also when there was nothing new to read.
    """
    with transaction.atomic():
        lock_conversations({mark.conversation for mark in marks})
        standing = _standing({(mark.conversation, mark.profile) for mark in marks})
        reached: dict[tuple[int, int], int] = {}
        answers = [_reach(mark, standing, reached) for mark in marks]
        if reached:
            _write(reached)
    return answers


def lock_conversations(conversations: Collection[int]) -> None:
    """Lock conversations before memberships and streams, in ascending id, as everybody does who changes members."""
    if locking := raw.for_update():
        raw.rows(f"SELECT id FROM chat_conversation WHERE id IN ({raw.numbers(conversations)}) ORDER BY id{locking}")


def _reach(
    mark: Mark, standing: dict[tuple[int, int], tuple[int, int, bool]], reached: dict[tuple[int, int], int]
) -> int | None:
    key = (mark.conversation, mark.profile)
    if key not in standing:
        return None
    read_no, last_no, marked_unread = standing[key]
    wanted = min(mark.no, last_no)
    now = max(read_no, reached.get(key, 0))
    if wanted > now or (marked_unread and key not in reached):
        reached[key] = now = max(wanted, now)
    return now


def _standing(wanted: set[tuple[int, int]]) -> dict[tuple[int, int], tuple[int, int, bool]]:
    found = raw.rows(
        f"WITH wanted(conversation, profile) AS (VALUES {raw.pairs(sorted(wanted))})"
        " SELECT m.conversation_id, m.profile_id, m.read_no, c.last_no, m.marked_unread FROM wanted w"
        " JOIN chat_membership m ON m.conversation_id = w.conversation AND m.profile_id = w.profile"
        " JOIN chat_conversation c ON c.id = m.conversation_id"
        " WHERE m.is_current AND (m.ends_at IS NULL OR m.ends_at > %s)",
        [raw.moment(clock.now())],
    )
    return {
        (conversation, profile): (read_no, last_no, bool(marked_unread))
        for conversation, profile, read_no, last_no, marked_unread in found
    }


def _write(reached: dict[tuple[int, int], int]) -> None:
    """Write and publish. A reader with several marks takes several positions of their stream, one after another."""
    left = sorted(reached.items())
    while left:
        turn = {profile: ((conversation, profile), no) for (conversation, profile), no in reversed(left)}
        left = [one for one in left if turn[one[0][1]][0] != one[0]]
        seqs = people.take_stream_seqs(sorted(turn))
        raw.write_many(
            "UPDATE chat_membership SET read_no = %s, marked_unread = FALSE, stream_seq = %s"
            " WHERE conversation_id = %s AND profile_id = %s",
            [(no, seqs[profile], key[0], profile) for profile, (key, no) in sorted(turn.items())],
        )
        publish(
            *(
                published(ConversationRead(topic=profile_topic(profile), seq=seqs[profile], conversation=key[0], no=no))
                for profile, (key, no) in sorted(turn.items())
            )
        )
    for conversation in sorted({conversation for conversation, _ in reached}):
        whisper_marks(conversation)


def whisper_marks(conversation: int) -> None:
    """Tell the two highest marks: whoever looks is at most one of the two."""
    marks = raw.rows(
        "SELECT profile_id, read_no FROM chat_membership WHERE conversation_id = %s ORDER BY read_no DESC LIMIT 2",
        [conversation],
    )
    topic = topic_of(conversation)
    event = ConversationReadBy(topic=topic, marks=[(profile, no) for profile, no in marks])
    publish(Whisper(topic, encode(event), key=f"read:{conversation}", every_seconds=MARKS_EVERY_SECONDS))
