"""Who sits in a conversation and why; and the people to whom one may write first."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from peremena.chat import relations, rules_groups, texts
from peremena.chat.access import Place
from peremena.chat.models import Kind
from peremena.chat.schemas import Contact, Contacts, MemberOut, Members, PersonKind, ReasonOut
from peremena.database import raw
from peremena.roster import queries as roster

_SEATS = """
SELECT p.id, p.surname, p.first_name, p.patronymic, p.sex, l.profile_id, pr.display_name, s.role,
 a.role, a.position, a.starts_on, c.title, g.title, child.surname, child.first_name, w.starts_on
FROM chat_seat s JOIN roster_person p ON p.id = s.person_id
LEFT JOIN roster_link l ON l.person_id = p.id AND l.ended_at IS NULL
LEFT JOIN people_profile pr ON pr.id = l.profile_id
LEFT JOIN roster_affiliation a ON a.id = s.affiliation_id
LEFT JOIN roster_schoolclass c ON c.id = a.school_class_id LEFT JOIN roster_subjectgroup g ON g.id = a.subject_group_id
LEFT JOIN roster_guardianship w ON w.id = s.guardianship_id LEFT JOIN roster_person child ON child.id = w.child_id
WHERE s.conversation_id = %s AND s.starts_at <= %s AND (s.ends_at IS NULL OR s.ends_at > %s)
ORDER BY p.surname, p.first_name, p.id, a.starts_on
"""
_WITHOUT_SEATS = """
SELECT m.profile_id, pr.display_name, m.role FROM chat_membership m JOIN people_profile pr ON pr.id = m.profile_id
WHERE m.conversation_id = %s AND m.is_current AND (m.ends_at IS NULL OR m.ends_at > %s) ORDER BY pr.display_name
"""


@dataclass(frozen=True, slots=True)
class _Seat:
    """One seat with all that is said of it."""

    person: int
    name: str
    sex: str
    profile: int | None
    seat_role: str
    role: str
    position: str
    unit: str
    child: str
    child_first_name: str
    since: str

    @property
    def key(self) -> int:
        """Return the profile, or the card's number with a minus while there is none."""
        return -self.person if self.profile is None else self.profile


def members(place: Place, at: datetime) -> Members:
    """Return everybody in a conversation, those whose card is not linked yet included and marked."""
    seats = [_seat(row) for row in raw.rows(_SEATS, [place.conversation, raw.moment(at), raw.moment(at)])]
    by_person: dict[int, list[_Seat]] = defaultdict(list)
    for seat in seats:
        # A profile linked to two cards is one member; a card without a profile is a member of its own.
        by_person[seat.key].append(seat)
    kinds = _kinds(seats, at)
    seated = [_member(own, kinds[own[0].key]) for own in by_person.values()]
    others = _without_seats(place, {one.profile for one in seated}, at)
    everybody = sorted([*seated, *others], key=lambda one: (one.role != "admin", one.name))
    return Members(members=everybody, me_reasons=_own_reasons(seats, place))


def _seat(row: raw.Row) -> _Seat:
    (person, surname, first, patronymic, sex, profile, shown, seat_role, role, position, since, *units) = row
    in_class, in_group, child_surname, child_first, guardian_since = units
    return _Seat(
        person=person,
        name=shown or " ".join(part for part in (first, patronymic, surname) if part),
        sex=sex,
        profile=profile,
        seat_role=seat_role,
        role=role or "",
        position=position or "",
        unit=in_class or (f"группе «{in_group}»" if in_group else ""),
        child=f"{child_surname} {child_first}" if child_first else "",
        child_first_name=child_first or "",
        since=max(str(since or ""), str(guardian_since or "")),
    )


def _kinds(seats: Iterable[_Seat], at: datetime) -> dict[int, PersonKind]:
    """Say in one word what each of those who sit here is, by the key of their seats."""
    profiles = {seat.profile for seat in seats if seat.profile is not None}
    cards = {seat.person for seat in seats if seat.profile is None}
    facts = roster.facts_of(profiles, at)
    facts |= {-person: one for person, one in (roster.facts_of_cards(cards, at) if cards else {}).items()}
    return {key: rules_groups.kind_of(one) for key, one in facts.items()}


def _member(seats: list[_Seat], kind: PersonKind) -> MemberOut:
    first = next((seat for seat in seats if seat.seat_role == "admin"), seats[0])
    children = [] if not first.child else [seat.child_first_name for seat in seats if seat.child]
    return MemberOut(
        profile=first.profile,
        person=first.person,
        name=first.name,
        badge=texts.badge(first.role, first.position, first.sex, children),
        kind=kind,
        role=first.seat_role,
        linked=first.profile is not None,
        reasons=[
            ReasonOut(text=texts.reason(seat.role, seat.unit, seat.position, seat.child), since=seat.since or None)
            for seat in seats
        ],
    )


def _without_seats(place: Place, seated: set[int | None], at: datetime) -> list[MemberOut]:
    """Return members who sit here by no seat: the two of a direct chat, and those added by hand."""
    rows = [row for row in raw.rows(_WITHOUT_SEATS, [place.conversation, raw.moment(at)]) if row[0] not in seated]
    if not rows:
        return []
    profiles = [profile for profile, _, _ in rows]
    badges, facts = roster.badges_of(profiles, at), roster.facts_of(profiles, at)
    return [
        MemberOut(
            profile=profile,
            person=None,
            name=name,
            badge=badges[profile],
            kind=rules_groups.kind_of(facts[profile]),
            role=role,
            linked=True,
            reasons=[],
        )
        for profile, name, role in rows
    ]


def _own_reasons(seats: Iterable[_Seat], place: Place) -> list[ReasonOut]:
    mine = [
        ReasonOut(text=texts.own_reason(seat.role, seat.unit, seat.position, seat.child), since=seat.since or None)
        for seat in seats
        if seat.profile == place.profile
    ]
    if mine or place.kind != Kind.DIRECT:
        return mine
    return [ReasonOut(text=texts.DIRECT, since=None)]


def contacts(profile: int, wanted: str, at: datetime) -> Contacts:
    """Return the people to whom `profile` may write first, whose name has every word of `wanted`; ё and е are one."""
    words = _plain(wanted).split()
    near = [
        (other, name)
        for other, name in roster.profiles_near(profile)
        if all(any(part.startswith(word) for part in _plain(name).split()) for word in words)
    ]
    verdicts = relations.start_verdicts({(profile, other) for other, _ in near}, at)
    allowed = [(other, name) for other, name in near if verdicts[profile, other].allowed]
    badges = roster.badges_of([other for other, _ in allowed], at)
    return Contacts(
        contacts=[
            Contact(profile=other, name=name, badge=badges[other], relation=verdicts[profile, other].relation)
            for other, name in sorted(allowed, key=lambda one: _plain(one[1]))
        ]
    )


def _plain(text: str) -> str:
    return text.casefold().replace("ё", "е").replace("-", " ")
