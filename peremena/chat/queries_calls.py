"""What a call asks of a chat and of the people there, at a moment: for `calls.rules.Place` and `One`."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from peremena import clock
from peremena.chat import abilities, access, members, rules_groups
from peremena.chat.abilities import Standing
from peremena.chat.models import Conversation, Kind, MemberRole
from peremena.chat.queries_messages import HOLDS
from peremena.chat.schemas import PersonKind
from peremena.database import raw
from peremena.roster import queries as roster
from peremena.roster.queries import Facts

Pair = tuple[int, int]

# What is read of a chat and of somebody there comes before what `abilities` asks.
_BEFORE_STANDING = 4


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody, as the school of a call knows them."""

    profile: int
    # The name by which the others know them.
    name: str
    kind: PersonKind
    # Works in the school and does not learn there. Of a direct chat: in a school of the other one.
    is_staff: bool
    is_pupil: bool
    # Belongs to the school, in whichever role.
    is_of_the_school: bool


@dataclass(frozen=True, slots=True)
class Sitting:
    """Somebody who sits in a chat at a moment, and the chat."""

    conversation: int
    person: Person
    # Of `chat.models.Kind`.
    kind: str
    # None in a direct chat.
    school: int | None
    # As it stands in their list: a direct chat is called by the other one's name.
    title: str
    # The other one of a direct chat.
    peer: int | None
    has_pupils: bool
    is_admin: bool
    may_call: bool
    # The sentence for whoever may not write there; empty when they may.
    closed_because: str
    # Has not turned the sound of this chat off.
    hears: bool


def sitting(conversation: int, profile: int, at: datetime) -> Sitting | None:
    """Return somebody in a chat; None for whoever has no present right to it, and where there is no such chat."""
    if not access.is_id(conversation):
        return None
    return sittings([(conversation, profile)], at).get((conversation, profile))


def sittings(pairs: Collection[Pair], at: datetime) -> dict[Pair, Sitting]:
    """Return the same of many (conversation, profile) pairs; those without a present right lack.

    Four queries, and a constant number more for what `abilities.judge` asks.
    """
    if not pairs:
        return {}
    wanted = f"WITH wanted(conversation, profile) AS (VALUES {raw.pairs(sorted(set(pairs)))})"
    source = "wanted w JOIN chat_membership m ON m.conversation_id = w.conversation AND m.profile_id = w.profile"
    return _read(f"{wanted} {_SITTING.format(source=source)} WHERE {HOLDS}", [raw.moment(at)], at)


def everybody_in(conversation: int, at: datetime) -> list[Sitting]:
    """Return everybody who sits in a chat and has registered, in the order of their names."""
    sql = f"{_SITTING.format(source='chat_membership m')} WHERE m.conversation_id = %s AND {HOLDS}"
    found = _read(f"{sql} ORDER BY pr.display_name, pr.id", [conversation, raw.moment(at)], at)
    return list(found.values())


def persons(profiles: Collection[int], school: int, at: datetime) -> dict[int, Person]:
    """Return people as a school knows them, for a call that belongs to no chat. Three queries."""
    inside = raw.numbers(profiles)
    facts = roster.facts_of(profiles, at)
    found = raw.rows(f"SELECT id, display_name FROM people_profile WHERE id IN ({inside})")
    return {profile: _person(facts[profile], name, frozenset({school})) for profile, name in found}


def chats_of_classes(classes: Collection[int], kinds: Collection[str]) -> list[int]:
    """Return the chats that classes have by the roster: of `kinds`, class or guardians. One query."""
    rows = Conversation.objects.filter(school_class__in=classes, kind__in=kinds)
    return list(rows.order_by("id").values_list("id", flat=True))


def staff_room(school: int) -> list[int]:
    """Return the staff room of a school, if it has one. One query."""
    return list(Conversation.objects.filter(school=school, kind=Kind.STAFF).values_list("id", flat=True))


def badges(conversation: int | None, profiles: Collection[int], at: datetime) -> dict[int, str]:
    """Return the badges that a chat shows beside names: «учитель», «родитель: Маша»; without one the strongest role.

    At most three queries.
    """
    if conversation is None:
        return roster.badges_of(sorted(profiles), at)
    return members.badges_in(conversation, sorted(profiles), at)


_SITTING = f"""
SELECT pr.display_name, peer.display_name, c.title, m.muted_until_ms, {abilities.COLUMNS}
FROM {{source}} JOIN chat_conversation c ON c.id = m.conversation_id
JOIN people_profile pr ON pr.id = m.profile_id
LEFT JOIN people_profile peer
 ON peer.id = CASE WHEN c.direct_low_id = m.profile_id THEN c.direct_high_id ELSE c.direct_low_id END
"""
# Who learned somewhere at some time; whether it is now is asked of their facts.
_PUPILS = f"""
SELECT DISTINCT m.conversation_id, m.profile_id FROM chat_membership m
JOIN roster_link l ON l.profile_id = m.profile_id AND l.ended_at IS NULL
JOIN roster_affiliation a ON a.person_id = l.person_id AND a.role = 'pupil'
WHERE m.conversation_id IN ({{conversations}}) AND {HOLDS}
"""


def _read(sql: str, parameters: Sequence[object], at: datetime) -> dict[Pair, Sitting]:
    found = raw.rows(sql, parameters)
    standings = [Standing(*one[_BEFORE_STANDING:]) for one in found]
    learners = _learners({one.conversation for one in standings}, at)
    profiles = {profile for one in standings for profile in (one.profile, one.peer) if profile is not None}
    facts = roster.facts_of(profiles | {profile for _, profile in learners}, at)
    with_pupils = {conversation for conversation, profile in learners if facts[profile].is_pupil}
    judged = abilities.judge(standings, at, facts)
    return {
        (one.conversation, one.profile): Sitting(
            conversation=one.conversation,
            person=_person(facts[one.profile], name, _schools_of(one, facts)),
            kind=one.kind,
            school=one.school,
            title=peer_name or title,
            peer=one.peer,
            has_pupils=one.conversation in with_pupils,
            is_admin=one.role == MemberRole.ADMIN,
            may_call="call" in judged[one.conversation, one.profile].may,
            closed_because=judged[one.conversation, one.profile].closed_because or "",
            hears=muted_until == 0 or 0 < muted_until <= clock.to_ms(at),
        )
        for one, (name, peer_name, title, muted_until) in zip(
            standings, [row[:_BEFORE_STANDING] for row in found], strict=True
        )
    }


def _learners(conversations: Collection[int], at: datetime) -> list[raw.Row]:
    return raw.rows(_PUPILS.format(conversations=raw.numbers(conversations)), [raw.moment(at)])


def _schools_of(one: Standing, facts: Mapping[int, Facts]) -> frozenset[int]:
    """Return the schools whose staff counts as such: of the chat, or those of the other one of a direct chat."""
    if one.peer is not None:
        return facts[one.peer].schools
    return frozenset() if one.school is None else frozenset({one.school})


def _person(one: Facts, name: str, schools: frozenset[int]) -> Person:
    return Person(
        profile=one.profile,
        name=name,
        kind=rules_groups.kind_of(one),
        is_staff=any(rules_groups.is_staff(one, school) for school in schools),
        is_pupil=one.is_pupil,
        is_of_the_school=bool(one.schools & schools),
    )
