"""What people are in calls at a moment: facts of the chat and of the roster put before the rules.

Whoever has no row in a call yet stands there by one that is not stored: `Participant(call=..., profile_id=...)`.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from peremena.calls import gathering, rules
from peremena.calls.models import Call, Kind, Participant, Who
from peremena.calls.rules import One, Part, Personal, Place, Policy, Power
from peremena.chat import queries_calls as chat
from peremena.chat.queries_calls import Person, Sitting
from peremena.chat.schemas import PersonKind

PersonOrGuest = PersonKind | Literal["guest"]


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody in a call."""

    place: Place
    one: One
    part: Part
    may: list[Power]
    name: str
    kind: PersonOrGuest
    is_of_the_school: bool
    # What the call is called in their eyes: a direct chat bears the other one's name.
    title: str
    # Told when the call rings, unless it rings others alone.
    hears: bool = True


def policy_of(call: Call) -> Policy:
    """Return what a call lets its members do, as the rules take it."""
    return Policy(
        speak=call.speak == Who.ALL,
        camera=call.camera == Who.ALL,
        share=call.share == Who.ALL,
        write=call.write == Who.ALL,
        has_lobby=call.has_lobby,
        is_locked=call.is_locked,
    )


def standing_of(participant: Participant, at: datetime) -> Standing | None:
    """Return what one participant is; None for whoever has no right to the call's chat any more."""
    return standings_of([participant], at)[0]


def standings_of(participants: Sequence[Participant], at: datetime) -> list[Standing | None]:
    """Return the same of many, in their order: some eight queries for any number of people of any number of calls."""
    pairs = {
        (one.call.conversation_id, one.profile_id)
        for one in participants
        if one.call.kind == Kind.CHAT and one.profile_id is not None and one.call.conversation_id is not None
    }
    sittings = chat.sittings(pairs, at) if pairs else {}
    persons = _persons(participants, at)
    strangers = _not_of_their_audience(participants, persons, at)
    return [
        None if (one.call_id, one.profile_id or 0) in strangers else _standing(one, sittings, persons)
        for one in participants
    ]


def _not_of_their_audience(
    participants: Collection[Participant], persons: dict[tuple[int, int], Person], at: datetime
) -> set[tuple[int, int]]:
    """Return those for whom a meeting or a broadcast is not, or not any more: pairs of call and profile."""
    audiences = gathering.audiences_of({one.call_id: one.call for one in participants}.values())
    pairs = {
        (one.call_id, one.profile_id)
        for one in participants
        if one.call_id in audiences
        and one.profile_id is not None
        and not _runs_it(one, persons.get((one.call.school_id or 0, one.profile_id)))
    }
    return pairs - gathering.of_audiences(audiences, pairs, at)


def _runs_it(participant: Participant, person: Person | None) -> bool:
    was_asked_to = participant.is_cohost or participant.profile_id == participant.call.started_by_id
    return was_asked_to and person is not None and person.is_staff


def _persons(participants: Collection[Participant], at: datetime) -> dict[tuple[int, int], Person]:
    """Return the people of calls that belong to no chat, by school and profile."""
    wanted: dict[int, set[int]] = defaultdict(set)
    for one in participants:
        if one.call.kind != Kind.CHAT and one.profile_id is not None and one.call.school_id is not None:
            wanted[one.call.school_id].add(one.profile_id)
    return {
        (school, profile): person
        for school, profiles in wanted.items()
        for profile, person in chat.persons(profiles, school, at).items()
    }


def _standing(
    participant: Participant, sittings: dict[tuple[int, int], Sitting], persons: dict[tuple[int, int], Person]
) -> Standing | None:
    call = participant.call
    if participant.guest_id is not None:
        return _judge(participant, Place(call.kind), One(is_guest=True), None)
    if call.kind != Kind.CHAT:
        person = persons.get((call.school_id or 0, participant.profile_id or 0))
        return None if person is None else _judge(participant, Place(call.kind), _one(participant, person), person)
    sitting = sittings.get((call.conversation_id or 0, participant.profile_id or 0))
    if sitting is None:
        return None
    one = _one(participant, sitting.person, sitting)
    place = Place(call.kind, chat=sitting.kind, has_pupils=sitting.has_pupils)
    return _judge(participant, place, one, sitting.person, sitting)


def one_of(sitting: Sitting) -> One:
    """Return somebody of a chat in which no call goes on yet."""
    person = sitting.person
    return One(
        is_staff=person.is_staff,
        is_pupil=person.is_pupil,
        is_admin=sitting.is_admin,
        may_call=sitting.may_call,
        closed_because=sitting.closed_because,
    )


def place_of(sitting: Sitting) -> Place:
    return Place(Kind.CHAT, chat=sitting.kind, has_pupils=sitting.has_pupils)


def _one(participant: Participant, person: Person, sitting: Sitting | None = None) -> One:
    return One(
        is_staff=person.is_staff,
        is_pupil=person.is_pupil,
        is_admin=sitting is not None and sitting.is_admin,
        is_starter=participant.profile_id == participant.call.started_by_id,
        is_cohost=participant.is_cohost,
        may_call=sitting is None or sitting.may_call,
        closed_because="" if sitting is None else sitting.closed_because,
    )


def _judge(
    participant: Participant, place: Place, one: One, person: Person | None, sitting: Sitting | None = None
) -> Standing:
    call = participant.call
    own = Personal(participant.may_speak, participant.may_show, participant.may_share)
    return Standing(
        place=place,
        one=one,
        part=rules.part_of(place, one),
        may=rules.powers_of(place, one, policy_of(call), own, is_frozen=call.is_frozen),
        name=participant.guest.name if person is None and participant.guest is not None else _name(person),
        kind="guest" if person is None else person.kind,
        is_of_the_school=person is None or person.is_of_the_school,
        title=call.title if sitting is None else sitting.title,
        hears=sitting is None or sitting.hears,
    )


def _name(person: Person | None) -> str:
    return "" if person is None else person.name
