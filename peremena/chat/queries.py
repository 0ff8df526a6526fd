"""Reads: rows of the chat list, pages of history, read marks. Rights are judged by the dates at the moment of use."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from peremena.chat import abilities, relations
from peremena.chat.abilities import Standing
from peremena.chat.models import Kind
from peremena.chat.schemas import (
    Appearance,
    DraftOut,
    HistoryPage,
    Message,
    Reader,
    Readers,
    Row,
    ability_names,
)
from peremena.database import raw
from peremena.live.contract import Subscription, profile_topic

PAGE = 50

_ROW = f"""
SELECT m.profile_id, c.id, c.kind, c.title, peer.id, peer.display_name, c.member_count, m.role, m.read_no, c.last_no,
 c.last_seq, m.from_no,
 (SELECT o.read_no FROM chat_membership o WHERE o.conversation_id = c.id AND o.profile_id <> m.profile_id
  ORDER BY o.read_no DESC LIMIT 1),
 m.mention_no, m.pin, m.muted_until_ms, m.archived_no, m.marked_unread, m.draft, m.draft_reply_no, m.draft_at_ms,
 m.hue, m.paper,
 last.changed_seq, last.author_id, author.display_name, last.key, last.text, last.sent_at_ms,
 c.picture, {abilities.COLUMNS}
FROM {{source}}
JOIN chat_conversation c ON c.id = m.conversation_id
LEFT JOIN people_profile peer
 ON peer.id = CASE WHEN c.direct_low_id = m.profile_id THEN c.direct_high_id ELSE c.direct_low_id END
LEFT JOIN chat_message last ON last.conversation_id = c.id AND last.no = c.last_no AND last.no >= m.from_no
LEFT JOIN people_profile author ON author.id = last.author_id
"""
_OF_STANDING = len(fields(Standing))
_HOLDS = "m.is_current AND (m.ends_at IS NULL OR m.ends_at > %s)"


def rows_of(profile: int, at: datetime) -> list[Row]:
    """Return the chat list of one person: two queries, and a constant number more when there are direct chats."""
    found = raw.rows(
        _ROW.format(source="chat_membership m") + f" WHERE m.profile_id = %s AND {_HOLDS} ORDER BY c.id",
        [profile, raw.moment(at)],
    )
    return [row for _, row in _with_verdicts(found, at)]


def rows_of_pairs(pairs: Sequence[tuple[int, int]], at: datetime) -> dict[tuple[int, int], Row]:
    """Return rows for (conversation, profile) pairs, those without a present right left out."""
    if not pairs:
        return {}
    source = "wanted w JOIN chat_membership m ON m.conversation_id = w.conversation AND m.profile_id = w.profile"
    wanted = f"WITH wanted(conversation, profile) AS (VALUES {raw.pairs(pairs)})"
    found = raw.rows(wanted + _ROW.format(source=source) + f" WHERE {_HOLDS}", [raw.moment(at)])
    return {(row.id, profile): row for profile, row in _with_verdicts(found, at)}


def ends_of(pairs: Sequence[tuple[int, int]]) -> dict[tuple[int, int], float]:
    """Return when rights of (conversation, profile) pairs end by themselves, in seconds since 1970; open ones lack."""
    if not pairs:
        return {}
    return {
        (conversation, profile): raw.from_moment(ends_at).timestamp()
        for conversation, profile, ends_at in raw.rows(
            f"WITH wanted(conversation, profile) AS (VALUES {raw.pairs(pairs)})"
            " SELECT m.conversation_id, m.profile_id, m.ends_at FROM wanted w"
            " JOIN chat_membership m ON m.conversation_id = w.conversation AND m.profile_id = w.profile"
            " WHERE m.ends_at IS NOT NULL"
        )
    }


def _with_verdicts(found: Sequence[raw.Row], at: datetime) -> list[tuple[int, Row]]:
    standings = [Standing(*one[-_OF_STANDING:]) for one in found]
    verdicts = abilities.judge(standings, at)
    rows = [(one[0], _row(one[:-_OF_STANDING])) for one in found]
    for (_, row), standing in zip(rows, standings, strict=True):
        verdict = verdicts[standing.conversation, standing.profile]
        row.abilities = ability_names(standing.abilities)
        row.may = verdict.may
        row.may_post, row.closed_because = "write" in verdict.may, verdict.closed_because
    return rows


def _row(one: raw.Row) -> Row:
    (_, conversation, kind, title, peer, peer_name, member_count, role, read_no, last_no, last_seq, from_no) = one[:12]
    others, *personal, seq, by, name, key, text, at, picture = one[12:]
    return Row(
        id=conversation,
        kind=kind,
        title=peer_name or title,
        peer=peer,
        member_count=member_count,
        role=role,
        read_no=read_no,
        last_no=last_no,
        seq=last_seq,
        others_read_no=others or 0,
        from_no=from_no,
        last=None if seq is None else Message(no=last_no, seq=seq, by=by, name=name, key=key, text=text, at=at),
        may_post=True,
        closed_because=None,
        is_automatic=kind not in {Kind.DIRECT, Kind.GROUP},
        picture=picture,
        **_personal(personal),
    )


def _personal(columns: Sequence[Any]) -> dict[str, Any]:
    """Return what one person has made of their own row."""
    mention_no, pin, muted_until, archived_no, unread, draft, draft_reply, draft_at, hue, paper = columns
    return {
        "mention_no": mention_no,
        "pin": pin,
        "muted_until": muted_until,
        "archived_no": archived_no,
        "unread": bool(unread),
        "draft": DraftOut(text=draft, reply=draft_reply, at=draft_at) if draft else None,
        "appearance": Appearance(hue=hue, paper=paper),
    }


def subscriptions_of(profiles: Sequence[int], at: datetime) -> dict[int, list[Subscription]]:
    """Return what each profile may hear: its own topic and those of its present conversations, with their seq."""
    found: dict[int, list[Subscription]] = {
        profile: [Subscription(profile_topic(profile), seq)]
        for profile, seq in raw.rows(f"SELECT id, stream_seq FROM people_profile WHERE id IN ({raw.numbers(profiles)})")
    }
    for profile, conversation, seq, ends_at in raw.rows(
        "SELECT m.profile_id, m.conversation_id, c.last_seq, m.ends_at FROM chat_membership m"
        " JOIN chat_conversation c ON c.id = m.conversation_id"
        f" WHERE m.profile_id IN ({raw.numbers(profiles)}) AND {_HOLDS}",
        [raw.moment(at)],
    ):
        until = None if ends_at is None else raw.from_moment(ends_at).timestamp()
        found[profile].append(Subscription(f"c{conversation}", seq, until))
    return found


def windows_of(conversation: int, profile: int) -> list[tuple[int, int | None]]:
    """Return the intervals of message numbers, `[from_no, to_no)`, that a profile may ever read in a conversation."""
    return [
        (from_no, to_no)
        for from_no, to_no in raw.rows(
            "SELECT s.from_no, s.to_no FROM chat_stay s JOIN chat_membership m ON m.id = s.membership_id"
            " WHERE m.conversation_id = %s AND m.profile_id = %s ORDER BY s.from_no",
            [conversation, profile],
        )
    ]


def within(windows: Sequence[tuple[int, int | None]], column: str) -> str:
    """Return the condition that `column` lies in one of the windows."""
    parts = [
        f"({column} >= {int(low)}" + (f" AND {column} < {int(high)})" if high is not None else ")")
        for low, high in windows
    ]
    return "(" + (" OR ".join(parts) or "1 = 0") + ")"


def history_page(
    conversation: int, profile: int, *, before: int | None, after: int | None, limit: int = PAGE
) -> HistoryPage:
    """Return up to `limit` messages in ascending order: the newest, those below `before`, or those above `after`.

    The caller has made sure of the right (chat.access). Two queries, three for a page without messages.
    """
    windows = windows_of(conversation, profile)
    edge, order = ("", "DESC")
    if before is not None:
        edge = f" AND m.no < {int(before)}"
    elif after is not None:
        edge, order = (f" AND m.no > {int(after)}", "ASC")
    found = raw.rows(
        "SELECT m.no, m.changed_seq, m.author_id, p.display_name, m.key, m.text, m.sent_at_ms, c.last_no"
        " FROM chat_message m JOIN people_profile p ON p.id = m.author_id"
        " JOIN chat_conversation c ON c.id = m.conversation_id"
        f" WHERE m.conversation_id = %s AND {within(windows, 'm.no')}{edge} ORDER BY m.no {order} LIMIT {int(limit)}",
        [conversation],
    )
    messages = [Message(*one[:7]) for one in found]
    if order == "DESC":
        messages.reverse()
    first = min((low for low, high in windows if high is None or high > low), default=None)
    return HistoryPage(
        messages=messages, important=[], first_no=first, last_no=found[0][7] if found else _last_no(conversation)
    )


def _last_no(conversation: int) -> int:
    last: int = raw.rows("SELECT last_no FROM chat_conversation WHERE id = %s", [conversation])[0][0]
    return last


def readers(conversation: int, profile: int, no: int, at: datetime) -> Readers:
    """Say who of the present members, the asker left out, has read message `no`, and who has not."""
    found = raw.rows(
        "SELECT m.profile_id, p.display_name, m.read_no, m.from_no FROM chat_membership m"
        " JOIN people_profile p ON p.id = m.profile_id"
        f" WHERE m.conversation_id = %s AND m.profile_id <> %s AND {_HOLDS} ORDER BY p.display_name",
        [conversation, profile, raw.moment(at)],
    )
    people = [(Reader(profile=who, name=name, read_no=read_no), from_no) for who, name, read_no, from_no in found]
    return Readers(
        readers=[reader for reader, from_no in people if reader.read_no >= no >= from_no],
        unread=[reader for reader, from_no in people if reader.read_no < no and no >= from_no],
    )


def heads(topics: Sequence[str]) -> dict[str, int]:
    """Return the newest seq of topics: one query for conversations, one for profiles."""
    conversations = [int(topic[1:]) for topic in topics if topic[0] == "c"]
    profiles = [int(topic[1:]) for topic in topics if topic[0] == "p"]
    found: dict[str, int] = {}
    if conversations:
        sql = f"SELECT id, last_seq FROM chat_conversation WHERE id IN ({raw.numbers(conversations)})"
        found.update((f"c{key}", seq) for key, seq in raw.rows(sql))
    if profiles:
        sql = f"SELECT id, stream_seq FROM people_profile WHERE id IN ({raw.numbers(profiles)})"
        found.update((f"p{key}", seq) for key, seq in raw.rows(sql))
    return found


def fellows(profile: int, others: Sequence[int], at: datetime) -> tuple[int, ...]:
    """Return those of `others` whose presence `profile` may see: they sit in a conversation together now.

    A direct chat counts only as long as the two may write to each other.
    """
    if not others:
        return ()
    found = raw.rows(
        "SELECT DISTINCT o.profile_id, CASE WHEN c.kind = 'direct' THEN 1 ELSE 0 END FROM chat_membership m"
        " JOIN chat_conversation c ON c.id = m.conversation_id"
        " JOIN chat_membership o ON o.conversation_id = m.conversation_id AND o.is_current"
        " AND (o.ends_at IS NULL OR o.ends_at > %s)"
        f" AND o.profile_id IN ({raw.numbers(others)})"
        f" WHERE m.profile_id = %s AND {_HOLDS}",
        [raw.moment(at), profile, raw.moment(at)],
    )
    together = {other for other, is_direct in found if not is_direct}
    doubtful = {(profile, other) for other, _ in found if other not in together}
    verdicts = relations.direct_verdicts(doubtful, at)
    return tuple(
        other
        for other in others
        if other in together or ((profile, other) in verdicts and verdicts[profile, other].allowed)
    )


def posting_names(pairs: Sequence[tuple[int, int]], at: datetime) -> dict[tuple[int, int], str]:
    """Return, for those (conversation, profile) pairs that may post now, the name by which the others know them."""
    if not pairs:
        return {}
    found = raw.rows(
        f"WITH wanted(conversation, profile) AS (VALUES {raw.pairs(pairs)})"
        " SELECT m.conversation_id, m.profile_id, p.display_name,"
        " CASE WHEN c.direct_low_id = m.profile_id THEN c.direct_high_id ELSE c.direct_low_id END"
        " FROM wanted w"
        " JOIN chat_membership m ON m.conversation_id = w.conversation AND m.profile_id = w.profile"
        " JOIN chat_conversation c ON c.id = m.conversation_id"
        " JOIN people_profile p ON p.id = m.profile_id"
        f" WHERE {_HOLDS}",
        [raw.moment(at)],
    )
    verdicts = relations.direct_verdicts({(profile, peer) for _, profile, _, peer in found if peer is not None}, at)
    return {
        (conversation, profile): name
        for conversation, profile, name, peer in found
        if peer is None or verdicts[profile, peer].allowed
    }


def titles_of_seats(person: int, at: datetime) -> list[str]:
    """Return the titles of the chats in which a person has a seat now, linked or not."""
    found = raw.rows(
        "SELECT DISTINCT c.title FROM chat_seat s JOIN chat_conversation c ON c.id = s.conversation_id"
        " WHERE s.person_id = %s AND s.starts_at <= %s AND (s.ends_at IS NULL OR s.ends_at > %s) ORDER BY c.title",
        [person, raw.moment(at), raw.moment(at)],
    )
    return [title for (title,) in found]
