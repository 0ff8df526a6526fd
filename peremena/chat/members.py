"""Who sits in a conversation and why; and the people to whom one may write first."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from peremena import clock
from peremena.chat import abilities, rules_groups, texts
from peremena.chat.access import Place
from peremena.chat.models import Kind, MemberRole, Reason
from peremena.chat.schemas import Excluded, MemberOut, Members, PersonKind, Power, ReasonOut
from peremena.database import raw
from peremena.roster import queries as roster

_SEATS = """
SELECT p.id, p.surname, p.first_name, p.patronymic, p.sex, l.profile_id, pr.display_name, s.role,
 a.role, a.position, a.starts_on, c.title, g.title, child.surname, child.first_name, w.starts_on,
 s.reason, s.starts_at, school.timezone, s.link_id, s.added_by_id, ad.surname, ad.first_name, ad.patronymic,
 (SELECT MAX(ap.sex) FROM roster_link al JOIN roster_person ap ON ap.id = al.person_id
  WHERE al.profile_id = s.added_by_id AND al.ended_at IS NULL)
FROM chat_seat s JOIN roster_person p ON p.id = s.person_id JOIN roster_school school ON school.id = p.school_id
LEFT JOIN people_profile ad ON ad.id = s.added_by_id
LEFT JOIN roster_link l ON l.person_id = p.id AND l.ended_at IS NULL
LEFT JOIN people_profile pr ON pr.id = l.profile_id
LEFT JOIN roster_affiliation a ON a.id = s.affiliation_id
LEFT JOIN roster_schoolclass c ON c.id = a.school_class_id LEFT JOIN roster_subjectgroup g ON g.id = a.subject_group_id
LEFT JOIN roster_guardianship w ON w.id = s.guardianship_id LEFT JOIN roster_person child ON child.id = w.child_id
WHERE s.conversation_id = %s AND s.starts_at <= %s AND (s.ends_at IS NULL OR s.ends_at > %s){of} AND NOT EXISTS (
 SELECT 1 FROM chat_exclusion x
 WHERE x.conversation_id = s.conversation_id AND x.person_id = s.person_id AND x.lifted_at IS NULL)
ORDER BY p.surname, p.first_name, p.id, a.starts_on, s.id
"""
_EXCLUDED = """
SELECT x.person_id, p.surname, p.first_name, p.patronymic, x.reason, pr.display_name, x.at
FROM chat_exclusion x JOIN roster_person p ON p.id = x.person_id JOIN people_profile pr ON pr.id = x.excluded_by_id
WHERE x.conversation_id = %s AND x.lifted_at IS NULL ORDER BY p.surname, p.first_name, p.id
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
    # Who gave the seat, when it was given by hand.
    hand: texts.Hand | None

    @property
    def is_appointment(self) -> bool:
        return self.hand is not None and self.seat_role == MemberRole.ADMIN

    @property
    def key(self) -> int:
        """Return the profile, or the card's number with a minus while there is none."""
        return -self.person if self.profile is None else self.profile


def members(place: Place, at: datetime) -> Members:
    """Return everybody in a conversation, those whose card is not linked yet included and marked."""
    seats = [_seat(row) for row in raw.rows(_SEATS.format(of=""), [place.conversation, raw.moment(at), raw.moment(at)])]
    by_person: dict[int, list[_Seat]] = defaultdict(list)
    for seat in seats:
        # A profile linked to two cards is one member; a card without a profile is a member of its own.
        by_person[seat.key].append(seat)
    # An appointment alone seats nobody.
    sitting = [own for own in by_person.values() if not all(seat.is_appointment for seat in own)]
    kinds = _kinds(seats, at)
    badges = _badges_by_hand([own[0] for own in sitting if all(seat.hand for seat in own)], at)
    may = _may(place, at)
    seated = [_member(own, kinds[own[0].key], may, place.profile) for own in sitting]
    for one, own in zip(seated, sitting, strict=True):
        one.badge = badges.get(own[0].key, one.badge)
    others = _without_seats(place, {one.profile for one in seated}, at)
    everybody = sorted([*seated, *others], key=lambda one: (one.role != "admin", one.name))
    return Members(
        members=everybody,
        me_reasons=_own_reasons(seats, place),
        excluded=_excluded(place.conversation) if "exclude" in may else [],
    )


def badges_in(conversation: int, profiles: Collection[int], at: datetime) -> dict[int, str]:
    """Return the badges of profiles as `members` shows them in a conversation. At most three queries."""
    now, inside = raw.moment(at), raw.numbers(profiles)
    own: dict[int, list[_Seat]] = defaultdict(list)
    for row in raw.rows(_SEATS.format(of=f" AND l.profile_id IN ({inside})"), [conversation, now, now]):
        seat = _seat(row)
        if seat.hand is None:
            own[seat.key].append(seat)
    others = [profile for profile in profiles if profile not in own]
    found = roster.badges_of(others, at) if others else {}
    return found | {profile: _badge(seats) for profile, seats in own.items()}


def _may(place: Place, at: datetime) -> Collection[Power]:
    pair = (place.conversation, place.profile)
    allowed = abilities.may_of_pairs([pair], at).get(pair)
    return allowed.may if allowed is not None else []


def _excluded(conversation: int) -> list[Excluded]:
    return [
        Excluded(
            person=person,
            name=" ".join(part for part in (surname, first, patronymic) if part),
            reason=reason,
            by=by,
            at=clock.to_ms(raw.from_moment(moment)),
        )
        for person, surname, first, patronymic, reason, by, moment in raw.rows(_EXCLUDED, [conversation])
    ]


def _seat(row: raw.Row) -> _Seat:
    (person, surname, first, patronymic, sex, profile, shown, seat_role, role, position, since, *units) = row
    in_class, in_group, child_surname, child_first, guardian_since, reason, *hand = units
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
        hand=_hand(profile, *hand) if reason == Reason.BY_HAND else None,
    )


def _hand(
    holder: int | None, starts_at: Any, zone: str, link: int | None, by: int | None, *adder: str | None
) -> texts.Hand:
    surname, first_name, patronymic, sex = [part or "" for part in adder]
    return texts.Hand(
        day=raw.from_moment(starts_at).astimezone(ZoneInfo(zone)).date(),
        name=texts.short_name(surname, first_name, patronymic),
        sex=sex,
        by_link=link is not None,
        by_oneself=by is not None and by == holder,
    )


def _kinds(seats: Iterable[_Seat], at: datetime) -> dict[int, PersonKind]:
    """Say in one word what each of those who sit here is, by the key of their seats."""
    profiles = {seat.profile for seat in seats if seat.profile is not None}
    cards = {seat.person for seat in seats if seat.profile is None}
    facts = roster.facts_of(profiles, at)
    facts |= {-person: one for person, one in (roster.facts_of_cards(cards, at) if cards else {}).items()}
    return {key: rules_groups.kind_of(one) for key, one in facts.items()}


def _badges_by_hand(seats: Collection[_Seat], at: datetime) -> dict[int, str]:
    """Return the badges of those to whom no seat of the roster gives one here, by the key of their seats."""
    profiles = [seat.profile for seat in seats if seat.profile is not None]
    cards = [seat.person for seat in seats if seat.profile is None]
    found = roster.badges_of(profiles, at) if profiles else {}
    return found | {-person: badge for person, badge in (roster.badges_of_cards(cards, at) if cards else {}).items()}


def _member(seats: list[_Seat], kind: PersonKind, may: Collection[Power], reader: int) -> MemberOut:
    by_roster = [seat for seat in seats if seat.hand is None]
    first = _first(by_roster or seats)
    runs = any(seat.seat_role == "admin" for seat in seats)
    runs_by_roster = any(seat.seat_role == "admin" for seat in by_roster)
    is_reader = first.profile == reader
    return MemberOut(
        profile=first.profile,
        person=first.person,
        name=first.name,
        badge=_badge(by_roster) if by_roster else "",
        kind=kind,
        role="admin" if runs else "member",
        linked=first.profile is not None,
        reasons=[_reason(seat) for seat in seats if _is_told(seat)],
        may_exclude="exclude" in may
        and not rules_groups.why_not_excluded(is_oneself=is_reader, runs_by_roster=runs_by_roster),
        needs_reason=bool(by_roster),
        may_appoint="appoint" in may and not runs and kind != "pupil",
        may_dismiss="appoint" in may and runs and not rules_groups.why_not_dismissed(by_roster=runs_by_roster),
    )


def _first(seats: Sequence[_Seat]) -> _Seat:
    return next((seat for seat in seats if seat.seat_role == "admin"), seats[0])


def _badge(by_roster: Sequence[_Seat]) -> str:
    first = _first(by_roster)
    children = [] if not first.child else [seat.child_first_name for seat in by_roster if seat.child]
    return texts.badge(first.role, first.position, first.sex, children)


def _is_told(seat: _Seat) -> bool:
    """Say whether a seat is a reason of its own: that whoever made a chat runs it goes without saying."""
    return not (seat.is_appointment and seat.hand is not None and seat.hand.by_oneself)


def _reason(seat: _Seat) -> ReasonOut:
    if seat.hand is not None:
        return ReasonOut(text=texts.reason_by_hand(seat.hand, appointed=seat.is_appointment), since=None)
    return ReasonOut(text=texts.reason(seat.role, seat.unit, seat.position, seat.child), since=seat.since or None)


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
    mine = [_own_reason(seat) for seat in seats if seat.profile == place.profile and _is_told(seat)]
    if mine or place.kind != Kind.DIRECT:
        return mine
    return [ReasonOut(text=texts.DIRECT, since=None)]


def _own_reason(seat: _Seat) -> ReasonOut:
    if seat.hand is not None:
        return ReasonOut(text=texts.own_reason_by_hand(seat.hand, appointed=seat.is_appointment), since=None)
    return ReasonOut(text=texts.own_reason(seat.role, seat.unit, seat.position, seat.child), since=seat.since or None)
