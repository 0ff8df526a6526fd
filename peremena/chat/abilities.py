"""What people may do in chats at a moment: the rules of `rules_groups` applied to many places at once.

Whoever reads rows or stores messages puts `COLUMNS` into the query they have anyway, and gives what comes to `judge`.
Nothing more is asked of the database, except where people of different relations meet: in direct chats, in chats with
pupils that were made by hand or to which somebody was added by hand, for pupils of chats whose members may invite, and
in chats that a call keeps still.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from types import MappingProxyType

from peremena.chat import rules, rules_groups
from peremena.chat.models import MADE_BY_HAND, Ability, MemberRole, Reason
from peremena.chat.schemas import Power
from peremena.database import raw
from peremena.roster import queries as roster
from peremena.roster.queries import Facts

Pair = tuple[int, int]

# Of `chat_membership m` and `chat_conversation c`; the values of `Standing`, in its order.
COLUMNS = """
 c.id, m.profile_id, c.kind, c.school_id, m.role, c.abilities,
 CASE WHEN c.direct_low_id = m.profile_id THEN c.direct_high_id ELSE c.direct_low_id END, c.is_mixed, c.hush"""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the database says of one member in one chat."""

    conversation: int
    profile: int
    kind: str
    school: int | None
    role: str
    abilities: int
    # The other person of a direct chat.
    peer: int | None
    is_mixed: bool
    # Of `models.Hush`.
    hush: str


@dataclass(frozen=True, slots=True)
class Allowed:
    """What one may do, and the sentence for whoever may not write."""

    may: list[Power]
    closed_because: str | None


def judge(
    standings: Iterable[Standing], at: datetime, known: Mapping[int, Facts] = MappingProxyType({})
) -> dict[Pair, Allowed]:
    """Return what each (conversation, profile) may do at `at`; `known` are facts that need not be asked again."""
    asked = list(standings)
    mixed = {one.conversation: one for one in asked if one.is_mixed}
    members = _members(mixed, at)
    facts = _facts(asked, members, known, at)
    by_hand = _sitting_by_hand(
        [(one, profile) for one in mixed if mixed[one].kind not in MADE_BY_HAND for profile in members[one]], at
    )
    closed = {
        conversation
        for conversation, one in mixed.items()
        if (one.kind in MADE_BY_HAND or any(pair[0] == conversation for pair in by_hand))
        and rules_groups.is_closed([facts[profile] for profile in members[conversation]], one.school)
    }
    return {(one.conversation, one.profile): _judge(one, closed, facts, by_hand) for one in asked}


def may_of_pairs(pairs: Collection[Pair], at: datetime) -> dict[Pair, Allowed]:
    """Return what (conversation, profile) pairs may do at `at`; pairs without a present right lack."""
    if not pairs:
        return {}
    found = raw.rows(
        f"WITH wanted(conversation, profile) AS (VALUES {raw.pairs(sorted(pairs))}) SELECT {COLUMNS} FROM wanted w"
        " JOIN chat_membership m ON m.conversation_id = w.conversation AND m.profile_id = w.profile"
        " JOIN chat_conversation c ON c.id = m.conversation_id"
        " WHERE m.is_current AND (m.ends_at IS NULL OR m.ends_at > %s)",
        [raw.moment(at)],
    )
    return judge([Standing(*one) for one in found], at)


def may_in(conversation: int, profile: int, power: Power, at: datetime) -> bool:
    """Say whether somebody who sits in a chat may do one thing there at `at`."""
    allowed = may_of_pairs([(conversation, profile)], at).get((conversation, profile))
    return allowed is not None and power in allowed.may


def mixed_among(conversations: Collection[int]) -> list[int]:
    """Return those chats in which the rights of all depend on who else sits there."""
    if not conversations:
        return []
    sql = f"SELECT id FROM chat_conversation WHERE id IN ({raw.numbers(conversations)}) AND is_mixed"
    return [conversation for (conversation,) in raw.rows(sql)]


def members_of(conversation: int, at: datetime) -> list[Facts]:
    """Return the facts of the present members of a chat, in the order in which they joined. Three queries."""
    profiles = _members({conversation}, at)[conversation]
    facts = roster.facts_of(profiles, at)
    return [facts[profile] for profile in profiles]


def _judge(one: Standing, closed: Collection[int], facts: dict[int, Facts], by_hand: Collection[Pair]) -> Allowed:
    why = _why_closed(one, closed, facts)
    is_pupil = one.profile in facts and facts[one.profile].is_pupil
    why_hushed = rules_groups.why_hushed(one.hush, is_pupil=is_pupil)
    place = rules_groups.Place(
        kind=one.kind,
        role=one.role,
        abilities=one.abilities,
        is_pupil=is_pupil,
        is_closed=bool(why),
        is_hushed=bool(why_hushed),
        is_by_hand=one.kind in MADE_BY_HAND or (one.conversation, one.profile) in by_hand,
    )
    may = rules_groups.may_in(place)
    if "write" not in may:
        why = why or why_hushed or rules_groups.WRITING_IS_FOR_ADMINISTRATORS
    return Allowed(may, why or None)


def _why_closed(one: Standing, closed: Collection[int], facts: dict[int, Facts]) -> str:
    if one.peer is not None:
        return rules.may_post(facts[one.profile], facts[one.peer]).why
    return rules_groups.NEEDS_STAFF if one.conversation in closed else ""


def _facts(
    asked: Sequence[Standing], members: dict[int, list[int]], known: Mapping[int, Facts], at: datetime
) -> dict[int, Facts]:
    """Load the facts of everybody whose relations matter, at once."""
    wanted = {profile for profiles in members.values() for profile in profiles}
    for one in asked:
        if one.peer is not None:
            wanted |= {one.profile, one.peer}
        elif one.hush or _may_invite_unless_pupil(one):
            wanted.add(one.profile)
    wanted -= known.keys()
    return {**known, **roster.facts_of(wanted, at)} if wanted else dict(known)


def _may_invite_unless_pupil(one: Standing) -> bool:
    is_plain = one.role != MemberRole.ADMIN and one.kind not in MADE_BY_HAND
    return is_plain and bool(one.abilities & Ability.INVITE)


def _members(conversations: Collection[int], at: datetime) -> dict[int, list[int]]:
    """Return the profiles that sit in chats at `at`, those first who have stayed longest."""
    found: dict[int, list[int]] = defaultdict(list)
    if not conversations:
        return found
    for conversation, profile in raw.rows(
        "SELECT m.conversation_id, m.profile_id FROM chat_membership m"
        " JOIN chat_stay s ON s.membership_id = m.id AND s.to_no IS NULL"
        f" WHERE m.conversation_id IN ({raw.numbers(conversations)}) AND m.is_current"
        " AND (m.ends_at IS NULL OR m.ends_at > %s) ORDER BY s.id",
        [raw.moment(at)],
    ):
        found[conversation].append(profile)
    return found


def _sitting_by_hand(pairs: Collection[Pair], at: datetime) -> set[Pair]:
    """Return those of these members of automatic chats whom no seat of the roster holds there."""
    if not pairs:
        return set()
    now = raw.moment(at)
    by_roster = raw.rows(
        f"WITH wanted(conversation, profile) AS (VALUES {raw.pairs(sorted(pairs))})"
        " SELECT w.conversation, w.profile FROM wanted w"
        " JOIN roster_link l ON l.profile_id = w.profile AND l.ended_at IS NULL"
        " JOIN chat_seat s ON s.conversation_id = w.conversation AND s.person_id = l.person_id"
        f" WHERE s.reason <> '{Reason.BY_HAND}' AND s.starts_at <= %s AND (s.ends_at IS NULL OR s.ends_at > %s)",
        [now, now],
    )
    return set(pairs) - set(by_roster)
