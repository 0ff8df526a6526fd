"""Reads of two people: how one is called, and where both sit now."""

from datetime import datetime

from peremena.chat.access import Place
from peremena.database import raw


def name_of(profile: int) -> str | None:
    found = raw.rows("SELECT display_name FROM people_profile WHERE id = %s", [profile])
    return found[0][0] if found else None


def common_conversations(profile: int, other: int, at: datetime) -> list[Place]:
    """Return the conversations in which both have a present right, none of one person with themselves."""
    if profile == other:
        return []
    now = raw.moment(at)
    found = raw.rows(
        "SELECT c.id, c.kind FROM chat_membership m JOIN chat_conversation c ON c.id = m.conversation_id"
        " JOIN chat_membership o ON o.conversation_id = m.conversation_id AND o.profile_id = %s"
        " WHERE m.profile_id = %s AND m.is_current AND (m.ends_at IS NULL OR m.ends_at > %s)"
        " AND o.is_current AND (o.ends_at IS NULL OR o.ends_at > %s) ORDER BY c.id",
        [other, profile, now, now],
    )
    return [Place(conversation, profile, kind) for conversation, kind in found]
