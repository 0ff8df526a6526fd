"""Memberships follow seats: the only writer of who sits in common chats, and of who runs those made by hand.

Whoever has written seats, `actions_seats` for the roster or `actions_groups` by hand, calls `seat_profiles`. It
compares what is written with what the seats say at that moment, so that it may run again at any time.
"""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from types import MappingProxyType

from django.db import connection
from django.db.models import OuterRef, Q, Subquery

from peremena.audit import actions as audit
from peremena.chat import abilities, rights, rules_groups
from peremena.chat.actions_announce import MembershipChange, announce
from peremena.chat.models import (
    Conversation,
    Exclusion,
    History,
    Kind,
    MemberRole,
    Membership,
    Reason,
    Seat,
    Stay,
)
from peremena.chat.rights import Right
from peremena.database import raw
from peremena.roster import queries as roster

Pair = tuple[int, int]

# What people made of a chat and whoever comes back begins anew.
_PERSONAL = ["pin", "archived_no", "marked_unread", "draft", "draft_reply_no", "draft_mentions"]

# The name of PostgreSQL's lock for whoever changes seats; any number that nothing else takes.
_LINE = 0x5EA7


def stand_in_line() -> None:
    """Let one transaction at a time change seats, as SQLite does anyway.

    Otherwise a father who is linked in the moment in which his child changes class would be left out: the one
    transaction would not see the seat yet, the other not the link.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LINE])


def seat_profiles(
    pairs: Collection[Pair],
    at: datetime,
    touched: Collection[int] = (),
    why: Mapping[Pair, str] = MappingProxyType({}),
) -> None:
    """Make the memberships of these pairs what their seats say at `at`, and tell browsers.

    Whoever comes or goes, or is `touched` otherwise, may have gained or lost the right to write to somebody. `why`
    says, as `texts.left_key` does, why somebody goes whom no date sends away.
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
        turn.settle(pair, rights.right_of(own, at), standing.get(pair), why.get(pair) or rights.why_left(own, at))
    turn.write(touched, conversations)
    _keep_administrators(turn.left, at)
    _tell_mixed({*turn.moved, *(pair[0] for pair in pairs if pair[1] in touched)}, turn.told, at)


def _seats_of(pairs: Collection[Pair]) -> dict[Pair, list[Seat]]:
    links = roster.persons_of_profiles({profile for _, profile in pairs})
    profile_of = {person: profile for profile, persons in links.items() for person in persons}
    found: dict[Pair, list[Seat]] = defaultdict(list)
    conversations = {conversation for conversation, _ in pairs}
    excluded = set(
        Exclusion.objects.filter(
            conversation__in=conversations, person__in=profile_of, lifted_at__isnull=True
        ).values_list("conversation", "person")
    )
    for seat in Seat.objects.filter(conversation__in=conversations, person__in=profile_of).select_related(
        "affiliation", "guardianship", "person__school"
    ):
        if (seat.conversation_id, seat.person_id) in excluded:
            continue
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

    @property
    def told(self) -> set[Pair]:
        return {(one.conversation, one.profile) for one in self._changes}

    @property
    def moved(self) -> set[int]:
        """Return the conversations that somebody joined or left."""
        return {one.conversation for one in self._changes if one.what != "changed"}

    @property
    def left(self) -> set[int]:
        """Return the conversations in which somebody left, or is something else than before."""
        return {one.conversation for one in self._changes if one.what != "joined"}

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
        one.from_no = one.cleared_no + 1 if right.sees_all else last_no + 1
        # What they made of it the last time would surprise; whether they hear it and how it looks they would miss.
        one.pin, one.archived_no, one.marked_unread, one.draft = 0, None, False, ""
        one.draft_reply_no, one.draft_mentions = None, ""
        if right.sees_all:
            # What was said before is there to read, but nobody begins with five hundred unread messages.
            one.read_no = last_no
        self._joining.append((one, one.from_no))
        self._changes.append(MembershipChange(conversation, profile, "joined"))

    def _change(self, pair: Pair, right: Right, standing: Membership) -> None:
        if right.sees_all and standing.from_no > standing.cleared_no + 1:
            self._open_the_past(standing)
        elif (standing.role, standing.ends_at) == (right.role, right.ends_at):
            return
        # Told also when only the end moves: the hub must know until when to deliver.
        standing.role, standing.ends_at = right.role, right.ends_at
        self._changed.append(standing)
        self._changes.append(MembershipChange(*pair, "changed"))

    def _open_the_past(self, standing: Membership) -> None:
        """A mother who becomes the class teacher sees from now on all that a class teacher sees."""
        standing.from_no = standing.cleared_no + 1
        self._widened.append(standing)

    def write(self, touched: Collection[int], conversations: Collection[int]) -> None:
        fields = ["role", "is_current", "ends_at", "from_no", "read_no", "left_why"]
        fresh = [one for one, _ in self._joining if one._state.adding]  # noqa: SLF001 Django's word for "not stored yet"
        again = [one for one, _ in self._joining if not one._state.adding]  # noqa: SLF001 the same
        Membership.objects.bulk_create(fresh)
        Membership.objects.bulk_update([*again, *self._changed, *self._leaving], fields, batch_size=100)
        Membership.objects.bulk_update(again, _PERSONAL, batch_size=100)
        Stay.objects.bulk_create([Stay(membership=one, from_no=from_no) for one, from_no in self._joining])
        own = Membership.objects.filter(pk=OuterRef("membership")).values("from_no")
        Stay.objects.filter(membership__in=self._widened, to_no__isnull=True).update(from_no=Subquery(own))
        leaving = {one.id: self._last_nos[one.conversation_id] + 1 for one in self._leaving}
        stays = list(Stay.objects.filter(membership__in=leaving, to_no__isnull=True)) if leaving else []
        for stay in stays:
            stay.to_no = max(stay.from_no, leaving[stay.membership_id])
        Stay.objects.bulk_update(stays, ["to_no"], batch_size=200)
        _note_mixed(conversations)
        announce([*self._changes, *_direct_changes({*touched, *(one.profile for one in self._changes)})])


def _note_mixed(conversations: Collection[int]) -> None:
    """Mark the chats in which rights depend on who else sits there, so that nobody has to ask it at every message."""
    raw.write_many(
        "UPDATE chat_conversation SET is_mixed = TRUE WHERE id = %s AND NOT is_mixed AND ("
        f" (kind IN ('{Kind.GROUP}', '{Kind.CALL}') AND EXISTS ("
        "  SELECT 1 FROM chat_membership m JOIN roster_link l ON l.profile_id = m.profile_id AND l.ended_at IS NULL"
        "  JOIN roster_affiliation a ON a.person_id = l.person_id AND a.role = 'pupil'"
        "  WHERE m.conversation_id = chat_conversation.id AND m.is_current))"
        f" OR (kind NOT IN ('{Kind.GROUP}', '{Kind.CALL}', '{Kind.DIRECT}') AND EXISTS ("
        "  SELECT 1 FROM chat_seat s"
        f"  WHERE s.conversation_id = chat_conversation.id AND s.reason = '{Reason.BY_HAND}')))",
        [(conversation,) for conversation in sorted(conversations)],
    )


def _keep_administrators(conversations: Collection[int], at: datetime) -> None:
    """Let no chat made by hand be without an administrator, as long as somebody sits there who may be one."""
    if not conversations:
        return
    groups = Conversation.objects.filter(id__in=conversations, kind=Kind.GROUP, school__isnull=False)
    led = Membership.objects.filter(conversation__in=groups, is_current=True, role=MemberRole.ADMIN)
    for group in groups.exclude(id__in=led.exclude(ends_at__lte=at).values("conversation")).order_by("id"):
        profile = rules_groups.successor(abilities.members_of(group.id, at), group.school_id)
        if profile is not None:
            appoint_seat(group, _card_in(group, profile, at), by=None, at=at)
            seat_profiles([(group.id, profile)], at)


def appoint_seat(conversation: Conversation, person: int, *, by: int | None, at: datetime) -> None:
    """Write the seat that makes an administrator of a member, as long as another seat holds them there.

    `seat_profiles` has to follow. `by` is None when nobody chose: the last administrator went.
    """
    Seat.objects.create(
        conversation=conversation,
        person_id=person,
        role=MemberRole.ADMIN,
        reason=Reason.BY_HAND,
        added_by_id=by,
        history=History.JOINING,
        starts_at=at,
    )
    target = f"conversation:{conversation.id}"
    audit.record(by=by, action="chat.administrator.appointed", target=target, person=person)


def _card_in(conversation: Conversation, profile: int, at: datetime) -> int:
    persons = roster.persons_of_profiles([profile])[profile]
    seats = Seat.objects.filter(conversation=conversation, person__in=persons, starts_at__lte=at)
    return seats.exclude(ends_at__lte=at).order_by("person").values_list("person", flat=True)[0]


def _tell_mixed(conversations: Collection[int], told: Collection[Pair], at: datetime) -> None:
    """Tell those who stay in a chat with pupils that somebody came or went: perhaps the staff that has to be there."""
    mixed = abilities.mixed_among(conversations)
    if not mixed:
        return
    members = Membership.objects.filter(conversation__in=mixed, is_current=True).exclude(ends_at__lte=at)
    pairs = set(members.values_list("conversation", "profile")) - set(told)
    announce([MembershipChange(*pair, "changed") for pair in sorted(pairs)])


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
