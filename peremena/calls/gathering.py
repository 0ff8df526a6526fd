"""Whom of the school a meeting or a broadcast is for: facts of the roster put before `rules_gathering`."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from peremena.calls import rules_gathering as rules
from peremena.calls.models import Audience, Call, Kind, Unit
from peremena.calls.rules_gathering import Belonging, UnitName, WhomName
from peremena.chat import queries_calls as chat
from peremena.roster import queries as roster
from peremena.roster import queries_units as units
from peremena.roster.queries import Facts

# A call and a profile.
Pair = tuple[int, int]
# What may have an audience.
_KINDS = {Kind.MEETING, Kind.BROADCAST}
# More are not to come in one school at once.
_MOST_OPEN = 200


def of_audiences(audiences: Mapping[int, Audience], pairs: Collection[Pair], at: datetime) -> set[Pair]:
    """Return those (call, profile) pairs whose profile belongs to the audience of the call at a moment.

    Two queries, and at most six more for chats, grades and families.
    """
    if not pairs:
        return set()
    wanted = [audiences[call] for call, _ in pairs]
    facts = roster.facts_of({profile for _, profile in pairs}, at)
    sitting = _sitting(audiences, pairs, at)
    grades = {one.grade_id for one in wanted if one.grade_id is not None}
    classes = units.classes_of_grades(grades) if grades else {}
    children = {one.child_id for one in wanted if one.child_id is not None}
    guardians = units.guardians_of(children, at) if children else {}
    found = set()
    for call, profile in pairs:
        audience = audiences[call]
        if audience.unit == Unit.CHAT:
            one = Belonging(sits=(audience.conversation_id, profile) in sitting)
        elif audience.unit == Unit.FAMILY:
            one = Belonging(guards=profile in guardians[audience.child_id or 0])
        elif audience.unit == Unit.SCHOOL:
            one = in_school(facts[profile], audience.call.school_id or 0)
        else:
            own = classes.get(audience.grade_id or 0, {audience.school_class_id or 0})
            one = in_classes(facts[profile], own)
        if rules.belongs(unit_of(audience), whom_of(audience), one):
            found.add((call, profile))
    return found


def everybody_for(call: Call, at: datetime) -> set[int]:
    """Return the registered people whom a meeting is for at a moment. At most ten queries."""
    audience = audiences_of([call]).get(call.pk)
    if audience is None:
        return set()
    if audience.conversation_id is not None:
        some = {one.person.profile for one in chat.everybody_in(audience.conversation_id, at)}
    else:
        some = units.profiles_of_school(call.school_id) if call.school_id is not None else set()
    pairs = [(call.pk, profile) for profile in some]
    return {profile for _, profile in of_audiences({call.pk: audience}, pairs, at)}


def _sitting(audiences: Mapping[int, Audience], pairs: Iterable[Pair], at: datetime) -> Collection[tuple[int, int]]:
    asked = {
        (conversation, profile)
        for call, profile in pairs
        if (conversation := audiences[call].conversation_id) is not None
    }
    return chat.sittings(asked, at) if asked else ()


def in_school(one: Facts, school: int) -> Belonging:
    return Belonging(learns=school in one.pupil_of, guards=school in one.ward_schools, works=school in one.staff_of)


def in_classes(one: Facts, classes: Collection[int]) -> Belonging:
    named = {("class", unit) for unit in classes}
    return Belonging(
        learns=bool(named & one.learns), guards=bool(named & one.ward_units), works=bool(named & one.teaches)
    )


def unit_of(audience: Audience) -> UnitName:
    return audience.unit  # type: ignore[return-value] # the database holds no other


def whom_of(audience: Audience) -> WhomName:
    return audience.whom  # type: ignore[return-value] # as above


def audiences_of(calls: Iterable[Call]) -> dict[int, Audience]:
    """Return the audiences of those calls that have one, by the call. At most one query."""
    numbers = {call.pk for call in calls if call.kind in _KINDS}
    rows = Audience.objects.select_related("call").filter(call__in=numbers) if numbers else ()
    return {one.call_id: one for one in rows}


def has_audience(call: Call) -> bool:
    """Say whether a call is for people of the school by its lists. At most one query."""
    return call.kind in _KINDS and Audience.objects.filter(call=call).exists()


def open_for(profile: int, at: datetime) -> list[Call]:
    """Return the calls that go on or are to come and may be for somebody: of their schools. Three queries."""
    schools = roster.facts_of({profile}, at)[profile].schools
    rows = Call.objects.select_related("started_by").filter(
        audience__isnull=False, school__in=schools, ended_at_ms__isnull=True
    )
    return list(rows.exclude(participants__profile=profile).order_by("-pk")[:_MOST_OPEN])
