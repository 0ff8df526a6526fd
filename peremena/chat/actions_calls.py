"""What a call does to its chat: it is shown there, leaves a line, keeps pupils still, and may have a chat of its own.

The package `calls` calls this, inside its own transaction; whether somebody may is its rules' matter. Whom a chat of a
call may seat is decided here (docs/membership.md).
"""

from collections.abc import Collection
from contextlib import suppress
from datetime import datetime
from typing import Literal
from zoneinfo import ZoneInfo

import msgspec
from django.db import transaction

from peremena import clock
from peremena.audit import actions as audit
from peremena.chat import abilities, access, actions_groups, newcomers, rules_groups, texts
from peremena.chat.actions_announce import MembershipChange, announce, tell_conversation
from peremena.chat.actions_direct import MayNotStart, open_direct
from peremena.chat.actions_memberships import Pair, appoint_seat, seat_profiles, stand_in_line
from peremena.chat.actions_read import Mark, mark_read
from peremena.chat.actions_service import say_service
from peremena.chat.models import Ability, Conversation, Hush, Kind, MemberRole, Membership, Reason, Seat
from peremena.chat.newcomers import MOST_MEMBERS, Newcomer
from peremena.chat.schemas import CallBrief, MediaName, Service
from peremena.database import raw
from peremena.roster import queries as roster
from peremena.roster import queries_cards
from peremena.roster.queries import Facts

# Why pupils may not write: `models.Hush`.
Why = Literal["host_gone", "stopped"]

WITHOUT_TITLE = "Звонок"
LONGEST_TITLE = 200

# --- In a chat that there is ------------------------------------------------------------------------------------------


@transaction.atomic
def show_call(conversation: int, brief: CallBrief | None) -> None:
    """Show the call that goes on in a chat, as it is now, or that none does; tells the chat only what is new."""
    kept = "" if brief is None else msgspec.json.encode(brief).decode()
    if _put(conversation, "call", kept):
        tell_conversation(conversation)


@transaction.atomic
def hush(conversation: int, why: Why | None) -> None:
    """Let pupils write no word in a chat, for a reason, or let them again; others write on."""
    if _put(conversation, "hush", why or ""):
        members = abilities.members_of(conversation, clock.now())
        _tell(conversation, [one.profile for one in members if one.is_pupil])


@transaction.atomic
def say_call(
    conversation: int, by: int, *, media: MediaName, ms: int, answered: bool, were_in: Collection[int] = ()
) -> None:
    """Leave one line of a call that is over. Those who were in it have read the line; to others it is new."""
    line = Service(what="called" if answered else "missed", ms=ms, media=media)
    no = say_service(conversation, by, line)
    # Not of those to whom something else there is new: the line would hide it.
    followers = raw.rows(
        "SELECT profile_id FROM chat_membership WHERE conversation_id = %s AND read_no = %s AND NOT marked_unread"
        f" AND profile_id IN ({raw.numbers(were_in)}) ORDER BY profile_id",
        [conversation, no - 1],
    )
    if followers:
        mark_read([Mark(profile, conversation, no) for (profile,) in followers])


def say_gathering(conversations: Collection[int], by: int, line: Service) -> None:
    """Leave a line about a meeting or a broadcast in chats of those whom it is for, in the caller's transaction."""
    for conversation in sorted(conversations):
        say_service(conversation, by, line)


def direct_chats(by: int, addressees: Collection[int]) -> list[int]:
    """Return the direct chats of somebody with others, made where they are not; without those they may not write to."""
    found = []
    for addressee in sorted(set(addressees) - {by}):
        with suppress(MayNotStart):
            found.append(open_direct(by=by, addressee=addressee))
    return found


def _put(conversation: int, column: Literal["call", "hush"], kept: str) -> bool:
    """Write what a call says of its chat; False when it says nothing new, or the chat is over."""
    ((before, over),) = raw.rows(
        f"SELECT {column}, hush FROM chat_conversation WHERE id = %s{raw.for_update()}", [conversation]
    )
    if before == kept or (column == "hush" and over == Hush.OVER):
        return False
    raw.write_many(f"UPDATE chat_conversation SET {column} = %s WHERE id = %s", [(kept, conversation)])
    return True


def _tell(conversation: int, profiles: Collection[int]) -> None:
    """Tell people what they may now."""
    announce([MembershipChange(conversation, profile, "changed") for profile in sorted(profiles)])


# --- The chat of a call by link ---------------------------------------------------------------------------------------


@transaction.atomic
def open_chat(title: str, school: int, *, by: int) -> int:
    """Make the chat of a call by link, run by whoever made the call; returns its id. Raises MayNot for no staff."""
    stand_in_line()
    now = clock.now()
    maker = roster.facts_of({by}, now)[by]
    newcomers.refuse(rules_groups.why_no_chat_of_call(maker, school))
    tidy = " ".join(title.replace("\x00", "").split())[:LONGEST_TITLE]
    place = Conversation.objects.create(
        kind=Kind.CALL, title=tidy or WITHOUT_TITLE, school_id=school, abilities=Ability.WRITE, created_by_id=by
    )
    audit.record(by=by, action="chat.call.created", target=f"conversation:{place.id}", title=place.title)
    _let_in(place, maker, by=by, runs=True, at=now)
    return place.id


def seat(conversation: int, profile: int, *, by: int, is_host: bool = False) -> bool:
    """Let somebody whom a call has let in into its chat, from now on; `by` is whose call it is.

    Says whether they sit there: not whoever does not belong to the school, and nobody once it is closed or full. Of
    the staff, who is a host runs the chat, for as long as this is said of them.
    """
    now, pair = clock.now(), (conversation, profile)
    wanted = MemberRole.ADMIN if is_host else MemberRole.MEMBER
    if _role_of(pair, now) == wanted:
        return True
    with transaction.atomic():
        place = _locked(conversation)
        facts = roster.facts_of({profile}, now)[profile]
        runs = is_host and rules_groups.is_staff(facts, place.school_id)
        role = _role_of(pair, now)
        if role is None:
            return _let_in(place, facts, by=by, runs=runs, at=now)
        if runs and role != MemberRole.ADMIN:
            appoint_seat(place, _card(place, profile, now).card.person, by=by, at=now)
        elif not runs and role == MemberRole.ADMIN:
            _end_seats(place, profile, now, role=MemberRole.ADMIN)
        seat_profiles([pair], now)
    return True


@transaction.atomic
def unseat(conversation: int, profile: int) -> None:
    """Take somebody out whom a host removed from the call."""
    place, now = _locked(conversation), clock.now()
    _end_seats(place, profile, now)
    pair = (conversation, profile)
    zone = place.school.timezone if place.school is not None else "UTC"
    day = now.astimezone(ZoneInfo(zone)).date()
    seat_profiles([pair], now, why={pair: texts.left_key("excluded", day)})


@transaction.atomic
def close_chat(conversation: int) -> None:
    """Let nobody write any more in the chat of a call by link that is over; it stays to be read."""
    _locked(conversation)
    if _put(conversation, "hush", Hush.OVER):
        _tell(conversation, [one.profile for one in abilities.members_of(conversation, clock.now())])


def _locked(conversation: int) -> Conversation:
    """Return the chat of a call; raises NotFound for any other, whose seats are given otherwise."""
    found = actions_groups.locked(conversation)
    if found.kind != Kind.CALL:
        raise access.NotFound
    return found


def _role_of(pair: Pair, at: datetime) -> str | None:
    conversation, profile = pair
    current = Membership.objects.filter(conversation=conversation, profile=profile, is_current=True)
    return current.exclude(ends_at__lte=at).values_list("role", flat=True).first()


def _let_in(place: Conversation, one: Facts, *, by: int, runs: bool, at: datetime) -> bool:
    is_full = place.hush == Hush.OVER or place.member_count >= MOST_MEMBERS
    if is_full or rules_groups.why_not_seated(one, place.kind, place.school_id):
        return False
    coming = _card(place, one.profile, at)
    if runs:
        appoint_seat(place, coming.card.person, by=by, at=at)
    actions_groups.seat(place, [coming], by=by, at=at)
    return True


def _card(place: Conversation, profile: int, at: datetime) -> Newcomer:
    """Return by which card of the school somebody sits there, and until when the school's list lets them."""
    (own,) = newcomers.chosen_cards(queries_cards.cards_of_profiles([profile]), place, at)
    return own


def _end_seats(place: Conversation, profile: int, at: datetime, role: str | None = None) -> None:
    persons = roster.persons_of_profiles([profile]).get(profile, set())
    seats = Seat.objects.filter(conversation=place, person__in=persons, reason=Reason.BY_HAND).exclude(ends_at__lte=at)
    (seats if role is None else seats.filter(role=role)).update(ends_at=at)
