"""Reads of messages: pages of history, pinned and important ones, mentions, readers.

What a reader may see of a conversation are intervals of numbers (`Stay`), cut where they cleared the history; what
they deleted for themselves is left out. A quote is joined when it is read, and is empty for whoever may not see the
original.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import msgspec

from peremena.chat.events import unseen_quote
from peremena.chat.schemas import (
    Forwarded,
    HistoryPage,
    ImportantMessage,
    ImportantPage,
    Mention,
    Mentions,
    Message,
    Pins,
    Quote,
    Reaction,
    Reader,
    Readers,
    Service,
)
from peremena.database import raw
from peremena.live.contract import Windows

PAGE = 50
LONGEST_QUOTE = 140
MOST_MENTIONS = 100
HOLDS = "m.is_current AND (m.ends_at IS NULL OR m.ends_at > %s)"


def columns(message: str, author: str) -> str:
    """Return what `message_of` reads; the joins of `quoted` belong to it."""
    own = [
        *("no", "changed_seq", "author_id", "", "key", "text", "sent_at_ms", "edited_at_ms", "deleted_at_ms"),
        *("pinned_at_ms", "reply_no", "forwarded", "mentions", "reactions", "service"),
    ]
    names = [f"{message}.{name}" if name else f"{author}.display_name" for name in own]
    quote = ("q.author_id", "qa.display_name", f"substr(q.text, 1, {LONGEST_QUOTE})", "q.deleted_at_ms")
    return ", ".join([*names, *quote])


def quoted(message: str, seen: str) -> str:
    """Return the joins of the message that another one answers; `seen` is the condition that `q` may be seen."""
    return (
        f" LEFT JOIN chat_message q ON {message}.reply_no IS NOT NULL"
        f" AND q.conversation_id = {message}.conversation_id AND q.no = {message}.reply_no AND {seen}"
        " LEFT JOIN people_profile qa ON qa.id = q.author_id"
    )


def seen_by_member(message: str) -> str:
    """Return the condition that the member `m` may see a message."""
    return (
        f"({message}.no > m.cleared_no AND EXISTS (SELECT 1 FROM chat_stay s WHERE s.membership_id = m.id"
        f" AND {message}.no >= s.from_no AND (s.to_no IS NULL OR {message}.no < s.to_no)))"
    )


# The number of the newest message of conversation `c` that the member `m` is shown.
NEWEST_SHOWN = """(
 SELECT x.no FROM chat_message x WHERE x.conversation_id = c.id AND x.no >= m.from_no AND x.no > m.cleared_no
 AND NOT EXISTS (SELECT 1 FROM chat_personalmark k
  WHERE k.profile_id = m.profile_id AND k.conversation_id = c.id AND k.no = x.no AND k.is_hidden)
 ORDER BY x.no DESC LIMIT 1)"""

COLUMNS = columns("m", "a")
COLUMN_COUNT = 19

_read_forwarded = msgspec.json.Decoder(Forwarded).decode
_read_mentions = msgspec.json.Decoder(list[Mention]).decode
_read_reactions = msgspec.json.Decoder(list[Reaction]).decode
_read_service = msgspec.json.Decoder(Service).decode


def message_of(one: raw.Row) -> Message:
    """Build a message as it travels from the `columns` of its row. Of one that was deleted for all, only that."""
    no, seq, by, name, key, text, at, edited, deleted, pinned, reply_no = one[:11]
    if deleted:
        return Message(no, seq, by, name, key, "", at, deleted=True)
    message = Message(no, seq, by, name, key, text, at, edited=edited, pinned=pinned)
    if reply_no is not None:
        message.reply = _quote(reply_no, *one[15:COLUMN_COUNT])
    _add_extras(message, *one[11:15])
    return message


def mentions_in(column: str) -> list[Mention]:
    """Return whom a column of mentions names."""
    return _read_mentions(column) if column else []


def _add_extras(message: Message, forwarded: str, mentions: str, reactions: str, service: str) -> None:
    if forwarded:
        message.forwarded = _read_forwarded(forwarded)
    if mentions:
        message.mentions = _read_mentions(mentions)
    if reactions:
        message.reactions = _read_reactions(reactions)
    if service:
        message.service = _read_service(service)


def _quote(no: int, by: int | None, name: str, text: str, deleted_at: int) -> Quote:
    if by is None:
        return unseen_quote(no)
    return Quote(no, by, name, "", deleted=True) if deleted_at else Quote(no, by, name, text)


# --- Windows ----------------------------------------------------------------------------------------------------------


def windows_of(conversation: int, profile: int) -> Windows:
    """Return the intervals of message numbers, `[from_no, to_no)`, that a profile may ever read in a conversation."""
    found = raw.rows(
        "SELECT s.from_no, s.to_no, m.cleared_no FROM chat_stay s JOIN chat_membership m ON m.id = s.membership_id"
        " WHERE m.conversation_id = %s AND m.profile_id = %s ORDER BY s.from_no",
        [conversation, profile],
    )
    return tuple(window for low, high, cleared in found for window in cut(low, high, cleared))


def windows_of_pairs(pairs: Sequence[tuple[int, int]]) -> dict[tuple[int, int], Windows]:
    """Return the windows of (conversation, profile) pairs. One query."""
    if not pairs:
        return {}
    found: dict[tuple[int, int], Windows] = {}
    for conversation, profile, low, high, cleared in raw.rows(
        f"WITH wanted(conversation, profile) AS (VALUES {raw.pairs(pairs)})"
        " SELECT m.conversation_id, m.profile_id, s.from_no, s.to_no, m.cleared_no FROM wanted w"
        " JOIN chat_membership m ON m.conversation_id = w.conversation AND m.profile_id = w.profile"
        " JOIN chat_stay s ON s.membership_id = m.id"
    ):
        found[conversation, profile] = (*found.get((conversation, profile), ()), *cut(low, high, cleared))
    return found


def cut(low: int, high: int | None, cleared_no: int) -> Windows:
    """Return what is left of a stay where the history up to `cleared_no` was cleared: one window or none."""
    low = max(low, cleared_no + 1)
    return ((low, high),) if high is None or low < high else ()


def within(windows: Windows, column: str) -> str:
    """Return the condition that `column` lies in one of the windows."""
    parts = [
        f"({column} >= {int(low)}" + (f" AND {column} < {int(high)})" if high is not None else ")")
        for low, high in windows
    ]
    return "(" + (" OR ".join(parts) or "1 = 0") + ")"


# --- Pages ------------------------------------------------------------------------------------------------------------


def _shown(conversation: int, profile: int, windows: Windows) -> str:
    """Return the query for the messages of a conversation that a profile is shown, to be narrowed and ordered."""
    return (
        f"SELECT {COLUMNS}, coalesce(k.is_important, false), c.last_no"
        " FROM chat_message m JOIN people_profile a ON a.id = m.author_id"
        f" JOIN chat_conversation c ON c.id = m.conversation_id{quoted('m', within(windows, 'q.no'))}"
        f" LEFT JOIN chat_personalmark k ON k.profile_id = {int(profile)}"
        " AND k.conversation_id = m.conversation_id AND k.no = m.no"
        f" WHERE m.conversation_id = {int(conversation)} AND {within(windows, 'm.no')}"
        " AND NOT coalesce(k.is_hidden, false)"
    )


@dataclass(frozen=True, slots=True)
class Edge:
    """Which page of history: below a number, above one, around one, or, without any, the newest."""

    before: int | None = None
    after: int | None = None
    around: int | None = None


NEWEST = Edge()


def history_page(conversation: int, profile: int, edge: Edge = NEWEST, limit: int = PAGE) -> HistoryPage:
    """Return up to `limit` messages in ascending order.

    The caller has made sure of the right (chat.access). Two queries, three for a page without messages.
    """
    windows = windows_of(conversation, profile)
    found = raw.rows(_paged(_shown(conversation, profile, windows), edge, limit))
    messages = sorted((message_of(one) for one in found), key=lambda message: message.no)
    return HistoryPage(
        messages=messages,
        important=sorted(one[0] for one in found if one[COLUMN_COUNT]),
        first_no=min((low for low, high in windows if high is None or high > low), default=None),
        last_no=found[0][COLUMN_COUNT + 1] if found else _last_no(conversation),
    )


def _paged(shown: str, edge: Edge, limit: int) -> str:
    if edge.around is not None:
        below, above = limit - limit // 2, limit // 2
        return (
            f"SELECT * FROM ({shown} AND m.no <= {int(edge.around)} ORDER BY m.no DESC LIMIT {int(below)}) AS below"
            " UNION ALL"
            f" SELECT * FROM ({shown} AND m.no > {int(edge.around)} ORDER BY m.no LIMIT {int(above)}) AS above"
        )
    if edge.before is not None:
        return f"{shown} AND m.no < {int(edge.before)} ORDER BY m.no DESC LIMIT {int(limit)}"
    if edge.after is not None:
        return f"{shown} AND m.no > {int(edge.after)} ORDER BY m.no LIMIT {int(limit)}"
    return f"{shown} ORDER BY m.no DESC LIMIT {int(limit)}"


def _last_no(conversation: int) -> int:
    last: int = raw.rows("SELECT last_no FROM chat_conversation WHERE id = %s", [conversation])[0][0]
    return last


def pins(conversation: int, profile: int) -> Pins:
    """Return the pinned messages that a reader may see, the last pinned first. Two queries."""
    shown = _shown(conversation, profile, windows_of(conversation, profile))
    found = raw.rows(f"{shown} AND m.pinned_at_ms > 0 AND m.deleted_at_ms = 0 ORDER BY m.pinned_at_ms DESC, m.no DESC")
    return Pins(messages=[message_of(one) for one in found])


def mentions(conversation: int, profile: int, after: int) -> Mentions:
    """Return the numbers above `after` of messages that name the reader and that they are shown. Two queries."""
    windows = windows_of(conversation, profile)
    found = raw.rows(
        "SELECT t.no FROM chat_mention t JOIN chat_message m ON m.conversation_id = t.conversation_id AND m.no = t.no"
        " LEFT JOIN chat_personalmark k ON k.profile_id = t.profile_id AND k.conversation_id = t.conversation_id"
        " AND k.no = t.no"
        f" WHERE t.profile_id = %s AND t.conversation_id = %s AND t.no > {int(after)} AND {within(windows, 't.no')}"
        f" AND m.deleted_at_ms = 0 AND NOT coalesce(k.is_hidden, false) ORDER BY t.no LIMIT {MOST_MENTIONS}",
        [profile, conversation],
    )
    return Mentions(nos=[no for (no,) in found])


def important(profile: int, before: int | None, at: datetime, limit: int = PAGE) -> ImportantPage:
    """Return what a person marked as important in the chats where they sit now, the last marked first. One query."""
    edge = "" if before is None else f" AND k.stream_seq < {int(before)}"
    found = raw.rows(
        f"SELECT {columns('t', 'a')}, k.stream_seq, c.id, c.title, peer.display_name"
        " FROM chat_personalmark k"
        " JOIN chat_membership m ON m.conversation_id = k.conversation_id AND m.profile_id = k.profile_id"
        " JOIN chat_message t ON t.conversation_id = k.conversation_id AND t.no = k.no"
        " JOIN people_profile a ON a.id = t.author_id JOIN chat_conversation c ON c.id = k.conversation_id"
        " LEFT JOIN people_profile peer ON peer.id ="
        " CASE WHEN c.direct_low_id = m.profile_id THEN c.direct_high_id ELSE c.direct_low_id END"
        f"{quoted('t', seen_by_member('q'))}"
        f" WHERE k.profile_id = %s AND k.is_important AND NOT k.is_hidden AND t.deleted_at_ms = 0 AND {HOLDS}"
        f" AND {seen_by_member('t')}{edge} ORDER BY k.stream_seq DESC LIMIT {int(limit)}",
        [profile, raw.moment(at)],
    )
    return ImportantPage(messages=[_important(one) for one in found])


def _important(one: raw.Row) -> ImportantMessage:
    mark, conversation, title, peer_name = one[COLUMN_COUNT:]
    return ImportantMessage(mark=mark, conversation=conversation, title=peer_name or title, message=message_of(one))


def readers(conversation: int, profile: int, no: int, at: datetime) -> Readers:
    """Say who of the present members, the asker left out, has read message `no`, and who has not."""
    found = raw.rows(
        "SELECT m.profile_id, p.display_name, m.read_no, m.from_no FROM chat_membership m"
        " JOIN people_profile p ON p.id = m.profile_id"
        f" WHERE m.conversation_id = %s AND m.profile_id <> %s AND {HOLDS} ORDER BY p.display_name",
        [conversation, profile, raw.moment(at)],
    )
    people = [(Reader(profile=who, name=name, read_no=read_no), from_no) for who, name, read_no, from_no in found]
    return Readers(
        readers=[reader for reader, from_no in people if reader.read_no >= no >= from_no],
        unread=[reader for reader, from_no in people if reader.read_no < no and no >= from_no],
    )


def newest_shown(pairs: Sequence[tuple[int, int]], at: datetime) -> dict[tuple[int, int], Message]:
    """Return the newest message that each (conversation, profile) with a present right is shown. One query."""
    if not pairs:
        return {}
    found = raw.rows(
        f"WITH wanted(conversation, profile) AS (VALUES {raw.pairs(pairs)})"
        f" SELECT {columns('t', 'a')}, c.id, m.profile_id FROM wanted w"
        " JOIN chat_membership m ON m.conversation_id = w.conversation AND m.profile_id = w.profile"
        " JOIN chat_conversation c ON c.id = m.conversation_id"
        f" JOIN chat_message t ON t.conversation_id = c.id AND t.no = {NEWEST_SHOWN}"
        f" JOIN people_profile a ON a.id = t.author_id{quoted('t', seen_by_member('q'))} WHERE {HOLDS}",
        [raw.moment(at)],
    )
    return {(one[COLUMN_COUNT], one[COLUMN_COUNT + 1]): message_of(one) for one in found}


def readable(triples: Sequence[tuple[int, int, int]], at: datetime) -> dict[tuple[int, int, int], Message]:
    """Return those messages of (conversation, profile, number) that the profile may read at `at`. One query."""
    if not triples:
        return {}
    wanted = ",".join([f"({int(place)},{int(profile)},{int(no)})" for place, profile, no in triples])
    found = raw.rows(
        f"WITH wanted(conversation, profile, no) AS (VALUES {wanted})"
        f" SELECT {columns('t', 'a')}, w.conversation, w.profile FROM wanted w"
        " JOIN chat_membership m ON m.conversation_id = w.conversation AND m.profile_id = w.profile"
        " JOIN chat_message t ON t.conversation_id = w.conversation AND t.no = w.no"
        f" JOIN people_profile a ON a.id = t.author_id{quoted('t', seen_by_member('q'))}"
        f" WHERE {HOLDS} AND {seen_by_member('t')}",
        [raw.moment(at)],
    )
    return {(*one[COLUMN_COUNT:], one[0]): message_of(one) for one in found}
