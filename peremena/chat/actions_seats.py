"""Seats follow the roster, memberships follow seats. The only writers of both for automatic chats.

`reseat` is told of changed persons by `roster.signals.affiliations_changed`, in the same transaction. `refresh` is told
of a moment by the calendar. Both end in `_seat_profiles`, which compares what is written with what the seats say at
that moment, so that either may run again at any time.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from django.dispatch import receiver

from peremena import clock
from peremena.chat import rights, seating
from peremena.chat.actions_announce import MembershipChange, announce
from peremena.chat.models import Conversation, History, Kind, Membership, Reason, Seat, Stay
from peremena.chat.rights import Right
from peremena.chat.seating import Place, Wanted
from peremena.roster import queries as roster
from peremena.roster.signals import affiliations_changed

Pair = tuple[int, int]

# Pairs of conversation and profile that one transaction brings up to date: well under 200 ms.
SLICE = 200

# The name of PostgreSQL's lock for whoever follows the roster; any number that nothing else takes.
_LINE = 0x5EA7


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
    _stand_in_line()
    everybody = seating.with_guardians(persons)
    wanted = seating.wanted_seats(everybody)
    conversations, made = _conversations({one.place for one in wanted})
    if latecomers := seating.pupils_of_places(made) - everybody:
        # The first teacher of a subject brings its chat into being, and the whole class with it.
        everybody |= latecomers
        wanted = seating.wanted_seats(everybody)
        conversations |= _find({one.place for one in wanted} - conversations.keys())
    reseated = _write_seats(everybody, wanted, conversations)
    links = roster.profiles_ever_linked(everybody)
    touched = {profile for person in reseated for profile in links.get(person, ())}
    _seat_profiles(_pairs_of(everybody, links), clock.now(), touched)


@transaction.atomic
def make_conversations(places: Collection[Place]) -> None:
    """Make the chats of units, so that a class without anybody in it has its chats; who belongs there sits down."""
    _stand_in_line()
    _, made = _conversations(set(places))
    if pupils := seating.pupils_of_places(made):
        reseat(pupils)


def _stand_in_line() -> None:
    """Let one transaction at a time follow the roster, as SQLite does anyway.

    Otherwise a father who is linked in the moment in which his child changes class would be left out: the one
    transaction would not see the seat yet, the other not the link.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LINE])


def refresh(at: datetime) -> int:
    """Bring memberships up to date with the dates at a moment; returns how many pairs differed. Idempotent."""
    pairs = iter(sorted(_pairs_out_of_date(at)))
    count = 0
    while part := list(islice(pairs, SLICE)):
        with transaction.atomic():
            _stand_in_line()
            _seat_profiles(part, at)
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


# --- Memberships ------------------------------------------------------------------------------------------------------


def _pairs_of(persons: Collection[int], links: dict[int, set[int]]) -> set[Pair]:
    """Return the conversations of these persons' seats, with every profile that is or was linked to them."""
    return {
        (conversation, profile)
        for conversation, person in Seat.objects.filter(person__in=persons).values_list("conversation", "person")
        for profile in links.get(person, ())
    }


def _pairs_out_of_date(at: datetime) -> set[Pair]:
    """Return the pairs whose membership differs from what the dates say: all that the calendar has to do."""
    over = Membership.objects.filter(is_current=True, ends_at__lte=at).values_list("conversation", "profile")
    pairs: set[Pair] = set(over)
    standing = {
        (conversation, profile): role
        for conversation, profile, role in Membership.objects.filter(is_current=True)
        .exclude(conversation__kind__in=[Kind.DIRECT, Kind.GROUP])
        .values_list("conversation", "profile", "role")
    }
    said: dict[Pair, set[str]] = defaultdict(set)
    open_seats = Seat.objects.filter(starts_at__lte=at).exclude(ends_at__lte=at)
    links = roster.profiles_by_person()
    for conversation, person, role in open_seats.values_list("conversation", "person", "role"):
        if person in links:
            said[conversation, links[person]].add(role)
    pairs |= {pair for pair, roles in said.items() if standing.get(pair) != rights.strongest_role(roles)}
    return pairs | (standing.keys() - said.keys())


def _seat_profiles(pairs: Collection[Pair], at: datetime, touched: Collection[int] = ()) -> None:
    """Make the memberships of these pairs what their seats say at `at`, and tell browsers.

    Whoever comes or goes, or is `touched` otherwise, may have gained or lost the right to write to somebody.
    """
    if not pairs:
        return
    conversations = {conversation for conversation, _ in pairs}
    # In ascending id, as everybody locks them.
    last_nos = dict(
        Conversation.objects.select_for_update(no_key=True)
        .filter(id__in=conversations)
        .order_by("id")
        .values_list("id", "last_no")
    )
    seats = _seats_of(pairs)
    standing = {
        (one.conversation_id, one.profile_id): one
        for one in Membership.objects.filter(
            conversation__in=conversations, profile__in={profile for _, profile in pairs}
        )
    }
    turn = _Turn(last_nos)
    for pair in sorted(pairs):
        own = seats.get(pair, [])
        turn.settle(pair, rights.right_of(own, at), standing.get(pair), rights.why_left(own, at))
    turn.write(touched)


def _seats_of(pairs: Collection[Pair]) -> dict[Pair, list[Seat]]:
    links = roster.persons_of_profiles({profile for _, profile in pairs})
    profile_of = {person: profile for profile, persons in links.items() for person in persons}
    found: dict[Pair, list[Seat]] = defaultdict(list)
    for seat in Seat.objects.filter(
        conversation__in={conversation for conversation, _ in pairs}, person__in=profile_of
    ).select_related("affiliation", "guardianship"):
        found[seat.conversation_id, profile_of[seat.person_id]].append(seat)
    return found


class _Turn:
    """Collects what has to be written for many pairs, and writes it in a constant number of statements."""

    def __init__(self, last_nos: dict[int, int]) -> None:
        self._last_nos = last_nos
        self._joining: list[tuple[Membership, int]] = []
        self._changed: list[Membership] = []
        self._leaving: list[Membership] = []
        self._widened: list[Membership] = []
        self._changes: list[MembershipChange] = []

    def settle(self, pair: Pair, right: Right | None, standing: Membership | None, why: str) -> None:
        if right is not None and (standing is None or not standing.is_current):
            self._join(pair, right, standing)
        elif right is not None and standing is not None:
            self._change(pair, right, standing)
        elif standing is not None and standing.is_current:
            standing.is_current, standing.ends_at, standing.left_why = False, None, why
            self._leaving.append(standing)
            self._changes.append(MembershipChange(*pair, "left"))

    def _join(self, pair: Pair, right: Right, standing: Membership | None) -> None:
        conversation, profile = pair
        last_no = self._last_nos[conversation]
        one = standing or Membership(conversation_id=conversation, profile_id=profile)
        one.is_current, one.left_why = True, ""
        one.role, one.ends_at = right.role, right.ends_at
        one.from_no = 1 if right.sees_all else last_no + 1
        if right.sees_all:
            # What was said before is there to read, but nobody begins with five hundred unread messages.
            one.read_no = last_no
        self._joining.append((one, one.from_no))
        self._changes.append(MembershipChange(conversation, profile, "joined"))

    def _change(self, pair: Pair, right: Right, standing: Membership) -> None:
        if right.sees_all and standing.from_no > 1:
            self._open_the_past(standing)
        elif (standing.role, standing.ends_at) == (right.role, right.ends_at):
            return
        # Told also when only the end moves: the hub must know until when to deliver.
        standing.role, standing.ends_at = right.role, right.ends_at
        self._changed.append(standing)
        self._changes.append(MembershipChange(*pair, "changed"))

    def _open_the_past(self, standing: Membership) -> None:
        """A mother who becomes the class teacher sees from now on all that a class teacher sees."""
        standing.from_no = 1
        self._widened.append(standing)

    def write(self, touched: Collection[int]) -> None:
        fields = ["role", "is_current", "ends_at", "from_no", "read_no", "left_why"]
        fresh = [one for one, _ in self._joining if one._state.adding]  # noqa: SLF001 Django's word for "not stored yet"
        again = [one for one, _ in self._joining if not one._state.adding]  # noqa: SLF001 the same
        Membership.objects.bulk_create(fresh)
        Membership.objects.bulk_update([*again, *self._changed, *self._leaving], fields, batch_size=100)
        Stay.objects.bulk_create([Stay(membership=one, from_no=from_no) for one, from_no in self._joining])
        Stay.objects.filter(membership__in=self._widened, to_no__isnull=True).update(from_no=1)
        leaving = {one.id: self._last_nos[one.conversation_id] + 1 for one in self._leaving}
        stays = list(Stay.objects.filter(membership__in=leaving, to_no__isnull=True)) if leaving else []
        for stay in stays:
            stay.to_no = max(stay.from_no, leaving[stay.membership_id])
        Stay.objects.bulk_update(stays, ["to_no"], batch_size=200)
        announce([*self._changes, *_direct_changes({*touched, *(one.profile for one in self._changes)})])


def _direct_changes(profiles: Collection[int]) -> list[MembershipChange]:
    """Return the direct chats of profiles, for both who sit there: each may have opened or become read-only."""
    if not profiles:
        return []
    directs = Conversation.objects.filter(
        Q(direct_low__in=profiles) | Q(direct_high__in=profiles), kind=Kind.DIRECT
    ).order_by("id")
    return [
        MembershipChange(conversation, profile, "changed")
        for conversation, *both in directs.values_list("id", "direct_low", "direct_high")
        for profile in both
    ]
