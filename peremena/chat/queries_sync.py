"""What changed since: the rows are the log (docs/protocol.md, "Sync"). One code for browsers and for the hub."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime

import msgspec

from peremena.chat import queries, texts
from peremena.chat.events import (
    Durable,
    MembershipChanged,
    MembershipEnded,
    MessageSent,
    conversation_changed,
    published,
    topic_of,
)
from peremena.chat.schemas import SyncAnswer, TopicAnswer
from peremena.database import raw
from peremena.live.contract import Published, Subscription, encode, profile_topic
from peremena.people import queries as people

# Beyond so many changes of one topic, loading it afresh is less work for everybody.
MOST_CHANGES = 200
# An answer over the socket is not compressed, because its frames are shared; larger ones go by HTTP with gzip. A person
# who has missed some twenty messages needs 6 KB; by HTTP these would cost the server four times as much.
SOCKET_BYTES = 8 * 1024
HTTP_BYTES = 256 * 1024

Windows = tuple[tuple[int, int | None], ...]


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
    shared: dict[tuple[int, int, Windows], _Changes] = {}
    pages = []
    for ask in asks:
        page = _Page(SyncAnswer(topics={}, by_http=[]), bound, goes_by_socket=bound == SOCKET_BYTES)
        for topic, since in ask.topics.items():
            _put(page, topic, since, _changes(ask.profile, topic, since, places, shared, at))
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
    for conversation, profile, seq, low, high in raw.rows(
        f"WITH wanted(conversation, profile) AS (VALUES {raw.pairs(wanted)})"
        " SELECT m.conversation_id, m.profile_id, c.last_seq, s.from_no, s.to_no FROM wanted w"
        " JOIN chat_membership m ON m.conversation_id = w.conversation AND m.profile_id = w.profile"
        " JOIN chat_conversation c ON c.id = m.conversation_id JOIN chat_stay s ON s.membership_id = m.id"
        " WHERE m.is_current AND (m.ends_at IS NULL OR m.ends_at > %s) ORDER BY s.from_no",
        [raw.moment(at)],
    ):
        before = found.get((conversation, profile), (seq, ()))
        found[conversation, profile] = (seq, (*before[1], (low, high)))
    return found


def _events_of_conversation(conversation: int, since: int, head: int, windows: Windows | None) -> list[Durable]:
    """Return what changed after `since`, in order; one more than `MOST_CHANGES` shows that it is too much.

    Nothing beyond `head`, which was read before: between the two queries more may be committed, of which the one sees
    nothing and the other the end. A row that moved beyond it meanwhile comes with the next answer.
    """
    topic = topic_of(conversation)
    seen = "1 = 1" if windows is None else queries.within(windows, "m.no")
    events: list[Durable] = [
        MessageSent(topic=topic, seq=seq, no=no, by=by, name=name, key=key, text=text, at=at)
        for seq, no, by, name, key, text, at in raw.rows(
            "SELECT m.changed_seq, m.no, m.author_id, p.display_name, m.key, m.text, m.sent_at_ms FROM chat_message m"
            " JOIN people_profile p ON p.id = m.author_id"
            f" WHERE m.conversation_id = %s AND m.changed_seq > %s AND m.changed_seq <= %s AND {seen}"
            f" ORDER BY m.changed_seq LIMIT {MOST_CHANGES + 1}",
            [conversation, since, head],
        )
    ]
    events += [
        conversation_changed(conversation, seq, title, count, picture, abilities)
        for seq, title, count, picture, abilities in raw.rows(
            "SELECT changed_seq, title, member_count, picture, abilities FROM chat_conversation"
            " WHERE id = %s AND changed_seq > %s AND changed_seq <= %s",
            [conversation, since, head],
        )
    ]
    events.sort(key=lambda event: event.seq)
    return events


def _profile_changes(profile: int, since: int, at: datetime) -> _Changes:
    head = raw.rows("SELECT stream_seq FROM people_profile WHERE id = %s", [profile])[0][0]
    return _Changes(head) if since >= head else _pack(head, _events_of_profile(profile, since, at))


def _events_of_profile(profile: int, since: int, at: datetime) -> list[Durable]:
    topic = profile_topic(profile)
    found = raw.rows(
        "SELECT m.conversation_id, m.stream_seq, m.left_why, c.title FROM chat_membership m"
        " JOIN chat_conversation c ON c.id = m.conversation_id"
        " WHERE m.profile_id = %s AND m.stream_seq > %s"
        f" ORDER BY m.stream_seq LIMIT {MOST_CHANGES + 1}",
        [profile, since],
    )
    rows = queries.rows_of_pairs([(conversation, profile) for conversation, *_ in found], at)
    events: list[Durable] = [
        MembershipChanged(topic=topic, seq=seq, row=rows[conversation, profile])
        if (conversation, profile) in rows
        else MembershipEnded(topic=topic, seq=seq, conversation=conversation, title=title, why=texts.left(why))
        for conversation, seq, why, title in found
    ]
    events += people.preferences_changes(profile, since)
    events.sort(key=lambda event: event.seq)
    return events


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
            news += _with_rights(int(topic[1:]), _events_of_profile(int(topic[1:]), since, at))
        else:
            events = _events_of_conversation(int(topic[1:]), since, heads.get(topic, since), None)
            news += [published(event) for event in events]
    return news


def _with_rights(profile: int, events: Sequence[Durable]) -> list[Published]:
    """Let the events of a profile's stream change what its sockets listen to."""
    ends = queries.ends_of([(event.row.id, profile) for event in events if isinstance(event, MembershipChanged)])
    return [_with_right(published(event), event, ends, profile) for event in events]


def _with_right(plain: Published, event: Durable, ends: dict[tuple[int, int], float], profile: int) -> Published:
    if isinstance(event, MembershipChanged):
        right = Subscription(topic_of(event.row.id), event.row.seq, ends.get((event.row.id, profile)))
        return Published(plain.topic, plain.seq, plain.payload, joins=(right,))
    if isinstance(event, MembershipEnded):
        return Published(plain.topic, plain.seq, plain.payload, leaves=(topic_of(event.conversation),))
    return plain
