"""Reads: rows of the chat list, rights and heads. Rights are judged by the dates at the moment of use."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from peremena.chat import abilities, relations
from peremena.chat.abilities import Standing
from peremena.chat.models import MADE_BY_HAND, Hush, Kind
from peremena.chat.queries_messages import (
    COLUMN_COUNT,
    HOLDS,
    NEWEST_SHOWN,
    columns,
    cut,
    mentions_in,
    message_of,
    quoted,
    seen_by_member,
)
from peremena.chat.schemas import Appearance, DraftOut, Row, ability_names, call_brief
from peremena.database import raw
from peremena.live.contract import Subscription, Windows, profile_topic

_ROW = f"""
SELECT m.profile_id, c.id, c.kind, c.title, peer.id, peer.display_name, c.member_count, m.role, m.read_no, c.last_no,
 c.last_seq, m.from_no,
 (SELECT o.read_no FROM chat_membership o WHERE o.conversation_id = c.id AND o.profile_id <> m.profile_id
  ORDER BY o.read_no DESC LIMIT 1),
 m.mention_no, m.pin, m.muted_until_ms, m.archived_no, m.marked_unread, m.draft, m.draft_reply_no, m.draft_at_ms,
 m.draft_mentions, m.hue, m.paper,
 {columns("last", "author")},
 c.picture, m.cleared_no, c.call, {abilities.COLUMNS}
FROM {{source}}
JOIN chat_conversation c ON c.id = m.conversation_id
LEFT JOIN people_profile peer
 ON peer.id = CASE WHEN c.direct_low_id = m.profile_id THEN c.direct_high_id ELSE c.direct_low_id END
LEFT JOIN chat_message last ON last.conversation_id = c.id AND last.no = {NEWEST_SHOWN}
LEFT JOIN people_profile author ON author.id = last.author_id
{quoted("last", seen_by_member("q"))}
"""
_OF_STANDING = len(fields(Standing))


def rows_of(profile: int, at: datetime) -> list[Row]:
    """Return the chat list of one person: two queries, and a constant number more when there are direct chats."""
    found = raw.rows(
        _ROW.format(source="chat_membership m") + f" WHERE m.profile_id = %s AND {HOLDS} ORDER BY c.id",
        [profile, raw.moment(at)],
    )
    return [row for _, row in _with_verdicts(found, at)]


def rows_of_pairs(pairs: Sequence[tuple[int, int]], at: datetime) -> dict[tuple[int, int], Row]:
    """Return rows for (conversation, profile) pairs, those without a present right left out."""
    if not pairs:
        return {}
    source = "wanted w JOIN chat_membership m ON m.conversation_id = w.conversation AND m.profile_id = w.profile"
    wanted = f"WITH wanted(conversation, profile) AS (VALUES {raw.pairs(pairs)})"
    found = raw.rows(wanted + _ROW.format(source=source) + f" WHERE {HOLDS}", [raw.moment(at)])
    return {(row.id, profile): row for profile, row in _with_verdicts(found, at)}


@dataclass(frozen=True, slots=True)
class Limits:
    """When a right ends by itself, in seconds since 1970, and what of the past it opens; None is no limit."""

    until: float | None = None
    windows: Windows | None = None


NO_LIMITS = Limits()


def limits_of(pairs: Sequence[tuple[int, int]]) -> dict[tuple[int, int], Limits]:
    """Return the limits of the rights of (conversation, profile) pairs; those without any lack. One query."""
    if not pairs:
        return {}
    return _limits(
        f"WITH wanted(conversation, profile) AS (VALUES {raw.pairs(pairs)}) {_LIMITS} FROM wanted w"
        " JOIN chat_membership m ON m.conversation_id = w.conversation AND m.profile_id = w.profile"
        f" JOIN chat_stay s ON s.membership_id = m.id WHERE {_IS_LIMITED}"
    )


_LIMITS = (
    "SELECT m.conversation_id, m.profile_id, m.ends_at, m.from_no > 1 OR m.cleared_no > 0,"
    " s.from_no, s.to_no, m.cleared_no"
)
_IS_LIMITED = "(m.ends_at IS NOT NULL OR m.from_no > 1 OR m.cleared_no > 0) ORDER BY s.from_no"


def _limits(sql: str) -> dict[tuple[int, int], Limits]:
    found: dict[tuple[int, int], Limits] = {}
    for conversation, profile, ends_at, is_cut, low, high, cleared_no in raw.rows(sql):
        before = found.get((conversation, profile), NO_LIMITS)
        until = None if ends_at is None else raw.from_moment(ends_at).timestamp()
        windows = (*(before.windows or ()), *cut(low, high, cleared_no)) if is_cut else None
        found[conversation, profile] = Limits(until, windows)
    return found


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
    others, *personal = one[12 : -COLUMN_COUNT - 3]
    last, (picture, cleared_no, call) = one[-COLUMN_COUNT - 3 : -3], one[-3:]
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
        from_no=max(from_no, cleared_no + 1),
        last=None if last[0] is None else message_of(last),
        may_post=True,
        closed_because=None,
        is_automatic=kind != Kind.DIRECT and kind not in MADE_BY_HAND,
        picture=picture,
        call=call_brief(call),
        **_personal(personal),
    )


def _personal(columns: Sequence[Any]) -> dict[str, Any]:
    """Return what one person has made of their own row."""
    mention_no, pin, muted_until, archived_no, unread, draft, draft_reply, draft_at, named, hue, paper = columns
    return {
        "mention_no": mention_no,
        "pin": pin,
        "muted_until": muted_until,
        "archived_no": archived_no,
        "unread": bool(unread),
        "draft": DraftOut(draft, draft_reply, draft_at, mentions_in(named)) if draft else None,
        "appearance": Appearance(hue=hue, paper=paper),
    }


def subscriptions_of(profiles: Sequence[int], at: datetime) -> dict[int, list[Subscription]]:
    """Return what each profile may hear: its own topic and those of its present conversations, with their seq."""
    found: dict[int, list[Subscription]] = {
        profile: [Subscription(profile_topic(profile), seq)]
        for profile, seq in raw.rows(f"SELECT id, stream_seq FROM people_profile WHERE id IN ({raw.numbers(profiles)})")
    }
    rights = raw.rows(
        "SELECT m.profile_id, m.conversation_id, c.last_seq FROM chat_membership m"
        " JOIN chat_conversation c ON c.id = m.conversation_id"
        f" WHERE m.profile_id IN ({raw.numbers(profiles)}) AND {HOLDS}",
        [raw.moment(at)],
    )
    # After the rights: whoever joined in between would look as if they might see all.
    limits = _limits(
        f"{_LIMITS} FROM chat_membership m JOIN chat_stay s ON s.membership_id = m.id"
        f" WHERE m.profile_id IN ({raw.numbers(profiles)}) AND m.is_current AND {_IS_LIMITED}"
    )
    for profile, conversation, seq in rights:
        limit = limits.get((conversation, profile), NO_LIMITS)
        found[profile].append(Subscription(f"c{conversation}", seq, limit.until, limit.windows))
    return found


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

    A direct chat counts only as long as the two may write to each other, the chat of a call only until that is over.
    """
    if not others:
        return ()
    found = raw.rows(
        "SELECT DISTINCT o.profile_id, CASE WHEN c.kind = 'direct' THEN 1 ELSE 0 END FROM chat_membership m"
        " JOIN chat_conversation c ON c.id = m.conversation_id"
        " JOIN chat_membership o ON o.conversation_id = m.conversation_id AND o.is_current"
        " AND (o.ends_at IS NULL OR o.ends_at > %s)"
        f" AND o.profile_id IN ({raw.numbers(others)})"
        f" WHERE m.profile_id = %s AND {HOLDS} AND c.hush <> '{Hush.OVER}'",
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
    verdicts = abilities.may_of_pairs(pairs, at)
    posting = [pair for pair, verdict in verdicts.items() if "write" in verdict.may]
    if not posting:
        return {}
    inside = raw.numbers({profile for _, profile in posting})
    names: dict[int, str] = dict(raw.rows(f"SELECT id, display_name FROM people_profile WHERE id IN ({inside})"))
    return {pair: names[pair[1]] for pair in posting}


def titles_of_seats(person: int, at: datetime) -> list[str]:
    """Return the titles of the chats in which a person has a seat now, linked or not."""
    found = raw.rows(
        "SELECT DISTINCT c.title FROM chat_seat s JOIN chat_conversation c ON c.id = s.conversation_id"
        " WHERE s.person_id = %s AND s.starts_at <= %s AND (s.ends_at IS NULL OR s.ends_at > %s) ORDER BY c.title",
        [person, raw.moment(at), raw.moment(at)],
    )
    return [title for (title,) in found]
