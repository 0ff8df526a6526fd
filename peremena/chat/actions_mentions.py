"""Who was named: rows for the way from one mention to the next, and the newest on the member's own row."""

from collections.abc import Sequence

from peremena.database import raw


def note_mentions(named: Sequence[tuple[int, int, int]]) -> None:
    """Note that (conversation, profile, number) was named, in the caller's transaction; the conversation is locked.

    What was noted stays, also when the text is changed: browsers conclude the same from the messages they are told.
    """
    if not named:
        return
    raw.write_many(
        "INSERT INTO chat_mention (conversation_id, profile_id, no) VALUES (%s, %s, %s)"
        " ON CONFLICT (profile_id, conversation_id, no) DO NOTHING",
        named,
    )
    newest: dict[tuple[int, int], int] = {}
    for conversation, profile, no in named:
        newest[conversation, profile] = max(no, newest.get((conversation, profile), 0))
    raw.write_many(
        # An edit may name somebody in a message that they may not see.
        "UPDATE chat_membership SET mention_no = %s WHERE conversation_id = %s AND profile_id = %s"
        " AND mention_no < %s AND from_no <= %s AND cleared_no < %s",
        [(no, *place, no, no, no) for place, no in sorted(newest.items())],
    )
