"""What changed since: the rows are the log (docs/protocol.md, "Sync"). One code for browsers and for the hub."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from peremena.chat import queries, texts
from peremena.chat.events import (
    CONVERSATION_COLUMNS,
    Durable,
    MembershipChanged,
    MembershipEnded,
    MessageMarked,
    OfMessage,
    conversation_changed,
    message_sent,
    published,
    published_message,
    topic_of,
)
from peremena.chat.queries import NO_LIMITS, Limits
from peremena.chat.queries_messages import COLUMNS, cut, message_of, newest_shown, quoted, within
from peremena.chat.schemas import SyncAnswer, TopicAnswer
from peremena.database import raw
from peremena.live.contract import Published, Subscription, Windows, encode, profile_topic
from peremena.people import queries as people

# Beyond so many changes of one topic, loading it afresh is less work for everybody.
MOST_CHANGES = 200
# An answer over the socket is not compressed, because its frames are shared; larger ones go by HTTP with gzip. A person
# who has missed some twenty messages needs 6 KB; by HTTP these would cost the server four times as much.
SOCKET_BYTES = 8 * 1024
HTTP_BYTES = 256 * 1024


@dataclass(frozen=True, slots=True)
class Ask:
    """One reader's positions: {topic: newest seq they have}."""

    profile: int
    topics: dict[str, int]


@dataclass(slots=True)
class _Changes:
    """The encoded events of one topic after one position, kept for everybody in the batch who asks the same."""

    head: int
    events: list[msgspec.Raw] = field(default_factory=list)
    seqs: list[int] = field(default_factory=list)
    size: int = 0
    too_many: bool = False


@dataclass(slots=True)
class _Page:
    """One answer as it fills up: how many bytes are left, and whether what does not fit may be fetched by HTTP."""

    answer: SyncAnswer
    room: int
    goes_by_socket: bool


def answers(asks: Sequence[Ask], at: datetime, bound: int) -> list[SyncAnswer]:
    """Answer many readers at once; `bound` is the size of one answer in bytes.

    A topic that does not fit goes to `by_http` (over the socket) or is cut with `more` (over HTTP).
    """
    places = _heads_with_windows(asks, at)
    hidden = _hidden_changes(asks, places)
    shared: dict[tuple[int, int, Windows], _Changes] = {}
    pages = []
    for ask in asks:
        page = _Page(SyncAnswer(topics={}, by_http=[]), bound, goes_by_socket=bound == SOCKET_BYTES)
        for topic, since in ask.topics.items():
            changes = _changes(ask.profile, topic, since, places, shared, at)
            _put(page, topic, since, _without(changes, hidden.get((topic, ask.profile))))
        pages.append(page.answer)
    return pages


def _changes(
    profile: int,
    topic: str,
    since: int,
    places: dict[tuple[int, int], tuple[int, Windows]],
    shared: dict[tuple[int, int, Windows], _Changes],
    at: datetime,
) -> _Changes | None:
    """Return what changed on a topic, None where the profile has no right to it."""
    if topic == profile_topic(profile):
        return _profile_changes(profile, since, at)
    conversation = _conversation(topic)
    if conversation is None or (conversation, profile) not in places:
        return None
    head, windows = places[conversation, profile]
    if since >= head:
        return _Changes(head)
    key = (conversation, since, windows)
    if key not in shared:
        shared[key] = _pack(head, _events_of_conversation(conversation, since, head, windows))
    return shared[key]


def _hidden_changes(
    asks: Sequence[Ask], places: dict[tuple[int, int], tuple[int, Windows]]
) -> dict[tuple[str, int], set[int]]:
    """Return the seqs of changed messages that a reader deleted for themselves, by topic and reader. One query."""
    wanted = sorted(
        {
            (place, ask.profile)
            for ask in asks
            for topic, since in ask.topics.items()
            if (place := _conversation(topic)) is not None and since < places.get((place, ask.profile), (0, ()))[0]
        }
    )
    found: dict[tuple[str, int], set[int]] = {}
    if not wanted:
        return found
    for conversation, profile, seq in raw.rows(
        f"WITH wanted(conversation, profile) AS (VALUES {raw.pairs(wanted)})"
        " SELECT k.conversation_id, k.profile_id, m.changed_seq FROM wanted w"
        " JOIN chat_personalmark k ON k.profile_id = w.profile AND k.conversation_id = w.conversation AND k.is_hidden"
        " JOIN chat_message m ON m.conversation_id = k.conversation_id AND m.no = k.no"
    ):
        found.setdefault((topic_of(conversation), profile), set()).add(seq)
    return found


def _without(changes: _Changes | None, hidden: set[int] | None) -> _Changes | None:
    """Leave out what one reader deleted for themselves; what others ask stays shared."""
    if changes is None or hidden is None or changes.too_many or hidden.isdisjoint(changes.seqs):
        return changes
    mine = _Changes(changes.head)
    for seq, event in zip(changes.seqs, changes.events, strict=True):
        if seq not in hidden:
            mine.events.append(event)
            mine.seqs.append(seq)
            mine.size += len(bytes(event))
    return mine


def _put(page: _Page, topic: str, since: int, changes: _Changes | None) -> None:
    """Put one topic's changes into the answer as far as there is room."""
    topics = page.answer.topics
    if changes is None:
        topics[topic] = TopicAnswer(gone=True)
    elif changes.too_many or since > changes.head:
        # A position from the future comes from a database that was put back: nothing is known of it.
        topics[topic] = TopicAnswer(reset=True, head=changes.head)
    elif changes.size <= page.room:
        topics[topic] = TopicAnswer(events=changes.events, head=max([changes.head, *changes.seqs[-1:]]))
        page.room -= changes.size
    elif page.goes_by_socket:
        page.answer.by_http.append(topic)
    else:
        part = _first_that_fit(changes, page.room)
        head = changes.seqs[part - 1] if part else since
        topics[topic] = TopicAnswer(events=changes.events[:part], head=head, more=True)
        page.room = 0


def _first_that_fit(changes: _Changes, room: int) -> int:
    for index, event in enumerate(changes.events):
        room -= len(bytes(event))
        if room < 0:
            return index
    return len(changes.events)


def _conversation(topic: str) -> int | None:
    return int(topic[1:]) if topic[:1] == "c" and topic[1:].isdecimal() and len(topic) < 20 else None  # noqa: PLR2004


def _heads_with_windows(asks: Sequence[Ask], at: datetime) -> dict[tuple[int, int], tuple[int, Windows]]:
    """Read, for all asked pairs with a present right, the newest seq and what may be read. One query."""
    wanted = sorted(
        {(place, ask.profile) for ask in asks for topic in ask.topics if (place := _conversation(topic)) is not None}
    )
    if not wanted:
        return {}
    found: dict[tuple[int, int], tuple[int, Windows]] = {}
    for conversation, profile, seq, low, high, cleared_no in raw.rows(
        f"WITH wanted(conversation, profile) AS (VALUES {raw.pairs(wanted)})"
        " SELECT m.conversation_id, m.profile_id, c.last_seq, s.from_no, s.to_no, m.cleared_no FROM wanted w"
        " JOIN chat_membership m ON m.conversation_id = w.conversation AND m.profile_id = w.profile"
        " JOIN chat_conversation c ON c.id = m.conversation_id JOIN chat_stay s ON s.membership_id = m.id"
        " WHERE m.is_current AND (m.ends_at IS NULL OR m.ends_at > %s) ORDER BY s.from_no",
        [raw.moment(at)],
    ):
        before = found.get((conversation, profile), (seq, ()))
        found[conversation, profile] = (seq, (*before[1], *cut(low, high, cleared_no)))
    return found


def _events_of_conversation(conversation: int, since: int, head: int, windows: Windows | None) -> list[Durable]:
    """Return what changed after `since`, in order; one more than `MOST_CHANGES` shows that it is too much.

    Nothing beyond `head`, which was read before: between the two queries more may be committed, of which the one sees
    nothing and the other the end. A row that moved beyond it meanwhile comes with the next answer.
    """
    seen, quote_seen = ("1 = 1", "1 = 1") if windows is None else (within(windows, "m.no"), within(windows, "q.no"))
    events: list[Durable] = [
        message_sent(conversation, message_of(one))
        for one in raw.rows(
            f"SELECT {COLUMNS} FROM chat_message m JOIN people_profile a ON a.id = m.author_id"
            f"{quoted('m', quote_seen)}"
            f" WHERE m.conversation_id = %s AND m.changed_seq > %s AND m.changed_seq <= %s AND {seen}"
            f" ORDER BY m.changed_seq LIMIT {MOST_CHANGES + 1}",
            [conversation, since, head],
        )
    ]
    events += [
        conversation_changed(one)
        for one in raw.rows(
            f"SELECT {CONVERSATION_COLUMNS} FROM chat_conversation"
            " WHERE id = %s AND changed_seq > %s AND changed_seq <= %s",
            [conversation, since, head],
        )
    ]
    events.sort(key=lambda event: event.seq)
    return events


def _profile_changes(profile: int, since: int, at: datetime) -> _Changes:
    head = raw.rows("SELECT stream_seq FROM people_profile WHERE id = %s", [profile])[0][0]
    return _Changes(head) if since >= head else _pack(head, _events_of_profile(profile, since, head, at))


def _events_of_profile(profile: int, since: int, head: int, at: datetime) -> list[Durable]:
    """Return what changed on a profile's own stream after `since`, in order, and nothing beyond `head`, as above."""
    events = [
        *_changed_memberships(profile, since, head, at),
        *_changed_marks(profile, since, head, at),
        *(event for event in people.preferences_changes(profile, since) if event.seq <= head),
    ]
    events.sort(key=lambda event: event.seq)
    return events


def _changed_memberships(profile: int, since: int, head: int, at: datetime) -> list[Durable]:
    topic = profile_topic(profile)
    found = raw.rows(
        "SELECT m.conversation_id, m.stream_seq, m.left_why, c.title FROM chat_membership m"
        " JOIN chat_conversation c ON c.id = m.conversation_id"
        " WHERE m.profile_id = %s AND m.stream_seq > %s AND m.stream_seq <= %s"
        f" ORDER BY m.stream_seq LIMIT {MOST_CHANGES + 1}",
        [profile, since, head],
    )
    rows = queries.rows_of_pairs([(conversation, profile) for conversation, *_ in found], at)
    return [
        MembershipChanged(topic=topic, seq=seq, row=rows[conversation, profile])
        if (conversation, profile) in rows
        else MembershipEnded(topic=topic, seq=seq, conversation=conversation, title=title, why=texts.left(why))
        for conversation, seq, why, title in found
    ]


def _changed_marks(profile: int, since: int, head: int, at: datetime) -> list[Durable]:
    """Return the marks that changed; whichever of a conversation comes, `last` is how it stands now."""
    found = raw.rows(
        "SELECT conversation_id, no, is_important, is_hidden, stream_seq FROM chat_personalmark"
        f" WHERE profile_id = %s AND stream_seq > %s AND stream_seq <= %s ORDER BY stream_seq LIMIT {MOST_CHANGES + 1}",
        [profile, since, head],
    )
    newest = newest_shown(sorted({(conversation, profile) for conversation, *_ in found}), at)
    return [
        MessageMarked(
            topic=profile_topic(profile),
            seq=seq,
            conversation=conversation,
            no=no,
            important=bool(important),
            hidden=bool(hidden),
            last=newest.get((conversation, profile)),
        )
        for conversation, no, important, hidden, seq in found
    ]


def _pack(head: int, events: Iterable[Durable]) -> _Changes:
    packed = _Changes(head)
    for event in events:
        one = encode(event)
        packed.events.append(msgspec.Raw(one))
        packed.seqs.append(event.seq)
        packed.size += len(one)
    packed.too_many = len(packed.events) > MOST_CHANGES
    return packed


def catch_up(positions: dict[str, int], at: datetime) -> list[Published]:
    """Return what the hub has missed on topics, from {topic: seq it has}: another process wrote it.

    Rights are not asked: the hub knows who listens. Changes of memberships carry the change of what is listened to.
    """
    news: list[Published] = []
    heads = queries.heads(sorted(positions))
    for topic, since in sorted(positions.items(), reverse=True):  # profiles first: rights before content
        if topic[0] == "p":
            profile, head = int(topic[1:]), heads.get(topic, since)
            news += _with_rights(profile, _events_of_profile(profile, since, head, at))
        else:
            events = _events_of_conversation(int(topic[1:]), since, heads.get(topic, since), None)
            news += [_published(event) for event in events]
    return news


def _published(event: Durable) -> Published:
    # The rows do not tell whether the message is new to those who listen.
    return published_message(event, is_new=False) if isinstance(event, OfMessage) else published(event)


def _with_rights(profile: int, events: Sequence[Durable]) -> list[Published]:
    """Let the events of a profile's stream change what its sockets listen to."""
    limits = queries.limits_of([(event.row.id, profile) for event in events if isinstance(event, MembershipChanged)])
    return [_with_right(published(event), event, limits, profile) for event in events]


def _with_right(plain: Published, event: Durable, limits: dict[tuple[int, int], Limits], profile: int) -> Published:
    if isinstance(event, MembershipChanged):
        limit = limits.get((event.row.id, profile), NO_LIMITS)
        right = Subscription(topic_of(event.row.id), event.row.seq, limit.until, limit.windows)
        return Published(plain.topic, plain.seq, plain.payload, joins=(right,))
    if isinstance(event, MembershipEnded):
        return Published(plain.topic, plain.seq, plain.payload, leaves=(topic_of(event.conversation),))
    return plain
