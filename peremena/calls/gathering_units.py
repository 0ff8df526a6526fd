"""The units of a school that somebody may gather, how many people that are, and where these are told."""

from dataclasses import dataclass
from datetime import datetime

from peremena.calls import standing
from peremena.calls.gathering import of_audiences
from peremena.calls.models import Audience, Unit
from peremena.calls.refusals import NotFound
from peremena.calls.rules import why_not_started
from peremena.calls.rules_gathering import Gatherer, UnitName
from peremena.chat import queries_calls as chat
from peremena.roster import queries as roster
from peremena.roster import queries_units as units
from peremena.roster.queries import Facts


@dataclass(frozen=True, slots=True)
class Found:
    """A unit that somebody wants to gather."""

    unit: UnitName
    number: int
    title: str
    school: int


def found(unit: UnitName, number: int, by: int, at: datetime) -> tuple[Found, Gatherer]:
    """Return a unit and what somebody is to it. Raises NotFound for what is not there, or not of their school."""
    one = roster.facts_of({by}, at)[by]
    if unit == "chat":
        return _chat(number, by, one, at)
    wanted, teaches = _unit(unit, number, one, at)
    if wanted is None or wanted.school not in one.staff_of:
        raise NotFound
    return wanted, Gatherer(is_staff=True, is_pupil=one.is_pupil, heads=wanted.school in one.heads, teaches=teaches)


def _chat(number: int, by: int, one: Facts, at: datetime) -> tuple[Found, Gatherer]:
    place = chat.sitting(number, by, at)
    # A chat of two is rung, and gathers nobody.
    if place is None or place.school is None:
        raise NotFound
    may_call = not why_not_started(standing.place_of(place), standing.one_of(place))
    gatherer = Gatherer(is_staff=place.school in one.staff_of, is_pupil=one.is_pupil, may_call=may_call)
    return Found("chat", number, place.title, place.school), gatherer


def _unit(unit: UnitName, number: int, one: Facts, at: datetime) -> tuple[Found | None, bool]:
    if unit == "school":
        title = units.names_of_schools([number]).get(number)
        return None if title is None else Found(unit, number, title, number), False
    if unit == "family":
        child = units.pupil(number, at)
        if child is None:
            return None, False
        learns = roster.facts_of_cards({number}, at)[number].learns
        return Found(unit, number, child.name, child.school), bool(one.teaches & learns)
    for own in units.classes_of_schools(one.staff_of, at):
        if unit == "class" and own.id == number:
            return Found(unit, number, own.title, own.school), ("class", number) in one.teaches
        if unit == "grade" and own.grade == number:
            return Found(unit, number, f"{own.number}-е классы", own.school), False
    return None, False


def size(audience: Audience, at: datetime) -> int:
    """Return how many are of an audience and registered: facts of the whole school. Some six queries."""
    if audience.conversation_id is not None:
        return len(chat.everybody_in(audience.conversation_id, at))
    everybody = units.profiles_of_school(audience.call.school_id or 0)
    pairs = {(audience.call_id, profile) for profile in everybody}
    return len(of_audiences({audience.call_id: audience}, pairs, at))


def guardians_to_tell(audience: Audience, at: datetime) -> set[int]:
    """Return the guardians of a family."""
    child = audience.child_id or 0
    return units.guardians_of([child], at)[child]


def chats_to_tell(audience: Audience, at: datetime) -> list[int]:
    """Return the chats of the roster in which those of an audience sit; a family has none. Three queries."""
    if audience.conversation_id is not None:
        return [audience.conversation_id]
    whom, school = audience.whom, audience.call.school_id or 0
    kinds = {"pupils": ["class"], "guardians": ["guardians"], "staff": [], "all": ["class", "guardians"]}[whom]
    told = chat.chats_of_classes(_classes(audience, at), kinds) if kinds else []
    if whom == "staff" or (whom == "all" and audience.unit == Unit.SCHOOL):
        told += chat.staff_room(school)
    return told


def _classes(audience: Audience, at: datetime) -> list[int]:
    if audience.school_class_id is not None:
        return [audience.school_class_id]
    if audience.grade_id is not None:
        return sorted(units.classes_of_grades([audience.grade_id])[audience.grade_id])
    if audience.unit == Unit.SCHOOL:
        return [one.id for one in units.classes_of_schools([audience.call.school_id or 0], at)]
    return []
