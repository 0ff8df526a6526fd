"""Seats follow the roster: the only writer of those that it gives, and of the end of those that were given by hand.

`reseat` is told of changed persons by `roster.signals.affiliations_changed`, in the same transaction. `refresh` is told
of a moment by the calendar. Both end in `actions_memberships.seat_profiles`, so that either may run again at any time.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.dispatch import receiver

from peremena import clock
from peremena.chat import rights, seating
from peremena.chat.actions_memberships import Pair, seat_profiles, stand_in_line
from peremena.chat.models import Conversation, Exclusion, History, Kind, MemberRole, Membership, Reason, Seat
from peremena.chat.seating import Place, Wanted
from peremena.roster import queries as roster
from peremena.roster.signals import affiliations_changed

# Pairs of conversation and profile that one transaction brings up to date: well under 200 ms.
SLICE = 200


@receiver(affiliations_changed)
def _on_affiliations_changed(
    *,
    persons: Collection[int],
    schools: Collection[int] = (),
    classes: Collection[int] = (),
    subject_groups: Collection[int] = (),
    **_named: Any,
) -> None:
    if places := seating.places_of_units(schools, classes, subject_groups):
        make_conversations(places)
    if persons:
        reseat(persons)


@transaction.atomic
def reseat(persons: Collection[int]) -> None:
    """Write the seats that the roster gives these persons (and the guardians of children among them) and follow them.

    A constant number of queries for any number of persons; large work comes in slices of its caller.
    """
    stand_in_line()
    everybody = seating.with_guardians(persons)
    wanted = seating.wanted_seats(everybody)
    conversations, made = _conversations({one.place for one in wanted})
    if latecomers := seating.pupils_of_places(made) - everybody:
        # The first teacher of a subject brings its chat into being, and the whole class with it.
        everybody |= latecomers
        wanted = seating.wanted_seats(everybody)
        conversations |= _find({one.place for one in wanted} - conversations.keys())
    now = clock.now()
    reseated = _write_seats(everybody, wanted, conversations) | _follow_belonging(everybody, wanted, now)
    links = roster.profiles_ever_linked(everybody)
    touched = {profile for person in reseated for profile in links.get(person, ())}
    seat_profiles(_pairs_of(everybody, links), now, touched)


@transaction.atomic
def make_conversations(places: Collection[Place]) -> None:
    """Make the chats of units, so that a class without anybody in it has its chats; who belongs there sits down."""
    stand_in_line()
    _, made = _conversations(set(places))
    if pupils := seating.pupils_of_places(made):
        reseat(pupils)


def refresh(at: datetime) -> int:
    """Bring memberships up to date with the dates at a moment; returns how many pairs differed. Idempotent."""
    pairs = iter(sorted(_pairs_out_of_date(at)))
    count = 0
    while part := list(islice(pairs, SLICE)):
        with transaction.atomic():
            stand_in_line()
            seat_profiles(part, at)
        count += len(part)
    return count


def next_boundary(after: datetime) -> datetime | None:
    """Return the next moment at which some seat begins or ends."""
    starts = Seat.objects.filter(starts_at__gt=after).order_by("starts_at").values_list("starts_at", flat=True).first()
    ends = Seat.objects.filter(ends_at__gt=after).order_by("ends_at").values_list("ends_at", flat=True).first()
    return min((one for one in (starts, ends) if one is not None), default=None)


# --- Conversations of units -------------------------------------------------------------------------------------------


def _conversations(places: set[Place]) -> tuple[dict[Place, Conversation], list[Place]]:
    """Find or make the conversations of places; also says which had to be made."""
    found = _find(places)
    missing = sorted(places - found.keys(), key=lambda place: (place.school, place.kind, place.unit or 0))
    if missing:
        titles = roster.unit_titles(
            {place.unit for place in missing if place.kind in {Kind.CLASS, Kind.GUARDIANS} and place.unit},
            {place.unit for place in missing if place.kind == Kind.SUBJECT and place.unit},
        )
        Conversation.objects.bulk_create([_conversation(place, titles) for place in missing])
        found = _find(places)
    return found, missing


def _find(places: set[Place]) -> dict[Place, Conversation]:
    classes = {place.unit for place in places if place.kind in {Kind.CLASS, Kind.GUARDIANS}}
    groups = {place.unit for place in places if place.kind == Kind.SUBJECT}
    schools = {place.school for place in places if place.kind == Kind.STAFF}
    rows = [
        *Conversation.objects.filter(school_class__in=classes),
        *Conversation.objects.filter(subject_group__in=groups),
        *Conversation.objects.filter(kind=Kind.STAFF, school__in=schools),
    ]
    return {_place(row): row for row in rows}


def _place(row: Conversation) -> Place:
    return Place(row.kind, row.school_id or 0, row.school_class_id or row.subject_group_id)


def _conversation(place: Place, titles: dict[tuple[str, int], str]) -> Conversation:
    made = Conversation(kind=place.kind, school_id=place.school)
    if place.unit is None:
        made.title = "Учительская"
    elif place.kind == Kind.SUBJECT:
        made.subject_group_id = place.unit
        made.title = titles["group", place.unit]
    else:
        made.school_class_id = place.unit
        title = titles["class", place.unit]
        made.title = title if place.kind == Kind.CLASS else f"{title} Родители"
    return made


# --- Seats ------------------------------------------------------------------------------------------------------------


def _write_seats(persons: set[int], wanted: Iterable[Wanted], conversations: dict[Place, Conversation]) -> set[int]:
    """Make the seats of persons what is wanted; returns those for whom something changed."""
    standing = {
        (seat.conversation_id, seat.person_id, seat.affiliation_id, seat.guardianship_id): seat
        for seat in Seat.objects.filter(person__in=persons).exclude(reason=Reason.BY_HAND)
    }
    fresh, changed = [], []
    for one in wanted:
        conversation = conversations[one.place]
        seat = standing.get((conversation.id, one.person, one.affiliation, one.guardianship))
        if seat is None and one.ends_at == one.starts_at:
            continue  # It never holds, and nobody was ever told of it.
        if seat is None:
            fresh.append(_seat(one, conversation))
        elif (seat.starts_at, seat.ends_at, seat.role) != (one.starts_at, one.ends_at, one.role):
            seat.starts_at, seat.ends_at, seat.role = one.starts_at, one.ends_at, one.role
            changed.append(seat)
    Seat.objects.bulk_create(fresh)
    Seat.objects.bulk_update(changed, ["starts_at", "ends_at", "role"], batch_size=200)
    return {seat.person_id for seat in (*fresh, *changed)}


def _seat(one: Wanted, conversation: Conversation) -> Seat:
    # Staff see all of the past; founders, who sit here before the first message, see all of it by that.
    sees_all = one.reason == Reason.ROLE or conversation.last_no == 0
    return Seat(
        conversation=conversation,
        person_id=one.person,
        role=one.role,
        reason=one.reason,
        affiliation_id=one.affiliation,
        guardianship_id=one.guardianship,
        history=History.ALL if sees_all else History.JOINING,
        starts_at=one.starts_at,
        ends_at=one.ends_at,
    )


def _follow_belonging(persons: set[int], wanted: Iterable[Wanted], at: datetime) -> set[int]:
    """Let seats given by hand end when their holders belong to the school no more; returns those for whom that changed.

    Who comes back later comes back by somebody's hand.
    """
    by_person: dict[int, list[Wanted]] = defaultdict(list)
    for one in wanted:
        by_person[one.person].append(one)
    standing = Seat.objects.filter(person__in=persons, reason=Reason.BY_HAND).exclude(role=MemberRole.ADMIN)
    changed = []
    for seat in standing.exclude(ends_at__lte=at).select_related("conversation"):
        ends_at = seating.end_of_belonging(seat.conversation.kind, by_person[seat.person_id], at)
        if seat.ends_at != ends_at:
            seat.ends_at = ends_at
            changed.append(seat)
    Seat.objects.bulk_update(changed, ["ends_at"], batch_size=200)
    return {seat.person_id for seat in changed}


# --- Memberships ------------------------------------------------------------------------------------------------------


def _pairs_of(persons: Collection[int], links: dict[int, set[int]]) -> set[Pair]:
    """Return the conversations of these persons' seats, with every profile that is or was linked to them.

    Also those in which these profiles sit by another card: whoever turns out to be a pupil is one everywhere.
    """
    holders: dict[int, set[int]] = defaultdict(set)
    for person in persons:
        holders[person] |= set(links.get(person, ()))
    for profile, cards in roster.persons_of_profiles({one for some in links.values() for one in some}).items():
        for person in cards:
            holders[person].add(profile)
    return {
        (conversation, profile)
        for conversation, person in Seat.objects.filter(person__in=holders).values_list("conversation", "person")
        for profile in holders[person]
    }


def _pairs_out_of_date(at: datetime) -> set[Pair]:
    """Return the pairs whose membership differs from what the dates say: all that the calendar has to do."""
    over = Membership.objects.filter(is_current=True, ends_at__lte=at).values_list("conversation", "profile")
    pairs: set[Pair] = set(over)
    # Chats of no school have no seats: the direct ones.
    standing = {
        (conversation, profile): role
        for conversation, profile, role in Membership.objects.filter(
            is_current=True, conversation__school__isnull=False
        ).values_list("conversation", "profile", "role")
    }
    said = _roles_by_seats(at)
    pairs |= {pair for pair, role in said.items() if standing.get(pair) != role}
    return pairs | (standing.keys() - said.keys())


def _roles_by_seats(at: datetime) -> dict[Pair, str]:
    """Return who should sit where, in which role, by the seats that hold at `at`."""
    said: dict[Pair, set[str]] = defaultdict(set)
    seated: set[Pair] = set()
    links = roster.profiles_by_person()
    excluded = set(Exclusion.objects.filter(lifted_at__isnull=True).values_list("conversation", "person"))
    open_seats = Seat.objects.filter(starts_at__lte=at).exclude(ends_at__lte=at)
    for conversation, person, role, reason in open_seats.values_list("conversation", "person", "role", "reason"):
        if person not in links or (conversation, person) in excluded:
            continue
        said[conversation, links[person]].add(role)
        if reason != Reason.BY_HAND or role != MemberRole.ADMIN:
            seated.add((conversation, links[person]))
    return {pair: rights.strongest_role(roles) for pair, roles in said.items() if pair in seated}
